"""Emphasis: the hits of a codebook, their conditions and voices, and the measures made of them."""

import math
import tomllib
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.analysers.base import Analyser
from framing.analysers.emphasis import Emphasis
from framing.codebooks import Codebook, load_codebook
from framing.models import Article, Hit, Part, Parts, Result, Span, Statement, Voice
from framing.text.parse import parse_articles
from framing.text.voices import with_voices
from framing.validation.semantic import as_article, by_words, code_sentences, frames_of

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "emphasis.toml").read_text("utf-8"))
SHOWN = {"history", "security", "dialogue"}


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    """A codebook whose frames are read by indicators."""
    return by_words(load_codebook("korea-japan"))


@pytest.fixture(scope="module")
def found(codebook: Codebook) -> dict[str, frozenset[str]]:
    texts = [case["text"] for case in CASES["sentence"]]
    return dict(zip(texts, frames_of(codebook, texts), strict=True))


@pytest.mark.parametrize("case", CASES["sentence"], ids=lambda case: case["text"][:50])
def test_sentence(case: dict[str, object], found: dict[str, frozenset[str]]) -> None:
    assert sorted(found[str(case["text"])] & SHOWN) == case["frames"]


def codebook_of(tmp_path: Path, indicator: str, head: str = "") -> Codebook:
    path = tmp_path / "c.toml"
    path.write_text(
        f'title="T"\nversion="1"\n{head}\n[[frames]]\nid="f"\nname="F"\ndefinition="d"\n'
        f'colour="#000000"\n[[frames.indicators]]\n{indicator}\n',
        encoding="utf-8",
    )
    return load_codebook(path)


def words(codebook: Codebook, text: str) -> list[str]:
    result = code_sentences(codebook, [text])[0]
    return [hit.span.of(text) for hit in result.found(Hit)]


