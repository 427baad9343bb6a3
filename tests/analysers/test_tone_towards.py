"""Tone towards actors: the model's input, its answers, and what happens without it."""

import json
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing.analysers.tone import Tone
from framing.analysers.tone.encoding import CLS, MAX_TOKENS, SEP, encode, masked
from framing.analysers.tone.towards import (
    FOLDER,
    MANIFEST,
    MODEL,
    TOKENIZER,
    ModelUnavailable,
    load_towards_model,
    tone_towards,
)
from framing.models import ActorTone, Article, Parts, Result, Span, Statement, Voice
from framing.text.parse import parse_articles
from framing.text.voices import with_voices

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases/tone_towards.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class Actor:
    id: str
    name: str
    aliases: tuple[str, ...]


JAPAN = Actor("japan", "Japan", ("Tokyo", "Japanese government"))
NORTH = Actor("north_korea", "North Korea", ("Pyongyang", "the North"))


def _bracketed(text: str) -> tuple[str, int, int]:
    before, rest = text.split("[")
    target, after = rest.split("]")
    return before + target + after, len(before), len(before) + len(target)


def _tone(text: str, tone: Tone, statements: tuple[Statement, ...] = ()) -> Result:
    article = Article("a", "a", text, Parts(Span(0, len(text))), outlet="o", outlet_name="O")
    parsed = with_voices(next(parse_articles([article], tone.needs)), statements)
    return tone.analyse(parsed, article)


FULL = Tone(actors=(JAPAN, NORTH), confidence=0.0)


# ------------------------------------------------------------------------------- the model's input


def test_the_targets_name_is_hidden() -> None:
    text, start, end = _bracketed("They blamed [Moscow] again.")
    assert masked(text, start, end) == ("They blamed the target again.", 12)


def test_a_target_inside_a_word_or_of_no_length_is_set_apart() -> None:
    assert masked("abc", 1, 1)[0] == "a the target bc"
    assert masked("", 0, 0) == ("the target", 0)
    assert masked("abc", 9, 4)[0] == "abc the target"


def test_a_long_sentence_is_read_around_its_target() -> None:
    tokenizer = load_towards_model().tokenizer
    words = ["word"] * 400
    for at in (0, 200, 399):
        text = " ".join([*words[:at], "Moscow", *words[at:]])
        start = len(" ".join(words[:at])) + bool(at)
        encoded = encode(tokenizer, text, start, start + 6)
        assert len(encoded.ids) == MAX_TOKENS
        assert sum(encoded.target) == 2
        assert tokenizer.decode([i for i, t in zip(*encoded_pairs(encoded), strict=True) if t]) == (
            "the target"
        )


def encoded_pairs(encoded):
    return encoded.ids, encoded.target


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.integers(-5, 90), st.integers(-5, 90))
def test_any_text_and_offsets_make_an_input_with_a_target(text: str, start: int, end: int) -> None:
    encoded = encode(load_towards_model().tokenizer, text, start, end)
    assert encoded.ids[0] == CLS
    assert encoded.ids[-1] == SEP
    assert len(encoded.ids) == len(encoded.target) <= MAX_TOKENS
    assert 1 in encoded.target


# ------------------------------------------------------------------------------------- its answers


@pytest.mark.parametrize(
    ("label", "text"), [(label, text) for label, texts in CASES.items() for text in texts]
)
def test_golden_sentence(label: str, text: str) -> None:
    (told,) = tone_towards([_bracketed(text)])
    assert max(told, key=told.__getitem__) == label


ODD = [
    ("", 0, 0),
    ("   ", 1, 2),
    ("Tokyo", 0, 5),
    ("Tokyo", 40, 2),
    ("Tokyo left the talks with Moscow", 26, 32),
    ("word " * 2000 + "Tokyo", 10000, 10005),
    ("\u202e\u200fTokyo\u200f \U0001f600\U0001f4a9 said", 2, 7),
    ("\x00\ufffd\ud7ff", 0, 1),
]


