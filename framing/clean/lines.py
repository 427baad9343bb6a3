"""Raw text as lines: odd characters made plain, hard-wrapped lines joined to paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from framing.clean.dates import is_date_line
from framing.clean.ragged import ragged_paragraphs
from framing.clean.repair import join_dropped_capitals, repair

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

# Where a caption or a heading was run into the text: '… in the White House He said they had met'.
# What opens a sentence there is hardly part of a name; 'part A of' and 'the Carry On films' are.
RUN_ON = re.compile(
    r"(?<=[A-Za-z0-9)\]]) (?=(?:(?:The|He|She|They|It|We|This|These|There|His|Her|Their|However"
    r"|Although|While|When|But|According to) |In the "
    r"|An? (?!(?:is|are|was|were|has|had|in|of|on|at|and|or|to|for|with|by|from)\b))[a-z])"
)
# Widths between which mail programs and typewriters break lines.
_WRAP_MIN, _WRAP_MAX = 50, 100
_HEAD_LINES = 3  # headline, date and byline without a blank line between them
_MIN_BREAKS = 3  # fewer may be forced by chance
# First parts of English compounds that keep their hyphen; other words are parted inside.
_COMPOUND_FIRST = frozenset(
    "ex non anti pro self co well long short high low mid half two three four five six seven eight"
    " nine ten first second third last so far left right old new vice pre post then full part year"
    " month week day hour".split()
)


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


def words_in(text: str) -> list[str]:
    """The words of a text in lower case."""
    return re.findall(r"\w+", text.casefold())


def normalise(text: str) -> str:
    """Text with plain line ends and spaces, no invisible characters, composed as Unicode's NFC."""
    text = _SPACES.sub(" ", _BREAKS.sub("\n", text))
    while True:  # what an invisible character parted may need repair once it is gone
        plain = unicodedata.normalize("NFC", _INVISIBLE.sub("", repair(text)))
        if plain == text or len(plain) >= len(text):
            return plain
        text = plain


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of a normalised text that hold anything, wrapped lines joined."""
    rows = join_dropped_capitals([" ".join(raw.split()) for raw in text.split("\n")])
    blocks: list[list[str]] = [[]]
    for row in rows:
        if row:
            blocks[-1].append(row)
        elif blocks[-1]:
            blocks.append([])
    width = _wrap_width(blocks)
    found: list[Line] = []
    for block in blocks:
        if width:
            joined = _join_forced(block, width, text)
        else:
            whole = [block] if _is_wrapped(block) else ragged_paragraphs(block, opens=not found)
            joined = [_join(lines, text) for lines in whole]
        for number, line in enumerate(joined):
            found.append(Line(len(found), line, number == 0))
    return tuple(found)


def _wrap_width(blocks: Sequence[Sequence[str]]) -> int:
    """The width to which the whole text was wrapped, or 0.

    A program that wraps fills each line as far as it goes: the first word of the next line would
    not have fitted. Lines that somebody ended are as a rule shorter than they could be.
    """
    breaks = [pair for block in blocks for pair in pairwise(block)]
    if len(breaks) < _MIN_BREAKS:
        return 0
    width = max(len(line) for line, _ in breaks)
    longest = max(len(line) for block in blocks for line in block)
    if not _WRAP_MIN <= width <= _WRAP_MAX or longest > width + 2:
        return 0
    forced = sum(_is_forced(line, following, width) for line, following in breaks)
    inside = sum(following[:1].islower() or not ends_sentence(line) for line, following in breaks)
    wide = sum(len(line) >= 0.7 * width for line, _ in breaks)
    enough = 0.8 * len(breaks)
    return width if forced >= enough and wide >= enough and inside >= 0.4 * len(breaks) else 0


def _is_forced(line: str, following: str, width: int) -> bool:
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width


def _join_forced(block: Sequence[str], width: int, text: str) -> list[str]:
    """Paragraphs of a wrapped block: a break that was not forced was meant."""
    paragraphs: list[list[str]] = [[block[0]]] if block else []
    for line, following in pairwise(block):
        if _is_forced(line, following, width) or following[:1].islower():
            paragraphs[-1].append(following)
        else:
            paragraphs.append([following])
    return [_join(lines, text) for lines in paragraphs]


def _join(lines: Sequence[str], text: str) -> str:
    """Wrapped lines as one, a word that was hyphenated at a line's end made whole."""
    whole = ""
    for line in lines:
        parted = re.search(r"([^\W\d_]+)-$", whole)
        rest = re.match(r"[^\W\d_]+", line)
        if parted is None or rest is None or not line[:1].islower():
            whole = f"{whole} {line}" if whole else line
        elif _is_compound(parted[1], rest[0], text):
            whole += line
        else:
            whole = whole[:-1] + line
    return whole


def _is_compound(first: str, second: str, text: str) -> bool:
    """Whether a word parted at its hyphen has the hyphen inside a line, too."""
    if re.search(rf"\b{re.escape(first)}-{re.escape(second)}\b", text, re.I):
        return True
    if re.search(rf"\b{re.escape(first)}{re.escape(second)}\b", text, re.I):
        return False
    return first.casefold() in _COMPOUND_FIRST


def _is_wrapped(block: Sequence[str]) -> bool:
    """Whether a block of lines is one paragraph, broken to a fixed width.

    All lines but the last are then nearly as long as one another, and most breaks fall inside
    sentences. A date on a line of its own was not broken off the one above: it stands below a
    headline.
    """
    if len(block) < 2:
        return False
    if len(block) <= _HEAD_LINES and any(
        is_date_line(line) and not ends_sentence(line) for line in block
    ):
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
        self.placed: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def __contains__(self, line: Line) -> bool:
        return line.at in self._lines

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

    def place(self, line: Line, part: str = "") -> str:
        """Take a line out because it is placed: it is this part of the article."""
        if part:
            self.placed[line.at] = part
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

    def cut_inside(self, line: Line, start: int, end: int) -> Line:
        """Take a stretch out of the middle of a line, which is told elsewhere what it was."""
        before, after = line.text[:start].rstrip(), line.text[end:].lstrip()
        rest = replace(line, text=f"{before} {after}".strip())
        self._lines[line.at] = rest
        return rest
