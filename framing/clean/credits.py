"""Who wrote and who supplied the copy: bylines, datelines and credit lines.

Outlet is not author: an agency named in a dateline or credit line supplied the copy; one that is
only quoted ('told Reuters') did not, and neither did the agency of a photograph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from framing.clean.dates import (
    PrintedDate,
    find_dates,
    impossible_dates,
    is_ambiguous,
    is_date_line,
)
from framing.clean.lines import Line
from framing.clean.self_names import PRESS

_NAME = r"[^\W\d_a-z][\w.'’\-]*"  # a word that begins with a capital or a letter without case
_LINK = r"(?:and|in|of|for|de|van|von|bin|al|el|with|the|&)"
_PERSONS = rf"{_NAME}(?:,?\s+(?:{_NAME}|{_LINK}))*"
_BYLINE = re.compile(
    r"(?:(?:written|posted|reported|compiled|edited|story|words)\s+)?by\s*:?\s+"
    rf"(?-i:(?P<who>{_PERSONS}))\s*(?:[(<\[]?[\w.+-]+@[\w.-]+[)>\]]?)?"
    # What they are: 'By Ann Lee, health correspondent'.
    r"(?:, ?(?:[\w'’-]+ ){0,4}(?:correspondent|reporter|editor|writer|columnist|producer|chief))?",
    re.I,
)
_STAFF = re.compile(
    r"(?:by\s+)?(?P<who>(?:(?:our|a|an|the)\s*)?"
    r"(?:(?:own|special|staff|senior|web|foreign|chief|news)\s*)?"
    r"(?:staff|correspondents?|reporters?|writers?|bureau|(?:news|web|foreign) desk))",
    re.I,
)
_SOURCE = re.compile(r"Source\s?: ?[A-Z][\w.'’&-]*(?: [\w.'’&-]+){0,5}")
# '(Source: Quay Council)', also with the button that a page has behind it.
_SOURCES = re.compile(r"[(\[]?Sources ?: ?(?P<who>.+?)[)\]]?\.?")
_SOURCE_IN_BRACKETS = re.compile(
    r"[(\[](?:Source|Via)s? ?: ?[A-Z][^()\[\]]{1,60}[)\]]\.?(?: (?:Twitter|Facebook))?"
)
_SEGMENTS = re.compile(
    r"\s*[|•·]\s*|\s+(?=(?:(?:First |Last )?(?:Published|Updated|Posted|Modified)|Source)\b ?:)"
)
_COUNTER = re.compile(
    r"\d+ ?(?:min(?:ute)?s?(?: read)?|comments?|shares?|views?)|share|print|e-?mail|comments?|save",
    re.I,
)
_BYLINE_LABEL = re.compile(r"(?:author|byline|reporter|writer)s?\s*:\s*(?P<who>.{2,80})", re.I)
_PERSON = re.compile(
    r"[A-Z][\w'’.-]+(?: (?:[A-Z][\w'’.-]*|al|bin|de|el|van|von)){0,2} [A-Z][\w'’-]+"
    r"(?:(?:,| in) [A-Z]\w+(?: [A-Z]\w+)?)?"
)
_NAME_AND_DATE = re.compile(rf"(?P<who>{_PERSONS})\s*[,|]\s*(?P<when>.+)")
_DATE_BY_NAME = re.compile(rf"(?P<when>[^\n\d]*\d.*?)[,|•–-]?\s+[Bb]y:?\s+(?P<who>{_PERSONS})")
_EMAIL_LINE = re.compile(r"[(<\[]?[\w.+-]+@[\w.-]+\.\w+[)>\]]?")
_SIGN_OFF = re.compile(
    r"[(\[]?(?:with )?(?:additional )?(?:reporting|writing|editing|research|translation|compiled"
    r"|written|edited|reported)(?:,? (?:and|&) (?:additional )?(?:reporting|writing|editing))? by"
    r" (?-i:[A-Z]).{2,250}|(?:additional )?reporting (?:by|from) (?:news |wire )?agencies\.?"
    r"|-{1,2}\s?by (?-i:[A-Z]).{2,80}",
    re.I,
)
# Marks that pages set behind a credit: '(Reuters) * * *', 'Source: AFP …'.
_MARK = " \t\n\u00a0.…*#~_|■□●•\u200b\ufeff"
_MARKS = f"[{_MARK}]*"
_MONTH_WORD = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)"
# 'Associated Press writers A and B contributed to this report.'
_CONTRIBUTED = (
    r"[(\[]?(?:[*•—–-]+\s*)?(?:The )?(?P<a>{many})(?:['’]s?)?(?: [Ss]taff)?"
    r"(?: (?:[Ww]riters?|[Rr]eporters?|[Cc]orrespondents?|[Jj]ournalists?|[Pp]hotographers?"
    r"|[Pp]roducers?|[Ss]taff)\b.{{0,160}}?)? (?:ha(?:ve|s) )?(?:also )?contributed"
    r"(?: (?:to|reporting)\b.{{0,80}})?\.?[)\]]?"
)
_PERSONS_CONTRIBUTED = re.compile(
    r"[(\[]?(?P<who>[A-Z][\w.'’-]+ .{2,150}?) (?:(?:ha(?:ve|s) )?(?:also )?contributed"
    r" (?:to this (?:report|story|article|piece|post)|reporting)\b.{0,80}"
    r"|reported from .{2,80}[,;] .{2,120} from .{2,60})[)\]]?"
    r"|(?:[A-Z][\w.'’-]+,? (?:and )?){2,12}contributed from (?:[A-Z][\w.'’-]+,? ?(?:and )?){1,6}"
)
# 'This article was originally published by X': the copy is theirs.
_ORIGINALLY = (
    r"[(\[]?(?:This (?:article|story|report|piece)|The (?:article|story)|It|A version of this"
    r" (?:article|story))?\s*(?:was |has been |is )?(?:[Oo]riginally|[Ff]irst) (?:was )?"
    r"(?:published|appeared|posted|reported)(?: (?:by|on|in|at|via))?:?\s*(?P<a>{many})?.{{0,120}}"
)
# Whose it was first: 'Harbour burns originally appeared on Quay.com', and who is named there.
_ELSEWHERE_FIRST = re.compile(
    r"(?:The post .{10,200} (?:appeared first|first appeared) on [A-Z]"
    r"|.{10,220} (?:originally|first) (?:appeared|ran|was published) (?:on|at) \w+\.(?:com|org|net"
    r"|co\.\w\w)\b).{0,160}"
)
_FIRST_IN = re.compile(
    r"\b(?:appeared|published|posted|reported)(?: first)? (?:by|on|in|at|via):? "
    rf"(?!{_MONTH_WORD}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    r"(?P<who>(?:[Tt]he )?[A-Z](?:[\w'’&-]|\.(?=\w))*"
    r"(?: (?:(?:of|and|the|for|in) )?[A-Z](?:[\w'’&-]|\.(?=\w))*){0,4})"
)
_FIRST = "The page says that it first appeared in {}."
_FIRST_TOLD = re.compile(_FIRST.replace(".", "[.]").format("(.+)"))
# '© 2011 The Associated Press. All rights reserved. …'
_AGENCY_COPYRIGHT = (
    r"(?:©|\([Cc]\)|[Cc]opyright)\s*(?:©|\([Cc]\))?\s*(?:\d{{4}}(?:\s*[-–,]\s*\d{{2,4}})?)?,?\s*"
    r"(?:by )?(?P<a>{many})\b.{{0,260}}"
)
_CITY = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’\-]+"
_PLACES = rf"{_CITY}(?:[ /]{_CITY}){{0,3}}(?:,\s*[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){{0,2}})?"
_TITLE_PLACES = r"[A-Z][\w.'’\-]+(?:[ /-][A-Z][\w.'’\-]+){0,3}(?:,\s*[A-Z][\w.'’\-]+){0,2}"
_MONTH_DAY = (
    r"(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}"
    r"|\d{1,2}\s+(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?)"
    r"(?:,?\s+\d{4})?"
)
_DASH = r"(?:--+|[–—―]|-|_)"  # 'CAIRO (AP) _' is how AP set it
# Words in capitals with a dash that open a paragraph but are no place.
_NO_PLACE = re.compile(
    r"(?:FILE|PHOTO|BREAKING|EXCLUSIVE|UPDATED?|WATCH|LIVE|OPINION|ANALYSIS|VIDEO|PHOTOS?|NEWS|CORRECTED"
    r"|CORRECTION|FACTBOX|EXPLAINER|NATO|OPEC|ASEAN|UNESCO|UNICEF|WARNING|NOTE|EDITORIAL)\b"
)


@dataclass(frozen=True, slots=True)
class Credit:
    """What one line (or the end or start of a paragraph) tells about authors and dates.

    ``words`` are the words of the line that tell it; ``reason`` says what they are.
    """

    words: str
    reason: str
    byline: str | None = None
    place: str | None = None
    agencies: tuple[str, ...] = ()
    dates: tuple[PrintedDate, ...] = ()
    notes: tuple[str, ...] = field(default=())


@lru_cache(maxsize=4096)
def read_credit_line(
    text: str, extra: tuple[str, ...] = (), first: bool | None = None
) -> Credit | None:
    """What a line of the page's head says, if it is a byline, date or credit line; else None.

    Segments parted by '|' or bullets are read one by one, and all must say something.
    """
    if len(text) > 160:
        return None
    segments = [s.strip() for s in _SEGMENTS.split(text) if s.strip()]
    segments = [s for s in segments if not _COUNTER.fullmatch(s)] or segments
    read = [_read_segment(segment, extra, first) for segment in segments]
    found = [credit for credit in read if credit is not None]
    if not found or len(found) < len(read):
        return None
    byline = next((c.byline for c in found if c.byline), None)
    agencies = tuple(dict.fromkeys(a for c in found for a in c.agencies))
    dates = tuple(d for c in found for d in c.dates)
    notes = tuple(n for c in found for n in c.notes)
    reasons = dict.fromkeys(c.reason for c in found)
    return Credit(text, " and ".join(reasons), byline, None, agencies, dates, notes)


def _read_segment(text: str, extra: tuple[str, ...], first: bool | None) -> Credit | None:
    if is_date_line(text):
        notes = date_notes(text, first)
        return Credit(text, "date line", dates=find_dates(text, first), notes=notes)
    agencies = re.fullmatch(rf"\(?(?:Source:? |By )?({agency_list(extra)})\)?{_MARKS}", text)
    if agencies:
        return Credit(text, "credit line", agencies=agencies_in(agencies[1], extra))
    match = _BYLINE.fullmatch(text) or _BYLINE_LABEL.fullmatch(text) or _STAFF.fullmatch(text)
    if match:
        return _byline(text, match["who"].strip(), extra)
    match = _NAME_AND_DATE.fullmatch(text) or _DATE_BY_NAME.fullmatch(text)
    if alone := re.fullmatch(rf"(?P<place>{_PLACES})\s*(?:--+|[–—―])", text):
        return Credit(text, "dateline", place=alone["place"])
    if _SOURCE.fullmatch(text):
        return Credit(text, "source line")
    if match and is_date_line(match["when"]) and dates_told(match["when"], first):
        who = match["who"].strip(" ,")
        dates, notes = find_dates(match["when"], first), date_notes(match["when"], first)
        # 'Quay News, 9 May 2021' tells the outlet, 'Oslo, 9 May 2021' the place, not the author.
        one_word = match.re is _NAME_AND_DATE and " " not in who
        paper = one_word or PRESS.search(who.rsplit(" ", 1)[-1]) is not None
        paper = paper and not names_agency(who, extra)
        credit = Credit(text, "credit line") if paper else _byline(text, who, extra)
        return Credit(text, "credit line", credit.byline, None, credit.agencies, dates, notes)
    return None


def dates_told(text: str, first: bool | None = None) -> bool:
    """Whether a text prints a full date, be it one that no calendar has."""
    return bool(find_dates(text, first) or impossible_dates(text))


def date_notes(text: str, first: bool | None = None) -> tuple[str, ...]:
    """What there is to say of the dates of a line that are not used."""
    ambiguous = (_ambiguous(text),) if first is None and is_ambiguous(text) else ()
    never = (
        f"'{printed}' is printed, but there is no such day: it was not used."
        for printed in impossible_dates(text)
    )
    return (*ambiguous, *never)


def is_name(text: str) -> bool:
    """Whether the words are a person's name, with a place at most ('Ann Lee in Oslo')."""
    return bool(_PERSON.fullmatch(text))


