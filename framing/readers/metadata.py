"""metadata.csv: what the user knows about the articles beside it. It overrides what is read."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from framing.errors import InputError
from framing.models import Field, Provenance
from framing.readers.base import COLUMNS, RawArticle
from framing.readers.encoding import decode

NAME = "metadata.csv"
_KEYS = {"file": "file", "filename": "file", "path": "file", "id": "id"}


@dataclass(frozen=True, slots=True)
class MetadataRow:
    """A row: its line, the file or id that it is about, and its values by field name."""

    line: int
    file: str
    id: str
    values: Mapping[str, Field[str]]

    def is_about(self, article: RawArticle, id_: str) -> bool:
        """Whether the row means this article: by file name (suffix or not) or by id."""
        if self.file:
            file = self.file.replace("\\", "/").rsplit("/", 1)[-1].casefold()
            stem = article.file.rsplit(".", 1)[0].casefold()
            if file not in (article.file.casefold(), stem):
                return False
            return not self.id or self.id == id_
        return self.id == id_


@dataclass(frozen=True, slots=True)
class MetadataFile:
    """A metadata.csv: the path to show for it, its rows, and what is odd about it."""

    shown: str
    rows: tuple[MetadataRow, ...]
    notes: tuple[str, ...]

    def apply(self, article: RawArticle, id_: str) -> tuple[RawArticle, tuple[MetadataRow, ...]]:
        """The article with the user's values over its own, and the rows that were about it."""
        rows = tuple(row for row in self.rows if row.is_about(article, id_))
        values = dict(article.metadata)
        for row in rows:
            values.update(row.values)
        return replace(article, metadata=values), rows

    def unmatched(self, used: Iterable[MetadataRow], folder: Path) -> tuple[str, ...]:
        """A note for each row that matched no article and names no file of the folder."""
        seen = {row.line for row in used}
        notes = []
        for row in self.rows:
            if row.line in seen or (row.file and _exists(folder, row.file)):
                continue
            what = f"file '{row.file}'" if row.file else f"id '{row.id}'"
            notes.append(f"{self.shown}, line {row.line}: there is no article with the {what}.")
        return tuple(notes)


def _exists(folder: Path, file: str) -> bool:
    """Whether the folder holds a file of that name, with its suffix or without."""
    wanted = file.replace("\\", "/").rsplit("/", 1)[-1].casefold()
    names = [entry.name.casefold() for entry in folder.iterdir()]
    return any(wanted in (name, name.rpartition(".")[0]) for name in names)


def read_metadata(path: Path, shown: str) -> MetadataFile:
    """Read a metadata.csv.

    Raises:
        InputError: it cannot be read, or has neither a column 'file' nor a column 'id'.
    """
    try:
        text = decode(path.read_bytes()).text
    except OSError as exc:
        raise InputError(f"{shown}: cannot be read ({exc.strerror}).", "Check the file.") from exc
    except InputError as exc:
        raise InputError(f"{shown}: {exc.message}", exc.hint) from exc
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        table = [(reader.line_num, cells) for cells in reader]
    except csv.Error as exc:
        raise InputError(
            f"{shown}, line {reader.line_num}: is not valid CSV ({exc}).", "Mend that line."
        ) from exc
    header = [name.strip().casefold() for name in table[0][1]] if table else []
    keys = [_KEYS.get(name) for name in header]
    if not any(keys):
        raise InputError(
            f"{shown}: has neither a column 'file' nor a column 'id'.",
            f"Its first line names the columns: file,{','.join(dict.fromkeys(COLUMNS.values()))}.",
        )
    notes = []
    for name in header:
        if name and name not in _KEYS and name not in COLUMNS:
            near = difflib.get_close_matches(name, [*_KEYS, *COLUMNS], n=1)
            meant = f" Did you mean '{near[0]}'?" if near else ""
            notes.append(f"{shown}: the column '{name}' is not known and was not used.{meant}")
    rows = []
    start = table[0][0] + 1
    for end, cells in table[1:]:
        row = _row(start, header, cells, shown)
        start = end + 1
        if row.file or row.id:
            rows.append(row)
        elif any(cell.strip() for cell in cells):
            notes.append(f"{shown}, line {row.line}: names no file and no id, so it was not used.")
    about: dict[tuple[str, str], int] = {}
    for row in rows:
        first = about.setdefault((row.file.casefold(), row.id), row.line)
        if first != row.line:
            what = row.file or row.id
            notes.append(
                f"{shown}, line {row.line}: '{what}' stands in line {first} already; where the two "
                "differ, the later counts."
            )
    return MetadataFile(shown, tuple(rows), tuple(notes))


def _row(line: int, header: list[str], cells: list[str], shown: str) -> MetadataRow:
    keys = {"file": "", "id": ""}
    values: dict[str, Field[str]] = {}
    for name, cell in zip(header, cells, strict=False):
        value = cell.strip()
        if name in _KEYS:
            keys[_KEYS[name]] = keys[_KEYS[name]] or value
        elif name in COLUMNS and value:
            values[COLUMNS[name]] = Field(value, Provenance.USER, f"{shown}, line {line}")
    return MetadataRow(line, keys["file"], keys["id"], values)
