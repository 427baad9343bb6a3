"""One person, one speaker, whatever the articles call them; who may be two stays apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.models import Naming, Role
from framing.people import speakers_of, with_study_speakers
from tests.people.studies import article, body, person, unnamed


def ids(*analyses):
    """By article, the study's ids of its statements in text order."""
    joined = with_study_speakers(analyses, speakers_of(analyses))
    return {a.article.id: [s.speaker_id for s in a.statements] for a in joined}


def are_one(first, second, *, texts=("", "")) -> bool:
    found = ids(article("a", first, text=texts[0]), article("b", second, text=texts[1]))
    return found["a"] == found["b"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Susan Rice", "Susan E. Rice"),
        ("Volodymyr Zelenskiy", "Volodymyr Zelenskyy"),
        ("Volodymyr Zelensky", "Vladimir Zelenskiy"),
        ("Muammar Gaddafi", "Moammar Kadhafi"),
        ("Mohammed Morsi", "Muhammad Mursi"),
        ("Noor Mohammad Faiz", "Noor Mohammad Fayez"),
        ("Benjamin Netanyahu", "Binyamin Netanyahu"),
        ("Bashar al-Assad", "Bashar Assad"),
        ("Zoltan Kovacs", "Zoltán Kovács"),
        ("Recep Tayyip Erdogan", "Tayyip Erdoğan"),
        ("Jim Ashford", "James Ashford"),
        ("Phil Ashford", "Philip Ashford"),
        ("S. Ashford", "Susan Ashford"),
        ("Park Soo-hyun", "Park Su-hyun"),
        ("Osama bin Laden", "Usama bin Ladin"),
    ],
)
def test_one_name_written_in_two_ways_is_one_person(one, other):
    assert are_one(person(one), person(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Susan Rice", "Condoleezza Rice"),
        ("George W. Bush", "George H.W. Bush"),
        ("Donald Trump", "Donald Trump Jr."),
        ("Kim Jong Un", "Kim Yo Jong"),
        ("John Ashford", "Joan Ashford"),
        ("Mark Ashford", "Mike Ashford"),
        ("Eva Lund", "Eva Lindt"),
    ],
)
def test_two_who_share_a_name_are_two(one, other):
    assert not are_one(person(one), person(other))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Mr Putin", "Putin"),
        ("President Putin", "Putin"),
        ("Putin", "Putin"),
        ("Russian President Vladimir Putin", "Vladimir Putin"),
    ],
)
def test_a_surname_is_that_of_the_one_who_bears_it(words, name):
    found = speakers_of([article("a", person(words, name)), article("b", person("Vladimir Putin"))])
    assert list(found.speakers) == ["vladimir-putin"]
    assert found.speakers["vladimir-putin"].name == "Vladimir Putin"


def test_a_surname_is_that_of_the_junior_where_no_other_is_named():
    assert are_one(person("Jan Lund Jr."), person("President Lund"))


def test_a_surname_is_that_of_the_namesake_without_a_suffix():
    found = ids(
        article("a", person("Jan Lund Jr.")),
        article("b", person("Jan Lund")),
        article("c", person("Lund", "lund")),
    )
    assert found["c"] == found["b"] != found["a"]


def test_a_surname_that_two_bear_is_neithers():
    found = ids(
        article("a", person("Kim", "kim")),
        article("b", person("Kim Jong Un")),
        article("c", person("Kim Yong Hyun"), text="The minister spoke. Kim left. Kim slept."),
    )
    assert found == {"a": ["a/kim"], "b": ["kim-jong-un"], "c": ["kim-yong-hyun"]}


def test_also_where_the_other_bearer_is_only_written_of():
    found = ids(
        article("a", person("Lund")),
        article("b", person("Eva Lund")),
        article("c", person("Nils Berg"), text="The city's mayor is Karl Lund since May."),
    )
    assert found["a"] == ["a/lund"]


def test_a_surname_takes_the_full_name_that_its_own_article_has():
    found = ids(
        article("a", person("Lund"), text="Much was asked of Eva Lund in March."),
        article("b", person("Karl Lund")),
        article("c", person("Eva Lund")),
    )
    assert found["a"] == found["c"] != found["b"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Lund", country="SE"), person("Eva Lund", country="US")),
        (person("Lund", role=Role.MILITARY), person("Eva Lund", role=Role.EXPERT)),
    ],
)
def test_a_surname_does_not_join_where_the_articles_contradict(one, other):
    assert not are_one(one, other)


def test_a_title_tells_whose_surname_it_is_where_the_article_names_a_relative_in_full():
    found = ids(
        article("a", person("President Lund", "Lund"), text="Anna Lund met the cook."),
        article("b", person("President Otto Lund", "Otto Lund")),
    )
    assert found["a"] == found["b"]


