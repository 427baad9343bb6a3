"""Coded sentences are cut out of their articles again, and another sentence is refused; who coded
them is told, and what a command lacks is said."""

from collections import Counter

import pytest

from evaluation import frames
from evaluation.frames_score import DATA
from training.frames.data import digest_of, read_lines
from training.frames.texts import cut
from training.needs import need

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


def test_a_folder_that_is_not_there_is_no_measurement(tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        frames.main(["false", "--bbc", str(tmp_path / "nowhere")])
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert "nowhere is no folder" in said.err
    assert not said.out


def test_training_says_what_it_needs():
    need("json")
    with pytest.raises(SystemExit, match="pip install no_such_library"):
        need("json", "no_such_library")


def test_who_coded_what_is_told():
    """The figures of README are those of the data, and no coder of what is scored once coded more."""
    told = (DATA / "README.md").read_text("utf-8")
    coded = Counter(row["coder"] for row in read_lines(DATA / "codes.jsonl.gz"))
    earlier = sum(n for coder, n in coded.items() if coder.isdigit())
    present = sum(coded[coder] for coder in "ABCD")
    for number in (coded.total(), earlier, present, coded["E"]):
        assert f"{number:,}" in told
    assert coded.total() == earlier + present + coded["E"]
    once = {row["coder"] for row in read_lines(DATA / "once.jsonl.gz")}
    assert once.isdisjoint(coded)
