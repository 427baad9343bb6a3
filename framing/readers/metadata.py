"""metadata.csv: what the user knows about the articles beside it. It overrides what is read."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from framing.errors import InputError
from framing.models import Field, Provenance
from framing.readers.base import RawArticle
from framing.readers.columns import FIELDS, field_of, plain
from framing.readers.encoding import decode

NAME = "metadata.csv"
_KEYS = {"file": "file", "filename": "file", "path": "file"}
_COLUMNS = tuple(field for field in FIELDS if field not in ("text", "id"))


@dataclass(frozen=True, slots=True)
class MetadataRow:
    """A row: its line, the file or id that it is about, and its values by field name."""

    line: int
    file: str
    id: str
    values: Mapping[str, Field[str]]

    def is_about(self, article: RawArticle, id_: str, depth: int) -> bool:
        """Whether the row means this article: by file name (suffix or not) or by id.

        ``depth`` is how many folders lead to the sheet.
        """
        if not self.file:
            return self.id == id_
        folder, _, file = self.file.replace("\\", "/").casefold().rpartition("/")
        name = article.file.casefold()
        if file not in (name, name.rpartition(".")[0]):
            return False
        # 'bbc/one.txt' is not the 'one.txt' of another folder beneath the sheet's.
        inside = article.path.casefold().split("/")[:-1]
        if folder and len(inside) > depth and inside[-1] != folder.rpartition("/")[2]:
            return False
        return not self.id or self.id == id_


@dataclass(frozen=True, slots=True)
class MetadataFile:
    """A metadata.csv: the path to show for it, its rows, and what is odd about it."""

    shown: str
    rows: tuple[MetadataRow, ...]
    notes: tuple[str, ...]

    def apply(self, article: RawArticle, id_: str) -> tuple[RawArticle, tuple[MetadataRow, ...]]:
        """The article with the user's values over its own, and the rows that were about it."""
        depth = self.shown.count("/")
        rows = tuple(row for row in self.rows if row.is_about(article, id_, depth))
        values = dict(article.metadata)
        for row in rows:
            values.update(row.values)
        return replace(article, metadata=values), rows

    def unmatched(self, used: Iterable[MetadataRow], names: Collection[str]) -> tuple[str, ...]:
        """A note for each row that matched no article and names none of the files around it.

        Args:
            used: the rows that matched.
            names: of those files, without their folders.
        """
        there = {name.casefold() for name in names}
        there |= {name.rpartition(".")[0] for name in there}
        seen = {row.line for row in used}
        notes = []
        for row in self.rows:
            if row.line in seen or (row.file and _last(row.file) in there):
                continue
            what = f"file '{row.file}'" if row.file else f"id '{row.id}'"
            notes.append(f"{self.shown}, line {row.line}: there is no article with the {what}.")
        return tuple(notes)


def _last(file: str) -> str:
    return file.replace("\\", "/").rpartition("/")[2].casefold()


def read_metadata(data: bytes, shown: str) -> MetadataFile:
    """Read a metadata.csv from its bytes.

    Raises:
        InputError: it cannot be read, or has neither a column 'file' nor a column 'id'.
    """
    try:
        text = decode(data).text
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
    if not any(_key(name) for name in header):
        raise InputError(
            f"{shown}: has neither a column 'file' nor a column 'id'.",
            f"Its first line names the columns: file,{','.join(_COLUMNS)}.",
        )
    notes = []
    for name in header:
        if name and not _key(name) and field_of(name) not in _COLUMNS:
            near = difflib.get_close_matches(name, [*_KEYS, *_COLUMNS], n=1)
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


def _key(name: str) -> str:
    """Whether a column says which article a row is about: 'file', 'id', or '' for neither."""
    return _KEYS.get(plain(name)) or ("id" if field_of(name) == "id" else "")


def _row(line: int, header: list[str], cells: list[str], shown: str) -> MetadataRow:
    keys = {"file": "", "id": ""}
    values: dict[str, Field[str]] = {}
    for name, cell in zip(header, cells, strict=False):
        value = cell.strip()
        key, field = _key(name), field_of(name)
        if key:
            keys[key] = keys[key] or value
        elif field in _COLUMNS and value:
            values[field] = Field(value, Provenance.USER, f"{shown}, line {line}")
    return MetadataRow(line, keys["file"], keys["id"], values)