def test_the_form_of_a_name_that_most_articles_write_is_the_name():
    forms = ("Otto Lund", "Otto Lund", "Otto J Lund")
    found = speakers_of([article(str(n), person(form)) for n, form in enumerate(forms)])
    assert [each.name for each in found.speakers.values()] == ["Otto Lund"]


def test_mr_and_mrs_are_two():
    found = ids(
        article("a", person("Mr Lund", "Lund")),
        article("b", person("Mrs Lund", "Lund")),
    )
    assert found["a"] != found["b"]


def test_a_title_tells_which_of_two_it_is():
    found = ids(
        article("a", person("Mrs Lund", "Lund")),
        article("b", person("Karen Lund")),
        article("c", person("Peter Lund")),
        article("d", person("Lund")),
    )
    assert found["a"] == found["b"] == ["karen-lund"]
    assert found["c"] == ["peter-lund"]
    assert found["d"] == ["d/lund"]


def test_who_has_no_name_is_of_one_article():
    found = ids(article("a", unnamed("officials")), article("b", unnamed("officials")))
    assert found == {"a": ["a/unnamed"], "b": ["b/unnamed"]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Russia's defence ministry", "the Russian Ministry of Defense"),
        ("China's Defence Ministry", "the Ministry of National Defense of China"),
        ("Seoul's defence ministry", "the South Korean Defense Ministry"),
        ("Damascus", "the Syrian government"),
        ("the UN Security Council", "the United Nations Security Council"),
        ("the New York-based Human Rights Watch", "Human Rights Watch"),
        ("the Labour Organisation of Norway", "Labor Organization of Norway"),
        ("Norways Ministry of Defence", "the Norwegian defense ministry"),
        ("Norways defense ministry", "the Norwegian Ministry of Defence"),
        ("Coinledger", "the website Coinledger.com"),
        ("the Norwegian space agency", "the Norwegian Space Agency"),
        ("Orbex Norway", "Orbex Group Norway"),
        ("the Peace and Memory Commission of Norway", "The National Peace and Memory Commission"),
        (
            "the war monitor Harbour Observatory for Human Rights",
            "Harbor Observatory for Human Rights",
        ),
    ],
)
def test_institutions_are_one_by_what_they_are(one, other):
    assert are_one(body(one), body(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the defence ministry", "the defence ministry"),  # whose?
        ("Russia's defence ministry", "Ukraine's defence ministry"),
        ("Russia's defence ministry", "Russia's foreign ministry"),
        ("Russia's defence ministry", "the defence ministry"),
        ("the police", "the police"),
        ("the Syrian government", "the White House"),
        ("Turkish groups", "Turkish groups"),
        ("Nigerian authorities", "Nigerian authorities"),
        ("Washington, Seoul and Tokyo", "Washington"),
        ("the NFB and Panama", "the NFB"),
        ("Kim's ministry", "Kim's ministry"),  # which ministry, of which Kim?
        ("the National Harvest Party", "the Harvest Party"),
        ("the Norwegian coalition", "the Norwegian National Coalition"),  # which?
    ],
)
def test_institutions_that_may_be_two_stay_apart(one, other):
    assert not are_one(body(one), body(other))


def test_a_body_with_national_in_its_name_is_called_without_it_too():
    one, other = body("The Norwegian Coalition", "NO"), body("Norwegian National Coalition", "NO")
    assert are_one(one, other)


def test_an_acronym_that_any_article_defines():
    text = "The Northern Fisheries Board (NFB) met."
    assert are_one(body("NFB"), body("the Northern Fisheries Board"), texts=("", text))
    assert are_one(body("EUCOM"), body("European Command"), texts=("", "European Command (EUCOM)."))


def test_an_acronym_that_two_articles_define_differently_stays_apart():
    found = ids(
        article("a", body("NFB")),
        article("b", body("Northern Fisheries Board"), text="Northern Fisheries Board (NFB) met."),
        article("c", text="The National Forest Bank (NFB) fell."),
    )
    assert found["a"] != found["b"]


def test_a_ministry_called_by_its_minister_is_that_ministry():
    text = "Defence Minister Kim Kwan-jin spoke first."
    kim = body("Kim's ministry", "KR")
    assert are_one(kim, body("South Korea's defence ministry"), texts=(text, ""))
    assert not are_one(kim, body("South Korea's foreign ministry"), texts=(text, ""))


def test_a_short_form_is_the_longer_name_of_its_article():
    found = ids(
        article("a", body("the Harbour Observatory for Human Rights"), body("the Observatory")),
        article("b", body("the Observatory")),
    )
    assert found["a"][0] == found["a"][1] != found["b"][0]


