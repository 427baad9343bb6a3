"""What a page has twice: the headline again, a paragraph printed twice running, the first words of
a caption before the whole, and captions and pull quotes that say word for word what the text says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from framing.clean.judge import Judge
from framing.clean.lines import Line, Page, ends_sentence, words_in

_WORDS = (8, 60)  # of a line that says again what the text says
_BELOW = 6  # lines
_WHO = (2, 14)  # words behind a pull quote that say whose it is
_ALIKE, _LONGER = 0.9, 1.3  # of its words in their order; words that the text has there for one
_FURTHER = 20  # letters that a line has besides one that it holds
_CUT_SHORT = re.compile(r"(?P<start>.{30,600}?)(?:\.{3}|…) ?(?=(?P=start))")
_NAMED = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w.'’-]+){1,3}(?:, .{2,100})?")


def take_headline_again(page: Page, headline: str | None) -> None:
    """Take off a headline of sentences where it stands twice: it reads like a caption or a lead."""
    for line in page.first(_BELOW) if headline is not None and ends_sentence(headline) else ():
        if line.text.casefold() == (headline or "").casefold() and len(page) > 1:
            page.take(line, "the headline again")


def take_repeats(page: Page, headline: str | None) -> None:
    """Take off the headline where the page prints it again, and a paragraph printed twice running.

    A paragraph that comes again further down stays: round-ups of agencies say things twice.
    """
    before = ""
    for line in page.lines:
        key = line.text.casefold()
        if headline is not None and key == headline.casefold() and len(page) > 1:
            page.take(line, "the headline again")
        elif key == before:
            page.take(line, "the same paragraph again")
        else:
            before = key
            if match := _CUT_SHORT.match(line.text):
                page.cut(line, 0, match.end(), "the same sentence again")


def take_told_twice(page: Page, judge: Judge) -> Iterator[str]:
    """Take out the lines that end as no sentence does and stand word for word within a sentence of
    the article: pull quotes, with who said it behind them, and captions, which are given back.
    The last line is none of them: they stand within an article."""
    whole_lines = {line.at: _words(line.text) for line in page.lines if ends_sentence(line.text)}
    text = "\n".join(whole_lines.values())
    for line in page.lines[:-1]:
        if line.at <= judge.start or line.text[-1:] in ",;-–—":
            continue
        if not _WORDS[0] <= line.words <= _WORDS[1]:
            continue
        if ends_sentence(line.text):
            if _is_said_again(line, whole_lines):
                del whole_lines[line.at]
                page.take(line, "pull quote")
            continue
        whole, quoted = _told(line, text)
        if whole:
            yield page.place(line, "caption")
        elif quoted or _is_reworded(line, whole_lines):
            page.take(line, "pull quote")


def _is_said_again(line: Line, lines: Mapping[int, str]) -> bool:
    """Whether a sentence alone on its line is part of a longer line of the text, word for word."""
    said = _words(line.text)
    return any(
        at != line.at and said in told and len(told) > len(said) + _FURTHER
        for at, told in lines.items()
    )


def _is_reworded(line: Line, lines: Mapping[int, str]) -> bool:
    """Whether the text has nearly all words of a line in their order, and hardly any between."""
    said = words_in(line.text)
    if 2 * sum(word[:1].islower() for word in line.text.split()) < len(said):
        return False  # a name and a title
    for told in lines.values():
        there = told.split()
        if len(set(said) & set(there)) < _ALIKE * len(set(said)):
            continue
        blocks = SequenceMatcher(None, said, there, autojunk=False).get_matching_blocks()[:-1]
        shared = sum(block.size for block in blocks)
        reach = blocks[-1].b + blocks[-1].size - blocks[0].b if blocks else 0
        if shared >= _ALIKE * len(said) and reach <= _LONGER * len(said):
            return True
    return False


def _told(line: Line, text: str) -> tuple[bool, bool]:
    """Whether the text's words have a line's in a row, all of them, or those before a name."""
    if _words(line.text) in text:
        return True, False
    pieces = line.text.split(" ")
    for size in range(_WHO[0], min(_WHO[1], len(pieces) - _WORDS[0]) + 1):
        who, said = " ".join(pieces[-size:]), " ".join(pieces[:-size])
        if _NAMED.fullmatch(who) and _words(said) in text:
            return False, True
    return False, False


def _words(text: str) -> str:
    return f" {' '.join(words_in(text))} "
