"""One speaker of an article, and what may name them again."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.listed import entries
from framing.analysers.sources.persons import MADE_AS_A_MEDIUM, given_names
from framing.analysers.sources.phrases import Phrase
from framing.models import Role

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle

_GENERIC = {
    # 'the company' and its like stand for any speaker of that kind.
    "company": "business", "firm": "business", "group": "civil_society", "bank": "business",
    "organisation": "civil_society", "organization": "civil_society", "maker": "business",
    "carrier": "business", "charity": "civil_society", "newspaper": "media", "paper": "media",
    "agency": "media", "daily": "media", "retailer": "business", "carmaker": "business",
    "automaker": "business", "drugmaker": "business", "chipmaker": "business",
    "lender": "business", "airline": "business", "insurer": "business", "union": "civil_society",
    "association": "civil_society", "party": "other", "institute": "expert",
    "foundation": "civil_society", "corporation": "business", "conglomerate": "business",
    "monitor": "civil_society", "watchdog": "civil_society",
    "giant": "business",
    "broadcaster": "media", "network": "media", "club": "other", "think-tank": "expert",
}  # fmt: skip
TITLES = frozenset(
    "minister secretary president chancellor premier envoy ambassador governor mayor "
    "spokesman spokeswoman spokesperson general admiral director chief leader head "
    "chairman scientist professor analyst expert lawyer doctor judge coach".split()
)
# Who these are hangs on whose they are: 'his brother' is not 'her brother'.
KIN = frozenset(
    "family brother sister son daughter father mother husband wife cousin uncle aunt nephew niece "
    "grandfather grandmother grandson granddaughter girlfriend boyfriend fiance fiancee widow "
    "widower friend".split()
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
EMPTY = frozenset(
    "the a an this that these those its his her their of at in for to on with by from and or 's ’s "
    "s another other one senior top former current new unnamed".split()
)


def _holds_whole(name: str, other: str) -> bool:
    """Whether a name is another in full with words of two letters or more beside it."""
    if " " not in other or f" {other} " not in f" {name} " or name == other:
        return False
    return all(len(word.strip(".")) > 1 for word in name.replace(other, "").split())


@dataclass(slots=True)
class Speaker:
    """One speaker of an article and the phrases that name them, in text order."""

    number: int
    phrases: list[Phrase] = field(default_factory=list)
    quoted: bool = False
    personal: bool = False  # 'he' or 'she' stood for the speaker
    thing: bool = False  # 'it' stood for the speaker
    gender: str = ""
    leaning: str = ""  # the gender that a title tells which copy gives to others, too
    last: int = -1  # offset of the last mention
    last_sentence: int = -1
    until: int = -1  # the sentence in which the speaker's last words end
    subject_in: int = -1  # the last sentence that has the speaker as a subject
    words: set[str] = field(default_factory=set)  # all describing words of all phrases
    nouns: set[str] = field(default_factory=set)  # head nouns, and role nouns in the descriptions
    _seen: set[tuple[str, ...]] = field(default_factory=set)
    _named: tuple[int, str | None] = (0, None)  # of how many phrases, and the name
    _propers: set[str] = field(default_factory=set)
    _phrases_read: set[Phrase] = field(default_factory=set)
    _read_for_propers: int = 0

    @property
    def name(self) -> str | None:
        """The longest personal name; none that another in full stands in as often or more, for a
        caption or a heading has run into it ('Eva Lund Otto Dahl' beside 'Otto Dahl')."""
        if self._named[0] != len(self.phrases):  # phrases are added, none is taken away
            self._named = len(self.phrases), self._longest()
        return self._named[1]

    def _longest(self) -> str | None:
        times = Counter(p.name for p in self.phrases if p.name)
        fused = {n for n in times for m in times if times[m] >= times[n] and _holds_whole(n, m)}
        whole = (n for n in times if n not in fused)  # of two as long the first, and no capitals
        return max(whole, key=lambda n: (len(n.split()), len(n), not n.isupper()), default=None)

    def propers(self, parsed: ParsedArticle) -> Set[str]:
        """The proper words of all phrases, a person's name aside; each phrase is looked at once."""
        for phrase in self.phrases if len(self.phrases) != self._read_for_propers else ():
            if phrase not in self._phrases_read:
                self._phrases_read.add(phrase)
                of_it = (t for t in parsed.tokens(phrase.span) if t.pos_ == "PROPN")
                self._propers.update(t.lower_ for t in of_it if t.lower_ in phrase.words)
        self._read_for_propers = len(self.phrases)
        return self._propers

    @property
    def lead(self) -> Phrase:
        """The first phrase, which introduces the speaker."""
        return self.phrases[0]

    @property
    def plural(self) -> bool:
        """Whether this is a group named in the plural, and no one whom the copy names later."""
        return self.lead.plural and not self.name

    def add(self, phrase: Phrase) -> None:
        """Note one more phrase that names the speaker."""
        self.phrases.append(phrase)
        if phrase.words in self._seen:
            return
        self._seen.add(phrase.words)
        self.words.update(word for word in phrase.words if word not in EMPTY)
        self.nouns.add(phrase.noun)
        self.nouns.update(entry for _, entry in entries(phrase.words))