def credit_by_form(text: str, reason: str, extra: tuple[str, ...] = ()) -> Credit:
    """The credit of a name that stands alone where bylines do: a person's, or an agency's with the
    place it writes from ('Agence France-Presse in Oslo')."""
    desk = re.fullmatch(rf"(?P<a>{agency_list(extra)})(?: in [A-Z][\w .'’-]{{1,30}})?", text)
    if desk:
        return Credit(text, reason, agencies=agencies_in(desk["a"], extra))
    read = _byline(text, text, extra)
    return Credit(text, reason, byline=read.byline or text, agencies=read.agencies)


def _byline(text: str, who: str, extra: tuple[str, ...]) -> Credit:
    """A byline's person and agency: 'Ann Lee, Reuters' has both, 'AFP' the agency alone."""
    who = who.rstrip(" ,;") if re.search(r"\b[A-Z]\.$|\bJr\.$", who) else who.rstrip(" .,;")
    listed = re.fullmatch(
        rf"(?:(?P<who>.+?)(?:\s*,\s*|\s+and\s+))?(?P<a>{agency_list(extra)})", who
    )
    if listed is None:
        return Credit(text, "byline", byline=who)
    names = agencies_in(listed["a"], extra)
    return Credit(text, "byline", byline=listed["who"] or None, agencies=names)


