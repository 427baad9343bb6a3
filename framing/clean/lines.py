"""Raw text as lines: odd characters made plain, hard-wrapped lines joined to paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.clean.credits import Credit


# All that Unicode calls a line or paragraph end, and CRLF.
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
# Spaces of every width, non-breaking ones among them.
_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Soft hyphens, zero-width spaces, direction marks and control characters: nothing to read.
_INVISIBLE = re.compile(
    "[\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]"
)
_SENTENCE_END = re.compile(r"[.!?:…][\"”’')\]]*$")

# Widths between which mail programs and typewriters break lines.
_WRAP_MIN, _WRAP_MAX = 50, 100


@dataclass(frozen=True, slots=True)
class Line:
    """A line (or paragraph) of the raw text, its white space collapsed.

    ``at`` counts lines from 0; ``gap`` is True where a blank line stands before it.
    """

    at: int
    text: str
    gap: bool

    @property
    def words(self) -> int:
        """How many words the line has."""
        return len(self.text.split())

    @property
    def is_sentence(self) -> bool:
        """Whether it ends as a sentence does, or is too long for a headline or label."""
        return ends_sentence(self.text) or self.words > 30


def ends_sentence(text: str) -> bool:
    """Whether the text ends with sentence-final punctuation (quotation marks may follow)."""
    return bool(_SENTENCE_END.search(text))


def normalise(text: str) -> str:
    """Text with plain line ends and spaces, no invisible characters, composed as Unicode's NFC."""
    text = _SPACES.sub(" ", _BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of a normalised text that hold anything, wrapped lines joined."""
    blocks: list[list[str]] = [[]]
    for raw in text.split("\n"):
        line = " ".join(raw.split())
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    found: list[Line] = []
    for block in blocks:
        joined = [" ".join(block)] if _is_wrapped(block) else block
        for number, line in enumerate(joined):
            found.append(Line(len(found), line, number == 0))
    return tuple(found)


def _is_wrapped(block: Sequence[str]) -> bool:
    """Whether a block of lines is one paragraph, broken to a fixed width.

    All lines but the last are then nearly as long as one another, and most breaks fall inside
    sentences.
    """
    if len(block) < 2:
        return False
    widths = [len(line) for line in block[:-1]]
    if not all(_WRAP_MIN <= width <= _WRAP_MAX for width in widths):
        return False
    if len(block[-1]) > max(widths) + 10:
        return False
    inside = sum(
        following[:1].islower() or not (ends_sentence(line) or following[:1].isupper())
        for line, following in pairwise(block)
    )
    return inside >= 0.4 * (len(block) - 1)


@dataclass(frozen=True, slots=True)
class Taken:
    """A removal: words that stood in line ``at``, and why they were taken out."""

    at: int
    text: str
    reason: str


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
