"""Sheets that people open in a spreadsheet, write in, and save: CSV files and Excel workbooks."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from framing import sinks
from framing.errors import InputError, MissingDependencyError

# Workbooks record when they were made: the same content gives the same bytes.
_MADE = datetime(2000, 1, 1)


def csv_sheet(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as a CSV file that spreadsheets open as UTF-8, no cell a formula."""
    return b"\xef\xbb\xbf" + sinks.csv_bytes(rows, "\r\n")


def workbook(rows: Iterable[Sequence[str]], title: str, widths: Sequence[int]) -> bytes:
    """Rows as an Excel workbook of one sheet, the first row its header; every cell is text.

    Args:
        rows: the cells.
        title: of the sheet.
        widths: of the columns, in characters.

    Raises:
        MissingDependencyError: openpyxl is not installed.
    """
    openpyxl = _openpyxl("written")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type = _printable(text), "s"
            cell.alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
            if number == 1:
                cell.font = openpyxl.styles.Font(bold=True)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = width
    sheet.freeze_panes = "C2"
    return saved(book)


def _printable(text: str) -> str:
    """The text without the control characters that a workbook cannot hold."""
    return "".join(c for c in text if c in "\t\n" or c >= " ")


def saved(book: Any) -> bytes:
    """A workbook's bytes, with one date for all its parts and for its last change: whatever a clock
    says, even one that stands before 1980, which such archives cannot hold."""
    writer = import_module("openpyxl.writer.excel").ExcelWriter
    out = io.BytesIO()
    book.properties.created = book.properties.modified = _MADE
    writer(book, _Undated(out, "w", zipfile.ZIP_DEFLATED)).save()
    return out.getvalue()


class _Undated(zipfile.ZipFile):
    """An archive all of whose entries bear one date."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *given: Any, **named: Any) -> None:
        entry = zipfile.ZipInfo(zinfo_or_arcname, (_MADE.year, _MADE.month, _MADE.day, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        super().writestr(entry, data, *given, **named)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        self.writestr(arcname, Path(filename).read_bytes())


def read_sheet(path: Path) -> list[tuple[int, list[str]]]:
    """The rows of a sheet with the lines that they begin in; a CSV file may have comma, semicolon
    or tab. Empty rows are left out.

    Raises:
        InputError: it cannot be read: which, why and what to do.
        MissingDependencyError: it is a workbook, and openpyxl is not installed.
    """
    try:
        data = path.read_bytes()
    except OSError as exc:
        raise InputError(f"{path} cannot be read ({exc.strerror}).", "Check the path.") from exc
    rows = _read_workbook(path, data) if data[:2] == b"PK" else _read_csv(path, data)
    return [(line, cells) for line, cells in rows if any(cells)]


def _read_csv(path: Path, data: bytes) -> Iterable[tuple[int, list[str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise InputError(f"{path} is not UTF-8.", "Save the sheet as 'CSV UTF-8'.") from exc
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    found, start = [], 1
    try:
        for cells in reader:
            found.append((start, [sinks.from_cell(cell.strip()) for cell in cells]))
            start = reader.line_num + 1
    except csv.Error as exc:
        raise InputError(
            f"{path}, line {reader.line_num}: is not valid CSV ({exc}).", "Mend that line."
        ) from exc
    return found


def _read_workbook(path: Path, data: bytes) -> Iterable[tuple[int, list[str]]]:
    openpyxl = _openpyxl("read")
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = list(book.worksheets[0].iter_rows(values_only=True))
        book.close()
    except Exception as exc:  # openpyxl lets through whatever zip, XML and its own checks raise
        raise InputError(
            f"{path} is no workbook that can be read ({exc}).", "Save it again as .xlsx, or CSV."
        ) from exc
    return [
        (number, [sinks.from_cell("" if cell is None else str(cell).strip()) for cell in row])
        for number, row in enumerate(rows, 1)
    ]


def _openpyxl(done: str) -> Any:
    try:
        return import_module("openpyxl")
    except ImportError as exc:
        raise MissingDependencyError(
            f"Excel workbooks are {done} with openpyxl, which is not installed.",
            "Install it: pip install 'framing[tables]', or use a .csv file.",
        ) from exc
