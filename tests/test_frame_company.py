"""What surroundings count for is fitted on dev, and taken only where it measures better."""

import numpy as np

from framing.analysers.heads import Head
from training.frames.company import company_of
from training.frames.texts import around

HEAD = Head(weights=(0.0,), bias=0.0, threshold=0.5, low=0.2, high=0.8, positives=1)


def drawn(helps: bool) -> tuple[list, list, list, list]:
    """Own probabilities, those around, codes and stories; the neighbours know the code, or not."""
    rng = np.random.default_rng(1)
    codes = [bool(each) for each in rng.random(400) < 0.4]
    own = [
        float(np.clip(0.5 + (0.12 if c else -0.12) + rng.normal(0, 0.2), 0.06, 0.94)) for c in codes
    ]
    near = [
        [float(np.clip((0.7 if c else 0.3) if helps else rng.random(), 0, 1))] * 2 for c in codes
    ]
    return own, near, codes, [f"s{i % 20}" for i in range(400)]


def test_surroundings_that_tell_are_taken() -> None:
    found = company_of(HEAD, *drawn(True), penalty=0.5, gain=0.01)
    assert found is not None
    assert found.near > 1


def test_surroundings_that_tell_nothing_are_not() -> None:
    assert company_of(HEAD, *drawn(False), penalty=0.5, gain=0.01) is None


def test_what_stands_around_a_coded_sentence_is_found_in_its_article() -> None:
    words = [
        f"Sentence number {n} stands here." for n in ("one", "two", "three", "four", "five", "six")
    ]
    rows = [
        {"id": "a-1", "article": "a", "sentence": words[1]},
        {"id": "a-2", "article": "a", "sentence": "Number five  stands here."},
        {"id": "a-3", "article": "a", "sentence": "This stands nowhere."},
    ]
    text = " ".join(words).replace("Sentence number five", "Number five")
    found = around(rows, {"a": text})
    assert found["a-1"] == [words[0], *text_of(text, 2, 5)]
    assert found["a-2"] == [*text_of(text, 1, 4), words[5]]
    assert "a-3" not in found


def text_of(text: str, start: int, end: int) -> list[str]:
    """Some of the sentences of a text."""
    return [f"{each}." for each in text.rstrip(".").split(". ")][start:end]
