"""Kinds of copy that went wrong on articles never seen: one invented example each."""

from __future__ import annotations

import pytest

from evaluation.sources_cases import plain_article
from framing.analysers.sources import Sources
from framing.models import Naming, Role, Statement
from framing.text.parse import parse_articles


def statements(text: str) -> tuple[Statement, ...]:
    analyser = Sources()
    article = plain_article(text, outlet="Own Courier")
    parsed = next(parse_articles([article], analyser.needs))
    return analyser.analyse(parsed, article).statements


def spoken(text: str) -> list[str]:
    """The contents of all statements that are speech."""
    return [" … ".join(c.of(text) for c in s.content) for s in statements(text) if s.speech]


@pytest.mark.parametrize(
    "text",
    [
        "The flood claimed 40 lives.",
        "Both states claimed the islands.",
        "The ministers agreed to meet in May.",
        "The ambassador stopped short of calling the raid an act of war.",
        "The envoy was said to be in good health.",
        "Fog over the airport: what we know so far",
        "The case has increased calls for the government to act on the roads.",
        "The council denied international port access to four ships.",
        "The next pact, signed in September, asked all states to keep their ships away.",
        "Lund opens up on the actor's accident, Dahl assault claims",
        "The minister made no reference to the strike.",
        "The navy has been flying raids in support of its ally in the north.",
        "Shares fell by a tenth on Monday, indicating investors expected a new bid.",
        "Otto Dahl: cleric of the docks celebrated\n\nThe cleric won a cross in the war.",
        "The run-up to the game was bumpy, to say the least.",
        "Lund added a 10-yard run late in the third and rookie Ola Dahl made it 34-6 in the fourth.",
    ],
)
def test_nobody_says_anything(text):
    assert spoken(text) == []


def test_who_is_asked_does_not_say_the_question():
    text = "Asked if the raid was legal, the ambassador said the courts would decide."
    assert spoken(text) == ["the courts would decide"]


def test_what_a_medium_reports_is_said_by_the_inner_speaker():
    (told,) = statements("Radio Pakistan said: “The army chief said the border would stay open.”")
    assert (told.speaker, told.via) == ("The army chief", "Radio Pakistan")
    assert told.role is Role.MILITARY


def test_a_medium_is_no_via_of_itself():
    (told,) = statements("Two villages were shelled overnight, according to AFP.")
    assert (told.role, told.via) == (Role.MEDIA, None)


def test_the_medium_behind_the_whole_statement_is_its_via():
    told = statements(
        "The mayor, Lena Brandt, said the dam had held, Australia's ABC News reported."
    )
    assert told[0].via == "ABC News"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Olo said the road was open, but nobody could pass.", "the road was open"),
        ("Olo said the dam had burst; the water came at nine.", "the dam had burst"),
        ("Olo said he would leave Kelm, which lies on the coast.", "he would leave Kelm"),
        (
            "Olo said that the bridge, which leads to Kelm, would be closed on Monday.",
            "that the bridge, which leads to Kelm, would be closed on Monday",
        ),
        ("Olo simply said “we will see”, as he walked into the hall.", "“we will see”"),
        ("Olo accused the driver of theft and threw him off the bus.", "the driver of theft"),
        ("Olo accused them of theft, and the players were asked to leave.", "of theft"),
        ("Forty died in what President Olo called a terror attack.", "a terror attack"),
        ("Olo said “the road was open, but nobody came.”", "“the road was open, but nobody came.”"),
    ],
)
def test_what_the_narrator_tells_behind_it_is_not_said(text, content):
    assert spoken(text) == [content]


@pytest.mark.parametrize(
    ("headline", "content"),
    [
        ("Talks will go on in May: Minister", "Talks will go on in May"),
        ("Minister: Talks will go on in May", "Talks will go on in May"),
    ],
)
def test_a_headlines_colon_is_read_the_right_way_round(headline, content):
    told = statements(f"{headline}\n\nThe roads were empty on Monday.")
    assert [(s.content[0].of(headline), s.role) for s in told] == [(content, Role.GOVERNMENT)]


def test_tags_of_a_transcript_are_names():
    told = statements(
        "SMITH: You said the road was safe.\n\nJONES: I said it was open, and it was.\n\n"
        "SMITH: That is not an answer."
    )
    assert [(s.speaker_id, s.naming) for s in told] == [
        ("smith", Naming.NAMED),
        ("jones", Naming.NAMED),
        ("smith", Naming.NAMED),
    ]


