"""Which proper names are persons': decided from the whole article.

A name counts as a person's where the entity recogniser calls it so more often than not, where a
courtesy title or an age stands with it, where a given name opens it, or where copy takes it up by
its last word alone ('Ofeibea Quist-Arcton … Quist-Arcton said'). Given names are those of Faker's
locales, which are frequency lists of registries (MIT).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.reading import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LATIN = re.compile(r"[A-Z][a-zÀ-ɏ'’-]+")
_COURTESY = r"(?:Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady|Madame|Mme|Dr|Prof|Rev|Sheikh|Shri|Smt)\.?"
_NAME = r"[A-Z][\w'’-]+(?:\s+(?:[A-Z]\.|[A-Z][\w'’-]+|al-[\w'’-]+|de|van|von|bin|ibn|al)){0,3}"
_TITLED = re.compile(rf"\b{_COURTESY}\s+({_NAME})")
_AGE = re.compile(r",\s+(?:aged\s+)?\d{1,3}\b(?=,|\s+(?:of|from|years)|\.|\s+\()")
_NAME_AT_END = re.compile(rf"\b({_NAME})$")
_MOSTLY = 8  # lists that have a name as a man's for one that has it as a woman's, or the reverse
_LONGEST = 50  # characters of a name
_MAX_WORDS = 4
_BODY_LABELS = frozenset({"ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT"})


@lru_cache(maxsize=1)
def given_names() -> Mapping[str, str]:
    """Given names with the gender that they tell: 'man', 'woman' or '' (both, or not known)."""
    people = import_module("faker.providers.person")
    men: Counter[str] = Counter()  # in how many countries' lists
    women: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for module in iter_modules(people.__path__):
        provider = import_module(f"{people.__name__}.{module.name}").Provider
        for names, kind in (
            ("first_names_male", men),
            ("first_names_female", women),
            ("first_names", others),
        ):
            listed = getattr(provider, names, ())
            if not isinstance(listed, property):
                kind.update({name for name in listed if _LATIN.fullmatch(name)})
    found = dict.fromkeys(sorted({*men, *women, *others}), "")
    found |= {name: "man" for name in sorted(men) if men[name] >= _MOSTLY * women[name]}
    return found | {name: "woman" for name in sorted(women) if women[name] >= _MOSTLY * men[name]}


def gender_of(name: str) -> str:
    """The gender that a full name's given name tells; empty where it tells none."""
    words = name.split()
    return given_names().get(words[0], "") if len(words) > 1 else ""


def opens_with_given_name(name: str) -> bool:
    """Whether two to four words of which the first is a given name, or made as one ('Le'Veon')."""
    words = name.split()
    if not 1 < len(words) <= _MAX_WORDS or not words[1][:1].isupper():
        return False
    return words[0] in given_names() or _MADE_AS_GIVEN.fullmatch(words[0]) is not None


_MADE_AS_GIVEN = re.compile(r"[A-Z][a-z]+['’][A-Z][a-z]+")


@dataclass(frozen=True, slots=True)
class People:
    """The persons whom an article names.

    Attributes:
        names: full names and titled or aged surnames.
        last: surnames with the full name that they are of (one of them, where several have it).
        never: names that are more often something else than a person's.
    """

    names: frozenset[str]
    last: Mapping[str, str]
    never: frozenset[str]

    def has(self, name: str) -> bool:
        """Whether the whole name, or its last word, is that of one of them."""
        return name not in self.never and (name in self.names or name in self.last)


def people_of(doc: Doc) -> People:
    """The persons of an article, read once."""
    data = doc.user_data
    if "people" not in data:
        data["people"] = _read(doc)
    people: People = data["people"]
    return people


