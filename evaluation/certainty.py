"""How sure intervals and 'differs' are: simulated articles, counted by the package's own functions.

    python -m evaluation.certainty [--runs N] [--quick]

Articles have 4 to 10 paragraphs and about 15 sentences. A sentence is counted with a chance of its
article's own (beta-binomial), which differs between articles by the intraclass correlation. Where
there are too few articles to deal and paragraphs are dealt, the correlation is inside paragraphs,
and articles are alike. It prints

- how often 95% intervals hold what is true: of shares, of their differences, of log ratios;
- in how many reports an outlet is told to differ though none does, for two poles together;
- how often an outlet that does differ is told, and how often one that does not is told beside it.

The status is 1 if the coverage of shares lies outside .93 to .99, that of differences or log ratios
under .93, or over 5% of the reports tell a false difference, by more than three standard errors.
About two CPU minutes; ``--quick`` takes a tenth of the runs. Deals are fewer than a report has,
which costs a little power and no safety.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from framing.evidence.count import MIN_ARTICLES
from framing.evidence.deals import ARTICLES_TO_DEAL, Table, by_themselves, chances, stands_out
from framing.evidence.intervals import difference_interval, log_ratio_interval, share_interval

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ARTICLES = (1, 3, 5, 10, 30)
CORRELATIONS = (0.0, 0.05, 0.1, 0.2)
SHARES = (0.05, 0.1, 0.3, 0.6)
OUTLETS = (2, 5, 12)
GAPS = (0.1, 0.2, 0.4)
COVERAGE = (0.93, 0.99)
MOST_FALSE = 0.05
RUNS, QUICK = 500, 50
_PARAGRAPHS = (4, 10)
_MORE_SENTENCES = 8 / 7  # in a paragraph, beside its first
_DEALS = 299
_BATCH = 25  # reports with the same number of paragraphs in each article


@dataclass(frozen=True, slots=True)
class Report:
    """What is simulated: outlets with so many articles each, of which the first may differ.

    Attributes:
        articles: of each outlet.
        outlets: how many.
        share: of sentences counted, for both poles.
        gap: what the first outlet has more, for the first pole.
        between, inside: the correlation of sentences of an article, and of a paragraph.
    """

    articles: int
    outlets: int
    share: float
    gap: float = 0.0
    between: float = 0.0
    inside: float = 0.0

    @property
    def by_article(self) -> bool:
        """Whether whole articles are dealt."""
        return self.articles >= ARTICLES_TO_DEAL


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something came, in how many runs."""

    hits: int
    runs: int

    @property
    def value(self) -> float:
        """The rate."""
        return self.hits / self.runs

    def error(self, value: float | None = None) -> float:
        """The standard error of the rate, or of one that truly is ``value``."""
        share = self.value if value is None else value
        return math.sqrt(share * (1 - share) / self.runs)


def together(rates: Iterable[Rate]) -> Rate:
    """One rate of several."""
    listed = list(rates)
    return Rate(sum(rate.hits for rate in listed), sum(rate.runs for rate in listed))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.certainty", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help="reports simulated for each case")
    parser.add_argument("--quick", action="store_true", help="a tenth of the runs")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    runs = QUICK if options.quick else options.runs
    if runs < 1:
        parser.error("--runs must be 1 or more")
    rng = np.random.default_rng(options.seed)
    missed = [*_print_coverage(6 * runs, rng), *_print_false(runs, rng), *_print_power(runs, rng)]
    for line in missed:
        print(f"MISSED: {line}")
    return 1 if missed else 0


def coverage(
    articles: int, share: float, correlation: float, runs: int, rng: np.random.Generator
) -> tuple[Rate, ...]:
    """How often the interval of a share holds the true one; that of the difference from an outlet
    with the same share, and from one with 20 points more; and that of the log ratio of two poles,
    of which the second has 20 points more."""
    counted, sizes = zip(
        *(
            _articles((runs, articles), true, correlation, rng)
            for true in (share, share, share + 0.2)
        ),
        strict=True,
    )
    ones, alls = counted[0], sizes[0]
    twos = _articles((runs, articles), share + 0.2, correlation, rng, alls)[0]
    ratio = math.log2(share / (share + 0.2))
    held = [0, 0, 0, 0]
    for i in range(runs):
        found = []
        for x, m in zip(counted, sizes, strict=True):
            above, below = x[i].tolist(), m[i].tolist()
            found.append((sum(above) / sum(below), *share_interval(above, below, 0.95)))
        first, second, more = found
        held[0] += _holds((first[1], first[2]), share)
        held[1] += _holds(difference_interval(first, second), 0.0)
        held[2] += _holds(difference_interval(more, first), 0.2)
        found_ratio = log_ratio_interval(ones[i].tolist(), twos[i].tolist(), alls[i].tolist(), 0.95)
        held[3] += _holds(found_ratio[1:], ratio)
    return tuple(Rate(hits, runs) for hits in held)