def test_a_headlines_proper_noun_is_not_told_to_be_a_person_or_a_body():
    told = statements("Varga Declares Victory In Trade Fight\n\nThe crowd went home at nine.")
    assert all(s.naming is None and s.role is None for s in told)


def test_a_cross_heading_in_capitals_speaks_for_nobody():
    told = statements(
        "The shipping line was calm.\n\nNO FOUL PLAY SUSPECTED\n\n"
        "The pilot was experienced, the airline said."
    )
    assert [(s.speaker, s.naming, s.role) for s in told] == [
        ("the airline", Naming.INSTITUTION, Role.BUSINESS)
    ]


def test_the_relative_who_is_no_health_organisation():
    told = statements("Ana Brandt, who works at the bakery, said she would leave.")
    assert told[0].role is not Role.GOVERNMENT


def test_a_surname_in_s_joins_the_full_name():
    told = statements(
        "“The strike will go on,” said union leader Carla Mendes.\n\nMendes said the talks were over."
    )
    assert {s.speaker_id for s in told} == {"carla-mendes"}
    assert {s.role for s in told} == {Role.CIVIL_SOCIETY}


def test_role_and_country_travel_along_a_chain():
    told = statements(
        "China's Ministry of National Defense said the drill was routine. "
        "Yang Wei, the ministry's spokesman, said the ships had left."
    )
    assert [(s.role, s.country) for s in told] == [(Role.GOVERNMENT, "CN")] * 2


def test_two_countries_that_speak_are_both_told():
    (told,) = statements("Seoul and Tokyo said they would sign the pact.")
    assert (told.countries, told.country, told.role) == (("KR", "JP"), None, Role.GOVERNMENT)


def test_an_office_abroad_has_the_country_that_the_article_is_set_in():
    told = statements(
        "Rescuers reached Palu in Indonesia on Sunday. Indonesia sent ships to Palu, and Indonesian "
        "planes landed in Makassar. Officials said 300 people were missing."
    )
    assert told[-1].country == "ID"
    assert "the article names" in told[-1].decided["country"]


def test_titles_of_parliaments_and_ranks():
    told = statements(
        "Sen. Karl Voss of Ohio said the budget was too small. Adm. Lena Frost said the fleet was "
        "ready. Former prime minister Tom Hale said it was late."
    )
    assert [s.role for s in told] == [Role.GOVERNMENT, Role.MILITARY, Role.OTHER]
    assert told[0].country == "US"


def test_a_quotation_runs_on_over_paragraphs_that_do_not_open_it_anew():
    text = "The captain said: “We fought.\n\nWe ran all day.\n\nNobody gave up.”\n\nRain fell."
    assert [s.split() for s in spoken(text)] == [
        "“We fought. We ran all day. Nobody gave up.”".split()
    ]


def test_a_second_cue_opens_a_second_statement():
    text = "The agency said five people were hurt, adding that two had died."
    assert spoken(text) == ["five people were hurt", "that two had died"]


def test_a_hyphenated_word_is_not_cut():
    text = "Hatchet had waged a battle with the shop, claiming the e-tailer was acting as a bully."
    assert spoken(text)[0].startswith("the e-tailer")


def test_a_sentence_that_ends_in_its_cue_is_a_statement():
    text = "Two people died when a bridge fell into the river, police said on Monday."
    assert spoken(text) == ["Two people died when a bridge fell into the river"]


def test_a_post_set_into_the_text_is_its_signers():
    text = "The road is open again. — Eva Lund (@evalund) May 3, 2019\n\nTraffic was slow."
    (post,) = statements(text)
    assert (post.speaker_id, spoken(text)) == ("eva-lund", ["The road is open again"])


def test_a_headline_may_end_in_its_cue():
    told = statements("Prices to rise sharply next year, Reserve Bank warns\n\nShops opened late.")
    assert [(s.speaker, s.naming) for s in told] == [("Reserve Bank", Naming.INSTITUTION)]


