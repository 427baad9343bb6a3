"""Rows: what everything is counted over, and who speaks what."""

from __future__ import annotations

import pytest

from framing.analysers.emphasis import Emphasis
from framing.codebooks import load_codebook
from framing.errors import CodebookError
from framing.evidence import compare
from framing.evidence.rows import cited_agencies
from framing.models import Analysis, CodebookStamp, Hit, Result, Role, Span, Statement, Voice
from framing.text.parse import parse_articles
from framing.text.voices import with_voices
from framing.validation.semantic import as_article, by_words

TEXT = (
    "Japan's colonial rule ended in 1945. An expert said that colonial rule was harsh. "
    "“The missile fell into the sea.” It rained."
)
CODEBOOK = by_words(load_codebook("korea-japan"))


def analysed() -> Analysis:
    start = TEXT.index("colonial rule was")
    expert = Statement(
        content=(Span(start, start + len("colonial rule was harsh")),),
        voice=Voice.INDIRECT,
        role=Role.EXPERT,
    )
    article = as_article(TEXT, "a")
    analyser = Emphasis(CODEBOOK)
    parsed = with_voices(next(parse_articles([article], analyser.needs)), [expert])
    sources = Result(analyser="sources", version="1", statements=(expert,))
    emphasis = analyser.analyse(parsed, article)
    return Analysis(article, parsed.sentences, {"sources": sources, "emphasis": emphasis})


@pytest.fixture(scope="module")
def comparison():
    return compare([analysed()], codebook=CODEBOOK, profiles={})


def test_each_frame_has_its_speakers(comparison):
    figures = comparison.outlets[0].figures
    said = {key: figure.row_ids for key, figure in figures.items() if key.startswith("said.")}
    assert said == {
        "said.history.narrator": ("NON-1.s1",),
        "said.history.expert": ("NON-1.s2",),
        "said.security.unattributed": ("NON-1.s3",),
    }


def test_a_row_has_the_name_that_it_has_in_the_data_and_what_was_found_in_it(comparison):
    first = comparison.rows.sentences[0]
    assert (first.id, first.number, first.part, first.voice) == ("NON-1.s1", 1, "body", "narrator")
    assert first.frames == ("history",)
    assert [hit.indicator for hit in first.hits] == [
        hit.indicator for hit in analysed().found(Hit) if hit.sentence == 0
    ]
    statement = comparison.rows.statements[0]
    assert (statement.id, statement.sentence_id) == ("NON-1.st1", "NON-1.s2")
    assert statement.content == "colonial rule was harsh"


def test_where_a_frame_is_first_met(comparison):
    article = comparison.rows.articles[0]
    assert article.first_mentions["history"] == ("lead", "NON-1.s1")


def test_analyses_of_another_codebook_cannot_be_compared():
    made = analysed()
    other = Analysis(
        made.article, made.sentences, made.results, codebook=CodebookStamp("climate", "0" * 64)
    )
    with pytest.raises(CodebookError, match="climate"):
        compare([other], codebook=CODEBOOK, profiles={})


@pytest.mark.parametrize(
    ("speaker", "cited"),
    [
        ("SANA", ["SANA"]),
        ("Reuters", ["Reuters"]),
        ("Ann Lee of Reuters", []),
        ("The agencies", []),
    ],
)
def test_an_agency_that_says_something_itself_is_cited(speaker: str, cited: list[str]):
    article = as_article("Two ships met.", "a")
    said = Statement(content=(Span(0, 14),), voice=Voice.INDIRECT, speaker=speaker)
    sources = Result(analyser="sources", version="1", statements=(said,))
    assert cited_agencies(Analysis(article, (), {"sources": sources})) == cited
