"""Captions of photographs, by their labels and credits."""

from __future__ import annotations

import re
from collections import Counter

from framing.clean.credits import names_agency, one_agency, read_dateline
from framing.clean.lines import Line, Page, Taken

_MAX_TITLE_WORDS = 6
_MAX_WORDS = 60
_CAPTION_LABEL = re.compile(
    r"(?:file )?(?:photo|image|picture|caption|pictured|graphic|video)(?: caption| credit)?"
    r"\s*[:|]\s*"
    r"|(?:image|media) (?:caption|copyright|source)\b:?\s*",  # as the BBC has it
    re.I,
)
# Who took a photograph and who supplied it, in brackets: '(Evan Vucci / AP)', '(Sean Kilpatrick/The
# Canadian Press via AP, File)'. Every word of it is a name.
_NAME = r"(?:[A-Z][\w.'’&-]*|of|the|and|de|la|von|van|picture alliance)"
_BY_AND_FROM = (
    rf"{_NAME}(?: {_NAME}){{0,6}}(?:, ?File)? ?(?:/| via ) ?"
    rf"{_NAME}(?:(?: | ?/ ?| via |, ){_NAME}){{0,10}}"
)
# Credits of photographs that are no other thing wherever they stand at a paragraph's end.
_PHOTO_CREDIT = re.compile(
    r"\s*(?:[(\[](?i:(?:file )?(?:photo|image|picture)s?\b\s*(?::|by\b|courtesy\b|via\b|/|credit)"
    r"[^()\[\]]{1,60}|file photo|photo courtesy\b[^()\[\]]{0,60})[)\]]"
    rf"|[(\[]{one_agency()}(?: (?i:file )?(?i:photo|image)s?|/[^()\[\]]{{1,40}})[)\]]"
    rf"|[(\[]{one_agency()} (?:Photo|PHOTO)[^()\[\]]{{0,80}}[)\]](?:[A-Z]{{2,8}})?(?:\d{{4}})?"
    rf"|(?<=[^\s(\[])\s*[(\[] ?{_BY_AND_FROM} ?[)\]]"
    r"|[(\[](?:[^()\[\]]{1,60}[-–—/,]\s?|[^()\[\]]{1,60} via )?(?:Getty(?: Images)?|EPA)[)\]]"
    rf"|(?<=[^\s.!?…'\"’”)\]])\s?[(\[]{one_agency()}[)\]]"  # no full stop before the agency
    rf"|(?<=[.!?])[(\[]{one_agency()}[)\]]"  # set solid after it
    r"|(?:REUTERS|AFP|EPA)/[A-Z][\w .'-]{2,40}|\b(?:AFP|AP|EPA) (?:PHOTO|Photo)\b.{0,40}"
    r"|(?<=[.!?)\]])\s+(?:Photo|Image|PHOTO)(?: by| credit)?: ?.{2,50}"
    r"|(?:/|(?<!\S)[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}(?: ?/ ?| via ))?Getty Images)\.?$"
)
# What a broadcaster's video above the article shows: 'Ann Lee has the latest on "The Late Report."'
_VIDEO = re.compile(
    r"\b(?:joins|reports|discuss(?:es)?|ha(?:s|ve) the latest|weighs? in|breaks? down|reacts?|"
    r"explains?|examines?|analy[sz]es?)\b.{0,200}\bon ['‘“\"][A-Z][^'‘’“”\"]{2,40}"
    r"[.,]?['’”\"]\.?$"
)
_VIDEO_HEAD = 6  # lines at the top of an article where such a line may stand
_NUMBERED = re.compile(r"(?P<one>\d{1,3})\s?(?:/|of)\s?(?P<all>\d{1,3})\b(?=\D)")
_GALLERY = 3
_ONE_PARAGRAPH = 60  # words from which a paragraph may hold captions
_INSIDE = re.compile(
    rf"(?<=[.!?”\"])\s(?:[A-Z][\w.'’-]+ ){{0,3}}[A-Z][\w.'’-]+/"
    rf"(?:(?:[A-Z][\w.'’-]* ?){{1,4}}/){{0,3}}(?:Getty Images|EPA|Shutterstock|{one_agency()})"
    r"(?:/(?:File|Getty Images|FILE))*(?: Related article [^.?!]{10,120}\?)?(?=\s[A-Z“\"]|$)"
)
# What a caption says and few sentences of an article do: the day, who stands where.
_SHOWS = re.compile(
    r"\d, (?:19|20)\d\d\b|\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\((?:L|R|C|left|right)\)"
    r"|\b(?:is|are) (?:seen|pictured)\b|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)"
    r"[a-z]*\.? \d{1,2}\b|\b(?:left|right|center|centre),"
)
# Between sentences; not behind a title, a month, a state or an initial.
_BETWEEN = re.compile(
    r"(?<!\b[A-Z]\.)(?<!\bSt\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bMrs\.)(?<!\bGen\.)(?<!\bLt\.)"
    r"(?<!\bSen\.)(?<!\bRep\.)(?<!\bGov\.)(?<!\bJan\.)(?<!\bFeb\.)(?<!\bAug\.)(?<!\bSept\.)"
    r"(?<!\bOct\.)(?<!\bNov\.)(?<!\bDec\.)(?<=[.!?”\"])\s+(?=[A-Z“\"])"
)
_PARENTHESIS = re.compile(r"\s*[(\[](?P<who>[^()\[\]]{2,40})[)\]]\.?$")


def take_captions(page: Page, agencies: tuple[str, ...]) -> list[str]:
    """Take captions out of the lines: by label or photo credit anywhere; above the body also where
    a photo agency alone stands in brackets at the end, with the short title just above. What a
    video shows is a caption, too."""
    found = [*_take_gallery(page), *_take_inside(page)]
    in_head = True
    above: Line | None = None
    lines = page.lines
    for number, line in enumerate(lines):
        if number < _VIDEO_HEAD and _VIDEO.search(line.text) and line is not lines[-1]:
            page.place(line, "caption")
            found.append(line.text)
            continue
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


def _take_gallery(page: Page) -> list[str]:
    """The captions of a gallery, numbered '3/16 …': three or more of one number of pictures."""
    numbered = [(line, match) for line in page.lines if (match := _NUMBERED.match(line.text))]
    of = Counter(match["all"] for _, match in numbered)
    return [
        page.place(line, "caption")
        for line, match in numbered
        if of[match["all"]] >= _GALLERY and 0 < int(match["one"]) <= int(match["all"])
    ]


def _take_inside(page: Page) -> list[str]:
    """Captions in the middle of an article that was pasted as one paragraph: a sentence, and then
    photographer and supplier ('Ships leave the port. Ann Lee/AFP/Getty Images The minister …')."""
    found = []
    for line in page.lines:
        if line.words < _ONE_PARAGRAPH:
            continue
        rest = line
        while match := _INSIDE.search(rest.text):
            start = _sentence_start(rest.text, match.start())
            caption = rest.text[start : match.start()].strip()
            if 4 <= len(caption.split()) <= _MAX_WORDS and _SHOWS.search(caption):
                found.append(caption)
            else:  # it may be the article's own sentence
                start = match.start()
                page.taken.append(Taken(rest.at, match.group().strip(), "photo credit"))
            rest = page.cut_inside(rest, start, match.end())
    return found


def _sentence_start(text: str, end: int) -> int:
    """Where the sentence begins that ends just before a place."""
    starts = [m.end() for m in _BETWEEN.finditer(text, 0, max(0, end - 2))]
    return starts[-1] if starts else 0


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
