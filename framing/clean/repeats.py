"""What a page has twice: the headline again, a paragraph printed twice running, the first words of
a caption before the whole, and captions and pull quotes that say word for word what the text says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from framing.clean.judge import Judge
from framing.clean.lines import Line, Page, ends_sentence, words_in

_WORDS = (8, 60)  # of a line that says again what the text says
_BELOW = 6  # lines
_WHO = (2, 7)  # words behind a pull quote that say whose it is
_CUT_SHORT = re.compile(r"(?P<start>.{30,600}?)(?:\.{3}|…) ?(?=(?P=start))")
_NAMED = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w.'’-]+){1,3}(?:, .{2,60})?")


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
    text = "\n".join(_words(line.text) for line in page.lines if ends_sentence(line.text))
    for line in page.lines[:-1]:
        if line.at <= judge.start or ends_sentence(line.text) or line.text[-1:] in ",;-–—":
            continue
        if not _WORDS[0] <= line.words <= _WORDS[1]:
            continue
        whole, quoted = _told(line, text)
        if whole:
            yield page.place(line, "caption")
        elif quoted:
            page.take(line, "pull quote")


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