def test_a_label_of_where_news_is_from_does_not_speak():
    assert spoken("Angola: New Hospital Assigned to Health Ministry\n\nWork began in May.") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Olo confirmed there had been deaths and called the crash “tragic”.",
            [("Olo", "there had been deaths"), ("Olo", "the crash “tragic”")],
        ),
        (
            "Olo said the road was open and later also accused the mayor of theft.",
            [("Olo", "the road was open"), ("Olo", "the mayor of theft")],
        ),
        (
            "Lund welcomed the plan, with his spokesman, Petteri Olo, saying the road was open.",
            [("Lund", "the plan"), ("his spokesman, Petteri Olo", "the road was open")],
        ),
        (
            "Lund said the road was open, while Olo called for a vote on the bridge.",
            [("Lund", "the road was open"), ("Olo", "a vote on the bridge")],
        ),
    ],
)
def test_who_says_a_second_thing_in_one_sentence(text, told):
    found = [s for s in statements(text) if s.speech]
    assert [(s.source.of(text).rstrip(","), s.content[0].of(text)) for s in found] == told


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Lund’s announcement that the road was open came late.", "that the road was open"),
        ("The mayor asked the crowd to leave the square.", "the crowd to leave the square"),
        (
            "The dam was built in a hurry, but held for years, according to the Kelm city council.",
            "The dam was built in a hurry, but held for years",
        ),
    ],
)
def test_what_is_announced_asked_or_told_behind_the_sentence_is_said(text, content):
    assert spoken(text) == [content]


def test_what_stands_before_a_cue_that_ends_its_sentence_is_said():
    assert spoken(
        "Forty minutes later a second plane came to hit those who had gone to help the injured he "
        "added. Houses schools and people who fled were hit the United Nations said without "
        "blaming anybody. Both brothers suffered from the secret deals, the magazine alleged. "
        "The firm was among the first to hand over its papers, reported the Courier."
    ) == [
        "Forty minutes later a second plane came to hit those who had gone to help the injured",
        "Houses schools and people who fled were hit",
        "Both brothers suffered from the secret deals",
        "The firm was among the first to hand over its papers",
    ]


def test_marks_around_whole_paragraphs_and_marks_that_open_anew_are_quotations():
    text = (
        "'It is a sad day for our town,' said the mayor, Eva Lund.\n\n"
        "'We will do all we can for the families. We are proud of them.'\n\n"
        'Petteri Olo, a guard, said: "We were in the hall. "There was smoke. "People ran to the doors."'
    )
    told = [s.speaker_id for s in statements(text) if s.speech]
    contents = [" ".join(c.of(text) for c in s.content) for s in statements(text)]
    assert told[0] == "eva-lund"
    assert "'We will do all we can" in contents[0]
    assert set(told[1:]) == {"petteri-olo"}
    assert all(word in " ".join(contents[1:]) for word in ("in the hall", "smoke", "People ran"))


def test_what_stands_in_front_of_a_cue_in_mid_sentence_is_said():
    assert spoken(
        "The council will dig up the old road, the mayor said Tuesday, a plan that has been "
        "waiting for years. The bridge was not to be used, the company said, and so it would be "
        "closed."
    ) == [
        "The council will dig up the old road",
        "The bridge was not to be used … and so it would be closed",
    ]


def test_two_clauses_with_two_cues_are_two_statements():
    text = "The envoy told reporters that the truce had held, and accused the rebels of hiding it."
    told = [s for s in statements(text) if s.speech]
    assert len(told) == 2
    assert {s.speaker for s in told} == {"The envoy"}


def test_what_a_speaker_did_meanwhile_is_not_said():
    text = "“It is a hard road for all of us,” Eva Lund said, as she washed her eyes."
    assert spoken(text) == ["“It is a hard road for all of us,”"]


def test_a_transcripts_host_narrates_and_those_whom_the_host_cites_speak():
    text = (
        "RENEE FELD, HOST:\n\nThe bridge is closed. Police say the ice was too thick, and that "
        "nobody was hurt.\n\nFELD: What happened that night?\n\nLUND: The ice came early.\n\n"
        "FELD: Who was there?\n\nLUND: Nobody was there."
    )
    assert {s.speaker for s in statements(text) if s.speech} == {"LUND", "Police"}


def test_who_holds_an_office_may_be_named_a_sentence_later():
    text = (
        "The Slovak prime minister has spoken in public again. Pavol Brandt was hurt in May. "
        "Brandt said the talks would go on."
    )
    told = statements(text)[-1]
    assert (told.role, told.country, told.naming) == (Role.GOVERNMENT, "SK", Naming.NAMED)


def test_a_group_that_is_no_states_is_not_of_where_it_fights():
    text = (
        "Israel struck Gaza again. Israel said the raid in Rafah, Gaza, was needed. Gaza was dark "
        "and Israel calm. Islamic Jihad said the talks had failed. Israel and Gaza waited in Israel."
    )
    told = [s for s in statements(text) if s.source and s.source.of(text) == "Islamic Jihad"]
    assert told
    assert all(s.country is None for s in told)


