"""Quotation marks, paired: which stretches of an article stand inside them.

Pairs are sought paragraph by paragraph. An opening mark that its paragraph does not close runs on
to the closing mark in one of the next paragraphs, if that is the first mark there; else to the end
of its own. When the next paragraph opens with a mark again (the convention for a quotation of
several paragraphs) the two belong to one quotation. Nothing here says whether a quotation is
speech: a title or a scare quote is paired too (see ``voices``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from framing.models import Span

OPENING = "“„‟«〝"
CLOSING = "”»〞"
STRAIGHT = '"'
DOUBLE_MARKS = frozenset(OPENING + CLOSING + STRAIGHT)
SINGLE_OPENING = "‘‚'"
SINGLE_CLOSING = "’'"
_SINGLE_MARKS = frozenset(SINGLE_OPENING + SINGLE_CLOSING)
_MOST_PARAGRAPHS = 12  # through which a quotation runs that is not opened anew
_TWO_APOSTROPHES = "''"
_NO_WIDTH = "\u200b"
_BEFORE_OPENING = frozenset("([{—–-―/:")
_BEFORE_CLOSING = frozenset(".,!?…")
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
    inside = 0  # offset up to which a quotation runs that was opened in an earlier paragraph
    single = False
    single_before = False  # whether the paragraph before opened in a single mark that none closes
    for number, paragraph in enumerate(paragraphs):
        if paragraph.start < inside:
            piece = Span(paragraph.start, min(paragraph.end, inside))
            found.append(_going_on(plain, piece, piece.end == inside, single))
            paragraph = Span(piece.end, paragraph.end)  # noqa: PLW2901
            if paragraph.end <= paragraph.start:
                continue
        doubles = _double(plain, paragraph, open_before)
        open_before = bool(doubles) and not doubles[-1].closed
        singles = _single(plain, paragraph, doubles)
        if single_before and singles and singles[0].span.start == paragraph.start:
            singles[0] = replace(singles[0], continues=True)
        goes_on, single_before = single_before, False
        following = paragraphs[number + 1 : number + 1 + _MOST_PARAGRAPHS]
        if open_before:
            end = _closed_later(plain, following, DOUBLE_MARKS, _closes)
            inside, single = end or inside, False
            open_before = end is None
            if end is None and not _opened_with_a_mark(plain, following[:1]):
                doubles[-1] = _before_its_cue(plain, doubles[-1])
        elif (at := _single_left_open(plain, paragraph, (*doubles, *singles))) is not None:
            end = _closed_later(plain, following, _SINGLE_MARKS, _single_closes)
            anew = at == paragraph.start and (goes_on or _opened_singly(plain, following[:1]))
            if end is not None or anew:
                # What stands in double marks behind it is a quotation within the quotation.
                doubles = [each for each in doubles if each.span.start < at]
                singles = [each for each in singles if each.span.start < at]
            if end is not None:
                inside, single = end, True
                opened = Span(at, paragraph.end)
                singles.append(Quotation(opened, Span(at + 1, paragraph.end), False, single=True))
            elif anew:
                single_before = True  # each paragraph is opened anew, and none but the last closed
                opened = Span(at, paragraph.end)
                inner = Span(at + 1, paragraph.end)
                singles.append(Quotation(opened, inner, False, goes_on, single=True))
        found += [_whole(plain, quotation) for quotation in doubles]
        found += singles
    return tuple(sorted(found, key=lambda q: q.span))


def _going_on(text: str, piece: Span, last: bool, single: bool) -> Quotation:
    """A paragraph of a quotation that was opened before it; ``last`` where it is closed here."""
    inner = Span(piece.start, piece.end - 1 if last else piece.end)
    if text[inner.end : inner.end + 2] == f"{STRAIGHT}{_NO_WIDTH}":
        piece = Span(piece.start, piece.end + 1)
    return Quotation(piece, inner, last, True, single)


def _closed_later(
    text: str,
    following: Sequence[Span],
    marks: frozenset[str],
    closes: Callable[[str, int, Span], bool],
) -> int | None:
    """Where a quotation that its paragraph leaves open is closed: behind the first mark in the next
    paragraphs, if that one closes by its shape; None where a mark opens first (each paragraph of a
    long quotation is then opened anew) or none follows. Copy with a sentence in each paragraph
    prints quotations so."""
    for paragraph in following:
        for at in range(paragraph.start, paragraph.end):
            if text[at] not in marks or _is_apostrophe(text, at):
                continue
            if closes(text, at, paragraph):
                return at + 1
            if marks is DOUBLE_MARKS or _single_opens(text, at, paragraph):
                return None
    return None


def _opened_with_a_mark(text: str, following: Sequence[Span]) -> bool:
    return any(text[paragraph.start] in DOUBLE_MARKS for paragraph in following)


def _opened_singly(text: str, following: Sequence[Span]) -> bool:
    return any(_single_opens(text, paragraph.start, paragraph) for paragraph in following)


# '"It is an outrage said Eva Lund of the charity.': a closing mark has been lost.
_CUE = re.compile(
    r"[,.!?]?\s+(?:(?:said|says|added|told)\s+(?:[A-Z]|the\b|an?\b)|"
    r"(?:he|she|they|it)\s+(?:said|says|added)\b)"
)


def _before_its_cue(text: str, quotation: Quotation) -> Quotation:
    """A quotation that nothing closes, without who is told to have said it, and what follows."""
    cue = _CUE.search(text, quotation.inner.start, quotation.span.end)
    if cue is None:
        return quotation
    start, inner = quotation.span.start, quotation.inner.start
    return replace(quotation, span=Span(start, cue.start()), inner=Span(inner, cue.start()))


def _is_apostrophe(text: str, at: int) -> bool:
    return text[at] in SINGLE_CLOSING and text[at + 1 : at + 2].isalnum() and text[at - 1].isalnum()


def _closes(text: str, at: int, paragraph: Span) -> bool:
    return not _space_before(text, at, paragraph) and not _word_after(text, at)


def _single_closes(text: str, at: int, paragraph: Span) -> bool:
    """Only a mark behind punctuation: at a word's end it may be a possessive."""
    return text[at - 1] in ".,!?…" and _closes(text, at, paragraph)


