"""A sentence that an article prints twice counts once among the words."""

from __future__ import annotations

from framing.codebooks import load_codebook
from framing.evidence import compare
from framing.evidence.repeats import repeated_sentences
from framing.evidence.rows import in_short
from framing.models import Voice
from tests.builders import Line, make_analysis

CODEBOOK = load_codebook("korea-japan")
TWICE = "Brutal guards shut the gate of the harbour on Monday, and the ferry left without them."
AGAIN = TWICE.replace("on Monday", "late on Monday")


def made(*texts: str):
    lines = [Line(text=text, voice=Voice.NARRATOR, polarity=-0.8) for text in texts]
    return make_analysis("a", "gazette", lines)


def test_the_same_words_again_are_found_but_for_a_few() -> None:
    found = repeated_sentences(made(TWICE, "It rained.", AGAIN, "It rained.", TWICE[::-1]))
    assert found == {2}


def test_short_sentences_are_no_repeats() -> None:
    assert repeated_sentences(made("The gate was shut.", "The gate was shut.")) == frozenset()


def test_a_word_of_a_repeated_sentence_counts_once() -> None:
    figures = compare([made(TWICE, AGAIN)], codebook=CODEBOOK, profiles={}).outlets[0].figures
    assert figures["word.negative.bru"].count == 1
    assert figures["tone.scored"].n == 1


def test_a_long_stretch_of_words_is_shown_by_its_ends() -> None:
    assert in_short("not a good\nidea") == "not a good idea"
    assert (
        in_short("not the mayor's attempt or is in fact a genuine offer") == "not … genuine offer"
    )
