"""Which lines are headline, standfirst, caption and body, once page furniture is off."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from framing.clean.credits import (
    Credit,
    agencies_in,
    is_name,
    names_agency,
    one_agency,
    read_credit_line,
    read_dateline,
    read_ending,
    read_foot_line,
)
from framing.clean.dates import find_dates, has_time, relative_time
from framing.clean.kinds import Kind, Reading, thresholds
from framing.clean.lines import Line, Page, Taken, ends_sentence
from framing.clean.publisher import known_outlet
from framing.models import Part, Parts, Span

BY_FORM = "name alone above the date"
ABOVE_HEADLINE = "date above the headline"
AT_FOOT = "date below the article"

_HEAD = 12  # bylines and dates are sought in the first lines that are left
_SEARCHED = 400  # lines of the head of a whole page
_MOST_ABOVE_DATELINE = 8  # lines between what looks like the body's start and its dateline
_MOST_ABOVE_HEADLINE = 3  # more lines above it are a page's head
_NEAR_HEADLINE = 3
_CLOSE = 1.5  # log-odds and points; a first line so near to the best is the headline
_SHARED = 3.0  # points for a headline whose words all stand in the article's beginning
_STEM = 5  # letters by which words are compared
_BEGINNING = 8  # paragraphs that take up the headline's words
_CLEARLY = 0.8  # probability at which the reader is taken at its word
_PARAGRAPH = 25  # words; shorter ones may be labels and captions
_TEASERS = 0.35  # share of the words that look like body that may stand above the headline
_CERTAIN = 0.97  # mean probability of lines that are body, far from the others though they stand
_STRAY = 0.2  # share of the article's words under which a stretch apart is stray
_APART = 30  # lines further from the article are no part of it
_FEW = 4  # lines above the body: no page's menu, so the first is the headline
_MAX_CROSS_HEADING_WORDS = 8
_ORNAMENT = re.compile(r"[\W_]{1,40}|\(?(?:end|ends|30|more)\)?", re.I)
_FOOT = 4  # credits are sought in the last ones
_MAX_HEADLINE_WORDS = 30
_MAX_STANDFIRST_WORDS = 60
_BETWEEN = "\n\n"  # between paragraphs
_SAME_TITLE = 90  # rapidfuzz ratio from which a line is the declared title
# Share of a standfirst's words that a body sentence repeats in the same order.
_REPEATED = 0.8
_MIN_REPEATED_WORDS = 8
_MIN_STANDFIRST_WORDS = 5  # fewer may be a subheading

_ABBREVIATION_END = re.compile(r"\b(?:[A-Z]\.)+$|\b(?:Co|Inc|Ltd|Jr|Sr|St|Mr)\.$")


@dataclass(frozen=True, slots=True)
class Layout:
    """A page taken apart: its parts in lines, what was taken off, and what credits said.

    ``placed`` says which part each line became that is no body, by ``Line.at``; ``doubtful`` are
    the body lines that may be furniture.
    """

    headline: str | None
    standfirst: tuple[str, ...]
    captions: tuple[str, ...]
    body: tuple[Line, ...]
    taken: tuple[Taken, ...]
    credits: tuple[Credit, ...]
    placed: Mapping[int, str]
    doubtful: tuple[tuple[Line, Reading], ...]
    relative: str | None = None


def lay_out(
    lines: Sequence[Line],
    read: Mapping[int, Reading],
    *,
    names: Sequence[str] = (),
    title: str | None = None,
    agencies: tuple[str, ...] = (),
    first: bool | None = None,
) -> Layout:
    """Take a page apart.

    Args:
        lines: the page without the furniture that rules know for certain.
        read: what the trained reader says of each line.
        names: the outlet's names: such a line alone at the head is the masthead.
        title: the headline, where metadata gives it.
        agencies: names of agencies beside those every page is searched for.
        first: whether dates of this page have the day first; None: not known.
    """
    page = Page(lines)
    judge = Judge(page.lines, read, agencies)
    _take_masthead(page, names)
    headline = _take_headline(page, title, judge, names)
    captions = list(_take_above(page, judge, agencies, first)) if headline is not None else []
    before_credit = _take_head_credits(page, judge, agencies, first)
    relative = next((r for t in page.taken if (r := relative_time(t.text))), None)
    _take_foot_credits(page, judge, agencies, first)
    captions += take_captions(page, agencies)
    captions += _take_read(page, judge, agencies, before_credit, first)
    _take_author_notes(page, judge)
    standfirst = _standfirst_above_credits(page, before_credit)
    if not standfirst:
        standfirst = _standfirst_read(page, judge)
    captions += _take_read(page, judge, agencies, -1, first)
    _take_cross_headings(page, judge)
    _take_tags(page)
    _take_repeats(page, headline)
    if not standfirst:
        standfirst = _standfirst_of_body(page)
        if headline is None and standfirst:
            # Some archives end headlines with a full stop.
            headline, standfirst = standfirst[0], []
    _take_dateline(page, agencies)
    _take_ending(page, agencies)
    body = page.lines
    return Layout(
        headline,
        tuple(standfirst),
        tuple(captions),
        tuple(body),
        tuple(page.taken),
        tuple(page.credits),
        page.placed,
        tuple((line, read[line.at]) for line in body if judge.is_doubtful(line)),
        relative,
    )


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
        sentences = [
            line for line in lines
            if line.is_sentence and line.words >= 5 and not read_credit_line(line.text, agencies)
            and not read_foot_line(line, agencies)
            and not (line is lines[0] and _is_headline(line))
        ]  # fmt: skip
        body = _main([line for line in sentences if read[line.at].body >= 0.5], read) or sentences
        body = _below_headline(body, lines, read)
        self.start = body[0].at if body else -1
        self.end = body[-1].at if body else -1
        self.dateline = False
        for line in lines[:_SEARCHED]:
            if line.at > self.start + _MOST_ABOVE_DATELINE or line.at > self.end:
                break
            credit = read_dateline(line.text, agencies) if line.words >= 8 else None
            if credit and (credit.agencies or (credit.place and line.is_sentence)):
                self.start, self.dateline = line.at, True
                break

    def __getitem__(self, line: Line) -> Reading:
        return self._read[line.at]

    def is_out(self, line: Line) -> bool:
        """Whether the line is surely not the body."""
        above = self.dateline and line.at < self.start
        apart = self.start >= 0 and not (
            self.start - _APART <= line.at <= self.end + _APART
        )  # fmt: skip
        reading = self._read[line.at]
        caption = reading.probability(Kind.CAPTION) >= _CLEARLY
        credit = reading.probability(Kind.CREDIT) >= _CLEARLY and not (
            self.start <= line.at <= self.end
        )
        outside = self.start >= 0 and not self.start <= line.at <= self.end
        label = outside and not line.is_sentence and reading.body < 0.5
        out = self._out
        if not outside and line.words >= _PARAGRAPH and ends_sentence(line.text):
            out *= 0.3  # a paragraph of prose within the article
        return above or apart or caption or credit or label or reading.body < out

    def is_doubtful(self, line: Line) -> bool:
        """Whether the line is kept but suspected."""
        return self._read[line.at].body < self._sure


def _main(body: Sequence[Line], read: Mapping[int, Reading]) -> Sequence[Line]:
    """The lines of the article among those that read like body: of the stretches without a wide
    gap the one with most words, where a stretch below a headline counts more than readers'
    comments, which have none."""
    stretches: list[list[Line]] = []
    for line in body:
        if not stretches or line.at - stretches[-1][-1].at > _APART:
            stretches.append([])
        stretches[-1].append(line)

    def weight(lines: Sequence[Line]) -> float:
        above = range(max(0, lines[0].at - _HEAD), lines[0].at)
        headed = max(
            (read[at].probability(Kind.HEADLINE) for at in above if at in read), default=0.0
        )
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
         if start - _APART <= line.at < start),
        default=0.0,
    )  # fmt: skip
    for line in reversed(lines):
        if read[line.at].probability(Kind.HEADLINE) < max(_CLEARLY, known):
            continue
        above = sum(other.words for other in body if other.at < line.at)
        if 0 < above <= _TEASERS * total:
            return [other for other in body if other.at > line.at]
    return body


def _take_masthead(page: Page, names: Sequence[str]) -> None:
    own = {name.casefold() for name in names}
    for line in page.first(4):
        if len(page) > 1 and line.text.casefold() in own:
            page.take(line, "masthead")


def _take_above(
    page: Page, judge: Judge, agencies: tuple[str, ...], first: bool | None
) -> Iterator[str]:
    """Take off what stands above the headline; captions are given back.

    A date that stands right above it may be the article's (a guess); one further up is the day on
    which the page was read.
    """
    placed = [at for at, part in page.placed.items() if part == "headline"]
    if not placed:
        return
    above = [line for line in page.lines if line.at < placed[0]]
    near = above[-_NEAR_HEADLINE:]
    for line in above:
        credit = read_credit_line(line.text, agencies, first)
        if credit and credit.dates and not any(date.label for date in credit.dates):
            # The day on which a page was read has no hour and stands among its menu.
            if line in near and (
                len(above) <= _MOST_ABOVE_HEADLINE or has_time(line.text) or line is above[-1]
            ):
                credit = replace(credit, reason=ABOVE_HEADLINE)
            else:
                page.take(line, "page's own date")
                continue
        if credit and (line in near or credit.dates):
            page.take(line, f"{credit.reason}, kept as a field")
            page.credits.append(credit)
        elif judge[line].other is Kind.CAPTION and line.words >= 5:
            yield page.place(line, "caption")
        else:
            page.take(line, "above the headline")


def _take_head_credits(
    page: Page, judge: Judge, agencies: tuple[str, ...], first: bool | None
) -> int:
    """Take bylines and date lines off the head; returns the line number of the last of them.

    The head ends where the body surely starts; without such a line the search ends with the first
    sentence below a credit, or with the third of all.
    """
    last = -1
    others = sentences = bodies = 0
    headed = "headline" in page.placed.values()
    for line in page.first(_SEARCHED):
        beyond = judge.start >= 0 and line.at > judge.start + 1 and bodies >= 2
        credit = read_credit_line(line.text, agencies, first) if len(page) > 1 else None
        if credit is None and judge.start > line.at and is_name(line.text):
            credit = _named_beside(page, line, agencies, first)
        if credit is None:
            others += 1
            sentences += line.is_sentence
            bodies += line.is_sentence and judge[line].body >= 0.5
            is_body = sentences > 2 or (page.credits and line.is_sentence)
            is_head = line.at < judge.start or judge.is_out(line)
            if beyond or (is_body and not is_head) or read_dateline(line.text, agencies):
                break
            continue
        if beyond and others > _HEAD:
            break
        if others or headed:
            last = line.at
        elif credit.dates and not any(date.label for date in credit.dates):
            # Above the headline stands the page's own date as often as the article's.
            credit = replace(credit, reason=ABOVE_HEADLINE)
        page.take(line, f"{credit.reason}, kept as a field")
        page.credits.append(credit)
    return last


def _named_beside(
    page: Page, line: Line, agencies: tuple[str, ...], first: bool | None
) -> Credit | None:
    """A name alone whose neighbour is 'By' or another credit is a byline."""
    if any(credit.byline for credit in page.credits):
        return None
    listed = page.first(_SEARCHED)
    at = listed.index(line)
    beside = listed[at + 1 : at + 2]
    by = bool(page.taken) and page.taken[-1].at == line.at - 1 and page.taken[-1].text == "By"
    if by or any(read_credit_line(other.text, agencies, first) for other in beside):
        return Credit(line.text, BY_FORM, byline=line.text)
    return None


def _take_foot_credits(
    page: Page, judge: Judge, agencies: tuple[str, ...], first: bool | None
) -> None:
    """Take credits, sign-offs and copyright lines off the foot: whatever stands below the last line
    that is surely body, and what closes the page."""
    below = [line for line in page.lines if line.at > judge.end >= 0]
    for line in below:
        if len(page) > 1:
            _take_foot_line(page, line, agencies, first)
    for _ in range(_FOOT):
        if len(page) < 2 or not _take_foot_line(page, page.last(), agencies, first):
            return


def _take_foot_line(page: Page, line: Line, agencies: tuple[str, ...], first: bool | None) -> bool:
    if _ORNAMENT.fullmatch(line.text):
        page.take(line, "ornament")
        return True
    credit = read_foot_line(line, agencies)
    if credit is None:
        printed = read_credit_line(line.text, agencies, first)
        labelled = printed is not None and any(d.label in ("published", "updated")
                                               for d in printed.dates)  # fmt: skip
        credit = replace(printed, reason=AT_FOOT) if printed and labelled else None
    if credit is None:
        return False
    kept = ", kept as a field" if credit.byline or credit.agencies else ""
    page.take(line, f"{credit.reason}{kept}")
    page.credits.append(credit)
    return True


def _take_read(
    page: Page,
    judge: Judge,
    agencies: tuple[str, ...],
    before_credit: int,
    first: bool | None,
) -> Iterator[str]:
    """Take off what the reader holds for no body; captions are given back.

    What may introduce the article, between headline and credits, is left for the standfirst.
    """
    for line in page.lines:
        if len(page) < 2 or not judge.is_out(line):
            continue
        reading = judge[line]
        head = line.at < judge.start or line.at <= before_credit
        if head and before_credit >= 0 and _introduces(line, reading):
            continue
        if is_name(line.text) and line.at <= before_credit:
            continue
        if line.words >= 5 and read_ending(line.text, agencies):
            continue  # a sentence, and then the agency
        if reading.other is Kind.CAPTION and line.words >= 5:
            yield page.place(line, "caption")
        elif reading.other is Kind.CREDIT and (head or line.at > judge.end):
            loose = _loose_credit(line.text, agencies, first)
            page.credits.append(loose if head else replace(loose, reason=AT_FOOT))
            page.take(line, "byline, date or credit")
        elif judge.dateline and line.at < judge.start and line.is_sentence:
            page.take(line, "caption or teaser above the dateline")
        else:
            page.take(line, _REASONS.get(reading.other, "page furniture"))


def _introduces(line: Line, reading: Reading) -> bool:
    """Whether a line that is no body may be a standfirst."""
    # Below the headline a standfirst may read like another one.
    chance = reading.probability(Kind.STANDFIRST) + reading.probability(Kind.HEADLINE)
    others = reading.probability(Kind.CAPTION), 0.5 * reading.probability(Kind.FURNITURE)
    fits = _MIN_STANDFIRST_WORDS <= line.words <= _MAX_STANDFIRST_WORDS
    return fits and reading.other is not Kind.CREDIT and chance >= max(0.05, *others)


def _standfirst_read(page: Page, judge: Judge) -> list[str]:
    """The lines right above the body that the reader holds for its standfirst."""
    above = [line for line in page.lines if line.at < judge.start][-2:]
    found = [line for line in above if judge.is_out(line) and _introduces(line, judge[line])]
    return [page.place(line, "standfirst") for line in found if len(page) > 1]


def _loose_credit(text: str, agencies: tuple[str, ...], first: bool | None) -> Credit:
    """What can be read of a line that is a credit as a whole but follows no form: its dates, and
    the agencies that stand apart in it."""
    pieces = re.split(r"\s*[,|/•·()–—]\s*|\s+-\s+|\s{2,}|\bBy\b", text)
    found = [a for piece in pieces if names_agency(piece) for a in agencies_in(piece, agencies)]
    tail = re.search(r"\b(?:The )?Associated Press$", text)
    found += ["AP"] if tail and not found else []
    return Credit(
        text, "byline, date or credit", agencies=tuple(dict.fromkeys(found)),
        dates=find_dates(text, first),
    )  # fmt: skip


_REASONS = {
    Kind.CAPTION: "photo credit",
    Kind.CREDIT: "byline, date or credit",
    Kind.CROSS_HEADING: "cross-heading",
    Kind.HEADLINE: "headline of another article",
    Kind.STANDFIRST: "teaser",
}


def _take_cross_headings(page: Page, judge: Judge) -> None:
    """Take out the short lines without a full stop that part the body into sections."""
    lines = page.lines
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        text = line.text
        if (
            line.at > judge.start
            and line.words <= _MAX_CROSS_HEADING_WORDS
            and (before.is_sentence or before.at < judge.start)
            and after.is_sentence
            and after.words >= 5
            and not ends_sentence(text)
            and text[-1:] not in ",;-–—"
            and (text[:1].isupper() or text[:1].isdigit() or text[:1] in "‘“'\"")
            and not (text[:1] in '“"' and text[-1:] not in '”"')
        ):
            page.take(line, "cross-heading")


_DOES = (
    r"(?:is|was) (?:a|an|the|our|[A-Z]\w+['’]s?)\b|(?:covers|writes|reports|edits"
    r"|teaches|works|joined"
    r"|has (?:been|written|reported|covered))\b"
)


def _take_author_notes(page: Page, judge: Judge) -> None:
    """Take off the lines outside the body that say who wrote it ('Ann Lee is a columnist')."""
    bylines = " ".join(credit.byline or "" for credit in page.credits)
    names = [
        n for n in re.findall(r"[A-Z][\w'’-]{2,}", bylines) if n not in ("Staff", "The", "News")
    ]
    if not names:
        return
    who = "|".join(map(re.escape, names))
    note = re.compile(
        rf"(?:(?:Mr|Ms|Mrs|Dr|Prof)\.? |By )?(?:[\w.'’-]+ ){{0,3}}(?:{who}),? (?:{_DOES}).*"
    )
    for line in page.lines:
        outside = line.at <= judge.start or line.at > judge.end - 3
        if outside and len(page) > 1 and line.words <= 60 and note.fullmatch(line.text):
            page.take(line, "note on the author")


_TAG = re.compile(
    r"(?:Q|A|Q ?& ?A|Question|Answer|Interviewer|Interviewee|Host|Moderator|Presenter"
    r"|Reporter|Anchor"
    r"|Narrator|Voiceover|INTERVIEWER|HOST|MODERATOR|QUESTION|ANSWER|REPORTER)\s?[:.]\s*"
)


def _take_tags(page: Page) -> None:
    """Take the tags of an interview ('Q:', 'Interviewer:') off its lines, where two or more have
    one; a name as a tag says who speaks, and stays."""
    tagged = [(line, match) for line in page.lines if (match := _TAG.match(line.text))]
    if len(tagged) < 2:
        return
    for line, match in tagged:
        if match.end() < len(line.text):
            page.cut(line, 0, match.end(), "transcript tag")
        elif len(page) > 1:
            page.take(line, "transcript tag")


def _is_headline(line: Line) -> bool:
    text = line.text
    ends = ends_sentence(text) or text.endswith((",", ";"))
    fine_end = text.endswith(("?", "!", "…", "...")) or _ABBREVIATION_END.search(text)
    short = line.words <= _MAX_HEADLINE_WORDS and len(text) <= 220
    return short and any(map(str.isalpha, text)) and (not ends or bool(fine_end))


def _take_headline(page: Page, title: str | None, judge: Judge, names: Sequence[str]) -> str | None:
    """The headline: the declared title, as the page prints it where it does; else the line above
    the body that reads like one most."""
    if title is not None:
        for line in page.first(_SEARCHED):
            if line.at > max(judge.start, 4):
                break
            if fuzz.ratio(line.text.casefold(), title.casefold()) >= _SAME_TITLE:
                return page.place(line, "headline")
        return title
    if len(page) < 2:
        return None
    if judge.start < 0:
        head = page.first(_HEAD)
    else:
        head = [line for line in page.lines if line.at < judge.start]
    likely = [
        line for line in head[-_SEARCHED:]
        if _is_headline(line) and not read_dateline(line.text) and not read_credit_line(line.text)
        and not (is_name(line.text) and line is not head[0])
    ]  # fmt: skip
    if not likely:
        return None
    score = _headline_scores(likely, page.lines, judge)
    best = max(likely, key=lambda line: score[line.at])
    if len(likely) <= _FEW and score[best.at] - score[likely[0].at] <= _CLOSE:
        best = likely[0]  # no page's menu stands above
    best = _printed_again(best, likely, names)
    return page.place(_without_site(page, best, names), "headline")


def _headline_scores(
    likely: Sequence[Line], lines: Sequence[Line], judge: Judge
) -> dict[int, float]:
    """How much each line is like the headline: what the reader says of it, how many of its words
    the article's beginning has, whether the page prints it again, how far above the body it is."""
    body = [
        line for line in lines if judge.start <= line.at <= judge.end and not judge.is_out(line)
    ]
    stems = {word[:_STEM] for line in body[:_BEGINNING] for word in _words(line.text)}
    again = Counter(line.text.casefold() for line in lines)
    scores = {}
    for line in likely:
        words = [word for word in _words(line.text) if len(word) >= 4]
        shared = sum(word[:_STEM] in stems for word in words) / max(len(words), 2)
        scores[line.at] = (
            math.log(judge[line].probability(Kind.HEADLINE) + 0.01)
            + _SHARED * shared
            + 0.5 * (again[line.text.casefold()] > 1)
            - 0.01 * (max(judge.start, line.at) - line.at)
            - (line.words <= 2)
            - 2 * judge[line].probability(Kind.CAPTION)
            - judge[line].probability(Kind.STANDFIRST)
            - (line.text[:1].islower() or (line.text[:1] in '“"(' and ends_sentence(line.text)))
        )
    return scores