@pytest.mark.parametrize(
    ("indicator", "text", "expected"),
    [
        (
            'lemma=["attack"]',
            "Attacks followed an attack; they attacked.",
            ["Attacks", "attack", "attacked"],
        ),
        ('phrase=["the talks"]', "The talks and the talk.", ["The talks"]),
        ('pattern=["March"]', "They march in March.", ["March"]),
        ('pattern=["march"]', "They march in March.", ["march", "March"]),
        ('pattern=["=talks"]', "Talks, a talk, talking.", ["Talks"]),
        ('pattern=["victim*"]', "The victimised and the victims.", ["victimised", "victims"]),
        ('pattern=["strain/VERB"]', "The strain grew. Rows have strained it.", ["strained"]),
        ('pattern=["military? tie"]', "Ties, and military ties.", ["Ties", "military ties"]),
        (
            'pattern=["sign ... pact"]',
            "They sign a joint pact. They sign it. A pact stands.",
            ["sign a joint pact"],
        ),
        ('pattern=["sign ... pact"]', "They sign one two three four pact.", []),
        ('pattern=["the _ war"]', "The Korean war, the war.", ["The Korean war"]),
        (
            'lemma=["six-party talk"]',
            "The six-party talks and six party talks.",
            ["six-party talks", "six party talks"],
        ),
        ('lemma=["colonise"]', "It was colonized; they colonise.", ["colonized", "colonise"]),
        ('lemma=["war crime"]', "A war‑crimes court; war crimes.", ["war‑crimes", "war crimes"]),
        ('lemma=["cooperation"]', "Co-operation, cooperation.", ["Co-operation", "cooperation"]),
        ('lemma=["co-operation"]', "Co-operation, cooperation.", ["Co-operation", "cooperation"]),
        ('lemma=["email"]', "An e-mail and emails.", ["e-mail", "emails"]),
        (
            'lemma=["ceasefire"]',
            "A cease-fire, ceasefires, a cease−fire. A plan to cease; fire - no.",
            ["cease-fire", "ceasefires", "cease−fire"],
        ),
        (
            'lemma=["airstrike"]',
            "Air strikes and an air-strike; airstrikes. In the air, strikes.",
            ["Air strikes", "air-strike", "airstrikes"],
        ),
        ('lemma=["lawmaker"]', "Law-makers met a law maker.", ["Law-makers", "law maker"]),
        ('lemma=["policymaker"]', "Policy makers met.", ["Policy makers"]),
        (
            'lemma=["ceasefire agreement"]',
            "A cease-fire agreement. The ceasefire agreement.",
            ["cease-fire agreement", "ceasefire agreement"],
        ),
        ('lemma=["break ceasefire"]', "They broke the cease-fire.", []),
        ('lemma=["break the ceasefire"]', "They broke the cease-fire.", ["broke the cease-fire"]),
        ('lemma=["information"]', "They marched in formation.", []),
        ('lemma=["counteroffensive"]', "A counter-offensive came.", ["counter-offensive"]),
        ('lemma=["counterterrorism"]', "On counter-terrorism.", ["counter-terrorism"]),
        ('lemma=["cafe\u0301"]', "A café, a cafe\u0301 or a cafe.", ["café", "cafe\u0301", "cafe"]),
        ('phrase=["World War II"]', "World War Ⅱ ended.", ["World War Ⅱ"]),
        ('phrase=["Tokyo\'s rule"]', "Tokyo’s rule, Tokyo rule.", ["Tokyo’s rule", "Tokyo rule"]),
        ('pattern=["US"]', "U.S. TROOPS LEAVE", ["U.S."]),
        ('pattern=["US"]', "The U. S. army left.", ["U. S."]),
        ('lemma=["fuel"]', "War fuelled it; FUELLING IT", ["fuelled", "FUELLING"]),
        ('lemma=["fuelled"]', "War fueled it.", ["fueled"]),
        ('lemma=["naïve"]', "A naive plan.", ["naive"]),
        ('pattern=["US"]', "The U.S. left. The US came. Tell us more.", ["U.S.", "US"]),
        ('pattern=["US"]', "TELL US MORE", []),
        ('lemma=["asylum seeker"]', "ASYLUM SEEKERS ARRIVE", ["ASYLUM SEEKERS"]),
        ('lemma=["Japan rule"]', "Japan’s rule ended.", ["Japan’s rule"]),
        ('lemma=["joint declaration"]', "A joint “declaration” came.", ["joint “declaration"]),
        ('lemma=["wave"]\nnear=["sea"]', "Waves on the sea. Waves of heat.", ["Waves"]),
        (
            'lemma=["wave"]\nnear=["sea"]\nwithin=2',
            "The sea waves. A wave far from that sea.",
            ["waves"],
        ),
        (
            'lemma=["wave"]\nnear=["sea"]\nwithin="article"',
            "Waves came. The sea was far.",
            ["Waves"],
        ),
        ('lemma=["wave"]\nnear=["wave"]', "One wave came.", []),
        ('lemma=["wave"]\nnot_near=["heat"]', "Waves of heat. Waves of water.", ["Waves"]),
        (
            'lemma=["defence"]\nnot_in=["defence ministry"]',
            "The defence ministry and defense.",
            ["defense"],
        ),
    ],
)
def test_the_notation_finds(tmp_path: Path, indicator: str, text: str, expected: list[str]) -> None:
    assert words(codebook_of(tmp_path, indicator), text) == expected


def test_a_paragraph_scope_stops_at_the_paragraph(tmp_path: Path) -> None:
    codebook = codebook_of(tmp_path, 'lemma=["wave"]\nnear=["sea"]\nwithin="paragraph"')
    assert words(codebook, "Waves came. The sea rose.") == ["Waves"]
    assert words(codebook, "Waves came.\n\nThe sea rose.") == []


def test_lists_may_hold_phrases_and_lists(tmp_path: Path) -> None:
    codebook = codebook_of(
        tmp_path, 'pattern=["@all attack"]', 'lists.all=["@k", "China"]\nlists.k=["North Korea"]'
    )
    assert words(codebook, "The North Korea attack, the China attack.") == [
        "North Korea attack",
        "China attack",
    ]


def test_overlapping_hits_of_a_frame_are_one_the_longest(tmp_path: Path) -> None:
    codebook = codebook_of(tmp_path, 'lemma=["colonial", "harsh colonial rule"]')
    assert words(codebook, "Under harsh colonial rule.") == ["harsh colonial rule"]


