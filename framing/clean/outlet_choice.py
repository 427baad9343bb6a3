"""Which of the names around an article is its outlet's: a linear choice over what each name shows.

Each name gets numbers: in which kinds of lines it stands ('Follow X', '© X', '… | X', an address,
alone on top), on how many lines, and what it is made of. Their weighted sum ranks the names, and
'none of them' is one of the choices (McFadden 1974). ``python -m training.lines.outlets`` fits the
weights, and the probability from which a name is told.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from framing.clean.known_outlets import known_outlet
from framing.clean.self_names import COMPANY, OTHERS, OWNER, PRESS, Candidate
from framing.files import LINES

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
    "handle again",
)  # fmt: skip


def features(found: Mapping[str, Candidate], common: frozenset[str]) -> Floats:
    """What each candidate shows: candidates × ``NAMES``, in the order of ``found``."""
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
            known is not None and key in common,
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
        ])  # fmt: skip
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(NAMES))


@lru_cache(maxsize=1)
def _weights() -> tuple[Floats, float]:
    stored = json.loads(WEIGHTS.read_text("utf-8"))
    return np.array([stored["weights"][name] for name in NAMES]), float(stored["told from"])


def choose(
    found: Mapping[str, Candidate], common: frozenset[str]
) -> tuple[Candidate, float] | None:
    """The likeliest name and its probability, or None where none is likely enough."""
    if not found:
        return None
    weights, told = _weights()
    odds = chances(features(found, common) @ weights)
    best = int(np.argmax(odds))
    return (list(found.values())[best], float(odds[best])) if odds[best] >= told else None


def chances(scores: Floats) -> Floats:
    """The probability of each candidate beside 'none of them', whose score is 0."""
    top = max(0.0, float(scores.max(initial=0.0)))
    odds = np.exp(scores - top)
    found: Floats = odds / (odds.sum() + math.exp(-top))
    return found


def words_of(candidate: Candidate, kinds: Sequence[str] = KINDS) -> list[tuple[str, str]]:
    """The kinds of a candidate with the words that show them, the telling ones first."""
    return [(kind, candidate.kinds[kind]) for kind in kinds if kind in candidate.kinds]