def test_a_person_taken_for_an_institution_is_the_person():
    joined = with_study_speakers(
        analyses := [
            article("a", body("Nayak"), text="It was for Navin Nayak to say."),
            article("b", person("Navin Nayak")),
        ],
        speakers_of(analyses),
    )
    said = joined[0].statements[0]
    assert (said.speaker_id, said.naming) == ("navin-nayak", Naming.NAMED)


def test_mr_nayaks_brother_is_another():
    found = ids(
        article("a", body("Mr Nayak's brother Arun"), text="It was for Navin Nayak to say."),
        article("b", person("Navin Nayak")),
    )
    assert found["a"] != found["b"]


def test_what_one_article_tells_travels_and_says_whence():
    analyses = [
        article("a", person("Eva Lund", role=Role.EXPERT, country="SE")),
        article("b", person("Eva Lund")),
    ]
    said = with_study_speakers(analyses, speakers_of(analyses))[1].statements[0]
    assert (said.role, said.country) == (Role.EXPERT, "SE")
    assert said.decided["country"] == said.decided["role"] == "told in a"


def test_what_articles_contradict_does_not_travel():
    analyses = [
        article("a", person("Eva Lund", role=Role.EXPERT)),
        article("b", person("Eva Lund", role=Role.CITIZEN)),
        article("c", person("Eva Lund")),
    ]
    joined = with_study_speakers(analyses, speakers_of(analyses))
    told = [a.statements[0].role for a in joined]
    assert told == [Role.EXPERT, Role.CITIZEN, None]


def test_all_else_of_a_statement_stays_as_the_article_has_it():
    analyses = [article("a", person("Mr Putin", "Putin")), article("b", person("Vladimir Putin"))]
    before = analyses[0].statements[0]
    after = with_study_speakers(analyses, speakers_of(analyses))[0].statements[0]
    assert (after.speaker, after.content, after.source) == (
        *(before.speaker, before.content, before.source),
    )


# --- properties -----------------------------------------------------------------------------------

NAMES = ("Kim", "Kim Jong Un", "Kim Yo Jong", "Rice", "Susan Rice", "Susan E. Rice", "S. Rice",
         "Condoleezza Rice", "Zelensky", "Volodymyr Zelenskiy", "Mr Lund", "Eva Lund", "Eve Lund",
         "E. Lund", "Lund Jr.", "Abu Omar", "Omar")  # fmt: skip
BODIES = ("the defence ministry", "Russia's defence ministry", "the Russian Ministry of Defence",
          "the ministry", "Amnesty", "Amnesty International", "AI", "Moscow")  # fmt: skip
speakers = st.one_of(
    st.builds(
        person,
        st.sampled_from(NAMES),
        role=st.sampled_from([None, Role.EXPERT, Role.MILITARY]),
        country=st.sampled_from([None, "US", "KR"]),
    ),
    st.builds(body, st.sampled_from(BODIES), st.sampled_from([None, "RU"])),
    st.just(unnamed("officials")),
)
corpora = st.lists(
    st.lists(speakers, max_size=4, unique_by=lambda s: s.name), min_size=1, max_size=5
)


def made(corpus):
    return [article(f"a{i}", *each) for i, each in enumerate(corpus)]


def groups(study):
    return {frozenset(local.key for local in each.locals) for each in study.speakers.values()}