def test_who_asks_for_anonymity_says_no_more_by_that():
    text = '"The talks have failed," a diplomat said, asking for anonymity due to the talks.'
    assert spoken(text) == ['"The talks have failed,"']


def test_two_who_speak_as_one_have_the_countries_of_both():
    told = statements(
        "Russia's President Vladimir Lund and Hungary's Prime Minister Viktor Brandt met on Friday. "
        "Lund and Brandt said they spoke of the war. Lund said it would end."
    )
    assert [s.countries for s in told] == [("RU", "HU"), ("RU",)]
    assert told[1].speaker == "Russia's President Vladimir Lund"


def test_a_post_is_by_its_author_without_the_handle():
    told = statements(
        "The mayor was quick.\n\nThe road is open again, and so is the bridge. "
        "— Eva Lund (@evalund) May 3, 2016"
    )
    assert [s.speaker for s in told] == ["Eva Lund"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Witness Tony Lund, a police officer on holiday, said the van was white.", Role.CITIZEN),
        ("American Dana Hale, who was on her balcony, said it was quiet.", Role.CITIZEN),
        ("Ida Moe, who survived nine years at the school, said she would wait.", Role.CITIZEN),
        ("Union leader and former minister Jon Dahl said the offer was low.", Role.CIVIL_SOCIETY),
        ("North Korean leader Pak Hyon said the talks were open.", Role.GOVERNMENT),
        ("Rwanda's leader said the border was shut.", Role.GOVERNMENT),
        ("The accused man's lawyer, Eva Lund, said he would appeal.", Role.OTHER),
        ("Police sources said the van was rented.", Role.GOVERNMENT),
        ("The ratings agency Alder said the risks had grown.", Role.BUSINESS),
        ("The Alder University said its records were safe.", Role.OTHER),
        ("Vancouver Archbishop Ole Dahl said it was wrong.", Role.CIVIL_SOCIETY),
    ],
)
def test_what_speakers_are(text, role):
    assert [s.role for s in statements(text)] == [role]


def test_a_pronoun_is_no_world_health_organization():
    (told,) = statements("The coach, who Arne Lund praised, left. Arne Lund said it was late.")[-1:]
    assert told.role is None


def test_a_noun_that_ends_a_bodys_name_is_that_body():
    told = statements("Keepers at the Alder Aviary were quick. The aviary said a bird was loose.")
    assert [s.naming for s in told] == [Naming.INSTITUTION]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Vancouver Archbishop Ole Dahl said it was wrong.", ("CA",)),
        ("Singapore-based Norvexa makes chips. Norvexa said the bid was final.", ("SG",)),
        ("Pope Francis said he was sad.", ("VA",)),
        ("The governor of Saskatchewan said the road was open.", ("CA",)),
    ],
)
def test_whose_speakers_are(text, countries):
    assert [s.countries for s in statements(text)] == [countries]


def test_staff_are_of_the_country_of_the_body_in_front_of_their_office():
    told = statements(
        "Singapore-based Alder Chips Ltd said the bid was final. Alder Chips Chief Executive Hock "
        "Lim said the price was fair."
    )
    assert [s.countries for s in told] == [("SG",), ("SG",)]


def test_another_countrys_leader_is_another_person():
    told = statements("North Korean leader Pak Hyon said yes. Rwanda's leader said no.")
    assert len({s.speaker_id for s in told}) == 2


def test_a_platform_is_the_channel_and_no_medium():
    (told,) = statements("The mayor, Eva Lund, wrote on Twitter that the road was open.")
    assert (told.via, told.channel) == (None, "social media")


def test_the_affiliate_is_the_medium_that_was_told():
    (told,) = statements("The road is shut, Mayor Eva Lund told CNN affiliate BFM-TV.")
    assert told.via == "BFM-TV"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The senator called the bill “a disgrace to the state”.", 1),
        ("The minister expressed alarm over the raid.", 1),
        ("The bishop compared the raid to the war of 1914.", 1),
        ("Neither the port nor the crew reported any damage.", 0),
    ],
)
def test_names_given_to_things_and_alarm_are_speech(text, said):
    assert len(spoken(text)) == said


def test_the_credit_of_a_picture_in_front_of_its_caption_speaks_to_nobody():
    assert spoken("AP:Associated Press Two women wait by the gate") == []


def test_papers_and_commentaries_are_documents():
    told = statements("The Alder Papers say the cost was hidden. The commentary said it was late.")
    assert [s.naming for s in told] == [Naming.DOCUMENT, Naming.DOCUMENT]


