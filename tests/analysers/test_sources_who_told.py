"""Who is named only after having spoken, who runs into what they are, and things and gestures that
say nothing; kinds of copy that went wrong on articles never seen, one invented example each."""

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
        "Jan called Orbex in Kelm, but nobody there saw why it should help students.",
        "The hills are known for forests, the crisis in its towns and its backwoods population, "
        "who refer to themselves as hill folk.",
        "The “Star House” lab was launched in 2011 and described as a “potent symbol” of Norway.",
        "The module is heavy. And it’s estimated that 10 to 40 percent of a boat will sink.",
        "Rather than call on drivers to fill small tanks, Orbex has used a trick.",
        "Orbex might as well make a virtue of it and promote its boats as “green.”",
        "Brand new Fonix S9 renders show the same ‘boring’ design.",
    ],
)
def test_what_nobody_says_is_no_statement(text):
    assert statements(text) == ()


def test_who_is_told_does_not_tell():
    (told,) = statements("Told of the raid, a spokesman said boats were safe.")
    assert told.cue is not None
    assert told.content[0].start > 10


def test_whom_somebody_calls_a_liar_is_called_so():
    assert len(statements("Moen called the minister a liar.")) == 1


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Orbex is in trouble. Already the subject of a probe by Norway’s financial watchdog "
         "NorFin, the agency Friday disclosed that it is asking whether the firm told others.",
         "NorFin, the agency"),
        ("In Kelm a man stood in the middle of a road covered in dust and shouting angrily "
         '"There are only farmers here, there are no rebels!"', "a man"),
        ("The last bits of information shared by the Norwegian Office of Boats, suggested that "
         "the ship was speeding off the coast.", "the Norwegian Office of Boats"),
        ("In a statement to SANA a source at Kelm Police Command said that shells fell on the "
         "town.", "a source at Kelm Police Command"),
        ("Hail fell on the port hours earlier the Coastal Observatory for Birds said.",
         "the Coastal Observatory for Birds"),
    ],
)  # fmt: skip
def test_who_speaks_is_no_thing_beside_the_verb(text, speaker):
    assert statements(text)[-1].speaker == speaker


def test_who_stands_behind_the_cue_speaks():
    told = statements("The yards made a deal, reported Spiegel, saying it had seen a paper.")
    assert {s.speaker for s in told} == {"Spiegel"}
    assert len(told) == 2


def test_a_day_between_had_and_accused_hides_no_subject():
    (told,) = statements(
        "The Norwegians had on Saturday accused militants from radical groups of bringing men into "
        "an area in the southern Kelm countryside."
    )
    assert told.countries == ("NO",)


def test_a_participle_of_saying_is_of_the_medium_that_reported():
    told = statements(
        "Kelm-based Orbex, along with Volta, was among the first to hand over details of the deal "
        "to the council, reported Spiegel, saying it had seen a relevant Orbex document."
    )
    assert {s.role for s in told} == {Role.MEDIA}


_UNMARKED = (
    "At least seven people died in shelling of a part of the city of Kelm held by the army at dawn "
    "on Saturday a monitoring group said as rebels took land to the south. More than 40 people "
    "were also wounded in the attack on the Hald area of the northern city. The fighters have "
    "consolidated gains since Friday in the area around the town of Hald rebels say. Thirteen "
    "people were also killed in raids on Eastern Lindau in the Hald region the Coastal Observatory "
    'reported Thursday updating an earlier toll. "Army boats struck Kelm harbour" Anton Dahl a '
    "local civil defense official reportedly said. Dahl said three boats had sunk. The Blue Helmets "
    "a group of rescue workers operating in Kelm said on Twitter one of their boats was hit. The "
    "group the Norwegian Observatory for Human Rights also said a plane had crashed."
)


def test_copy_without_commas_tells_who_speaks_behind_what_was_said():
    first, second, third = statements(_UNMARKED)[:3]
    assert first.content[0].of(_UNMARKED).startswith("At least seven people died")
    assert (second.speaker, second.role) == ("rebels", Role.MILITARY)
    assert third.speaker == "the Coastal Observatory"


def test_what_somebody_is_needs_no_comma():
    told = [s for s in statements(_UNMARKED) if s.speaker and "Dahl" in s.speaker]
    assert len(told) == 2
    assert len({s.speaker_id for s in told}) == 1
    assert {(s.naming, s.role) for s in told} == {(Naming.NAMED, Role.GOVERNMENT)}


