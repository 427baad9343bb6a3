"""Who is meant by a pronoun, a description, a board or a signature, where the copy has named them:
one invented example of each kind."""

from __future__ import annotations

import pytest

from evaluation.sources_cases import plain_article
from framing.analysers.sources import Sources
from framing.models import Naming, Statement, Voice
from framing.people.gather import personal_name
from framing.text.parse import ParsedArticle, parse_articles
from framing.text.voices import with_voices


def read(text: str) -> tuple[ParsedArticle, tuple[Statement, ...]]:
    analyser = Sources()
    article = plain_article(text, outlet="Own Courier")
    parsed = next(parse_articles([article], analyser.needs))
    return parsed, analyser.analyse(parsed, article).statements


def said(text: str, words: str) -> Statement:
    """The statement whose content holds the words."""
    found = read(text)[1]
    return next(s for s in found if any(words in c.of(text) for c in s.content))


def test_he_is_no_company_however_near_its_name_stands():
    text = (
        "Orbex shares fell on Monday. Orbex Chief Executive Otto Dahl is putting pressure on the "
        "port. Orbex has a long record of hostile bids for its rivals. He said the offer was final."
    )
    assert said(text, "offer was final").speaker_id == "otto-dahl"


def test_what_has_been_it_is_no_he():
    text = (
        "Otto Dahl said the Kelmar had passed. The Kelmar is new, and it promised calm seas.\n\n"
        "He said the crew was proud."
    )
    assert said(text, "crew was proud").speaker_id == "otto-dahl"


def test_he_is_the_only_person_named_however_far_back():
    filler = "The boat left the harbour in the rain.\n\n" * 6
    text = f"Otto Dahl said the boat was ready.\n\n{filler}He later said the paint was his choice."
    assert said(text, "paint was his choice").speaker_id == "otto-dahl"


def test_whom_a_quoted_post_names_does_not_go_on_as_he():
    text = (
        "The address drew a furious response from President Eva Brandt's rival, Mayor Otto Dahl, "
        "via Twitter.\n\n"
        "'Norland Leader Jan Lund just stated that the 'harbour key is on his desk at all times.'\n"
        "\n'Will someone please tell him that I have a key, and that mine opens the gate!' he said."
    )
    (told,) = [s for s in read(text)[1] if any("tell him" in c.of(text) for c in s.content)]
    assert told.speaker_id == "otto-dahl"
    assert any("Jan Lund just stated" in c.of(text) for c in told.content)


def test_a_quotation_opened_anew_in_single_marks_is_one_speakers():
    text = (
        "'Test runs mostly carry blocks of steel,' Dahl said.\n\n"
        "'That seemed dull to all of us.\n\n"
        "'So we decided to send something else.\n\n"
        "'The load will be an old piano, on a ship of its own.'\n\n"
        "The port had no comment."
    )
    assert said(text, "seemed dull").speaker_id == said(text, "old piano").speaker_id == "dahl"


POST = "The ferry sails next month. It will be loud. — Otto Dahl (@ottodahl) May 2, 2017"


def test_a_post_is_its_signers_own_words():
    text = f"Dahl runs the port of Kelm.\n{POST}\nThe port was built in 1920."
    parsed, found = read(text)
    told = next(s for s in found if s.speaker_id == "otto-dahl")
    assert told.voice is Voice.DIRECT
    assert told.speech
    sentences = with_voices(parsed, found).sentences
    loud = next(s for s in sentences if "ferry sails" in s.span.of(text))
    assert loud.voice is Voice.DIRECT


def test_a_post_within_a_paragraph_is_its_signers_last_sentence():
    text = (
        "People have complained about the new ferry to Kelm. What a dull boat! #kelm "
        "pic.example.com/x -- Lena Brandt (@lenabr) November 8, 2016 The port has no comment."
    )
    told = said(text, "What a dull boat")
    assert (told.speaker_id, told.voice) == ("lena-brandt", Voice.DIRECT)
    assert not any("complained" in c.of(text) for c in told.content)


def test_a_name_behind_the_united_nations_is_the_ambassadors():
    text = "His ambassador to the United Nations Eva Lund dismissed the offer of talks."
    told = said(text, "offer of talks")
    assert (told.naming, told.speaker_id) == (Naming.NAMED, "eva-lund")


