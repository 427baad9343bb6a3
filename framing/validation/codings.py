"""Reading what coders wrote into their sheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from framing.errors import InputError
from framing.validation.sheet import Key

_YES = frozenset({"1", "1.0", "x", "y", "yes", "true"})
_NO = frozenset({"0", "0.0", "n", "no", "false"})


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder's codes: for each frame, the sentences coded and whether they hold it."""

    coder: str
    codes: Mapping[str, Mapping[str, bool]]

    @property
    def size(self) -> int:
        """How many sentences have at least one code."""
        return len({unit for codes in self.codes.values() for unit in codes})


def read_coding(path: Path, key: Key) -> Coding:
    """Read a coder's sheet (CSV, with comma, semicolon or tab). Empty cells are missing codes.

    Raises:
        InputError: unreadable, a column missing, an unknown sentence, or a code that is not one;
            names file, line and column.
    """
    rows = _rows(path)
    header = [name.strip().lower() for name in rows[0]] if rows else []
    missing = [name for name in ("id", *key.frames) if name not in header]
    if missing:
        raise InputError(
            f"{path}: the column '{missing[0]}' is missing.",
            f"The first line must name: id, {', '.join(key.frames)}.",
        )
    known = {item.id for item in key.items}
    codes: dict[str, dict[str, bool]] = {frame: {} for frame in key.frames}
    for line, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        cells = dict(zip(header, row, strict=False))
        unit = cells["id"].strip()
        if unit not in known:
            raise InputError(
                f"{path}, line {line}: there is no sentence '{unit}' in this sheet.",
                "Use the sheet and the key of one 'framing validate sheet'.",
            )
        for frame in key.frames:
            if unit in codes[frame]:
                raise InputError(f"{path}, line {line}: '{unit}' stands twice.", "Keep one line.")
            code = _code(cells.get(frame, ""), path, line, frame)
            if code is not None:
                codes[frame][unit] = code
    coding = Coding(path.stem, codes)
    if not coding.size:
        raise InputError(f"{path}: no sentence is coded.", "Write 1 or 0 under each frame.")
    return coding


def _rows(path: Path) -> list[list[str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as exc:
        raise InputError(f"{path} cannot be read ({exc.strerror}).", "Check the path.") from exc
    except UnicodeDecodeError as exc:
        raise InputError(f"{path} is not UTF-8.", "Save the sheet as 'CSV UTF-8'.") from exc
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _code(cell: str, path: Path, line: int, column: str) -> bool | None:
    value = cell.strip().lower()
    if value in _YES:
        return True
    if value in _NO:
        return False
    if not value:
        return None
    raise InputError(
        f"{path}, line {line}, column '{column}': '{cell.strip()}' is no code.",
        "Write 1, 0, or nothing.",
    )
