"""``python -m training.lines.headlines FOLDER…``: fit the weights that choose a page's headline.

FOLDERs are those of ``python -m training.lines`` and htmldate; the pages are those that
``python -m evaluation.fields --part mend`` scores, the ones that are scored once are left out. With
``--folds FOLDER`` (of ``training.lines``) each is read by weights that never saw its site. The
weights go to ``framing/data/lines/headline.json`` with what they rest on.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from scipy.optimize import minimize

from evaluation.fields import Pasted, cached, same_title, title_gold
from framing.clean.boilerplate import take_boilerplate
from framing.clean.headline_choice import NAMES, WEIGHTS, Floats, candidates, features, is_near
from framing.clean.headline_form import bare_title
from framing.clean.judge import Judge
from framing.clean.kinds import readings
from framing.clean.lines import Line, normalise, split_lines
from training.lines.folds import fitting_options, load_folds, read_with

FOLDS = 10
RIDGE = 0.3
SEED = 7
ABOVE = (1, 2, 4, 8)  # lines kept above the headline of a page that is cut

Choice = tuple[Floats, Floats, int]  # features, which are right (0 or 1), fold


def choices(pages: Iterable[Pasted]) -> Iterator[tuple[Choice, bool]]:
    """The candidates of each page that prints its known title on a line, and whether it was cut.

    Pages are taken whole and cut near the headline, and weights fitted on each apart: when cut,
    almost all have it on their first line, and weights that learn this are wrong on whole pages.
    """
    for page, pasted in pages:
        golds = title_gold(page)
        text = "\n".join(("\n" if line.gap else "") + line.text for line in pasted)
        fold = int(hashlib.sha256(page.site.encode()).hexdigest(), 16) % FOLDS
        lines = split_lines(normalise(text))
        rng = random.Random(f"{SEED} {page.id}")
        choice = _choice(lines, golds)
        if choice is None:
            continue
        yield (*choice[:2], fold), False
        if choice[2] is None:
            continue
        for above in (0, rng.choice(ABOVE)):
            low = max(0, choice[2] - above)
            near = tuple(replace(line, at=i) for i, line in enumerate(lines[low:]))
            cut = _choice(near, golds, near=True)
            if cut is not None:
                yield (*cut[:2], fold), True


def _is_title(line: Line, golds: Sequence[str]) -> bool:
    bare = bare_title(line.text, ())
    return any(same_title(gold, line.text) or same_title(gold, bare) for gold in golds)


def _choice(
    lines: Sequence[Line], golds: Sequence[str], near: bool = False
) -> tuple[Floats, Floats, int | None] | None:
    """What the candidates show, which of them are right, and where the last right one stands."""
    read = readings(lines)
    kept, _ = take_boilerplate(lines, None)
    judge = Judge(kept, read, ())
    if near and not is_near(judge):
        return None
    found = candidates(kept, judge)
    right = [_is_title(line, golds) for line in found]
    if not any(right):
        return None
    at = [line.at for line, good in zip(found, right, strict=True) if good]
    return features(found, kept, judge), np.array(right, float), at[-1]


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
    options = fitting_options("python -m training.lines.headlines", __doc__, WEIGHTS)
    pages = cached(options.folders, "mend", options.cache)
    found = list(choices(read_with(pages, load_folds(options.folds))))
    record: dict[str, object] = {}
    for name, cut in (("weights", False), ("weights near", True)):
        these = [choice for choice, is_cut in found if is_cut == cut]
        right = 0
        for fold in range(FOLDS):
            weights = fit([choice for choice in these if choice[2] != fold])
            right += sum(bool(y[np.argmax(x @ weights)]) for x, y, k in these if k == fold)
        record[name] = dict(zip(NAMES, (round(float(w), 3) for w in fit(these)), strict=True))
        record[f"{name}: pages"] = len(these)
        record[f"{name}: right out of fold, pages split by site"] = round(right / len(these), 4)
    record |= {
        "reader of lines": hashlib.sha256((WEIGHTS.parent / "reader.npz").read_bytes()).hexdigest(),
    }
    options.out.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    print(json.dumps(record, indent=2))


if __name__ == "__main__":
    main()
