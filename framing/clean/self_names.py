"""What a page calls itself in its menus, service lines, addresses and copyright lines.

A page says its own name where it speaks to its readers ('Follow X on …', 'Subscribe to X', 'More
from X', 'X newsletter', 'tips@x.com', '© X'). One such place may name another (a partner, an owner,
a section); two of different kinds do not. Nothing within the body or a headline counts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from framing.clean.known_outlets import known_names, known_outlet, name_key
from framing.clean.lines import Line

ENOUGH = 3  # points at which the outlet is told by the page itself


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that name a publisher, why they count, and how much."""

    name: str
    words: str
    why: str
    points: int


_LINES = 1500  # lines around the article that are looked at
_MOST_WORDS = 24  # of a service line
_TOP, _BOTTOM = 25, 40  # lines of the page's head and foot where a name stands alone
_FIRST = 3  # lines, from 0, where a known outlet's name alone is its masthead
_MOST_NAMED = 3  # lines around the article that must name an outlet to make it likely
_CLEAR = 3  # points of its own kinds from which a name is the page's

_WORD = r"(?:[A-Z\u00c0-\u00de]|\d+(?=[A-Z]))[\w.'’&!+-]*"
_NAME = rf"(?:(?:The|the) )?{_WORD}(?: (?:(?:of|and|for|the|de|in|&) )?{_WORD}){{0,4}}"
# What pages ask of their readers: the name that follows is the page's own.
_ASKED = (
    r"About|Follow|Unfollow|Contact|Advertise (?:with|on|in)|Subscribe to|Welcome to|Join|Like"
    r"|Download the|Sign up (?:for|to)(?: the| our)?|Work (?:at|for|with)|Support|Newsletter"
    r"|(?:Jobs|Careers) (?:at|with)|Keep up(?: to date)? with|Donate to|Register (?:for|with)"
    r"|Get(?: the)?(?: latest| daily| free)?|Letters? to|Write for|Tweets by|Try"
)
# Other lines of a page that have its name as often as that of one of its sections.
_OFFERED = (
    r"Search|More (?:from|on|at|in)|Best of|Latest (?:on|from|in)|Inside|Back to|Continue to|Shop"
    r"|Introducing|Watch|Discover|Also on|Only on|Around|Today (?:on|in)|From|Popular on"
)
_WITHIN = (
    r"thanks? (?:you )?for (?:reading|visiting)|updates (?:by email )?from|become a"
    r"|subscribers? (?:to|of)|(?:writer|editor|reporter|correspondent|columnist|contributor)s?"
    r" (?:at|for|with)"
)
_AFTER = (
    r"newsletters?|apps?|[Aa]lerts|emails?|subscribers?|subscription"
    r"|Rewards|Premium|[Aa]rchives?|Sections|around the globe|[Aa]ccount|readers|member"
    r"|podcasts?|on (?:Facebook|Twitter|X|Instagram|YouTube|Google|Pinterest|LinkedIn|Tumblr)|VIP"
    r"|Newsletters?|Apps?|Staff|[Cc]ontributor|[Ss]taff [Ww]riter|[Cc]orrespondent|[Mm]edia [Kk]it"
    r"|delivered|[Ee]vents|is (?:part|a part|funded|a member|powered)|covers|logo|Weekly|Daily"
    r"|[Jj]obs|Insider|[Rr]eporter"
)

_BEFORE_NAME = re.compile(
    rf"(?:(?:^\W*|[.!?|•·»] )(?=[A-Z])(?:(?P<asked>(?i:{_ASKED}))|(?P<offered>(?i:{_OFFERED})))"
    rf"|\b(?i:{_WITHIN})):? [“\"]?(?P<name>{_NAME})"
)
_AFTER_NAME = re.compile(rf"(?P<name>{_NAME}?)(?:['’]s)? (?P<noun>(?:[Ff]ree )?(?:{_AFTER}))\b")
_HOME = re.compile(rf"(?P<name>{_NAME}?) (?i:home ?page|main menu|top page)\b")
_MAIL = re.compile(r"[\w.+-]+@((?:[\w-]+\.)+[a-z]{2,})", re.I)
_DOMAIN = re.compile(r"(?<![\w@.-])(?:https?://)?(?:www\.)?((?:[\w-]+\.)+(?:com|org|net|info|tv"
                     r"|co\.\w\w|com\.\w\w|news|[a-z]{2}))\b", re.I)  # fmt: skip
