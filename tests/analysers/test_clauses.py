"""Who acts in a headline, and the main clause of a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import analyse, read
from framing.analysers.clauses import Act, Gist
from framing.models import Part

BODY = "The two navies have trained together since 1999. Nobody was hurt."


@pytest.fixture(scope="module")
def of_text(tmp_path_factory):
    """Analyses a headline and sentences of the body, all of them at once."""

    def made(articles):
        folder = tmp_path_factory.mktemp("clauses")
        for place, (title, body) in enumerate(articles):
            (folder / f"{place:02}.txt").write_text(f"{title}\n\n{body}\n", encoding="utf-8")
        found = {analysis.article.path: analysis for analysis in analyse(read(folder))}
        return [found[path] for path in sorted(found)]

    return made


# Coded by hand: headline, who acts, the verb, whether it says no.
HEADLINES = [
    ("Norland rules out harbour patrols with Suda", "Norland", "rules out", True),
    ("Minister rejects calls for new inquiry", "Minister", "rejects", True),
    ("Norland will not join harbour patrols", "Norland", "will not join", True),
    ("Mayor opens new bridge over the river", "Mayor", "opens", False),
    ("Shares of shipyard decline after strike", "Shares of shipyard", "decline", False),
    ("Bridge is not ready for winter", "Bridge", "is not", False),
    ("Harbour town struck by missile from the sea", "Harbour town", "struck by", False),
    ("Mayor warns that the bridge will be closed", "Mayor", "warns", False),
    ("Army finds bodies in flooded tunnel, mayor says", "Army", "finds", False),
    ("Norland received oil from Suda in spite of sanctions: report", "Norland", "received", False),
    ("Flood kills 12 in harbour of Norland: officials", "Flood", "kills", False),
    ("Nice attack: France mourns", "France", "mourns", False),
    (
        "Ex-Harbour and Quay guards launch drive against noise",
        "Ex-Harbour and Quay guards",
        "launch",
        False,
    ),
]


def test_acts_of_headlines(of_text):
    analyses = of_text([(headline, BODY) for headline, *_ in HEADLINES])
    right = 0
    for analysis, (headline, actor, verb, refuses) in zip(analyses, HEADLINES, strict=True):
        text = analysis.article.text
        acts = [
            act
            for act in analysis.found(Act)
            if analysis.sentences[act.sentence].part is Part.HEADLINE
        ]
        assert any(act.refuses for act in acts) == refuses, headline
        told = [(act.actors[0].of(text), act.span.of(text)) for act in acts]
        assert told in ([], [(actor, verb)]), headline  # certain, or none
        right += bool(told)
    assert right >= 0.7 * len(HEADLINES)


def test_what_someone_says_of_itself_is_said_by_name(of_text):
    body = "Norland said on Monday that it was sending a ship to the shoal. " + BODY
    [analysis] = of_text([("Ship for the shoal", body)])
    text = analysis.article.text
    told = [(act.actors[0].of(text), act.span.of(text)) for act in analysis.found(Act)]
    assert told == [("Norland", "said")]


@pytest.mark.parametrize(("lead", "refuses"), [("It", False), ("The mayor", True)])
def test_what_has_no_will_refuses_nothing(of_text, lead, refuses):
    [analysis] = of_text([("Pier of Norland", f"{lead} will not bring back the old pier. {BODY}")])
    assert any(act.refuses for act in analysis.found(Act)) is refuses


def test_a_noun_that_the_parse_takes_for_the_verb_tells_nothing(of_text):
    [analysis] = of_text([("N. Norland fires missile over Suda", BODY)])
    text = analysis.article.text
    assert "missile" not in [act.span.of(text) for act in analysis.found(Act)]


def test_no_half_of_a_contraction_acts(of_text):
    headline = (
        "Norland Won’t Stop Building Ships For War So Talks Are Pointless, Suda’s Leader Says"
    )
    [analysis] = of_text([(headline, BODY)])
    text = analysis.article.text
    actors = [
        actor.of(text)
        for act in analysis.found(Act)
        if analysis.sentences[act.sentence].part is Part.HEADLINE
        for actor in act.actors
    ]
    assert actors in ([], ["Norland"])


@pytest.mark.parametrize(
    "headline",
    [
        "Harbour show: Reviewed",
        "Mayor's letter to Norland over bridge fears",
        "Bridge crash: Seven dead and 50 injured",
        "How thousands of dockers vanished",
        "Will the mayor open the bridge?",
        "Dockers freed in swap reunite with families",
        "Norland's plans push into harbour market",
    ],
)
def test_nothing_is_told_of_a_headline_whose_verb_is_not_certain(of_text, headline):
    [analysis] = of_text([(headline, BODY)])
    text, held = analysis.article.text, analysis.sentences
    acts = [act for act in analysis.found(Act) if held[act.sentence].part is Part.HEADLINE]
    told = [(act.actors[0].of(text), act.span.of(text)) for act in acts]
    assert told in ([], [("Dockers freed in swap", "reunite")])


def test_who_says_so_at_a_headlines_end_is_told_with_it(of_text):
    [analysis] = of_text([("Army finds bodies in flooded tunnel, mayor says", BODY)])
    text = analysis.article.text
    act = next(iter(analysis.found(Act)))
    assert act.by is not None
    assert act.by.of(text) == "mayor says"


def test_the_gist_is_the_main_clause_in_the_articles_words(of_text):
    sentence = (
        "On the eve of the talks, which both sides had prepared for months, Norland signed an "
        "agreement with Suda in the old harbour hall."
    )
    [analysis] = of_text([("Talks in the harbour end", sentence)])
    text = analysis.article.text
    [gist] = analysis.found(Gist)
    words = gist.span.of(text)
    assert words.startswith("Norland signed")
    assert "agreement" in words
    assert "eve" not in words


def test_to_whom_it_is_done(of_text):
    headlines = [
        "Two dockers killed in storm",
        "Storm kills two dockers",
        "Mayor hit by falling tree",
    ]
    passive = []
    for analysis in of_text([(headline, BODY) for headline in headlines]):
        [act] = [
            act
            for act in analysis.found(Act)
            if analysis.sentences[act.sentence].part is Part.HEADLINE
        ]
        passive.append(act.passive)
    assert passive == [True, False, True]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (
            "A source in the army strongly denied on Tuesday that the army had used gas.",
            "strongly denied",
        ),
        ("The mayor has carried out only eight of the 94 calls of the report.", "only eight"),
        ("The firm has faced questions over whether the state can read its files.", "questions"),
        ("The mayor did not say what ship the two ports would buy.", "did not say"),
        ("If the claims are true, the two ports have lost a ship.", "If the claims are true"),
        ("Neither the mayor nor the ports were named in the letter.", "Neither"),
    ],
)
def test_what_turns_a_sentence_round_stays_in_its_gist(of_text, sentence, words):
    [analysis] = of_text([("Talks in the harbour end", f"{BODY} {sentence}")])
    text = analysis.article.text
    gists = [gist for gist in analysis.found(Gist) if gist.sentence == 3]
    assert all(words in gist.span.of(text) for gist in gists)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (
            "Only seven of the 90 ferries of the state company have sailed since the winter "
            "timetable began in the three northern harbours.",
            "northern harbours",
        ),
        (
            "The mayor would close the old harbour bridge to all lorries and all buses of the town "
            "if the strike of the dockers goes on.",
            "if the strike",
        ),
        (
            "Norland will not buy any more ships from the yards of Suda unless the price falls by "
            "a third before the summer.",
            "unless the price falls",
        ),
        (
            "The port will let the ships of the fishing cooperative leave the inner harbour when "
            "the owners have paid for the repairs.",
            "when the owners have paid",
        ),
        (
            "China would not stand in the way of the two neighbours on the far coast should the "
            "north of the island attack first.",
            "should the north of the island attack",
        ),
        (
            "The yard built more ships than any other yard on the whole northern coast in the "
            "years between the two wars.",
            "between the two wars",
        ),
        (
            "Ferries of the state company carry cars and lorries across the strait to the island "
            "in the summer months.",
            "in the summer months",
        ),
        (
            "The council thanked the dockers of the old harbour who had brought the ferry and its "
            "passengers back to the pier.",
            "back to the pier",
        ),
    ],
)
def test_what_restricts_a_sentence_stays_in_its_gist(of_text, sentence, words):
    [analysis] = of_text([("Talks in the harbour end", f"{BODY} {sentence}")])
    text = analysis.article.text
    [gist] = [gist for gist in analysis.found(Gist) if gist.sentence == 3]
    assert words in gist.span.of(text)


@pytest.mark.parametrize(
    ("sentence", "gist"),
    [
        (
            "The mayor of Norland met the owners of the two ferries in the old town hall on Monday "
            "evening after a long march of the dockers.",
            "The mayor of Norland met the owners of the two ferries",
        ),
        (
            "Only seven of the 90 ferries have sailed since the winter timetable began in March, "
            "which the owners call a disgrace for the town.",
            "Only seven of the 90 ferries have sailed since the winter timetable began in March",
        ),
    ],
)
def test_what_restricts_nothing_is_cut_off(of_text, sentence, gist):
    [analysis] = of_text([("Talks in the harbour end", f"{BODY} {sentence}")])
    [found] = [found for found in analysis.found(Gist) if found.sentence == 3]
    words = found.span.of(analysis.article.text)
    assert found.cut
    assert words.startswith(gist[:50])
    assert len(words) < len(sentence) - 30


def test_of_what_is_said_the_gist_is_what_is_said(of_text):
    sentence = "The mayor of Norland said on Monday that the two ports would share one ship."
    [analysis] = of_text([("Talks in the harbour end", f"{BODY} {sentence}")])
    text = analysis.article.text
    gist = next(gist for gist in analysis.found(Gist) if gist.sentence == 3)
    assert gist.span.of(text) == "the two ports would share one ship"
    assert not gist.cut


# A handful of words makes sentences that no one wrote: the parser must get on with them.
WORDS = st.lists(
    st.sampled_from(
        "the navy Norland signed was not said that talks, of and in 1999 ruled".split()
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=5, deadline=None)
@given(st.lists(WORDS, min_size=3, max_size=6))
def test_spans_stand_inside_their_sentence_and_in_order(of_text, sentences):
    body = " ".join(f"{' '.join(words).capitalize()}." for words in sentences)
    for analysis in of_text([("Talks end in Norland", f"{BODY} {body}")]):
        for gist in analysis.found(Gist):
            sentence = analysis.sentences[gist.sentence].span
            ends = list(gist.span)
            assert ends == sorted(ends)
            assert sentence.start <= ends[0] < ends[-1] <= sentence.end
        for act in analysis.found(Act):
            sentence = analysis.sentences[act.sentence].span
            for span in (act.span, *act.actors):
                assert sentence.start <= span.start < span.end <= sentence.end


def test_who_says_it_behind_a_sentence_is_no_part_of_its_gist(of_text):
    sentence = (
        "If the bridge is mended, it will allow ferries and trains to leave the harbour of Norland "
        "at night, the official said, speaking on condition of anonymity."
    )
    [analysis] = of_text([("Harbour bridge to be mended", f"{sentence} {BODY}")])
    text = analysis.article.text
    gist = next(g for g in analysis.found(Gist) if "ferries" in g.span.of(text))
    assert gist.span.of(text).startswith("If the bridge is mended")
    assert "official" not in gist.span.of(text)
