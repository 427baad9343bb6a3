"""The words that score: TextBlob's lexicon, words that news adds to it, and those it counts not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean
from xml.etree import ElementTree

from pydantic import Field

from framing.errors import FramingError, MissingDependencyError
from framing.files import PACKAGE
from framing.tomlfile import Checked, load

NEUTRAL_FILE = PACKAGE / "data" / "tone" / "neutral.toml"
NEWS_FILE = PACKAGE / "data" / "tone" / "news.toml"


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the lexicon: mean polarity (−1..1), subjectivity (0..1) and intensity (as a
    modifier) over its senses, and the parts of speech (Penn tags) that the lexicon knows it as.
    ``denied``: it means the reverse where it is denied; else it then says nothing."""

    polarity: float
    subjectivity: float
    intensity: float
    tags: frozenset[str]
    denied: bool = True

    @property
    def modifies(self) -> bool:
        """True for an adverb, which scales the scored word after it."""
        return "RB" in self.tags


class _Group(Checked):
    reason: str = Field(min_length=1)
    words: dict[str, str]


class _NewsGroup(_Group):
    polarity: float = Field(ge=-1, le=1)
    subjectivity: float = Field(ge=0, le=1)
    pos: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    denied: bool = True


class _NewsFile(Checked):
    group: tuple[_NewsGroup, ...]


@dataclass(frozen=True, slots=True)
class NewsWord:
    """A word of ours that TextBlob's lexicon does not score, by its dictionary form: its entry, the
    parts of speech (universal tags) that it is scored as, why, and a sentence that shows it.
    ``unless``: grammatical relations, its own or of what hangs from it, in which it means something
    else."""

    lemma: str
    entry: Entry
    pos: frozenset[str]
    reason: str
    example: str
    unless: frozenset[str] = frozenset()


@lru_cache(maxsize=2)
def news_words(path: Path = NEWS_FILE) -> Mapping[str, NewsWord]:
    """Our own entries for news, by dictionary form, in file order.

    Raises:
        FramingError: the file cannot be read or has a wrong key.
    """
    groups = load(path, _NewsFile, FramingError).group
    return {
        word: NewsWord(
            word,
            Entry(group.polarity, group.subjectivity, 1.0, frozenset(), group.denied),
            frozenset(group.pos),
            group.reason,
            example,
            frozenset(group.unless),
        )
        for group in groups
        for word, example in group.words.items()
    }


class _NeutralFile(Checked):
    group: tuple[_Group, ...]
    phrase: tuple[_Group, ...] = ()


@lru_cache(maxsize=1)
def headline_words() -> Mapping[str, NewsWord]:
    """Our own entries by each of their regular forms."""
    return {form: word for word in news_words().values() for form in forms_of(word.lemma)}


@dataclass(frozen=True, slots=True)
class Neutralised:
    """A word or phrase that adds nothing in news, why, and a sentence that shows it."""

    word: str
    reason: str
    example: str


def neutralised(path: Path = NEUTRAL_FILE) -> tuple[Neutralised, ...]:
    """The entries of the packaged list, in file order.

    Raises:
        FramingError: the file cannot be read or has a wrong key.
    """
    return _listed(load(path, _NeutralFile, FramingError).group)


@lru_cache(maxsize=1)
def neutral_phrases(path: Path = NEUTRAL_FILE) -> tuple[Neutralised, ...]:
    """The phrases of the packaged list whose words add nothing together, in file order.

    Raises:
        FramingError: the file cannot be read or has a wrong key.
    """
    return _listed(load(path, _NeutralFile, FramingError).phrase)


def _listed(groups: Sequence[_Group]) -> tuple[Neutralised, ...]:
    return tuple(
        Neutralised(word, group.reason, example)
        for group in groups
        for word, example in group.words.items()
    )


@lru_cache(maxsize=1)
def read_lexicon() -> Mapping[str, Entry]:
    """TextBlob's lexicon as TextBlob averages it: by part of speech over senses, then over these.

    Raises:
        MissingDependencyError: TextBlob is not installed, or has no such file.
    """
    spec = find_spec("textblob")
    root = Path(spec.origin).parent if spec and spec.origin else None
    if root is None or not (path := root / "en" / "en-sentiment.xml").is_file():
        raise MissingDependencyError(
            "TextBlob's lexicon is not on this machine.", "Install it: pip install textblob"
        )
    senses: dict[str, dict[str, list[tuple[float, float, float]]]] = {}
    for element in ElementTree.parse(path).getroot().findall("word"):
        form = element.get("form")
        if form:
            scores = (
                float(element.get("polarity", 0.0)),
                float(element.get("subjectivity", 0.0)),
                float(element.get("intensity", 1.0)),
            )
            senses.setdefault(form, {}).setdefault(element.get("pos", ""), []).append(scores)
    lexicon: dict[str, Entry] = {}
    by_tag = {
        form: {tag: _mean(scores) for tag, scores in tags.items()} for form, tags in senses.items()
    }
    for form, tags in by_tag.items():
        lexicon[form] = Entry(*_mean(list(tags.values())), frozenset(tags))
    for form, tags in by_tag.items():
        if "JJ" in tags:
            adverb = adverb_of(form)
            known = lexicon[adverb].tags if adverb in lexicon else frozenset()
            lexicon[adverb] = Entry(*tags["JJ"], known | {"RB"})
    return lexicon


def adverb_of(adjective: str) -> str:
    """The adverb of an adjective, by TextBlob's rule ('terrible' → 'terribly')."""
    if adjective.endswith("y"):
        return adjective[:-1] + "ily"
    if adjective.endswith("le"):
        return adjective[:-2] + "ly"
    return adjective + "ly"


def _mean(scores: list[tuple[float, float, float]]) -> tuple[float, float, float]:
    polarity, subjectivity, intensity = (fmean(values) for values in zip(*scores, strict=True))
    return polarity, subjectivity, intensity


def forms_of(word: str) -> frozenset[str]:
    """A word with its regular endings, for headlines whose capitals hide what part of speech it is:
    'attack', 'attacks', 'attacked', 'attacking'."""
    stem = word[:-1] if word.endswith("e") else word
    forms = {word, f"{word}s", f"{stem}ed", f"{stem}ing", f"{word}es"}
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        forms |= {f"{word[:-1]}ies", f"{word[:-1]}ied"}
    if re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", word):
        forms |= {f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"}
    if word.endswith("ie"):
        forms.add(f"{word[:-2]}ying")
    return frozenset(forms)