_HANDLE = re.compile(r"(?<![\w.])@(\w{3,30})")
_COPYRIGHT = re.compile(
    r"(?:©|\([Cc]\)|[Cc]opyright|COPYRIGHT)(?:\W|[Cc]opyright|by\b|\d+\b|[Pp]resent)*"
    rf"(?P<who>{_NAME})"
)
# 'Quay News © 2019', 'The Quay News Ltd. All rights reserved.'
_OWNED = re.compile(
    rf"^\W*(?P<who>{_NAME}),?\.? ?(?:[|–-] ?)?"
    r"(?:©|\([Cc]\)|[Cc]opyright|COPYRIGHT|[Aa]ll [Rr]ights [Rr]eserved)"
)
_LEGAL = re.compile(
    r"[,.]?\s+(?:Ltd|Limited|Inc|LLC|L\.L\.C|PLC|plc|Corp|Corporation|Company|Co|GmbH|AG|SA|S\.A"
    r"|Pty|Pvt|LP|L\.P|US|\d{4}|All|ALL|Rights|RIGHTS|Reserved|RESERVED|Privacy|Terms)\.?$"
)
# What names of the press are made of; needed only where a name is not known.
PRESS = re.compile(
    r"\b(?:News|Times|Post|Herald|Guardian|Tribune|Journal|Gazette|Chronicle|Observer|Telegraph|Mail"
    r"|Mirror|Express|Echo|Courier|Examiner|Inquirer|Dispatch|Sentinel|Register|Reporter|Standard"
    r"|Star|Sun|Globe|Argus|Bulletin|Press|Record|Review|Monitor|Daily|Weekly|Magazine|Radio|TV"
    r"|Online|Today|Wire|Media|Network|Broadcasting|Newspaper|Citizen|Advertiser|Leader|Mercury"
    r"|Independent|Nation|Voice|World)\b|\.(?:com|org|net|co\.\w\w|news|\w\w)$"
)
# Companies that publish several outlets.
_OWNER = re.compile(
    r"\b(?:Media|Network|Networks|Broadcasting|Group|Holdings|Entertainment|Television|Stations"
    r"|Communications|Publishing|Publications|Newspapers|Interactive|Digital|Company|Partners)\b"
)
# Words that pages put after 'Follow', 'More from', …, which are no names.
_OTHERS = frozenset(
    "us our me you it your my his her their the facebook twitter google instagram youtube linkedin"
    " pinterest rss whatsapp tumblr flipboard reddit snapchat telegram tiktok apple android iphone"
    " newsletter newsletters news more alerts updates ads this that these cookies privacy now app"
    " apps email emails e-mail author authors team staff advertising careers help support today"
    " free daily weekly latest breaking top all menu main terms policy conditions use sign log"
    " login in up account search home page subscribe subscription follow share print comment"
    " comments"
    " a an new best most january february march april may june july august september october"
    " november december monday tuesday wednesday thursday friday saturday sunday one two three here"
    " story stories article articles video videos photo photos world politics business sports sport"
    " opinion entertainment health science technology tech travel style culture food money local"
    " weather games jobs classifieds obituaries events archive archives customer service rights"
    " reserved copyright inc ltd llc disqus outbrain taboola partners act"
    " company services subscriber"
    " access digital print edition deals offers"
    " week month year conversation discussion debate mailing list community club times-square live"
    " weekend morning evening night membership member members insider reader readers editor"
    " editors".split()
)


@dataclass(slots=True)
class _Candidate:
    """What speaks for a name: its forms as printed, and the first words of each kind."""

    forms: Counter[str]
    kinds: dict[str, str]