@pytest.mark.parametrize("item", ODD, ids=range(len(ODD)))
def test_odd_input_gives_probabilities(item: tuple[str, int, int]) -> None:
    (told,) = tone_towards([item])
    assert list(told) == ["negative", "neutral", "positive"]
    assert sum(told.values()) == pytest.approx(1.0)
    assert min(told.values()) >= 0


def test_each_answer_is_independent_of_the_others() -> None:
    items = [_bracketed(text) for texts in CASES.values() for text in texts]
    together = tone_towards(items)
    assert together == [tone_towards([item])[0] for item in items]
    assert tone_towards(items[::-1]) == together[::-1]


def test_no_items_need_no_model(tmp_path: Path) -> None:
    assert tone_towards([], tmp_path) == []


# -------------------------------------------------------------------------------- without the model


def _copy(folder: Path) -> Path:
    for name in (MODEL, TOKENIZER, MANIFEST):
        shutil.copyfile(FOLDER / name, folder / name)
    return folder


def _truncate(folder: Path) -> None:
    path = folder / MODEL
    path.write_bytes(path.read_bytes()[:100_000])


def _lie_about_a_truncated_model(folder: Path) -> None:
    import hashlib

    _truncate(folder)
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    manifest["sha256"] = hashlib.sha256((folder / MODEL).read_bytes()).hexdigest()
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


BREAKS = {
    "model missing": lambda folder: (folder / MODEL).unlink(),
    "model cut short": _truncate,
    "model cut short, manifest agrees": _lie_about_a_truncated_model,
    "tokenizer missing": lambda folder: (folder / TOKENIZER).unlink(),
    "tokenizer broken": lambda folder: (folder / TOKENIZER).write_text("{", encoding="utf-8"),
    "manifest missing": lambda folder: (folder / MANIFEST).unlink(),
    "manifest broken": lambda folder: (folder / MANIFEST).write_text("{}", encoding="utf-8"),
}


@pytest.mark.parametrize("how", BREAKS)
def test_a_damaged_model_is_a_named_error_and_a_told_fallback(tmp_path: Path, how: str) -> None:
    BREAKS[how](_copy(tmp_path))
    with pytest.raises(ModelUnavailable, match="Tone towards actors is left out"):
        tone_towards([("Tokyo left.", 0, 5)], tmp_path)
    result = _tone("Tokyo made a terrible mistake.", Tone(actors=(JAPAN,), model=tmp_path))
    assert "Tone towards actors is left out" in result.note
    assert result.found(ActorTone) == ()
    assert result.figures[0].value == pytest.approx(-1.0)


def test_textblob_mode_is_not_a_fallback(tmp_path: Path) -> None:
    result = _tone("Tokyo left.", Tone(actors=(JAPAN,), mode="textblob", model=tmp_path))
    assert (result.note, result.found(ActorTone)) == ("", ())


# ------------------------------------------------------------------------------------- the analyser


def test_the_one_who_condemns_is_neutral_and_the_condemned_is_not() -> None:
    text = "Japan strongly condemned North Korea's nuclear test."
    result = _tone(text, FULL)
    assert [(each.actor, each.label, each.span.of(text)) for each in result.found(ActorTone)] == [
        ("japan", "neutral", "Japan"),
        ("north_korea", "negative", "North Korea"),
    ]


def test_mentions_of_one_actor_in_a_sentence_count_once() -> None:
    text = "Tokyo said that Japan and the Japanese government would meet the North."
    result = _tone(text, FULL)
    assert [each.actor for each in result.found(ActorTone)] == ["japan", "north_korea"]
    assert result.found(ActorTone)[0].span.of(text) == "Tokyo"


