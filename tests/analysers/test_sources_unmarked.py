"""Attributions in copy that has lost its commas, on own sentences."""

from __future__ import annotations

import pytest

from framing.analysers.sources.unmarked import lost_its_commas
from tests.analysers.test_sources import content, statements

_BEFORE = (
    "Two bridges fell in the storm on Monday and the road to Kelm was shut for a day. The water "
    "rose by a metre in an hour and the harbour was cut off from the town. Most of the boats had "
    "left by then and nobody was hurt. "
)


def last(text: str) -> tuple[str | None, str, str | None]:
    """Who speaks in the last statement, what, and through whom."""
    found = max(statements(_BEFORE + text), key=lambda s: s.content[0].start)
    return found.speaker, content(_BEFORE + text, found), found.via


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        (
            "Two shells hit the old town near the mill a source at Kelm Police Command told the "
            "agency.",
            "a source at Kelm Police Command",
            "Two shells hit the old town near the mill",
        ),
        (
            "Another five people were killed in the raid on the village of Sheikh Said the Coastal "
            "Observatory for Human Rights reported on Thursday.",
            "the Coastal Observatory for Human Rights",
            "Another five people were killed in the raid on the village of Sheikh Said",
        ),
        (
            "The rocks fired from the hill also wounded 25 others Otto Abu Dahl told the agency.",
            "Otto Abu Dahl",
            "The rocks fired from the hill also wounded 25 others",
        ),
        (
            "The ice had hit three ships in the town of Kelm activist Otto Dahl said.",
            "Kelm activist Otto Dahl",
            "The ice had hit three ships in the town of Kelm",
        ),
    ],
)
def test_who_closes_a_sentence_without_a_comma_speaks(text, speaker, said):
    assert last(text)[:2] == (speaker, said)


def test_a_medium_that_closes_a_sentence_relays_who_opens_it():
    speaker, said, via = last(
        "Health director Otto Hazur said five people had died in the old town on Tuesday the "
        "official SANA news agency reported."
    )
    assert (speaker, said, via) == (
        "Health director Otto Hazur",
        "five people had died in the old town on Tuesday",
        "SANA",
    )


def test_a_new_source_is_the_one_who_goes_on():
    text = _BEFORE + (
        "A source at Kelm Police Command said three boats were lost. Two shells hit the mill by "
        "the river a source at Lindau Police Command told SANA. The mill stood empty since May the source "
        "confirmed."
    )
    found = sorted(statements(text), key=lambda s: s.content[0].start)[-3:]
    assert [s.speaker for s in found] == [
        "A source at Kelm Police Command",
        "a source at Lindau Police Command",
        "a source at Lindau Police Command",
    ]


def test_copy_with_its_commas_is_read_by_them():
    assert lost_its_commas(_BEFORE)
    assert not lost_its_commas(_BEFORE + "It was late, the mayor said.")
