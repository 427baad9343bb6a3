"""Coded sentences are cut out of their articles again, and another sentence is refused."""

import pytest

from training.frames.data import digest_of
from training.frames.texts import cut

ARTICLE = "It rained.\nThe  treaty of\u00a0peace was signed. Nobody came."


def coded(start: int, end: int, words: str) -> dict:
    return {
        "id": "a@11", "set": "own", "article": "a", "start": start, "end": end, "story": "s",
        "split": "train", "sha256": digest_of(words),
    }  # fmt: skip


@pytest.mark.parametrize(
    "words", ["The treaty of peace was signed.", "The treaty of\u00a0peace was signed."]
)
def test_a_sentence_is_cut_as_it_was_coded(words: str) -> None:
    end = ARTICLE.index(" Nobody")
    assert cut(coded(11, end, words), {"a": ARTICLE})["sentence"] == words


@pytest.mark.parametrize(
    "articles", [{}, {"a": "Another text stands here, and it is long enough."}]
)
def test_other_words_are_refused(articles: dict) -> None:
    with pytest.raises(ValueError, match="a@11"):
        cut(coded(11, 40, "The treaty of peace was signed."), articles)
