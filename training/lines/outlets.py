"""``python -m training.lines.outlets FOLDER…``: fit the weights that choose a page's own name.

FOLDERs are those of ``python -m training.lines`` and htmldate; the pages are those that
``python -m evaluation.fields --part mend`` scores, whole and cut near the article. The weights go
to ``framing/data/lines/outlet.json`` with what they rest on. ``--folds`` as in ``headlines``.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from evaluation.fields import Pasted, cached, is_outlet, outlet_gold
from framing.clean.kinds import readings
from framing.clean.known_outlets import COMMON
from framing.clean.lines import Line, normalise, split_lines
from framing.clean.outlet_choice import NAMES, WEIGHTS, Floats, chances, features
from framing.clean.publisher import is_own, names_around
from training.lines.folds import fitting_options, load_folds, read_with
from training.lines.paste import PageLine

FOLDS = 10
RIDGE = 0.5
SEED = 7
WRONG = 0.05  # share of the names told that may be wrong, out of fold, on whole pages
CUT = ((3, 8), (8, 20), (0, 3))  # lines kept above and below the article


class Choice(NamedTuple):
    """The names of one page: what they show, which are right (0 or 1), which may be told at all,
    and the page's fold."""

    shown: Floats
    right: Floats
    told: Floats
    fold: int
    whole: bool


def choices(pages: Iterable[Pasted]) -> Iterator[Choice]:
    """The names of each page whose outlet is known."""
    for page, pasted in pages:
        golds = outlet_gold(page)
        if not golds:
            continue
        fold = int(hashlib.sha256(page.site.encode()).hexdigest(), 16) % FOLDS
        above, below = random.Random(f"{SEED} {page.id}").choice(CUT)
        for whole in (True, False):
            lines = _lines(pasted)
            if not whole:
                lines = _cut(lines, above, below)
            found = names_around(lines, readings(lines))
            right = [is_outlet(page, golds, c.name) for c in found.values()]
            told = [is_own(c) for c in found.values()]
            yield Choice(
                features(found, COMMON), np.array(right, float), np.array(told, float), fold, whole
            )


def _lines(pasted: Sequence[PageLine]) -> tuple[Line, ...]:
    text = "\n".join(("\n" if line.gap else "") + line.text for line in pasted)
    return split_lines(normalise(text))


def _cut(lines: Sequence[Line], above: int, below: int) -> tuple[Line, ...]:
    read = readings(lines)
    body = [i for i, line in enumerate(lines) if read[line.at].body >= 0.5 and line.is_sentence]
    first, last = (body[0], body[-1]) if body else (0, len(lines))
    kept = lines[max(0, first - above) : last + 1 + below]
    return tuple(Line(at, line.text, line.gap) for at, line in enumerate(kept))


def fit(found: Sequence[Choice]) -> Floats:
    """The weights under which the right names, or none, are likeliest, with a small ridge."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = RIDGE * float(weights @ weights), 2 * RIDGE * weights
        for x, right, _, _, _ in found:
            odds = chances(x @ weights)
            none = 1 - odds.sum() if len(x) else 1.0
            ours = odds * right
            likely = ours.sum() if right.any() else none
            total -= float(np.log(max(likely, 1e-12)))
            if len(x):
                slope = slope + x.T @ odds
                if right.any():
                    slope = slope - x.T @ (ours / max(likely, 1e-12))
        return total, slope

    weights: Floats = minimize(loss, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B").x
    return weights


def _scored(found: Sequence[Choice]) -> list[tuple[float, bool, bool, bool]]:
    """Of each page out of fold: the best name's probability, whether it is right, whether a right
    one is among the names, whether the page is whole."""
    scored = []
    for fold in range(FOLDS):
        weights = fit([choice for choice in found if choice.fold != fold])
        for choice in found:
            if choice.fold != fold:
                continue
            odds = chances(choice.shown @ weights) if len(choice.shown) else np.zeros(1)
            best = int(np.argmax(odds))
            right = bool(len(choice.right) and choice.right[best])
            chance = float(odds[best] * (choice.told[best] if len(choice.told) else 0))
            scored.append((chance, right, bool(choice.right.any()), choice.whole))
    return scored


def _told_from(scored: Sequence[tuple[float, bool, bool, bool]]) -> float:
    """The lowest probability from which few enough of the names told are wrong."""
    ranked = sorted((p, right) for p, right, _, whole in scored if whole)[::-1]
    wrong = np.cumsum([not right for _, right in ranked])
    fine = [i for i, w in enumerate(wrong) if w <= WRONG * (i + 1)]
    return ranked[fine[-1]][0] if fine else 1.0


def main() -> None:
    options = fitting_options("python -m training.lines.outlets", __doc__, WEIGHTS)
    pages = cached(options.folders, "mend", options.cache)
    found = list(choices(read_with(pages, load_folds(options.folds))))
    scored = _scored(found)
    told = _told_from(scored)
    measured = {}
    for name, kind in (("whole pages", True), ("cut near the article", False)):
        these = [s for s in scored if s[3] == kind]
        named = [s for s in these if s[0] >= told]
        measured[name] = {
            "pages": len(these),
            "with the right name among those found": sum(s[2] for s in these),
            "told": len(named),
            "right": sum(s[1] for s in named),
        }
    record = {
        "weights": dict(zip(NAMES, (round(float(w), 3) for w in fit(found)), strict=True)),
        "told from": round(told, 3),
        "out of fold, pages split by site": measured,
        "reader of lines": hashlib.sha256((WEIGHTS.parent / "reader.npz").read_bytes()).hexdigest(),
    }
    options.out.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    print(json.dumps(record, indent=2))


if __name__ == "__main__":
    main()
