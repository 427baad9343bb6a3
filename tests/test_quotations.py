"""Quotation marks: paired whatever their shape, never an exception, spans that say what they cover."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.text.parse import split_paragraphs
from framing.text.quotations import find_quotations


def quoted(text: str) -> list[str]:
    return [q.inner.of(text) for q in find_quotations(text, split_paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"We met," he said. "It went well."', ["We met,", "It went well."]),
        ("“We met,” he said.", ["We met,"]),
        ('"It was dark. "Nobody came. "We left."', ["It was dark.", "Nobody came.", "We left."]),
        ("„Wir kommen“, sagte er.", ["Wir kommen"]),
        ("«Oui», dit-elle.", ["Oui"]),
        ("The so-called “peace” failed.", ["peace"]),
        ("She wrote: 'We will not go.'", ["We will not go."]),
        ("‘Never again,’ the minister said.", ["Never again,"]),
        ("The ministers' plan and the officials' doubts", []),
        (
            "The car was 'far' too fast. Fans sang, 'He's one of our own.'",
            ["far", "He's one of our own."],
        ),
        ("A 'kind man' and a 'friend', they said.", ["kind man", "friend"]),
        ("He called it 'a game of two halves' and 'a farce'.", ["a game of two halves", "a farce"]),
        ("It's the '90s and that's that.", []),
        ('He read "The Long Road" aloud.', ["The Long Road"]),
        ('A 12" pipe', []),
        ("“They said ‘no’ to us,” she said.", ["They said ‘no’ to us,"]),
        ("“He told me “go” and I went,” she said.", ["He told me “go” and I went,"]),
        ("No marks at all.", []),
        ("", []),
    ],
)
def test_marks_are_paired(text, found):
    assert quoted(text) == found


def test_a_quotation_runs_over_paragraphs_that_open_again():
    text = "“We came early.\n\n“We left late,” she said.\n\nThat was all."
    found = find_quotations(text, split_paragraphs(text))
    assert [(q.inner.of(text), q.closed, q.continues) for q in found] == [
        ("We came early.", False, False),
        ("We left late,", True, True),
    ]


def test_an_unclosed_quotation_ends_with_its_paragraph():
    text = '"We came early and never left.\n\nThe next day was calm.'
    assert quoted(text) == ["We came early and never left."]


def test_an_odd_mark_does_not_swallow_the_next_quotation():
    text = "“One,” he said. “Two he said.\n\n“Three,” she said."
    assert quoted(text)[0] == "One,"
    assert quoted(text)[-1] == "Three,"


def test_two_apostrophes_are_one_double_mark():
    text = "He said, ''We won.'' The players' cup was ''late,'' she said."
    quotations = find_quotations(text, split_paragraphs(text))
    assert [q.span.of(text) for q in quotations] == ["''We won.''", "''late,''"]
    assert quoted(text) == ["We won.", "late,"]


@given(st.text(alphabet="ab c.,!\n\"'“”‘’«»„-1", max_size=120))
def test_spans_are_in_order_inside_their_paragraph_and_never_overlap(text):
    paragraphs = split_paragraphs(text)
    last = 0
    for quotation in find_quotations(text, paragraphs):
        assert last <= quotation.span.start < quotation.span.end <= len(text)
        assert quotation.span.contains(quotation.inner)
        assert any(p.contains(quotation.span) for p in paragraphs)
        last = quotation.span.end


@given(st.text(alphabet="ab c.\n\r\t", max_size=80))
def test_paragraphs_cover_all_words_and_hold_no_blank_line(text):
    paragraphs = split_paragraphs(text)
    outside = list(text)
    for paragraph in paragraphs:
        assert paragraph.of(text) == paragraph.of(text).strip()
        outside[paragraph.start : paragraph.end] = [""] * len(paragraph.of(text))
    assert not "".join(outside).strip()


def test_a_single_quotation_that_runs_on_holds_the_double_marks_behind_its_opening():
    text = "'We saw “lights” over the pier.\n\n'They went out again.'"
    found = find_quotations(text, split_paragraphs(text))
    assert [q.span.of(text) for q in found] == text.split("\n\n")


@pytest.mark.parametrize(
    "unit",
    ["'a ", "‘a ", "“a ", '"a ', "„a ", "''a ", "“a”", ": 'a. ", "' ", "'a\n\n", "\n \t", " "],
)
def test_marks_are_paired_in_one_pass(unit):
    """Once, 100,000 characters took minutes, by the square of their number: four times as many
    took sixteen times as long, where four is right."""

    def seconds(characters: int) -> float:
        text = unit * (characters // len(unit))
        found = []
        for _ in range(3):
            start = time.process_time()
            find_quotations(text, split_paragraphs(text))
            found.append(time.process_time() - start)
        return min(found)

    assert seconds(60_000) < 10 * seconds(15_000)


@given(st.text(alphabet=" \n\t\u00a0ab", max_size=60))
def test_paragraphs_are_parted_by_blank_lines(text):
    parted = re.split(r"\s*\n\s*\n\s*", text.strip())
    assert [p.of(text) for p in split_paragraphs(text)] == [part for part in parted if part]
