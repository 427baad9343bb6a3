"""Sentences: where they start and where they do not, every letter in exactly one of them."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evaluation.sentences import FLOOR, figures, ours
from framing.models import Span
from framing.text.parse import ParsedArticle, parse_articles, split_paragraphs, trim
from framing.text.sentences import Places, places, sentence_spans
from framing.validation.semantic import as_article

NEEDS = frozenset({"tagger", "lemmatizer"})


def parsed(text: str) -> ParsedArticle:
    return next(parse_articles([as_article(text)], NEEDS))


def sentences(text: str) -> list[str]:
    return [sentence.span.of(text) for sentence in parsed(text).sentences]


@pytest.mark.parametrize(
    "text",
    [
        # What is said, and who says it.
        '"Who will pay?" the mayor asked.',
        "“Who will pay?” Mayor Ines Roth asked reporters.",
        "‘Stop it!’ shouted the guard, who was new.",
        '"Why us?" Brooks, 51, asked the judge.',
        '"Why us?" I asked.',
        '"Why us?" Ines\u00a0Roth\u00a0asked reporters.',
        '"What a day!" President-elect Jo Ott told a crowd in Ohio.',
        '"What a day!" Ott said on the steps of the court.',
        "He paid Rs. 500 to see Dr. No at St. Anne's.",
        # A paragraph's first word.
        "Massachusetts Senator Ana Pell said on Saturday she would run.",
        "Negotiators from both sides left the hotel without a word",
        # Ranks, parties, places, numbers, dates.
        "Lt. Col. J. R. Smith met Maj. Gen. Ada Whitlock and the Rev. Amos Bell.",
        "Sen. Joe Manchin, D-W.Va., said no to U.S. Rep. Tom Hale, R-Calif., on Monday.",
        "Her remarks come as US. Secretary of State Ann Lee is on her way.",
        "Gov.-elect Ruth Oakes and Lt. Gov. May Holt met in St. Louis on Jan. 4.",
        "Room No. 3 opens at 9 a.m. Monday, or at 10 a.m. Eastern time.",
        "The case of Marsh vs. Orton, i.e. Art. 5, p. 12, fills vol. 2.",
        "It cost $3.5 million, or 0.7 percent of what Harlan Corp. Chief Executive Jo Fox earned.",
        # Dots that are no stops.
        "I ... do not know … what to say.",
        "See https://www.courier.example/a.B?c=D.e or write to J.Lowe@courier.example today.",
        "Booking.com, Node.js and Amazon.com Inc. were down.",
        # Names with marks.
        "Yahoo! said the host of Jeopardy! had left.",
        'Her book, "Wake Up! A Life in Radio," sold badly.',
        # Capitals that run a name or a thought on, and start nothing.
        "Pupils of grade A in the port, fans of the Carry On films, thanked God for His mercy.",
        "A man at the gate said The gas was green and added that The wind had turned.",
        # Brackets and lists in a line.
        "He wants (1) higher pay, (2) shorter shifts and (3) a canteen (who would not?) by May.",
        "Gen. Paul Strand (Ret.) met Col. (Res.) Amit Barak.",
        "1. The old school is sold.",
    ],
)
def test_one_sentence(text):
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        # `|` stands where a sentence ends; the white space after it is between the two.
        '"Who will pay?"| The question hung over the hall.| "We will."| Nobody laughed.',
        'He said: "We go."| Then he left.',
        "“It is over.”| Families went home.| ‘Never again.’| That was the vow.",
        '"Who knew?"| Perhaps, said Lund, the clerk did.',
        "They left the US.| President Oda Holm stayed.| He likes the UN.| Secretary Lee does not.",
        "They met in Washington, D.C.| The talks lasted a day.| He was born in the U.S.A.| It rained.",
        "Doors close at 8 p.m.| The band plays at nine.| Bring tents, lamps, etc.| No dogs.",
        "It was built by Harlan Corp.| It fell in 1932.| 12 people died.",
        "She lives on Elm St.| The house is old.| Plan B.| Nobody had one.",
        "The vote was close.| (Two members abstained.)| It is final.",
        "Enough.| The town has waited for years.| Why?| Because nobody came.",
        '"One day ..."| She did not finish.| “Snow.| Cold…”| His voice broke.',
        "He beat Sen. Ada Sand (I-Vt.).| Sand won elsewhere (in the U.S.).| All is open.",
        "Sales fell in China.| iPhone prices did not.",
        "He was told so.[3]| The file is lost.",
        "• Turnout rose|\n• The Greens won two seats|\n• A recount is likely",
        "1. Close the gate.|\n2. Keep dogs on a lead.|\n3. Feed no deer.",
        "First, 1. the gate is shut.| 2. The dogs are tied.",
        "The motion was passed.|The opposition walked out.|“It is over.”|Families went home.",
        # A caption or a heading that was run into the text has no mark at its end.
        "The harbour of Lund at dawn| He said the ferry would not sail.",
        "Talks on the ferry| The news comes as dockers walk out (Reuters)| A spokesman said no.",
    ],
)
def test_sentences_are_parted(text):
    assert sentences(text.replace("|", "")) == [part.strip() for part in text.split("|")]


def test_an_unsure_place_is_left_to_the_parser():
    text = "They left the U.S. Nurses stayed."
    found = places(text, split_paragraphs(text), ())
    assert found == Places(sure=frozenset({0}), open=frozenset({text.index("Nurses")}))
    later = text.index("Nurses")
    whole = split_paragraphs(text)
    assert [s.start for s in sentence_spans(text, whole, found, {0, 5})] == [0]
    assert [s.start for s in sentence_spans(text, whole, found, {0, 5, later})] == [0, later]


PIECES = st.sampled_from(
    [
        *"abI.?!…\"“”'‘’()[]–-•1 \n",
        *("\n\n", ". ", '." ', '?" ', "…” ", " “", ' "', "U.S. ", "Lt. ", "No. ", "3. ", "\n- "),
        *("The mayor ", "said ", "Smith ", "he ", "asked", "München ", "北京。", "e.g. ", "\u00a0"),
        *("x.Y", "a@b.co ", "''", "[1]", "(Ret.) ", "p.m. ", "Yahoo! ", "J. "),
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@example('out."We are."Nobody left."')
@example("a.\n\n. \n\nb")
def test_every_letter_stands_in_exactly_one_sentence(text):
    article = parsed(text)
    held = [at for sentence in article.sentences for at in range(*sentence.span)]
    assert len(held) == len(set(held))
    assert {at for at, c in enumerate(text) if c.isalnum()} <= set(held)
    paragraphs = split_paragraphs(text)
    for index, sentence in enumerate(article.sentences):
        words = sentence.span.of(text)
        assert sentence.index == index
        assert words == words.strip()
        assert any(c.isalnum() for c in words)
        around = paragraphs[sentence.paragraph]
        assert around.start <= sentence.span.start < sentence.span.end <= around.end


@settings(max_examples=100, deadline=None)
@given(TEXTS)
@example("北京。北京。1")
def test_the_parse_has_the_same_sentences(text):
    article = parsed(text)
    assert article.doc.text == text
    parts = (trim(text, Span(s.start_char, s.end_char)) for s in article.doc.sents)
    worded = [part for part in parts if any(c.isalnum() for c in part.of(text))]
    assert worded == [sentence.span for sentence in article.sentences]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["we go", "I said so", "it rained", "he left"]), min_size=1))
def test_nothing_starts_in_lower_case_within_a_paragraph(parts):
    text = '?" '.join(f'"Who{part}' for part in parts) + '?" the mayor asked. It is late.'
    starts = [s for s in sentences(text)[1:] if s.lstrip("\"'").islower()]
    assert starts == []


def test_the_halves_reach_the_figures_wanted():
    for half in ("mending", "once"):
        assert figures(half, ours)[2] >= FLOOR


def test_a_long_text_is_parsed_in_pieces_that_fit_together(seed_articles, monkeypatch):
    for article in seed_articles[:2]:
        whole = next(parse_articles([article], NEEDS))
        with monkeypatch.context() as patch:
            patch.setattr("framing.text.parse._MOST_TOKENS", 120)
            parted = next(parse_articles([article], NEEDS))
        assert parted.text == whole.text == article.text
        assert parted.sentences == whole.sentences
        assert len(parted.voices) == len(parted.doc)


def test_a_sentence_without_end_is_parsed_in_pieces(monkeypatch):
    monkeypatch.setattr("framing.text.parse._MOST_TOKENS", 50)
    text = "the mayor and the council and " * 100
    parsed = next(parse_articles([as_article(text.strip())], NEEDS))
    assert parsed.text == text.strip()
    assert all(text.startswith(s.span.of(text), s.span.start) for s in parsed.sentences)
