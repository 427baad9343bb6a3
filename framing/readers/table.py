"""Tables of articles: JSON Lines and CSV, one article a row.

Columns: text, and if wished id, outlet, title, published, byline, url (dateline, agencies and
language are understood, too). A bad row is named with its line and skipped.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.models import Field, Provenance, Skipped
from framing.readers.base import (
    COLUMNS,
    MAX_CHARACTERS,
    TOO_LONG_HINT,
    FileContent,
    NoArticlesError,
    RawArticle,
    too_long,
)
from framing.readers.encoding import decode

_MAX_FIELD = 16 * MAX_CHARACTERS  # csv refuses longer fields; those of ours are named and skipped
_ROW_HINT = "Mend or take out that row."


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: the line it starts on, its values, or what is wrong with it."""

    line: int
    values: Mapping[str, Any]
    problem: str = ""


class TableReader:
    """Reads a .jsonl or .csv file as one article a row."""

    suffixes = frozenset({".jsonl", ".ndjson", ".csv", ".tsv"})

    def read(self, path: Path, shown: str) -> FileContent:
        """The table's rows as raw articles; bad rows are skipped, each with its line.

        Raises:
            InputError: it is empty or binary, or a CSV file without a column 'text'.
        """
        decoded = decode(path.read_bytes())
        if not decoded.text.strip():
            raise NoArticlesError("It is empty.", "A table needs rows with a 'text'.")
        is_json = path.suffix.lower() in (".jsonl", ".ndjson")
        rows = _json_rows(decoded.text) if is_json else _csv_rows(decoded.text, path.suffix.lower())
        articles: list[RawArticle] = []
        skipped: list[Skipped] = []
        unknown: dict[str, None] = {}
        for number, row in enumerate(rows, 1):
            problem = row.problem or _problem(row.values)
            if problem:
                hint = TOO_LONG_HINT if problem.startswith("It is too long") else _ROW_HINT
                skipped.append(Skipped(f"{shown}, line {row.line}", problem, hint))
                continue
            unknown.update(dict.fromkeys(c for c in row.values if c not in _KNOWN))
            articles.append(_article(row, path, shown, number))
        notes = [f"{shown}: {decoded.note}"] if decoded.note else []
        if unknown:
            names = ", ".join(f"'{name}'" for name in unknown)
            notes.append(f"{shown}: not used: column{'s' if len(unknown) > 1 else ''} {names}.")
        return FileContent(tuple(articles), tuple(skipped), tuple(notes))


_SURROGATE = re.compile("[\ud800-\udfff]")
_KNOWN = frozenset({"id", "text", *COLUMNS})


def _problem(values: Mapping[str, Any]) -> str:
    """What is wrong with a row, or nothing."""
    text = values.get("text")
    if text is None:
        return "The row has no 'text'."
    if not isinstance(text, str):
        return "The row's 'text' is not text."
    if not text.strip():
        return "The row's 'text' is empty."
    if len(text) > MAX_CHARACTERS:
        return too_long(len(text))
    return next(filter(None, (_field_problem(name, values[name]) for name in values)), "")


def _field_problem(name: str, value: Any) -> str:
    if name not in _KNOWN:
        return ""
    is_list = name in ("agencies", "agency") and isinstance(value, list)
    if not (value is None or is_list or isinstance(value, str | int | float)):
        return f"The row's '{name}' is neither text nor a number."
    if _SURROGATE.search(str(value)):
        return f"The row's '{name}' holds half a character (a lone surrogate such as \\ud83d)."
    return ""


def _article(row: _Row, path: Path, shown: str, number: int) -> RawArticle:
    metadata: dict[str, Field[str]] = {}
    for column, value in row.values.items():
        field = COLUMNS.get(column)
        words = "; ".join(map(str, value)) if isinstance(value, list) else str(value or "").strip()
        if field and words and field not in metadata:
            metadata[field] = Field(words, Provenance.DECLARED, f"column '{column}'")
    declared = row.values.get("id")
    id_ = str(declared).strip() if declared is not None else ""
    name = f"{path.stem}-{number}"
    return RawArticle(row.values["text"], shown, path.name, name, id_ or None, metadata)


def _json_rows(text: str) -> Iterator[_Row]:
    for line, raw in enumerate(text.split("\n"), 1):
        if not raw.strip():
            continue
        try:
            values = json.loads(raw)
        except (json.JSONDecodeError, RecursionError) as exc:
            why = exc.msg if isinstance(exc, json.JSONDecodeError) else "nested too deep"
            yield _Row(line, {}, f"The row is not valid JSON ({why}).")
            continue
        if not isinstance(values, dict):
            yield _Row(line, {}, "The row is not a JSON object ({…}).")
            continue
        yield _Row(line, values)


def _unclosed(lines: Sequence[str]) -> bool:
    """Whether a row of several lines lacks a closing quotation mark: within a cell marks are
    doubled, so that a sound row has an even number of them."""
    return len(lines) > 1 and sum(line.count('"') for line in lines) % 2 == 1


def _csv_rows(text: str, suffix: str) -> Iterator[_Row]:
    header_line = text.split("\n", 1)[0]
    delimiter = "\t" if suffix == ".tsv" else max(",;\t", key=header_line.count)
    limit = csv.field_size_limit(_MAX_FIELD)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        header = [name.strip().casefold() for name in next(reader)]
        if "text" not in header:
            raise NoArticlesError(
                "It has no column 'text', so it is no table of articles.",
                "Name the columns in the first line: id,outlet,title,published,byline,text,url.",
            )
        line, lines = reader.line_num + 1, text.split("\n")
        while True:
            start = line
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as exc:
                yield _Row(start, {}, f"The row is not valid CSV ({exc}).")
                line = reader.line_num + 1
                continue
            line = reader.line_num + 1
            if _unclosed(lines[start - 1 : line - 1]):
                yield _Row(
                    start,
                    {},
                    "The row opens a quotation mark that is not closed, so the rows below it could "
                    "not be told from its text.",
                )
                continue
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(header):
                yield _Row(
                    start,
                    {},
                    f"The row has {len(cells)} cells, the header {len(header)}: "
                    "a text with commas needs quotation marks around it.",
                )
                continue
            yield _Row(start, dict(zip(header, cells, strict=False)))
    finally:
        csv.field_size_limit(limit)
