"""Who published a page, where no profile knows the outlet: from what the page says of itself.

Precision first. A page's title ('… | The Guardian'), its masthead, copyright line, own address and
the bylines of its staff name the publisher for certain; where they do not, the name that the page
most likely calls itself (``outlet_choice``). A mention in the body or in a headline never does. An
agency's name is a credit, unless it is the page's title or address. What files and folders are
called is read in ``file_names``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from framing.clean.credits import agencies_in
from framing.clean.dates import find_dates, is_date_line
from framing.clean.judge import Judge
from framing.clean.kinds import Reading
from framing.clean.known_outlets import (
    COMMON,
    known_names,
    known_outlet,
    name_key,
    outlet_of_address,
)
from framing.clean.lines import Line
from framing.clean.outlet_choice import FEW, choose, words_of
from framing.clean.self_names import COMPANY, OWNER, PRESS, Candidate, candidates, is_generic
from framing.models import Field, Provenance
from framing.outlets import OutletProfile, find_outlet

ENOUGH = 3  # points at which the outlet is told by the page itself
_SURE = 0.9  # probability from which the page's own name for itself is no guess
_BODY = 0.2  # probability under which a line within the article's reach is not of it
_FEW = 25  # lines around an article that was pasted without its page
_ABOVE_BODY = 8  # lines right above the body where an archive names outlet and date
_PRESS_NAME = re.compile(r"(?:The )?[A-Z][\w.&'’-]+(?: (?:of|the|and|&|[A-Z][\w.&'’-]+)){1,4}")
_BY = re.compile(r"(?:By|BY)\s+\S")
_LONGEST = 160  # characters of a line that names the paper, its writer or the day
_BEFORE_DATE = re.compile(r"(?:,| [|·•–—-]) (?=[^,|·•–—]*\d)")
_MASTHEAD = 2  # the last line, from 0, on which a name alone is a masthead


_SEPARATOR = re.compile(r"\s+[|–—»•·]\s+|\s+::?\s+|\s+-{1,2}\s+|\s*\|\s*")
_COPYRIGHT = re.compile(
    r"(?:©|\([Cc]\)|[Cc]opyright|COPYRIGHT)(?:\([Cc]\)|[Cc]opyright|\W)*+(?:by\s+)?"
    r"(?P<y1>\d{4}(?:\s*[-–]\s*(?:\d{2,4}|[Pp]resent))?)?[,.]?\s*(?:by\s+)?"
    r"(?P<who>[A-Z\u00c0-\u00de].{1,70}?)(?:\s*+[,.])?\s*+(?P<y2>\d{4}(?:\s*[-–]\s*\d{2,4})?)?"
    r"(?=\s*+(?:$|[|•·;]|[.,]\s|[Aa]ll [Rr]ights|ALL RIGHTS|[Rr]egistered))"
)
_LEGAL = re.compile(
    r"[,.]?\s+(?:Ltd|Limited|Inc|LLC|L\.L\.C|PLC|plc|Corp|Corporation|Company|Co|GmbH|AG|SA|S\.A"
    r"|Pty|Pvt|LP|L\.P|Media Group|Group|Newspapers|Publishing|Publications)\.?$",
)
_STAFF = re.compile(
    r"(?:,|\||\bfor\b|\bat\b|-|–|—)\s*(?P<a>[A-Z][\w.&'’ -]{1,40}?)\s*$"
    r"|\bBy\s+(?P<b>[A-Z][\w.&'’ -]{1,40}?)\s+(?:[Ss]taff|STAFF|[Cc]orrespondent|[Rr]eporter)s?\b"
)
_ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.|m\.|edition\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)\b", re.I
)
_EMAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
# Why a kind of line names a page (``outlet_choice.KINDS``).
WHY = {
    "asked": "what its service lines call it",
    "asked again": "another service line",
    "offered": "what it calls its own pages",
    "noun": "its services' name",
    "mail": "an address of its staff",
    "handle": "its handle",
    "domain": "its address",
    "copyright": "its copyright line",
    "owner": "its owner's copyright line",
    "top": "its name among the first lines",
    "first": "its name on the first line",
    "alone": "its name on lines of its own",
    "title": "the page's title",
    "staff": "its staff's byline",
    "named": "its name on lines around the article",
    "rule": "a line that names it",
}
_DATELINE = re.compile(r".{0,60}?\((?P<who>CNN(?: \w+)?|Fox News|FOX News|VOA|NPR|BBC)\)")


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that name a publisher, why they count, and how much."""

    name: str
    words: str
    why: str
    points: int


