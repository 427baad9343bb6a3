"""The notation for words and phrases in codebooks.

A pattern is a row of words, parted by spaces::

    attack            any form of the word (attacks, attacked, attacking), in any case
    Japan             a capital first letter asks for one in the text too
    =talks            exactly this form
    victim*           any word that begins so
    strain/VERB       only as this part of speech (Universal POS tags)
    talk|dialogue     either word
    military? tie     the word before the question mark may be missing
    _                 any one word
    ...               none to three words of any kind
    @korea            any pattern of the codebook's list of that name

British and American spellings are one ('defence' finds 'defense', 'colonise' finds 'colonize'), and
so are accents and none ('naïve'), full stops and none in an acronym ('US' finds 'U.S.', but never
'us'), a prefix with a hyphen and without ('cooperation' finds 'co-operation'), the names of months
in full and short ('October 7' finds 'Oct. 7').
Hyphens, quotation marks and the possessive 's are passed over: 'six-party talk' finds 'six party
talks', and 'Japan colonial rule' finds "Japan's colonial rule". One word finds its parts with a
hyphen, and two nouns in its place ('airstrike': 'air-strike', 'air strike').
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from framing.codebooks.spelling import american

GAP_WORDS = 3
MAX_VARIANTS = 5000
MAX_DEPTH = 20  # lists that refer to lists
PARTS_OF_SPEECH = frozenset(
    "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
)
DASH_SIGNS = "-‐‑‒–—−﹣－"
DASHES = re.compile(f"[{DASH_SIGNS}]")
_OPEN = ("...", "…", "_")
_WORD = re.compile(rf"[\w.'’&$%]+(?:[{DASH_SIGNS}][\w.'’&$%]+)*\Z")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s?\Z")
_ACRONYM = re.compile(r"(?:\w\.){2,}\w?\.?\Z")
_MONTHS = {
    short + stop: month
    for month, shorts in {
        "january": ["jan"], "february": ["feb"], "march": ["mar"], "april": ["apr"],
        "august": ["aug"], "september": ["sept", "sep"], "october": ["oct"],
        "november": ["nov"], "december": ["dec"],
    }.items()
    for short in shorts
    for stop in (".", *([] if short == "mar" else [""]))
}  # fmt: skip
# Compounds that are written with a hyphen, in one word or in two ('co-operation', 'e-mail'); of
# prefixes that begin alike the longest ('counter' before 'co').
_PREFIXES = "anti co counter cyber de e ex inter mid multi non over post pre pro re semi sub under"
_PREFIX = re.compile(rf"({'|'.join(sorted(_PREFIXES.split(), key=len, reverse=True))})(\w{{3,}})\Z")


@dataclass(frozen=True, slots=True)
class Atom:
    """One word of a pattern: what a token must be to match it."""

    text: str
    exact: bool = False
    prefix: bool = False
    capital: bool = False
    acronym: bool = False  # in capitals throughout
    pos: str | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """One place in a sequence: a token that matches any of the atoms (any token if none)."""

    atoms: tuple[Atom, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to ``words`` tokens of any kind."""

    words: int = GAP_WORDS


Sequenced = tuple[Word | Gap, ...]


@lru_cache(maxsize=1 << 14)
def normal(word: str) -> str:
    """The word in lower case, with plain dashes, letters and apostrophes and American spelling; the
    names of months in full."""
    if word.isascii():
        text = word.lower()
    else:
        text = unicodedata.normalize("NFKD", DASHES.sub("-", word)).replace("’", "'").lower()
        text = "".join(char for char in text if not unicodedata.combining(char))
    if text in _MONTHS:
        return _MONTHS[text]
    if "." in text and _ACRONYM.match(text):
        return text.replace(".", "")
    return "-".join(map(american, text.split("-"))) if "-" in text else american(text)


def acronym(word: str) -> bool:
    """Whether a word is written in capitals throughout, two or more: 'US', 'U.S.'."""
    letters = unicodedata.normalize("NFKC", word).replace(".", "")
    return len(letters) > 1 and letters.isalpha() and letters.isupper()


