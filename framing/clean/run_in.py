"""What a file runs into the article's first paragraph: date, headline, agency, a caption, a summary
with its tags, labels of the page.

Texts that a script took off a page have them ('Posted on April 4 2017 Two die in flood Two people
have …'). Only what its own form tells is taken out.
"""

from __future__ import annotations

import re

from framing.clean.captions import sentence_start
from framing.clean.credits import (
    Credit,
    agencies_in,
    agency_list,
    one_agency,
    read_credit_line,
)
from framing.clean.dates import find_dates
from framing.clean.lines import Line, Page, Taken

DATE_RUN_IN = "date run into the text"
_HEADLINE_WORDS = 4  # a headline of fewer may be the first words of a sentence
_RUN_IN = 80  # characters of date and byline before a headline that runs into the text
_LEFT = 4  # words that must be left of the paragraph
_AGAIN = (8, 60)  # words of a sentence that stands twice running
_CAPTION = 60  # words of a caption
_TAGS = 30  # words of a list of tags
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
DAY = (
    r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?"
    rf"(?:\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}}|\d{{4}}-\d\d-\d\d)"
    r"(?: (?:at )?\d{1,2}:\d{2}| at \d{4}| \d{4}(?= (?:GMT|UTC)))?(?: (?:GMT|UTC)(?:[+-]\d+)?)?"
)
"""A regular expression for a day as pages print it, in words or as 2019-03-04, with its hour."""
_OPENING_DATE = re.compile(
    r"(?:(?:Date of publication|Published|Posted|Updated|Last updated)(?: on| at)?:? )?"
    rf"(?:{DAY}|\d{{1,2}}([-./])\d{{1,2}}\1\d{{4}}|{_MONTH} \d{{6}})(?= [A-Z\d“\"]| by [A-Z])"
)
# '04.07.2016(updated 11:21 04.07.2016) Get short URL Topic Ferries (200) 0 38 Two people …'
_SHORT_LINK = re.compile(
    r"(?P<date>\d{1,2}\.\d{1,2}\.\d{4})(?:\(updated \d{1,2}:?\d{2} [\d.]{8,10}\))? ?"
    r"Get short URL(?: Topic .{3,80}? \(\d+\))?(?: 0)?(?: \d{1,6})?(?= [A-Z“\"])"
)
_EDITION = re.compile(r"(?:Morning|Afternoon|Evening) [Uu]pdate[.:](?= [A-Z“\"])")
_BUTTONS = re.compile(
    r"(?:SEND https?\S+|Print Tweet Views \d+|(?:Twitter )?[Ff]ont size)(?= [A-Z“\"])"
)
_PLACE = r"[A-Z\u00c0-\u00de]{3,}(?: [A-Z\u00c0-\u00de]{3,})?"
# Behind a date that was run in: 'BEIRUT At least …', with no dash.
_PLACE_ALONE = re.compile(
    rf"(?P<place>{_PLACE}(?: [A-Z][a-z]+(?= (?:An?|The|At) ))?) (?=(?:[A-Z][a-z]+|A|\d+) )"
)
_PHOTO = re.compile(
    rf"[(\[](?:{one_agency()} (?:Photo|PHOTO)|[A-Z]{{2,4}} Photo|Photo:? {one_agency()})[)\]]"
    rf"(?= [A-Z\d“\"])"
)
_PHOTO_ALONE = re.compile(rf"{one_agency()} Photo(?= [A-Z\d“\"])")
# Behind the headline: 'Anna Dahl Otto Lund. Two people have …'.
_NAMES_ALONE = re.compile(r"(?:[A-Z][\w'’-]+ ){1,5}[A-Z][\w'’-]+\. (?=[A-Z“\"])")
_TAGGED = re.compile(r"(?<=[.!?”\"’\w]) Tags (?=[A-Z])")
_JOINS = re.compile(r"\b(?:and|in|on|at|by|of|for|from|with|to|the|a|an|is|are|was|were)\b")
_OPENS = re.compile(
    r"(?:The|A|An|At|In|He|She|They|It|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|More|Dozens"
    r"|Hundreds|Nearly|As|After) (?=[a-z\d])"
)


def opening_date(text: str) -> str:
    """The date that opens a line without belonging to its first sentence, or ''."""
    match = _OPENING_DATE.match(text)
    return match[0] if match else ""


def ends_with_photo(text: str) -> bool:
    """Whether words end with the credit of a photograph: they are its caption."""
    return bool(_PHOTO.search(f"{text} A"))


def take_run_in(
    page: Page, headline: str | None, agencies: tuple[str, ...], first: bool | None
) -> tuple[list[str], list[str]]:
    """Cut what is run into the first paragraph off it; the summary of the site and the captions
    that stood there."""
    line = page.first(1)[0] if len(page) else None
    if line is None:
        return [], []
    line, dated = _cut_head(page, line, headline, agencies, first)
    line = _cut_labels(page, line)
    if dated and (match := _PLACE_ALONE.match(line.text)):
        page.credits.append(Credit(match[0].strip(), "dateline", place=match["place"]))
        line = page.cut(line, 0, match.end(), "dateline, kept as a field")
    captions = []
    if found := _PHOTO.search(line.text):
        start = sentence_start(line.text, found.start())
        caption = line.text[start : found.start()].strip()
        if not line.text[:start].strip() and 4 <= len(caption.split()) <= _CAPTION:
            captions.append(caption)
            page.taken.append(Taken(line.at, found[0], "photo credit"))
            line = page.cut_inside(line, 0, found.end())
    summary, line = _take_tags(page, line, headline)
    if again := _said_again(line.text):
        page.cut(line, 0, again, "the same sentence again")
    return summary, captions


