"""A person's corrections of who speaks: the sheet of speakers, read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TypeVar

from babel import Locale

from framing.cells import read_sheet
from framing.errors import InputError, did_you_mean
from framing.models import Naming, Role
from framing.people.places import place
from framing.people.sheet import CHANGED, NOT_TOLD, SHOWN

E = TypeVar("E", bound=Enum)
_YES = frozenset({"yes", "y", "x", "1", "1.0", "true"})
_NO = frozenset({"no", "n", "0", "0.0", "false", ""})
_KEYS = ("read_as", "id", "name")


@dataclass(frozen=True)
class Row:
    """A row of the sheet.

    Attributes:
        line: where it begins in the file; ``where`` is that in words, ``told`` with the file's name
            alone, for what is written beside a report.
        said: the cells that are filled in, by column.
        values: naming, role and country as the sheet says them; None is 'not told'.
        groups: the cells of the user's own columns.
    """

    line: int
    where: str
    told: str
    said: Mapping[str, str]
    values: Mapping[str, Naming | Role | str | None]
    confirmed: bool
    groups: Mapping[str, str]

    @property
    def about(self) -> str:
        """Which speaker it is about: as they were read, else the id, else the name."""
        return next((self.said[key] for key in _KEYS if key in self.said), "")


@dataclass(frozen=True)
class Corrections:
    """A sheet of corrections. ``columns`` are the user's own."""

    shown: str
    rows: tuple[Row, ...]
    columns: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name."""
        return Path(self.shown).name


def read_corrections(path: Path) -> Corrections:
    """Read a corrected sheet, CSV or Excel.

    Raises:
        InputError: it cannot be read, names no speakers, or a cell cannot be understood: which
            file, line and cell, and what to write.
        MissingDependencyError: it is a workbook, and openpyxl is not installed.
    """
    table = read_sheet(path)
    header = [name.strip() for name in table[0][1]] if table else []
    known = [*CHANGED, *SHOWN]
    columns = [
        low if (low := name.casefold().replace(" ", "_")) in known else name for name in header
    ]
    if not {*columns} & {*_KEYS}:
        raise InputError(
            f"{path}: has neither a column 'id' nor a column 'name'.",
            "Write the sheet with 'framing speakers', and correct that.",
        )
    twice = next((c for c in columns if c and columns.count(c) > 1), None)
    if twice:
        raise InputError(f"{path}: the column '{twice}' stands twice.", "Keep one of them.")
    own = tuple(name for name in columns if name and name not in known)
    rows = [
        _row(path, line, dict(zip(columns, cells, strict=False)), own) for line, cells in table[1:]
    ]
    return Corrections(str(path), tuple(row for row in rows if row.about), own)


def _plain(column: str) -> str:
    return column.casefold().replace(" ", "_")


def _row(path: Path, line: int, cells: Mapping[str, str], own: Sequence[str]) -> Row:
    where = f"{path}, line {line}"
    said = {name: cell for name, cell in cells.items() if name and cell}
    values: dict[str, Naming | Role | str | None] = {}
    readers: Mapping[str, Callable[[str, str], Naming | Role | str]] = {
        "naming": lambda cell, where: _one_of(Naming, "naming", cell, where),
        "role": lambda cell, where: _one_of(Role, "role", cell, where),
        "country": _country,
    }
    for name, read in readers.items():
        if name in said:
            untold = said[name].casefold() == NOT_TOLD
            values[name] = None if untold else read(said[name], where)
    confirmed = said.get("confirmed", "").casefold()
    if confirmed not in _YES | _NO:
        raise InputError(
            f"{where}, column 'confirmed': '{said['confirmed']}' is neither yes nor no.",
            "Write yes, or nothing.",
        )
    groups = {name: said[name] for name in own if name in said}
    return Row(line, where, f"{path.name}, line {line}", said, values, confirmed in _YES, groups)


def _one_of(kind: type[E], column: str, cell: str, where: str) -> E:
    value = cell.casefold().replace(" ", "_").replace("-", "_")
    options = [each.value for each in kind]
    if value not in options:
        raise InputError(
            f"{where}, column '{column}': '{cell}' is no {column}.",
            f"{did_you_mean(value, options)}Write one of {', '.join(options)}, or {NOT_TOLD}.",
        )
    return kind(value)


def _country(cell: str, where: str) -> str:
    """An ISO code; the name of a country that the lists know is one, too."""
    code = cell.upper()
    if len(code) == 2 and code.isalpha() and code in Locale("en").territories:
        return code
    found, kind = place(cell)
    if kind == "name":
        return found
    raise InputError(
        f"{where}, column 'country': '{cell}' is no country.",
        f"Write its code of two letters (ISO 3166), such as KR, or {NOT_TOLD}.",
    )


def group_column(sheet: Corrections | None, group_by: str | None) -> str | None:
    """The user's own column to group by, as the sheet writes it.

    Raises:
        InputError: there is no sheet, or it has no such column.
    """
    if group_by is None:
        return None
    if sheet is None:
        raise InputError(
            f"group_by names the column '{group_by}', and there is no sheet of speakers.",
            "Write one with 'framing speakers', and add that column.",
        )
    for column in sheet.columns:
        if column.casefold() == group_by.casefold():
            return column
    columns = ", ".join(sheet.columns) or "none"
    raise InputError(
        f"{sheet.shown}: has no column '{group_by}' to group by.",
        f"{did_you_mean(group_by, sheet.columns)}Its own columns: {columns}.",
    )
