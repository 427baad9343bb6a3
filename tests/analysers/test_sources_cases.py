"""The hand-written sets hold their floors, with both readers."""

from __future__ import annotations

import tomllib

import pytest

from evaluation import sources as evaluation
from evaluation.sources_cases import read_cases, read_marked
from evaluation.sources_score import Attribution, score
from framing.models import Span


@pytest.fixture(scope="module")
def floors():
    return tomllib.loads(evaluation.FLOORS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("way", ["tagger", "rules"])
def test_speakers_and_their_fields(way, floors):
    assert evaluation.below(evaluation.fields(way), floors[way]["fields"]) == []


@pytest.mark.parametrize("way", ["tagger", "rules"])
def test_attributions_outside_us_politics(way, floors):
    assert evaluation.below(evaluation.domains(way), floors[way]["domains"]) == []


def test_the_sets_are_as_large_as_promised():
    assert sum(len(case["want"]) for case in read_cases(evaluation.SPEAKER_CASES)) >= 150
    assert sum(len(article.gold) for article in read_marked(evaluation.DOMAINS)) >= 60


def test_a_figure_below_its_floor_is_told():
    assert evaluation.below({"ALL": 0.5}, {"ALL": 0.6}) == ["ALL is 0.500, its floor is 0.6"]
    assert evaluation.below({}, {"ALL": 0.6})
    assert evaluation.below({"ALL": 0.6}, {"ALL": 0.6}) == []


TEXT = 'The mayor said the road was open. "It is shut," said Ana Ruiz. He hopes for rain.'


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


GOLD = (
    Attribution((at("the road was open"),), (at("said"),), (at("The mayor"),)),
    Attribution((at('"It is shut,"'),), (at("said Ana"),), (at("Ana Ruiz"),)),
    Attribution((at("for rain"),), (at("hopes"),), (at("He"),)),
)


def f1(found, name="ALL"):
    return score([(TEXT, GOLD, found)])[name].f1


def test_the_scorer_gives_full_marks_to_gold():
    assert [f1(GOLD, name) for name in ("ALL", "SPEECH", "QUOTED")] == [1.0, 1.0, 1.0]


def test_slices_count_what_they_name():
    counts = score([(TEXT, GOLD, ())])
    assert {name: count.gold for name, count in counts.items()} == {
        "ALL": 3, "SPEECH": 2, "QUOTED": 1,
    }  # fmt: skip


def test_a_wrong_source_or_too_little_content_does_not_match():
    content = (at("the road was open"),)
    assert f1((Attribution(content, (), (at("Ana Ruiz"),)),)) == 0
    assert f1((Attribution(content, (), ()),)) == 0
    assert f1((Attribution((at("the road"),), (), (at("The mayor"),)),)) == pytest.approx(0.5)
    assert f1((Attribution((at("open"),), (), (at("The mayor"),)),)) == 0


def test_one_gold_matches_once():
    twice = (GOLD[0], GOLD[0])
    counts = score([(TEXT, GOLD[:1], twice)])["ALL"]
    assert (counts.found, counts.matched_found, counts.matched_gold) == (2, 1, 1)