def signs(lines: Sequence[Line], first: int, last: int) -> Iterator[Sign]:
    """What names the publisher on a page.

    Args:
        lines: the page's lines.
        first: index of the first line of the body.
        last: index of its last line.
    """
    head = lines[: max(first, 3)]
    # A copyright line may read like the body's last sentence.
    closing = lines and len(lines[last].text) <= 200 and _COPYRIGHT.search(lines[last].text)
    foot = lines[last if closing else last + 1 :]
    texts = {line.text.casefold() for line in lines}
    for number, line in enumerate(head[:60]):
        yield from _title(line.text, number, texts)
        yield from _masthead(line.text, number)
        if number >= first - 14:
            yield from _byline(line.text)
    yield from _above_date(head)
    for line in (*head, *foot):
        yield from _own_address(line.text)
    # A copyright line below the article may be of where it comes from; the page's own is the last.
    owned = [sign for line in (*head[-12:], *lines[last:]) for sign in _copyright(line.text)]
    yield from owned[:-1]
    yield from (replace(sign, points=sign.points + (len(owned) > 1)) for sign in owned[-1:])
    for line in lines[max(0, first - 2) : first + 2]:
        match = _DATELINE.match(line.text)
        # Where a whole page was pasted it would name its outlet elsewhere, too.
        if match and len(head) + len(foot) <= _FEW and (found := known_outlet(match["who"])):
            yield Sign(found.name, match["who"], "its dateline", ENOUGH - 1)


def _title(text: str, number: int, texts: set[str]) -> Iterator[Sign]:
    if len(text) > 220:
        return
    pieces = [p.strip() for p in _SEPARATOR.split(text) if p and p.strip()]
    if not 2 <= len(pieces) <= 5:
        return
    rest = pieces[0]
    for piece in (pieces[-1], pieces[-2] if len(pieces) > 2 else "", rest):
        found = known_outlet(piece) if piece else None
        others = sum(len(p.split()) for p in pieces if p != piece)
        # 'Reuters | Updated: 1 May 2020 21:45' credits an agency, and no headline stands beside it.
        credited = found is not None and found.agency and bool(find_dates(text))
        if found and others >= 3 and piece[:1].isupper() and not credited:
            yield Sign(found.name, text, "the page's title", ENOUGH)
            return
    for name, beside in ((pieces[-1], pieces[:-1]), (pieces[0], pieces[1:])):
        rest = max(beside, key=len)
        repeated = len(rest.split()) >= 3 and (rest.casefold() in texts or number == 0)
        first = name is pieces[0]  # 'Market News: …' may be a section's name
        if (
            repeated
            and (2 if first else 1) <= len(name.split()) <= 5
            and name[:1].isupper()
            and PRESS.search(name.rsplit(" ", 1)[-1] if first else name)
            and not (first and is_generic(name))
            and len(rest.split()) > len(name.split())
            and all(w[:1].isupper() or w in ("of", "the", "and", "&") for w in name.split())
        ):
            yield Sign(name, text, "the page's title", ENOUGH)
            return


def _masthead(text: str, number: int) -> Iterator[Sign]:
    found = known_outlet(text) if len(text) <= 40 else None
    if (
        found
        and text[:1].isupper()
        and (name_key(text) not in COMMON)
        and (number <= _MASTHEAD and (not found.agency or number == 0))
    ):
        yield Sign(found.name, text, "its name on a line of its own", ENOUGH - found.agency)