def sample() -> Article:
    parts = [
        "Colonial past weighs on talks",
        "The crowd watched. Nothing happened.",
        "Japan's colonial rule ended in 1945. It rained.",
        "“The missiles and the colonial rule frighten us all,” he said.",
    ]
    text = "\n\n".join(parts)
    body = text.index(parts[1])
    return Article(
        id="a",
        path="a.txt",
        text=text,
        parts=Parts(Span(body, len(text)), headline=Span(0, len(parts[0]))),
        outlet="o",
        outlet_name="O",
    )


@pytest.fixture(scope="module")
def result(codebook: Codebook) -> tuple[Article, Result]:
    article, analyser = sample(), Emphasis(codebook)
    parsed = next(parse_articles([article], analyser.needs))
    return article, analyser.analyse(with_voices(parsed, ()), article)


def test_measures_count_body_sentences(result: tuple[Article, Result]) -> None:
    values = {m.name: (m.value, m.n) for m in result[1].figures}
    assert values["share.history"] == (2 / 5, 5)
    assert values["narrator_share.history"] == (1 / 5, 5)
    assert values["direct_share.history"] == (1 / 5, 5)
    assert values["share.security"] == (1 / 5, 5)
    assert values["log_ratio.history.security"] == (math.log2(2.5 / 1.5), 5)
    assert values["in_headline.history"] == (1.0, 1)
    assert values["in_lead.history"] == (0.0, 2)
    assert values["first_mention.history"] == (2 / 5, 5)
    assert values["first_mention.territory"] == (None, 5)
    assert [values[f"fifth_{i}.history"][0] for i in range(1, 6)] == [0, 0, 1, 0, 1]


def test_every_share_leads_to_its_hits(result: tuple[Article, Result]) -> None:
    article, emphasis = result
    for measure in emphasis.figures:
        if measure.name.startswith("share.") and measure.value:
            held = [h for h in emphasis.found(Hit) if f"share.{h.frame}" == measure.name]
            body = [h.span for h in held if article.parts.at(h.span.start) is Part.BODY]
            assert list(measure.evidence) == body


def test_hits_have_the_voice_of_their_words(result: tuple[Article, Result]) -> None:
    article, emphasis = result
    voices = {
        h.span.of(article.text).lower(): h.voice for h in emphasis.found(Hit) if h.sentence == 5
    }
    assert voices["missiles"] is Voice.DIRECT


def test_indirect_speech_is_a_voice_of_its_own(codebook: Codebook) -> None:
    article = as_article("Officials said the missiles were ready.")
    analyser = Emphasis(codebook)
    parsed = next(parse_articles([article], analyser.needs))
    statement = Statement(
        content=(Span(15, 38),), cue=Span(10, 14), source=Span(0, 9), voice=Voice.INDIRECT
    )
    hits = analyser.analyse(with_voices(parsed, [statement]), article).found(Hit)
    assert [hit.voice for hit in hits] == [Voice.INDIRECT]


def test_an_article_without_a_body_has_no_shares(codebook: Codebook) -> None:
    text = "Missiles fired"
    article = Article("a", "", text, Parts(Span(14, 14), headline=Span(0, 14)), "o", "O")
    analyser = Emphasis(codebook)
    parsed = next(parse_articles([article], analyser.needs))
    measures = {m.name: m for m in analyser.analyse(parsed, article).figures}
    assert measures["share.security"].value is None
    assert measures["log_ratio.history.security"].value is None
    assert measures["in_headline.security"].value == 1.0


def test_it_is_an_analyser(codebook: Codebook) -> None:
    assert isinstance(Emphasis(codebook), Analyser)


@lru_cache
def packaged() -> Emphasis:
    return Emphasis(by_words(load_codebook("korea-japan")))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Japan",
                "’s",
                "colonial",
                "rule",
                "war",
                ".",
                "“",
                "”",
                "talks",
                "-",
                "\n\n",
                "1910-45",
                "é",
                "\u00a0",
            ]
        ),
        max_size=30,
    )
)
def test_hits_are_inside_their_sentence_and_ordered(parts: list[str]) -> None:
    text = " ".join(parts)
    article, analyser = as_article(text), packaged()
    parsed = next(parse_articles([article], analyser.needs))
    hits = analyser.analyse(parsed, article).found(Hit)
    assert list(hits) == sorted(hits, key=lambda hit: hit.span)
    for hit in hits:
        assert hit.span.of(text).strip() == hit.span.of(text) != ""
        assert parsed.sentences[hit.sentence].span.contains(hit.span)
