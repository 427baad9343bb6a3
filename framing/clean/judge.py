"""What the trained reader and the rules say together of a page's lines: where the body is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from framing.clean.credits import read_credit_line, read_dateline, read_foot_line
from framing.clean.headline_form import reads_like_headline, stands_as_headline
from framing.clean.kinds import Kind, Reading, thresholds
from framing.clean.lines import Line, ends_sentence

SEARCHED = 400  # lines of the head of a whole page
APART = 30  # lines further from the article are no part of it
CLEARLY = 0.8  # probability at which the reader is taken at its word
HEAD = 12  # bylines and dates are sought in the first lines that are left
_MOST_ABOVE_DATELINE = 8  # lines between what looks like the body's start and its dateline
_TEASED = 2  # captions and teasers above it that read like the body
_PARAGRAPH = 25  # words; shorter ones may be labels and captions
_TEASERS = 0.35  # share of the words that look like body that may stand above the headline
_CERTAIN = 0.97  # mean probability of lines that are body, far from the others though they stand
_LINK = (5, 18)  # words of a link to another article
_RATHER_NOT = 0.2  # probability of body of such a link
_LEAD = 0.1  # probability of body of a sentence above the article, which would become its lead
_ANNOUNCES = 5  # words of a line with a colon that announces a list
_ITEM = re.compile(r"(?:;|,? and|,? or)$")
_ELSEWHERE = re.compile(r"(?:read|see|watch|related|more|also|follow|subscribe|sign up)\b", re.I)
_MARKS = (" -- ", " – ", " — ", ": ", " (")
_ENTRY = 30  # words of an entry of a list
_RUN = 4  # lines running that have the same mark inside
_STRAY = 0.2  # share of the article's words under which a stretch apart is stray


class Judge:
    """What the reader and the rules say together of a page's lines.

    ``start`` and ``end`` are the numbers (``Line.at``) of the first and last line that is surely
    body; an agency's or a city's dateline opens the body for certain.
    """

    def __init__(
        self, lines: Sequence[Line], read: Mapping[int, Reading], agencies: tuple[str, ...]
    ) -> None:
        self._read = read
        self._out, self._sure = thresholds()
        self._items = list_items(lines)
        self._beside = {
            line.at: [*lines[max(0, i - 1) : i], *lines[i + 1 : i + 2]]
            for i, line in enumerate(lines)
        }
        headlines = stands_as_headline(lines)
        sentences = [
            line for line in lines
            if line.is_sentence and line.words >= 5 and not read_credit_line(line.text, agencies)
            and not read_foot_line(line, agencies)
            and not (line is lines[0] and reads_like_headline(line))
            and line.at not in headlines
        ]  # fmt: skip
        body = _main([line for line in sentences if read[line.at].body >= 0.5], read) or sentences
        body = _below_headline(body, lines, read)
        self.start = body[0].at if body else -1
        self.end = body[-1].at if body else -1
        for line in lines:  # a list may close the article
            if self.end < line.at <= self.end + 2 and line.at in self._items and line.words >= 3:
                self.end = line.at
        self.dateline = False
        for line in lines[:SEARCHED]:
            if line.at > self.start + _MOST_ABOVE_DATELINE or line.at > self.end:
                break
            credit = read_dateline(line.text, agencies) if line.words >= 8 else None
            if credit and (credit.agencies or (credit.place and line.is_sentence)):
                above = [other for other in body if self.start <= other.at < line.at]
                if sum(read[other.at].body >= CLEARLY for other in above) > _TEASED:
                    break  # a caption within the article may begin as a dateline does
                self.start, self.dateline = line.at, True
                break

    def __getitem__(self, line: Line) -> Reading:
        return self._read[line.at]

    def is_out(self, line: Line) -> bool:
        """Whether the line is surely not the body."""
        above = self.dateline and line.at < self.start
        apart = self.start >= 0 and not (
            self.start - APART <= line.at <= self.end + APART
        )  # fmt: skip
        reading = self._read[line.at]
        outside = self.start >= 0 and not self.start <= line.at <= self.end
        item = not outside and line.at in self._items
        caption = reading.probability(Kind.CAPTION) >= CLEARLY and not item
        credit = reading.probability(Kind.CREDIT) >= CLEARLY and not (
            self.start <= line.at <= self.end
        )
        label = outside and not line.is_sentence and reading.body < 0.5
        link = not outside and not item and self._is_link(line)
        out = self._out
        if not outside and line.words >= _PARAGRAPH and ends_sentence(line.text):
            out *= 0.3  # a paragraph of prose within the article
        elif line.at < self.start and line.is_sentence and reading.other is Kind.FURNITURE:
            out = max(out, _LEAD)
        unlike = link or (reading.body < out and not item)
        return above or apart or caption or credit or label or unlike

    def is_item(self, line: Line) -> bool:
        """Whether a line is an item of one of the article's own lists."""
        return line.at in self._items

    def _is_link(self, line: Line) -> bool:
        """Whether a line looks like one of several links to other articles: it and a line beside it
        are as long as headlines, no sentences, and rather not the body."""
        near = [line, *self._beside.get(line.at, ())]
        alike = [
            other for other in near
            if _LINK[0] <= other.words <= _LINK[1] and not ends_sentence(other.text)
            and other.at not in self._items and self._read[other.at].body < _RATHER_NOT
        ]  # fmt: skip
        return line in alike and len(alike) >= 2

    def is_doubtful(self, line: Line) -> bool:
        """Whether the line is kept but suspected."""
        return self._read[line.at].body < self._sure


