"""What differs between two folders of results: CSV by column, JSON by path, all else by its bytes.

Used by ``evaluation.same_results``. Rows and the items of lists are matched by what names them (the
smallest run of leading columns that tells them apart) or by their place, whichever leaves fewer
differences; so one row more does not make a difference of every row after it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

_MOST_NAMING_COLUMNS = 6
_ABSENT = object()
_SCALARS = (str, int, float, bool, type(None))


class Kind(StrEnum):
    """What became of a value. Only what was added keeps every reader of the files working."""

    CHANGED = "changed"
    WENT = "went"
    REWRITTEN = "the same number, written otherwise"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is not the same.

    Attributes:
        kind: what became of it.
        file: the file, relative to the folder of results, with ``/``.
        path: where in it, for one value: ``outlets.dna.words``; in a table ``GT-1.s7.polarity``.
        group: the same for all items of a list: ``outlets.*.figures.words.n``; in a table, the
            column: ``polarity``.
        shape: the same for all entries of a map, too: ``outlets.*.figures.*.n``.
        before: the value as text; empty if it was not there.
        after: the value as text; empty if it is not there.
    """

    kind: Kind
    file: str
    path: str
    group: str
    shape: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _At:
    """Where in a file: the three paths of a difference, in parts."""

    path: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    shape: tuple[str, ...] = ()

    def key(self, key: str, of_map: bool = False) -> _At:
        shape = "*" if of_map else key
        return _At((*self.path, key), (*self.group, key), (*self.shape, shape))

    def item(self, name: str) -> _At:
        return _At((*self.path, name), (*self.group, "*"), (*self.shape, "*"))


_TOP = _At()
_Found = tuple[Kind, _At, object, object]


def differences(before: Path, after: Path, ignore: Sequence[str] = ()) -> list[Difference]:
    """Every difference between two folders of results, file by file.

    Args:
        before: the folder of the results as they were.
        after: the folder of the results as they are.
        ignore: patterns ``FILE:PATH`` of what may differ, as in ``manifest.json:analysers.*``; FILE
            is a name or a path, PATH a path or a group, both with ``*``. Without ``:PATH``, the
            file.
    """
    names = sorted(_files(before) | _files(after))
    return [
        found
        for name in names
        for found in _of_file(before / name, after / name, name)
        if not _ignored(found, ignore)
    ]


def _files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def _ignored(found: Difference, patterns: Sequence[str]) -> bool:
    for pattern in patterns:
        file, _, path = pattern.partition(":")
        names = (found.file, found.file.rpartition("/")[2])
        if any(fnmatchcase(name, file) for name in names) and (
            not path or any(fnmatchcase(p, path) for p in (found.path, found.group))
        ):
            return True
    return False


def _of_file(before: Path, after: Path, name: str) -> Iterator[Difference]:
    if not after.is_file():
        yield Difference(Kind.WENT, name, "", "", "", "the file", "")
        return
    if not before.is_file():
        yield Difference(Kind.ADDED, name, "", "", "", "", "the file")
        return
    old, new = before.read_bytes(), after.read_bytes()
    if old == new:
        return
    compare = {".csv": _of_tables, ".json": _of_json, ".jsonl": _of_lines}.get(before.suffix)
    if compare is None:
        sizes = f"{len(old)} bytes", f"{len(new)} bytes, not the same"
        yield Difference(Kind.CHANGED, name, "", "", "", *sizes)
        return
    found = list(compare(old.decode(), new.decode()))
    for kind, at, was, now in found:
        where = (".".join(part) for part in (at.path, at.group, at.shape))
        yield Difference(kind, name, *where, _text(was), _text(now))
    if not found:
        what = "order, quoting or white space"
        yield Difference(Kind.CHANGED, name, "", what, what, what, "another")


def _of_tables(old: str, new: str) -> Iterator[_Found]:
    """A column that came or went is one difference; rows are compared on the others."""
    halves = [csv.DictReader(io.StringIO(text, newline="")) for text in (old, new)]
    before, after = ([*(half.fieldnames or ())] for half in halves)
    for column in before:
        if column not in after:
            yield Kind.WENT, _TOP.key(column), "the column", _ABSENT
    for column in after:
        if column not in before:
            yield Kind.ADDED, _TOP.key(column), _ABSENT, "the column"
    both = [column for column in before if column in after]
    rows_old, rows_new = ([{column: row[column] for column in both} for row in h] for h in halves)
    for kind, at, was, now in _of_lists(rows_old, rows_new, _TOP):
        column = at.group[1:] or ("the row",)
        yield kind, _At(at.path, column, column), was, now