def _printed_again(best: Line, likely: Sequence[Line], names: Sequence[str]) -> Line:
    """Where the page's title ('Headline | Outlet') was found, the headline itself"
    " if it is there."""
    bare = bare_title(best.text, names).casefold()
    whole = best.text.casefold()
    same = [
        line for line in likely
        if line.at != best.at and line.words >= 3
        and (line.text.casefold() == bare or (
            whole.startswith(line.text.casefold())
            and _TITLE_SEPARATOR.match(best.text, len(line.text))
        ))
    ]  # fmt: skip
    return same[-1] if same else best


def bare_title(text: str, names: Sequence[str]) -> str:
    """A page's title without the outlet's name and without a section's label."""
    start, end = _title_span(text, names)
    return text[start:end]


def _title_span(text: str, names: Sequence[str]) -> tuple[int, int]:
    """Where the headline stands in a page's title: without the outlet's name behind (or before) it
    and without a section label."""
    own = {name.casefold() for name in names}
    start, end = 0, len(text)
    for _ in range(3):
        parts = list(_TITLE_SEPARATOR.finditer(text, start, end))
        if not parts:
            break
        tail = text[parts[-1].end() : end].strip()
        head = text[start : parts[0].start()].strip()
        if (
            tail.casefold() in own
            or known_outlet(tail)
            or ("|" in parts[-1][0] and len(tail.split()) <= 3 and _SECTION.fullmatch(tail))
        ):
            end = parts[-1].start()
        elif (
            head.casefold() in own
            or (known_outlet(head) and len(head.split()) <= 3)
            or ("|" in parts[0][0] and _SECTION.fullmatch(head))
        ):
            start = parts[0].end()
        else:
            break
    return start, end


