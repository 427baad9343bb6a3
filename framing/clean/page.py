"""A page while it is taken apart: the lines still to be placed, and what was taken from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from framing.clean.boilerplate import Taken
from framing.clean.credits import Credit
from framing.clean.lines import Line


class Page:
    """Lines still to be placed, in order, and what has been taken from them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = {line.at: line for line in lines}  # a dict, so that removal is fast
        self.taken: list[Taken] = []
        self.credits: list[Credit] = []

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def lines(self) -> list[Line]:
        """The lines that are left."""
        return list(self._lines.values())

    def first(self, count: int) -> list[Line]:
        """The first ``count`` lines that are left, or all if there are fewer."""
        return list(islice(self._lines.values(), count))

    def last(self) -> Line:
        """The last line that is left."""
        return self._lines[next(reversed(self._lines))]

    def place(self, line: Line) -> str:
        """Take a line out because it is placed: it is part of the article."""
        return self._lines.pop(line.at).text

    def take(self, line: Line, reason: str) -> None:
        """Take a whole line off the article."""
        self.taken.append(Taken(line.at, self.place(line), reason))

    def cut(self, line: Line, start: int, end: int, reason: str) -> Line:
        """Take a stretch off the start or end of a line, and put what is left in its place."""
        self.taken.append(Taken(line.at, line.text[start:end].strip(), reason))
        rest = replace(line, text=(line.text[:start].rstrip() + line.text[end:].lstrip()))
        self._lines[line.at] = rest
        return rest
