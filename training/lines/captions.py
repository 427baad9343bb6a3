"""``python -m training.lines.captions FOLDER… --folds FOLDER``: fit what is a caption by its form.

FOLDERs, cache and folds are those of ``python -m training.lines``: only its sites are learned from,
each page read by weights that never saw it. Learned from are the lines that all other rules leave
in the article. The weights go to ``framing/data/lines/caption.json`` with what they rest on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from unittest.mock import patch

import numpy as np
from scipy.optimize import minimize

from evaluation.lines import is_credit, is_post, is_sentence
from framing.clean import parts, typed_lines
from framing.clean.caption_form import NAMES, WEIGHTS, Floats, Shown, shown
from framing.clean.judge import Judge
from framing.clean.lines import Line, Page
from training.lines.__main__ import Labelled, cached, is_held_out
from training.lines.fit import Variant, variants
from training.lines.folds import fitting_options, load_folds, read_with

FOLDS = 10
RIDGE = 1.0
LOST = 0.0018  # share of body sentences that may be lost, out of fold
LOST_OTHERS = 0.002  # of all body lines, those without a full stop: most are headings and posts
FURNITURE = 0.4  # weight of furniture that other rules left: it may go, too
KINDS = ("page", "cut", "text")


class Row(NamedTuple):
    """A line that may be a caption."""

    numbers: tuple[float, ...]
    label: str
    sentence: bool
    fold: int


def rows(pages: Iterable[Labelled]) -> Iterator[Row]:
    """The lines that the other rules leave in the articles of some pages, and what they are."""
    for number, (page, lines, labels) in enumerate(pages):
        fold = int(hashlib.sha256(page.site.encode()).hexdigest(), 16) % FOLDS
        for variant in variants(page, number, lines, labels):
            if variant.kind in KINDS:
                yield from _rows(variant, fold)


def _rows(variant: Variant, fold: int) -> Iterator[Row]:
    seen: list[Shown] = []

    def record(page: Page, judge: Judge) -> list[Line]:
        seen.extend(shown(page, judge))
        return []

    text = "\n".join(("\n" if item.gap else "") + item.text for item in variant.items)
    with patch.object(parts, "captions_by_form", record):
        typed = typed_lines(text, path="page.txt", outlets={})
    if len(typed) != len(variant.items):
        return
    below = [*(item.text for item in variant.items[1:]), ""]
    for each in seen:
        item = variant.items[each.line.at]
        unclear = is_credit(item.text) or is_post(item.text, below[each.line.at])
        if item.label in ("caption", "furniture"):
            yield Row(each.numbers, item.label, False, fold)
        elif item.label in ("body", "standfirst") and not unclear:
            yield Row(each.numbers, "body", is_sentence(item.text), fold)


def fit(found: Sequence[Row]) -> Floats:
    """The weights of a logistic model with a ridge on standardised numbers."""
    x = np.array([row.numbers for row in found])
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-3
    mean[0], spread[0] = 0.0, 1.0
    z = (x - mean) / spread
    sign = np.array([-1.0 if row.label == "body" else 1.0 for row in found])
    weight = np.array([FURNITURE if row.label == "furniture" else 1.0 for row in found])
    free = np.arange(len(NAMES)) > 0

    def loss(weights: Floats) -> tuple[float, Floats]:
        margin = sign * (z @ weights)
        total = float(weight @ np.logaddexp(0, -margin)) + RIDGE * float((weights * free) @ weights)
        pull = -weight * sign / (1 + np.exp(np.clip(margin, -50, 50)))
        return total, z.T @ pull + 2 * RIDGE * weights * free

    weights: Floats = minimize(loss, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B").x
    plain = weights / spread
    plain[0] -= float((weights * mean / spread).sum())
    return plain


def main() -> None:
    options = fitting_options("python -m training.lines.captions", __doc__, WEIGHTS)
    pages = [p for p in cached(options.folders, options.cache) if not is_held_out(p[0].site)]
    found = list(rows(read_with(pages, load_folds(options.folds))))
    x = np.array([row.numbers for row in found])
    odds = np.zeros(len(found))
    folds = np.array([row.fold for row in found])
    for fold in sorted(set(folds)):
        weights = fit([row for row in found if row.fold != fold])
        here = folds == fold
        odds[here] = x[here] @ weights
    label = np.array([row.label for row in found])
    sentence = np.array([row.sentence for row in found]) & (label == "body")
    other = (label == "body") & ~sentence & (x[:, NAMES.index("unended")] > 0)
    least = float(np.quantile(odds[sentence], 1 - LOST))
    lost = int(LOST_OTHERS * (label == "body").sum())
    least_others = float(np.sort(odds[other])[::-1][lost])
    out = odds > np.where(x[:, NAMES.index("unended")] > 0, least_others, least)
    record: dict[str, object] = {
        "weights": dict(zip(NAMES, (round(float(w), 4) for w in fit(found)), strict=True)),
        "least of sentences": round(least, 4),
        "least of others": round(least_others, 4),
        "lines": len(found),
        "of lines that other rules leave, taken out, out of fold, pages split by site": {
            name: f"{int(out[these].sum())} of {int(these.sum())}"
            for name, these in (
                ("captions", label == "caption"), ("furniture", label == "furniture"),
                ("body", label == "body"), ("body sentences", sentence),
            )
        },
        "reader of lines": hashlib.sha256((WEIGHTS.parent / "reader.npz").read_bytes()).hexdigest(),
    }  # fmt: skip
    options.out.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    print(json.dumps(record, indent=2))


if __name__ == "__main__":
    main()
