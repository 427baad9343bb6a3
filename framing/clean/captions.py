"""Captions of photographs, by their labels and credits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from framing.clean.credits import names_agency, one_agency, read_dateline
from framing.clean.dates import find_dates
from framing.clean.lines import RUN_ON, Line, Page, Taken, ends_sentence

_MAX_TITLE_WORDS, _MAX_WORDS = 6, 60
_CAPTION_LABEL = re.compile(
    r"(?-i:FILE ?[-–—] )"
    r"|(?:file )?(?:photo|image|picture|caption|pictured|graphic|video)(?: caption| credit)?"
    r"\s*[:|]\s*"
    r"|(?:image|media) ?(?:caption|copyright|source)(?:\b|(?=(?-i:[A-Z]))):?,?\s*"  # as the BBC has
    r"|(?:watch|video) ?[:|]\s*|(?:pictured|above|below)(?: (?:here|above|left|right))?[:,]\s+"
    r"(?=(?-i:[A-Z]))",
    re.I,
)
# Who took a photograph and who supplied it, in brackets: '(Evan Vucci / AP)', '(Sean Kilpatrick/The
# Canadian Press via AP, File)'. Every word of it is a name.
_NAME = r"(?:[A-Z][\w.'’&-]*|of|the|and|de|la|von|van|picture alliance)"
_BY_AND_FROM = (
    rf"(?=[^/]*[a-z][^/]*/|[^/]* via ){_NAME}(?: {_NAME}){{0,6}}(?:, ?File)? ?(?:/| via ) ?"
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
    r"|(?<=[a-z0-9.!?\"”’)])\s*(?:(?:Photo|Image|Picture|Video|Graphic|Illustration)(?:graphs?|s)?"
    r" (?:by|courtesy of|courtesy|via):? |(?:Photo |Image |Picture )?(?:Credit|CREDIT): ?)"
    r"[A-Z][^.?!]{2,60}"
    # As one paper prints it, once for screen readers: '…CreditCredit...Ann Lee for Quay News'.
    r"|(?<!\s)\s*+(?:Credit){1,2}(?:\.{3}|…) ?[A-Z].{1,80}"
    r"|(?<=[.!?”\"’])\s*+Credit [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}"
    r"(?:/|, via | via | for ).{2,60}"
    r"|(?:/|(?<!\S)[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}(?: ?/ ?| via ))?Getty Images)\.?$"
)
# What a broadcaster's video above the article shows: 'Ann Lee has the latest on "The Late Report."'
_VIDEO = re.compile(
    r"\b(?:joins|reports|discuss(?:es)?|ha(?:s|ve) the latest|weighs? in|breaks? down|reacts?|"
    r"explains?|examines?|analy[sz]es?)\b.{0,200}\bon ['‘“\"][A-Z][^'‘’“”\"]{2,40}"
    r"[.,]?['’”\"]\.?$"
)
# '… with water cannon – video', '… – in pictures': a headline of what stands beside the article.
_SHOWN = re.compile(r".{10,}\s[–—-] (?:video|in pictures)(?: [A-Z][\w ]{2,20})?", re.I)
_VIDEO_HEAD = 6  # lines at the top of an article where such a line may stand
# A sentence, and then who took the photograph, without a full stop: '… the port. Ann Lee/Quay
# News', '… the port.Reuters'.
_TAKER = rf"[A-Z][\w'’&-]+(?: (?:[A-Z]\.|(?:de|van|von|al|el|bin|of|the) )?{_NAME}){{1,4}}"
_TAKEN_BY = re.compile(
    r"(?<!\b[A-Z][a-z]\.)(?<!\b[A-Z][a-z]{2}\.)(?<!\b[A-Z][a-z]{3}\.)"  # 'Gov. Ann Lee'
    rf"(?:(?<=[a-z0-9)][.!?])|(?<=[.!?][”\"’]))(?:\s+(?P<who>{_TAKER})"
    rf"(?:(?: ?/ ?| for | via |/via ){_NAME}(?: {_NAME}){{0,4}}){{0,2}}"
    rf"|\s?(?P<supplier>{_NAME}(?: {_NAME}){{0,3}} ?/ ?{_NAME}(?: {_NAME}){{0,3}}"
    rf"|Getty(?: Images)?|Shutterstock|{one_agency()}(?: Photo)?|REUTERS))(?<!\.)$"
)
# '… in Paris Ann Lee/Reuters', 'Ann Lee for Quay News'.
_SUPPLIED = re.compile(
    rf"\b[A-Z][\w'’-]+ [A-Z][\w'’-]+ ?(?:/|via|for) ?(?:{one_agency()}|Getty(?: Images)?|EPA)$"
    r"|^[A-Z][\w'’-]+ [A-Z][\w'’-]+ for [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}$"
    r"|(?<=[.!?] )(?:[A-Z]{2,} ?){1,4}/[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}$"
)
# A sentence, and then a name in brackets.
_NAMED = re.compile(
    r"(?<=[.!?”\"’])\s?[(\[](?P<who>[A-Z][\w.'’&-]*"
    r"(?: (?:(?:of|the|and|via|for) )?[A-Z][\w.'’&/-]*){0,5})[)\]]\.?$"
)
_SQUARE = re.compile(r"\s?\[[A-Z][\w.'’&/-]*(?: [A-Z][\w.'’&/-]*){0,4}\]$")
_NAMED_TWICE = 2  # such lines on a page make it a habit
_OPEN = re.compile(r"\s?\($")  # the credit in brackets stands on lines of its own
_ALONE = re.compile(
    r"[(\[]?(?:(?:Photo|Image|Picture|Credit)s?(?: by| credit)?: ?)?(?:"
    rf"(?:{one_agency()}|EPA|Getty|Shutterstock|iStock|Alamy|Rex(?: Features)?|REUTERS|SWNS"
    r"|WireImage|Zuma|Splash|Bloomberg|PA(?: Wire| Media)?|AP Photo|Supplied|BBC)"
    r"(?:[-/, ]+(?:via )?"
    rf"(?:{one_agency()}|EPA|Getty(?: Images)?|EFE|EPA-EFE|Shutterstock|Images?|File|Pool))*)[)\]]?"
)
_NUMBERED = re.compile(r"(?P<one>\d{1,3})\s?(?:/|of)\s?(?P<all>\d{1,3})\b(?=\D)")
_GALLERY, _MOST_NAMED = 3, 0.3  # captions; of the lines
_MOST_CAPTIONS = 20  # of an article
_IN_LABELLED = 25  # words of a caption whose end is told by what follows
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
# As a broadcaster has them, run into an article that was pasted as one paragraph.
_LABELLED = re.compile(
    r"(?:Image copyright (?:[A-Z][\w/.&'’-]* ){1,5}?)?(?:Image|Media) caption "
    r"|Image copyright (?:[A-Z][\w/.&'’-]* ){1,5}?"
    r"(?=(?:The|He|She|It|They|In|But|A|An|Mr|Mrs|Ms)\b)"
    r"|Media playback is (?:un)?supported on (?:this|your) device "
)
_PARENTHESIS = re.compile(r"\s*[(\[](?P<who>[^()\[\]]{2,40})[)\]]\.?$")
_END = 320  # characters, in which all that a line ends with stands


def ends_with_credit(text: str) -> bool:
    """Whether a line ends with who took or supplied a photograph, as a caption does."""
    return any(_at_end(each, text) for each in (_PHOTO_CREDIT, _TAKEN_BY, _SUPPLIED))


def shows(text: str) -> bool:
    """Whether a line says what a caption does: the day, who stands where, what is seen."""
    return bool(_SHOWS.search(text) or re.search(r"\(pictured\)|\bpictured\b", text))


def _at_end(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """What a pattern finds at a line's end. Nowhere else is looked: in a line of thousands of names
    or brackets that would take minutes."""
    return pattern.search(text, max(0, len(text) - _END))


def take_captions(page: Page, agencies: tuple[str, ...], start: int, end: int) -> list[str]:
    """Take captions out of the lines: by label or photo credit anywhere; above the body also where
    a photo agency alone stands in brackets at the end, with the short title just above. What a
    video shows is a caption, too.

    Args:
        page: the page below its headline.
        agencies: names of agencies that the outlet's profile adds.
        start: the number of the body's first line.
        end: the number of its last line, whose end is the article's credit.
    """
    found = [
        *_take_gallery(page),
        *_take_fused(page),
        *_take_credited_first(page, start),
        *_take_inside(page),
        *_take_labelled(page),
        *_take_beside_credits(page, start, end),
    ]
    ends = _ends(page, end)
    in_head = True
    above: Line | None = None
    lines = page.lines
    for number, line in enumerate(lines):
        video = number < _VIDEO_HEAD and _at_end(_VIDEO, line.text)
        if (video or _SHOWN.fullmatch(line.text)) and line is not lines[-1]:
            page.place(line, "caption")
            found.append(line.text)
            continue
        label = _CAPTION_LABEL.match(line.text) if line.words <= _MAX_WORDS else None
        credit = _at_end(_PHOTO_CREDIT, line.text)
        credit = credit or ends.get(line.at)
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


def _ends(page: Page, end: int) -> dict[int, re.Match[str]]:
    """How lines within the article end that name who took or supplied a photograph, by number.

    A sentence and a name in brackets is a credit where the name is an agency's, or where several
    lines end so. Where much of the article ends in one of these ways, it is no caption's.
    """
    lines = [line for line in page.lines if line.at < end and line.words <= _MAX_WORDS]
    found: dict[int, re.Match[str]] = {}
    for pattern in (_NAMED, _TAKEN_BY, _SQUARE, _OPEN):
        these = {line.at: match for line in lines if (match := _at_end(pattern, line.text))}
        if pattern is _NAMED and len(these) < _NAMED_TWICE:
            these = {at: match for at, match in these.items() if names_agency(match["who"])}
        if len(these) <= min(_MOST_CAPTIONS, max(1, _MOST_NAMED * len(lines))):
            found |= these
    return found


def _take_beside_credits(page: Page, start: int, end: int) -> list[str]:
    """The captions beside the credit of a photograph that stands alone on its line: the line below
    or above it that is no sentence."""
    found = []
    for line in page.lines:
        if not start < line.at < end or not _ALONE.fullmatch(line.text):
            continue
        page.take(line, "photo credit")
        beside = {other.at: other for other in page.lines if abs(other.at - line.at) == 1}
        for at in (line.at + 1, line.at - 1):
            other = beside.get(at)
            if other and 4 <= other.words <= _MAX_WORDS and not ends_sentence(other.text):
                found.append(page.place(other, "caption"))
                break
    return found


def _take_gallery(page: Page) -> list[str]:
    """The captions of a gallery, numbered '3/16 …': three or more of one number of pictures."""
    numbered = [(line, match) for line in page.lines if (match := _NUMBERED.match(line.text))]
    if not any(line.is_sentence and not _NUMBERED.match(line.text) for line in page.lines):
        return []  # an article that is told in numbered steps
    of = Counter(match["all"] for _, match in numbered)
    return [
        page.place(line, "caption")
        for line, match in numbered
        if of[match["all"]] >= _GALLERY and 0 < int(match["one"]) <= int(match["all"])
    ]


_HIDE = re.compile(r"\s*\b(?:Hide|Show|Toggle) [Cc]aption(?: \d{1,3} of \d{1,3})?\s*")
_FUSED = 2  # captions of a gallery that was pasted as one line


def _take_fused(page: Page) -> list[str]:
    """The captions of a gallery pasted as one line: '… Hide Caption 1 of 25 …'. What each of them
    opens with is the gallery's title."""
    found = []
    for line in page.lines:
        if len(_HIDE.findall(line.text)) < _FUSED:
            continue
        pieces = [piece for piece in _HIDE.split(line.text) if piece]
        page.taken += [
            Taken(line.at, m.group().strip(), "site furniture") for m in _HIDE.finditer(line.text)
        ]
        page.place(line, "caption")
        title = _common_start(pieces)
        for piece in pieces:
            rest = piece
            while title and rest.startswith(title):
                page.taken.append(Taken(line.at, title.strip(), "site furniture"))
                rest = rest[len(title) :]
            if rest:
                found.append(rest)
    return found


