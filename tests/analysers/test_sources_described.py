"""What is said about speakers of kinds that went wrong on stories never seen: own sentences."""

from __future__ import annotations

import pytest

from evaluation.sources_cases import plain_article
from framing.analysers.sources import Sources
from framing.models import Naming, Role, Statement
from framing.text.parse import parse_articles
from tests.analysers.test_sources import content, statements


def told(text: str, words: str) -> Statement:
    """The statement with these words."""
    return next(s for s in statements(text) if words in content(text, s))


@pytest.mark.parametrize(
    ("text", "naming"),
    [
        ("The authorities said the bridge was safe.", Naming.INSTITUTION),
        ("State media said the bridge was safe.", Naming.INSTITUTION),
        ("Norwegian forces said they had found no mine.", Naming.INSTITUTION),
        ("Aid groups said the camps had no water.", Naming.INSTITUTION),
        ("Figures from the ministry show that rents rose.", Naming.DOCUMENT),
        ("Senior figures said the party was lost.", Naming.UNNAMED),
        ("Rebels said they held the bridge.", Naming.UNNAMED),
    ],
)
def test_how_speakers_are_named(text, naming):
    assert statements(text)[0].naming is naming


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("A Gallup poll shows that voters want a new road.", Role.EXPERT),
        ("The article said the mayor knew of the leak.", Role.MEDIA),
        ("World leaders said they were shocked.", Role.GOVERNMENT),
        ("Church leaders said they were shocked.", Role.CIVIL_SOCIETY),
        ("The Americans said the deal was done.", Role.GOVERNMENT),
        ("The Chinese side said the deal was done.", Role.GOVERNMENT),
        ("The House said the bill was dead.", Role.GOVERNMENT),
        ("Chief Ana Lund said the river was sacred.", Role.GOVERNMENT),
        ("The U.S.-led coalition said it had hit a bridge.", Role.MILITARY),
        (
            "The Organisation for the Prohibition of Chemical Weapons said it had no proof.",
            Role.GOVERNMENT,
        ),
        ("A group of protesters said they would stay.", Role.CITIZEN),
        ("Campaign manager Otto Dahl said the tour was off.", Role.OTHER),
        ("County Executive Otto Dahl said the roads were shut.", Role.GOVERNMENT),
        (
            "Shares in Equihaus fell. Equihaus officials said the plant was safe.",
            Role.BUSINESS,
        ),
        (
            "He worked at companies like Equihaus and Orbex. Orbex said the plant was safe.",
            Role.BUSINESS,
        ),
        ("Facebook said the pages were gone.", Role.BUSINESS),
        ("A flight attendant said the bags were gone.", Role.BUSINESS),
        ("Chief presidential press secretary Ana Dahl said so often.", Role.GOVERNMENT),
        ("Norway's Lund said the talks were over.", Role.GOVERNMENT),
        ("Dozens of women said they had been hurt.", Role.CITIZEN),
        ("A survey asked them. Only 10 percent said they would stay.", Role.CITIZEN),
        ("Many reports said the bridge was gone.", Role.MEDIA),
        ("Eva Lund of Erie, Pa., said the snow was deep.", Role.CITIZEN),
        ("Iran and its allies said the talks were over.", Role.GOVERNMENT),
        ("The Russian Federation said the talks were over.", Role.GOVERNMENT),
        ("The Society of Motor Manufacturers said sales fell.", Role.BUSINESS),
        (
            "The charity Alder Hope runs nine homes. Eva Lund, chief executive of Alder Hope, said "
            "they were full.",
            Role.CIVIL_SOCIETY,
        ),
        (
            "Alder, a German defence contractor, is watched. Otto Dahl, a spokesman for Alder, said "
            "it was safe.",
            Role.BUSINESS,
        ),
        (
            "The police shut the road. An officer said the bus had burned.",
            Role.GOVERNMENT,
        ),
        ("On Saturday President Jan Lund said the dam would hold.", Role.GOVERNMENT),
    ],
)
def test_what_speakers_are(text, role):
    assert statements(text)[-1].role is role


def test_a_surname_is_no_office():
    text = "Ana King and Otto Marshall said the play was long."
    assert statements(text)[0].role is None


def test_who_is_named_in_an_article_about_films_is_of_them():
    text = (
        "The film won an Oscar. Its cast had met on the set of a movie whose soundtrack sold a "
        "million albums; the actor sang two songs. Otto Dahl said he was glad."
    )
    assert told(text, "he was glad").role is Role.OTHER


