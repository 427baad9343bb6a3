"""TextBlob's sentiment lexicon, read from the installed package, less what misleads in news.

Importing ``textblob`` costs 1.6 CPU seconds (it imports NLTK), and most of it is not wanted here;
so the lexicon file is read without importing the package.
"""

from __future__ import annotations

from collections.abc import Mapping
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


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the lexicon: mean polarity (−1..1), subjectivity (0..1) and intensity (as a
    modifier) over its senses, and the parts of speech (Penn tags) that the lexicon knows it as."""

    polarity: float
    subjectivity: float
    intensity: float
    tags: frozenset[str]

    @property
    def modifies(self) -> bool:
        """True for an adverb, which scales the scored word after it."""
        return "RB" in self.tags


class _Group(Checked):
    reason: str = Field(min_length=1)
    words: dict[str, str]


class _NeutralFile(Checked):
    group: tuple[_Group, ...]


@dataclass(frozen=True, slots=True)
class Neutralised:
    """A word of the lexicon that adds nothing in news, why, and a sentence that shows it."""

    word: str
    reason: str
    example: str


def neutralised(path: Path = NEUTRAL_FILE) -> tuple[Neutralised, ...]:
    """The entries of the packaged list, in file order.

    Raises:
        FramingError: the file cannot be read or has a wrong key.
    """
    groups = load(path, _NeutralFile, FramingError).group
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
