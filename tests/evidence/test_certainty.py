"""Intervals in numbers, and the deals that hold one outlet against the rest."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evaluation import certainty
from framing.codebooks import load_codebook
from framing.evidence import Comparison, compare
from framing.evidence.deals import LIKELY, Table, by_themselves, chances
from framing.evidence.intervals import (
    design_effect,
    difference_interval,
    log_ratio_interval,
    share_interval,
    t_quantile,
    wilson,
)
from framing.outlets import load_outlets
from tests.builders import Line, make_analysis

CODEBOOK = load_codebook("history-security")
PROFILES = load_outlets()
DEALS = 2000

# Tables of Student's t (two-sided), to three decimals.
T_TABLE = [
    (1, 0.95, 12.706),
    (2, 0.95, 4.303),
    (4, 0.95, 2.776),
    (5, 0.9, 2.015),
    (9, 0.95, 2.262),
    (10, 0.99, 3.169),
    (29, 0.95, 2.045),
    (30, 0.95, 2.042),
    (120, 0.95, 1.980),
]


@pytest.mark.parametrize(("df", "level", "value"), T_TABLE)
def test_quantiles_of_t_are_those_of_the_tables(df, level, value):
    assert round(t_quantile(df, level), 3) == value


# Wilson's interval at 1.96, by hand.
@pytest.mark.parametrize(
    ("share", "n", "low", "high"),
    [(0.5, 10, 0.2366, 0.7634), (0.0, 10, 0.0, 0.2775), (0.8, 10, 0.4902, 0.9433)],
)
def test_wilson(share, n, low, high):
    found = wilson(share, n, 1.959964)
    assert (round(found[0], 4), round(found[1], 4)) == (low, high)


def test_the_design_effect_mixes_what_is_seen_and_what_is_assumed():
    # 2 of 4 and 0 of 4: 8/3 is seen, with one degree of freedom; 1 + 3 × .2 is assumed.
    effect, df = design_effect([2, 0], [4, 4])
    assert math.isclose(effect, (8 / 3 + 1.6) / 2)
    assert df == 2  # 1 / (the part of the seen, 4/3 of 32/15) squared = 2.56


@pytest.mark.parametrize("counted", [[0, 0, 0, 0, 0], [10, 10, 10, 10, 10]])
def test_where_all_or_nothing_is_counted_articles_are_taken_to_differ(counted):
    assert design_effect(counted, [10] * 5)[0] == pytest.approx(2.8)
    low, high = share_interval(counted, [10] * 5, 0.95)
    assert high - low == pytest.approx(0.18, abs=0.01)
    assert low <= sum(counted) / 50 <= high


article_counts = st.lists(
    st.integers(1, 30).flatmap(lambda m: st.tuples(st.integers(0, m), st.just(m))),
    min_size=5,
    max_size=30,
)


@given(article_counts)
@example([(0, 1), (0, 1), (1, 7), (1, 7), (6, 15), (6, 15), (8, 22), (8, 22)])
def test_the_interval_holds_the_share_and_mirrors(articles):
    counted, sizes = [x for x, _ in articles], [m for _, m in articles]
    low, high = share_interval(counted, sizes, 0.95)
    assert 0 <= low <= sum(counted) / sum(sizes) + 1e-9
    assert sum(counted) / sum(sizes) - 1e-9 <= high <= 1
    rest = share_interval([m - x for x, m in articles], sizes, 0.95)
    assert rest == pytest.approx((1 - high, 1 - low))


def test_articles_that_differ_widen_the_interval():
    alike = share_interval([5] * 6, [10] * 6, 0.95)
    apart = share_interval([10, 10, 10, 0, 0, 0], [10] * 6, 0.95)
    assert apart[1] - apart[0] > 1.5 * (alike[1] - alike[0])


def test_a_difference_turns_round():
    one, other = (0.5, 0.3, 0.7), (0.2, 0.1, 0.4)
    low, high = difference_interval(one, other)
    assert (low, high) == pytest.approx((0.3 - math.hypot(0.2, 0.2), 0.3 + math.hypot(0.2, 0.1)))
    back = difference_interval(other, one)
    assert back == pytest.approx((-high, -low))


def test_a_log_ratio_turns_round_and_widens_where_little_is_counted():
    value, low, high = log_ratio_interval([3, 4, 2, 3, 4], [1, 0, 2, 1, 1], [10] * 5, 0.95)
    assert value == pytest.approx(math.log2(16.5 / 5.5))
    assert low < value < high
    back = log_ratio_interval([1, 0, 2, 1, 1], [3, 4, 2, 3, 4], [10] * 5, 0.95)
    assert back == pytest.approx((-value, -high, -low))
    none = log_ratio_interval([3, 4, 2, 3, 4], [0] * 5, [10] * 5, 0.95)
    assert none[2] - none[1] > high - low


def table(*figures: list[tuple[int, int]]) -> Table:
    return Table(
        np.array([[x for x, _ in units] for units in figures], float).T,
        np.array([[m for _, m in units] for units in figures], float).T,
    )


def exact(held: list[int], figures: list[list[tuple[int, int]]]) -> dict[tuple[int, int], float]:
    """The step-down chances by going through every deal, in plain numbers."""

    def gaps(dealt):
        found = {}
        for outlet in set(held):
            for j, units in enumerate(figures):
                x, total = (
                    [
                        sum(u[0] for u, o in zip(units, dealt, strict=True) if (o == outlet) is own)
                        for own in (True, False)
                    ],
                    sum(u[0] for u in units),
                )
                m = [
                    sum(u[1] for u, o in zip(units, dealt, strict=True) if (o == outlet) is own)
                    for own in (True, False)
                ]
                share = total / sum(m)
                error = math.sqrt(share * (1 - share) * (1 / m[0] + 1 / m[1]))
                found[outlet, j] = abs(x[0] / m[0] - x[1] / m[1]) / error
        return found

    seen = gaps(held)
    deals = [gaps(dealt) for dealt in set(permutations(held))]
    left, chance, least = dict(seen), {}, 0.0
    while left:
        most = max(left, key=left.__getitem__)
        often = sum(max(deal[key] for key in left) >= seen[most] - 1e-9 for deal in deals)
        least = max(least, often / len(deals))
        chance[most] = least
        del left[most]
    return chance


@pytest.mark.parametrize(
    ("held", "figures"),
    [
        ([0, 0, 0, 1, 1, 1], [[(9, 10), (8, 10), (7, 10), (3, 10), (2, 9), (1, 12)]]),
        ([0, 0, 1, 1, 2, 2, 2], [[(8, 9), (7, 7), (1, 6), (2, 8), (3, 9), (1, 5), (2, 8)]]),
        (
            [0, 0, 1, 1, 1, 2, 2],
            [
                [(8, 9), (7, 8), (1, 6), (2, 8), (3, 9), (1, 5), (2, 8)],
                [(1, 9), (0, 8), (1, 6), (2, 8), (0, 9), (4, 5), (5, 8)],
            ],
        ),
    ],
)
def test_chances_are_those_of_all_deals(held, figures):
    p = chances(held, [table(*figures)], DEALS, (1,))[0]
    for (outlet, j), chance in exact(held, figures).items():
        error = math.sqrt(chance * (1 - chance) / DEALS)
        assert p[outlet, j] == pytest.approx(chance, abs=4 * error + 1e-3)


def test_two_outlets_of_three_articles_can_never_be_told_apart():
    units = [(10, 10)] * 3 + [(0, 10)] * 3
    assert chances([0] * 3 + [1] * 3, [table(units)], DEALS, (1,))[0].min() > LIKELY


def test_families_do_not_touch_each_other():
    held = [0, 0, 1, 1, 2, 2]
    one = table([(4, 5), (3, 5), (1, 5), (2, 5), (0, 5), (1, 5)])
    two = table([(1, 5), (3, 5), (2, 5), (2, 5), (3, 5), (1, 5)])
    both = chances(held, [one, two], 500, (3,))
    assert np.array_equal(both[0], chances(held, [one], 500, (3,))[0])
    assert np.array_equal(both[1], chances(held, [two], 500, (3,))[0])


def alone(shares: list[int]) -> list[bool]:
    """Outlets of 24 articles with ten sentences each, of which so many are counted."""
    held = [outlet for outlet in range(len(shares)) for _ in range(24)]
    wobble = [-1, 0, 1, 0, 1, -1]
    one = table([(shares[o] + wobble[i % 6], 10) for i, o in enumerate(held)])
    p = chances(held, [one], 500, (1,))[0][:, 0]
    return by_themselves(held, one, [float(each) for each in p], 500, (1,))


def test_an_outlet_does_not_differ_because_another_does():
    assert alone([9, 2, 2]) == [True, False, False]


def test_two_camps_both_differ():
    assert alone([8, 8, 2, 2]) == [True] * 4


def test_of_two_outlets_each_differs_from_the_other():
    assert alone([8, 2]) == [True, True]


def test_one_that_differs_from_the_rest_without_the_clearest_is_told_beside_it():
    assert alone([9, 6, 1, 1, 1])[:2] == [True, True]


def compared(counts: dict[str, list[int]], n: int = 10, **options) -> Comparison:
    """Outlets with articles of ``n`` sentences, so many of them on history."""
    analyses = [
        make_analysis(
            f"{outlet}-{i}", outlet, [Line(frames=("history",) if j < x else ()) for j in range(n)]
        )
        for outlet, articles in counts.items()
        for i, x in enumerate(articles)
    ]
    return compare(analyses, codebook=CODEBOOK, profiles=PROFILES, **options)


def test_the_outlet_that_stands_apart_is_told_alone():
    found = compared({"one": [9, 8, 9, 8], "two": [1, 2, 1, 1], "three": [2, 1, 1, 1]})
    told = [(gap.key, gap.outlet) for gap in found.gaps if gap.told]
    assert told == [("frame.history", "one")]
    gap = found.gap("frame.history", "one")
    assert (gap.by_article, gap.looks) == (True, 6)
    assert gap.value == pytest.approx(34 / 40 - 10 / 80)


def test_the_order_of_outlets_changes_no_chance():
    counts = {"a": [5, 6, 7], "b": [1, 2, 0], "c": [3, 3, 2], "d": [4, 1, 2]}
    one = compared(counts, outlets=["a", "b", "c", "d"])
    other = compared(counts, outlets=["d", "b", "c", "a"])
    assert sorted(one.gaps, key=lambda gap: (gap.key, gap.outlet)) == sorted(
        other.gaps, key=lambda gap: (gap.key, gap.outlet)
    )
    assert len({gap.p for gap in one.gaps}) > 1


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 10), min_size=1, max_size=4), st.integers(2, 4))
def test_outlets_with_the_same_counts_are_never_told_apart(articles, outlets):
    found = compared({f"outlet-{i}": articles for i in range(outlets)})
    assert not any(gap.told for gap in found.gaps)
    assert all(0 < gap.p <= 1 for gap in found.gaps)


@pytest.mark.parametrize(("articles", "share", "correlation"), [(5, 0.3, 0.2), (10, 0.05, 0.2)])
def test_intervals_hold_what_they_say(articles, share, correlation):
    for rate in certainty.coverage(articles, share, correlation, 400, np.random.default_rng(1)):
        assert rate.value >= 0.93 - 3 * rate.error(0.93)


@pytest.mark.parametrize(
    "report", [certainty.Report(5, 3, 0.3, between=0.1), certainty.Report(1, 5, 0.3, inside=0.1)]
)
def test_equal_outlets_are_seldom_told(report):
    told = certainty.told(report, 200, np.random.default_rng(1)).any(axis=(1, 2))
    assert told.mean() <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / 200)


def test_an_outlet_that_differs_is_told_and_the_others_are_not():
    report = certainty.Report(10, 3, 0.3, gap=0.4, between=0.05)
    told = certainty.told(report, 100, np.random.default_rng(1))
    assert told[:, 0, 0].mean() > 0.95
    assert told[:, 1:, 0].any(axis=1).mean() <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / 100)
