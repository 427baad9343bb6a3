"""What a headline looks like by its form alone, and a page's title without its outlet's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.clean.credits import read_credit_line
from framing.clean.dates import is_date_line
from framing.clean.known_outlets import known_outlet
from framing.clean.lines import Line, ends_sentence

_FEWEST, _MAX_HEADLINE_WORDS = 3, 30
_FIRST, _HEAD = 3, 8  # lines of a page
# What may stand above a headline, an outlet's name or address, or a date.
_NAME = re.compile(r"(?:(?:[A-Z\d][^\s.]*|of|the|\S+\.\S+)(?: |$)){1,5}")
_ABBREVIATION_END = re.compile(r"\b(?:[A-Z]\.)+$|\b(?:Co|Inc|Ltd|Jr|Sr|St|Mr)\.$")
TITLE_SEPARATOR = re.compile(r"\s+[|–—»›•·-]\s+|\s*\|\s*|\s+::\s+")
_SMALL = frozenset("about after from into over than that this with".split())
_TITLED = 6  # longer words
_SECTION = re.compile(
    r"(?:Opinion|Analysis|Comment|Commentary|Editorial|News|World(?: news)?|Politics"
    r"|Business|Review"
    r"|Letters?|Features?|Explainer|Exclusive|Video|UK(?: news)?|US(?: news)?|Europe|Asia|Africa"
    r"|Middle East(?: .*)?|Americas|Latin America|Science|Technology|Health|Sport|Culture|Live"
    r"|Perspective|Interview|Fact check|Environment|Society|Education|National|International)",
    re.I,
)


def reads_like_headline(line: Line) -> bool:
    """Whether a line may be a headline: short, with words, and not ended as a sentence is."""
    text = line.text
    ends = ends_sentence(text) or text.endswith((",", ";"))
    bare = text.rstrip("\"'”’)")
    fine_end = bare.endswith(("?", "!", "…", "...")) or _ABBREVIATION_END.search(text)
    short = line.words <= _MAX_HEADLINE_WORDS and len(text) <= 220
    return short and any(map(str.isalpha, text)) and (not ends or bool(fine_end))


def stands_as_headline(lines: Sequence[Line]) -> frozenset[int]:
    """Numbers of lines that end as sentences do and stand where a headline does: among the first
    of a page and printed again right below, or first of all and right above a byline or a date."""
    head = [line.text.casefold() for line in lines[:_HEAD]]
    found = []
    for place, line in enumerate(lines[:_FIRST]):
        if place and not _NAME.fullmatch(lines[place - 1].text):
            break
        if not _FEWEST <= line.words <= _MAX_HEADLINE_WORDS or not ends_sentence(line.text):
            continue
        again = head.count(line.text.casefold()) > 1
        below = lines[1].text if place == 0 and len(lines) > 1 else ""
        if again or is_date_line(below) or read_credit_line(below):
            found += [other.at for other in lines[:_HEAD] if other.text == line.text]
    return frozenset(found)


def is_in_title_case(text: str) -> bool:
    """Whether the longer words of a line that has no few of them all begin with a capital."""
    longer = [word for word in re.findall(r"[^\W\d_]{4,}", text) if word not in _SMALL]
    return len(longer) >= _TITLED and all(word[0].isupper() for word in longer)


def bare_title(text: str, names: Sequence[str]) -> str:
    """A page's title without the outlet's name and without a section's label."""
    start, end = title_span(text, names)
    return text[start:end]


def title_span(text: str, names: Sequence[str]) -> tuple[int, int]:
    """Where the headline stands in a page's title: without the outlet's name behind (or before) it
    and without a section label."""
    own = {name.casefold() for name in names}
    start, end = 0, len(text)
    for _ in range(3):
        parts = list(TITLE_SEPARATOR.finditer(text, start, end))
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
            or (set("|»›") & set(parts[0][0]) and _SECTION.fullmatch(head))
        ):
            start = parts[0].end()
        else:
            break
    return start, end
