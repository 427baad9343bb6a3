"""Who speaks where the copy has a thing, a document or two in front of the verb, and what nobody
has said; kinds of copy that went wrong on articles never seen, one invented example each."""

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
    return tuple(s for s in analyser.analyse(parsed, article).statements if s.speech)


@pytest.mark.parametrize(
    "text",
    [
        "The council does not know or is unwilling to say how many boats were lost.",
        'The ministry has attempted to acknowledge what Dahl called a "grave error".',
        "In 2010, the council began to acknowledge the harm.",
        "Ports are required to report their shipments to the council.",
        "Norway has had a longstanding territorial dispute with Iceland over fish.",
        "Norway has increasingly blasted powerful horns at Icelandic boats.",
        "After the state took the school, there were accusations that staff beat some children.",
        "Both Norway and Iceland have staked their claims on various reefs in the sea.",
    ],
)
def test_what_is_owed_begun_or_done_is_not_said(text):
    assert statements(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The minister blasted Iceland over the seizure of two boats.",
        "The mayor was forced to admit that the dam leaked.",
        "The mayor was the first to say that the dam leaked.",
    ],
)
def test_who_is_made_to_speak_has_spoken(text):
    assert len(statements(text)) == 1


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("In 2016, an international court in Oslo ruled in favor of Iceland in a landmark fishing "
         "dispute, which concluded that Norway has no legal basis to claim the reef.",
         "an international court in Oslo"),
        ("Dahl was among those who called for a commission to investigate the wells.", "Dahl"),
        ("Mr. Moen’s criticism of Norway came after the Oslo newspaper Morgen Blad, quoting "
         "anonymous sources, reported that spy planes had seen 30 ships.",
         "the Oslo newspaper Morgen Blad"),
        ("Norway’s ambassador to Reykjavik MaryKay Holm said the boats had left.",
         "Norway’s ambassador to Reykjavik MaryKay Holm"),
        ("On Friday authorities released a paper on the reef, saying the growth was natural.",
         "authorities"),
    ],
)  # fmt: skip
def test_what_cannot_speak_does_not(text, speaker):
    (told,) = statements(text)
    assert told.speaker == speaker


def test_the_subject_behind_and_speaks():
    told = statements(
        "The talks followed a week when Iceland reaffirmed its position on the reef and Norway "
        "reiterated its demand that the boat be withdrawn."
    )
    assert [s.country for s in told] == ["IS", "NO"]


def test_a_participle_of_saying_is_of_the_subject_behind_it():
    told = statements(
        "Despite saying that Mr. Holm “treated me better than anybody,” Mr. Moen said that “they "
        "have to help us more.”"
    )
    assert [s.speaker for s in told] == ["Mr. Moen", "Mr. Moen"]


def test_news_of_a_thing_warns_of_nothing():
    told = statements(
        "Word of the seizure emerged after Mr. Moen used a post on Twitter to accuse Norway of "
        "letting oil flow into Iceland, warning that there will be no deal until the flow stops."
    )
    assert {s.speaker for s in told} == {"Mr. Moen"}


def test_a_charge_that_another_one_rejects_is_theirs():
    told = statements(
        "“Iceland is responsible for this,” the coast guard said in a statement, a charge rejected "
        "by the Icelandic army as “misleading.”"
    )
    assert [s.speaker for s in told] == ["the coast guard", "the Icelandic army"]


def test_a_quotation_that_runs_on_is_one_statement():
    told = statements(
        "Otto Lund said both sides may save face.\n\n“We will only know when they meet again,” he "
        "said.\n\n“If the boats get through, the deal is done.”"
    )
    assert [len(s.content) for s in told] == [1, 2]


def test_the_report_of_a_medium_is_the_mediums():
    told = statements(
        "The Oslo newspaper Morgen Blad reported that 30 ships had carried oil to Iceland. Most "
        "were from Norway, the report said. It said they were old."
    )
    assert len({s.speaker_id for s in told}) == 1
    assert {(s.role, s.country) for s in told} == {(Role.MEDIA, "NO")}


def test_a_statement_has_the_country_of_who_issued_it():
    told = statements(
        "Norway and Iceland have both blamed each other for the clash on Monday, with a statement "
        "from the Icelandic Department of Fisheries on Tuesday giving a first account.\n\nThe "
        "department “denounces the illegal actions of Norwegian boats,” the statement said."
    )
    assert (told[-1].naming, told[-1].role) == (Naming.DOCUMENT, Role.GOVERNMENT)
    assert told[-1].countries == ("IS",)


def test_a_memo_is_its_writers():
    told = statements(
        "Eva Dahl, the interior secretary of the United States, spoke on Monday. In an internal "
        "memo sent out at the Department of Interior, Dahl noted that many had died.\n\n“Many "
        "children were hurt,” the memo reads."
    )
    assert (told[-1].role, told[-1].country) == (Role.GOVERNMENT, "US")


def test_a_ministry_is_of_the_state_that_the_sentence_before_is_about():
    told = statements(
        "Talks between Norway, Iceland and Denmark failed in Kelm, Denmark. Iceland has blamed "
        "Norway and its ally Denmark. A defence ministry spokesperson said Oslo was wrong."
    )
    assert told[-1].country == "IS"


def test_the_president_is_the_one_who_has_led_the_country():
    told = statements(
        "Donald Trump has accused Norway of selling oil to Iceland.\n\nOslo was angry. “Caught red "
        "handed,” the US president wrote."
    )
    assert told[0].speaker_id == told[1].speaker_id


def test_a_suffix_parts_nobody():
    told = statements(
        "Chuck Holm Jr., chief of the Kelm Nation, said the plan was good.\n\n“I hope we find "
        "nothing,” Holm said."
    )
    assert told[0].speaker_id == told[1].speaker_id


def test_he_is_no_woman_who_spoke_before():
    told = statements(
        "McKay said the court had failed, adding that she was disappointed.\n\n“We have no rules "
        "anywhere here,” he said."
    )
    assert told[-1].speaker_id != told[0].speaker_id


def test_letters_stand_for_a_body_whose_nation_is_told_beside_it():
    told = statements(
        "The Icelandic Department of Foreign Trade (DFT) said that the country would go on "
        "fishing.\n\n“That is inaccurate,” the DFT said."
    )
    assert told[0].speaker_id == told[1].speaker_id


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Both Norway and Iceland said they had reached a deal.", ("NO", "IS")),
        ("Norway and Iceland met. Both said they had reached a deal.", ("NO", "IS")),
        ("The boat is back, the Icelandic Coast Guard and National Fishing Council (NFC) said.",
         ("IS",)),
    ],
)  # fmt: skip
def test_two_who_speak_as_one_are_bodies_of_both(text, countries):
    (told,) = statements(text)
    assert (told.naming, told.role) == (Naming.INSTITUTION, Role.GOVERNMENT)
    assert told.countries == countries


def test_a_longer_name_is_no_medium():
    (told,) = statements(
        "Dahl said in remarks to the National Congress of American Indians that it would be hard."
    )
    assert told.via is None


def test_who_wrote_in_a_medium_goes_on_writing_there():
    told = statements(
        "In an op-ed for the Washington Post, Eva Dahl wrote that the news made her sick. Dahl "
        "said that her parents were taken away. “They were only 8 years old,” she wrote."
    )
    assert [s.via for s in told] == ["Washington Post", None, "Washington Post"]