def test_a_person_is_called_by_nation_or_age():
    text = (
        "Orbex will fly next month, its founder Jan Lund said. The 46-year-old South African hopes "
        "that it goes well. The South African said it would be seen from afar."
    )
    told = [s for s in statements(text) if s.speech]
    assert {(s.speaker, s.naming, s.country) for s in told} == {
        ("its founder Jan Lund", Naming.NAMED, "ZA")
    }


def test_a_nation_without_a_person_near_is_somebody_unnamed():
    told = statements("The gale was over by noon. The Norwegian said he was glad.")[-1]
    assert (told.naming, told.country) == (Naming.UNNAMED, "NO")


def test_a_given_name_may_have_an_apostrophe_and_a_capital():
    told = statements("“It was a team effort,” Le’Veon Bell said. Bell ran for 69 yards.")[0]
    assert told.naming is Naming.NAMED


def test_a_rank_goes_with_whom_the_article_gives_it():
    text = (
        "Lt Col Otto Dahl won the cross in 1918. His grandson, Jan Dahl, said it was a great day. "
        "Lt Col Dahl led his men across the canal. Jan Dahl said his deeds were humbling."
    )
    assert {s.role for s in statements(text) if s.speech} == {Role.CITIZEN}


def test_where_a_body_sits_is_no_part_of_its_name():
    text = (
        "A ward was hit, the Norwegian Observatory for Rights said. "
        "The Britain-based Observatory says it relies on people there."
    )
    told = [s for s in statements(text) if s.speech]
    assert len({s.speaker_id for s in told}) == 1
    assert {s.countries for s in told} == {("NO", "GB")}


def test_who_holds_up_a_placard_speaks():
    text = 'Women held up placards that read "Where are you? This worries us!" in the rain.'
    assert statements(text)[0].speaker == "Women"


def test_of_a_quotation_that_nothing_closes_who_said_it_is_no_part():
    text = (
        '"The raid on the ward is an outrage said Eva Lund of the charity. '
        "The roof fell in at noon. The army said the raid was lawful."
    )
    told = {s.speaker: s.content[0].of(text) for s in statements(text) if s.speech}
    assert told["Eva Lund of the charity"] == '"The raid on the ward is an outrage'
    assert told["The army"] == "the raid was lawful"


def test_whom_a_lead_cites_is_who_is_named_right_after():
    text = (
        "Air strikes left 10 people dead, a monitor said on Monday. Nineteen people were killed "
        "across Kelm province, the Norwegian Observatory for Human Rights said.\n\n"
        "A leading space expert has warned that parts could fall. Jan Dahl, an astrophysicist at a "
        "university, suggested that control was lost."
    )
    told = [s for s in statements(text) if s.speech]
    assert told[0].speaker_id == told[1].speaker_id != told[2].speaker_id
    assert told[2].speaker_id == told[3].speaker_id
    assert told[0].speaker == "the Norwegian Observatory for Human Rights"


def test_an_official_of_a_lead_may_be_another_than_the_one_named_next():
    told = statements("A resident said the dam broke. Jan Lund, a nurse, said it was loud.")
    assert told[0].speaker_id != told[1].speaker_id


def test_a_quotation_of_verbless_posts_has_the_cue_behind_it():
    text = "'Falcon to fly next month. Guaranteed to be exciting, one way or another,' Lund posted."
    assert [(s.speaker, len(s.content)) for s in statements(text) if s.speech] == [("Lund", 1)]


@pytest.mark.parametrize(
    ("by", "counts"), [("plan", False), ("law", False), ("police", True), ("a plan", True)]
)
def test_what_goes_by_a_plan_is_said_by_nobody(by, counts):
    found = statements(f"The ferry will leave the old harbour on Monday, according to {by}.")
    assert any(statement.speech for statement in found) is counts


def test_what_a_dash_adds_to_a_quotation_speaks_no_more_than_its_thing():
    text = (
        '"That is really heavy," noted Ode Lund. "It lifts more than any boat apart from the '
        "Condor\" — Norland's famous old crane.\n\nBrandHaus said it would wait for the spring."
    )
    told = statements(text)
    assert all("crane" not in (s.source.of(text) if s.source else "") for s in told)
    assert told[0].speaker_id == "ode-lund"
    (firm,) = (s for s in told if "would wait" in s.content[0].of(text))
    assert firm.naming is not Naming.NAMED
