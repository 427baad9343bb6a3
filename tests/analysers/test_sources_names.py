"""Whom copy names behind a place's or a body's name, by a surname that every reader knows, or not at
all: own sentences of kinds that went wrong on stories never seen."""

from __future__ import annotations

import pytest

from framing.analysers.sources.leaders import leads
from framing.models import Naming, Role
from tests.analysers.test_sources import content, statements


@pytest.mark.parametrize(
    ("text", "naming", "who"),
    [
        (
            "His ambassador to the United Nations Nikki Lund said it was over.",
            "named",
            "nikki-lund",
        ),
        ("Spokesman for the Ministry of Defence Jan Lund said it was over.", "named", "jan-lund"),
        ("A lawyer for actress Eva Lund said it was over.", "unnamed", "unnamed-lawyer"),
        ("The director of the Robert Koch Institute said it was over.", "unnamed", None),
        ("A spokesman for President Jan Lund said it was over.", "unnamed", "unnamed-spokesman"),
    ],
)
def test_a_name_behind_a_bodys_is_whose_the_office_is(text, naming, who):
    statement = statements(text)[0]
    assert statement.naming is Naming(naming)
    assert who is None or statement.speaker_id == who


@pytest.mark.parametrize(
    ("text", "said", "who"),
    [
        (
            "More homes were lost than the council’s office initially estimated, Equihaus said on "
            "Monday.",
            "More homes were lost than the council’s office initially estimated",
            "equihaus",
        ),
        (
            "That word led an Oslo judge in December to dismiss claims against the firm.",
            "claims against the firm",
            "unnamed-judge",
        ),
    ],
)
def test_whose_words_a_verb_in_front_hides(text, said, who):
    statement = statements(text)[0]
    assert content(text, statement) == said
    assert statement.speaker_id == who


def test_the_clause_behind_which_is_of_the_place_named_right_before_it():
    text = "Paris is on a collision course with Washington which warned that the deal would fail."
    assert statements(text)[0].speaker_id == "us-government"


def test_a_country_is_its_government_whatever_else_it_is_called():
    statement = statements("India, the largest importer of arms, said it would buy more.")[0]
    assert (statement.speaker_id, statement.role) == ("in-government", Role.GOVERNMENT)


def test_both_men_are_the_two_who_spoke():
    text = "Mr Lund and President Dahl said the talks were good. Both men said they would go on."
    first, second = statements(text)
    assert first.speaker_id == second.speaker_id


def test_a_companys_first_word_is_the_company():
    text = (
        "The product's makers, Oslo-based Equihaus International, said it had changed the design. "
        "Equihaus said the move was down to cost. The company said it was sorry."
    )
    assert len({s.speaker_id for s in statements(text)}) == 1
    assert {s.naming for s in statements(text)} == {Naming.INSTITUTION}


def test_who_is_named_among_a_crowd_is_one_of_it():
    text = 'Consumers said the bar was bad. Lena Stoth said: "Fair enough." Trump said it was good.'
    assert [s.role for s in statements(text)] == [Role.CITIZEN, Role.CITIZEN, None]


def test_every_fan_is_no_fan_of_the_article():
    text = "Jan Lund, a fan of the team, said it was over. Every fan said it was over."
    first, second = statements(text)
    assert first.speaker_id != second.speaker_id


def test_what_anyone_might_say_is_no_speech():
    text = "Do not let anyone tell you that the deal is dead."
    assert not any(s.speech for s in statements(text))


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("He met Volodymyr Zelensky on Monday. Mr Zelensky said he was glad.", "UA"),
        ("Putin's spokesman Jan Lund said he was glad.", "RU"),
        ("Trump supporters said they were glad.", "US"),
        ("Melania Trump spoke. Mrs Trump said she was glad.", None),
        ("Mr Brown said he was glad.", None),
    ],
)
def test_of_what_country_leaders_are_every_reader_knows(text, country):
    assert statements(text)[-1].country == country


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Prime Minister Brown left.", "Brown", "GB"),
        ("Eva Brown left. Brown wept.", "Brown", ""),
        ("Xi left.", "Xi", "CN"),
        ("Kim left.", "Kim", ""),  # of two countries
        ("", "Theresa May", "GB"),
    ],
)
def test_a_surname_is_a_leaders_where_the_article_says_so(text, name, code):
    assert leads(text, name) == code


def test_the_president_elect_is_who_was_elected():
    text = 'President-elect Jan Lund met her. Mr Lund wept. "It is over," the president-elect said.'
    assert statements(text)[-1].speaker_id == "jan-lund"


def test_a_quotation_behind_a_colon_is_of_the_clause_before_it():
    text = (
        "Jan Lund spoke on Monday. One comment got more than 8,000 likes on Weibo: “The medals are "
        "clean, and we won them with our skill!” Lund said he was glad."
    )
    assert statements(text)[0].naming is Naming.DOCUMENT


def test_a_trade_with_an_age_and_no_employer_is_no_experts():
    text = (
        "Liz Stoth, a 36-year-old physical therapist, said it was great. Ida Holm, 57, an engineer "
        "at the council, said it was not."
    )
    first, second = statements(text)
    assert first.role is Role.CITIZEN
    assert second.role is not Role.CITIZEN