@pytest.mark.parametrize(
    "text",
    [
        "The ferry crossed the North Sea.",
        "He flew with Japan Airlines.",
        "The Tokyoites met at noon.",
        "The pro-Tokyo group met at noon.",
    ],
)
def test_a_name_inside_a_longer_name_is_no_mention(text: str) -> None:
    assert _tone(text, FULL).found(ActorTone) == ()


def test_narrator_and_quoted_mentions_are_kept_apart() -> None:
    text = 'Japan is a member. "Japan has betrayed every one of its promises to us," Kim said.'
    statement = Statement(
        content=(Span(20, 72),),
        cue=Span(78, 82),
        source=Span(74, 77),
        voice=Voice.DIRECT,
        speaker="Kim",
    )
    result = _tone(text, FULL, (statement,))
    assert [(each.sentence, each.voice) for each in result.found(ActorTone)] == [
        (0, Voice.NARRATOR),
        (1, Voice.DIRECT),
    ]
    by_name = {measure.name: measure for measure in result.figures}
    assert by_name["tone_towards_japan"].value == 0.0
    assert by_name["tone_towards_japan_quoted"].value == -1.0


def test_below_the_confidence_the_analyser_abstains_and_says_how_often() -> None:
    text = "Japan strongly condemned North Korea's nuclear test."
    result = _tone(text, Tone(actors=(JAPAN, NORTH), confidence=1.01))
    assert result.found(ActorTone) == ()
    by_name = {measure.name: measure for measure in result.figures}
    assert by_name["tone_towards_abstained"].value == 2
    assert by_name["tone_towards_japan"].value is None


def test_an_actor_in_every_sentence_and_no_actor_at_all() -> None:
    every = _tone("Japan met Oslo at noon. " * 40, FULL)
    assert [each.sentence for each in every.found(ActorTone)] == list(range(40))
    assert _tone("Nobody met at noon.", FULL).found(ActorTone) == ()
    assert _tone("Japan met Oslo.", Tone()).found(ActorTone) == ()


def test_an_alias_in_small_letters_is_found_in_any_case() -> None:
    firms = Actor("firms", "Oil companies", ("oil companies",))
    result = _tone(
        "OIL  companies met. The oil companies left.", Tone(actors=(firms,), confidence=0)
    )
    assert [each.sentence for each in result.found(ActorTone)] == [0, 1]


ARTICLES = {
    "no actor": ("Nobody met at noon. The talks ended.", []),
    "an actor in every sentence": (
        "Japan condemned Seoul. " * 30,
        [("japan", "Japan"), ("south_korea", "Seoul")] * 30,
    ),
    "a sentence of 400 words, actors at its ends": (
        "Tokyo " + "and the old and the new plan " * 57 + "blamed Seoul",
        [("japan", "Tokyo"), ("south_korea", "Seoul")],
    ),
    "a name alone": ("Tokyo", [("japan", "Tokyo")]),
    "emoji": (
        "\U0001f600 Tokyo \U0001f4a9 condemned \U0001f1ef\U0001f1f5 Pyongyang \U0001f600.",
        [("japan", "Tokyo"), ("north_korea", "Pyongyang")],
    ),
    "right-to-left marks": (
        "\u202b\u200fTokyo\u200f condemned \u202e\u200fPyongyang\u200f\u202c.\u202c",
        [("japan", "Tokyo"), ("north_korea", "Pyongyang")],
    ),
}


@pytest.mark.parametrize("what", ARTICLES)
def test_odd_articles_are_analysed_as_any(what: str) -> None:
    text, expected = ARTICLES[what]
    article = Article("a", "a", text, Parts(Span(0, len(text))), outlet="o", outlet_name="O")
    (analysis,) = framing.analyse(
        [article], settings=framing.Settings(confidence=0.0, codebook="korea-japan")
    )
    assert [(t.actor, t.span.of(text)) for t in analysis.found(ActorTone)] == expected
    assert all(0 < t.p <= 1 for t in analysis.found(ActorTone))
