"""That a passage changes its voice is said only where the marks can be trusted."""

from __future__ import annotations

import pytest

from framing import analyse, compare, read
from framing.evidence.voice_shifts import Shift, voice_shift

WORDS = "the old pier was a danger to every ship and should have been closed"
QUOTES = f'The report said that "{WORDS}" years before the storm came in from the sea.'
ASSERTS = f"Dockers knew that {WORDS} years before the storm came in from the sea."
MARKS = 'The mayor called it "a sad day".'
POST = "I knew nothing about the old pier and the danger that it was to every ship in the harbour."


def _shift(tmp_path, one: str, other: str) -> Shift | None:
    for name, text in (("alder", one), ("birch", other)):
        (tmp_path / f"{name}.txt").write_text(f"Pier in harbour closed\n\n{text}\n", "utf-8")
    comparison = compare(analyse(read(tmp_path)))
    by_id = {analysis.article.id: analysis for analysis in comparison.analyses}
    passage = max(comparison.shared, key=lambda shared: shared.spans[0].end - shared.spans[0].start)
    return voice_shift(passage, by_id)


@pytest.mark.parametrize(
    ("one", "other", "shift"),
    [
        (QUOTES, f"{ASSERTS} {MARKS}", Shift.QUOTED),
        (QUOTES, f'{ASSERTS} {MARKS} "{WORDS.capitalize()}," said Ann Lund.', None),
        (QUOTES, ASSERTS, None),  # this copy has lost all its marks, or never had one
        (f'"{POST}" he said. {MARKS}', f"{POST} {MARKS}", None),  # an embedded post
    ],
    ids=["quoted in one", "quoted there, too, in another place", "no marks at all", "first person"],
)
def test_voices_of_the_same_words(tmp_path, one, other, shift):
    assert _shift(tmp_path, one, other) is shift
