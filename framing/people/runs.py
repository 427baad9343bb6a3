"""Runs of capitalised words in articles: who and what a text names, beside those who speak.

'President Vladimir Putin', 'Syrian Observatory for Human Rights (SOHR)'. A run holds names in small
words ('de', 'of') between capitals, too. It needs no parse, so that it costs little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache

from babel.dates import get_day_names, get_month_names

from framing.analysers.sources import lexicon
from framing.analysers.sources.persons import given_names
from framing.analysers.tone.targets import GENERIC, TITLES
from framing.people.names import PARTICLES, Name, fold, is_suffix, keys_of, name_of
from framing.people.places import place

_WORD = r"[^\W\d_](?:[\w.'’&-]*\w)?\.?"
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ](?:[\w&'’-]*\w)?\.?|(?:al|el|ul|as|an)-[^\W\d_]\w+")
_TOKEN = re.compile(_WORD)
_POSSESSIVE = re.compile(r"['’]s$")
SMALL = frozenset("of for and the on in to at & against with".split())
# Schwartz & Hearst (2003): the words before '(ACRONYM)' whose letters make it up.
_DEFINED = re.compile(
    r"\(\s*(?:the\s+)?([A-Z][A-Z.&-]{1,9})s?\s*\)|,?\s+or\s+([A-Z]{3,8})(?=[,.;])"
)


@dataclass(frozen=True)
class Text:
    """What one article's text names: its capitalised runs, each a tuple of words as they stand."""

    runs: tuple[tuple[str, ...], ...]
    small: Mapping[str, int]  # how often words stand there without a capital, in lower case
    capital: Mapping[str, int]  # and how often with one
    defined: tuple[tuple[str, str], ...]  # acronym and the words it stands for

    @cached_property
    def by_word(self) -> dict[str, list[tuple[str, ...]]]:
        """Runs by the shared spelling of each capitalised word in them."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for run in self.runs:
            for key in dict.fromkeys(key for word in run for key in keys_of(word)):
                found.setdefault(key, []).append(run)
        return found


def read_text(text: str) -> Text:
    """The runs of an article's text, in one pass."""
    runs: list[tuple[str, ...]] = []
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    run: list[str] = []
    small: list[str] = []
    end = -1
    for match in _TOKEN.finditer(text):
        word, between = match.group(), text[max(end, 0) : match.start()]
        joined = end >= 0 and between in (" ", "  ", "\xa0")
        ended = run and run[-1].endswith(".") and not _abbreviated(run[-1])
        if not joined or ended:
            _close(run, runs)
            run, small = [], []
        small_first = word[0].islower()
        (lower if small_first else upper)[word.casefold().removesuffix(".")] += 1
        # Of words that begin small, only those with a hyphen can be names ('al-Assad').
        if not (small_first and word.isascii() and "-" not in word) and _CAPITAL.fullmatch(word):
            run += [*small, word] if run else [word]
            small = []
        elif run and (word in SMALL or word in PARTICLES) and len(small) < 2:
            small.append(word)
        else:
            _close(run, runs)
            run, small = [], []
        if word.endswith(("'s", "’s")):
            _close(run, runs)
            run, small = [], []
        end = match.end()
    _close(run, runs)
    return Text(tuple(runs), lower, upper, tuple(_definitions(text)))