@lru_cache(maxsize=8192)
def inflections(word: str) -> frozenset[str]:
    """The normal word's regular inflected forms, itself included.

    They stand beside spaCy's lemmas, which miss capitalised words ('Talks' as a proper noun).
    """
    if not word.isalpha() or len(word) < 3:
        return frozenset({word})
    stem = word[:-1] if word.endswith("e") else word
    forms = {word, f"{stem}ed", f"{stem}ing"}
    if word[-1] == "y" and word[-2] not in "aeiou":
        forms = {word, f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"}
    elif word.endswith(("s", "x", "z", "ch", "sh")):
        forms.add(f"{word}es")
    else:
        forms.add(f"{word}s")
    if re.search(r"[^aeiou][aeiou][bdgklmnprt]\Z", word):
        forms |= {f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"}
    return frozenset({word, *map(american, forms)})


def references(pattern: str) -> tuple[str, ...]:
    """The names of the lists that a pattern refers to."""
    return tuple(re.findall(r"@([\w-]+)", pattern))


def check(pattern: str) -> str:
    """The pattern in composed characters, if its notation is right.

    Raises:
        ValueError: it is not; the message says where.
    """
    pattern = unicodedata.normalize("NFKC", pattern)
    if not pattern.strip():
        raise ValueError("a pattern must hold at least one word")
    words = pattern.split()
    for word in words:
        if word in _OPEN:
            continue
        for alternative in word.removesuffix("?").split("|"):
            if not re.fullmatch(r"@[\w-]+", alternative):
                _atom(alternative)
    if all(word in _OPEN for word in words):
        raise ValueError("a pattern must hold at least one word")
    if words[0] in _OPEN or words[-1] in _OPEN:
        raise ValueError("a pattern cannot begin or end with '...' or '_'")
    if all(word.endswith("?") or word in _OPEN for word in words):
        raise ValueError("a pattern needs a word that cannot be missing")
    return pattern


def variants(pattern: str, lists: Mapping[str, Sequence[str]]) -> tuple[Sequenced, ...]:
    """All sequences of words that a pattern stands for, with its list references filled in.

    Raises:
        ValueError: an unknown list, one that refers to itself or too deep, or more than 5,000
            sequences.
    """
    found = dict.fromkeys(_trimmed(sequence) for sequence in _expand(pattern, lists, ()))
    return tuple(sequence for sequence in found if sequence)


def _trimmed(sequence: Sequenced) -> Sequenced:
    """Without open places at the ends, which a missing optional word may leave there."""
    named = [i for i, e in enumerate(sequence) if isinstance(e, Word) and e.atoms]
    return sequence[named[0] : named[-1] + 1] if named else ()


def _expand(
    pattern: str, lists: Mapping[str, Sequence[str]], inside: tuple[str, ...]
) -> Iterator[Sequenced]:
    pattern = unicodedata.normalize("NFKC", pattern)
    places: list[list[Sequenced]] = []
    total = 1
    for word in pattern.split():
        places.append(_place(word, lists, inside))
        total *= len(places[-1])
        if total > MAX_VARIANTS:
            raise ValueError(f"the pattern '{pattern}' stands for more than {MAX_VARIANTS} phrases")
    for chosen in product(*places):
        yield tuple(element for part in chosen for element in part)


def _place(
    word: str, lists: Mapping[str, Sequence[str]], inside: tuple[str, ...]
) -> list[Sequenced]:
    if word in ("...", "…"):
        return [(Gap(),)]
    if word == "_":
        return [(Word(()),)]
    found: list[Sequenced] = []
    single: list[Atom] = []
    for alternative in word.removesuffix("?").split("|"):
        if alternative.startswith("@"):
            found += _listed(alternative[1:], lists, inside)
            continue
        atom = _atom(alternative)
        single.append(atom)
        if "-" in atom.text:
            found.append(_split(atom))
            single.append(replace(atom, text=atom.text.replace("-", "")))
        elif parted := _PREFIX.match(atom.text):
            found.append(_split(replace(atom, text="-".join(parted.groups()))))
    if single:
        found.insert(0, (Word(tuple(single)),))
    if word.endswith("?"):
        found.append(())
    return found


def _listed(
    name: str, lists: Mapping[str, Sequence[str]], inside: tuple[str, ...]
) -> list[Sequenced]:
    if name not in lists:
        known = ", ".join(f"@{n}" for n in lists) or "none"
        raise ValueError(f"there is no list '@{name}' (lists: {known})")
    if name in inside:
        raise ValueError(f"the list '@{name}' refers to itself")
    if len(inside) == MAX_DEPTH:
        raise ValueError(f"lists refer to lists more than {MAX_DEPTH} deep, at '@{name}'")
    single: list[Atom] = []
    longer: list[Sequenced] = []
    for pattern in lists[name]:
        for sequence in _expand(pattern, lists, (*inside, name)):
            if len(sequence) == 1 and isinstance(sequence[0], Word):
                single += sequence[0].atoms
            else:
                longer.append(sequence)
    # One place for all the single words keeps the number of sequences small.
    return [*longer, (Word(tuple(single)),)] if single else longer


def _split(atom: Atom) -> Sequenced:
    """A hyphenated word as the words that spaCy parts it into."""
    parts = [part for part in atom.text.split("-") if part]
    last = len(parts) - 1
    return tuple(
        Word(
            (
                Atom(
                    part,
                    exact=atom.exact or i < last,
                    prefix=atom.prefix and i == last,
                    capital=atom.capital and i == 0,
                    pos=atom.pos if i == last else None,
                ),
            )
        )
        for i, part in enumerate(parts)
    )


def _atom(written: str) -> Atom:
    text, _, pos = written.partition("/")
    if pos and pos not in PARTS_OF_SPEECH:
        raise ValueError(
            f"'{written}': '{pos}' is no part of speech "
            f"(allowed: {', '.join(sorted(PARTS_OF_SPEECH))})"
        )
    exact, prefix = text.startswith("="), text.endswith("*")
    text = _POSSESSIVE.sub("", text.removeprefix("=").removesuffix("*"))
    if not _WORD.match(text):
        raise ValueError(f"'{written}' is not a word of a pattern")
    return Atom(normal(text), exact, prefix, text[0].isupper(), acronym(text), pos or None)