def _ambiguous(text: str) -> str:
    return f"The date in '{text}' can be read day first or month first: it was not used."


def read_dateline(text: str, extra: tuple[str, ...] = ()) -> Credit | None:
    """The dateline that opens a paragraph ('SEOUL, Jan. 4 (Yonhap) -- '), or None.

    It needs a place in capitals, or an agency or a date beside a place; and a dash.
    """
    one = agency_list(extra)
    agency = rf"(?:\(|/)\s?(?P<agency>{one}|CNN(?: \w+)?|Fox News|BBC)\s?(?:\)|/)"
    place = rf"(?:{_PLACES}|{_TITLE_PLACES})(?: \[[A-Z][\w .]{{2,30}}\])?"
    forms = (
        rf"(?P<place>{place}(?:,\s*{_MONTH_DAY})?|{_MONTH_DAY})[,.]?\s*{agency}"
        rf"\s*(?:{_DASH}|:|\.)\s*",
        rf"(?P<place>{place},\s*{_MONTH_DAY})\s*{agency}\s+(?=[A-Z\"“])",
        # 'VELDA, March 12 (Quay News) - ': the outlet's own.
        rf"(?P<place>{_PLACES},\s*{_MONTH_DAY})\s*\([A-Z][\w.'’&-]*(?: [A-Z&][\w.'’&-]*){{0,4}}\)"
        rf"\s*(?:{_DASH})\s+",
        rf"(?P<place>(?:{_PLACES}|{_TITLE_PLACES}),?\s+{_MONTH_DAY})\s*(?:{_DASH}|:)\s+",
        rf"(?P<place>{_PLACES})\s+(?:{_DASH})\s+",
        rf"(?P<place>(?:{_PLACES}|{_TITLE_PLACES}))\s*\((?P<agency>{one}|CNN(?: \w+)?)\)\s*"
        r"(?=[A-Z\"“])",
        rf"(?P<place>{_PLACES},? {_MONTH_DAY})\s*[,.]?\s*(?P<agency>{one})\s*(?:{_DASH}|:)\s*",
        rf"(?P<place>{_PLACES})\s*[/,]\s*(?P<agency>{one})\s*(?:{_DASH}|:|/)\s*",
        rf"\((?P<agency>{one}|CNN(?: \w+)?|Fox News|BBC|NPR|VOA)\)\s*(?:{_DASH}|:)?\s*"
        rf"(?=[A-Z\"“])",
        rf"(?P<place>{_PLACES})\s*[–—]\s*",
    )
    for form in forms:
        match = re.match(form, text)
        if match is None or match.end() == len(text) or _NO_PLACE.match(text):
            continue
        groups = match.groupdict()
        names = agencies_in(groups.get("agency") or "", extra)
        where = (groups.get("place") or "").strip(" ,") or None
        words = match[0].strip()
        return Credit(words, "dateline", None, where, names, find_dates(where or ""))
    return None


