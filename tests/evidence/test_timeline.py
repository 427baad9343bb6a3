"""Figures over time: periods without gaps, each article in one of them, the outlet's figure again."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from framing.codebooks import load_codebook
from framing.evidence import compare
from framing.evidence.timeline import MANY
from framing.models import Naming, Role
from tests.builders import Line, make_analysis

CODEBOOK = load_codebook("history-security")
SECURITY, OTHER = Line(frames=("security",)), Line()


def compared(analyses):
    return compare(analyses, codebook=CODEBOOK, profiles={})


def _articles(outlet: str, n: int, span: int, seed: int = 1):
    draw = random.Random(seed)
    first = date(2020, 1, 30)
    for i in range(n):
        body = [SECURITY] * draw.randrange(1, 4) + [OTHER] * 3
        when = first + timedelta(days=draw.randrange(span) if i > 1 else (span - 1) * i)
        yield make_analysis(f"{outlet}{i}", outlet, body, published=when)


@pytest.mark.parametrize(
    ("n", "span", "unit"),
    [(40, 7, "day"), (40, 60, "week"), (40, 200, "month"), (12, 2000, "year")],
)
def test_the_unit_goes_with_the_number_of_articles(n, span, unit):
    comparison = compared([*_articles("ash", n, span), *_articles("elm", n, span, 2)])
    line = next(t for t in comparison.timelines if t.key == "frame.security")
    assert line.unit == unit
    for before, after in zip(line.periods, line.periods[1:], strict=False):
        assert after.first == before.last + timedelta(days=1)


def test_the_periods_add_up_to_the_outlets_figure():
    comparison = compared([*_articles("ash", 40, 200), *_articles("elm", 3, 200, 2)])
    line = next(t for t in comparison.timelines if t.key == "frame.security")
    assert set(line.points) == {"ash"}  # the other has too few articles
    points = [point for point in line.points["ash"] if point]
    whole = comparison.outlet("ash").figures["frame.security"]
    assert sum(line.articles["ash"]) == 40
    assert sum(point.count for point in points) == whole.count
    assert sum(point.n for point in points) == whole.n
    for n, point in zip(line.articles["ash"], line.points["ash"], strict=True):
        assert (point is None) == (n == 0)
        if point and n >= 5:
            assert point.low is not None
            assert point.low <= point.value <= point.high


def test_there_is_none_of_few_articles_or_of_one_day():
    few = compared([*_articles("ash", MANY - 1, 90), *_articles("elm", 2, 90)])
    assert few.timelines == ()
    assert compared(list(_articles("ash", 20, 1))).timelines == ()


def test_all_frames_roles_and_namings_that_are_found_stand_there_and_the_page_shows_few():
    line = Line(frames=("security",), role=Role.MILITARY, naming=Naming.NAMED, polarity=0.4)
    days = [date(2020, 1, 1) + timedelta(days=i) for i in range(30)]
    told = [make_analysis(f"a{i}", "ash", [line, OTHER], published=d) for i, d in enumerate(days)]
    comparison = compared(told)
    found = {line.key: line for line in comparison.timelines}
    assert {"tone.polarity", "role.military", "role.official", "naming.named"} <= found.keys()
    assert "role.expert" not in found
    assert all(point.value == 1 for point in found["role.military"].points["ash"] if point)
    shown = [line.key for line in comparison.main_timelines]
    assert shown == ["frame.history", "frame.security", "role.official", "naming.unnamed"]
