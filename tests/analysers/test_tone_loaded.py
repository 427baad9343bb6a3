"""Loaded language, hedges and judging cue verbs."""

import tomllib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.analysers.base import Analyser
from framing.analysers.tone.loaded import Loaded, LoadedHit, TermList, term_lists
from framing.errors import FramingError
from framing.models import Article, Parts, Result, Role, Span, Statement, Voice
from framing.text.parse import parse_articles
from framing.text.voices import with_voices

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases/tone_loaded.toml").read_text(encoding="utf-8")
)["case"]
LOADED = Loaded()


def _run(text: str, statements: tuple[Statement, ...] = ()) -> Result:
    parts = Parts(body=Span(0, len(text)))
    article = Article(id="a", path="a", text=text, parts=parts, outlet="o", outlet_name="O")
    parsed = with_voices(next(parse_articles([article], LOADED.needs)), statements)
    sources = Result(analyser="sources", version="1", statements=statements)
    parsed = replace(parsed, results={"sources": sources})
    return LOADED.analyse(parsed, article)


def test_loaded_is_an_analyser() -> None:
    assert isinstance(LOADED, Analyser)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_golden_sentence(case: dict) -> None:
    hits = _run(case["text"]).found(LoadedHit)
    assert [f"{hit.kind}: {hit.span.of(case['text'])}" for hit in hits] == case["hits"]


@pytest.mark.parametrize("listed", term_lists(), ids=lambda listed: listed.name)
def test_each_lists_example_is_found_by_that_list_alone(listed: TermList) -> None:
    assert [hit.list for hit in _run(listed.example).found(LoadedHit)] == [listed.name]


def test_no_term_stands_in_two_lists() -> None:
    terms = [term for listed in term_lists() for term in listed.terms]
    assert sorted(terms) == sorted(set(terms))


def test_quoted_words_are_listed_but_not_counted_as_the_narrators() -> None:
    text = '"The brutal regime has lied to all of us for years," the general said.'
    result = _run(text)
    assert [hit.voice for hit in result.found(LoadedHit)] == [Voice.DIRECT, Voice.DIRECT]
    assert {m.name: m.value for m in result.figures}["loaded_words"] == 0


def test_measures_count_the_narrators_words_with_their_evidence() -> None:
    result = _run("The brutal siege went on. The ship was reportedly hit.")
    by_name = {measure.name: measure for measure in result.figures}
    assert by_name["loaded_words"].value == 1
    assert by_name["loaded_words"].evidence == (Span(4, 10),)
    assert by_name["hedges"].value == 1
    assert by_name["loaded_words"].n == 10


def test_a_cue_gets_speaker_role_and_country_of_its_statement() -> None:
    text = "Tehran claimed that the plane was unarmed."
    statement = Statement(
        content=(Span(15, 41),),
        cue=Span(7, 14),
        source=Span(0, 6),
        voice=Voice.INDIRECT,
        speaker="Iran's government",
        role=Role.GOVERNMENT,
        country="IR",
    )
    (hit,) = _run(text, (statement,)).found(LoadedHit)
    assert (hit.speaker, hit.role, hit.country) == ("Iran's government", Role.GOVERNMENT, "IR")


def test_a_wrong_key_in_the_users_list_is_named(tmp_path: Path) -> None:
    path = tmp_path / "loaded.toml"
    path.write_text('[[list]]\nname = "mine"\nkind = "loaded"\nwhy = "x"\n', encoding="utf-8")
    with pytest.raises(FramingError, match=r"loaded\.toml"):
        Loaded(path)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["regime", "so", "-", "called", "may", "“", "”", '"', "\n\n", "claimed", "that", "it",
             "is", "said", "to", ".", "\u200f", "\U0001f600", "slam"]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_hits_are_ordered_inside_their_sentence_and_never_overlap(words: list[str]) -> None:
    text = " ".join(words)
    hits = _run(text).found(LoadedHit)
    assert all(a.span.end <= b.span.start for a, b in pairwise(hits))
    assert all(0 <= hit.span.start < hit.span.end <= len(text) for hit in hits)
