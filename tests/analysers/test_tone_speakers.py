"""Speakers as those that tone is towards: who is one, under which words, and where it arrives."""

from dataclasses import dataclass, replace

import pytest

import framing
from framing.analysers.tone import Tone
from framing.models import (
    ActorTone,
    Article,
    Naming,
    Parts,
    Result,
    Role,
    Span,
    Statement,
    Voice,
)
from framing.text.parse import parse_articles
from framing.text.voices import with_voices


@dataclass(frozen=True)
class Actor:
    id: str
    name: str
    aliases: tuple[str, ...]


JAPAN = Actor("japan", "Japan", ("Tokyo", "Mullen"))
NEEDS = frozenset({"parser", "lemmatizer", "ner"})


def _by(
    text: str, source: str, speaker: str, key: str, naming: Naming = Naming.NAMED, role=Role.EXPERT
) -> Statement:
    """A statement whose source stands in the text, and whose content is its last word."""
    at = text.index(source)
    content = Span(len(text) - 1, len(text))
    return Statement(
        content=(content,), source=Span(at, at + len(source)), voice=Voice.INDIRECT,
        speaker=speaker, speaker_id=key, naming=naming, role=role,
    )  # fmt: skip


def _tone(text: str, *statements: Statement) -> Result:
    article = Article("a", "a", text, Parts(Span(0, len(text))), outlet="o", outlet_name="O")
    parsed = with_voices(next(parse_articles([article], NEEDS)), statements)
    sources = Result(analyser="sources", version="1", statements=statements)
    tone = Tone(actors=(JAPAN,), confidence=0.0)
    return tone.analyse(replace(parsed, results={"sources": sources}), article)


def _found(result: Result, text: str) -> list[tuple[str, str]]:
    return [(each.actor, each.span.of(text)) for each in result.found(ActorTone)]


def test_a_person_is_found_by_name_and_by_surname() -> None:
    text = "Lena Brandt, the mayor, met Tokyo's envoy. Residents booed Brandt. She left."
    result = _tone(text, _by(text, "Lena Brandt", "Lena Brandt, the mayor", "lena-brandt"))
    assert _found(result, text) == [
        ("lena-brandt", "Lena Brandt"),
        ("japan", "Tokyo"),
        ("lena-brandt", "Brandt"),
    ]
    assert {each.name for each in result.found(ActorTone) if each.actor == "lena-brandt"} == {
        "Lena Brandt"
    }


def test_a_family_name_that_stands_first_is_found_where_the_copy_uses_it() -> None:
    text = "Yang Bojiang said it would rain. Yang added that it would not. Critics mocked Yang."
    first = _by(text, "Yang Bojiang", "Yang Bojiang, a scholar", "yang-bojiang")
    later = _by(text, "Yang", "Yang Bojiang, a scholar", "yang-bojiang")
    assert [words for _, words in _found(_tone(text, first), text)] == ["Yang Bojiang"]
    assert [words for _, words in _found(_tone(text, first, later), text)] == [
        "Yang Bojiang",
        "Yang",
        "Yang",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Frank Murkowski lost to Lisa Murkowski. Voters liked Murkowski.",
        "Frank Murkowski thanked Sen. Lisa Murkowski. Voters liked Murkowski.",
    ],
)
def test_a_surname_that_two_people_have_is_nobodys(text: str) -> None:
    result = _tone(text, _by(text, "Frank Murkowski", "Frank Murkowski", "frank-murkowski"))
    assert _found(result, text) == [("frank-murkowski", "Frank Murkowski")]


def test_a_surname_that_two_speakers_have_is_nobodys() -> None:
    text = "Ann Lee spoke. Bo Lee spoke. Later Lee left."
    result = _tone(
        text, _by(text, "Ann Lee", "Ann Lee", "ann-lee"), _by(text, "Bo Lee", "Bo Lee", "bo-lee")
    )
    assert [words for _, words in _found(result, text)] == ["Ann Lee", "Bo Lee"]


def test_a_title_before_the_surname_makes_nobody_else_of_it() -> None:
    text = "Ann Lee spoke. Then Mayor Lee left, and Mrs. Lee was praised."
    result = _tone(text, _by(text, "Ann Lee", "Mayor Ann Lee", "ann-lee"))
    assert [words for _, words in _found(result, text)] == ["Ann Lee", "Lee"]


def test_a_word_that_is_no_name_where_it_stands_is_no_mention() -> None:
    text = "Cathy Young spoke. Young people cheered."
    result = _tone(text, _by(text, "Cathy Young", "Cathy Young", "cathy-young"))
    assert [words for _, words in _found(result, text)] == ["Cathy Young"]