def _holds(interval: tuple[float, float], true: float) -> bool:
    return interval[0] - 1e-12 <= true <= interval[1] + 1e-12


def told(report: Report, runs: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """What reports of this kind tell (runs × outlets × poles)."""
    found = []
    for start in range(0, runs, _BATCH):
        held, tables = _simulated(report, min(_BATCH, runs - start), rng)
        seed = (int(rng.integers(2**31)),)
        for table, p in zip(tables, chances(held, tables, _DEALS, seed), strict=True):
            found.append(np.stack([_told(held, table, p, j, seed) for j in range(2)], axis=1))
    return np.array(found)


def _told(
    held: Sequence[int], table: Table, p: Floats, pole: int, seed: Sequence[int]
) -> list[bool]:
    own, likely = np.array(held), [float(each) for each in p[:, pole]]
    one = Table(table.counted[:, [pole]], table.sizes[:, [pole]])
    x = np.bincount(own, one.counted[:, 0])
    m = np.bincount(own, one.sizes[:, 0])
    gaps = x / m - (x.sum() - x) / (m.sum() - m)
    alone = by_themselves(held, one, likely, _DEALS, seed)
    return [
        stands_out(float(gap), chance) and own_doing
        for gap, chance, own_doing in zip(gaps, likely, alone, strict=True)
    ]


def _simulated(
    report: Report, runs: int, rng: np.random.Generator
) -> tuple[list[int], list[Table]]:
    """The outlet of each unit, and a table of the two poles for each report."""
    n_articles = report.articles * report.outlets
    paragraphs = rng.integers(_PARAGRAPHS[0], _PARAGRAPHS[1] + 1, n_articles)
    outlet = np.repeat(np.arange(report.outlets), report.articles)
    article = np.repeat(np.arange(n_articles), paragraphs)
    true = np.full((n_articles, 2), report.share)
    true[outlet == 0, 0] += report.gap
    sizes = 1 + rng.poisson(_MORE_SENTENCES, (runs, len(article), 1)) * np.ones((1, 1, 2), int)
    chance = _varied(np.broadcast_to(true, (runs, n_articles, 2)), report.between, rng)
    chance = _varied(chance[:, article], report.inside, rng)
    counted = rng.binomial(sizes, chance)
    held = outlet[article]
    if report.by_article:
        first = np.concatenate([[0], np.cumsum(paragraphs)[:-1]])
        counted, sizes = (np.add.reduceat(each, first, axis=1) for each in (counted, sizes))
        held = outlet
    tables = [Table(x.astype(float), m.astype(float)) for x, m in zip(counted, sizes, strict=True)]
    return held.tolist(), tables


def _articles(
    shape: tuple[int, int],
    share: float,
    correlation: float,
    rng: np.random.Generator,
    sizes: Ints | None = None,
) -> tuple[Ints, Ints]:
    """Sentences counted and sentences (``sizes``, if given) of articles (both runs × articles)."""
    if sizes is None:
        paragraphs = rng.integers(_PARAGRAPHS[0], _PARAGRAPHS[1] + 1, shape)
        sizes = paragraphs + rng.poisson(paragraphs * _MORE_SENTENCES)
    return rng.binomial(sizes, _varied(np.full(shape, share), correlation, rng)), sizes


def _varied(mean: Floats, correlation: float, rng: np.random.Generator) -> Floats:
    """Beta variables with these means, and this correlation of what is drawn with them."""
    if correlation == 0:
        return mean
    mean = np.clip(mean, 1e-9, 1 - 1e-9)
    return rng.beta(mean * (1 / correlation - 1), (1 - mean) * (1 / correlation - 1))


def _null(articles: int, outlets: int, share: float, correlation: float) -> Report:
    """Outlets that do not differ: correlated within what is dealt."""
    if articles >= ARTICLES_TO_DEAL:
        return Report(articles, outlets, share, between=correlation)
    return Report(articles, outlets, share, inside=correlation)


def _print_coverage(runs: int, rng: np.random.Generator) -> list[str]:
    cells = list(product((k for k in ARTICLES if k >= MIN_ARTICLES), SHARES, CORRELATIONS))
    found = {cell: coverage(*cell, runs, rng) for cell in cells}
    error = Rate(0, runs).error(0.95)
    print(f"Coverage of 95% intervals; {runs} runs a case, standard error {error:.3f}")
    print(f"{'articles':>8} {'share':>6}  " + "".join(f"{f'ICC {c:g}':>28}" for c in CORRELATIONS))
    print(f"{'':>16}" + "    share same +20pts ratio " * len(CORRELATIONS))
    for k, share in dict.fromkeys((k, share) for k, share, _ in cells):
        line = "".join(
            f"{'':>4}" + " ".join(f"{rate.value:.3f}" for rate in found[k, share, c]) + " "
            for c in CORRELATIONS
        )
        print(f"{k:>8} {share:>6g}  {line}")
    kinds = ("share", "difference of equal outlets", "difference of 20 points", "log ratio")
    missed = []
    for i, kind in enumerate(kinds):
        values = {cell: rates[i] for cell, rates in found.items()}
        least, most = (pick(rate.value for rate in values.values()) for pick in (min, max))
        print(f"{kind}: {least:.3f} to {most:.3f}")
        for cell, rate in values.items():
            low = COVERAGE[0] - 3 * rate.error(COVERAGE[0])
            high = COVERAGE[1] + 3 * rate.error(COVERAGE[1])
            # Any interval that was tried holds the difference of two rare, equal shares too often.
            if rate.value < low or (i == 0 and rate.value > high):
                missed.append(f"{kind}: coverage {rate.value:.3f} at {cell}")
    print(flush=True)
    return missed


def _print_false(runs: int, rng: np.random.Generator) -> list[str]:
    found = {
        cell: Rate(int(told(_null(*cell), runs, rng).any(axis=(1, 2)).sum()), runs)
        for cell in product(ARTICLES, OUTLETS, SHARES, CORRELATIONS)
    }
    several = runs * len(SHARES)
    error = Rate(0, several).error(MOST_FALSE)
    print(
        f"Reports that tell a difference where there is none; {several} reports for each "
        f"correlation, standard error {error:.3f}"
    )
    print(f"{'articles':>8} {'outlets':>8} {'all':>7}" + "".join(f"{c:>7g}" for c in CORRELATIONS))
    missed = []
    for k, n in product(ARTICLES, OUTLETS):
        by = [together(found[k, n, share, c] for share in SHARES) for c in CORRELATIONS]
        every = together(by)
        print(f"{k:>8} {n:>8} {every.value:>7.3f}" + "".join(f"{rate.value:>7.3f}" for rate in by))
        if every.value > MOST_FALSE + 3 * every.error(MOST_FALSE):
            missed.append(f"false differences in {every.value:.3f} at {k} × {n}")
    every = together(found.values())
    print(f"all {every.runs} reports: {every.value:.3f}")
    print("Paragraphs dealt, where articles themselves vary (ICC .1): articles are told to differ")
    for k, n in product((1, 2), OUTLETS):
        cases = [Report(k, n, share, between=0.1) for share in SHARES]
        hits = sum(int(told(case, runs, rng).any(axis=(1, 2)).sum()) for case in cases)
        print(f"{k:>8} {n:>8} {hits / several:>7.3f}")
    print(flush=True)
    return missed


def _print_power(runs: int, rng: np.random.Generator) -> list[str]:
    runs = max(runs // 2, 1)
    cases = list(product((0.1, 0.3), (0.05, 0.1)))  # shares of the others, correlations
    several = runs * len(cases)
    print(
        f"How often one outlet that differs by so much is told; {several} reports, standard error "
        f"at most {Rate(0, several).error(0.5):.3f}\n(in brackets: reports that tell another "
        "outlet or the other pole, standard error "
        f"{Rate(0, several).error(MOST_FALSE):.3f})"
    )
    print(f"{'articles':>8} {'outlets':>8}" + "".join(f"{100 * gap:>10.0f} pts" for gap in GAPS))
    missed = []
    for k, n in product(ARTICLES, OUTLETS):
        line = ""
        for gap in GAPS:
            right = wrong = 0
            for share, correlation in cases:
                null = _null(k, n, share, correlation)
                report = Report(k, n, share, gap, null.between, null.inside)
                each = told(report, runs, rng)
                right += int(each[:, 0, 0].sum())
                equal = each.copy()
                equal[:, : 2 if n == 2 else 1, 0] = False  # of two outlets, both differ
                wrong += int(equal.any(axis=(1, 2)).sum())
            power, false = Rate(right, several), Rate(wrong, several)
            line += f"{power.value:>7.2f} ({false.value:.3f})".rjust(14)
            if false.value > MOST_FALSE + 3 * false.error(MOST_FALSE):
                missed.append(f"others told in {false.value:.3f} at {k} × {n}, gap {gap:g}")
        print(f"{k:>8} {n:>8}{line}")
    return missed


if __name__ == "__main__":
    sys.exit(main())