def _without_site(page: Page, line: Line, names: Sequence[str]) -> Line:
    start, end = _title_span(line.text, names)
    if len(line.text[start:end].split()) < 2:
        return line
    if end < len(line.text):
        line = page.cut(line, end, len(line.text), "outlet's name in the page's title")
    if start > 0:
        line = page.cut(line, 0, start, "label before the headline")
    return line


_TITLE_SEPARATOR = re.compile(r"\s+[|–—»•·-]\s+|\s*\|\s*|\s+::\s+")
_SECTION = re.compile(
    r"(?:Opinion|Analysis|Comment|Commentary|Editorial|News|World(?: news)?|Politics"
    r"|Business|Review"
    r"|Letters?|Features?|Explainer|Exclusive|Video|UK(?: news)?|US(?: news)?|Europe|Asia|Africa"
    r"|Middle East(?: .*)?|Americas|Latin America|Science|Technology|Health|Sport|Culture|Live"
    r"|Perspective|Interview|Fact check|Environment|Society|Education|National|International)",
    re.I,
)


def _standfirst_above_credits(page: Page, last: int) -> list[str]:
    """Lines between the headline and the byline or date: they introduce the article."""
    found: list[Line] = []
    for line in page.first(4):
        if line.at > last or line.words > _MAX_STANDFIRST_WORDS or len(found) == 3:
            break
        found.append(line)
    if len(found) == len(page):
        return []
    standfirst = []
    for line in found:
        if is_name(line.text) and not any(credit.byline for credit in page.credits):
            page.take(line, "byline by its form, kept as a field")
            page.credits.append(Credit(line.text, BY_FORM, byline=line.text))
        else:
            standfirst.append(page.place(line, "standfirst"))
    return standfirst