def test_a_body_keeps_its_name_alone():
    *_, helmets, observatory = statements(_UNMARKED)
    assert (helmets.speaker, helmets.naming) == ("The Blue Helmets", Naming.INSTITUTION)
    assert observatory.speaker == "the Norwegian Observatory for Human Rights"
    (known,) = statements('"Ten died at sea," the organisation known as the Blue Helmets said.')
    assert known.speaker == "the Blue Helmets"


@pytest.mark.parametrize(
    "text",
    [
        "Fears grew of a rogue ship. But a Norwegian boat engineer has now broken the silence to "
        "reassure everyone that the rogue ship poses no threat. Otto Dahl, from the Norwegian Boat "
        "and Sea Corporation, said: “We have been watching the ship and expect it to sink.”",
        "The ship will sink. It weighs eight tons. It left in May. It was built in Kelm. Nobody is "
        "aboard. Although most of it will sink, a leading sea expert has warned that parts such as "
        "the engines could drift. Otto Dahl, a renowned oceanographer from Harvard University, "
        "suggested in 2016 that Norway had lost control of the ship. The expert argued that "
        "nothing helps.",
    ],
)
def test_who_is_named_behind_the_role_is_one_person(text):
    told = statements(text)
    assert len({s.speaker_id for s in told}) == 1
    assert told[0].naming is Naming.NAMED


def test_another_trade_is_another_person():
    one, two = statements(
        "An engineer said the dam leaked. Otto Dahl, a teacher from Kelm, said he was afraid."
    )
    assert one.speaker_id != two.speaker_id


@pytest.mark.parametrize(
    "text",
    [
        "The boat maker Volta was forced to admit that its boats leaked.\n\nVolta refused comment, "
        "but added that its offices were not searched.\n\nPrices fell too. Many yards are suspected "
        "of doing the same. Shares of Orbex fell.\n\nThe firm said in a statement: “Boats made by "
        "the Orbex group do not leak and comply with the law.”",
        "EU regulators have raided the offices of boat maker Orbex in Kelm, the company said "
        "Friday, in a fresh blow to the industry.",
        "Volta, the boat maker, said it would cut jobs. Its rival cut wages last May. Nothing came "
        "of it. Boat maker Orbex has lost a ship. The company said it was sorry.",
    ],
)
def test_the_company_is_the_one_named_beside_it(text):
    assert (statements(text)[-1].speaker or "").endswith("Orbex")


def test_the_carmaker_is_no_magazine():
    told = statements(
        "Der Spiegel, the German newsmagazine, said that Orbex had known of the leak. At the same "
        "time, the automaker disclosed that it would have to set aside billions."
    )
    assert told[0].role is Role.MEDIA
    assert told[0].speaker_id != told[-1].speaker_id


def test_a_name_with_group_in_it_is_the_same_company():
    told = statements(
        "Orbex Group Norway says it has nothing to answer for. Orbex Norway insists that prices "
        "are stable."
    )
    assert len({s.speaker_id for s in told}) == 1


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Otto Dahl, board member for finance, noted that sales had fallen.", Role.BUSINESS),
        ("Eva Lund, a research assistant, said the dam leaked.", Role.EXPERT),
        ("The Kelm-based Sea Corporation, a non-profit group that does research, said the ship "
         "would sink.", Role.CIVIL_SOCIETY),
        ("Secretary of the Opposition Coalition's political committee Otto Dahl said that the army "
         "had bombed towns.", Role.OTHER),
        ("The carmaker Orbex was sued. It is told that Orbex’s chief, at that time, Martin Lund, "
         "knew of it. Lund told the minister that the leak was large.", Role.BUSINESS),
        ("Two were seized by the FBI. The Center for Fuel Engines and Emissions (CFEE) is in Kelm. "
         "Their boss, CFEE director Otto Dahl, said he began young.", Role.EXPERT),
    ],
)  # fmt: skip
def test_what_the_copy_tells_of_a_role_is_read(text, role):
    assert statements(text)[-1].role is role


def test_countries_told_of_several_at_once():
    told = statements(
        "Arne, Jonas and Eva came to Kelm to study. Jonas Dahl and Arne Holm are both from Norway, "
        "while Eva Lund is from Biel, Switzerland.\n\n“They know us by name now,” says Eva. And "
        "Jonas Dahl says that they have been invited."
    )
    assert [s.country for s in told] == ["CH", "NO"]


def test_a_nation_before_a_list_is_of_each_in_it():
    told = statements(
        "It was reported in July that German carmakers Orbex, Volta, Porlux and Dahl Motors worked "
        "together. Orbex denied any deal with rivals. Volta said its offices were not searched."
    )
    assert {s.country for s in told} == {"DE"}
