"""The second opinion: what is doubted, by likeness and where meaning and words part."""

from pathlib import Path

import numpy as np
import pytest

from framing.codebooks import Codebook, load_codebook
from framing.text.encoder import load_encoder
from framing.validation.semantic import (
    as_article,
    as_text,
    code_articles,
    doubted,
    likely,
    nearness,
    parted,
    review,
)

SEA = """title = "T"
version = "1"
[[frames]]
id = "sea"
name = "Sea"
definition = "The sentence speaks of ships and the sea."
colour = "#000000"
include = [{ sentence = "The navy held a drill at sea." }, { sentence = "A ship left the port." }]
by = "BY"
"""


def codebook(tmp_path: Path, by: str, rest: str) -> Codebook:
    path = tmp_path / f"{by}.toml"
    path.write_text(SEA.replace("BY", by) + rest, encoding="utf-8")
    return load_codebook(path)


def test_vectors_do_not_depend_on_their_company() -> None:
    encoder = load_encoder("general")
    sentences = ["The navy held a drill.", "It rained.", "Tea"]
    together = encoder.vectors(sentences)
    for i, sentence in enumerate(sentences):
        assert (encoder.vectors([sentence])[0] == together[i]).all()


def test_likeness_is_the_mean_of_the_nearest_models() -> None:
    vectors = np.array([[1, 0], [0, 1]], dtype=np.float32)
    models = np.array([[1, 0], [1, 0], [1, 0], [0, 1]], dtype=np.float32)
    assert nearness(vectors, models) == pytest.approx([1.0, 1 / 3])


def test_what_is_doubted() -> None:
    found = [True] * 5 + [False] * 5
    likeness = [0.9, 0.8, 0.7, 0.6, 0.1, 0.75, 0.3, 0.2, 0.15, 0.05]
    # 5: as like as the middle hit (0.7); 4: no more like than the middle of the rest (0.2)
    assert doubted(likeness, found, 10) == [5, 4]
    assert doubted(likeness, found, 0) == []
    assert doubted(likeness[:9], found[:9], 10) == []  # too few to compare


def test_where_meaning_and_words_part() -> None:
    p = [0.9, 0.1, 0.3, 0.6]
    meant, worded = [True, False, False, True], [True, True, True, False]
    assert parted(p, meant, worded, 10) == [2, 1, 3]


def test_a_frame_by_indicators_is_held_against_likeness(tmp_path: Path) -> None:
    text = " ".join(
        ["The navy held a drill at sea."] * 6
        + ["It rained."] * 6
        + ["The fleet sailed in June."]
        + ["The bank raised rates."] * 3
    )
    book = codebook(tmp_path, "indicators", '[[frames.indicators]]\nlemma = ["navy"]\n')
    doubts = review(book, [as_article(text)], load_encoder("general"), most=2)
    assert all(doubt.frame == "sea" for doubt in doubts)
    lines = list(as_text(doubts))
    assert all(any(doubt.text in line for line in lines) for doubt in doubts)
    assert review(book, [], load_encoder("general")) == ()


def test_a_frame_by_meaning_is_held_against_its_indicators(tmp_path: Path) -> None:
    head = 'head = "security"\n[[frames.indicators]]\nlemma = ["attack"]\n'
    book = codebook(tmp_path, "meaning", head)
    text = (
        "The winger attacked again after the break. Militants shelled the barracks. Tea was cold."
    )
    doubts = review(book, [as_article(text)], load_encoder("general"))
    assert [(doubt.found, doubt.text.split()[0]) for doubt in doubts] == [
        (False, "The"),
        (True, "Militants"),
    ]
    assert doubts[0].likeness < 0.5 < doubts[1].likeness


def test_a_sheet_looks_where_an_untaught_frame_is_likely(tmp_path: Path) -> None:
    book = codebook(tmp_path, "meaning", "")
    sentences = [
        "The bakery opened at nine.",
        "A frigate left the harbour.",
        "He bought a hat.",
    ] * 3
    articles = [as_article(" ".join(sentences), "a")]
    analyses = code_articles(book.model_copy(update={"frames": ()}), articles)
    assert likely(book, ["sea"], analyses, 3)["sea"] == {("a", 1), ("a", 4), ("a", 7)}