_SHARED = 0.8  # of the captions; two that open with the same word have no title in common


def _common_start(pieces: Sequence[str]) -> str:
    """The words that most of the pieces open with, as a title does; empty where there are none."""
    counts = Counter(
        " ".join(words[:n]) + " "
        for piece in pieces
        for words in [piece.split(" ")]
        for n in range(2, len(words))
    )
    shared = [start for start, times in counts.items() if times >= _SHARED * len(pieces)]
    return max(shared, key=len, default="") if len(pieces) > _FUSED else ""


_SUPPLIER = re.compile(
    rf"{one_agency()}|EPA|Getty(?: Images)?|EFE|Shutterstock|Rex Features|Barcroft(?: Media)?"
    r"|Alamy|PA Wire|Twitter|Facebook|Instagram"
)
_CREDITED = 3  # lines of an article that open with who supplied the picture
# Who supplies pictures, set before a caption: one such line is enough ('GETTY Ships leave', 'QUAY
# SCHOOL•GETTY The mayor spoke').
_IN_PICTURE = 6  # words of such a line
_PICTURES = re.compile(
    r"(?:(?:[A-Z][A-Z&-]* ){0,4}[A-Z][A-Z&-]+ ?[•/] ?)?"
    r"(?:GETTY(?: IMAGES)?|Getty Images|SWNS|REX|EPA|Alamy|ALAMY|PA|AFP(?: or licensors)?|Reuters"
    r"|REUTERS) (?=[A-Z‘'“\"])"
)


