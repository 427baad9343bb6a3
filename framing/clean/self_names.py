"""What a page calls itself in its menus, service lines, addresses and copyright lines.

A page says its own name where it speaks to its readers ('Follow X on …', 'Subscribe to X', 'More
from X', 'X newsletter', 'tips@x.com', '© X', '… | X'). Each such place may name another, too (a
partner, an owner, a section): which name is the page's own is chosen in ``outlet_choice``. Nothing
within the body counts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from framing.clean.dates import is_date_line
from framing.clean.known_outlets import known_names, known_outlet, name_key
from framing.clean.lines import Line

_LINES = 1500  # lines around the article that are looked at
_MOST_WORDS = 24  # of a service line
_MOST_LETTERS = 400  # of one, which searching takes the square of
_TOP, _BOTTOM = 25, 40  # lines of the page's head and foot where a name stands alone
_FIRST = 3  # lines, from 0, where a name alone may be the masthead
_COUNTED_WORDS = 12  # of a line that counts for a name
_NAME_WORDS = 5
_NAMED = 3  # short lines that must hold a known outlet's name to make it one to choose from
_SHORTEST = 3  # letters of a name

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
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@((?:[\w-]+\.)+[a-z]{2,})", re.I)
_DOMAIN = re.compile(r"(?<![\w@.-])(?:https?://)?(?:www\.)?((?:[\w-]+\.)+(?:com|org|net|info|tv"
                     r"|co\.\w\w|com\.\w\w|news|[a-z]{2}))\b", re.I)  # fmt: skip
_HANDLE = re.compile(r"(?<![\w.])@(\w{3,30})")
_COPYRIGHT = re.compile(
    r"(?:©|\([Cc]\)|[Cc]opyright|COPYRIGHT)(?:\W|[Cc]opyright|by\b|\d+\b|[Pp]resent)*"
    rf"(?P<who>{_NAME})"
)
# 'Quay News © 2019', 'The Quay News Ltd. All rights reserved.'
_OWNED = re.compile(
    rf"^\W*(?:\d{{4}} )?(?P<who>{_NAME}),?(?: (?:Inc|Ltd|Limited|LLC|Corp|plc))?,?\.? ?(?:[|–-] ?)?"
    r"(?:©|\([Cc]\)|[Cc]opyright|COPYRIGHT|[Aa]ll [Rr]ights [Rr]eserved)"
)
_LEGAL = re.compile(
    r"[,.]?\s+(?:Ltd|Limited|Inc|LLC|L\.L\.C|PLC|plc|Corp|Corporation|Company|Co|GmbH|AG|SA|S\.A"
    r"|Pty|Pvt|LP|L\.P|US|\d{4}|All|ALL|Rights|RIGHTS|Reserved|RESERVED|Privacy|Terms)\.?$"
)
_SEPARATOR = re.compile(r"\s+[|–—»•·]\s+|\s+::?\s+|\s+-{1,2}\s+|\s*\|\s*|:\s+")
_STAFF = re.compile(
    rf"(?:^|\W)(?:[Ss]pecial (?:to|for)|[Ff]or) (?P<a>{_NAME})\s*$"
    rf"|^(?:by |By |BY )?.{{2,60}}?(?:, | \| | [-–—] )(?P<b>{_NAME}?)"
    r" ?(?:[Ss]taff|[Rr]eporter)?\s*$"
    rf"|^(?:by|By|BY)\s+(?P<c>{_NAME}?) ?(?:[Ss]taff|[Rr]eporter|[Cc]orrespondent)"
    rf"|^[Bb]y (?P<d>{_NAME}?) ?(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December) \d"
)
_PHOTOGRAPH = re.compile(r"(?:photo|image|picture|credit|graphic)s?\b", re.I)
_SELF = frozenset(("asked", "offered", "domain", "title", "first", "rule"))
_SMALL = frozenset(("of", "the", "and", "&", "in", "for", "on", "de", "la"))
# What names of the press are made of; needed only where a name is not known.
PRESS = re.compile(
    r"\b(?:News|Times|Post|Herald|Guardian|Tribune|Journal|Gazette|Chronicle|Observer|Telegraph|Mail"
    r"|Mirror|Express|Echo|Courier|Examiner|Inquirer|Dispatch|Sentinel|Register|Reporter|Standard"
    r"|Star|Sun|Globe|Argus|Bulletin|Press|Record|Review|Monitor|Daily|Weekly|Magazine|Radio|TV"
    r"|Online|Today|Wire|Media|Network|Broadcasting|Newspaper|Citizen|Advertiser|Leader|Mercury"
    r"|Independent|Nation|Voice|World)\b|\.(?:com|org|net|co\.\w\w|news|\w\w)$"
)
# Companies that publish several outlets.
OWNER = re.compile(
    r"\b(?:Media|Network|Networks|Broadcasting|Group|Holdings|Entertainment|Television|Stations"
    r"|Communications|Publishing|Publications|Newspapers|Interactive|Digital|Company|Partners)\b"
)
# Words of companies, which publish several outlets.
COMPANY = re.compile(
    r"\b(?:Media|Network|Networks|Broadcasting|Group|Holdings|Entertainment|Television|Stations"
    r"|Company|Ventures|Newspapers|Publications|Publishing|Interactive|Digital)\b",
    re.I,
)
# Words that pages put after 'Follow', 'More from', …, which are no names.
OTHERS = frozenset(
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
class Candidate:
    """What speaks for a name: its forms as printed, the first words of each kind of line that has
    it, and on how many short lines it stands."""

    forms: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, str] = field(default_factory=dict)
    lines: int = 0

    @property
    def name(self) -> str:
        """Its most common form."""
        return self.forms.most_common(1)[0][0]


def candidates(
    lines: Sequence[Line], total: int, certain: Sequence[tuple[str, str, str]] = ()
) -> dict[str, Candidate]:
    """The names by which lines outside the article may call their page, by their keys.

    Args:
        lines: the page's lines above and below the article.
        total: how many lines the page has.
        certain: names that rules found, the kind that they count as, and the words that name them.
    """
    found: dict[str, Candidate] = defaultdict(Candidate)
    stems: dict[str, dict[str, str]] = defaultdict(dict)
    around = lines[:_LINES]
    texts = {line.text.casefold() for line in around}
    for line in around:
        _read_names(line, found)
        _read_addresses(line, stems)
        _read_title(line, texts, found)
        _read_staff(line, found)
        if line.at <= _FIRST:
            _read_top(line, found)
    for name, kind, words in certain:
        _put(found, name, kind, words, whole=True)
    _read_alone(around, total, found)
    for key, kinds in stems.items():
        if key in found:
            for kind, words in kinds.items():
                found[key].kinds.setdefault(kind, words)
    _count(around, found)
    return {key: c for key, c in found.items() if not _is_anothers(c, found)}


def _is_anothers(candidate: Candidate, found: Mapping[str, Candidate]) -> bool:
    """Whether a name is an agency's in a credit, or an owner's beside the page's own name."""
    known = known_outlet(candidate.name)
    if known and known.agency and not _SELF & candidate.kinds.keys():
        return True
    asked = any(
        "asked" in other.kinds and other.lines >= 2
        for other in found.values() if other is not candidate
    )  # fmt: skip
    return asked and candidate.kinds.keys() <= {"owner"}


