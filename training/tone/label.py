"""Label more targets with the mean of several runs, for another run to learn from.

    python -m training.tone.label RUN/best.pt … --items FILE … --base FOLDER --out taught.jsonl

The items are shuffled with a fixed seed, and ``--number`` of them labelled. Items that people
labelled (NewsMTSC's train split) keep their label beside the teacher's.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

import torch

from training.tone.data import encode_all, read_items, read_rows
from training.tone.model import load_base
from training.tone.train import predict


def main(argv: list[str]) -> None:
    """Write each item with the runs' mean logits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=Path, nargs="+")
    parser.add_argument("--items", type=Path, action="append", required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--number", type=int, default=7000)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args(argv)
    torch.set_num_threads(args.threads)
    rows = [row for path in args.items for row in read_rows(path)]
    random.Random(1).shuffle(rows)
    rows = rows[: args.number]
    args.out.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    encoded = encode_all(read_items(args.out))
    model = load_base(args.base)
    total = torch.zeros(len(encoded), 3)
    for path in args.runs:
        model.load_state_dict(torch.load(path))
        total += predict(model, encoded) / len(args.runs)
    lines = [
        json.dumps(row | {"logits": [round(x, 3) for x in each]})
        for row, each in zip(rows, total.tolist(), strict=True)
    ]
    args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