def _take_credited_first(page: Page, start: int) -> list[str]:
    """Captions that open with the picture's credit, as some sites print them all: 'Getty Images
    Ships leave the port', 'AP:Associated Press Crowds at the gate'."""
    lines = [
        (line, cut)
        for line in page.lines
        if 4 <= line.words <= _MAX_WORDS
        and not ends_sentence(line.text)
        and (cut := _opening_credit(line.text))
    ]
    if len(lines) < _CREDITED:
        lines = [
            (line, match.end())
            for line in page.lines
            if line.at >= start
            and _IN_PICTURE <= line.words <= _MAX_WORDS
            and not find_dates(line.text)
            and not ends_sentence(line.text)
            and (match := _PICTURES.match(line.text))
        ]
    found = []
    for line, cut in lines:
        found.append(page.place(page.cut(line, 0, cut, "photo credit"), "caption"))
    return found


def _opening_credit(text: str) -> int:
    """Where the agency's name ends that a line opens with, if a capital follows it; else 0."""
    ends = [
        match.end()
        for match in islice(re.finditer(r"\s+(?=[A-Z\d])", text), 3)
        if all(_SUPPLIER.fullmatch(part) for part in text[: match.start()].split(":"))
    ]
    return max(ends, default=0)


def _take_inside(page: Page) -> list[str]:
    """Captions in the middle of an article that was pasted as one paragraph: a sentence, and then
    photographer and supplier ('Ships leave the port. Ann Lee/AFP/Getty Images The minister …')."""
    found = []
    for line in page.lines:
        if line.words < _ONE_PARAGRAPH:
            continue
        rest = line
        while match := _INSIDE.search(rest.text):
            start = sentence_start(rest.text, match.start())
            caption = rest.text[start : match.start()].strip()
            if 4 <= len(caption.split()) <= _MAX_WORDS and _SHOWS.search(caption):
                found.append(caption)
            else:  # it may be the article's own sentence
                start = match.start()
                page.taken.append(Taken(rest.at, match.group().strip(), "photo credit"))
            rest = page.cut_inside(rest, start, match.end())
    return found