def _standfirst_of_body(page: Page) -> list[str]:
    """The first line after the head, if it is no paragraph of the body but introduces it: it is
    no full sentence, or a later sentence of the body says it again."""
    if len(page) < 3:
        return []
    (first,) = page.first(1)
    if first.words > _MAX_STANDFIRST_WORDS or read_dateline(first.text):
        return []
    introduces = (
        not ends_sentence(first.text)
        and first.text[-1:] not in ",;"
        and first.words >= _MIN_STANDFIRST_WORDS
    )
    if not introduces and not _is_repeated(first, page.lines):
        return []
    return [page.place(first, "standfirst")]


def _is_repeated(first: Line, lines: Sequence[Line]) -> bool:
    words = _words(first.text)
    if len(words) < _MIN_REPEATED_WORDS:
        return False
    for line in lines[1:]:
        for sentence in re.split(r"(?<=[.!?])\s+", line.text):
            if LCSseq.similarity(words, _words(sentence)) >= _REPEATED * len(words):
                return True
    return False


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _take_dateline(page: Page, agencies: tuple[str, ...]) -> None:
    for first in page.first(1):
        credit = read_dateline(first.text, agencies)
        if credit is None:
            return
        page.cut(first, 0, len(credit.words), "dateline, kept as a field")
        page.credits.append(credit)


