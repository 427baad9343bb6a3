"""Who is described in one sentence and named in the next, on own sentences."""

from __future__ import annotations

import pytest

from framing.models import Naming, Role
from tests.analysers.test_sources import content, statements


def speakers_in(text: str) -> list[str | None]:
    """The ids of the speakers of all statements, in text order, each once."""
    found = sorted(statements(text), key=lambda s: s.content[0].start)
    return list(dict.fromkeys(s.speaker_id for s in found))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            "The number of boats in the strait has fallen, a Norwegian geologist has said.\n\n"
            "Otto Brandvold, citing the port's records, said 40 had come in May.",
            "otto-brandvold",
        ),
        (
            "Norland's foreign minister told the assembly that the sanctions were a mistake.\n\n"
            "Ari Yong Dal told the delegates that his country had kept its word.\n\n"
            'The minister added: "We have waited for a year."',
            "ari-yong-dal",
        ),
        (
            "Equihaus' founder and chief executive said the app would be back.\n\n"
            "“We were told on Friday,” Pavel Dahlin said.",
            "pavel-dahlin",
        ),
        (
            "A judge in Kelm ruled that the gate must be opened. Judge Mark Scarso ruled that the "
            "owners had closed it without a reason.",
            "mark-scarso",
        ),
        (
            "A government spokesman said the talks would go on. The army was waiting at the river. "
            '"They are not over," the spokesman, Malam Garo, said.',
            "malam-garo",
        ),
        (
            "A Norwegian police union boss has criticised the fair, saying it is not safe. Jan "
            "Wendel, of the Norwegian police union, said the gate was too narrow.",
            "jan-wendel",
        ),
        (
            "At least 70 boats were lost in the storm, a monitor said on Thursday. The Coastal "
            "Observatory for Human Rights said 30 of them were from Kelm. "
            "The Kelm-based monitor said the rest came from the islands.",
            "coastal-observatory-for-human-rights",
        ),
    ],
)
def test_a_description_and_the_name_behind_it_are_one_speaker(text, key):
    assert speakers_in(text) == [key]


@pytest.mark.parametrize(
    "text",
    [
        # another office
        "A flight attendant said the guests had left. Airline spokesman Jan Lund said they had not.",
        # the name has been told of before
        "Jan Lund owns the ferry. A geologist from Kelm said it was late. Jan Lund said it was not.",
        # the article calls the named one something else
        "A geologist from Kelm said the ferry was late. Jan Lund said it was not. President Lund spoke "
        "on Monday.",
        # nobody but the name's gender tells them apart
        "A woman from Kelm said the ferry was late. Peter Lund said it was not.",
        # somebody else speaks between
        "A geologist from Kelm said the ferry was late. A sailor from Kelm waited. Jan Lund said it was "
        "early.",
        # two of a trade
        "A rights group said the jail was full. Equihaus Inc said it would build another one.",
        "The Singapore-based firm Coldbrook made a bid for Equihaus on Monday. Equihaus said it "
        "would look at it. The Singapore-based firm said it was a good one.",
    ],
)
def test_who_may_be_another_stays_apart(text):
    assert len(speakers_in(text)) == 2


def test_what_the_description_tells_is_told_of_the_name():
    text = (
        "The pass is closed, a Norwegian lawmaker has said.\n\nOtto Brandvold said it was the ice.\n\n"
        "Mr Brandvold said the road would open in May."
    )
    found = statements(text)
    assert [(s.naming, s.role, s.country) for s in found] == [
        (Naming.NAMED, Role.GOVERNMENT, "NO")
    ] * 3
    assert content(text, found[0]) == "The pass is closed"


def test_an_office_in_capitals_is_no_name():
    text = (
        "Madhya Chief Minister Sanjay Chohan said he was well. The Chief Minister also warned that "
        "the floods would come back."
    )
    assert speakers_in(text) == ["sanjay-chohan"]
