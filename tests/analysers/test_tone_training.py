"""What the training commands of tone make of texts; the training itself needs torch."""

import gzip
import json
import random
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from framing.text.parse import DEFAULT_MODEL
from training.tone.transfer import main, of_newsmtsc, targets


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(DEFAULT_MODEL, exclude=["ner", "lemmatizer"])


def _words(items: list[dict]) -> set[str]:
    return {item["sentence"][item["from"] : item["to"]] for item in items}


def test_names_and_pronouns_are_targets_and_known_ones_are_not(nlp: Language) -> None:
    doc = nlp("He told Angela Merkel that Moscow had broken the old treaty with her government.")
    found = _words(targets(doc, set(), 9, random.Random(1)))
    assert {"He", "Angela Merkel", "Moscow", "old treaty"} <= found
    taken = {doc.text.index("Moscow")}
    assert "Moscow" not in _words(targets(doc, taken, 9, random.Random(1)))


def test_targets_stand_where_they_are_said_to_in_any_sentence_of_a_text(nlp: Language) -> None:
    doc = nlp("The talks ended in March. Later that week Seoul thanked the Norwegian envoy.")
    second = list(doc.sents)[1]
    items = targets(second, set(), 9, random.Random(1))
    assert {item["sentence"] for item in items} == {second.text}
    assert {"Seoul", "Norwegian envoy"} <= _words(items)


def test_no_more_targets_than_asked_for(nlp: Language) -> None:
    doc = nlp("Oslo, Rome, Paris, Berlin and Vienna signed the letter that Madrid had written.")
    assert len(targets(doc, set(), 2, random.Random(1))) == 2


def _archive(folder: Path) -> Path:
    text = folder / "data" / "train" / "text"
    text.mkdir(parents=True)
    (text / "one.txt").write_text(
        "A headline\n\nSeoul thanked the Norwegian envoy on Monday.\n\n"
        "Seoul thanked the Norwegian envoy on Monday.\n",
        encoding="utf-8",
    )
    return folder


def test_the_command_reads_both_sets_and_each_sentence_once(tmp_path: Path) -> None:
    sentence = "Moscow accused the Ukrainian general of breaking the truce."
    row = {"sentence": sentence, "from": 0, "to": 6, "polarity": 0}
    rows = tmp_path / "train.jsonl.gz"
    with gzip.open(rows, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps(row) + "\n")
    out = tmp_path / "out.jsonl"
    main([str(out), "--newsmtsc", str(rows), "--polnear", str(_archive(tmp_path / "polnear"))])
    items = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert "Moscow" not in _words(items)
    assert {"Ukrainian general", "Seoul", "Norwegian envoy"} <= _words(items)
    assert len({(item["sentence"], item["from"]) for item in items}) == len(items)
    assert all("polarity" not in item for item in items)


def test_of_newsmtsc_leaves_very_short_sentences_out(nlp: Language, tmp_path: Path) -> None:
    rows = tmp_path / "train.jsonl.gz"
    with gzip.open(rows, "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"sentence": "Seoul agrees.", "from": 90}) + "\n")
    assert list(of_newsmtsc(nlp, rows, 4, random.Random(1))) == []
