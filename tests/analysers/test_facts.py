"""Facts: found, where and in whose voice, or not found."""

from pathlib import Path

import pytest

from framing.analysers.base import Analyser
from framing.analysers.facts import FactFinding, Facts
from framing.codebooks import load_codebook
from framing.models import Voice
from framing.text.parse import parse_articles
from framing.text.voices import with_voices
from framing.validation.semantic import as_article

SEEDS = Path(__file__).parents[2] / "seeds"
# Read by hand in the five sample articles.
TOLD = {
    "000": {
        "rule_1910_45",
        "yeonpyeong",
        "sunk_ship",
        "nuclear_programme",
        "yomiuri",
        "joint_statement",
        "us_part",
    },
    "001": {
        "rule_1910_45",
        "yeonpyeong",
        "sunk_ship",
        "uranium",
        "nuclear_programme",
        "gsomia",
        "acsa",
        "yomiuri",
        "joint_statement",
        "us_part",
        "dokdo",
        "protest",
    },
    "002": {"rule_1910_45", "nuclear_programme", "yomiuri", "joint_statement", "six_party"},
    "003": {"rule_1910_45", "yeonpyeong", "nuclear_programme", "gsomia", "acsa", "us_part"},
    "004": {"rule_1910_45", "comfort_women", "nuclear_programme", "dokdo"},
}


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts(load_codebook("korea-japan"))


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_the_sample_articles_tell_these_facts(path: Path, facts: Facts) -> None:
    article = as_article(path.read_text("utf-8"))
    result = facts.analyse(next(parse_articles([article], facts.needs)), article)
    assert {finding.fact for finding in result.found(FactFinding)} == TOLD[path.stem[:3]]
    found = {m.name.removeprefix("found.") for m in result.figures if m.value == 1.0}
    assert found == TOLD[path.stem[:3]]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The US-South Korea naval drills begin in May.", {"us_part"}),
        ("The drill with Japan and the U.S. begins in May.", {"us_part"}),
        ("The quarrel may split the United States from its allies in Japan.", set()),
        ("North Korea tested a nuclear bomb.", {"nuclear_programme"}),
        ("Pyongyang should halt its nuclear and missile tests.", {"nuclear_programme"}),
        ("North Korea tested a missile.", set()),
    ],
)
def test_what_tells_of_exercises_and_of_nuclear_arms(
    sentence: str, told: set[str], facts: Facts
) -> None:
    article = as_article(sentence)
    result = facts.analyse(next(parse_articles([article], facts.needs)), article)
    assert {finding.fact for finding in result.found(FactFinding)} == told


def test_a_finding_has_its_words_and_voice(facts: Facts) -> None:
    text = "“Dokdo is our land,” he said. Japan claims the islets."
    article = as_article(text)
    parsed = with_voices(next(parse_articles([article], facts.needs)), ())
    findings = facts.analyse(parsed, article).found(FactFinding)
    assert [f.span.of(text) for f in findings] == ["claims the islets"]

    text = "“Japan must give up its claim to the islets of Dokdo,” he said."
    article = as_article(text)
    parsed = with_voices(next(parse_articles([article], facts.needs)), ())
    finding = facts.analyse(parsed, article).found(FactFinding)[0]
    assert (finding.fact, finding.voice, finding.sentence) == ("dokdo", Voice.DIRECT, 0)


@pytest.mark.parametrize(
    ("text", "facts_told"),
    [
        ("North Korea attacked a South Korean island in November.", ["yeonpyeong"]),
        ("North Korea could attack a South Korean island in November.", []),
        ("The fleet is to prevent an attack on a South Korean island by the North.", []),
    ],
)
def test_what_may_happen_is_no_fact(facts: Facts, text, facts_told) -> None:
    article = as_article(text)
    findings = facts.analyse(next(parse_articles([article], facts.needs)), article)
    assert [each.fact for each in findings.found(FactFinding)] == facts_told


def test_it_is_an_analyser(facts: Facts) -> None:
    assert isinstance(facts, Analyser)
