"""Institutions: what words name them, whose they are, and whether two are the same.

'Russian Defence Ministry', 'Russia's Ministry of Defence' and 'the Ministry of Defense of the
Russian Federation' have the same words once spelling, order and country are taken apart. Words that
any country's bodies are called by ('ministry', 'police') name one body only with its country.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from framing.analysers.sources import lexicon
from framing.analysers.sources.listed import entries
from framing.analysers.tone.targets import GENERIC
from framing.models import Role
from framing.people.names import fold
from framing.people.places import place
from framing.people.runs import SMALL, is_title

_SMALL = SMALL | frozenset("the a an its their his her s of".split())
# What is added to a name to say what it is: 'Syrian Observatory for Human Rights monitoring group'.
_ADDED = frozenset(
    "group groups monitoring monitor movement organisation organization news agency newspaper "
    "channel broadcaster website television militants fighters".split()
)
# British spellings as American ones; words that the patterns change besides stay one word each.
_SPELLINGS = tuple(
    (re.compile(pattern), american)
    for pattern, american in (
        (r"ence$", "ense"),
        (r"our$", "or"),
        (r"tre$", "ter"),
        (r"is(?=e$|ed$|er$|ers$|ing$|ation$|ations$)", "iz"),
        (r"amme$", "am"),
        (r"ies$", "y"),
        (r"(?<=[^s])s$", ""),
    )
)
_SEPARATE = re.compile(r"\s+\(|,|;|:|\s[-–—]+\s|\s+(?:who|which|that|whose|where|as)\s")
_POSSESSIVE = re.compile(r"'s?(?=\s|$)")
# 'Coinledger.com' is called Coinledger, too.
_DOMAIN = re.compile(r"(?<=\w{3})\.(?:com|org|net|io|info|gov|edu|co)(?:\.[a-z]{2})?$", re.I)
# Bodies of which a state has one, so that 'the army' with its country is a name.
_ONE_A_STATE = frozenset(
    "government military army navy police parliament senate congress cabinet presidency treasury "
    "judiciary legislature kremlin coastguard".split()
)
_LAND_FORCES = frozenset({"army", "armed force"})
_MANY = ("authorities", "officials", "forces", "troops", "agencies", "governments", "courts")
# The forms that companies have in law.
_LEGAL = frozenset(
    "Inc Ltd Limited Corp Corporation Co Company plc PLC LLC LLP AG SA NV SE GmbH SpA AB".split()
)
_RIVALS = frozenset("party front movement union alliance".split())
# The two sides of a war are no government.
_FOES = re.compile(
    r"(?:both )?(?:the )?(?:[\w-]+ )?(?:government|regime|army|troops) and "
    r"(?:the )?(?:opposition|rebels?|insurgents?|militants?|separatists?)\b|"
    r"(?:both )?(?:the )?(?:opposition|rebels?|insurgents?|separatists?) and "
    r"(?:the )?(?:government|regime|army)\b",
    re.I,
)
_SIDES = frozenset("north south east west".split())
_BEFORE = frozenset("the a an both its their local".split())
_TAIL = 2  # small words that may end a name
_BASED = re.compile(
    r"\b(?:[A-Z][\w.]* ){0,2}[\w.]+-(?:based|backed|run|led|linked|owned|controlled|member)\b"
)
_ACRONYM = re.compile(r"\(\s*([A-Z][A-Z.&-]{1,9})\s*\)")


@dataclass(frozen=True, slots=True)
class Institution:
    """What the words for an institution tell.

    Attributes:
        name: its words, without article and description.
        words: those that tell it from others, in American spelling; places are ISO codes.
        country: whose it is (ISO 3166 alpha-2), '' where nothing tells.
        generic: whether only the country tells it from others of its kind.
        acronym: that the phrase itself gives, or that the name is.
    """

    name: str
    words: frozenset[str]
    country: str
    generic: bool
    acronym: str = ""

    @property
    def is_government(self) -> bool:
        """Whether it is a country's government, or the country as one that speaks."""
        return self.generic and self.words == frozenset({"government"}) and bool(self.country)

    @property
    def told(self) -> bool:
        """Whether words or country tell it from all others. Of a country's bodies only those of
        its state do: it has one foreign ministry, and many groups, agencies and authorities."""
        if not self.generic:
            return bool(self.words)
        if not self.country or self.name.endswith(_MANY):
            return False
        known = lexicon.roles().body
        found = [entry for _, entry in entries([word.casefold() for word in self.name.split()])]
        if len(self.words) == 1:  # 'the Norwegian space agency' has two, one of them added
            found = [entry for entry in found if " " in entry]
            if self.words <= _ONE_A_STATE:
                return True
        return any(known.get(entry) in (Role.GOVERNMENT, Role.MILITARY) for entry in found)