def test_its_statement_is_no_owner():
    text = (
        "The European Commission said it had searched four offices. Equihaus in its statement said "
        "it would help."
    )
    assert told(text, "it would help").role is not Role.GOVERNMENT


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Kyiv said the talks were over.", ("UA",)),
        ("Russias defence ministry said the talks were over.", ("RU",)),
        ("The U.S.-led coalition said it had hit a bridge.", ("US",)),
        ("World leaders said they were shocked by the flood in Oslo, Norway.", ()),
    ],
)
def test_whose_speakers_are(text, countries):
    assert statements(text)[0].countries == countries


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Ivo Kranz, professor at Sophia University, said the road was shut.", None),
        ("Ivo Kranz of the Meridian Institute for Strategy said the road was shut.", None),
        ("Ivo Kranz of the Brent Dahl Center said the road was shut.", None),
        ("Trains to Bremen are late. Ivo Kranz of the Bremen Dahl Center said it was late.", "DE"),
        ("A spokesman for the Chicago Police Department said the road was shut.", "US"),
        ("Labour Minister Dario Senn said the road was shut.", None),
        ("Labour leader Dario Senn said the road was shut.", "GB"),
    ],
)
def test_a_city_in_a_bodys_name_tells_a_country_where_the_article_bears_it_out(text, country):
    assert statements(text)[-1].country == country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "First Deputy Chairman of the Russian Federation Council's Defence Committee Franz "
            "Brandt said the road was shut.",
            "franz-brandt",
        ),
        (
            "Head of the Russian State Duma's Trade Committee Leonid Brandt said the road was shut.",
            "leonid-brandt",
        ),
    ],
)
def test_a_name_behind_the_body_that_its_bearer_heads(text, name):
    (said,) = statements(text)
    assert (said.naming, said.role) == (Naming.NAMED, Role.GOVERNMENT)
    assert (said.speaker_id, said.country) == (name, "RU")


def test_he_is_who_has_just_spoken_though_a_list_introduced_him():
    text = (
        "Apart from Mr. Dahl, the board includes Sandy Lind, a former manager; Lynn Fox, a former "
        "director; Dan Moren, a former executive; and Roger Kelm, an early investor in Orbex.\n"
        "A bill by State Senator Bob Hertz, a Democrat, would stop it, he said.\n"
        'Mr. Moren said he had joined the board in May.\n"It is late," he said.'
    )
    assert told(text, "It is late").speaker_id == "dan-moren"


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "In Oslo, the council called a meeting for Friday and UN chief Antonio Brandt said "
            "talks would be held next week.",
            "talks would be held",
            "UN chief Antonio Brandt",
        ),
        (
            "“We are late,” Lund said in a statement, despite Moscow and Beijing repeatedly "
            "denouncing the town's deeds.",
            "the town's deeds",
            "Moscow and Beijing",
        ),
    ],
)
def test_a_clause_of_somebody_else_is_theirs(text, words, speaker):
    assert told(text, words).speaker == speaker


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Eva Lund Otto Dahl in numbers. Otto Dahl said the road was shut. Otto Dahl said so.",
            "road was shut",
            "otto-dahl",
        ),
        (
            "First lady Anna Lund met the cook. President Lund said the road was shut.",
            "road was shut",
            "lund",
        ),
        (
            "Lund came at noon. Anna Lund met the cook. President Lund said the road was shut. The "
            "first lady Anna Lund left.",
            "road was shut",
            "lund",
        ),
    ],
)
def test_a_name_is_what_the_article_calls_one_person(text, words, name):
    assert told(text, words).speaker_id == name


def test_who_is_shown_with_the_words_of_no_caption():
    text = (
        "May 3, 2016 Mayor Jan Lund talks with Chief of Staff Otto Dahl (right. Mayor Jan Lund said "
        "the road was shut."
    )
    assert told(text, "road was shut").speaker == "Mayor Jan Lund"


def test_whose_leader_somebody_is_told_to_be_goes_before_who_spoke_last():
    text = (
        "The Harbour Chamber of Commerce said it was late. Dockers' leader Ilse Brandt said the road "
        "was shut."
    )
    assert told(text, "road was shut").role is not Role.BUSINESS


