"""Tables of programs: Excel workbooks and Parquet files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from framing.errors import InputError
from framing.readers.archives import check_bounds, is_zip_with
from framing.readers.base import FileContent, InputFile, Reader, library
from framing.readers.table import Row, flat, read_rows

_MAX_ROWS = 1_000_000


def read_workbook(file: InputFile) -> FileContent:
    """The articles of all sheets of a workbook that have a column of texts.

    Raises:
        InputError: openpyxl is not installed, the workbook is broken, or no sheet holds texts.
    """
    openpyxl = library("openpyxl", "tables", "Excel workbooks")
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            check_bounds([entry.file_size for entry in archive.infolist()], file)
        book = openpyxl.load_workbook(io.BytesIO(file.data), read_only=True, data_only=True)
        sheets = [(sheet.title, list(_sheet_rows(sheet))) for sheet in book.worksheets]
        book.close()
    except InputError:
        raise
    except Exception as exc:  # openpyxl lets through whatever zip, XML and its own checks raise
        raise InputError(
            f"It is no Excel workbook that can be read ({exc}).", "Save it again as .xlsx, or CSV."
        ) from exc
    found = FileContent()
    refused: list[InputError] = []
    for title, rows in sheets:
        shown = file.shown if len(sheets) == 1 else f"{file.shown}, sheet '{title}'"
        try:
            content = read_rows(rows, replace(file, shown=shown))
        except InputError as exc:
            refused.append(exc)
            continue
        articles = tuple(replace(article, path=file.shown) for article in content.articles)
        found = FileContent(
            (*found.articles, *articles),
            skipped=(*found.skipped, *content.skipped),
            notes=(*found.notes, *content.notes),
        )
    if len(refused) == len(sheets):
        raise refused[0] if refused else InputError("It holds no sheet.", "")
    return found


def _sheet_rows(sheet: Any) -> Iterator[Row]:
    header: list[str] = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if not any(cell is not None and str(cell).strip() for cell in cells):
            continue
        if not header:
            header = [str(cell or "").strip() for cell in cells]
            continue
        if number > _MAX_ROWS:
            raise InputError(f"A sheet has more than {_MAX_ROWS:,} rows.", "Split it.")
        values = {name: _cell(cell) for name, cell in zip(header, cells, strict=False) if name}
        yield Row(f"row {number}", values)


def _cell(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def read_parquet(file: InputFile) -> FileContent:
    """The rows of a Parquet file as articles.

    Raises:
        InputError: pyarrow is not installed, the file is broken, or no column holds texts.
    """
    parquet = library("pyarrow.parquet", "parquet", "Parquet files")
    arrow = library("pyarrow", "parquet", "Parquet files")
    try:
        table = parquet.read_table(arrow.BufferReader(file.data))
        rows = table.to_pylist()
    except arrow.ArrowException as exc:
        raise InputError(f"It is no Parquet file that can be read ({exc}).", "") from exc
    return read_rows(
        (
            Row(f"row {number}", flat({name: _cell(cell) for name, cell in values.items()}))
            for number, values in enumerate(rows, 1)
        ),
        file,
    )


def _is_workbook(file: InputFile) -> float:
    return 1.0 if is_zip_with(file, "xl/workbook.xml") else 0.0


def _is_parquet(file: InputFile) -> float:
    return 1.0 if file.head.startswith("PAR1") else 0.0


EXCEL = Reader("table (Excel)", frozenset({".xlsx", ".xlsm"}), read_workbook, _is_workbook)
PARQUET = Reader("table (Parquet)", frozenset({".parquet"}), read_parquet, _is_parquet)