_POINTS = {
    "asked": 2,  # a service line names it
    "asked again": 1,
    "offered": 1,
    "noun": 1,
    "mail": 1,
    "handle": 1,
    "domain": 1,
    "copyright": 2,
    "owner": 0,
    "top": 1,
    "alone": 1,
}
_WORDS = {
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
    "alone": "its name on lines of its own",
}
_SPOKEN = ("asked", "copyright", "mail", "handle", "domain")  # one of them must be among the kinds


def self_names(lines: Sequence[Line], total: int, common: frozenset[str]) -> Iterator[Sign]:
    """The names by which lines outside the article call their page.

    Args:
        lines: the page's lines above and below the article.
        total: how many lines the page has.
        common: keys of names that are words of menus, too.
    """
    found: dict[str, _Candidate] = defaultdict(lambda: _Candidate(Counter(), {}))
    stems: dict[str, dict[str, str]] = defaultdict(dict)
    for line in lines[:_LINES]:
        _read_names(line, found)
        _read_addresses(line, stems)
    _read_alone(lines, total, common, found)
    for key, kinds in stems.items():
        if key in found:
            found[key].kinds |= kinds
    for candidate in found.values():
        yield from _signs(candidate)


def _signs(candidate: _Candidate) -> Iterator[Sign]:
    kinds = candidate.kinds
    name = candidate.forms.most_common(1)[0][0]
    known = known_outlet(name)
    points = sum(_POINTS[kind] for kind in kinds) + (known is not None)
    spoken = [kind for kind in _SPOKEN if kind in kinds]
    press = "copyright" in kinds and (known or PRESS.search(name))
    alone = len(kinds) == 1 and (press or (known and "asked" in kinds))
    clear = len(kinds) >= 2 and points >= _CLEAR and (spoken or (known and "top" in kinds))
    if not clear and not alone:
        return
    if known and known.agency and not {"asked", "offered", "domain"} & kinds.keys():
        return  # a photograph's credit
    for kind, words in kinds.items():
        if _POINTS[kind]:
            yield Sign(name, words, _WORDS[kind], _POINTS[kind])


def _put(found: dict[str, _Candidate], name: str, kind: str, words: str) -> None:
    for form in _forms(name):
        key = _key(form)
        if len(key) < 3:
            continue
        candidate = found[key]
        candidate.forms[form] += 1
        if kind == "asked" and kind in candidate.kinds:
            first = candidate.kinds[kind].split()[0].casefold()
            kind = kind if first == words.split(maxsplit=1)[0].casefold() else "asked again"
        candidate.kinds.setdefault(kind, words)


def _forms(name: str) -> Iterator[str]:
    """A name as it stands and, where it runs on ('Quay News Facebook'), its beginnings."""
    words = re.sub(r"['’]s$|[.!]$", "", name).split()
    while words and _plain(words[-1]) in _OTHERS and len(words) > 1 and not _known(words):
        words.pop()
    if not words or all(_plain(word) in _OTHERS for word in words):
        return
    if _plain(words[0]) in _OTHERS and words[0].casefold() != "the" and not _known(words):
        return
    yield " ".join(words)
    for size in range(len(words) - 1, 0, -1):
        part = words[:size]
        if _known(part) and _plain(" ".join(part)) not in _OTHERS:
            yield " ".join(part)
            return


def _key(name: str) -> str:
    """One key for all names of an outlet that is known."""
    known = known_outlet(name)
    return name_key(known.name if known else name)


def _known(words: Sequence[str]) -> bool:
    return known_outlet(" ".join(words)) is not None


def _plain(word: str) -> str:
    return re.sub(r"['’]s$|[^\w-]", "", word.casefold())


