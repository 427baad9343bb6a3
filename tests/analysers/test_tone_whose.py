"""Words that score only where they are the writer's, in the sense that is meant there."""

from __future__ import annotations

import pytest

from framing.analysers.tone import Loaded, Tone
from framing.analysers.tone.loaded import LoadedHit
from framing.models import Article, Parts, Span
from framing.text.parse import ParsedArticle, parse_articles
from framing.text.voices import with_voices

TONE, LOADED = Tone(mode="textblob"), Loaded()


def parsed(text: str) -> tuple[ParsedArticle, Article]:
    parts = Parts(Span(0, len(text)))
    article = Article(id="a", path="a", text=text, parts=parts, outlet="o", outlet_name="O")
    return with_voices(next(parse_articles([article], TONE.needs | LOADED.needs)), ()), article


def signs(text: str) -> dict[str, int]:
    told = TONE.analyse(*parsed(text)).tones[0]
    assert told is not None
    return {w.span.of(text): (w.polarity > 0) - (w.polarity < 0) for w in told.words if w.polarity}


def hits(text: str) -> list[tuple[str, str | None]]:
    found = LOADED.analyse(*parsed(text)).found(LoadedHit)
    return [(hit.term, hit.about) for hit in found if hit.judges]


@pytest.mark.parametrize(
    "text",
    [
        # belief and feeling
        "The ministry considered the mines a success.",
        "The harbour master felt that the plan was excellent.",
        "The village, which feels unfairly singled out by inspectors, will appeal.",
        "She came in the hope she would find a better school.",
        "The islands are widely seen as a threat.",
        # charges and warnings
        "The two sides traded allegations of armed threats.",
        "The latest charge from the port was that guards threatened the crew.",
        "Two boats were held on suspicion of violating the law.",
        "A clerk was held under suspicions that he illegally sold oil.",
        "Few saw a report that ships had illegally sold oil.",
        "He sent a letter warning of the danger.",
        "The council has designated the dam as a threat to the valley.",
        # questions
        "That raises the question of whether the ban is effective.",
        # reports that no comma parts from who reports them
        "Nine people died in the valley a clerk said.",
        "The rooms were filthy, they wrote, and pupils were given awful food.",
        # names that others gave
        "The so-called clean coal plant is shut.",
    ],
)
def test_what_others_believe_charge_or_report_scores_nothing(text: str) -> None:
    assert signs(text) == {}


def test_what_the_writer_believes_is_the_writers() -> None:
    assert list(signs("I think that the plan is excellent.").values()) == [1]


@pytest.mark.parametrize(
    "text",
    [
        "The board could fine firms found late.",
        "It was a deal to smooth deliveries to the camp.",
        "The ships trained together to better protect the coast.",
        "He hit out at the papers on Monday, challenging journalists to come up with proof.",
        "The probe ended in a controlled explosion and a mock attack.",
        "The school was shut over earthquake safety.",
        "They sent back the prisoners of war.",
        "The satellites won't be giving any warnings.",
        "There were no warning signs at the well.",
    ],
)
def test_a_word_scores_nothing_in_another_sense(text: str) -> None:
    assert signs(text) == {}


def test_a_compound_and_a_misprint_count_once() -> None:
    assert list(signs("The flood damage was great for nobody.").values())[:1] == [-1]
    assert len(signs("The lake was shut by flood damage.")) == 1
    assert len(signs("The emissions scandal scandal went on.")) == 1


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("The army violated the truce.", False),
        ("The failure to strike a ceasefire deal goes on.", False),
        ("The truce was broken in May.", False),
        ("The peace talks broke off in May.", False),
        ("The ships sailed in violation of the sanctions.", False),
        ("The town is under effective siege.", False),
        ("Neither the port nor the town reported injuries.", True),
        ("The passengers are not in danger.", True),
    ],
)
def test_the_sign_is_of_what_comes_of_it(text: str, good: bool) -> None:
    found = signs(text)
    assert found
    assert set(found.values()) == {1 if good else -1}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The grisly find shut the grubby market.", ["grisly", "grubby"]),
        ("The emissions rort was a scam.", ["rort", "scam"]),
        ("The probe went rogue.", ["rogue"]),
        ("The bill was watered down.", ["water down"]),
        ("The terror group left the liberated towns.", ["terror group", "liberated"]),
        ("The purge of the army went on.", ["purge"]),
        ("Fuel is injected to purge the filter.", []),
    ],
)
def test_words_that_mock_or_cheer_what_they_name_are_evaluative(
    text: str, terms: list[str]
) -> None:
    assert [term for term, _ in hits(text)] == terms


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("The port faces an increasingly assertive China.", "China"),
        ("China is defiant.", "China"),
        ("France has taken assertive steps on the coast.", "France"),
        ("The harsh French winter went on.", None),
        ("The brutal siege went on.", None),
    ],
)
def test_an_evaluative_adjective_tells_of_whom_it_is_said(text: str, about: str | None) -> None:
    assert {of for _, of in hits(text)} <= {about}
    assert about is None or hits(text)
