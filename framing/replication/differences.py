"""What differs between the data files of two reports, in words for a person."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# Where the articles lie is no result, and the manifest says what was done, not what came out.
_PLACES = ("path",)
_NOT_RESULTS = frozenset({"manifest.json"})
_NAMES = ("outlet", "id", "measure", "key", "title", "article")


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs: in which file, where in it, and what it was and is."""

    file: str
    where: str
    was: str
    now: str


def changes(was: Mapping[str, bytes], now: Mapping[str, bytes]) -> Iterator[Change]:
    """The values that differ, file by file.

    Args:
        was: CSV and JSON files by name, as they were.
        now: as they are.
    """
    for name in sorted({*was, *now} - _NOT_RESULTS):
        if name not in now or name not in was:
            yield Change(name, "", *(("there", "absent") if name in was else ("absent", "there")))
        elif was[name] == now[name]:
            continue
        elif name.endswith(".csv"):
            yield from _of_tables(name, _rows(was[name]), _rows(now[name]))
        else:
            held = json.loads(was[name]), json.loads(now[name])
            yield from (Change(name, *found) for found in _of_values("", *held))


def figures_in(data: Mapping[str, bytes]) -> int:
    """How many figures of outlets the data hold."""
    held = json.loads(data["comparison.json"])
    return sum(len(outlet["figures"]) for outlet in (*held["outlets"], *held["own_copy"]))


def _rows(data: bytes) -> list[dict[str, str]]:
    table = csv.DictReader(io.StringIO(data.decode("utf-8", "replace"), newline=""))
    return [{str(key): str(value) for key, value in row.items()} for row in table]


def _of_tables(
    name: str, was: Sequence[Mapping[str, str]], now: Sequence[Mapping[str, str]]
) -> Iterator[Change]:
    old, new = _named_rows(was), _named_rows(now)
    for key in dict.fromkeys([*old, *new]):
        if key not in new or key not in old:
            yield Change(name, key, *(("there", "absent") if key in old else ("absent", "there")))
            continue
        for column in dict.fromkeys([*old[key], *new[key]]):
            if column in _PLACES:
                continue
            values = old[key].get(column, "absent"), new[key].get(column, "absent")
            if values[0] != values[1]:
                yield Change(name, f"{key}, {column}", *values)


def _named_rows(rows: Sequence[Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    """The rows by their first column, and by their place among those that have it in common."""
    seen: Counter[str] = Counter()
    named = {}
    for row in rows:
        first = next(iter(row.values()), "")
        seen[first] += 1
        named[f"{first}#{seen[first]}" if seen[first] > 1 else first] = row
    return named


def _of_values(where: str, was: Any, now: Any) -> Iterator[tuple[str, str, str]]:
    if isinstance(was, list) and isinstance(now, list):
        was, now = _named_items(was), _named_items(now)
    if isinstance(was, dict) and isinstance(now, dict):
        for key in dict.fromkeys([*was, *now]):
            if key in _PLACES:
                continue
            inner = f"{where}.{key}" if where else str(key)
            yield from _of_values(inner, was.get(key, "absent"), now.get(key, "absent"))
    elif was != now:
        yield where, _shown(was), _shown(now)


def _named_items(items: list[Any]) -> dict[str, Any]:
    """The items of a list by what names each, or by their places where nothing does."""
    if items and all(isinstance(item, dict) for item in items):
        for width in range(1, len(_NAMES) + 1):
            names = [
                " ".join(str(item[key]) for key in _NAMES if key in item)
                if width == len(_NAMES)
                else str(item.get(_NAMES[width - 1], ""))
                for item in items
            ]
            if all(names) and len(set(names)) == len(items):
                return dict(zip(names, items, strict=True))
    return {str(i): item for i, item in enumerate(items, 1)}


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