@given(corpora, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_articles_changes_nothing(corpus, random):
    analyses = made(corpus)
    shuffled = list(analyses)
    random.shuffle(shuffled)
    assert speakers_of(analyses) == speakers_of(shuffled)


@given(corpora)
@settings(max_examples=60, deadline=None)
def test_each_speaker_of_each_article_is_in_one_of_the_study(corpus):
    analyses = made(corpus)
    study = speakers_of(analyses)
    places = [local.key for each in study.speakers.values() for local in each.locals]
    there = {(a.article.id, s.speaker_id) for a in analyses for s in a.statements}
    assert len(places) == len(set(places))
    assert set(places) == there


@given(corpora)
@settings(max_examples=60, deadline=None)
def test_nobody_is_one_with_somebody_of_another_full_name(corpus):
    apart = [("Kim Jong Un", "Kim Yo Jong"), ("Susan Rice", "Condoleezza Rice")]
    for each in speakers_of(made(corpus)).speakers.values():
        names = {local.words for local in each.locals}
        assert not any(set(pair) <= names for pair in apart)
        assert len({local.words for local in each.locals} & {"officials"}) == 0 or len(names) == 1


@given(corpora, st.data())
@settings(max_examples=60, deadline=None)
def test_taking_an_article_away_joins_no_two_full_names(corpus, data):
    """A surname may find its one bearer when a rival's article goes; those who have full names are
    told apart by them alone."""
    analyses = made(corpus)
    kept = [a for a in analyses if a is not data.draw(st.sampled_from(analyses))]
    full = {
        local.key
        for each in speakers_of(analyses).speakers.values()
        for local in each.locals
        if local.words in ("Kim Jong Un", "Kim Yo Jong", "Susan Rice", "Condoleezza Rice")
    }
    before = {frozenset(group & full) for group in groups(speakers_of(analyses))}
    for group in groups(speakers_of(kept)):
        assert any(group & full <= other for other in before)


def test_ids_are_the_same_for_every_order_of_three_articles():
    analyses = [
        article("a", person("Lund")),
        article("b", person("Eva Lund")),
        article("c", person("Eva M. Lund")),
    ]
    found = {tuple(speakers_of(order).speakers) for order in permutations(analyses)}
    assert found == {("eva-m-lund",)}


def test_an_institution_is_of_all_countries_that_one_article_tells():
    of_two = article("a", body("Kelm Observatory", "GB"))
    (told,) = of_two.statements
    told = replace(told, country=None, countries=("SY", "GB"))
    of_two = replace(
        of_two, results={"sources": replace(of_two.results["sources"], statements=(told,))}
    )
    both = (of_two, article("b", body("Kelm Observatory", "SY")))
    carried = with_study_speakers(both, speakers_of(both))
    assert [s.countries for a in carried for s in a.statements] == [("SY", "GB"), ("SY", "GB")]
    assert [s.country for a in carried for s in a.statements] == [None, None]


@pytest.mark.parametrize(
    ("role", "country", "one"),
    [(Role.GOVERNMENT, "TW", True), (Role.EXPERT, "TW", False), (Role.GOVERNMENT, None, False)],
)
def test_an_english_and_a_native_given_name_are_one_by_role_and_country(role, country, one):
    first = person("William Lim", role=Role.GOVERNMENT, country="TW")
    other = person("Lim Ching-ho", role=role, country=country)
    assert are_one(first, other) is one


@pytest.mark.parametrize("surmised", [True, False])
def test_where_an_article_is_set_yields_to_what_another_tells(surmised):
    placed = replace(person("Berg", country="KP"), surmised=surmised)
    analyses = [article("a", person("Ola Berg", country="NO")), article("b", placed)]
    study = speakers_of(analyses)
    said = with_study_speakers(analyses, study)[1].statements[0]
    assert (said.country, said.speaker_id == "ola-berg") == (
        ("NO", True) if surmised else ("KP", False)
    )


def test_what_several_articles_tell_of_a_person_outvotes_one():
    countries = ["FR", "FR", "UY", "FR"]
    analyses = [
        article(n, person("Eva Lund", country=c)) for n, c in zip("abcd", countries, strict=True)
    ]
    joined = with_study_speakers(analyses, speakers_of(analyses))
    assert [a.statements[0].country for a in joined] == ["FR"] * 4


def test_the_role_that_most_articles_tell_travels():
    roles = [Role.EXPERT, Role.EXPERT, Role.CITIZEN, None]
    analyses = [article(n, person("Eva Lund", role=r)) for n, r in zip("abcd", roles, strict=True)]
    joined = with_study_speakers(analyses, speakers_of(analyses))
    assert joined[-1].statements[0].role is Role.EXPERT


def test_what_a_caption_ran_into_a_name_is_no_part_of_it():
    text = "Mayor Anna Lund spoke. The mayor, Anna Lund, left. Anna Lund said the ferry would sail."
    fused = "Virginia Anna Lund said the ferry was late."
    analyses = (
        article("a", person("Anna Lund"), text=text),
        article("b", person("Virginia Anna Lund"), text=fused),
    )
    found = speakers_of(analyses)
    assert {each.name for each in found.speakers.values()} == {"Anna Lund"}
    first, second = ids(*analyses).values()
    assert first == second


def test_two_sides_of_a_war_are_no_government():
    one = body("Government and opposition forces", "SY")
    assert not are_one(one, body("the Syrian government", "SY"))


def test_private_people_of_a_common_surname_are_not_surely_one():
    """A bystander and a commuter may be two where several in the study have their surname."""
    witness = article("a", person("Andy Smith"), text="Tom Smith and Eva Smith were hurt.")
    commuter = article("b", person("commuter Andy Smith", "Andy Smith", Role.CITIZEN))
    (speaker,) = (s for s in speakers_of((witness, commuter)).speakers.values())
    assert not speaker.sure
    aged = article("c", person("Andy Smith, 40, a commuter", "Andy Smith", Role.CITIZEN))
    (speaker,) = (s for s in speakers_of((commuter, aged)).speakers.values())
    assert speaker.sure