def _cut_head(
    page: Page, line: Line, headline: str | None, agencies: tuple[str, ...], first: bool | None
) -> tuple[Line, bool]:
    """The line without the date, byline, headline and agency that open it; whether a date did."""
    words = re.findall(r"\w+", headline or "")
    again = None
    if len(words) >= _HEADLINE_WORDS:
        # A mark that opens the quotation behind the headline is the text's.
        pattern = r"\W+".join(map(re.escape, words)) + r"\b[^\w\"“‘'(\[$£€]*"
        again = re.compile(pattern, re.I).search(line.text, 0, 2 * len(headline or "") + _RUN_IN)
    before = line.text[: again.start()].strip() if again else opening_date(line.text)
    credit = None
    if before:
        dates = find_dates(before, first)
        credit = read_credit_line(before, agencies, first)
        if dates and (credit is None or credit.reason == "date line"):
            credit = Credit(before, DATE_RUN_IN, dates=dates, notes=credit.notes if credit else ())
        if credit is None:
            return line, False
    end = again.end() if again else len(before)
    end += len(line.text[end:]) - len(line.text[end:].lstrip(" .:–—-"))
    rest = line.text[end:]
    if not end or len(rest.split()) < _LEFT or not re.match(r"['\"‘“(]?[A-Z\d]", rest):
        return line, False
    if credit:
        page.credits.append(credit)
    line = page.cut(line, 0, end, "date or headline run into the text")
    dated = bool(credit and credit.dates)
    line, dated = _cut_date(page, line, first, dated)
    agency = re.match(rf"(?P<who>{agency_list(agencies)})[ .:–—-]+(?=[A-Z])", line.text)
    if agency:  # 'Reuters A suspected gas attack …'
        names = agencies_in(agency["who"], agencies)
        page.credits.append(Credit(agency["who"], "credit line", agencies=names))
        line = page.cut(line, 0, agency.end(), "credit line, kept as a field")
        line, dated = _cut_date(page, line, first, dated)
    if again and (byline := _NAMES_ALONE.match(line.text)):
        line = page.cut(line, 0, byline.end(), "byline run into the text")
    return line, dated


def _cut_date(page: Page, line: Line, first: bool | None, dated: bool) -> tuple[Line, bool]:
    """The line without a date behind the headline or the agency; whether there is one by now."""
    day = "" if dated else opening_date(line.text)
    dates = find_dates(day, first) if day else ()
    if not dates or len(line.text.split()) < len(day.split()) + _LEFT:
        return line, dated
    page.credits.append(Credit(day, DATE_RUN_IN, dates=dates))
    return page.cut(line, 0, len(day) + 1, "date or headline run into the text"), True


def _cut_labels(page: Page, line: Line) -> Line:
    """The line without labels of the page that open it."""
    if match := _SHORT_LINK.match(line.text):
        dates = find_dates(match["date"])
        page.credits.append(Credit(match["date"], DATE_RUN_IN, dates=dates))
        line = page.cut(line, 0, match.end(), "date or headline run into the text")
    if match := _BUTTONS.match(line.text):
        line = page.cut(line, 0, match.end(), "share buttons")
    if match := _EDITION.match(line.text):
        line = page.cut(line, 0, match.end(), "section label")
    if match := _PHOTO_ALONE.match(line.text):
        line = page.cut(line, 0, match.end(), "photo credit")
    return line


def _take_tags(page: Page, line: Line, headline: str | None) -> tuple[list[str], Line]:
    """The summary that stands before a list of tags, and the line behind it; nothing where the end
    of the tags is not told by the text's first words."""
    match = _TAGGED.search(line.text, 0, 600)
    if match is None:
        return [], line
    summary = line.text[: match.start()].strip()
    opens = "|".join(re.escape(" ".join(each.split()[:3])) for each in (summary, headline) if each)
    alike = "|".join(_first_words(each) for each in (summary, headline) if each)
    reach = line.text[match.end() :].split(" ", _TAGS)
    until = match.end() + len(" ".join(reach[:_TAGS]))
    ends = [
        m.start()
        for pattern in (
            re.compile(rf"(?<=\s)(?:{opens})\b"),
            re.compile(rf"(?<=\s){_OPENS.pattern}"),
        )
        if (m := pattern.search(line.text, match.end(), until))
    ]
    if not ends and (
        m := re.compile(rf"(?<=\s)(?:{alike})\b").search(line.text, match.end(), until)
    ):
        # Tags are names and things; what joins words opens the text.
        ends = [] if _JOINS.search(line.text, match.end(), m.start()) else [m.start()]
    # Where a sentence ends among them, the text has begun.
    if not ends or re.search(r"[.!?]\s", line.text[match.end() : min(ends)]):
        return [], line
    page.taken.append(Taken(line.at, line.text[match.start() : min(ends)].strip(), "tags"))
    return [summary], page.cut_inside(line, 0, min(ends))


def _first_words(text: str) -> str:
    """An expression for a text's first three words, of which one of the last two may be another."""
    one, *others = map(re.escape, text.split()[:3])
    if len(others) < 2:
        return r"\s".join([one, *others])
    return rf"{one} (?:{others[0]} \S+|\S+ {others[1]})"


def _said_again(text: str) -> int:
    """Where the first sentence stands a second time, word for word; 0 where it does not."""
    words = [(m[0].strip(".,;:!?"), m.start()) for m in re.finditer(r"\S+", text[:1200])]
    for size in range(min(_AGAIN[1], len(words) // 2), _AGAIN[0] - 1, -1):
        start = words[size][1]
        if [w for w, _ in words[:size]] == [w for w, _ in words[size : 2 * size]]:
            return start if text[start].isupper() or not text[start].isalpha() else 0
    return 0