def _read_names(line: Line, found: dict[str, _Candidate]) -> None:
    text = line.text
    if match := (_COPYRIGHT.search(text) or _OWNED.match(text) if len(text) <= 400 else None):
        who = match["who"].split(", ")[0].strip(" .,")
        owner = _OWNER.search(who) is not None
        for _ in range(4):
            who = _LEGAL.sub("", who).strip(" .,")
        _put(found, who, "owner" if owner else "copyright", text)
    if line.words > _MOST_WORDS:
        return
    for match in _BEFORE_NAME.finditer(text):
        if match["asked"] and re.search(r"['’]s$", match["name"]) and match.end() < len(text):
            continue  # 'Contact X's experts': any company's
        _put(found, match["name"], "asked" if match["asked"] else "offered", match[0])
    for match in _HOME.finditer(text):
        _put(found, re.sub(r"^(?:Go|Return|Back) to ", "", match["name"]), "asked", match[0])
    for match in _AFTER_NAME.finditer(text):
        _put(found, match["name"], "noun", match[0])


def _read_addresses(line: Line, stems: dict[str, dict[str, str]]) -> None:
    for kind, pattern in (("mail", _MAIL), ("domain", _DOMAIN), ("handle", _HANDLE)):
        if line.words > _MOST_WORDS:
            return
        for match in pattern.finditer(line.text):
            whole = match[1].casefold()
            for stem in {_key(whole), _key(_stem(whole)), _key(whole.split("_")[0])}:
                stems[stem].setdefault(kind, match[0])


def _stem(domain: str) -> str:
    labels = domain.split(".")
    short = len(labels) > 2 and len(labels[-2]) <= 3
    return labels[-3] if short else labels[-2] if len(labels) > 1 else domain


def _read_alone(
    lines: Sequence[Line], total: int, common: frozenset[str], found: dict[str, _Candidate]
) -> None:
    """What stands alone on a line of the head or foot, where a name is that other lines give."""
    times: Counter[str] = Counter()
    for line in lines[:_LINES]:
        if line.words > 6:
            continue
        key = _key(line.text)
        if key not in found and not (line.at <= _FIRST and _is_masthead(line.text, common)):
            continue
        if not line.text[:1].isalnum():
            continue
        times[key] += 1
        if line.at < _TOP:
            found[key].kinds.setdefault("top", line.text)
        if times[key] == 2 or line.at >= total - _BOTTOM:
            found[key].kinds.setdefault("alone", line.text)
        found[key].forms[line.text] += 1


def _is_masthead(text: str, common: frozenset[str]) -> bool:
    """Whether a line is the name of a known outlet in its own spelling."""
    known = known_outlet(text)
    return (
        known is not None
        and name_key(text) not in common
        and not (text.rsplit(maxsplit=1)[-1][:1].islower())
    )


_SERVICE = re.compile(
    r"\b(?:subscri\w+|newsletters?|apps?|follow|about|contact|advertis\w+|terms|privacy|careers|jobs"
    r"|staff|store|shop|podcasts?|archives?|facebook|twitter|editors?|editions?|account|members?\w*"
    r"|copyright|cookies?|home|donate|support)\b|©",
    re.I,
)


def named_around(lines: Sequence[Line], common: frozenset[str]) -> Iterator[Sign]:
    """An outlet that most short lines around the article name: menus, applications, letters.

    Args:
        lines: the page's lines above and below the article.
        common: keys of names that are words of menus, too.
    """
    counts: Counter[str] = Counter()
    names = known_names()[0]
    for line in lines[:600]:
        words = line.text.split()
        if len(words) > 12:
            continue
        keys = ["".join(c for c in w.casefold() if c.isalnum()) for w in words]
        found = set()
        for start in range(len(keys)):
            for size in (4, 3, 2, 1):
                key = "".join(keys[start : start + size]).removeprefix("the")
                known = names.get(key)
                capital = words[start][:1].isupper()
                if known and capital and key not in common and len(key) >= 3 and not known.agency:
                    found.add(known.name)
                    break
        served = _SERVICE.search(line.text) is not None
        counts.update(dict.fromkeys(found, 1 + served))
    ranked = counts.most_common(2)
    if (
        ranked
        and ranked[0][1] >= _MOST_NAMED
        and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1])
    ):
        name, number = ranked[0]
        yield Sign(name, name, f"its name on {number} lines around the article", ENOUGH - 1)