def _read(doc: Doc) -> People:
    text = text_of(doc)
    votes: dict[str, Counter[bool]] = {}
    peoples: Counter[str] = Counter()
    bodies: set[str] = set()
    for entity in doc.ents:
        if entity.label_ != "PERSON" and entity.label_ not in _BODY_LABELS:
            continue
        # 'on X.' above a line that opens with 'Putin' is read as one name.
        name = re.sub(r"['’]s?$", "", " ".join(entity.text.rsplit("\n", 1)[-1].split()))
        if not name:
            continue
        votes.setdefault(name, Counter())[entity.label_ == "PERSON"] += 1
        peoples[name] += entity.label_ == "NORP"
        # 'Member of parliament Ann Lund' is a person behind a body's word.
        if _acts_as_a_body(doc, entity.start, entity.end) and not opens_with_given_name(name):
            bodies.add(name)
    sure = {m.group(1) for m in _TITLED.finditer(text)} | set(_aged(text))
    sure = {name for name in (" ".join(s.split()) for s in sure) if not name.isupper()}
    sure = {name for name in sure if not _is_office(text, name)}  # 'Mr. President'
    # 'President Lund' makes 'Lund' a person wherever it is taken for a body.
    sure |= {m.group("name") for m in _IN_OFFICE.finditer(text)} & votes.keys()
    full = {name for name, vote in votes.items() if vote[True] and " " in name}
    never = {
        name
        for name, vote in votes.items()
        if vote[False] > vote[True] and name not in sure and not opens_with_given_name(name)
    }
    persons = {name for name in full if opens_with_given_name(name)} | sure
    surnames = {name.split()[-1] for name in persons}
    bodies |= {
        name
        for name, vote in votes.items()
        if vote[True] and " " not in name and name not in surnames and is_firm(text, name)
    }
    before = "\n".join({match[1] for match in _BEFORE_BODY_ENDS.finditer(text)})
    bodies |= {
        name
        for name in votes.keys() - surnames
        if " " not in name
        and name in before
        and re.search(rf"\b{re.escape(name)}$", before, re.MULTILINE)
    }
    never |= bodies - sure
    never |= {name for name in votes if _is_no_person(name)}
    # 'Reuters Equihaus' is a credit and a firm.
    never |= {name for name in full - persons if name.split()[-1] in bodies - sure}
    names = (full | sure) - never
    last: dict[str, str] = {}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        last.setdefault(name.split()[-1], name)
    for word in list(last):
        if peoples[word] and word not in lexicon.places():
            continue  # 'Arians said', of a Bruce Arians, is taken for a people
        # 'Ford' of a company that is named more often than the person is not taken for the person.
        vote = votes.get(word, Counter())
        rather = word in never and vote[False] > 2 * (1 + vote[True]) and word not in sure
        other = word in bodies or word in lexicon.places() or word in lexicon.media()
        if rather and (other or is_firm(text, word)):
            del last[word]
    return People(frozenset(names), last, frozenset(n for n in never if n not in last))


# 'Radio Pakistan', 'Süddeutsche Zeitung': names that are made as those of media are.
MADE_AS_A_MEDIUM = re.compile(
    r"(?:Radio|Television|TV) [A-Z][\w-]+(?: \d+)?|(?:[A-Z][\w'’-]+ ){1,3}(?:Times|Post|Herald|"
    r"Tribune|Gazette|Telegraph|Chronicle|Courier|Zeitung|Shimbun|Ilbo|Television|News Agency|"
    r"Times[ -]News|Evening News|Morning News|Daily News)"
)


# 'SpaceX', 'WikiLeaks': a brand. 'McCarthy', 'DeSantis' and 'LeBron' are persons'.
_BRAND = re.compile(r"(?!Ma?c|Fitz|Van|Von|D[aeiu]|L[ae]|O['’])[A-Z][a-z]+[A-Z][A-Za-z]*")


def _is_no_person(name: str) -> bool:
    made_so = MADE_AS_A_MEDIUM.fullmatch(name) or _BRAND.fullmatch(name)
    return name in lexicon.PLATFORMS or made_so is not None


_FORCES = frozenset("militants fighters insurgents gunmen jihadists rebels captors".split())
_OF_FIRMS = (
    "customers|shares|stock|shareholders|investors|users|subsidiary|factory|factories|plant|"
    "headquarters|profits|revenues?|earnings|data breach|hack|stores|products|servers|employees|"
    "cars|vehicles|sales|dealers|dealerships|brands?|app|platform|software|devices|phones|jets|"
    "airliners|CEO|chief executive|chief financial officer|board members?|"
    "management team"
)
_FIRM_ENDS = r"Inc|Corp|Corporation|Ltd|Limited|PLC|plc|LLC|Co|Group|Holdings|AG|SA|NV"
# What ends a body's name of which copy uses the first word alone.
_BODY_ENDS = (
    rf"{_FIRM_ENDS}|International|Industries|Technologies|Pharmaceuticals|Foods|Motors|Airlines|"
    "Airways|Entertainment|Energy|Bank"
)
_BEFORE_BODY_ENDS = re.compile(rf"(\S+) (?:{_BODY_ENDS})\b")
_HEADS = (
    "chief executive|CEO|chief financial officer|managing director|president|executive|"
    "spokesman|spokeswoman|spokesperson|engineer|employee|worker|manager"
)