def institution_of(
    phrase: str, country: str | None = None, common: Set[str] = frozenset()
) -> Institution:
    """What a phrase says of the institution that it names.

    Args:
        phrase: the words for it, as an article has them.
        country: what the article tells of its country, where the phrase itself does not.
        common: words that the study's articles have without a capital, too.
    """
    acronym = _ACRONYM.search(phrase)
    short = acronym.group(1).replace(".", "") if acronym else ""
    plain = re.sub(r"[\"“”]", "", phrase.replace("’", "'"))
    words = " ".join(_BASED.sub("", plain).split())
    if _joint(words):
        return Institution(words, frozenset(), "", True)
    name = _core(_SEPARATE.split(words)[0])
    plain = _POSSESSIVE.sub("", name)
    code, rest = _places(plain)
    if not rest and code and not _office(plain):
        return Institution(name, frozenset({"government"}), code, True, short)
    kept = [w for w in rest or plain.split() if fold(w) not in _SMALL and fold(w)]
    kept = [_DOMAIN.sub("", w) for w in kept]
    if len(kept) > 1:
        kept = [w for w in kept if w not in _ADDED] or kept
    if code and len(kept) > 1:  # 'Orbex Group Norway' is Orbex Norway
        kept = [w for w in kept if w != "Group"] or kept
    if len(kept) > 1:  # 'Qualcomm Inc' is Qualcomm
        kept = [w for w in kept if w.strip(".,") not in _LEGAL] or kept
    keys = frozenset(key for w in kept for key in _written_out().get(fold(w), (american(w),)))
    if keys & _LAND_FORCES and len(keys) == 1:  # 'the Israeli army' is Israel's military
        keys = frozenset({"military"})
    generic = all(_any_country_has(w, common) for w in kept)
    if len(kept) == 1 and not short and re.fullmatch(r"[A-Z][A-Z.]{1,8}", kept[0]):
        short = kept[0].replace(".", "")
    whose = code or (country or "")
    if country and keys <= _SIDES:  # 'the South', whose country the article tells
        return Institution(name, frozenset({"government"}), country, True, short)
    if not generic and code and not _office(plain):
        keys |= {f"@{code}"}
    return Institution(name, keys, whose, generic, short)


@lru_cache(maxsize=1)
def _written_out() -> dict[str, tuple[str, ...]]:
    """'UN' and 'EU' as the Unicode locale data write them out."""
    named = Locale("en").territories
    return {
        code.casefold(): tuple(american(word) for word in named[code].split())
        for code in ("UN", "EU")
    }


def _joint(words: str) -> bool:
    """Whether several speak as one: 'Washington, Seoul and Tokyo', 'the OECD and Panama'; not the
    'Department of Health and Human Services'."""
    parts = re.split(r",\s*(?:and\s+)?|\s+and\s+", words)
    if sum(map(_is_place, parts)) > 1:
        return True
    if _FOES.match(words):
        return True
    before, joint, after = words.partition(",")[0].partition(" and ")
    one = re.fullmatch(r"(?:[Tt]he\s+)?[A-Z]{2,}", before) or _is_place(before)
    return bool(joint) and bool(one or _is_place(after) or after.startswith("the "))


def _is_place(words: str) -> bool:
    plain = _POSSESSIVE.sub("", re.sub(r"^(?:both|the)\s+", "", words.strip(), flags=re.I))
    return bool(place(plain)[0])


def government_name(country: str) -> str:
    """What a country's government is called: 'Japan (government)'."""
    return f"{Locale('en').territories.get(country, country)} (government)"


@lru_cache(maxsize=1 << 14)
def american(word: str) -> str:
    """A word's key, in American spelling and the singular."""
    plain = fold(word)
    for pattern, shared in _SPELLINGS:
        plain = pattern.sub(shared, plain)
    return plain


def _core(words: str) -> str:
    """The name in a phrase: its longest run of capitalised words, with the small ones that end it
    ('the Obama administration'); all words where none but a place has a capital.

    'The war monitor Syrian Observatory for Human Rights a British group' is the Observatory.
    """
    tokens = words.split()
    while tokens and (tokens[0].isdigit() or fold(tokens[0]) in _BEFORE):
        tokens = tokens[1:]
    best: list[str] = []
    most = at = 0
    while at < len(tokens):
        start = at
        while at < len(tokens) and (_capital(tokens[at]) or (at > start and _links(tokens, at))):
            at += 1
        capitals = at - start
        if not capitals:
            at += 1
            continue
        while at < len(tokens) and at - start - capitals < _TAIL and _small_noun(tokens[at]):
            at += 1
        if capitals > most:
            best, most = tokens[start:at], capitals
    while len(best) > 1 and best[-1] in _ADDED and not _is_a_states(f"{best[-2]} {best[-1]}"):
        best.pop()
    chosen = " ".join(best)
    if not best or not _places(_POSSESSIVE.sub("", chosen))[1]:
        chosen = " ".join(tokens)
    return re.sub(r"'s?$", "", chosen)


