"""Outlets are held against each other within waves of coverage, never over an unequal mixture."""

from __future__ import annotations

import json
import random
from datetime import date

import pytest

from evaluation import recompute
from framing.codebooks import load_codebook
from framing.evidence import compare
from framing.evidence.intervals import Chance
from framing.evidence.reduction import reduce
from framing.evidence.sums import ArticleSums, summed, sums_of
from framing.export.tables import data_files
from framing.findings import write_findings
from framing.findings.words import LIKELY, SURE
from framing.models import Role
from tests.builders import Line, make_analysis

CODEBOOK = load_codebook("history-security")
CHANCE = Chance(deals=500)
SECURITY, OTHER = Line(frames=("security",)), Line()
WINTER, SUMMER = date(2031, 1, 1), date(2031, 6, 1)
HOT, COLD = [SECURITY] * 6 + [OTHER] * 2, [SECURITY] + [OTHER] * 7


def wave(outlet: str, n: int, when: date | None, body, name: str = ""):
    return [
        make_analysis(f"{outlet}-{when}{name}-{i}", outlet, body, published=when) for i in range(n)
    ]


def compared(*analyses):
    articles = [each for part in analyses for each in part]
    return compare(articles, codebook=CODEBOOK, profiles={}, chance=CHANCE)


def test_no_finding_rests_on_when_an_outlet_wrote():
    """Both write the same in each wave; one has most of its articles in the first."""
    comparison = compared(
        wave("ash", 18, WINTER, HOT), wave("ash", 6, SUMMER, COLD),
        wave("elm", 6, WINTER, HOT), wave("elm", 18, SUMMER, COLD),
    )  # fmt: skip
    gap = comparison.gap("frame.security", "ash")
    assert gap.value > 0.3
    assert gap.within.value == pytest.approx(0)
    assert gap.p == 1
    assert not gap.told
    assert not [f for f in write_findings(comparison).key if f.sure in (SURE, LIKELY)]


def test_what_differs_within_waves_is_told_with_how_far():
    less = [SECURITY] * 2 + [OTHER] * 6
    comparison = compared(
        wave("ash", 8, WINTER, HOT), wave("ash", 6, SUMMER, HOT),
        wave("elm", 6, WINTER, less), wave("elm", 9, SUMMER, less),
    )  # fmt: skip
    gap = comparison.gap("frame.security", "ash")
    assert gap.told
    assert gap.within.waves == 2
    findings = write_findings(comparison)
    assert any("50 points apart within waves of coverage" in each.text for each in findings.key)
    assert "in each wave" in findings.notes["deals"]


def test_without_a_wave_in_common_nothing_is_tested():
    comparison = compared(wave("ash", 8, WINTER, HOT), wave("elm", 8, SUMMER, COLD))
    gap = comparison.gap("frame.security", "ash")
    assert gap.within.value is None
    assert not gap.tested
    assert not gap.told


def test_articles_without_a_date_are_in_no_wave():
    parts = [wave(o, 4, when, HOT) for o in ("ash", "elm") for when in (WINTER, SUMMER)]
    comparison = compared(*parts, wave("ash", 9, None, COLD))
    gap = comparison.gap("frame.security", "ash")
    assert gap.value < -0.3
    assert gap.within.value == pytest.approx(0)
    assert not gap.told


def mixed(seed: int):
    chance = random.Random(seed)

    def lines(often):
        return [
            Line(
                frames=("security",) if chance.random() < often else (),
                role=chance.choice((None, Role.EXPERT, Role.GOVERNMENT)),
                shared_with=chance.choice(((), (), (), ("elm-2031-06-01y-0",))),
            )
            for _ in range(10)
        ]

    return [
        each
        for outlet, often in (("ash", 0.9), ("elm", 0.3), ("oak", 0.4))
        for when in (WINTER, SUMMER, None)
        for i in range(chance.randrange(2, 5))
        for each in wave(outlet, 1, when, lines(often), f"y-{i}" if i else "y")
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_script_that_stands_alone_finds_the_same_within_waves(tmp_path, seed):
    comparison = compared(mixed(seed))
    for name, data in data_files(comparison, write_findings(comparison), (), {}):
        (tmp_path / name).write_bytes(data)
    told = json.loads((tmp_path / "comparison.json").read_text("utf-8"))["gaps"]
    assert {gap["within"]["waves"] for gap in told} == {2}
    manifest = {"chance": {"level": 0.95, "deals": CHANCE.deals, "seed": CHANCE.seed}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert recompute.differences(tmp_path)[0] == []


def test_figures_by_reduction_have_the_same_gaps_within_waves():
    articles = [each for each in mixed(3) if each.article.published]
    comparison = compare(articles, codebook=CODEBOOK, profiles={}, chance=CHANCE)
    assert not comparison.apart
    sums = [ArticleSums(**sums_of(each, CODEBOOK, summed())) for each in articles]
    found = reduce(sums, codebook=CODEBOOK, measures=summed(), profiles={}, chance=CHANCE)
    frames = [gap for gap in found.gaps if gap.key.startswith("frame.")]
    assert frames
    for gap in frames:
        other = comparison.gap(gap.key, gap.outlet)
        assert (gap.p, gap.within) == (pytest.approx(other.p), other.within)