# 'Volkswagen (VOWG_p.DE)', 'Intel (NASDAQ: INTC)'
_TICKER = r"(?:[A-Z]+[a-z_]*\.[A-Z]{1,2}|(?:NYSE|NASDAQ|Nasdaq|LON|LSE|TSE)[:.] ?\w+)"


_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_FIRMS = "compan(?:y|ies)|firms?|retailers|manufacturers|carmakers|airlines|banks|brands|startups"
_RUN = r"(?P<name>[A-Z][\w&-]*(?: [A-Z][\w&-]*){0,3})"
_BEFORE_SIGN = re.compile(
    rf"\b{_RUN}(?:(?:['’]s?)?(?: and (?P<next>[A-Z]\w+))? (?:{_OF_FIRMS})\b|,? (?:{_FIRM_ENDS})\b|"
    rf"\s*\({_TICKER}\)|['’]s \([A-Z]{{2,5}}\))"
)
_BEHIND_SIGN = re.compile(
    rf"\b(?:(?i:shares|stock|customers|shareholders|a subsidiary) (?:of|in)|(?:{_HEADS})s? at|"
    rf"(?:{_FIRMS})(?: such as| like|,? including| is)?) (?!{_DAYS}){_RUN}"
    r"(?:(?:,| and) (?P<next>[A-Z]\w+))?"
)


def is_firm(text: str, name: str) -> bool:
    """Whether an article speaks of a name as of a company: 'shares of X', 'X's customers', 'X
    Corp'."""
    return name in _firms(text)


@lru_cache(maxsize=8)
def _firms(text: str) -> frozenset[str]:
    """The names that stand beside the signs of a company, and the ends of longer runs of them."""
    found: set[str] = set()
    for match in _BEFORE_SIGN.finditer(text):
        words = match.group("name").split()
        found.update(" ".join(words[at:]) for at in range(len(words)))
        found.update({match.group("next")} - {None})
    for match in _BEHIND_SIGN.finditer(text):
        words = match.group("name").split()
        found.update(" ".join(words[: at + 1]) for at in range(len(words)))
        found.update({match.group("next")} - {None})
    return frozenset(found)


def _is_office(text: str, word: str) -> bool:
    """Whether what stands behind 'Mr.' is an office that the article has before a name, too."""
    if word.lower() not in lexicon.roles().person:
        return False
    return re.search(rf"\b{re.escape(word)} [A-Z][a-z]", text) is not None


def _aged(text: str) -> Iterator[str]:
    """Names with an age behind them: 'Bipasha Mukherjee, 52, …'."""
    for match in _AGE.finditer(text):
        name = _NAME_AT_END.search(text, max(0, match.start() - _LONGEST), match.start())
        if name:
            yield name.group(1)


_OFFICES = (
    "(?:[Pp]rime |[A-Z][a-z]+ )?[Mm]inister|[Pp]resident|[Cc]hancellor|[Gg]overnor|[Ss]enator"
)


_IN_OFFICE = re.compile(rf"\b(?:{_OFFICES}) (?P<name>{_NAME})")


def _acts_as_a_body(doc: Doc, start: int, end: int) -> bool:
    """Whether the words around a name call it a body or 'it': 'the jihadist group Boko Haram',
    'Equifax said it had …'."""
    known = lexicon.roles()
    if start and doc[start - 1].text in known.body:
        return True
    following = [t.lower_ for t in doc[end : end + 4]]
    opens = start == 0 or doc[start].is_sent_start
    if opens and following[:2] == [",", "which"]:
        return True  # 'Coinhaus, which was the largest exchange, said'
    if following[:1] and following[0] in _FORCES:
        return True
    if not following or following[0] not in ("said", "says", "announced", "confirmed", "added"):
        return False
    rest = following[1:] if following[1:2] != ["that"] else following[2:]
    return rest[:1] == ["it"]