def _of_json(old: str, new: str) -> Iterator[_Found]:
    yield from _of_values(json.loads(old), json.loads(new), _TOP)


def _of_lines(old: str, new: str) -> Iterator[_Found]:
    yield from _of_lists(_lines(old), _lines(new), _TOP)


def _lines(text: str) -> list[Any]:
    # Not splitlines(): JSON may hold U+2028 and its like unescaped.
    return [json.loads(line) for line in text.split("\n") if line]


def _text(value: object) -> str:
    if value is _ABSENT:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _of_values(old: Any, new: Any, at: _At) -> Iterator[_Found]:
    if isinstance(old, dict) and isinstance(new, dict):
        of_map = _is_map([*old.values(), *new.values()])
        for key in [*old, *(key for key in new if key not in old)]:
            below = at.key(str(key), of_map)
            if key not in new:
                yield Kind.WENT, below, old[key], _ABSENT
            elif key not in old:
                yield Kind.ADDED, below, _ABSENT, new[key]
            else:
                yield from _of_values(old[key], new[key], below)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _of_lists(old, new, at)
    elif type(old) is not type(new) or old != new:
        numbers = {type(old), type(new)} == {int, float}
        kind = Kind.REWRITTEN if numbers and old == new else Kind.CHANGED
        yield kind, at, old, new


def _is_map(values: Sequence[Any]) -> bool:
    """Whether an object's keys are names of things that are alike, and not of its fields."""
    if not all(isinstance(value, dict) and value for value in values):
        return len(values) > 2 and all(isinstance(value, list) for value in values)
    return len(values) > 2 and bool(set.intersection(*map(set, values)))


def _of_lists(old: list[Any], new: list[Any], at: _At) -> Iterator[_Found]:
    if old == new and json.dumps(old) == json.dumps(new):
        return
    by_place = list(_matched(_placed(old), _placed(new), at))
    columns = _naming_columns(old, new)
    if not columns:
        yield from by_place
        return
    named_old, named_new = ({_name(row, columns): row for row in rows} for rows in (old, new))
    by_name = list(_matched(named_old, named_new, at))
    kept = [name for name in named_old if name in named_new]
    if kept != [name for name in named_new if name in named_old]:
        order = _At(at.path, (*at.group, "*", "order"), (*at.shape, "*", "order"))
        by_name.append((Kind.CHANGED, order, "the order", "another"))
    # Where rows have only changed places, that is one difference, and not one for each value.
    yield from min(by_name, by_place, key=len)


def _placed(items: Sequence[Any]) -> dict[str, Any]:
    return {str(i): item for i, item in enumerate(items)}


def _name(row: Mapping[str, Any], columns: Sequence[str]) -> str:
    return " ".join(_text(row[column]) for column in columns)


def _matched(old: Mapping[str, Any], new: Mapping[str, Any], at: _At) -> Iterator[_Found]:
    """Differences of items under names. One more is a change: who counts rows counts otherwise."""
    for name in [*old, *(name for name in new if name not in old)]:
        if name not in new:
            yield Kind.WENT, at.item(name), old[name], _ABSENT
        elif name not in old:
            yield Kind.CHANGED, at.item(name), _ABSENT, new[name]
        else:
            yield from _of_values(old[name], new[name], at.item(name))


def _naming_columns(old: Sequence[Any], new: Sequence[Any]) -> list[str]:
    """The fewest leading columns that tell the rows apart in both; none if these are no rows."""
    rows = [*old, *new]
    if not rows or not all(isinstance(row, dict) for row in rows):
        return []
    columns = [
        column
        for column in rows[0]
        if all(column in row and isinstance(row[column], _SCALARS) for row in rows)
    ]
    for width in range(1, min(len(columns), _MOST_NAMING_COLUMNS) + 1):
        chosen = columns[:width]
        if all(len({_name(row, chosen) for row in half}) == len(half) for half in (old, new)):
            return chosen
    return []
