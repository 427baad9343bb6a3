"""Words that a lexicon would score and that praise or blame nothing where they stand, and words
that are somebody else's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from framing.analysers.tone import Tone
from framing.analysers.tone.lexicon import neutral_phrases
from framing.models import Article, Parts, Result, SentenceTone, Span, Statement, Voice
from framing.text.parse import parse_articles
from framing.text.voices import with_voices

TONE = Tone(mode="textblob")


def read(text: str, statements: tuple[Statement, ...] = ()) -> SentenceTone:
    parts = Parts(Span(0, len(text)))
    article = Article(id="a", path="a", text=text, parts=parts, outlet="o", outlet_name="O")
    parsed = with_voices(next(parse_articles([article], TONE.needs)), statements)
    sources = Result(analyser="sources", version="1", statements=statements)
    parsed = replace(parsed, results={"sources": sources})
    told = TONE.analyse(parsed, article).tones[0]
    assert told is not None
    return told


def scored(text: str, statements: tuple[Statement, ...] = ()) -> list[str]:
    return [w.span.of(text) for w in read(text, statements).words if w.polarity]


def said(text: str, cue: str, content: str) -> Statement:
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    return Statement(content=(span(content),), cue=span(cue), voice=Voice.INDIRECT)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # how much of something
        ("Sales rose slightly in May.", []),
        ("The yard sold pretty much all of it.", []),
        ("The pretty harbour was shut.", ["pretty"]),
        # verbs that the lexicon knows as adjectives
        ("The planes flew in, touching down on the ice.", []),
        ("The clerk was appealing to the board.", []),
        ("He did not elaborate on the plan.", []),
        ("It was a touching speech.", ["touching"]),
        # terms and fixed expressions
        ("The firm has nine million outstanding ordinary shares.", []),
        ("It was an outstanding speech.", ["outstanding"]),
        ("The clerk asked the help desk.", []),
        ("The ferry was early, thanks to the tide.", []),
        ("The Boring Company dug on, and as the Boring Company said, boring work goes on.", []),
        # how striking a thing is
        ("The firm had a spectacular setback.", []),
        ("The yard posted a great loss.", ["loss"]),
        # help to do whatever follows, and who follows whom
        ("The clerk helped hide the files.", []),
        ("The nurse helped the families.", ["helped"]),
        ("In May he succeeded Ann Lee as mayor.", []),
        ("The dive succeeded.", ["succeeded"]),
    ],
)
def test_a_word_scores_only_in_the_sense_that_the_lexicon_means(text, words) -> None:
    assert scored(text) == words


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The deal can't get approved.", -1),
        ("The firm can't get the deal approved by the board.", -1),
        ("The board is unlikely to soon, if ever, approve it.", -1),
        ("The rocket won't successfully land.", -1),
        ("Whether or not it is a genuine offer is open.", 1),
        ("The rocket will (or won't) successfully land.", 1),
        ("There were losses, but none as painful as that in May.", -1),
        ("No one was celebrating harder than the mayor.", 1),
        ("There is no better port on the coast.", 1),
    ],
)
def test_a_negation_turns_what_it_denies_and_nothing_else(text, sign) -> None:
    total = read(text).polarity
    assert total * sign > 0


def test_words_of_a_statement_and_the_verb_that_reports_it_are_the_speakers() -> None:
    text = "The mayor wrongly criticised the brutal raid."
    assert scored(text) == ["wrongly criticised", "brutal"]
    assert scored(text, (said(text, "criticised", "the brutal raid"),)) == ["wrongly"]


def test_a_plan_that_nobody_spoke_is_told_by_the_writer() -> None:
    # Not 'hoped', which scores or does not by spaCy's version: it is of 'hope', or of 'hop'.
    text = "The mayor planned for a good harvest."
    plan = replace(said(text, "planned", "for a good harvest"), speech=False)
    assert scored(text, (plan,)) == ["good"]


def test_an_infinitive_behind_a_parenthesis_belongs_to_the_statement() -> None:
    text = "The firm argued that boards would be unlikely to quickly, if ever, approve such a deal."
    content = "that boards would be unlikely to quickly"
    assert scored(text, (said(text, "argued", content),)) == []


def test_the_clause_of_a_noun_of_saying_is_somebodys_claim() -> None:
    assert scored("The court heard the claim that the firm abused its clerks.") == []
    assert scored("The court heard that the firm abused its clerks.") == ["abused"]


@pytest.mark.parametrize("entry", neutral_phrases(), ids=lambda entry: entry.word)
def test_a_neutral_phrase_is_silent_in_its_example(entry) -> None:
    assert entry.reason
    assert scored(entry.example) == []