def _take_labelled(page: Page) -> list[str]:
    """Captions by their labels in the middle of an article that was pasted as one paragraph, up to
    where the article goes on; where nothing tells that, the label alone."""
    found = []
    for line in page.lines:
        if line.words <= _ONE_PARAGRAPH:
            continue
        rest, at = line, 0
        while label := _LABELLED.search(rest.text, at):
            ends = (m for p in (RUN_ON, _BETWEEN) if (m := p.search(rest.text, label.end())))
            end = min((m.start() for m in ends), default=len(rest.text))
            caption = rest.text[label.end() : end].strip()
            if label.group().endswith("caption ") and len(caption.split()) <= _IN_LABELLED:
                found.append(caption)
            else:
                end = label.end()
            page.taken.append(Taken(rest.at, label.group().strip(), "caption label"))
            rest, at = page.cut_inside(rest, label.start(), end), label.start()
    return found


def sentence_start(text: str, end: int) -> int:
    """Where the sentence begins that ends just before a place."""
    starts = [m.end() for m in _BETWEEN.finditer(text, 0, max(0, end - 2))]
    return starts[-1] if starts else 0


def _agency_in_brackets(line: Line, agencies: tuple[str, ...]) -> re.Match[str] | None:
    """The photo agency in brackets that ends a line above the body."""
    if line.words > _MAX_WORDS or read_dateline(line.text, agencies):
        return None
    match = _at_end(_PARENTHESIS, line.text)
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
