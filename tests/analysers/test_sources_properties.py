"""Whatever the text, the sources analyser raises nothing and its spans lie inside the text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.analysers.sources import Sources
from framing.models import Article, Parts, Span
from framing.text.parse import parse_articles

PIECES = (
    "the minister said", "said Anna Berg", "according to AFP", "told Reuters", "he said",
    "the talks had failed", "nobody was hurt", "so-called", "Seoul denied", "the official",
    "KIM: ", "Q: ", "― Maria Costa", "as saying", "quoted", "who", "it", "...", "?", "!", ",", ".",
    '"', "“", "”", "„", "«", "»", "'", "‘", "’", "—", "–", "\n", "\n\n", "\u00a0", "(", ")", ":",
    "Ünïcödé", "김관진", "🙂", "\u202e", "e\u0301",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=120)
BAD_INPUT = {
    "signs of expressions": "The ++ said so. The (x said it on Monday. The a**b said: “[y.” The c++ of "
    "the Orbex* firm, the ++ of Orbex*, said that the CEO( of Dahl+ had left, the [z added.",
    "odd quote marks": 'The mayor said "the road is open. She left. "It is, she said.',
    "nested": "“He told me ‘she said “no” to them’ and left,” the guard said.",
    "mixed straight and curly": '“The road is open," she said. "The bridge is not,” he said.',
    "guillemets": "« La route est ouverte », said the mayor. »Nein«, said the other.",
    "dashes as quote marks": "— We are staying, said the old man.\n\n— Then I am going, she said.",
    "scare quotes": 'The so-called "peace" was called a "peace" in "Peace".',
    "quotes inside headlines": "'No deal' says minister as \"talks\" fail\n\nThe minister said no.",
    "all caps": 'MINISTER SAYS "NO DEAL" AS TALKS FAIL, ACCORDING TO OFFICIALS',
    "ten names": (
        "Ana Ruiz, Li Wen, Tom Hale, Eva Brandt, Luc Moreau, Kim Dae-ho, Oleg Sidorov, Joe Marsh, "
        "Aiko Mori and Rosa Lind said they would stay."
    ),
    "no sentence end": "The mayor said the road was open and the bridge was not and the river",
    "only marks": "\"\" “” „“ «» ' ' \" '",
    "empty": "",
    "blank": " \n\n \t ",
    "one long line": "the official said that " * 120,
}


def analyse(text: str, way: str):
    article = Article(
        id="a", path="a", text=text, parts=Parts(Span(0, len(text))), outlet="x", outlet_name="X"
    )
    analyser = Sources(way=way)
    parsed = next(parse_articles([article], analyser.needs))
    return analyser.analyse(parsed, article)


def check(text: str, result) -> None:
    taken: list[Span] = []
    assert [s.content[0] for s in result.statements] == sorted(
        s.content[0] for s in result.statements
    )
    for statement in result.statements:
        assert statement.content
        assert list(statement.content) == sorted(statement.content)
        for span in (*statement.content, statement.cue, statement.source):
            if span is None:
                continue
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip() == span.of(text)
        for one in statement.content:
            assert any(c.isalnum() for c in one.of(text))
            assert not any(one.overlaps(other) for other in taken)
            taken.append(one)
        assert statement.speaker_id is not None or statement.naming is None
        assert statement.source is None or statement.speaker
        assert statement.country is None or len(statement.country) == 2
        if statement.country:
            assert statement.decided["country"]
    for measure in result.figures:
        assert measure.value is None or measure.value >= 0
        assert all(0 <= s.start < s.end <= len(text) for s in measure.evidence)


@pytest.mark.parametrize("way", ["tagger", "rules"])
@pytest.mark.parametrize("name", sorted(BAD_INPUT))
def test_bad_input(name, way):
    check(BAD_INPUT[name], analyse(BAD_INPUT[name], way))


@pytest.mark.parametrize("way", ["tagger", "rules"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
def test_any_text(way, text):
    check(text, analyse(text, way))


@pytest.mark.parametrize("way", ["tagger", "rules"])
def test_a_long_article(way):
    line = 'The mayor said the road was open. "Nobody was hurt," she said. Residents were glad.\n\n'
    text = line * 170  # about 2,500 words
    result = analyse(text, way)
    check(text, result)
    assert len(result.statements) >= 300


def test_ten_names_are_one_source():
    text = BAD_INPUT["ten names"]
    (statement,) = analyse(text, "tagger").statements
    assert "stay" in statement.content[-1].of(text)