def _is_a_states(words: str) -> bool:
    """Whether two words are a state's body together: 'space agency'."""
    return lexicon.roles().body.get(words.casefold()) is Role.GOVERNMENT


def _capital(token: str) -> bool:
    return token[:1].isupper() or token[:1].isdigit()  # 'Channel 4'


def _links(tokens: Sequence[str], at: int) -> bool:
    """Whether a small word stands between two capitalised ones ('Ministry of the Interior')."""
    if tokens[at] not in ("of", "for", "and", "on", "the", "&", "de", "du", "des", "del", "la"):
        return False
    following = tokens[at + 1 : at + 3]
    return any(_capital(token) for token in following[:1]) or (
        following[:1] == ["the"] and any(_capital(token) for token in following[1:])
    )


def _small_noun(token: str) -> bool:
    return token.isalpha() and token.islower() and token not in _SMALL


def _places(name: str) -> tuple[str, list[str]]:
    """The country that a name tells, and its other words. A seat tells it after 'in' and 'of'."""
    tokens = name.split()
    code, rest, at = "", [], 0
    while at < len(tokens):
        for length in range(min(4, len(tokens) - at), 0, -1):
            found, kind = place(" ".join(tokens[at : at + length]))
            if not found and length == 1 and at + 1 < len(tokens):
                found, kind = _lost_possessive(tokens[at])
            if found and kind != "city" and not _office(" ".join(tokens[at : at + length])):
                code, at = code or found, at + length
                break
        else:
            rest.append(tokens[at])
            at += 1
    if _office(name):
        code = place(name)[0]
    return code, [w for w in rest if fold(w) not in ("in",)]


def _lost_possessive(word: str) -> tuple[str, str]:
    """The country in 'Russias defence ministry', of copy that has lost its apostrophes."""
    found = place(word[:-1]) if word.endswith("s") and word not in _territories() else ("", "")
    return found if found[1] == "name" else ("", "")


@lru_cache(maxsize=1)
def _territories() -> frozenset[str]:
    """'The Americas' are no country's."""
    return frozenset(Locale("en").territories.values())


def _office(name: str) -> str:
    """The name, where it is that of an office ('White House'), though it may stand for a country's
    government."""
    code, kind = place(name)
    body = name.casefold() in lexicon.roles().body
    if not code or kind != "seat":
        return ""
    offices = ("House", "Department", "Street", "Office", "Palace", "Hill")
    return name if body or name.rsplit(maxsplit=1)[-1] in offices or name == "Pentagon" else ""


def _any_country_has(word: str, common: Set[str]) -> bool:
    """Whether bodies of any country are called so: 'ministry', 'Police', 'national'; not 'Kremlin',
    which no article writes small."""
    low = word.strip(".").casefold()
    known = lexicon.roles()
    if low in GENERIC or low in known.plain or is_title(word) or word[:1].islower():
        return True
    return low in known.body and low in common


def same(one: Institution, other: Institution) -> bool:
    """Whether nothing tells two institutions apart: the same words, one country at most."""
    if not (one.words and other.words):
        return False
    if one.generic != other.generic:
        plain, proper = (one, other) if one.generic else (other, one)
        words = plain.words - _ADDED | {f"@{plain.country}"}
        return bool(plain.country) and proper.words - _ADDED == words
    if one.generic:
        if not one.country or one.country != other.country:
            return False
        short, long = sorted((one.words, other.words), key=len)
        return short == long or (len(short) > 1 and short < long and long - short <= {"national"})
    if one.acronym and one.acronym == other.acronym and len(one.acronym) > 2:
        return True
    a, b = one.words, other.words
    places = {w for w in a ^ b if w.startswith("@")}
    if a == b:
        return True
    shared = {w for w in a & b if not w.startswith("@")}
    if a ^ b == places:
        return len(places) == 1 and len(a & b) > 1
    # 'The National Truth Commission' is the Truth Commission; parties of such names are two.
    national = (a ^ b) - places == {"national"} and len(places) < 2 and len(shared) > 1
    return national and not _RIVALS & shared and one.country in ("", other.country or one.country)