def _above_date(head: Sequence[Line]) -> Iterator[Sign]:
    """A name of the press alone on the line beside the date (or the byline that has it), or before
    it on the same line, as archives print articles."""
    near = [line.text for line in head[-_ABOVE_BODY:] if len(line.text) <= _LONGEST]
    without = [text for text in near if not _BY.match(text)]
    pairs = {*pairwise(near), *pairwise(without)}
    beside = [pair for one, other in sorted(pairs) for pair in ((one, other), (other, one))]
    inside = [(parts[0], parts[1]) for text in near if len(parts := _BEFORE_DATE.split(text)) > 1]
    for words, date in (*beside, *inside):
        name = re.sub(r"^(?:By|BY|From)\s+(?=[A-Z])", "", words)
        if (
            len(date) <= 60
            and is_date_line(date)
            and _PRESS_NAME.fullmatch(name)
            and PRESS.search(name.rsplit(" ", 1)[-1])
            and not is_generic(name)
            and not agencies_in(name)
        ):
            yield Sign(_paper(name), words, "its name alone beside the date", ENOUGH)


def _paper(name: str) -> str:
    """A paper's name without its writer's before it ('Ann Lee Quay Times'), where it is known."""
    words = name.split()
    ends = (" ".join(words[at:]) for at in range(1, len(words) - 1))
    return next((end for end in ends if known_outlet(end)), name)


def _byline(text: str) -> Iterator[Sign]:
    if len(text) > 120 or not re.match(r"(?:By|BY|Written by|Posted by)\b", text):
        return
    for match in _STAFF.finditer(text):
        name = (match["a"] or match["b"]).strip()
        found = known_outlet(name)
        if found and not found.agency:
            yield Sign(found.name, text, "its staff's byline", ENOUGH)
        elif match["b"] and not found and PRESS.search(name) and len(name.split()) >= 2:
            yield Sign(name, text, "its staff's byline", ENOUGH)


def _own_address(text: str) -> Iterator[Sign]:
    if len(text) > 200 or "." not in text:
        return
    match = _ADDRESS.fullmatch(
        text.split("/", 3)[0] if "://" not in text else text.split(maxsplit=1)[0]
    )
    bare = re.fullmatch(r"(?:https?://)?[\w.-]+\.[a-z]{2,}(?:/\S*)?", text, re.I)
    if bare and match is None:
        match = _ADDRESS.match(text)
    if bare and match and (found := known_names()[1].get(match[1].lower())):
        yield Sign(found.name, text, "its address", ENOUGH)
    for email in _EMAIL.finditer(text):
        place = email[1].lower()
        known = known_names()[1].get(place) or known_names()[1].get(".".join(place.split(".")[-2:]))
        if known and not known.agency:
            yield Sign(known.name, email[0], "an address of its staff", ENOUGH - 1)


def _copyright(text: str) -> Iterator[Sign]:
    if len(text) > 400:
        return
    match = _COPYRIGHT.search(text)
    if match is None:
        return
    dated = match["y1"] or match["y2"] or "rights reserved" in text.casefold()
    who = re.sub(r"\s*\(.*$", "", match["who"]).strip(" .,")
    for _ in range(3):
        found = known_outlet(who)
        if found:
            break
        shorter = _LEGAL.sub("", who).strip(" .,")
        if shorter == who:
            break
        who = shorter
    if not dated:
        return
    found = known_outlet(who)
    if found:
        # A company's line names its best known outlet, and stands below its others, too.
        company = COMPANY.search(match["who"]) or name_key(who) != name_key(found.name)
        points = 1 if found.agency else ENOUGH - 1 if company else ENOUGH
        yield Sign(found.name, match[0].strip(), "its copyright line", points)
    elif PRESS.search(who) and not OWNER.search(match["who"]) and not is_generic(who):
        yield Sign(who, match[0].strip(), "its copyright line", ENOUGH)


