"""The records beside the weights that ship: what they were made from, and that they are of them."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest

from framing.analysers.sources.tagger import WEIGHTS
from framing.analysers.tone.towards import FOLDER, MANIFEST, MODEL
from framing.text.encoder import FOLDER as ENCODER
from training.frames.gather import CODES
from training.frames.settings import FULL as FRAMES
from training.frames.thresholds import Settings as Thresholds
from training.record import FORMAT, ROOT, Record, digest, digests, read_record, write_record
from training.sources.settings import SETTINGS
from training.tone.settings import FULL

SHIPPED = [(WEIGHTS, SETTINGS), (FOLDER / MODEL, FULL)]


@pytest.mark.parametrize(("weights", "settings"), SHIPPED, ids=["sources", "tone"])
def test_each_model_that_ships_has_the_record_of_its_training(weights: Path, settings) -> None:
    path = weights.with_suffix(".json")
    record = read_record(path)
    assert record.weights == {weights.name: digest(weights)}
    # The settings in the code are those of the weights that ship.
    assert record.settings == json.loads(json.dumps(asdict(settings)))
    assert any("polnear" in name.lower() for name in record.inputs)
    assert record.scores
    assert {"arithmetic", "threads", "instructions"} <= set(record.machine)
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\b20\d\d-\d\d-\d\d\b|\"/|:\\\\", text)  # neither a date nor a place
    if record.scripts is None:  # then the model card says so
        card = (weights.parent / "MODEL_CARD.md").read_text(encoding="utf-8")
        assert "What is not recorded" in card
    else:
        assert {"python", "torch", "numpy"} <= set(record.libraries)
        assert any(name.startswith("training/") for name in record.scripts)


def test_the_tone_manifest_and_the_record_name_the_same_weights() -> None:
    manifest = json.loads((FOLDER / MANIFEST).read_text(encoding="utf-8"))
    assert {MODEL: manifest["sha256"]} == read_record(FOLDER / "towards.json").weights


def _record(**changed) -> Record:
    fields = {
        "format": FORMAT, "command": "c", "weights": {"w": "0" * 64}, "inputs": {}, "scripts": None,
        "settings": {}, "libraries": {}, "machine": {}, "scores": None,
    }  # fmt: skip
    return Record(**fields | changed)


def test_a_record_comes_back_as_it_was_written(tmp_path: Path) -> None:
    write_record(tmp_path / "r.json", _record())
    assert read_record(tmp_path / "r.json") == _record()


@pytest.mark.parametrize(
    "changed",
    [{"format": "framing.training/0"}, {"weights": {"w": "b6d1"}}, {"scripts": {"s": "Z" * 64}}],
)
def test_a_damaged_record_is_refused(tmp_path: Path, changed: dict) -> None:
    write_record(tmp_path / "r.json", _record(**changed))
    with pytest.raises(ValueError, match=re.escape("r.json")):
        read_record(tmp_path / "r.json")


def test_a_folder_has_a_digest_for_each_file(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(b"framing")
    found = digests({"base": tmp_path, "file": ROOT / "LICENSE"})
    assert list(found) == ["base/b.txt", "base/deep/a.txt", "file"]
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert found["base/deep/a.txt"] == empty


def test_the_encoder_has_the_record_of_its_training() -> None:
    record = read_record(ENCODER / "record.json")
    chosen = read_record(ENCODER / "thresholds.json")
    # The thresholds of the heads were chosen after the training, by a step of its own.
    left = {name: digest(ENCODER / name) for name in record.weights if name not in chosen.weights}
    assert record.weights == left | {name: chosen.inputs[name] for name in chosen.weights}
    models = {"lower.onnx", "general.onnx", "taught.onnx"}
    assert models | {"heads.json", "words.npy"} == set(record.weights)
    assert record.settings == json.loads(json.dumps(asdict(FRAMES)))
    assert CODES.name in record.inputs
    assert any(name.startswith("training/frames/") for name in record.scripts or {})
    assert not re.search(r"\"/|:\\\\", (ENCODER / "record.json").read_text(encoding="utf-8"))


def test_the_thresholds_have_a_record_of_their_own() -> None:
    record = read_record(ENCODER / "thresholds.json")
    assert record.weights == {"heads.json": digest(ENCODER / "heads.json")}
    for name in ("record.json", "lower.onnx", "taught.onnx"):
        assert record.inputs[name] == digest(ENCODER / name)
    assert record.settings == json.loads(json.dumps(asdict(Thresholds())))
    # Few enough of them are found where the frame is not spoken of.
    strange = {f"elsewhere_{frame}" for frame in Thresholds().strange}
    assert strange == {name for name in record.scores or {} if name.startswith("elsewhere_")}
    assert all((record.scores or {})[name] < Thresholds().most for name in strange)
    assert not re.search(r"\"/|:\\\\", (ENCODER / "thresholds.json").read_text(encoding="utf-8"))
