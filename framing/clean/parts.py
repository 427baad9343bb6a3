"""Which lines are headline, standfirst, caption and body, once page furniture is off."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from framing.clean.caption_form import captions_by_form
from framing.clean.captions import ends_with_credit, shows, take_captions
from framing.clean.credits import SIGN_OFF, Credit, dates_told, is_name, read_ending
from framing.clean.dates import relative_time
from framing.clean.furniture_rules import ELSEWHERE
from framing.clean.galleries import take_galleries
from framing.clean.headline import take_headline
from framing.clean.judge import CLEARLY, Judge
from framing.clean.kinds import Kind, Reading
from framing.clean.lines import Line, Page, Taken, ends_sentence
from framing.clean.page_credits import (
    AT_FOOT,
    loose_credit,
    take_above,
    take_author_notes,
    take_dateline,
    take_ending,
    take_foot_credits,
    take_head_credits,
)
from framing.clean.posts import take_posts
from framing.clean.repeats import take_headline_again, take_repeats, take_told_twice
from framing.clean.run_in import take_run_in
from framing.clean.run_on import take_run_on
from framing.clean.standfirst import (
    cut_headline_again,
    introduces,
    standfirst_above_buttons,
    standfirst_above_credits,
    standfirst_in_bullets,
    standfirst_of_body,
    standfirst_read,
    standfirst_told_again,
)
from framing.clean.transcripts import take_directions, take_tags
from framing.models import Part, Parts, Span

_BETWEEN = "\n\n"  # between paragraphs
_LINK_IN_CAPITALS = 4  # words; fewer may be an acronym and a number
_HEADING_IN_CAPITALS = 5  # words; more link to another article
_MOST_IN_CAPITALS = 0.4  # of the lines
_MAX_CROSS_HEADING_WORDS = 8
_OPENING = 25  # words of a paragraph above the dateline
_SURELY = 0.95  # probability of body of such a paragraph
_TOLD = 6  # words of a sentence above the dateline that is kept, though suspected
_NEAR_HEAD = 3  # lines below the body's first line, which may be a standfirst
_DATED_WORDS = 14  # of a line of the head that has a date and is a credit
_MOST_LINKED, _LINKED_WORDS = 8, 24  # titles below one label, and words of one
_TITLES_JOINED = 70  # words of several titles in one line, where no sentence ends
_ENDED = re.compile(r"[.!?](?:\s|[\"”’']?$)")
_RATHER = 0.5  # probability of body
_ON_A_DAY = re.compile(r"\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_QUESTIONS = 2  # headings that ask; one alone may be the writer's
_QUESTION = re.compile(
    r"(?:What|Who|Why|How|When|Where|Which|Is|Are|Was|Were|Will|Can|Could|Should|Do|Does|Did|Has"
    r"|Have)\b[^.?!]+\?{1,3}"
)
_REASONS = {
    Kind.CAPTION: "photo credit",
    Kind.CREDIT: "byline, date or credit",
    Kind.CROSS_HEADING: "cross-heading",
    Kind.HEADLINE: "headline of another article",
    Kind.STANDFIRST: "teaser",
}


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
    parted: str | None = None,
    agencies: tuple[str, ...] = (),
    first: bool | None = None,
    above_buttons: Collection[int] = (),
    labels: Collection[int] = (),
) -> Layout:
    """Take a page apart.

    Args:
        lines: the page without the furniture that rules know for certain.
        read: what the trained reader says of each line.
        names: the outlet's names: such a line alone at the head is the masthead.
        title: the headline, where metadata gives it.
        parted: the line that is the headline because it was parted from the text behind it.
        agencies: names of agencies beside those every page is searched for.
        first: whether dates of this page have the day first; None: not known.
        above_buttons: the lines behind which, in one line of the page, share buttons stood.
        labels: where labels of links stood that were taken out ('Related article').
    """
    page = Page(lines)
    take_galleries(page)
    _take_masthead(page, names)
    judge = Judge(page.lines, read, agencies)
    headline = take_headline(page, title, parted, judge, names)
    take_headline_again(page, headline)
    captions = list(take_above(page, judge, agencies, first)) if headline is not None else []
    before_credit = take_head_credits(page, judge, agencies, first)
    relative = next((r for t in page.taken if (r := relative_time(t.text))), None)
    take_foot_credits(page, judge, agencies, first)
    take_directions(page)
    _take_linked(page, judge, labels)
    take_posts(page, judge.start)
    standfirst = standfirst_above_buttons(page, above_buttons) if headline is not None else []
    captions += take_captions(page, agencies, judge.start, judge.end)
    summary: list[str] = []
    if headline is not None and not standfirst:
        cut_headline_again(page, headline)
        summary = standfirst_told_again(page, judge)
        standfirst = standfirst_in_bullets(page, judge) if not summary else []
    captions += _take_read(page, judge, agencies, before_credit, first)
    take_author_notes(page, judge)
    if not standfirst:
        standfirst = standfirst_above_credits(page, before_credit)
    if not standfirst:
        standfirst = standfirst_read(page, judge)
    captions += _take_read(page, judge, agencies, -1, first)
    _take_capitals(page, judge)
    _take_foot(page, judge)
    _take_cross_headings(page, judge)
    captions += [page.place(line, "caption") for line in captions_by_form(page, judge)]
    take_tags(page)
    take_repeats(page, headline)
    captions += take_told_twice(page, judge)
    if not standfirst:
        standfirst = standfirst_of_body(page)
        if headline is None and standfirst:
            # Some archives end headlines with a full stop.
            headline, standfirst = standfirst[0], []
    before_tags, pictured = take_run_in(page, headline, agencies, first)
    standfirst, captions = [*summary, *standfirst, *before_tags], [*captions, *pictured]
    take_run_on(page, agencies)
    take_dateline(page, agencies, judge.start if judge.dateline else -1)
    take_ending(page, agencies)
    body = page.lines
    return Layout(
        headline,
        tuple(standfirst),
        tuple(captions),
        tuple(body),
        tuple(page.taken),
        tuple(page.credits),
        page.placed,
        tuple(
            (line, read[line.at])
            for line in body
            if judge.is_doubtful(line)
            or (judge.dateline and line.at < judge.start and read[line.at].body < _SURELY)
        ),
        relative,
    )


def _take_masthead(page: Page, names: Sequence[str]) -> None:
    own = {name.casefold() for name in names}
    for line in page.first(4):
        if len(page) > 1 and line.text.casefold() in own:
            page.take(line, "masthead")


def _take_read(
    page: Page,
    judge: Judge,
    agencies: tuple[str, ...],
    before_credit: int,
    first: bool | None,
) -> Iterator[str]:
    """Take off what the reader holds for no body; captions are given back.

    What may introduce the article, between headline and credits, is left for the standfirst, and
    so are the sentences between headline and dateline that read like the article's own: an agency
    named further down ('(Reuters) …') is no sign against what stands above it.
    """
    headline = max((at for at, part in page.placed.items() if part == "headline"), default=-1)
    for line in page.lines:
        if len(page) < 2 or not judge.is_out(line):
            continue
        reading = judge[line]
        above = judge.dateline and line.at < judge.start
        if above and 0 <= headline < line.at and _opens(line, reading):
            continue
        if above and line.at > max(headline, before_credit) and _tells(line, reading):
            continue
        head = line.at < judge.start or line.at <= before_credit
        if head and before_credit >= 0 and introduces(line, reading):
            continue
        if is_name(line.text) and line.at <= before_credit:
            continue
        if line.words >= 5 and read_ending(line.text, agencies) and not above:
            continue  # a sentence, and then the agency: above the dateline a caption
        short = line.words <= _DATED_WORDS and not ends_sentence(line.text)
        dated = (
            (head or line.at <= judge.start + _NEAR_HEAD) and short and dates_told(line.text, first)
        )
        if reading.other is Kind.CAPTION and line.words >= 5 and not dated:
            yield page.place(line, "caption")
        elif dated or (reading.other is Kind.CREDIT and (head or line.at > judge.end)):
            loose = loose_credit(line.text, agencies, first)
            page.credits.append(loose if head else replace(loose, reason=AT_FOOT))
            page.take(line, "byline, date or credit")
        elif above and line.is_sentence:
            pictured = shows(line.text) or ends_with_credit(line.text)
            page.take(line, f"{'caption' if pictured else 'teaser'} above the dateline")
        else:
            page.take(line, _REASONS.get(reading.other, "page furniture"))


def _take_linked(page: Page, judge: Judge, labels: Collection[int]) -> None:
    """Take out the titles right below the label of a link within the article: lines that end as no
    sentence does, and one that does where the reader holds it for no body."""
    lines = {line.at: line for line in page.lines if line.at > judge.start >= 0}
    for label in labels:
        for at in range(label + 1, label + 1 + _MOST_LINKED):
            line = lines.get(at)
            if line is None or len(page) < 2:
                break
            joined = line.words <= _TITLES_JOINED and not _ENDED.search(line.text)
            if line.words > _LINKED_WORDS and not (at == label + 1 and joined):
                break
            asks = line.text.endswith("?")
            doubtful = judge[line].body < (CLEARLY if asks else _RATHER)
            if ends_sentence(line.text) and not (doubtful and (asks or at == label + 1)):
                break
            page.take(line, ELSEWHERE)


def _opens(line: Line, reading: Reading) -> bool:
    """Whether a paragraph above the dateline is the article's own: long, clearly prose by its
    reading, and no caption by its form."""
    prose = line.words >= _OPENING and ends_sentence(line.text) and reading.body >= _SURELY
    return prose and not shows(line.text) and not ends_with_credit(line.text)


def _tells(line: Line, reading: Reading) -> bool:
    """Whether a line above the dateline is a sentence with no sign of a caption or a teaser; that
    something was on a Monday is none, a lead has that as well."""
    told = line.words >= _TOLD and ends_sentence(line.text) and reading.body >= CLEARLY
    return told and not ends_with_credit(line.text) and not shows(_ON_A_DAY.sub("", line.text))


def _take_capitals(page: Page, judge: Judge) -> None:
    """Take out lines all in capitals, where most of the article is not: they link to other
    articles, or head a section."""
    lines = page.lines
    capitals = [
        line for line in lines
        if line.words >= _LINK_IN_CAPITALS and line.text.isupper() and line.at > judge.start
    ]  # fmt: skip
    if len(capitals) <= _MOST_IN_CAPITALS * len(lines):
        for line in capitals:
            at = lines.index(line)
            beside = [*lines[at - 1 : at], *lines[at + 1 : at + 2]]
            parts = len(beside) == 2 and all(other.is_sentence for other in beside)
            heads = parts and line.words <= _HEADING_IN_CAPITALS
            page.take(line, "cross-heading" if heads else "line in capitals")


def _take_foot(page: Page, judge: Judge) -> None:
    """Take out what is doubtful below the sign-off of the reporters, which ends an article."""
    signed = max((t.at for t in page.taken if t.reason == SIGN_OFF), default=-1)
    for line in page.lines:
        if line.at > signed > judge.start and judge.is_doubtful(line):
            page.take(line, "page furniture")


def _take_cross_headings(page: Page, judge: Judge) -> None:
    """Take out the short lines without a full stop that part the body into sections."""
    lines = page.lines
    asked = sum(_is_question(line.text) for line in lines) >= _QUESTIONS
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        text = line.text
        if (
            line.at > judge.start
            and line.words <= _MAX_CROSS_HEADING_WORDS
            and (before.is_sentence or before.at < judge.start)
            and after.is_sentence
            and after.words >= 5
            and (not ends_sentence(text) or (asked and _heads(line, before, after, judge)))
            and text[-1:] not in ",;-–—"
            and (text[:1].isupper() or text[:1].isdigit() or text[:1] in "‘“'\"")
            and not (text[:1] in '“"' and text[-1:] not in '”"')
        ):
            page.take(line, "cross-heading")


def _heads(line: Line, before: Line, after: Line, judge: Judge) -> bool:
    """Whether a question heads what follows; one among others is an item of a list."""
    alone = not before.text.endswith("?") and not after.text.endswith("?")
    return _is_question(line.text) and alone and judge[line].body < CLEARLY


def _is_question(text: str) -> bool:
    """Whether a short line asks, as the headings of explainers do."""
    return bool(_QUESTION.fullmatch(text)) and len(text.split()) <= _MAX_CROSS_HEADING_WORDS


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
