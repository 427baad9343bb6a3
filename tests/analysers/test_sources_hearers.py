"""Who is told something and what shows something are no speakers, on own sentences."""

from __future__ import annotations

import pytest

from tests.analysers.test_sources import statements


def told(text: str) -> set[str | None]:
    """The words for all speakers of an article."""
    return {s.speaker for s in statements(text) if s.speaker_id}


@pytest.mark.parametrize(
    "text",
    [
        "The guests were told to leave the hall by noon.",
        "Fellow sailors were called by phone, and told to wait for him.",
        "Residents of Kelm told to boil their water\n\nThe pipes broke on Monday.",
        "He came back across the border with symptoms that suggested a fever.",
        "A scan then showed there was ice in the pipe.",
        "Launch failures showed that the rocket was not ready.",
    ],
)
def test_who_hears_and_what_shows_is_no_speaker(text):
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The guests were told by the owner to leave the hall.", "the owner"),
        ("The mayor told residents to boil their water.", "The mayor"),
        ("The mayor suggested the pipes had burst in May.", "The mayor"),
        ("The first lady revealed that the ball would be held in May.", "The first lady"),
        ("A report by the council showed that the pipes were old.", "A report by the council"),
    ],
)
def test_who_tells_is_a_speaker(text, who):
    assert told(text) == {who}


def test_who_is_from_a_place_that_nobody_knows_is_not_of_where_the_article_is_set():
    text = (
        "The beaches of Spain were shut on Monday, and those of Seville and Madrid with them. "
        "Spain said so. Lena Stoth, from South Yarnshire, said she had booked a week in Seville."
    )
    told_last = max(statements(text), key=lambda s: s.content[0].start)
    assert (told_last.speaker_id, told_last.country) == ("lena-stoth", None)
