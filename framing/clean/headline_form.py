"""What a headline looks like by its form alone, and a page's title without its outlet's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.clean.known_outlets import known_outlet
from framing.clean.lines import Line, ends_sentence

_MAX_HEADLINE_WORDS = 30
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