def _take_ending(page: Page, agencies: tuple[str, ...]) -> None:
    if not len(page):
        return
    last = page.last()
    credit = read_ending(last.text, agencies)
    if credit is not None:
        start = len(last.text) - len(credit.words)
        page.cut(last, start, len(last.text), "credit line, kept as a field")
        page.credits.append(credit)


def _take_repeats(page: Page, headline: str | None) -> None:
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


def assemble(
    headline: str | None,
    standfirst: Sequence[str],
    captions: Sequence[str],
    body: Sequence[str],
) -> tuple[str, Parts]:
    """The article's text, paragraphs parted by a blank line, and where its parts stand in it."""
    pieces: list[str] = []
    at = 0
    spans: dict[Part, list[Span]] = {part: [] for part in Part}
    groups = (
        (Part.HEADLINE, [headline] if headline else []),
        (Part.STANDFIRST, list(standfirst)),
        (Part.CAPTION, list(captions)),
        (Part.BODY, list(body)),
    )
    for part, paragraphs in groups:
        for paragraph in paragraphs:
            spans[part].append(Span(at, at + len(paragraph)))
            pieces.append(paragraph)
            at += len(paragraph) + len(_BETWEEN)
    text = _BETWEEN.join(pieces)
    whole = {p: Span(s[0].start, s[-1].end) if s else None for p, s in spans.items()}
    parts = Parts(
        whole[Part.BODY] or Span(len(text), len(text)),
        whole[Part.HEADLINE],
        whole[Part.STANDFIRST],
        tuple(spans[Part.CAPTION]),
    )
    return text, parts