def common_words(texts: Iterable[Text]) -> frozenset[str]:
    """Words that articles write small as often as with a capital: they are no names."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for text in texts:
        lower.update(text.small)
        upper.update(text.capital)
    return frozenset(word for word, n in lower.items() if n >= upper[word])


def _close(run: list[str], runs: list[tuple[str, ...]]) -> None:
    if run:
        words = (_POSSESSIVE.sub("", word).rstrip(".") or word for word in run)
        kept = (w + "." if len(w) == 1 else w for w in words)
        runs.append(tuple(kept))


def _abbreviated(word: str) -> bool:
    """'J.', 'U.S.', 'Mr.', 'Sen.': a dot that ends no sentence."""
    return len(word) == 2 or "." in word[:-1] or is_title(word)


def _definitions(text: str) -> Iterator[tuple[str, str]]:
    for match in _DEFINED.finditer(text):
        acronym = (match.group(1) or match.group(2)).replace(".", "")
        before = text[max(0, match.start() - 120) : match.start()].rstrip(" ,")
        words = re.split(r"[.;:!?()\n\"“”]\s*", before)[-1].split()
        long = _long_form(acronym, words)
        if long:
            yield acronym, long


def _long_form(acronym: str, words: list[str]) -> str:
    """The shortest run of words before an acronym that has its letters in order, the first at the
    start of its first word; '' where there is none."""
    text = " ".join(words)
    letters = [c for c in acronym.casefold() if c.isalnum()]
    at = len(text) - 1
    for n, letter in enumerate(reversed(letters), 1):
        while at >= 0 and not (
            text[at].casefold() == letter
            and (n < len(letters) or at == 0 or not text[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return ""
        at -= 1
    long = text[at + 1 :]
    return long if long[:1].isupper() and len(long.split()) <= len(letters) + 4 else ""


@lru_cache(maxsize=1)
def _calendar() -> frozenset[str]:
    names = (*get_day_names(locale="en").values(), *get_month_names(locale="en").values())
    short = get_day_names("abbreviated", locale="en").values()
    return frozenset(fold(name) for name in (*names, *short))


@lru_cache(maxsize=1 << 14)
def is_title(word: str) -> bool:
    """'President', 'Sen.', 'Spokesman': a word that stands before a name and is none."""
    low = word.strip(".,").casefold()
    known = lexicon.roles()
    return low in TITLES or low in known.person or low in known.plain


@lru_cache(maxsize=1 << 14)
def is_no_name(word: str) -> bool:
    """A word that is no part of a personal name: a place, a day, a title, a kind of body."""
    low = word.strip(".,").casefold()
    known = lexicon.roles()
    return (
        is_title(word)
        or bool(place(word)[0])
        or fold(word) in _calendar()
        or low in known.body
        or low in GENERIC
        or low in SMALL
    )


def bearers(text: Text, surname: str, common: Set[str]) -> Iterator[Name]:
    """The full names in a text of those who bear a surname.

    Args:
        text: an article's.
        surname: one word, in the shared spelling of romanisations.
        common: words that the study's articles have without a capital, too.
    """
    for run in text.by_word.get(surname, ()):
        for at, word in enumerate(run):
            if surname not in keys_of(word):
                continue
            start = at
            while start > 0 and at - start < 3 and can_be_given(run[start - 1], common):
                start -= 1
            while start < at and fold(run[start]) in PARTICLES and run[start].islower():
                start += 1
            if start < at:
                suffixed = at + 1 < len(run) and is_suffix(run[at + 1])
                name = name_of(" ".join(run[start : at + 1 + suffixed]))
            else:
                end = at + 1
                while end < len(run) and end - at < 3 and can_be_given(run[end], common):
                    end += 1
                name = name_of(" ".join(run[at:end]))
            if name is not None and not name.bare:
                yield name


# Words of clauses that stand with a capital where they open a sentence: 'While Lund is keen'.
_OPENERS = frozenset(
    "while when whenever after before as but and or if since though although because until unless "
    "where whereas whether once that then so yet nor even only also still now here there how why "
    "what who whom whose which this these those all both each either neither not".split()
)


def can_be_given(word: str, common: Set[str]) -> bool:
    """Whether a word before a surname can be a given name or a particle."""
    if not word[:1].isalpha() or not word[-1:].replace(".", "a").isalpha():
        return False
    if word.islower() and "-" not in word:
        return word in PARTICLES and word not in SMALL
    if len(word) > 2 and word.isupper() and "." not in word:
        return False  # a headline in capitals, an acronym; but 'JD Vance'
    if word in given_names() and not is_title(word):
        return True  # 'Jordan', 'Dane': places, too
    low = word.casefold()
    return not is_no_name(word) and low not in common and low not in _OPENERS


def alone(texts: Iterable[Text], common: Set[str]) -> Counter[str]:
    """How often each word stands alone as a name does ('Kim said'), in shared spelling."""
    counts: Counter[str] = Counter()
    for text in texts:
        for run in text.runs:
            kept = [word for word in run if not is_title(word)]
            if len(kept) == 1 and not is_no_name(kept[0]) and kept[0].casefold() not in common:
                counts.update(keys_of(kept[0])[-1:])
    return counts