def read_ending(text: str, extra: tuple[str, ...] = ()) -> Credit | None:
    """The credit at the end of an article's last paragraph ('… he said. (Yonhap)'), or None."""
    many = agency_list(extra)
    match = re.search(
        r"(?<=[.!?…\"”’')])\s*(?P<words>(?:[(\[](?:(?:[Ww]ith )?(?:[Aa]gency )?[Ii]nputs? from )?"
        rf"(?P<a>{many})[)\]]|{_DASH}\s*(?P<b>{many})"
        rf"|/(?P<c>{many})/?){_MARKS})$",
        text,
    )
    if match is None:
        return None
    names = agencies_in(match["a"] or match["b"] or match["c"], extra)
    return Credit(match["words"], "credit line", agencies=names)


def read_agency_copyright(text: str, extra: tuple[str, ...] = ()) -> Credit | None:
    """The agencies whose copyright a line states ('© 2011 The Associated Press. …'), or None."""
    if len(text) > 400:
        return None
    match = re.fullmatch(_AGENCY_COPYRIGHT.format(many=agency_list(extra)), text)
    if match is None:
        return None
    return Credit(text, "copyright line", agencies=agencies_in(match["a"], extra))


def read_foot_line(line: Line, extra: tuple[str, ...] = ()) -> Credit | None:
    """What one of the last lines says, if it is a credit, sign-off, byline or address."""
    text, many = line.text, agency_list(extra)
    if line.words > 45:
        return None
    supplied = (
        rf"\(?(?:[Ww]ith )?(?:[Aa]dditional )?[Ii]nputs? (?:from|by) (?P<a>{many})\)?\.?",
        rf"\(?[Ww]ith (?:additional )?(?:reporting|files|material|agencies|reports?) (?:by|from)"
        rf" (?P<a>{many})(?:\W.{{0,60}})?",
        _CONTRIBUTED.format(many=many),
        rf"\(?(?:[Cc]redit|[Ss]ource|[Aa]gency|[Ww]ith|[Ff]rom|[Vv]ia"
        rf"|[Bb]y)s?\s*:? (?P<a>{many})\)?\.?",
        rf"[(\[]?(?:{_DASH}\s*)?/?(?P<a>{many})/?(?:/[a-z]{{2,3}})?[)\]]?\.?",
        rf"[(\[]?(?P<a>{many})/[A-Z][\w.'’ -]{{1,30}}[)\]]?",
        # 'Source: QuayWorld and agencies', also in copy that has lost its colon.
        rf"Sources?\s*:? [A-Z][\w.'’&-]*(?: [A-Z][\w.'’&-]*){{0,3}}(?:,| and) (?P<a>{many})\.?",
    )
    bare = text.rstrip(_MARK)
    listed = is_list_of_sources(text, extra)
    for form in () if listed else supplied:
        match = re.fullmatch(form, text) or re.fullmatch(form, bare)
        if match:
            return Credit(text, "credit line", agencies=agencies_in(match["a"], extra))
    originally = re.fullmatch(_ORIGINALLY.format(many=many), text)
    said = originally and not text[:1].islower() and line.words <= 30
    if said or _ELSEWHERE_FIRST.fullmatch(text):
        supplied_by = (originally["a"] if originally else None) or ""
        return _first_published(text, agencies_in(supplied_by, extra))
    if _SIGN_OFF.fullmatch(text):
        who = _signed(text)
        return Credit(text, SIGN_OFF, byline=who, agencies=_contributed(text, extra))
    if _PERSONS_CONTRIBUTED.fullmatch(text) and not re.search(r"[\"“”]", text):
        return Credit(text, SIGN_OFF, agencies=_contributed(text, extra))
    if listed or _EMAIL_LINE.fullmatch(text) or _SOURCE_IN_BRACKETS.fullmatch(text):
        return Credit(text, "e-mail address" if "@" in text else "source line")
    match = _BYLINE.fullmatch(text)
    if match and line.words <= 10:
        return _byline(text, match["who"].strip(), extra)
    return None


