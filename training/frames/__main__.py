"""Train the coder of frames, from the base encoder and coded sentences to the files that ship.

    python -m training.frames --texts FOLDER --base MINILM --work FOLDER [--small] [--threads 1]

The codes lie in this repository; the texts of the sentences, which are not ours, in the folder that
``--texts`` names (``evaluation/frames_data/README.md``). MINILM holds ``config.json`` and
``model.safetensors`` of all-MiniLM-L6-v2 (``training/tone/README.md`` says where they come from).
Trained on the split 'train', chosen and calibrated on 'dev'; 'once' is never read. The files lie in
``WORK/model`` at the end, with the record of how they were made. Then ``python -m
training.frames.thresholds`` chooses the thresholds again, so that little is found elsewhere.
"""

# ruff: noqa: E402  (what is missing is said before it is imported)
from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from training.needs import need

need("torch", "safetensors", "onnx")

import torch

from framing.analysers.alone import WORDS
from framing.analysers.heads import load_heads
from framing.analysers.meaning import Weights
from framing.text.encoder import FOLDER, GENERAL, LOWER, TAUGHT, TOKENIZER, load_encoder
from training.frames.data import (
    MORE,
    NAMES,
    SENTENCES,
    Coded,
    joined,
    of_split,
    own_sentences,
    read_coded,
)
from training.frames.export import HEADS, export_encoder, write_heads, write_words
from training.frames.model import FrameCoder, average, load_parts
from training.frames.settings import FULL, SMALL, Settings
from training.frames.train import Read, Told, read, told, train
from training.record import digest, machine, record_of, write_record
from training.tone.model import ARITHMETIC

CODES = Path(__file__).parents[2] / "evaluation" / "frames_data" / "codes.jsonl.gz"
OWN = Path(__file__).parents[2] / "evaluation" / "emphasis_data"
RECORD = "record.json"
LIBRARIES = ("torch", "safetensors", "tokenizers", "numpy", "onnx", "onnxruntime")
_BASE = ("config.json", "model.safetensors")


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, export and record. Returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--codes", type=Path, default=CODES)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args(arguments)
    missing = [
        str(p) for p in (args.texts, *(args.base / name for name in _BASE)) if not p.exists()
    ]
    if missing:
        parser.error(f"not there: {', '.join(missing)}")
    torch.set_num_threads(args.threads)
    train_all(args.codes, args.texts, args.base, args.work, SMALL if args.small else FULL)
    return 0


def train_all(codes: Path, texts: Path, base: Path, work: Path, settings: Settings) -> None:
    """The whole procedure; the model lies in ``work/model`` at the end."""
    coded = read_coded(codes, texts)
    learned, dev = (of_split(coded, split)[: settings.most] for split in ("train", "dev"))
    print(f"{len(learned)} sentences to learn from, {len(dev)} of dev")
    learned += own_sentences(OWN)[: settings.most]
    learned += joined(learned, round(settings.joined * len(learned)), settings.seed)
    torch.manual_seed(settings.seed)
    lower, general, taught = load_parts(base, settings.lower)
    given, codes_told = read(lower, [e.sentence for e in learned]), told(learned, settings)
    average(taught, list(runs(base, given, codes_told, settings)))
    out = work / "model"
    export_encoder(lower, general, taught, settings.version, out)
    positives = {frame: sum(frame in each.frames for each in learned) for frame in NAMES}
    write_heads(taught, dev, settings, positives, out)
    write_words(out)
    scores = dev_scores(out, dev)
    print("dev F1:", ", ".join(f"{name} {value:.3f}" for name, value in scores.items()))
    inputs = {path.name: path for path in [texts / SENTENCES, *sorted(texts.glob(MORE))]}
    record = record_of(
        "python -m training.frames" + (" --small" if settings is SMALL else ""),
        weights=out / TAUGHT,
        inputs={
            **{name: path for name, path in inputs.items() if path.is_file()},
            codes.name: codes,
            **{f"base/{name}": base / name for name in _BASE},
            TOKENIZER: FOLDER / TOKENIZER,
        },
        data=[OWN],
        settings=settings,
        libraries=LIBRARIES,
        machine=machine(torch, str(ARITHMETIC).removeprefix("torch.")),
        scores={f"dev_{name}": value for name, value in scores.items()},
    )
    record.weights.update({name: digest(out / name) for name in (LOWER, GENERAL, HEADS, WORDS)})
    write_record(out / RECORD, record)


def runs(base: Path, given: Read, what: Told, settings: Settings) -> Iterator[FrameCoder]:
    """Trainings from the same start, each with a seed of its own."""
    for seed in range(settings.seed, settings.seed + settings.runs):
        taught = load_parts(base, settings.lower)[2]
        train(taught, given, what, replace(settings, seed=seed))
        yield taught


def dev_scores(folder: Path, dev: Sequence[Coded]) -> dict[str, float]:
    """F1 of each frame on dev, as the exported files read it; doubtful sentences are left out."""
    heads = load_heads(folder / HEADS).heads
    encoder = load_encoder("taught", folder)
    reads = [encoder.read(each.sentence) for each in dev]
    scores = {}
    for frame, head in heads.items():
        weights = Weights(head)
        found = [weights.probability(read) >= head.threshold for read in reads]
        codes = [each.code(frame) for each in dev]
        hit = sum(bool(f) and c is True for f, c in zip(found, codes, strict=True))
        wrong = sum(bool(f) and c is False for f, c in zip(found, codes, strict=True))
        missed = sum(not f and c is True for f, c in zip(found, codes, strict=True))
        scores[frame] = 2 * hit / max(1, 2 * hit + wrong + missed)
    return scores


if __name__ == "__main__":
    sys.exit(main())
