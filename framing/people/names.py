"""Personal names: their words, and whether two of them can be, or cannot be, one person's.

A name is compared word by word in a spelling that transliterations share: accents and apostrophes
go, and what romanisations write in several ways (y and iy, kh and k, ou and u) is written in one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii
from nicknames import NickNamer
from rapidfuzz import fuzz

from framing.people.equivalence import Relation

PARTICLES = frozenset(
    "al el ul ud ad as ar bin ibn ben abu bint van von der den de del della di da dos du la le ter "
    "ten zu af bar y e".split()
)
_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii"}
_COURTESY = {
    **dict.fromkeys(("mr", "sir", "lord", "monsieur", "senor", "herr"), "man"),
    **dict.fromkeys(("mrs", "ms", "miss", "dame", "lady", "madame", "madam", "frau"), "woman"),
}
# What romanisations write in several ways, written in one; each step on the result of the last.
# With letters of which a word must have one (where none are named, every word is tried).
_SPELLINGS = tuple(
    (frozenset(letters), re.compile(pattern), plain)
    for letters, pattern, plain in (
        ("", r"[^a-z]", ""),
        ("yj", r"^[yj]e", "e"),
        ("hz", r"sch|sh|sz", "s"),
        ("hz", r"tch|tsch|ch|cz", "c"),
        ("h", r"[kgq]h", "k"),
        ("d", r"dzh|dj", "j"),
        ("p", r"ph", "f"),
        ("h", r"([bdtzrlw])h", r"\1"),
        ("qc", r"[qc](?![hi])|ck", "k"),
        ("x", r"x", "ks"),
        ("w", r"w", "v"),
        ("t", r"tz|ts", "ts"),
        ("o", r"ou|oo", "u"),
        ("yj", r"y|(?<=.)j", "i"),
        ("e", r"ee|ie|ei", "i"),
        ("", r"(.)\1+", r"\1"),
    )
)
_NO_LETTER = re.compile(r"[^a-z0-9]")
_BETWEEN = re.compile(r"[-‐‑\s]+")
_VOWELS = re.compile(r"[aeiou]+")
_LEAST_FUZZY = 5  # letters: shorter words must be the same
_ALIKE = 75.0  # of 100 (indel similarity): 'volodimir' and 'vladimir' are 71 by letters
_INITIALS = re.compile(r"(?:[A-Z]\.){1,3}$|[A-Z]$")


@dataclass(frozen=True, slots=True)
class Name:
    """A personal name: its words as written, without titles; ``suffix`` is 'jr' and the like."""

    words: tuple[str, ...]
    suffix: str = ""

    def __str__(self) -> str:
        return " ".join(self.words)

    @property
    def bare(self) -> bool:
        """Whether it is one word alone, with its particle at most: a surname, as a rule."""
        return sum(fold(word) not in PARTICLES for word in self.words) <= 1

    @property
    def spellings(self) -> tuple[str, ...]:
        """The words in the spelling that romanisations share; particles are left out."""
        return tuple(key for word in self.words for key in keys_of(word))


def name_of(words: str) -> Name | None:
    """The name in words that hold nothing else but titles of courtesy and a suffix.

    Returns:
        None where no word is left.
    """
    kept: list[str] = []
    suffix = ""
    for word in words.replace("’", "'").split():
        plain = re.sub(r"'s?$", "", word.strip(',;:()"“”')).strip()
        low = plain.strip(".").casefold()
        if low in _SUFFIXES and kept:
            suffix = _SUFFIXES[low]
        elif plain and (low not in _COURTESY or kept):
            kept.append(plain)
    if len(kept) > 1 and fold(kept[0]) == fold(kept[-1]):
        kept = kept[1:]  # 'TRUMP Donald Trump': a heading runs into the name
    return Name(tuple(kept), suffix) if kept else None


def is_suffix(word: str) -> bool:
    """'Jr', 'III': what stands behind a name and is none."""
    return word.strip(".,").casefold() in _SUFFIXES


def gender_of(words: str) -> str:
    """'man' or 'woman' where a title of courtesy tells it, else ''."""
    told = {_COURTESY.get(word.strip(".,").casefold(), "") for word in words.split()} - {""}
    return told.pop() if len(told) == 1 else ""


@lru_cache(maxsize=1 << 14)
def fold(word: str) -> str:
    """A word in lower-case ASCII letters: 'Kovács' and 'Kovacs' are one."""
    plain = (word if word.isascii() else anyascii(word)).casefold()
    return plain if plain.isalnum() else _NO_LETTER.sub("", plain)


@lru_cache(maxsize=1 << 14)
def spelling(word: str) -> str:
    """A word in the spelling that romanisations share: 'Zelenskyy', 'Zelenskiy', 'Zelensky'."""
    plain = (word if word.isascii() else anyascii(word)).casefold()
    for letters, pattern, shared in _SPELLINGS:
        if not letters or not letters.isdisjoint(plain):
            plain = pattern.sub(shared, plain)
    return plain


def frame(spelled: str) -> str:
    """The consonants of a word in shared spelling: words of one frame may be one name. Kadhafi and
    Gaddafi have one, too."""
    first = "a" if spelled[:1] in "aeiou" else spelled[:1].replace("g", "k")
    return first + _VOWELS.sub("", spelled[1:])


@lru_cache(maxsize=1 << 14)
def keys_of(word: str) -> tuple[str, ...]:
    """The words of a word in shared spelling: 'al-Assad' has one that counts, 'Jong-un' two."""
    parts = [p for p in _BETWEEN.split(word) if p]
    kept = [p for p in parts if fold(p) not in PARTICLES] or parts
    return tuple(fold(p) if _INITIALS.match(p) else spelling(p) for p in kept if fold(p))


def alike(one: str, other: str) -> bool:
    """Whether two surnames in their shared spelling are the same, written differently."""
    if one == other:
        return True
    if min(len(one), len(other)) < _LEAST_FUZZY or frame(one) != frame(other):
        return False
    return fuzz.ratio(one, other) >= _ALIKE


def _given_alike(one: str, other: str) -> bool:
    """Whether two given names can be one: the same, an initial, short for it, a transliteration.

    The last vowel tells a woman's name from a man's in many languages, so it must be the same.
    """
    short, long = sorted((one, other), key=len)
    if len(short) <= 2:
        return long.startswith(short[:1])
    if one == other or _nicknames(one, other):
        return True
    ends = [word[-1] if word[-1] in "aeou" else "" for word in (short, long)]
    if long.startswith(short):
        return not (ends[1] and not ends[0])
    if ends[0] != ends[1] or min(len(one), len(other)) < _LEAST_FUZZY:
        return False
    return frame(one) == frame(other)


@lru_cache(maxsize=1 << 14)
def _nicknames(one: str, other: str) -> bool:
    """Whether English uses one for the other ('Bill' and 'William')."""
    return other in _formal(one) or one in _formal(other)


@lru_cache(maxsize=4096)
def _formal(name: str) -> frozenset[str]:
    """The formal names that a nickname stands for, all in shared spelling."""
    return _formal_names().get(name, frozenset())


@lru_cache(maxsize=1)
def _formal_names() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for nickname, formal in NickNamer().canonical_lookup.items():
        found.setdefault(spelling(nickname), set()).update(map(spelling, formal))
    return {nickname: frozenset(formal) for nickname, formal in found.items()}


def relation(one: Name, other: Name, surname_first: frozenset[str] = frozenset()) -> Relation:
    """What two names say of their bearers.

    Args:
        one, other: the names; their order makes no difference.
        surname_first: spellings of first words that are surnames, as in 'Kim Jong Un'.
    """
    a, b = one.spellings, other.spellings
    if not a or not b:
        return Relation.UNRELATED
    if len(b) < len(a):
        one, other, a, b = other, one, b, a
    # 'Lund' alone may be Jan Lund Jr; of two full names a suffix tells father and son.
    left_out = (one.bare and not one.suffix) or (other.bare and not other.suffix)
    if one.suffix != other.suffix and not left_out:
        shared = alike(_surname(a, surname_first), _surname(b, surname_first))
        return Relation.OTHER if shared else Relation.UNRELATED
    if "".join(a) == "".join(b) or sorted(a) == sorted(b):
        return Relation.SAME
    if len(a) == 1:
        return Relation.SAME if alike(a[0], _surname(b, surname_first)) else Relation.UNRELATED
    if len(b) == 1:
        return Relation.UNRELATED
    first = a[0] in surname_first or b[0] in surname_first
    if not alike(_surname(a, surname_first), _surname(b, surname_first)):
        # 'Jong Un Kim' and 'Kim Jong Un': the same words in another order were caught above.
        return Relation.UNRELATED
    givens = (a[1:], b[1:]) if first else (a[:-1], b[:-1])
    return Relation.SAME if _givens_alike(*givens) else Relation.OTHER


def _givens_alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the given names of one are those of the other, some of them left out or shortened."""
    if alike("".join(a), "".join(b)):
        return True  # 'Jong-un', 'Jongun'
    short, long = sorted((a, b), key=len)
    if len(short) == len(long):
        return all(_given_alike(x, y) for x, y in zip(short, long, strict=True))
    at = 0
    for word in short:
        while at < len(long) and not _given_alike(word, long[at]):
            at += 1
        if at == len(long):
            return False
        at += 1
    # Of two initials in the middle one may be left out, but the first given name may not be
    # exchanged for the second one's initial.
    return len(short[0]) > 1 or short[0] == long[0][:1]


def _surname(keys: tuple[str, ...], surname_first: frozenset[str]) -> str:
    return keys[0] if len(keys) > 1 and keys[0] in surname_first else keys[-1]


def surname(name: Name, surname_first: frozenset[str] = frozenset()) -> str:
    """The surname in the spelling that romanisations share; '' for a name without letters."""
    keys = name.spellings
    return _surname(keys, surname_first) if keys else ""
