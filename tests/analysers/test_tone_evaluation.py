"""The evaluation's own arithmetic, its data, and that training never reads it."""

import re
import tomllib
from collections import Counter

import pytest

from evaluation.tone import FLOORS, OWN, main, neutral_share, read_bracketed
from evaluation.tone_score import at_confidence, calibration_error, confident_half, macro_f1
from training.tone.diplomatic import generate

DIPLOMATIC = read_bracketed(OWN / "diplomatic.toml")
NEUTRAL = tomllib.loads((OWN / "neutral_news.toml").read_text(encoding="utf-8"))["sentences"]


def _told(label: str, p: float) -> dict[str, float]:
    rest = (1 - p) / 2
    return {name: p if name == label else rest for name in ("negative", "neutral", "positive")}


def test_macro_f1_is_the_mean_of_the_labels() -> None:
    gold = ["negative", "neutral", "positive", "positive"]
    assert macro_f1(gold, gold) == 1.0
    guess = ["negative", "negative", "positive", "positive"]
    assert macro_f1(gold, guess) == pytest.approx((2 / 3 + 0 + 1) / 3)


def test_confident_half_takes_the_surest() -> None:
    gold = ["positive", "positive", "negative", "negative"]
    told = [
        _told("positive", 0.9), _told("negative", 0.5), _told("negative", 0.8),
        _told("positive", 0.6),
    ]  # fmt: skip
    assert confident_half(gold, told) == 1.0


def test_at_a_confidence_the_unsure_do_not_count() -> None:
    told = [_told("positive", 0.9), _told("negative", 0.7), _told("neutral", 0.6)]
    assert at_confidence(["positive", "neutral", "neutral"], told, 0.7) == (2 / 3, 1 / 2)
    assert at_confidence(["positive"], [_told("positive", 0.5)], 0.7) == (0.0, 0.0)


def test_calibration_error_compares_confidence_with_accuracy() -> None:
    told = [_told("positive", 0.75)] * 4
    assert calibration_error(["positive"] * 3 + ["negative"], told) == pytest.approx(0.0)
    assert calibration_error(["positive"] * 4, told) == pytest.approx(0.25)


def test_own_sets_are_as_large_as_promised_and_without_repeats() -> None:
    assert len(DIPLOMATIC) >= 150
    assert min(Counter(item.label for item in DIPLOMATIC).values()) >= 40
    assert len({(item.sentence, item.start) for item in DIPLOMATIC}) == len(DIPLOMATIC)
    assert len(set(NEUTRAL)) == len(NEUTRAL)


def test_training_sentences_are_none_of_the_evaluations() -> None:
    made = generate(4000, seed=1)
    assert {item["polarity"] for item in made} == {-1, 0, 1}
    sentences = {str(item["sentence"]) for item in made}
    assert not sentences & {item.sentence for item in DIPLOMATIC}
    for item in made[:200]:
        start, end = item["from"], item["to"]
        assert str(item["sentence"])[start:end].strip()


def test_joined_training_sentences_have_one_beginning() -> None:
    texts = [str(item["sentence"]) for item in generate(1500, seed=3, joined=1.0)]
    assert all(text[0].isupper() or text[0] == '"' for text in texts)
    openings = "According|Despite|If|Officials|Since|Tension|Thanks|The|Trade|With"
    assert not [text for text in texts if re.search(rf"[a-z,;] ({openings})\b", text)]


def test_training_sentences_are_the_same_each_time() -> None:
    assert generate(300, seed=7) == generate(300, seed=7)


def test_neutral_news_are_brought_within_a_tenth() -> None:
    share, n = neutral_share(NEUTRAL)
    assert n >= 60
    assert share >= 0.9


def test_the_command_prints_each_figure_with_its_floor(capsys: pytest.CaptureFixture) -> None:
    assert main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    for name in floors:
        assert any(line.startswith(name) for line in lines)
    assert any("not measured: give --data" in line for line in lines)