def _first_published(text: str, agencies: tuple[str, ...]) -> Credit:
    """What a note says on where an article was first published; in a note of its own, where that is
    no agency."""
    who = None if agencies else _FIRST_IN.search(text)
    notes = (_FIRST.format(who["who"]),) if who else ()
    return Credit(text, "note on where it was first published", agencies=agencies, notes=notes)


def first_published(notes: Iterable[str]) -> str | None:
    """Where an article first appeared, as its page says; None where no note tells."""
    return next((match[1] for note in notes if (match := _FIRST_TOLD.fullmatch(note))), None)


def _signed(text: str) -> str | None:
    """The reporters that a sign-off names ('Reporting by A and B; Editing by C' → 'A and B')."""
    match = re.match(
        rf"[(\[]?(?:-{{1,2}}\s?by|(?:with )?(?:reporting|writing|written|reported)"
        rf"(?:,? and \w+)? by)\s+"
        rf"(?-i:(?P<who>{_NAME}(?: {_NAME}){{1,3}}(?:(?:, | and "
        rf"|, and ){_NAME}(?: {_NAME}){{1,3}})*))",
        text,
        re.I,
    )
    if match is None:
        return None
    who = re.sub(r"(?:,? (?:in|Follow|Editing|Additional|Writing)\b.*)$", "", match["who"])
    return who.strip(" ,.;)") or None