def test_a_ministry_in_other_words_is_of_its_country():
    text = (
        "The Chinese Ministry of Foreign Affairs condemned the launch. Japan and the United States "
        "met in Tokyo. A spokesman for the Foreign Ministry, Li Dahl, said it was late."
    )
    assert told(text, "it was late").country == "CN"


def test_a_country_before_a_comma_is_not_whose_somebody_is():
    text = (
        "On Friday, as the news was breaking, the man who engineered the opening of ties with China, "
        "former Secretary of State Henry A. Dahl, argued the road was shut. Mr. Dahl said it was "
        "late."
    )
    assert told(text, "it was late").country == "US"


def test_the_paper_is_a_draft_where_no_newspaper_was_named():
    text = "Quillan declined to comment on it. The port said it was late. The paper was a draft."
    assert told(text + " The paper said it was safe.", "it was safe").speaker != "Quillan"


def test_a_country_is_no_person_of_the_last_word_of_its_name():
    text = "Jan Korea sells tea. North Korea said the road was shut."
    assert told(text, "road was shut").naming is Naming.INSTITUTION


def test_a_small_place_of_another_country_than_the_articles_is_not_trusted():
    text = (
        "Fires burn near Nice, France. Paris sent planes and Marseille sent crews; Lyon is next. "
        "A spokesman for the Rivera region said the hills were lost."
    )
    assert "UY" not in told(text, "the hills were lost").countries


def test_who_is_in_a_place_that_no_list_has_is_of_where_most_places_are():
    text = (
        "Shells fell on Aleppo, in northern Syria, at dawn. Damascus and Homs were quiet.\n\n"
        "Nurses at a hospital in the village said the wards were full."
    )
    said = told(text, "the wards were full")
    assert (said.countries, said.surmised) == (("SY",), True)


def test_whom_an_object_names_behind_a_bodys_word_may_be_she():
    text = (
        "The minister answered a question from the member of parliament Ann Dahl, who wants the "
        'bridge shut. "It is not safe," she said.'
    )
    said = told(text, "It is not safe")
    assert (said.speaker_id, said.role) == ("ann-dahl", Role.GOVERNMENT)


def test_who_stands_behind_a_states_office_is_a_person_everywhere():
    text = (
        "Lund said the tariffs would stay. President Lund has fought for them, and Lund won.\n\n"
        "Lund said so again."
    )
    assert {s.naming for s in statements(text)} == {Naming.NAMED}


@pytest.mark.parametrize(
    ("outlet", "country"), [("Own Courier", None), ("The Washington Post", "US"), ("The Sun", None)]
)
def test_a_president_without_a_given_name_is_of_the_outlets_country(outlet, country):
    text = (
        "North Korea fired a missile over Japan. Seoul, Tokyo and Beijing protested; Pyongyang was "
        "silent. Japan and South Korea met. President Lund said the talks were over."
    )
    article = plain_article(text, outlet=outlet)
    analyser = Sources()
    parsed = next(parse_articles([article], analyser.needs))
    said = analyser.analyse(parsed, article).statements[-1]
    assert said.country == country


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Labour's Ann Dahl said the bill was dead.", ("GB",)),
        ("In the end two Republicans said the bill was dead.", ("US",)),
        ("The Christian Democrats said the bill was dead.", ()),
        ("A nurse who works for the city of Oslo said the ward was full.", ("NO",)),
    ],
)
def test_parties_and_employers_tell_a_country(text, countries):
    assert statements(text)[0].countries == countries


def test_the_initials_of_a_person_are_that_person():
    text = (
        "Crown Prince Mohammed bin Hamad met the king of Norway. MBH said the talks had gone well. "
        "The WTO said it was glad."
    )
    prince, body = told(text, "talks"), told(text, "glad")
    assert prince.speaker == "Crown Prince Mohammed bin Hamad"
    assert prince.role is Role.GOVERNMENT
    assert body.speaker_id != prince.speaker_id


def test_who_somebody_was_is_read_from_a_clause_behind_the_name():
    left = statements(
        "Jan Dahl, who was British ambassador before the war, said the bill was dead."
    )
    assert (left[0].role, left[0].countries) == (Role.OTHER, ("GB",))
    served = statements("Eva Lund, who served on President Dahl's council, said the plan was bold.")
    assert served[0].role is Role.OTHER
    now = statements("Eva Lund, who is a professor of law, said the plan was bold.")
    assert now[0].role is Role.EXPERT
    asked = statements("Eva Lund, who is wanted by the police, said the plan was bold.")
    assert asked[0].role is None