def publisher(
    lines: Sequence[Line], read: Mapping[int, Reading], *, url: str | None = None
) -> tuple[Field[str], str] | None:
    """The outlet that the page names, with its evidence, and its country ('' where not known).

    None where nothing names one, or signs name two with the same weight.

    Args:
        lines: the page's lines.
        read: what the trained reader says of each.
        url: the article's address, where that is known.
    """
    first, last = _body(lines, read)
    points: dict[str, int] = defaultdict(int)
    seen: dict[str, list[Sign]] = defaultdict(list)
    found = list(signs(lines, first, last))
    if url and (told := outlet_of_address(url)):
        found.append(Sign(told[0], told[1], "its address", ENOUGH + 1))
    for sign in found:
        known = known_outlet(sign.name)
        name = known.name if known else sign.name
        if any(sign.why == other.why for other in seen[name]):
            continue
        points[name] += sign.points
        seen[name].append(sign)
    papers = {n: p for n, p in points.items() if not _is_agency(n)}
    ranked = Counter(papers if max(papers.values(), default=0) >= 2 else points).most_common(2)
    around = len(lines) - (last - first + 1)
    sure = ranked and ranked[0][1] >= ENOUGH
    if sure and around > FEW:
        sure = _is_certain(seen[ranked[0][0]])
    if sure and (len(ranked) == 1 or ranked[1][1] < ranked[0][1] or _same(ranked)):
        name = ranked[0][0]
        evidence = "; ".join(f"'{_short(s.words)}' ({s.why})" for s in seen[name])
        return _told(name, Provenance.EXTRACTED, evidence)
    likely = choose(names_around(lines, read, found), COMMON, around)
    if likely is None:
        return None
    candidate, chance = likely
    evidence = "; ".join(f"'{_short(words)}' ({WHY[kind]})" for kind, words in words_of(candidate))
    known = known_outlet(candidate.name)
    name = known.name if known else candidate.name
    return _told(name, Provenance.EXTRACTED if chance >= _SURE else Provenance.GUESSED, evidence)


def _is_certain(seen: Sequence[Sign]) -> bool:
    """Whether signs tell the outlet of a whole page by themselves: a single one of a name that is
    not known may be an owner's, and an address alone may be linked to."""
    (sign, *others) = seen
    return bool(others) or (known_outlet(sign.name) is not None and sign.why != WHY["domain"])


def _told(name: str, provenance: Provenance, evidence: str) -> tuple[Field[str], str]:
    known = known_outlet(name)
    return Field(name, provenance, evidence), known.country if known else ""


def names_around(
    lines: Sequence[Line], read: Mapping[int, Reading], found: Sequence[Sign] | None = None
) -> dict[str, Candidate]:
    """The names that lines outside the article hold, among which ``outlet_choice`` chooses."""
    first, last = _body(lines, read)
    if found is None:
        found = list(signs(lines, first, last))
    around = [
        line for number, line in enumerate(lines)
        if not first <= number <= last or read[line.at].body < _BODY
    ]  # fmt: skip
    kinds = [(s.name, "rule" if s.points >= ENOUGH else "owner", s.words) for s in found]
    return candidates(around, len(lines), kinds)


def _body(lines: Sequence[Line], read: Mapping[int, Reading]) -> tuple[int, int]:
    """The places of the first and last line of the article."""
    judge = Judge(lines, read, ())
    place = {line.at: number for number, line in enumerate(lines)}
    if judge.start in place and judge.end in place:
        return place[judge.start], place[judge.end]
    return min(3, len(lines)), len(lines) - 1


def _same(ranked: Sequence[tuple[str, int]]) -> bool:
    (one, _), (other, _) = ranked
    return fuzz.partial_ratio(name_key(one), name_key(other)) >= 95


def _is_agency(name: str) -> bool:
    known = known_outlet(name)
    return known is not None and known.agency


def _short(words: str) -> str:
    return words if len(words) <= 90 else f"{words[:87]}…"


def profile_of(name: str, outlets: Mapping[str, OutletProfile]) -> OutletProfile | None:
    """The profile of an outlet that the page names, by any of its names."""
    found = find_outlet(name, outlets)
    if found is not None:
        return found
    known = known_outlet(name)
    if known is None:
        return None
    for profile in outlets.values():
        if any(known_outlet(form) == known for form in profile.names):
            return profile
    return None