_CAPTION_LABEL = re.compile(
    r"(?:file )?(?:photo|image|picture|caption|pictured|graphic|video)(?: caption| credit)?"
    r"\s*[:|]\s*",
    re.I,
)
_MAX_TITLE_WORDS = 6
_MAX_WORDS = 60
# Credits of photographs that are no other thing wherever they stand at a paragraph's end.
_PHOTO_CREDIT = re.compile(
    r"\s*(?:[(\[](?i:(?:file )?(?:photo|image|picture)s?\b\s*(?::|by\b|courtesy\b|via\b|/|credit)"
    r"[^()\[\]]{1,60}|file photo|photo courtesy\b[^()\[\]]{0,60})[)\]]"
    rf"|[(\[]{one_agency()}(?: (?i:file )?(?i:photo|image)s?|/[^()\[\]]{{1,40}})[)\]]"
    rf"|[(\[][A-Z][\w .'-]{{1,30}}/{one_agency()}[)\]]"
    rf"|[(\[]{one_agency()} (?:Photo|PHOTO)[^()\[\]]{{0,80}}[)\]](?:[A-Z]{{2,8}})?(?:\d{{4}})?"
    r"|(?:REUTERS|AFP|EPA)/[A-Z][\w .'-]{2,40}|\b(?:AFP|AP|EPA) (?:PHOTO|Photo)\b.{0,40}"
    r"|(?<=[.!?)\]])\s+(?:Photo|Image|PHOTO)(?: by| credit)?: ?.{2,50}"
    r"|(?:/|(?<!\S)[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}(?: ?/ ?| via ))?Getty Images)\.?$"
)
_PARENTHESIS = re.compile(r"\s*[(\[](?P<who>[^()\[\]]{2,40})[)\]]\.?$")