@pytest.mark.parametrize(
    ("source", "key", "naming", "role"),
    [
        ("an official", "unnamed-official", Naming.UNNAMED, Role.GOVERNMENT),
        ("the report", "document-report", Naming.DOCUMENT, Role.OTHER),
        ("the Foreign Ministry", "foreign-ministry", Naming.INSTITUTION, Role.GOVERNMENT),
        ("the ministry", "institution-ministry", Naming.INSTITUTION, Role.GOVERNMENT),
        ("Reuters", "reuters", Naming.INSTITUTION, Role.MEDIA),
        ("Oslo and Bergen", "oslo-and-bergen", Naming.INSTITUTION, Role.GOVERNMENT),
        ("Tokyo", "jp-government", Naming.INSTITUTION, Role.GOVERNMENT),
        ("Tokyo's Coast Guard", "tokyo-s-coast-guard", Naming.INSTITUTION, Role.MILITARY),
        ("Adm. Mike Mullen", "mike-mullen", Naming.NAMED, Role.MILITARY),
        ("Japan", "japan", Naming.NAMED, Role.GOVERNMENT),
    ],
)
def test_who_has_no_name_or_is_an_actor_already_is_no_further_actor(
    source: str, key: str, naming: Naming, role: Role
) -> None:
    text = f"They heard that {source} said so."
    result = _tone(text, _by(text, source, source.removeprefix("the "), key, naming, role))
    assert {each.actor for each in result.found(ActorTone)} <= {"japan"}


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("Amnesty International", "amnesty-international"),
        ("the Ministry of Trade and Industry", "ministry-of-trade-and-industry"),
        ("the Bank of Japan", "bank-of-japan"),
        ("UNICEF", "unicef"),
    ],
)
def test_a_body_with_a_name_of_its_own_is_one(source: str, key: str) -> None:
    text = f"They heard that {source} said so."
    result = _tone(text, _by(text, source, source, key, Naming.INSTITUTION, Role.OTHER))
    assert [(each.actor, each.name) for each in result.found(ActorTone)] == [
        (key, source.removeprefix("the "))
    ]


def test_without_sources_the_codebooks_actors_are_told_alone() -> None:
    text = "Lena Brandt met Tokyo's envoy."
    assert [each.actor for each in _tone(text).found(ActorTone)] == ["japan"]


def test_narrator_and_quoted_words_about_a_speaker_are_kept_apart() -> None:
    text = 'Lena Brandt spoke. "Brandt has betrayed every promise she made to us," Kim said.'
    brandt = _by(text, "Lena Brandt", "Lena Brandt", "lena-brandt")
    at = text.index('"'), text.rindex('"') + 1
    kim = Statement(content=(Span(*at),), voice=Voice.DIRECT, speaker="Kim")
    measures = {m.name: m.value for m in _tone(text, brandt, kim).figures}
    assert measures["tone_towards_lena-brandt"] == 0.0
    assert measures["tone_towards_lena-brandt_quoted"] == -1.0


STORY = """Mayor Lena Brandt claimed on Monday that the bridge was safe.

Engineers accused Brandt of lying about the bridge and putting lives at risk.

Brandt denied it. Critics called Brandt a disgrace to the city.
"""


def test_speakers_reach_documents_tables_figures_and_report(tmp_path) -> None:
    for outlet in ("The Harbour Post", "The Hill Gazette"):
        (tmp_path / f"{outlet}.txt").write_text(f"{outlet}\n\n{STORY}", encoding="utf-8")
    analyses = framing.analyse(framing.read([tmp_path]))
    told = [t for t in analyses[0].found(ActorTone) if t.actor == "lena-brandt"]
    assert {"negative"} <= {each.label for each in told}
    comparison = framing.compare(analyses)
    speakers = [actor for actor in comparison.actors if actor.speaker]
    assert [(actor.id, actor.name) for actor in speakers] == [("lena-brandt", "Lena Brandt")]
    figure = comparison.outlets[0].figures["toward.lena-brandt.narrator"]
    assert figure.n == len([t for t in told if t.voice is Voice.NARRATOR])
    framing.render(comparison, tmp_path / "report.html", format="html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert 'id="ev-unknown-the-harbour-post-toward-lena-brandt-narrator"' in page
    assert "claim (government" in page  # a cue that judges, and whose words it judges
    rows = (tmp_path / "report.data/towards.csv").read_text(encoding="utf-8")
    assert ",lena-brandt,Lena Brandt,Brandt,narrator,negative," in rows