_KIND_BEFORE = re.compile(r".*\b(?P<kind>[a-z]+) (?P<name>[A-Z][\w&-]*(?: [A-Z][\w&-]*)*)$")


def without_kind(words: str) -> str:
    """The name alone of 'credit agency giant Equihaus'."""
    known, match = lexicon.roles(), _KIND_BEFORE.match(words)
    kinds = known.person.keys() | known.body.keys()
    return match.group("name") if match and match.group("kind") in kinds else words


def ordinal_of(phrase: Phrase) -> str:
    """The ordinal in front of a common noun ('the second source'), else an empty string."""
    if phrase.sort != "common":
        return ""
    return next((word for word in phrase.words[:2] if word in _ORDINALS), "")


def bare(phrase: Phrase) -> bool:
    """Whether a phrase is one word."""
    return len(phrase.words) == 1


_ASKING = (("how",), ("why",), ("what",), ("where",), ("when",))  # 'How Old Oslo …' of a teaser


def nameable(phrase: Phrase) -> bool:
    """Whether a mention in passing may be taken up by 'he' or 'it' as a speaker."""
    if phrase.sort == "pronoun" or phrase.head < 0 or phrase.words[:1] in _ASKING:
        return False
    if phrase.name:
        return True
    if phrase.sort in ("place", "organisation", "name"):
        # Not the 'Former Orbex' of 'Former Orbex and other staff'.
        return phrase.words[:1] != ("former",)
    known = lexicon.roles()
    return phrase.noun in known.person or phrase.noun in known.plain or phrase.noun in known.body


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    """A name without capitals, full stops and accents, which one article may set and leave out."""
    parts = unicodedata.normalize("NFKD", name.casefold().replace(".", ""))
    return "".join(char for char in parts if not unicodedata.combining(char))


_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})


def same_name(one: str, other: str) -> bool:
    """Whether one name is the other or part of it, its surname first or last; or its initials."""
    if _are_initials(one, other) or _are_initials(other, one):
        return True
    a, b = (_plain(x).split() for x in (one, other))
    if a == b:
        return True
    ends = {words.pop() for words in (a, b) if len(words) > 1 and words[-1] in _GENERATIONS}
    if len(ends) > 1:
        return False
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        return short[0] in (long[0], long[-1])
    return len(short) < len(long) and all(word in long for word in short)


_INITIALS = re.compile(r"[A-Z]{3,4}")


def _are_initials(short: str, name: str) -> bool:
    """Whether capitals are those of a person's name: 'MBS' of 'Mohammed bin Salman', 'AOC' of
    'Alexandria Ocasio-Cortez'. Two letters say too little."""
    if not _INITIALS.fullmatch(short):
        return False
    words = re.split(r"[\s-]+", name)
    return "".join(word[:1].upper() for word in words) == short and words[0] in given_names()


def proper_key(words: str) -> str:
    """What a proper name stands for: seats and names of a government are that government."""
    for article in ("the ", "The "):
        words = words.removeprefix(article)
    code, kind = lexicon.places().get(words, ("", ""))
    if kind in ("name", "seat") and words not in ("White House", "Pentagon"):
        return f"government of {code}"
    return words


def without_seat(words: Sequence[str]) -> tuple[str, ...]:
    """The words without where somebody is based, which is not whose they are: 'the Kelm-based
    monitor'."""
    kept: list[str] = []
    for word in words:
        if word in ("based", "headquartered"):
            kept = kept[:-1]
        elif not word.endswith("-based"):
            kept.append(word)
    return tuple(kept)


