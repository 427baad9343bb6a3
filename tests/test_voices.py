"""Whose words: narrator, direct and indirect speech, word by word and sentence by sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.models import Article, Parts, Span, Statement, Voice
from framing.text.parse import parse_articles
from framing.text.voices import with_voices

NEEDS = frozenset({"parser", "tagger"})


def parsed(text: str, *contents: str, cue: str = "", source: str = ""):
    """The parse of a text with one statement for each content given."""

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    article = Article("a", "a.txt", text, Parts(Span(0, len(text))), "x", "X")
    statements = [
        Statement(
            content=(span(content),),
            cue=span(cue) if cue else None,
            source=span(source) if source else None,
            voice=Voice.INDIRECT,
        )
        for content in contents
    ]
    return with_voices(next(parse_articles([article], NEEDS)), statements)


def voice_of(parse, word: str) -> Voice:
    return next(parse.voices[t.i] for t in parse.doc if t.text == word)


def test_words_in_quotation_marks_are_direct():
    parse = parsed('"We will rebuild the harbour by spring," the mayor said.')
    assert voice_of(parse, "rebuild") is Voice.DIRECT
    assert voice_of(parse, "mayor") is Voice.NARRATOR


def test_content_without_marks_is_indirect():
    parse = parsed("The mayor said the harbour would open.", "the harbour would open", cue="said")
    assert voice_of(parse, "harbour") is Voice.INDIRECT
    assert voice_of(parse, "said") is Voice.NARRATOR


@pytest.mark.parametrize("marked", ['"peace"', "“peace”", "‘peace’", "'peace'"])
def test_what_stands_in_quotation_marks_is_never_the_narrators(marked):
    parse = parsed(f"The so-called {marked} lasted for three days.")
    assert voice_of(parse, "peace") is Voice.DIRECT
    assert voice_of(parse, "lasted") is Voice.NARRATOR


def test_a_background_clause_before_a_trailing_attribution_is_marked():
    content = "The two states will sign a pact, the first since the brutal occupation ended in 1945"
    parse = parsed(f"{content}, officials said.", content, cue="said", source="officials")
    marked = {parse.doc[i].text for i in parse.background}
    assert {"brutal", "occupation", "ended"} <= marked
    assert not {"sign", "pact", "states"} & marked
    assert voice_of(parse, "brutal") is Voice.INDIRECT


def test_a_leading_attribution_marks_nothing():
    content = "the pact was the first since the brutal occupation ended in 1945"
    parse = parsed(f"Officials said {content}.", content, cue="said", source="Officials")
    assert not parse.background


def test_a_short_quotation_that_a_statement_claims_is_direct():
    parse = parsed('The mayor called the plan "mad".', '"mad"', cue="called", source="The mayor")
    assert voice_of(parse, "mad") is Voice.DIRECT


def test_attribution_does_not_make_a_quoted_sentence_mixed():
    text = '"We will rebuild the old harbour by next spring," the mayor said.'
    parse = parsed(text, text[: text.index('" the') + 1], cue="said", source="the mayor")
    assert parse.sentences[0].voice is Voice.DIRECT


def test_half_and_half_is_mixed():
    text = (
        "The harbour closed last winter after the storm, and crews "
        '"have never seen such a thing in all their years".'
    )
    assert parsed(text).sentences[0].voice is Voice.MIXED


def test_sentences_never_run_over_paragraphs():
    parse = parsed("A headline without an end\n\nThe first sentence. The second one.")
    assert [s.paragraph for s in parse.sentences] == [0, 1, 1]


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\n", '"', "“", "ALL CAPS AND NO END", "…", "—" * 50]
)
def test_odd_texts_have_voices_and_no_exception(text):
    parse = parsed(text)
    assert len(parse.voices) == len(parse.doc)


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="The mayor said. \n\"“”'’«»-1é", max_size=150))
def test_sentence_spans_cover_what_they_say(text):
    parse = parsed(text)
    assert parse.text == text
    last = 0
    for index, sentence in enumerate(parse.sentences):
        assert sentence.index == index
        assert last <= sentence.span.start < sentence.span.end <= len(text)
        assert sentence.span.of(text) == sentence.span.of(text).strip()
        assert parse.sentence_at(sentence.span.start) == sentence
        last = sentence.span.end


def test_a_quotation_that_a_headline_leaves_open_does_not_run_into_the_article():
    head, body = (
        "“We will rebuild the pier",
        "The pier of Suda burned down on Monday.” Nobody was hurt.",
    )
    parts = Parts(Span(len(head) + 2, len(head) + 2 + len(body)), headline=Span(0, len(head)))
    article = Article("a", "a.txt", f"{head}\n\n{body}", parts, "x", "X")
    doc = with_voices(next(parse_articles([article], NEEDS)), [])
    assert [q.span.end for q in doc.quotations] == [len(head)]
