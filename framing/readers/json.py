"""JSON: lines, arrays, and the answers of news services (NewsAPI, webhose and their like)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from framing.errors import InputError
from framing.readers.base import FileContent, InputFile, NoArticlesError, Reader
from framing.readers.columns import field_of
from framing.readers.encoding import decode
from framing.readers.own_rows import is_own
from framing.readers.table import Row, flat, read_rows

_HINT = (
    "Articles in JSON are objects with a 'text' (or 'content', 'body', …): a list, or one a line."
)
_TOO_LONG = "a number of thousands of digits"
_ADDRESS = re.compile(r"https?://\S+")


def read_json(file: InputFile) -> FileContent:
    """The articles of a JSON file, whatever its shape.

    Raises:
        InputError: it is no JSON, or holds no objects with texts.
    """
    decoded = decode(file.data)
    if not decoded.text.strip():
        raise InputError("It is empty.", _HINT)
    content = read_rows(_rows(decoded.text, file.suffix), file)
    notes = (f"{file.shown}: {decoded.note}",) if decoded.note else ()
    return replace(content, notes=(*notes, *content.notes))


def _rows(text: str, suffix: str) -> Iterator[Row]:
    if suffix in (".jsonl", ".ndjson"):
        yield from _lines(text)
        return
    try:
        whole = json.loads(text)
    except RecursionError as exc:
        raise InputError("It is nested too deep.", _HINT) from exc
    except ValueError as exc:
        if not isinstance(exc, json.JSONDecodeError):
            raise InputError(f"It holds {_TOO_LONG}.", "Mend or take out that number.") from exc
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines):
            yield from _lines(text)
            return
        raise InputError(
            f"It is not valid JSON (line {exc.lineno}: {exc.msg}).", "Save or export it again."
        ) from exc
    for number, item in enumerate(_items(whole), 1):
        if isinstance(item, Mapping):
            yield Row(f"item {number}", _values(item))
        else:
            yield Row(f"item {number}", {}, "The item is not a JSON object ({…}).")


def _lines(text: str) -> Iterator[Row]:
    for line, raw in enumerate(text.split("\n"), 1):
        if not raw.strip():
            continue
        where = f"line {line}"
        try:
            values = json.loads(raw)
        except (ValueError, RecursionError) as exc:
            why = "nested too deep" if isinstance(exc, RecursionError) else _TOO_LONG
            why = exc.msg if isinstance(exc, json.JSONDecodeError) else why
            yield Row(where, {}, f"The row is not valid JSON ({why}).")
            continue
        if not isinstance(values, Mapping):
            yield Row(where, {}, "The row is not a JSON object ({…}).")
            continue
        yield Row(where, _values(values))


def _values(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """An object's values by column; one that ``framing read`` wrote as it is."""
    return item if is_own(item) else flat(_inner(item))


def _inner(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """An object without the wrapping of search engines ({"_id": …, "_source": {…}})."""
    source = item.get("_source")
    return {"id": item.get("_id"), **source} if isinstance(source, Mapping) else item


def _items(whole: Any) -> Sequence[Any]:
    """The objects of a JSON file: the list that it is, that it holds, or the file as one object."""
    if isinstance(whole, list):
        if whole and all(isinstance(item, str) and _ADDRESS.fullmatch(item) for item in whole):
            raise InputError(
                f"It is a list of {len(whole)} addresses, and nothing is fetched from the web.",
                "Save the pages themselves (HTML), and give their folder.",
            )
        return whole
    if not isinstance(whole, Mapping):
        raise NoArticlesError("It is JSON, but holds no articles.", _HINT)
    if any(field_of(name) == "text" and isinstance(whole[name], str) for name in whole):
        return [whole]
    if table := _by_column(whole):
        return table
    lists = list(_lists_of_objects(whole))
    if lists:
        return max(lists, key=len)
    if whole and all(isinstance(value, Mapping) for value in whole.values()):
        return list(whole.values())
    raise NoArticlesError("It is JSON, but holds no articles.", _HINT)


def _by_column(whole: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A table that pandas wrote by columns: {"text": {"0": …}}, or columns and data apart."""
    columns, data = whole.get("columns"), whole.get("data")
    if isinstance(columns, list) and isinstance(data, list):
        return [dict(zip(columns, row, strict=False)) for row in data if isinstance(row, list)]
    if not any(field_of(name) == "text" and isinstance(whole[name], Mapping) for name in whole):
        return []
    by_column = {name: cells for name, cells in whole.items() if isinstance(cells, Mapping)}
    keys = dict.fromkeys(key for cells in by_column.values() for key in cells)
    return [{name: cells.get(key) for name, cells in by_column.items()} for key in keys]


def _lists_of_objects(whole: Mapping[str, Any], depth: int = 3) -> Iterator[list[Any]]:
    """The lists of objects inside an answer: 'articles', 'posts', 'results', 'hits.hits', …"""
    for value in whole.values():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield value
        elif isinstance(value, Mapping) and depth > 1:
            yield from _lists_of_objects(value, depth - 1)


def _looks_so(file: InputFile) -> float:
    """Whether a file that is not called so holds JSON objects."""
    if file.suffix in JSON.suffixes:
        return 0.0
    return 0.4 if re.match(r"\s*(?:\[\s*)?\{\s*\"[^\"\n]{1,60}\"\s*:", file.head) else 0.0


JSON = Reader("table (JSON)", frozenset({".json", ".jsonl", ".ndjson"}), read_json, _looks_so)
