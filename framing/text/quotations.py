"""Quotation marks, paired: which stretches of an article stand inside them.

Pairs are sought paragraph by paragraph. An opening mark that is never closed runs to the end of
its paragraph; when the next paragraph opens with a mark again (the convention for a quotation of
several paragraphs) the two belong to one quotation. Nothing here says whether a quotation is
speech: a title or a scare quote is paired too (see ``voices``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from framing.models import Span

OPENING = "“„‟«〝"
CLOSING = "”»〞"
STRAIGHT = '"'
DOUBLE_MARKS = frozenset(OPENING + CLOSING + STRAIGHT)
SINGLE_OPENING = "‘‚'"
SINGLE_CLOSING = "’'"
_TWO_APOSTROPHES = "''"
_NO_WIDTH = "\u200b"
_BEFORE_OPENING = frozenset("([{—–-―/:")
_AFTER_CLOSING = frozenset(".,;:!?)]}…—–-―/")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch inside quotation marks.

    ``span`` includes the marks, ``inner`` leaves them out. ``closed`` is False where the closing
    mark is missing. ``continues`` is True where the quotation goes on from the paragraph before.
    ``single`` tells single marks from double ones.
    """

    span: Span
    inner: Span
    closed: bool = True
    continues: bool = False
    single: bool = False


def find_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """All quotations of ``text``, in order, never overlapping; single-marked ones only outside
    double-marked ones (inside they are a quotation within the quotation, of the same speech)."""
    # Databases such as Nexis print double marks as two apostrophes. The second becomes a mark of
    # no width, so that offsets stay.
    plain = text.replace(_TWO_APOSTROPHES, f"{STRAIGHT}{_NO_WIDTH}")
    found: list[Quotation] = []
    open_before = False
    for paragraph in paragraphs:
        doubles = _double(plain, paragraph, open_before)
        open_before = bool(doubles) and not doubles[-1].closed
        found += [_whole(plain, quotation) for quotation in doubles]
        found += _single(plain, paragraph, doubles)
    return tuple(sorted(found, key=lambda q: q.span))


def _whole(plain: str, quotation: Quotation) -> Quotation:
    """The quotation with both apostrophes of its marks outside its inner stretch."""
    (start, end), (inner_start, inner_end) = quotation.span, quotation.inner
    if plain[inner_start : inner_start + 1] == _NO_WIDTH:
        inner_start += 1
    if quotation.closed and plain[end : end + 1] == _NO_WIDTH:
        end += 1
    inner = Span(inner_start, max(inner_start, inner_end))
    return replace(quotation, span=Span(start, max(end, inner.end)), inner=inner)


def _opens(text: str, at: int, paragraph: Span, is_open: bool) -> bool:
    """Whether the mark at ``at`` opens a quotation: by its shape, else by what stands around it."""
    mark = text[at]
    if mark in OPENING:
        # „…“ closes with the mark that opens in English.
        return not (is_open and mark == "“" and not _space_before(text, at, paragraph))
    if mark in CLOSING:
        return not is_open and _space_before(text, at, paragraph) and _word_after(text, at)
    before, after = _space_before(text, at, paragraph), _word_after(text, at)
    # A straight mark opens before a word and closes after one; any other takes its turn.
    return before if before == after else not is_open


def _space_before(text: str, at: int, paragraph: Span) -> bool:
    return at == paragraph.start or text[at - 1].isspace() or text[at - 1] in _BEFORE_OPENING


def _word_after(text: str, at: int) -> bool:
    return at + 1 < len(text) and not text[at + 1].isspace() and text[at + 1] not in _AFTER_CLOSING


def _double(text: str, paragraph: Span, open_before: bool) -> list[Quotation]:
    found: list[Quotation] = []
    start: int | None = None
    continues = False
    nested = 0
    for at in range(paragraph.start, paragraph.end):
        if text[at] not in DOUBLE_MARKS:
            continue
        opens = _opens(text, at, paragraph, start is not None)
        if start is None:
            if opens:
                start = at
                continues = open_before and at == paragraph.start
            continue  # a stray closing mark closes nothing
        if opens and text[at] != STRAIGHT:
            # A second opening mark: the first was never closed, or this one is nested in it.
            if text.find("”", at, paragraph.end) < 0:
                continue
            if _nested(text, at, paragraph):
                nested += 1
                continue
            found.append(_make(start, at, False, continues))
            start, continues = at, False
        elif nested and text[at] in CLOSING:
            nested -= 1
        elif not opens or text[at] == STRAIGHT:
            found.append(_make(start, at + 1, True, continues))
            start, continues = None, False
    if start is not None:
        found.append(_make(start, paragraph.end, False, continues))
    return found


def _nested(text: str, at: int, paragraph: Span) -> bool:
    """Whether two closing marks follow before the next opening one (a quotation in a quotation)."""
    closings = 0
    for char in text[at + 1 : paragraph.end]:
        if char in OPENING:
            return closings >= 2
        if char in CLOSING:
            closings += 1
    return closings >= 2


def _make(start: int, end: int, closed: bool, continues: bool) -> Quotation:
    inner_end = end - 1 if closed else end
    return Quotation(
        Span(start, end), Span(start + 1, max(start + 1, inner_end)), closed, continues
    )


def _single(text: str, paragraph: Span, doubles: Sequence[Quotation]) -> list[Quotation]:
    """Quotations in single marks, with care: an apostrophe is the same character."""
    found: list[Quotation] = []
    at = paragraph.start
    while at < paragraph.end:
        inside = next((q for q in doubles if q.span.start <= at < q.span.end), None)
        if inside:
            at = inside.span.end
            continue
        if not _single_opens(text, at, paragraph):
            at += 1
            continue
        limit = min((q.span.start for q in doubles if q.span.start > at), default=paragraph.end)
        end = _single_end(text, at, limit)
        if end is None:
            at += 1
            continue
        found.append(Quotation(Span(at, end), Span(at + 1, end - 1), single=True))
        at = end
    return found


def _single_opens(text: str, at: int, paragraph: Span) -> bool:
    if text[at] not in SINGLE_OPENING or not _space_before(text, at, paragraph):
        return False
    following = text[at + 1 : at + 2]
    # '90s and 'tis are elisions; a quotation of a number in single marks is not worth the risk.
    return following.isalpha()


def _single_end(text: str, start: int, limit: int) -> int | None:
    """End of the single-marked quotation that opens at ``start``: the first closing mark that
    punctuation surrounds, else the first that ends a word and is no plural possessive."""
    weak: int | None = None
    for at in range(start + 2, limit):
        if text[at] not in SINGLE_CLOSING:
            continue
        after = text[at + 1 : at + 2]
        if after.isalnum():
            continue  # an apostrophe inside a word
        if text[at - 1] in ".,!?…" or not after or after in _AFTER_CLOSING:
            return at + 1
        possessive = text[at - 1] in "sS"
        if weak is None and not text[at - 1].isspace() and not possessive:
            weak = at + 1
    return weak
