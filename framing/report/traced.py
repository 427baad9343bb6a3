"""Which line of which template each piece of a document came from.

The templates are rendered once more, each line of their text with a mark before it. A mark is made
of characters that Unicode keeps from texts, and no mark reaches a report.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2.ext import Extension
from jinja2.lexer import TOKEN_BLOCK_BEGIN, TOKEN_DATA, Token, TokenStream

from framing.files import report_templates

_MARK = re.compile("\ufdd0([0-9]+)\ufdd1([^\ufdd2]*)\ufdd2")


class Marks(Extension):
    """Puts marks into templates as they are read. Words to be translated stay as they are."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """The tokens of a template, those of its text with marks."""
        file, block, translated = stream.filename or "", False, False
        for token in stream:
            if block and token.type == "name":
                translated = (translated and token.value != "endtrans") or token.value == "trans"
            block = token.type == TOKEN_BLOCK_BEGIN
            if token.type == TOKEN_DATA and not translated:
                yield Token(token.lineno, TOKEN_DATA, _marked(token.value, token.lineno, file))
            else:
                yield token


def _marked(text: str, first: int, file: str) -> str:
    """Text of a template with a mark before each line that is not blank."""
    lines = text.split("\n")
    return "\n".join(
        f"\ufdd0{first + i}\ufdd1{file}\ufdd2{line}" if line.strip() else line
        for i, line in enumerate(lines)
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a template or style sheet; whether it is the user's own."""

    file: str
    line: int
    own: bool

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"


class Traced:
    """A document without the marks, and where its pieces came from."""

    def __init__(self, marked: str) -> None:
        pieces, length, end = [], 0, 0
        self._offsets: list[int] = []
        self._places: list[Place] = []
        packaged = report_templates().resolve()
        own: dict[str, bool] = {}
        for mark in _MARK.finditer(marked):
            pieces.append(marked[end : mark.start()])
            length += mark.start() - end
            end = mark.end()
            file = mark[2]
            if file not in own:
                own[file] = not Path(file).resolve().is_relative_to(packaged)
            self._offsets.append(length)
            self._places.append(Place(file, int(mark[1]), own[file]))
        self.text = "".join([*pieces, marked[end:]])

    def at(self, offset: int) -> Place | None:
        """Where the piece at an offset of the text came from."""
        found = bisect_right(self._offsets, offset)
        return self._places[found - 1] if found else None

    def own_before(self, offset: int) -> Place | None:
        """The user's own line that is nearest before an offset; the first, where none is."""
        before = reversed(self._places[: bisect_right(self._offsets, offset)])
        return next(_own(before), None) or next(_own(self._places), None)


def _own(places: Iterable[Place]) -> Iterator[Place]:
    return (place for place in places if place.own)


def line_starts(text: str) -> list[int]:
    """Where each line of a text begins."""
    return [0, *(found.end() for found in re.finditer("\n", text))]
