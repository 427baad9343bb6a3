"""Which of the names around an article is its outlet's: a linear choice over what each name shows.

Each name gets numbers: in which kinds of lines it stands ('Follow X', '© X', '… | X', an address,
alone on top), on how many lines, what it is made of, and whether pages of other sites hold it, too
('Sections', 'Sign Up'). Their weighted sum ranks the names, and 'none of them' is one of them
(McFadden 1974). Names that extend one another ('Quay News', 'Quay News Plus') speak for one outlet.
``python -m training.lines.outlets`` fits the weights, and from which probability a name is told.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.clean.known_outlets import known_outlet, name_key
from framing.clean.self_names import COMPANY, OTHERS, OWNER, PRESS, Candidate
from framing.files import LINES, installed_whole

Floats = NDArray[np.float64]

WEIGHTS = LINES / "outlet.json"
KINDS = (
    "asked", "asked again", "offered", "noun", "mail", "handle", "domain", "copyright", "owner",
    "top", "first", "alone", "title", "staff", "named", "rule",
)  # fmt: skip
NAMES = (
    *KINDS, "any", "kinds", "lines", "most lines", "known", "agency", "known and common", "press",
    "press and copyright", "press and top", "company", "address", "words", "one word", "many words",
    "others", "in a longer", "has a shorter", "top and lines", "copyright and lines",
    "handle again", "known by credits alone", "elsewhere",
)  # fmt: skip
WHOLE, CUT_NEAR = "whole pages", "cut near the article"
FEW = 30  # lines around an article of which the page was cut off
_LONGER = 4  # letters of a name that others may extend
# Lines that name an agency, an owner or where a story was first printed as often as the page's own.
_CREDITS = frozenset(("owner", "copyright", "staff", "rule", "domain", "offered", "named"))


def features(
    found: Mapping[str, Candidate], common: frozenset[str], elsewhere: Mapping[str, int]
) -> Floats:
    """What each candidate shows: candidates × ``NAMES``, in the order of ``found``; ``elsewhere``
    says of how many other sites the pages hold a name that is not theirs."""
    most = max((c.lines for c in found.values()), default=0)
    rows = []
    for key, candidate in found.items():
        name, kinds = candidate.name, candidate.kinds
        known = known_outlet(name)
        words = name.split()
        plain = [word.casefold().strip(".,'’") for word in words]
        lines = math.log1p(candidate.lines)
        press = bool(PRESS.search(name))
        others = [(k, found[k].lines) for k in found if k != key]
        longer = [k for k, n in others if k.startswith(key) and 2 * n >= candidate.lines]
        shorter = [k for k, n in others if key.startswith(k) and n > candidate.lines]
        rows.append([
            *(float(kind in kinds) for kind in KINDS),
            1.0,
            len(kinds) / 3,
            lines,
            candidate.lines == most and most >= 2,
            known is not None,
            known is not None and known.agency,
            known is not None and _is_ambiguous(key, candidate, common),
            press,
            press and "copyright" in kinds,
            press and "top" in kinds,
            bool(COMPANY.search(name) or OWNER.search(name)),
            "." in name.rstrip("."),
            len(words) / 3,
            len(words) == 1,
            len(words) >= 4,
            sum(word in OTHERS for word in plain) / len(plain),
            bool(longer),
            bool(shorter),
            lines * ("top" in kinds),
            lines * ("copyright" in kinds),
            "handle" in kinds and len(kinds) >= 2,
            known is not None and kinds.keys() <= _CREDITS,
            math.log1p(elsewhere.get(key, 0)),
        ])  # fmt: skip
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(NAMES))


def _is_ambiguous(key: str, candidate: Candidate, common: frozenset[str]) -> bool:
    """Whether a page names a known outlet by words of menus alone: 'Herald' is the short name of
    many papers, of which one is known by it."""
    return key in common or all(name_key(form) in common for form in candidate.forms)


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, Any]:
    with installed_whole(WEIGHTS):
        stored: Mapping[str, Any] = json.loads(WEIGHTS.read_text("utf-8"))
    return stored


def choose(
    found: Mapping[str, Candidate], common: frozenset[str], around: int
) -> tuple[Candidate, float] | None:
    """The likeliest name that may be told and the probability of what it calls, or None where none
    is likely enough.

    Args:
        found: the names by their keys.
        common: keys that are words of menus, too.
        around: how many lines stand around the article: where they are few, the page was cut.
    """
    if not found:
        return None
    stored = _weights()
    chosen = stored[CUT_NEAR if around <= FEW else WHOLE]
    weights, told = np.array([chosen["weights"][name] for name in NAMES]), chosen["told from"]
    odds = chances(features(found, common, stored["elsewhere"]) @ weights)
    best, likely = likeliest(list(found), odds * [is_own(c) for c in found.values()])
    return (list(found.values())[best], likely) if likely >= told else None


def is_own(candidate: Candidate) -> bool:
    """Whether a name may be told: one that only stands on lines around the article may be
    anybody's."""
    return not candidate.kinds.keys() <= {"named"}


def likeliest(keys: Sequence[str], odds: Floats) -> tuple[int, float]:
    """Of the names, the likeliest with those that extend it, and how likely they are together: the
    place of the likeliest among them."""
    families = [
        [i] + [j for j, other in enumerate(keys)
               if len(key) >= _LONGER and len(other) > len(key) and other.startswith(key)]
        for i, key in enumerate(keys)
    ]  # fmt: skip
    best = max(families, key=lambda family: float(odds[family].sum()))
    return max(best, key=lambda i: float(odds[i])), float(odds[best].sum())


def chances(scores: Floats) -> Floats:
    """The probability of each candidate beside 'none of them', whose score is 0."""
    top = max(0.0, float(scores.max(initial=0.0)))
    odds = np.exp(scores - top)
    found: Floats = odds / (odds.sum() + math.exp(-top))
    return found


def words_of(candidate: Candidate, kinds: Sequence[str] = KINDS) -> list[tuple[str, str]]:
    """The kinds of a candidate with the words that show them, the telling ones first."""
    return [(kind, candidate.kinds[kind]) for kind in kinds if kind in candidate.kinds]