def take_captions(page: Page, agencies: tuple[str, ...]) -> list[str]:
    """Take captions out of the lines: by label or photo credit anywhere; above the body also where
    a photo agency alone stands in brackets at the end, with the short title just above."""
    found: list[str] = []
    in_head = True
    above: Line | None = None
    lines = page.lines
    for line in lines:
        label = _CAPTION_LABEL.match(line.text)
        credit = _PHOTO_CREDIT.search(line.text)
        if credit is None and in_head and line is not lines[-1]:
            credit = _agency_in_brackets(line, agencies)
        if label is None and credit is None:
            in_head = in_head and not line.is_sentence
            above = line
            continue
        if in_head and above is not None and not line.gap and _is_caption_title(above):
            found.append(page.place(above, "caption"))
        above = None
        caption = _without_credit(page, line, label, credit)
        page.place(caption, "caption")
        if caption.words >= 3:
            found.append(caption.text)
        elif caption.text:
            page.taken.append(Taken(caption.at, caption.text, "photo credit"))
    return found


def _agency_in_brackets(line: Line, agencies: tuple[str, ...]) -> re.Match[str] | None:
    """The photo agency in brackets that ends a line above the body."""
    if line.words > _MAX_WORDS or read_dateline(line.text, agencies):
        return None
    match = _PARENTHESIS.search(line.text)
    return match if match and names_agency(match["who"], agencies) else None


def _is_caption_title(line: Line) -> bool:
    return line.words <= _MAX_TITLE_WORDS and not line.is_sentence


def _without_credit(
    page: Page, line: Line, label: re.Match[str] | None, credit: re.Match[str] | None
) -> Line:
    """A caption's line without its label and the photograph's credit."""
    if credit is not None:
        line = page.cut(line, credit.start(), len(line.text), "photo credit")
    if label is not None and label.end() <= len(line.text):
        line = page.cut(line, 0, label.end(), "caption label")
    return line
