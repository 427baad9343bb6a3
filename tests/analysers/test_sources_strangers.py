"""Kinds of copy in which strangers to the samples went wrong: one invented example each."""

from __future__ import annotations

import pytest

from framing.models import Naming, Role, Statement
from tests.analysers.test_sources import content, statements


def said(text: str, words: str) -> Statement:
    """The statement with these words."""
    return next(s for s in statements(text) if words in content(text, s))


PRINCE = (
    "The band played a tribute to Prince at the hall in Kelm. Two years ago, Prince gave an "
    "interview in which he called holograms “cruel.” “A hologram is a ghost and should not sing,” "
    "he said. In the end the drummers played the songs of Prince and left."
)


def test_a_name_that_is_also_an_office_is_a_name():
    told = said(PRINCE, "should not sing")
    assert told.speaker_id == "prince"
    assert told.naming is Naming.NAMED
    assert told.role is not Role.GOVERNMENT


@pytest.mark.parametrize(
    "text",
    [
        "The prince visited Kelm. “A bridge is a promise to everyone here,” the Prince said.",
        "The crowd met Prince Otto in Kelm. “A bridge is a promise to us,” said Prince Otto.",
    ],
)
def test_a_prince_is_one(text):
    assert said(text, "is a promise").role is Role.GOVERNMENT


@pytest.mark.parametrize(
    ("text", "words", "role"),
    [
        ("Shadow Chancellor Jan Lund said the plan was too dear.", "too dear", Role.OTHER),
        ("Shadow home secretary Eva Dahl said the law had failed.", "had failed", Role.OTHER),
        ("Labour leader Jan Lund said the vote was lost.", "was lost", Role.OTHER),
        ("Labour MP Jan Lund said the vote was lost.", "was lost", Role.GOVERNMENT),
        ("Jan Lund, who lives near the station, said it was loud.", "was loud", Role.CITIZEN),
        ("Fellow passenger Jan Lund, 30, said the tram sped up.", "sped up", Role.CITIZEN),
    ],
)
def test_roles_of_parties_and_of_private_people(text, words, role):
    assert said(text, words).role is role


def test_who_stands_right_before_himself_says_so():
    text = (
        "The reef was the kind of prize Otto Lund himself described as “the most useless thing in "
        "the world”."
    )
    assert said(text, "most useless").speaker == "Otto Lund himself"


def test_a_veteran_is_no_soldier():
    text = "Navy veteran Jan Lund said the tram had not slowed down."
    assert said(text, "had not slowed").role is not Role.MILITARY


def test_he_is_not_whom_somebody_is_only_compared_with():
    text = (
        "Eva Dahl watched the show. On the stage the singer did some work with the stand, of no "
        "Otto Lund calibre, but nice. “Put your hands up, everyone in Kelm,” he hollered."
    )
    assert said(text, "Put your hands").speaker_id != "otto-lund"


def test_a_man_who_speaks_is_not_another_one_who_is_told_of():
    text = (
        "Hundreds came to the square. Addressing the crowd one man said: “There is a hole in my "
        "life.”\n\nPolice said the tram was too fast. The 42-year-old man from Oslo was released."
    )
    told = said(text, "hole in my life")
    assert (told.speaker, told.countries) == ("one man", ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Great pop music expresses things that nobody can say.", "things"),
        ("The rest of the show encouraged Lund to sing of the sea.", "to sing"),
        ("There was no end to the cheerful single he wrote for the film “Snow.”", "Snow"),
        ("Otto Lund, 19, was described as a “friendly and kind” lad.", "friendly"),
    ],
)
def test_nobody_says_so(text, words):
    assert not [s for s in statements(text) if s.speech and words in content(text, s)]