def test_one_person_holds_the_offices_of_two_bodies():
    text = "Orbex CEO and Volta founder Lena Brandt said the car was red."
    told = said(text, "car was red")
    assert (told.naming, told.speaker_id) == (Naming.NAMED, "lena-brandt")


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        ("Norland regulators this month said the merger was fine.", "fine", "Norland regulators"),
        ("Otto Dahl on Nov. 2, 2017, announced that the firm moves.", "moves", "Otto Dahl"),
    ],
)
def test_when_it_was_said_is_no_part_of_who_said_it(text, words, source):
    told = said(text, words)
    assert told.source is not None
    assert told.source.of(text) == source
    assert told.speaker == source


def test_a_board_is_its_body():
    text = (
        "Shares of Orbex fell. Orbex said it would review the bid. Orbex's board rejected the "
        "first bid in May, saying it was too low."
    )
    told = said(text, "too low")
    assert (told.speaker, told.naming) == ("Orbex", Naming.INSTITUTION)


def test_the_board_is_that_of_the_one_whose_board_was_told_before():
    text = (
        "Shares of Orbex fell. In a statement, Orbex said its board would review the proposal.\n\n"
        "The board rejected an earlier offer, saying it undervalued the firm."
    )
    assert said(text, "undervalued").speaker == "Orbex"


def test_the_firm_of_a_city_is_the_one_that_sits_there():
    text = (
        "Oslo-based Orbex, a chip maker, raised its bid for Volta Corp. The offer is final.\n\n"
        "Volta Corp said it had received it. The Oslo-based firm said it would pay a fee."
    )
    assert (said(text, "pay a fee").speaker or "").startswith("Oslo-based Orbex")


def test_the_founder_is_whom_the_article_names_as_such():
    text = (
        "Lena Brandt founded Orbex in 2002. The rocket flies in May.\n\n"
        "The Orbex founder said the load was a piano."
    )
    assert said(text, "a piano").speaker_id == "lena-brandt"


def test_a_founder_whom_nobody_names_is_not_called_unnamed():
    text = "The Orbex founder said the load was a piano."
    assert said(text, "a piano").naming is None


def test_the_site_is_the_medium_named_before():
    text = (
        "Dahl has told The Guardian that he made it up.\n\nHowever, the site says the load is real."
    )
    assert said(text, "load is real").speaker_id == "guardian"


def test_an_office_of_somebodys_is_of_their_country():
    text = (
        "Norwegian President Otto Dahl has said the games will be safe.\n\n"
        "A spokesperson for Dahl's office said they were reviewing the speech."
    )
    assert said(text, "reviewing the speech").countries == ("NO",)


@pytest.mark.parametrize(
    ("medium", "countries"), [("Reuters", ()), ("Xinhua", ("CN",)), ("The Japan Times", ("JP",))]
)
def test_a_medium_has_a_country_where_its_name_or_its_state_tells(medium, countries):
    assert (
        said(f"{medium} reported that the port was shut.", "port was shut").countries == countries
    )


def test_the_report_is_of_who_released_one():
    text = (
        "State news agency KCNA released a report Saturday promising that the port would grow.\n\n"
        '"Do not expect any change in its policy," the report read.'
    )
    told = said(text, "Do not expect")
    assert (told.naming, told.countries) == (Naming.DOCUMENT, ("KP",))


def test_the_writers_own_words_are_nobodys_whom_they_quote():
    text = (
        'Otto Dahl says the launch will be "exciting." The rocket is new.\n\n'
        'Did I say "sea-worthy?" That is an understatement.'
    )
    own = [s for s in read(text)[1] if any("sea-worthy" in c.of(text) for c in s.content)]
    assert not any(s.speech or s.speaker_id for s in own)


def test_us_in_capitals_is_a_country_and_not_the_writer():
    text = '"We are calm," the mayor said. The US condemned the raid on the port.'
    assert said(text, "raid on the port").countries == ("US",)


def test_a_possessor_before_a_surname_is_no_given_name():
    assert str(personal_name("Norland's Dahl", "dahl")) == "Dahl"
