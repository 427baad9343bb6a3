"""Targets in sentences as they are read and written: JSON lines in NewsMTSC's form."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.analysers.tone.towards import LABELS, Label

TRAIN = "newsmtsc-train.jsonl.gz"
DEV = {"rw": "newsmtsc-dev-rw.jsonl.gz", "mt": "newsmtsc-dev-mt.jsonl.gz"}


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence, its target's offsets, and the label, if somebody gave one."""

    sentence: str
    start: int
    end: int
    label: Label | None


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Rows of a JSON-lines file, gzipped or not."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def write_rows(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """Write rows as JSON lines."""
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def items_of(rows: Iterable[Mapping[str, Any]]) -> list[Item]:
    """Items of rows with 'sentence', 'from', 'to' and, if known, 'polarity' (-1, 0, 1)."""
    return [
        Item(
            row["sentence"],
            row["from"],
            row["to"],
            LABELS[int(row["polarity"]) + 1] if "polarity" in row else None,
        )
        for row in rows
    ]


def read_items(path: Path) -> list[Item]:
    """Items of a JSON-lines file, gzipped or not."""
    return items_of(read_rows(path))
