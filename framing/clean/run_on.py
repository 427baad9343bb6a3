"""What a file runs into the article's last paragraph, behind its last sentence: when it was
updated, who supplied it, copyright, what to read besides.

Each is taken off the end as the same words are on a line of their own, sentence by sentence.
"""

from __future__ import annotations

import re

from framing.clean.boilerplate import reason_at_foot
from framing.clean.credits import Credit, credit_by_form, is_name, read_foot_line
from framing.clean.furniture_rules import ELSEWHERE, GOES_ON
from framing.clean.lines import Line, Page
from framing.clean.self_names import PRESS

_LEFT = 4  # words that must be left of the paragraph
_LONGEST = 330  # characters of what stands behind it
_SENTENCES = 8  # looked at, from the end
_FEWEST_WORDS = 3  # one or two may be the last ones of a quotation
_NAME_WORDS = (2, 3)
_NO_PERSON = re.compile(r"['’]|\b(?:Bulletin|League|Desk|Staff)\b")
BEHIND = "byline behind the last sentence"
_UPDATE_LAST = re.compile(r"\s*\bLast [Uu]pdated?:? (?=.{0,80}\d{4})[^.!?]{6,90}$")
_ALSO_LAST = re.compile(r"(?<=\w|[.!?…”\"’)\]])\s+Read [Aa]lso:?$")
_MORE_LAST = re.compile(r"(?<=[.!?…”\"’)\]])\s+[Rr]ead [Mm]ore:?$")
_NUMBER_LAST = re.compile(r"(?<=[a-z][.!?”\"])\s\d{1,3}$")
_BEGINS = re.compile(r"(?<=[.!?…”\"’)\]])\s*(?=[A-Z©(\[])")
_SENTENCE_ENDS = re.compile(r"[.!?]\s")
_UNSURE = re.compile(r"(?:If|Anyone|It|He|She|They)\b")


def take_run_on(page: Page, agencies: tuple[str, ...]) -> None:
    """Cut off the last paragraph what the page says behind it, and off any one 'Read more' and that
    the story goes on."""
    for line in page.lines:
        match = _MORE_LAST.search(line.text, max(0, len(line.text) - 40))
        if match and len(line.text[: match.start()].split()) >= _LEFT:
            page.cut(line, match.start(), len(line.text), "link to other articles")
            continue
        begins = [m.end() for m in _BEGINS.finditer(line.text, max(0, len(line.text) - _LONGEST))]
        if begins and reason_at_foot(line.text[begins[-1] :]) == GOES_ON:
            page.cut(line, begins[-1], len(line.text), GOES_ON)
    if not len(page):
        return
    line = page.last()
    for pattern, reason in (
        (_UPDATE_LAST, "date of the last update"),
        (_ALSO_LAST, "link to other articles"),
        (_NUMBER_LAST, "view counter"),
    ):
        match = pattern.search(line.text, max(0, len(line.text) - 200))
        if match and len(line.text[: match.start()].split()) >= _LEFT:
            line = page.cut(line, match.start(), len(line.text), reason)
    while found := _last(line, page, agencies):
        start, credit = found
        line = page.cut(line, start, len(line.text), credit.reason)
        page.credits.append(credit)


def _last(line: Line, page: Page, agencies: tuple[str, ...]) -> tuple[int, Credit] | None:
    """Where the shortest end of a paragraph begins that is none of it, and what it says."""
    text = line.text
    begins = [m.end() for m in _BEGINS.finditer(text, max(0, len(text) - _LONGEST))]
    for start in reversed(begins[-_SENTENCES:]):
        if len(text[:start].split()) < _LEFT or not text[start:].strip():
            continue
        credit = _credit(text[start:], page, agencies)
        if credit is not None:
            return start, credit
    return None


def _credit(end: str, page: Page, agencies: tuple[str, ...]) -> Credit | None:
    """What the end of a paragraph says as a credit; without a byline, agency or date where it is
    page furniture; None where it may be the article's own words."""
    if _UNSURE.match(end):
        return None
    words = len(end.split())
    credit = read_foot_line(Line(0, end, gap=False), agencies)
    if credit is not None:
        kept = ", kept as a field" if credit.byline or credit.agencies else ""
        return Credit(end, f"{credit.reason}{kept}", credit.byline, None, credit.agencies)
    if _NAME_WORDS[0] <= words <= _NAME_WORDS[1] and is_name(end):
        known = [c.byline for c in page.credits if c.byline]
        own = end in known or not (known or PRESS.search(end) or _NO_PERSON.search(end))
        return credit_by_form(end, BEHIND) if own else None
    reason = reason_at_foot(end)
    # 'Watch: …' matches whatever follows; two words may be a quotation's last ones.
    if reason == ELSEWHERE and _SENTENCE_ENDS.search(end):
        return None
    short = words < _FEWEST_WORDS and reason != GOES_ON
    return Credit(end, reason) if reason and not short else None