def test_of_whom_others_tell_is_no_speaker():
    text = "Mother-of-two Eva Lund, 35, was described as an “amazing” mother."
    assert all(s.speaker_id != "eva-lund" for s in statements(text))


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        (
            "Conservative backbencher Jan Lund told a march that it was late. ‘We would have been "
            "out by now,’ he said.\n\nThe Kelmborough MP added: ‘I will stand up for the plan.’",
            "stand up",
            "jan-lund",
        ),
        (
            "Jan Lund has pledged to stay. The former prime minister said so on Monday. Mr Lund "
            "said a deal was near. The former Labour leader also told a channel that help was late.",
            "help was late",
            "jan-lund",
        ),
        (
            "The Oslo Mayor has warned that more may be hurt.\n\nBuses were sent to the square. "
            "Oslo Mayor Jan Lund said he was in contact with the police.",
            "more may be hurt",
            "jan-lund",
        ),
        (
            "Fellow passenger Jan Lund, 30, said a woman fell on him. The gutter cleaner from "
            "Oslo, who hurt his arm, said: “We hit the bend and everyone went flying.”",
            "hit the bend",
            "jan-lund",
        ),
    ],
)
def test_a_description_is_the_person_whom_the_article_has_so(text, words, key):
    assert said(text, words).speaker_id == key


def test_another_person_is_not_whom_a_description_varies():
    text = (
        "Passenger Eva Dahl said the tram was full and very late. The driver, who was on his first "
        "tour, said the brakes had failed."
    )
    assert said(text, "brakes had failed").speaker_id != "eva-dahl"


def test_the_company_is_whose_plant_it_is_and_no_county():
    text = (
        "Orbex makes cars in Norway. Shares of Orbex fell. It would be hard for Orbex to keep its "
        "stock at its Dahlshire plant, the company said, and so work would be stopped."
    )
    assert said(text, "hard for Orbex").speaker_id == "orbex"


def test_nothing_is_told_of_somebody_of_another_time_by_where_the_article_is_set():
    text = (
        "The singer played in Oslo, and the stage in Bergen was full. “Fame is but a wind,” Thomas "
        "Corwin wrote, in 1611. Fans in Trondheim liked the album and the songs of the band."
    )
    told = said(text, "but a wind")
    assert (told.role, told.countries) == (None, ())


def test_the_medium_is_the_one_that_is_named():
    text = "A senior party source told The Sunday Times: “A review is expected this year.”"
    assert said(text, "A review").via == "Sunday Times"


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "It was loud. (Photo: Dahlgren) Passengers described how the tram had sped up.",
            "sped up",
            "Passengers",
        ),
        (
            "Eva Lund Image caption Otto Dahl said that no trams would run.",
            "no trams",
            "Otto Dahl",
        ),
        (
            "People were hurt.\n\nBBC Police have confirmed a man has been arrested.",
            "has been arrested",
            "Police",
        ),
    ],
)
def test_a_credit_is_no_part_of_who_speaks(text, words, speaker):
    assert said(text, words).speaker == speaker


def test_they_who_also_confirm_it_have_spoken():
    text = (
        "Police said the tram was removed on Monday. Three men were named among the dead by friends "
        "and relatives. They also confirmed that the driver was held."
    )
    assert said(text, "the driver was held").speaker == "Police"


def test_the_agency_is_that_of_the_spokeswoman_and_not_who_spoke_before():
    text = (
        "The ferry turned back on Monday, NLA said in a statement.\n\n"
        "FBI spokeswoman Eva Lund said the agency spoke to the crew and made no arrest.\n\n"
        "NLA said it was looking into the matter. “We are sorry,” the airline said."
    )
    assert said(text, "looking into").role is not Role.GOVERNMENT
    assert said(text, "We are sorry").role is Role.BUSINESS


def test_the_firm_is_the_one_that_was_called_so_and_not_who_reports_on_it():
    text = (
        "The papers are of the law firm Lund Dahl. KRO reports that the firm set up shells. "
        "KRO said that an audit had found them."
    )
    assert said(text, "an audit").role is not Role.BUSINESS
