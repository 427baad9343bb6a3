"""Naming choices: labels, voices and the adjectives beside them."""

import tomllib
from pathlib import Path

import pytest

from framing.analysers.base import Analyser
from framing.analysers.naming import Naming
from framing.codebooks import load_codebook
from framing.models import NamingChoice, Result, Voice
from framing.text.parse import parse_articles
from framing.text.voices import with_voices
from framing.validation.semantic import as_article

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "naming.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def analyser() -> Naming:
    return Naming(load_codebook("korea-japan"))


def analysed(analyser: Naming, text: str) -> Result:
    article = as_article(text)
    parsed = with_voices(next(parse_articles([article], analyser.needs)), ())
    return analyser.analyse(parsed, article)


@pytest.mark.parametrize("case", CASES["sentence"], ids=lambda case: case["text"][:50])
def test_sentence(case: dict[str, object], analyser: Naming) -> None:
    text = str(case["text"])
    sets = {"rule", "sea", "north_government", "exercises", "women", "islets"}
    found = [
        {
            "set": choice.label_set,
            "label": choice.label,
            "words": choice.span.of(text),
            "modifiers": list(choice.modifiers),
        }
        for choice in analysed(analyser, text).found(NamingChoice)
        if choice.label_set in sets and choice.label != "pyongyang"
    ]
    assert found == case["choices"]


def test_narrator_and_quoted_choices_are_counted_apart(analyser: Naming) -> None:
    result = analysed(
        analyser,
        "“The annexation of Korea was a crime by Japan,” she said. Japan's annexation ended.",
    )
    assert [choice.voice for choice in result.found(NamingChoice)] == [Voice.DIRECT, Voice.NARRATOR]
    values = {m.name: m.value for m in result.figures}
    assert values["count.rule.annexation"] == 2
    assert values["narrator_count.rule.annexation"] == 1
    assert values["count.rule.occupation"] == 0


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("North Korea attacked an island in May.", ["attack"]),
        ("Beijing would not help should North Korea attack an island first.", []),
        ("North Korea fired again. Tokyo condemned the provocative launch.", ["provocation"]),
        (
            "North Korea fired. Tokyo could not bear what he called a “provocative launch”.",
            ["provocation"],
        ),
    ],
)
def test_a_name_of_an_event_counts_where_it_happened(analyser: Naming, text, labels) -> None:
    found = [c.label for c in analysed(analyser, text).found(NamingChoice)]
    assert [label for label in found if label in ("attack", "provocation", "shelling")] == labels


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Japan and South Korea began joint naval drills.", 1),
        ("The mayor in Japan held drills for schools in case of a missile.", 0),
    ],
)
def test_drills_are_the_armies(analyser: Naming, text: str, n: int) -> None:
    found = analysed(analyser, text).found(NamingChoice)
    assert sum(choice.label == "drills" for choice in found) == n


def test_it_is_an_analyser(analyser: Naming) -> None:
    assert isinstance(analyser, Analyser)
