"""What the teacher says of many targets, for the student's first lessons."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import torch

from training.tone.data import encode_all
from training.tone.items import items_of, read_rows, write_rows
from training.tone.model import load_base
from training.tone.train import predict


def ask(base: Path, weights: Path, files: Sequence[Path], seed: int, out: Path) -> int:
    """Write the files' items, shuffled, each with the teacher's logits; how many they are.

    Items that people labelled keep their label beside the teacher's.
    """
    rows = [row for path in files for row in read_rows(path)]
    random.Random(seed).shuffle(rows)
    model = load_base(base)
    model.load_state_dict(torch.load(weights))
    logits = predict(model, encode_all(items_of(rows)))
    write_rows(
        out,
        (
            row | {"logits": [round(x, 3) for x in each]}
            for row, each in zip(rows, logits.tolist(), strict=True)
        ),
    )
    return len(rows)