def list_items(lines: Sequence[Line]) -> frozenset[int]:
    """Numbers of the lines that are items of the article's own lists: what a colon announces, what
    ends as an item does ('…;', '…, and'), and stretches of lines with one mark inside."""
    found: set[int] = set()
    for before, line in pairwise(lines):
        announced = before.text.endswith(":") and before.words >= _ANNOUNCES and line.words >= 2
        goes_on = before.at in found and _ITEM.search(before.text)
        if _ITEM.search(line.text) or goes_on or (announced and not _ELSEWHERE.match(before.text)):
            found.add(line.at)
    for mark in _MARKS:
        held = [mark in line.text and 3 <= line.words <= _ENTRY for line in lines]
        for holds, run in groupby(zip(lines, held, strict=True), key=lambda pair: pair[1]):
            these = [line.at for line, _ in run]
            if holds and len(these) >= _RUN:
                found.update(these)
    return frozenset(found)


def _main(body: Sequence[Line], read: Mapping[int, Reading]) -> Sequence[Line]:
    """The lines of the article among those that read like body: of the stretches without a wide
    gap the one with most words, where a stretch below a headline counts more than readers'
    comments, which have none."""
    stretches: list[list[Line]] = []
    for line in body:
        if not stretches or line.at - stretches[-1][-1].at > APART:
            stretches.append([])
        stretches[-1].append(line)

    def weight(lines: Sequence[Line]) -> float:
        start = lines[0].at
        headed = max(
            (read[at].probability(Kind.HEADLINE) * min(1.0, 2 - (start - at) / HEAD)
             for at in range(max(0, start - 2 * HEAD + 1), start) if at in read),
            default=0.0,
        )  # fmt: skip
        return sum(line.words for line in lines) * (0.2 + headed)

    best = max(stretches, key=weight, default=[])
    # An article may be parted by a gallery; a few sentences far away are none of it.
    enough = _STRAY * sum(line.words for line in best)
    return [
        line
        for lines in stretches
        if lines is best
        or (
            sum(other.words for other in lines) >= enough
            and sum(read[other.at].body for other in lines) >= _CERTAIN * len(lines)
        )
        for line in lines
    ]


def _below_headline(
    body: Sequence[Line], lines: Sequence[Line], read: Mapping[int, Reading]
) -> Sequence[Line]:
    """The body without teasers that stand above what is clearly the headline."""
    if not body:
        return body
    total = sum(line.words for line in body)
    start = body[0].at
    known = max(
        (read[line.at].probability(Kind.HEADLINE) for line in lines
         if start - APART <= line.at < start),
        default=0.0,
    )  # fmt: skip
    for line in reversed(lines):
        if read[line.at].probability(Kind.HEADLINE) < max(CLEARLY, known):
            continue
        above = sum(other.words for other in body if other.at < line.at)
        if 0 < above <= _TEASERS * total:
            return [other for other in body if other.at > line.at]
    return body