def _put(
    found: dict[str, Candidate], name: str, kind: str, words: str, *, whole: bool = False
) -> None:
    for form in (name,) if whole else _forms(name):
        key = _key(form)
        if len(key) < _SHORTEST:
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
    while words and _plain(words[-1]) in OTHERS and len(words) > 1 and not _known(words):
        words.pop()
    if not words or all(_plain(word) in OTHERS for word in words):
        return
    if _plain(words[0]) in OTHERS and words[0].casefold() != "the" and not _known(words):
        return
    yield " ".join(words)
    for size in range(len(words) - 1, 0, -1):
        part = words[:size]
        if _known(part) and _plain(" ".join(part)) not in OTHERS:
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


def _read_names(line: Line, found: dict[str, Candidate]) -> None:
    text = line.text
    owns = not _PHOTOGRAPH.match(text.lstrip("(["))  # '(Image: © Ann Lee)'
    match = (
        _COPYRIGHT.search(text) or _OWNED.match(text)
        if owns and len(text) <= _MOST_LETTERS
        else None
    )
    if match:
        who = match["who"].split(", ")[0].strip(" .,")
        owner = OWNER.search(who) is not None
        for _ in range(4):
            who = _LEGAL.sub("", who).strip(" .,")
        _put(found, who, "owner" if owner else "copyright", text)
    if line.words > _MOST_WORDS or len(text) > _MOST_LETTERS:
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