_SEATED = frozenset({"based", "headquartered"})


def _seat_in(words: Sequence[str]) -> str:
    """The word for where somebody is based: 'kelm' of 'the Kelm-based firm'."""
    return next((place for place, word in pairwise(words) if word in _SEATED), "")


def generic_fit(speaker: Speaker, noun: str, words: Sequence[str]) -> bool:
    """'the company' for 'Orbex', 'the group' for 'Amnesty International'.

    Args:
        noun: the head of what may name the speaker again.
        words: all its words.
    """
    if noun not in _GENERIC or speaker.name:
        return False
    named = (p for p in speaker.phrases if p.sort in ("organisation", "name"))
    lead = next(named, speaker.lead)
    # 'The company' is no newspaper that was cited beside it.
    medium = " ".join(lead.words).removeprefix("the ") in lexicon.media_lower()
    if lead.sort not in ("organisation", "name") or speaker.personal:
        return False
    known = lexicon.roles().body
    told = {known[entry] for _, entry in entries(lead.words) if entry in known}
    made_so = MADE_AS_A_MEDIUM.search(" ".join(lead.words).title())
    seat = _seat_in(words)
    there = any(_seat_in(p.words) == seat for p in speaker.phrases)
    if seat and not there and (told != {Role.CIVIL_SOCIETY} or _GENERIC[noun] != "civil_society"):
        return False  # of two companies the seat tells which
    if noun == "paper" and not (medium or made_so or Role.MEDIA in told):
        return False  # a draft
    if _GENERIC[noun] == "business" and told and Role.BUSINESS not in told:
        return False  # 'the company' is no census bureau, 'the carmaker' no magazine
    return not medium or _GENERIC[noun] == "media"


def stands_for_business(noun: str) -> bool:
    """Whether 'the company' and its like is a company."""
    return _GENERIC.get(noun) == "business"


_FEW = 8  # words of which two may make a country's name ('North Korean')


def conflict(own: set[str], theirs: set[str]) -> bool:
    """Whether two descriptions exclude each other: different countries or different bodies."""
    known = lexicon.roles().body
    a, b = own & known.keys(), theirs & known.keys()
    return bool(a and b and not a & b) or of_other_countries(own, theirs)


def of_other_countries(own: set[str], theirs: set[str]) -> bool:
    """Whether two descriptions tell of different countries."""
    a, b = _countries_in(own), _countries_in(theirs)
    return bool(a and b and not a & b)


def _countries_in(words: set[str]) -> set[str]:
    places = lexicon.places()
    bare = {re.sub(r"['’]s?$", "", w).title() for w in words}
    pairs = {f"{a} {b}" for a, b in permutations(bare, 2)} if len(bare) <= _FEW else set()
    return {places[w][0] for w in bare | pairs if w in places}


def _only_beside(speaker: Speaker) -> bool:
    """Whether the copy has somebody only as another one's, as 'his wife's employer', who is neither
    a subject nor speaks: the other one is whom 'he' goes on about; a family is no 'he'."""
    if speaker.name:
        return False
    others = all(p.words[:1] in (("his",), ("her",), ("their",)) for p in speaker.phrases)
    aside = others and not speaker.quoted and speaker.subject_in < 0
    return aside or speaker.lead.noun == "family"


def may_be_two(speaker: Speaker) -> bool:
    """Whether a speaker is two who are named together, or any plural; no 'Oslo' alone."""
    proper = speaker.lead.sort in ("place", "organisation", "name")
    return not proper or "and" in speaker.words or any("and" in p.words for p in speaker.phrases)


def pronoun_fits(speaker: Speaker, kind: str) -> bool:
    """Whether a speaker may be meant by a pronoun of that kind."""
    known = lexicon.roles()
    lead = speaker.lead
    person = bool(speaker.name) or (
        not speaker.plural and (lead.noun in known.person or lead.noun in known.plain)
    )
    if kind == "many":
        return speaker.plural or (lead.noun in ("police",) and not speaker.name)
    if kind == "thing":
        return not person and not speaker.plural and not speaker.personal
    if kind == "man or woman":
        return person
    undecided = lead.sort == "name" or speaker.personal
    if not (person or undecided) or speaker.plural or _only_beside(speaker):
        return False
    return not speaker.gender or speaker.gender == kind