def test_a_party_tells_a_country_only_where_nothing_else_does():
    canada = (
        "The search of the school grounds in Ontario began on Monday, officials in Ottawa said. "
        "Opposition New Democrat leader Jag Dahl called Monday for a debate in Parliament in "
        "Ottawa. Sol Lund, a lawmaker with the New Democrat party in Ontario, said Canada must act."
    )
    assert {s.country for s in statements(canada)} == {"CA"}
    zealand = (
        "The people of New Zealand vote in May, and New Zealand's farmers in July. Nobody in New "
        "Zealand will stay at home. Labour leader Anna Lund said the plan was wrong."
    )
    assert {s.country for s in statements(zealand)} == {"NZ"}
    states = (
        "Democrat Eva Dahl said the bill was alive. Republican leader Otto Brandt said no to it."
    )
    assert {s.country for s in statements(states)} == {"US"}


def test_rescuers_of_an_area_that_no_state_holds_are_no_government():
    text = (
        "A rescue service operating in rebel-held territory said 33 people were hurt in the raid. "
        "A civil defense source said the town had been hit before."
    )
    assert {s.role for s in statements(text)} == {Role.CIVIL_SOCIETY}
    assert {s.role for s in statements("The fire and rescue service said two were hurt.")} == {
        Role.GOVERNMENT
    }


def test_whom_somebody_leads_an_institute_for_is_not_what_it_is():
    text = "The Harrowhead Institute, a First Nation-led research centre, said only eight had come."
    assert {s.role for s in statements(text)} == {Role.EXPERT}


def test_who_spent_years_at_a_school_is_a_citizen():
    text = '"It was the worst of times," said Clayton Dahl, who spent seven years at the school.'
    assert {s.role for s in statements(text)} == {Role.CITIZEN}


def test_a_town_that_speaks_is_its_council_and_data_are_a_document():
    text = "The town of Kelm said on Friday that it would keep its flags lowered for two weeks."
    assert {s.role for s in statements(text)} == {Role.GOVERNMENT}
    text = "More than half of the children in care were from the north, according to census data."
    assert {s.naming for s in statements(text)} == {Naming.DOCUMENT}


def test_a_word_in_camel_case_is_no_persons_name():
    text = 'CoinTrackCap said the fall went on. Eva McDonald said it would end. "No," LeBron said.'
    assert [s.naming for s in statements(text)][:2] == [Naming.INSTITUTION, Naming.NAMED]


def test_who_is_also_known_by_another_name_is_one_person():
    text = (
        "Jan Lund, professor of economics at Kelm University, also known as Dr Gloom, is no "
        "believer. The name Dr Gloom was coined for him. He tweeted: "
        '"This is the end of it all, and I am glad."'
    )
    assert {s.speaker_id for s in statements(text) if s.speech} == {"jan-lund"}


def test_whom_a_lead_calls_leading_is_who_also_said_something():
    text = (
        "Coins are a bubble that threatens banks, a leading central banker has warned. The new "
        "head of the Bank for Basel Payments, Otto Carstens, also said the coin threatened trust."
    )
    assert {s.speaker_id for s in statements(text)} == {"otto-carstens"}


def test_a_place_in_a_quotation_set_into_the_text_is_not_whose_name_follows():
    text = (
        "I have seen estimates that up to 30 percent of trade has been through Seoul Sven Taylor\n\n"
        'Bitcoin expert Sven Taylor said: "It is evidence of a government at work." South Korea '
        "and the South Korean government had banned the trade."
    )
    assert {s.country for s in statements(text) if s.speaker_id == "sven-taylor"} == {None}


def test_the_next_sentence_is_no_part_of_who_speaks():
    text = (
        "US authorities are open to rules, according to Otto Lund, the chairman of the Trade "
        "Commission (TC) The pair will meet on Monday."
    )
    assert {s.speaker_id for s in statements(text) if s.speech} == {"otto-lund"}


def test_what_a_body_was_until_lately_tells_its_role_and_members_of_parliament_are_of_it():
    text = (
        "Coinhatch, which until last month was one of the largest exchanges in Norland, announced "
        "that it had lost half a billion."
    )
    assert {s.role for s in statements(text)} == {Role.BUSINESS}
    text = "Opposition Harvest Party parliament member Charlie Lund said it was grief for all."
    assert {s.role for s in statements(text)} == {Role.GOVERNMENT}