def _single_left_open(text: str, paragraph: Span, found: Sequence[Quotation]) -> int | None:
    """Where a single mark opens a quotation behind a colon, a comma or nothing, and none closes it
    before the paragraph ends with its sentence."""
    if text[paragraph.end - 1 : paragraph.end] not in tuple(".!?…"):
        return None
    spans = sorted(q.span for q in found)
    for at in range(paragraph.end - 1, paragraph.start - 1, -1):
        while spans and spans[-1].start > at:
            spans.pop()
        if text[at] not in "‘'" or (spans and at < spans[-1].end):
            continue
        if _single_opens(text, at, paragraph):
            before = at - 1
            while before >= paragraph.start and text[before].isspace():
                before -= 1
            if before < paragraph.start or text[before] in ":,":
                return at
    return None


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
    last_closing = text.rfind("”", paragraph.start, paragraph.end)
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
            if last_closing < at:
                continue
            if _nested(text, at, paragraph):
                nested += 1
                continue
            found.append(_make(start, at, False, continues))
            start, continues = at, False
        elif text[at] == STRAIGHT and _opens_anew(text, at, paragraph):
            end = start + len(text[start:at].rstrip())
            found.append(_make(start, end, False, continues))
            start, continues = at, True
        elif nested and text[at] in CLOSING:
            nested -= 1
        elif not opens or text[at] == STRAIGHT:
            found.append(_make(start, at + 1, True, continues))
            start, continues = None, False
    if start is not None:
        found.append(_make(start, paragraph.end, False, continues))
    return found


def _opens_anew(text: str, at: int, paragraph: Span) -> bool:
    """Whether a straight mark behind a sentence's end opens a quotation again that nothing closed:
    '"We were in the hall. "There was smoke."'"""
    before = text[paragraph.start : at].rstrip()[-1:]
    return before in ".!?" and _space_before(text, at, paragraph) and _word_after(text, at)


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
    ends: _SingleEnds | None = None
    waiting = deque(q.span for q in doubles)
    at = paragraph.start
    while at < paragraph.end:
        while waiting and waiting[0].end <= at:
            waiting.popleft()
        if waiting and waiting[0].start <= at:
            at = waiting[0].end
            continue
        if not _single_opens(text, at, paragraph):
            at += 1
            continue
        ends = ends or _single_ends(text, paragraph)
        end = ends.after(at, waiting[0].start if waiting else paragraph.end)
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


@dataclass(frozen=True, slots=True)
class _SingleEnds:
    """Where single-marked quotations of a paragraph may end, in order: marks that punctuation
    surrounds, marks that end a word that is no plural possessive, and those behind an 's'; and
    where the next one may open."""

    sure: list[int]
    weak: list[int]
    plural: list[int]
    opening: list[int]

    def after(self, start: int, limit: int) -> int | None:
        """The end of the quotation that opens at ``start``: the first sure mark before ``limit``,
        else the first weak one. Behind the next opening mark only where nothing ends it before:
        no quotation in single marks stands within another."""
        number = bisect_left(self.opening, start + 2)
        opening = self.opening[number] if number < len(self.opening) else limit
        for end in (min(opening, limit), limit):
            for marks in (self.sure, self.weak):
                number = bisect_left(marks, start + 2)
                if number < len(marks) and marks[number] < end:
                    return marks[number] + 1
            first = bisect_left(self.plural, start + 2)
            inside = self.plural[first : bisect_left(self.plural, end)]
            if end < limit and len(inside) == 1:
                return inside[0] + 1
        return None


def _single_ends(text: str, paragraph: Span) -> _SingleEnds:
    found = _SingleEnds([], [], [], [])
    for at in range(paragraph.start, paragraph.end):
        if _single_opens(text, at, paragraph):
            found.opening.append(at)
        if text[at] not in SINGLE_CLOSING:
            continue
        after = text[at + 1 : at + 2]
        if after.isalnum():
            continue  # an apostrophe inside a word
        if text[at - 1 : at] in _BEFORE_CLOSING or not after or after in _AFTER_CLOSING:
            found.sure.append(at)
        elif not text[at - 1].isspace():
            (found.plural if text[at - 1] in "sS" else found.weak).append(at)
    return found