def _read_title(line: Line, texts: set[str], found: dict[str, Candidate]) -> None:
    """What stands behind (or before) a headline: '… | Quay News', 'Quay News: …' on top."""
    if len(line.text) > 220:
        return
    pieces = [piece.strip() for piece in _SEPARATOR.split(line.text)]
    if not 2 <= len(pieces) <= 5:
        return
    rest = max(pieces, key=len)
    if len(rest.split()) < 3 or not (line.at == 0 or rest.casefold() in texts):
        return
    for piece in (pieces[-1], pieces[0]):
        if piece != rest and _is_title_case(piece):
            _put(found, piece, "title", line.text, whole=not is_generic(piece))


def _read_staff(line: Line, found: dict[str, Candidate]) -> None:
    """'By Ann Lee, Quay News', 'Quay News staff', 'Ann Lee for Quay News' below a photograph."""
    if line.words > 40 or _PHOTOGRAPH.match(line.text):
        return
    for match in _STAFF.finditer(line.text):
        name = next(group for group in match.groups() if group)
        if _is_title_case(name):
            _put(found, name, "staff", match[0].strip(), whole=not is_generic(name))


def _read_top(line: Line, found: dict[str, Candidate]) -> None:
    """A name alone among the first lines; some pages print it twice running."""
    words = line.text.split()
    half = len(words) // 2
    if half and words[:half] == words[half : 2 * half]:
        words = words[:half]
    name = " ".join(words)
    named = _is_title_case(name) and not is_generic(name) and not is_date_line(name)
    if named and not line.is_sentence:
        _put(found, name, "top", line.text, whole=True)
        if line.at == 0:
            _put(found, name, "first", line.text, whole=True)


def _is_title_case(name: str) -> bool:
    words = name.split()
    return 0 < len(words) <= _NAME_WORDS and all(
        word[:1].isupper() or word[:1].isdigit() or word in _SMALL for word in words
    )


def is_generic(name: str) -> bool:
    """Whether a name is made of words that menus have ('Business News')."""
    return all(_plain(word) in OTHERS for word in name.split())


def _read_alone(lines: Sequence[Line], total: int, found: dict[str, Candidate]) -> None:
    """What stands alone on a line of the head or foot, where a name is that other lines give."""
    times: Counter[str] = Counter()
    for line in lines:
        if line.words > _NAME_WORDS + 1 or not line.text[:1].isalnum():
            continue
        key = _key(line.text)
        if key not in found:
            continue
        times[key] += 1
        if line.at < _TOP:
            found[key].kinds.setdefault("top", line.text)
        if times[key] == 2 or line.at >= total - _BOTTOM:
            found[key].kinds.setdefault("alone", line.text)
        found[key].forms[line.text] += 1


def _count(lines: Sequence[Line], found: dict[str, Candidate]) -> None:
    """Count the different short lines that hold each name; a known outlet on several is one more
    name."""
    forms = {name_key(form): key for key, c in found.items() for form in c.forms}
    named: dict[str, list[str]] = defaultdict(list)
    seen: set[str] = set()
    for line in lines:
        words = line.text.split()
        if len(words) > _COUNTED_WORDS or line.text.casefold() in seen:
            continue
        seen.add(line.text.casefold())
        keys = [name_key(word) for word in words]
        held = set()
        for start, word in enumerate(words):
            if not (word[:1].isupper() or word[:1].isdigit()):
                continue
            joined = ""
            for key in keys[start : start + _NAME_WORDS]:
                joined += key
                if joined in forms:
                    held.add(forms[joined])
                elif known := known_names()[0].get(joined):
                    named[known.name].append(line.text)
        for key in held:
            found[key].lines += 1
    for name, texts in named.items():
        key = _key(name)
        if len(texts) >= _NAMED and len(name_key(name)) >= _SHORTEST:
            found[key].forms[name] += 1
            found[key].kinds["named"] = texts[0]
            found[key].lines = max(found[key].lines, len(texts))
