"""``python -m training.lines.headlines FOLDER…``: fit the weights that choose a page's headline.

FOLDERs are those of ``python -m training.lines`` and htmldate; the pages are those that
``python -m evaluation.fields --part mend`` scores, the ones that are scored once are left out. The
weights go to ``framing/data/lines/headline.json`` with what they rest on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from evaluation.fields import Pasted, cached, same_title, title_gold
from framing.clean.boilerplate import take_boilerplate
from framing.clean.headline_choice import NAMES, WEIGHTS, Floats, candidates, features
from framing.clean.headline_form import bare_title
from framing.clean.judge import Judge
from framing.clean.kinds import readings
from framing.clean.lines import Line, normalise, split_lines

FOLDS = 10
RIDGE = 0.3

Choice = tuple[Floats, Floats, int]  # features, which are right (0 or 1), fold


def choices(pages: Sequence[Pasted]) -> Iterator[Choice]:
    """The candidates of each page that prints its known title on a line.

    Pages are taken whole: cut near the headline, almost all have it on their first line, and
    weights that learn this are wrong on whole pages (tried: .82 of them right, not .93).
    """
    for page, pasted in pages:
        golds = title_gold(page)
        text = "\n".join(("\n" if line.gap else "") + line.text for line in pasted)
        fold = int(hashlib.sha256(page.site.encode()).hexdigest(), 16) % FOLDS
        choice = _choice(split_lines(normalise(text)), golds)
        if choice is not None:
            yield (*choice, fold)


def _is_title(line: Line, golds: Sequence[str]) -> bool:
    bare = bare_title(line.text, ())
    return any(same_title(gold, line.text) or same_title(gold, bare) for gold in golds)


def _choice(lines: Sequence[Line], golds: Sequence[str]) -> tuple[Floats, Floats] | None:
    read = readings(lines)
    kept, _ = take_boilerplate(lines, None)
    judge = Judge(kept, read, ())
    found = candidates(kept, judge)
    right = [_is_title(line, golds) for line in found]
    return (features(found, kept, judge), np.array(right, float)) if any(right) else None


def fit(found: Sequence[Choice]) -> Floats:
    """The weights under which the right lines are likeliest, with a small ridge."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = RIDGE * float(weights @ weights), 2 * RIDGE * weights
        for x, right, _ in found:
            score = x @ weights
            odds = np.exp(score - score.max())
            ours = odds * right
            total -= float(np.log(ours.sum() / odds.sum()))
            slope = slope + x.T @ (odds / odds.sum() - ours / ours.sum())
        return total, slope

    start = np.zeros(len(NAMES))
    weights: Floats = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.lines.headlines", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--cache", type=Path, help="keep the pages here, outside git")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    found = list(choices(cached(options.folders, "mend", options.cache)))
    right = 0
    for fold in range(FOLDS):
        weights = fit([choice for choice in found if choice[2] != fold])
        right += sum(bool(y[np.argmax(x @ weights)]) for x, y, k in found if k == fold)
    record = {
        "weights": dict(zip(NAMES, (round(float(w), 3) for w in fit(found)), strict=True)),
        "pages": len(found),
        "right out of fold, pages split by site": round(right / len(found), 4),
        "reader of lines": hashlib.sha256((WEIGHTS.parent / "reader.npz").read_bytes()).hexdigest(),
    }
    options.out.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    print(json.dumps(record, indent=2))


if __name__ == "__main__":
    main()
