"""Raw text as lines: odd characters made plain, hard-wrapped lines joined to paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

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
