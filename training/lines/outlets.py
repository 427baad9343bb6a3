"""``python -m training.lines.outlets FOLDER…``: fit the weights that choose a page's own name.

FOLDERs are those of ``python -m training.lines`` and htmldate; the pages are those that
``python -m evaluation.fields --part mend`` scores, whole and cut near the article. The weights go
to ``framing/data/lines/outlet.json`` with what they rest on. ``--folds`` as in ``headlines``.
Each page is learned from twice: as it is, and as if nobody knew its outlet, since many of those
that are known were taken from these very pages.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from evaluation.fields import Pasted, cached, is_outlet, outlet_gold, unknown
from framing.clean.kinds import readings
from framing.clean.known_outlets import COMMON
from framing.clean.lines import Line, normalise, split_lines
from framing.clean.outlet_choice import (
    CUT_NEAR,
    NAMES,
    WEIGHTS,
    WHOLE,
    Floats,
    chances,
    features,
    is_own,
    likeliest,
)
from framing.clean.publisher import names_around
from training.lines.folds import fitting_options, load_folds, read_with
from training.lines.paste import PageLine

FOLDS = 10
RIDGE = 0.5
SEED = 7
WRONG, WRONG_CUT = 0.08, 0.16  # share of the names told that may be wrong: whole, cut pages
CUT = ((3, 8), (8, 20), (0, 3))  # lines kept above and below the article
ELSEWHERE = 3  # other sites whose pages hold a name that is not theirs

Sites = Mapping[str, set[str]]


class Page(NamedTuple):
    """The names of one page of a site: what they show but for other sites, which are right (0 or
    1), which may be told at all, and the page's fold."""

    site: str
    keys: list[str]
    shown: Floats
    right: Floats
    told: Floats
    fold: int
    whole: bool
    known: bool


class Choice(NamedTuple):
    """What the names of a page show, and which are right."""

    page: Page
    shown: Floats


def read_names(pages: Iterable[Pasted]) -> Iterator[Page]:
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
            read = readings(lines)
            for hides in (False, True):
                with unknown(page) if hides else nullcontext():
                    found = names_around(lines, read)
                    shown = features(found, COMMON, {})
                right = [is_outlet(page, golds, c.name) for c in found.values()]
                told = [is_own(c) for c in found.values()]
                yield Page(
                    page.site,
                    list(found),
                    shown,
                    np.array(right, float),
                    np.array(told, float),
                    fold,
                    whole,
                    not hides,
                )


def elsewhere(pages: Iterable[Page]) -> Sites:
    """The sites whose pages hold a name that is not theirs, by the name's key."""
    sites: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for key, right in zip(page.keys, page.right, strict=True):
            if not right:
                sites[key].add(page.site)
    return sites


def choice(page: Page, sites: Sites) -> Choice:
    """A page's names with what other sites say of them."""
    counts = [len(sites.get(key, set()) - {page.site}) for key in page.keys]
    shown = page.shown.copy()
    shown[:, NAMES.index("elsewhere")] = [np.log1p(n if n >= ELSEWHERE else 0) for n in counts]
    return Choice(page, shown)


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
        for page, x in found:
            right = page.right
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


class Scored(NamedTuple):
    """Of a page out of fold: the best name's probability, whether it is right, whether a right one
    is among the names, whether the page is whole and whether we know its outlet."""

    likely: float
    right: bool
    there: bool
    whole: bool
    known: bool


def _scored(found: Sequence[Choice], learned: Sequence[Choice]) -> list[Scored]:
    """Pages by weights that were fitted on pages of other sites."""
    scored = []
    for fold in range(FOLDS):
        weights = fit([c for c in learned if c.page.fold != fold])
        for page, shown in found:
            if page.fold != fold:
                continue
            best, likely = 0, 0.0
            if len(shown):
                best, likely = likeliest(page.keys, chances(shown @ weights) * page.told)
            right = bool(len(page.right) and page.right[best])
            scored.append(Scored(likely, right, bool(page.right.any()), page.whole, page.known))
    return scored


def _told_from(scored: Sequence[Scored], may_be_wrong: float) -> float:
    """The lowest probability from which few enough of the names told are wrong."""
    ranked = sorted((s.likely, s.right) for s in scored)[::-1]
    wrong = np.cumsum([not right for _, right in ranked])
    fine = [i for i, w in enumerate(wrong) if w <= may_be_wrong * (i + 1)]
    return ranked[fine[-1]][0] if fine else 1.0


def fitted(
    found: Sequence[Choice], learned: Sequence[Choice], whole: bool, wrong: float
) -> dict[str, object]:
    """The weights for pages of a kind, from when a name is told, and what that rests on: of the
    names told on such pages the share ``wrong`` may be wrong, outlets known and not known."""
    scored = _scored(found, learned)
    told = _told_from([s for s in scored if s.whole is whole], wrong)
    measured = {}
    for is_known in (True, False):
        these = [s for s in scored if s.known is is_known and s.whole is whole]
        named = [s for s in these if s.likely >= told]
        measured["outlet known" if is_known else "outlet not known"] = {
            "pages": len(these),
            "with the right name among those found": sum(s.there for s in these),
            "told": len(named),
            "right": sum(s.right for s in named),
        }
    return {
        "weights": dict(zip(NAMES, (round(float(w), 3) for w in fit(learned)), strict=True)),
        "told from": round(told, 3),
        "out of fold, pages split by site": measured,
    }


def main() -> None:
    options = fitting_options("python -m training.lines.outlets", __doc__, WEIGHTS)
    pasted = cached(options.folders, "mend", options.cache)
    pages = list(read_names(read_with(pasted, load_folds(options.folds))))
    sites = elsewhere(pages)
    found = [choice(page, sites) for page in pages]
    record = {
        WHOLE: fitted(found, [c for c in found if c.page.whole], True, WRONG),
        # Few names stand around an article alone: whole pages tell more of what a page's own is.
        CUT_NEAR: fitted(found, found, False, WRONG_CUT),
        "elsewhere": {k: len(of) for k, of in sorted(sites.items()) if len(of) >= ELSEWHERE},
        "reader of lines": hashlib.sha256((WEIGHTS.parent / "reader.npz").read_bytes()).hexdigest(),
    }
    options.out.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    print(json.dumps(record, indent=2))


if __name__ == "__main__":
    main()
