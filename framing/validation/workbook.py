"""Coding sheets as workbooks: what coders fill in with a spreadsheet program."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from framing.cells import saved
from framing.errors import InputError, MissingDependencyError

_WIDTHS = {"id": 7, "before": 40, "sentence": 70, "after": 40, "comment": 30}


def book(rows: Sequence[Sequence[str]], choices: Iterable[int]) -> bytes:
    """A workbook of one sheet; columns ``choices`` (from 0) take 1, 0 or nothing.

    Raises:
        MissingDependencyError: openpyxl is not installed.
    """
    openpyxl = _openpyxl()
    letter_of = openpyxl.utils.get_column_letter
    wrapped = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "coding"
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            place = sheet.cell(number, column)
            place.value = int(cell) if cell in ("0", "1") else cell or None
            if isinstance(place.value, str):
                place.data_type = "s"  # a sentence that begins with '=' is no formula
            place.alignment = wrapped
    for column, name in enumerate(rows[0], 1):
        sheet.column_dimensions[letter_of(column)].width = _WIDTHS.get(name, 12)
    validation = openpyxl.worksheet.datavalidation.DataValidation
    allowed = validation(type="list", formula1='"1,0"', allow_blank=True)
    sheet.add_data_validation(allowed)
    for column in choices:
        letter = letter_of(column + 1)
        allowed.add(f"{letter}2:{letter}{max(2, len(rows))}")
    return saved(made)


def rows(path: Path) -> list[list[str]]:
    """The rows of a workbook's first sheet, as text.

    Raises:
        InputError: it cannot be read.
        MissingDependencyError: openpyxl is not installed.
    """
    openpyxl = _openpyxl()
    try:
        sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True).worksheets[0]
        return [
            ["" if cell is None else str(cell) for cell in row]
            for row in sheet.iter_rows(values_only=True)
        ]
    except Exception as exc:  # whatever a broken file makes zipfile and openpyxl raise
        raise InputError(f"{path} cannot be read ({exc}).", "Save it as .xlsx or CSV.") from exc


def _openpyxl() -> Any:
    try:
        return import_module("openpyxl")  # an optional extra
    except ImportError as exc:
        raise MissingDependencyError(
            "Workbooks need openpyxl, which is not installed.",
            "Install it: pip install 'framing[tables]', or use the CSV sheet.",
        ) from exc
