"""The medium through which words come, in copy of kinds that went wrong on articles never seen: one
invented example each."""

from __future__ import annotations

import pytest

from evaluation.sources_cases import plain_article
from framing.analysers.sources import Sources
from framing.models import Statement
from framing.text.parse import parse_articles


def statements(text: str, outlet: str = "Own Courier") -> tuple[Statement, ...]:
    analyser = Sources()
    article = plain_article(text, outlet=outlet)
    parsed = next(parse_articles([article], analyser.needs))
    return tuple(s for s in analyser.analyse(parsed, article).statements if s.speech)


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("Olo told The Lookout that the dam had burst.", "The Lookout"),
        ("Olo told kelm-dispatch.com.au that the dam had burst.", "kelm-dispatch.com.au"),
        ("Speaking to the BBC, Olo said the dam had burst.", "BBC"),
        ("Engineers contacted by Reuters said the dam would burst.", "Reuters"),
        ("In an op-ed for the Washington Post on May 3, Olo wrote that the dam leaked.", "Washington Post"),
        ("Writing an opinion piece for The New York Times, Olo said the dam leaked.", "New York Times"),
        ("Police said two men were hurt when a barge caught fire, sending sparks into the crowd, "
         "Kelm.net.au reported.", "Kelm.net.au"),
        ("Olo told the council: “Go home. Is everybody safe?” Reuters reported.", "Reuters"),
        ("Olo told me that the dam had burst.", "Own Courier"),
        ("Olo told state-run outlet China Daily that the dam had burst.", "China Daily"),
        ("Olo told Chinese media that the dam had burst.", "Chinese media"),
        ("Olo told Good Morning Norland: “The dam has burst.”", "Good Morning Norland"),
        ("Olo told Eva Lund: “The dam has burst.”", None),
        ("Olo said that her son had told me the dam had burst.", None),
        ("Olo said on TV that the dam had burst.", None),
        ("Olo told The Hague that the dam had burst.", None),
        ("The dam had burst on Monday, according to a Reuters reporter in Kelm.", None),
    ],
)  # fmt: skip
def test_the_medium_is_told(text, via):
    assert [s.via for s in statements(text)] == [via]


def test_the_outlets_own_name_is_that_of_a_medium():
    (told,) = statements("Olo told Kelm Matters that the dam had burst.", outlet="Kelm Matters")
    assert told.via == "Kelm Matters"


def test_a_short_name_is_that_of_the_medium_named_before():
    told = statements(
        "Eva Lund told the Daily Mail that the dam had burst.\n\n"
        "“It was loud,” Petteri Olo, 60, told the Mail."
    )
    assert [s.via for s in told] == ["Daily Mail", "Daily Mail"]


def test_who_talks_to_a_medium_goes_on_until_somebody_else_speaks():
    told = statements(
        "Eva Lund told Reuters that the dam had burst. “It was loud,” she added.\n\n"
        "The mayor, Petteri Olo, said the road was closed.\n\n"
        "She said the boats had come late."
    )
    assert [s.via for s in told] == ["Reuters", "Reuters", None, None]


def test_where_a_name_begins_anew_the_interview_may_be_over():
    told = statements("Eva Lund told Reuters that the dam had burst. Lund said it had leaked.")
    assert [s.via for s in told] == ["Reuters", None]


def test_another_occasion_ends_the_interview():
    told = statements(
        "Eva Lund told Reuters that the dam had burst. She said in a statement that it had leaked."
    )
    assert [s.via for s in told] == ["Reuters", None]


@pytest.mark.parametrize(
    "text",
    [
        "Citing two officials, the Yonhap news agency reported that the ship had sunk.",
        "The ship had sunk off Kelm, Yonhap reported, citing two officials.",
    ],
)
def test_whom_a_medium_cites_speaks_through_it(text):
    (told,) = statements(text)
    assert (told.speaker, told.via) == ("two officials", "Yonhap")


def test_a_reason_that_a_medium_gives_is_nobody_that_it_cites():
    (told,) = statements("Yonhap reported that the ship would not sail, citing the cost of fuel.")
    assert (told.speaker, told.via) == ("Yonhap", None)
