"""Gather codings into the one file of codes that this repository holds: labels, never texts.

    python -m training.frames.gather TEXTS [--codes FILE …] [-o codes.jsonl.gz]

TEXTS holds the sentences (``frame-sentences.jsonl.gz`` and ``batch-*.jsonl``); each FILE holds
codings as JSON lines, either ``{"id", "codes", "coder"}`` with letters, or ``{"id", "frames",
"unsure"}``. Of two codings of a sentence the first counts, and the second stands beside it. A
coding that is there already is kept, so that new files are added with one command.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from training.frames.data import FRAMES, NONE, digest_of, parted, read_lines, texts_in

CODES = Path(__file__).parents[2] / "evaluation" / "frames_data" / "codes.jsonl.gz"
_PLACE = ("set", "article", "index", "start", "end")


def letters(row: Mapping[str, Any]) -> str:
    """The codes of a coding of either form, as letters."""
    if "codes" in row:
        found = str(row["codes"])
    else:
        found = "".join(row["frames"]) + "".join(row.get("unsure", ())).lower()
    parted(found)  # raises on a letter that is no code
    order = {letter: at for at, letter in enumerate(FRAMES)}
    return "".join(sorted(found.replace(NONE, ""), key=lambda c: order[c.upper()])) or NONE


def gathered(
    texts: Mapping[str, Mapping[str, Any]], known: Iterable[dict[str, Any]], files: Sequence[Path]
) -> list[dict[str, Any]]:
    """The rows of the file of codes: those known, and those of ``files``.

    Raises:
        ValueError: a coded sentence has no text, or a code is none.
    """
    rows = {row["id"]: row for row in known}
    for path in files:
        for number, coding in enumerate(read_lines(path), 1):
            text = texts.get(coding["id"])
            if text is None:
                raise ValueError(f"{path}, line {number}: there is no text of '{coding['id']}'")
            coder, codes = str(coding.get("coder") or path.stem.rpartition(".")[2]), letters(coding)
            row = rows.get(coding["id"])
            if row is None:
                rows[coding["id"]] = {
                    "id": coding["id"],
                    **{key: text[key] for key in _PLACE if key in text},
                    "story": text["story"],
                    "split": text.get("split", "train"),
                    "sha256": digest_of(text["sentence"]),
                    "codes": codes,
                    "coder": coder,
                }
            elif row["coder"] != coder:
                row["second"] = codes
            if "second" in coding and row is None:
                second = coding["second"]
                told = second["codes"] if isinstance(second, dict) else second
                rows[coding["id"]]["second"] = letters({"codes": told})
    return list(rows.values())


def write_codes(rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write the file of codes; the same rows give the same bytes."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def main(arguments: Sequence[str] | None = None) -> int:
    """Gather and say how many there are. Returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("texts", type=Path)
    parser.add_argument("--codes", type=Path, nargs="*", default=[])
    parser.add_argument("--output", "-o", type=Path, default=CODES)
    parser.add_argument("--careful", type=Path, help="codings to hold all others against")
    args = parser.parse_args(arguments)
    known = list(read_lines(args.output)) if args.output.is_file() else []
    try:
        rows = gathered(texts_in(args.texts), known, args.codes)
        careful = {}
        if args.careful:
            careful = {row["id"]: letters(row) for row in read_lines(args.careful)}
        for row in rows:
            if row["id"] in careful:
                row["careful"] = careful[row["id"]]
    except ValueError as exc:
        parser.error(str(exc))
    write_codes(rows, args.output)
    twice = sum("second" in row for row in rows)
    print(f"{len(rows)} coded sentences, {len(rows) - len(known)} new, {twice} of them by two")
    return 0


if __name__ == "__main__":
    sys.exit(main())