def _contributed(text: str, extra: tuple[str, ...]) -> tuple[str, ...]:
    """Agencies among those who contributed."""
    return agencies_in(text.split(" contributed", maxsplit=1)[0], extra)


def names_agency(words: str, extra: tuple[str, ...] = ()) -> bool:
    """Whether the words are agencies' names and nothing else."""
    return bool(re.fullmatch(agency_list(extra), words.strip()))


def is_list_of_sources(text: str, extra: tuple[str, ...] = ()) -> bool:
    """Whether a line lists what a writer has read ('Sources: Quay Times, AFP, Lund'): no one of
    them supplied the copy. Agencies alone may have."""
    listed = _SOURCES.fullmatch(text.strip())
    if listed is None:
        return False
    each = [piece for piece in re.split(r"\s*[,;/|]\s*|\s+and\s+", listed["who"]) if piece]
    return len(each) > 1 and not all(names_agency(piece.strip(" ."), extra) for piece in each)


def best_date(dates: tuple[PrintedDate, ...]) -> PrintedDate | None:
    """The date of publication among those printed: labelled so, else bare, else of an update."""
    order = {"published": 0, "": 1, "updated": 2, "other": 3}
    return min(dates, key=lambda d: order[d.label], default=None)


UNSPECIFIED = "unspecified"
SIGN_OFF = "sign-off of reporters and editors"

