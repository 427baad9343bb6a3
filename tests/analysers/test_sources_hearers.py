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
        ("A report by the council showed that the pipes were old.", "A report by the council"),
    ],
)
def test_who_tells_is_a_speaker(text, who):
    assert told(text) == {who}
