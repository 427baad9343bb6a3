"""What a stranger wrote, made harmless for where it goes: a spreadsheet's cell, a console, a path.

Names of outlets and files and the texts of articles come from anywhere. Each place that they are
written to has characters that do something there; each has its one function here.
"""

from __future__ import annotations

import csv
import io
import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any

# What a spreadsheet takes for the beginning of a formula; the last two are skipped as white space.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARKED = frozenset({"'", *_FORMULA})  # what such a text, or one that is marked, begins with
# Characters that turn the direction of what follows: a name could show itself as another.
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def cell(text: str) -> str:
    """The text of a cell, marked as text where a spreadsheet would take it for a formula."""
    return f"'{text}" if text[:1] in _MARKED and _looks_like_formula(text) else text


def from_cell(text: str) -> str:
    """The text of a cell without the mark that ``cell`` made."""
    return text[1:] if text[:1] == "'" and _looks_like_formula(text[1:]) else text


def _looks_like_formula(text: str) -> bool:
    return text.lstrip("'").startswith(_FORMULA)


def csv_bytes(rows: Iterable[Sequence[Any]], end: str = "\n", *, marked: bool = False) -> bytes:
    """``csv_lines`` as one."""
    buffer = io.BytesIO()
    buffer.writelines(csv_lines(rows, end, marked=marked))
    return buffer.getvalue()


def csv_lines(
    rows: Iterable[Sequence[Any]], end: str = "\n", *, marked: bool = False
) -> Iterator[bytes]:
    """Rows as CSV in UTF-8, no cell a formula, each row one row to whoever reads it; line by line.

    Args:
        rows: the cells.
        end: of the lines.
        marked: the cells are as ``cell`` gives them already.
    """
    plain = csv.writer(_Line(), lineterminator=end)
    # A carriage return ends a row for readers, and the writer itself does not quote it.
    quoted = csv.writer(_Line(), lineterminator=end, quoting=csv.QUOTE_ALL)
    for row in rows:
        cells: Sequence[Any] = row
        if not marked:
            cells = [cell(c) if isinstance(c, str) and c[:1] in _MARKED else c for c in row]
        line: str = plain.writerow(cells)
        if "\r" in line.removesuffix(end):
            line = quoted.writerow(cells)
        yield line.encode()


class _Line:
    """A file that gives a line back in place of writing it."""

    def write(self, line: str) -> Any:
        """The line."""
        return line


def console(text: str) -> str:
    """The text with everything that steers a terminal written out: escapes, control characters,
    characters that turn the direction, halves of characters; line breaks and tabs stay."""
    if text.isprintable():
        return text
    return "".join(char if char in "\n\t" or _prints(char) else _written_out(char) for char in text)


def _prints(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp") and char not in _TURNS


def _written_out(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def file_name(path: str | PurePath) -> str:
    """A file's name or path as text: bytes that are no UTF-8 are written out ('caf\\xe9.txt')."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