# Name in the report: other names that credit lines print. Capitals count, for 'AA' is an agency
# and 'aa' is not.
_AGENCIES: dict[str, tuple[str, ...]] = {
    "AAP": ("Australian Associated Press",),
    "AFP": ("Afp", "Agence France-Presse", "Agence France Presse"),
    "Anadolu": ("Anadolu Agency", "AA"),
    "ANI": ("Asian News International",),
    "ANSA": (),
    "Antara": (),
    "AP": ("Ap", "Associated Press", "The Associated Press"),
    "APP": ("Associated Press of Pakistan",),
    "Bernama": (),
    "Bloomberg": ("Bloomberg News",),
    "BSS": (),
    "Canadian Press": ("The Canadian Press", "CP"),
    "CNA": ("Central News Agency",),
    "dpa": ("DPA", "Deutsche Presse-Agentur"),
    "EFE": ("Agencia EFE",),
    "IANS": ("Indo-Asian News Service",),
    "Interfax": (),
    "IRNA": (),
    "Jiji": ("Jiji Press",),
    "KCNA": ("Korean Central News Agency",),
    "Kyodo": ("Kyodo News",),
    "MENA": ("Middle East News Agency",),
    "NAN": ("News Agency of Nigeria",),
    "News1": (),
    "Newsis": (),
    "PA": ("PA Media", "Press Association"),
    "PTI": ("Press Trust of India",),
    "Reuters": ("Thomson Reuters", "REUTERS"),
    "RIA Novosti": ("RIA",),
    "SPA": ("Saudi Press Agency",),
    "TASS": ("ITAR-TASS", "Itar-Tass", "Tass"),
    "Ukrinform": (),
    "UNI": ("United News of India",),
    "UPI": ("United Press International",),
    "VNA": ("Vietnam News Agency",),
    "WAM": (),
    "Xinhua": ("Xinhua News Agency", "XINHUA"),
    "Yonhap": ("Yonhap News", "Yonhap News Agency", "YONHAP"),
}
_NONE_NAMED = r"(?:[Nn]ews )?[Aa]gencies|AGENCIES|[Ww]ire services|[Ww]ires|[Aa]gency inputs"


@lru_cache(maxsize=64)
def one_agency(extra: tuple[str, ...] = ()) -> str:
    """A regular expression for one agency's name; ``extra`` are names a profile adds."""
    names = [*_AGENCIES, *(alias for aliases in _AGENCIES.values() for alias in aliases), *extra]
    ordered = sorted(dict.fromkeys(names), key=lambda name: (-len(name), name))
    return rf"(?:(?:the )?(?:{'|'.join(map(re.escape, ordered))})|{_NONE_NAMED})(?!\w)"


@lru_cache(maxsize=64)
def agency_list(extra: tuple[str, ...] = ()) -> str:
    """A regular expression for one or more agencies: 'AFP', 'AP, Reuters and agencies'."""
    one = one_agency(extra)
    return rf"{one}(?:(?:\s*[,/&+]\s*|\s+and\s+|\s*,\s*and\s+|\s*-\s*|\s+with\s+){one}){{0,4}}"


def agencies_in(words: str, extra: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The agencies that a credit line names, by the report's names, in order and once each."""
    found = re.findall(rf"(?<!\w){one_agency(extra)}", words)
    return tuple(dict.fromkeys(canonical(name) for name in found))


def canonical(name: str) -> str:
    """The report's name for an agency ('Agence France-Presse' → 'AFP'); 'agencies' with none
    named is 'unspecified'; a name that is not known stays as it is."""
    bare = name.strip().removeprefix("the ")
    if re.fullmatch(_NONE_NAMED, bare):
        return UNSPECIFIED
    for agency, aliases in _AGENCIES.items():
        if bare in (agency, *aliases) or f"The {bare}" in aliases:
            return agency
    return bare


def split_names(value: str) -> Iterable[str]:
    """The agency names of a metadata value, parted by ';', ',' or '|'."""
    return (name for part in re.split(r"[;,|]", value) if (name := part.strip()))
