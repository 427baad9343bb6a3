"""Lexical polarity and subjectivity of a stretch of words, by TextBlob's rules.

The rules are those of TextBlob (``textblob._text.Sentiment``, from Pattern; De Smedt & Daelemans
2012): an adverb scales the scored word after it, a negation before it halves and turns it, the
stretch's score is the mean over its scored words. Four changes: any contraction negates, so do
'hardly', 'without' and their like; a negation reaches through its clause (``negation``); and
emoticons are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from pydantic import Field

from framing.errors import FramingError, MissingDependencyError
from framing.files import PACKAGE
from framing.tomlfile import Checked, load

if TYPE_CHECKING:
    from spacy.tokens import Token

TEXTBLOB_NEGATIONS = frozenset({"no", "not", "n't", "never"})
NEGATIONS = TEXTBLOB_NEGATIONS | {
    "barely", "cannot", "hardly", "neither", "nor", "nowhere", "rarely", "scarcely", "seldom",
    "without",
}  # fmt: skip
_NEGATED = -0.5  # TextBlob: 'not good' is half as bad as 'good' is good


@dataclass(frozen=True, slots=True)
class Assessed:
    """A scored word with the negation and adverbs that belong to it.

    ``words`` are indices into the words given; ``polarity`` and ``subjectivity`` are what the word
    adds after negation and scaling.
    """

    words: tuple[int, ...]
    polarity: float
    subjectivity: float


@dataclass(slots=True)
class _Open:
    words: list[int]
    polarity: float
    subjectivity: float
    intensity: float
    negations: set[int] = field(default_factory=set)

    def closed(self, reached: Mapping[int, frozenset[int]]) -> Assessed:
        negations = self.negations.union(*(reached.get(word, ()) for word in self.words))
        negations -= set(self.words)
        polarity = self.polarity * _NEGATED if len(negations) % 2 else self.polarity
        words = tuple(sorted({*self.words, *negations}))
        return Assessed(words, polarity, self.subjectivity)


def assess(
    words: Sequence[str],
    entries: Sequence[Entry | None],
    negations: frozenset[str] = NEGATIONS,
    reached: Mapping[int, frozenset[int]] | None = None,
) -> tuple[Assessed, ...]:
    """The scored words of a stretch of text.

    Args:
        words: the stretch's words and punctuation, in lower case, contractions split ("is", "n't").
        entries: for each word its lexicon entry, or None for a word that has no score.
        negations: words that negate.
        reached: for words further from a negation, the indices of the negations that reach them;
            two cancel out.
    """
    found: list[_Open] = []
    modifier: int | None = None
    negation: int | None = None
    for at, (word, entry) in enumerate(zip(words, entries, strict=True)):
        if entry is not None:
            if modifier is None:
                found.append(_Open([at], entry.polarity, entry.subjectivity, entry.intensity))
            else:
                _scale(found[-1], at, entry)
            if negation is not None:
                found[-1].negations.add(negation)
                found[-1].intensity = 1.0 / found[-1].intensity
            modifier = at if entry.modifies else None
            negation = at if word in negations else None
            continue
        if word in negations:
            negation = at
        elif negation is not None and (len(word.strip("'")) > 1 or word in ")]"):
            negation = None  # a negation reaches over small words only ('not a good')
        if negation is not None and modifier is not None and words[modifier].endswith("ly"):
            found[-1].negations.add(negation)
            negation = None
        elif modifier is not None and len(word) > 2:
            modifier = None  # so does an adverb ('really is a good')
        if word == "!" and found:
            if at == found[-1].words[-1] + 1:
                found[-1].words.append(at)
            found[-1].polarity = _clamp(found[-1].polarity * 1.25)
    return tuple(each.closed(reached or {}) for each in found)


def _scale(target: _Open, at: int, entry: Entry) -> None:
    """Let the adverb in ``target`` scale the scored word at ``at``."""
    target.words.append(at)
    target.polarity = _clamp(entry.polarity * target.intensity)
    target.subjectivity = _clamp(entry.subjectivity * target.intensity)
    target.intensity = entry.intensity


def _clamp(score: float) -> float:
    return max(-1.0, min(score, 1.0))


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


ADVERBS = frozenset(
    {"not", "n't", "n’t", "never", "barely", "hardly", "rarely", "scarcely", "seldom", "cannot"}
)
_DETERMINERS = frozenset({"no", "neither"})
_PRONOUNS = frozenset({"nothing", "nobody", "none", "neither"})
_EXCEPT = {"far": "from", "anything": "but"}
_NOUNS = frozenset({"lack", "absence", "failure"})
# What undoes a thing that is known, too: 'a breach of the agreement'.
_UNDOING = frozenset({"breach", "violation", "collapse", "breakdown", "erosion"})
_GOVERNORS = frozenset(
    {"fail", "refuse", "decline", "neglect", "unlikely", "unable", "impossible", "failure"}
)
# Verbs that a negation passes over: 'does not think that it is good' thinks that it is not.
_PASSED = frozenset(
    {
        "think",
        "believe",
        "expect",
        "suppose",
        "seem",
        "appear",
        "consider",
        "make",
        "guarantee",
        "get",
        "let",
    }
)
_CAUSING = frozenset({"get", "have"})  # 'cannot get the deal approved'
_NO_NEGATION = frozenset({"only", "just", "merely", "simply", "least", "until"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PREDICATES = frozenset({"acomp", "attr", "oprd", "xcomp", "advmod", "npadvmod", "dobj", "amod"})
_LOST = 7  # words within which an infinitive is looked for
_IN_NAME = frozenset({"compound", "amod", "nmod"})
_KNOWN = frozenset({"the", "this", "that", "these", "those"})


def reaches(tokens: Sequence[Token]) -> dict[int, frozenset[int]]:
    """For the words that negations reach, by position: the positions of those negations.

    Args:
        tokens: words of one sentence beside each other; what lies outside is not reached.
    """
    at = {token.i: position for position, token in enumerate(tokens)}
    found: dict[int, set[int]] = {}
    for position, token in enumerate(tokens):
        for word in _scope(token):
            if word.i in at and word.i != token.i:
                found.setdefault(at[word.i], set()).add(position)
    return {position: frozenset(negations) for position, negations in found.items()}


def _scope(token: Token) -> Iterator[Token]:
    """The words that the token negates; none if it is no negation."""
    word, lemma = token.lower_, token.lemma_.lower()
    if word in ADVERBS:
        following = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
        denies = following not in _NO_NEGATION and not _leaves_open(token)
        if denies and token.head.pos_ in ("VERB", "AUX", "ADJ", "ADV"):
            yield from _clause(token.head, token.i)
    elif word in _DETERMINERS and token.dep_ == "det" and not says_the_most(token):
        yield from _noun(token.head)
        yield from _predicate_of(token.head)
    elif word in _PRONOUNS:
        yield from (c for c in token.children if c.dep_ == "amod" and not _compares(c))
        yield from _predicate_of(token)
    elif word == "without":
        yield from _below(token)
    elif word in _EXCEPT:
        for child in token.children:
            if child.lower_ == _EXCEPT[word]:
                yield from _below(child)
    elif lemma in _NOUNS | _GOVERNORS | _UNDOING or (lemma == "lack" and token.pos_ == "VERB"):
        yield from _governed(token, lemma)


def _leaves_open(negation: Token) -> bool:
    """Whether a 'not' only names the other case: 'whether or not', 'a feint or not'."""
    return negation.i > 0 and negation.nbor(-1).lower_ == "or"


def says_the_most(negation: Token) -> bool:
    """Whether a 'no' stands with a comparative before its noun: 'there is no better way'."""
    following = negation.doc[negation.i + 1 : negation.i + 2]
    return negation.lower_ == "no" and any(t.tag_ == "JJR" and t.dep_ == "amod" for t in following)


def _compares(word: Token) -> bool:
    """Whether a word is held against another: 'none as painful', 'nobody cheered louder' say the
    most, and deny nothing."""
    return word.tag_ in ("JJR", "RBR") or any(
        child.dep_ in ("advmod", "acomp") and (child.lower_ == "as" or child.tag_ in ("JJR", "RBR"))
        for child in word.children
    )


def _governed(token: Token, lemma: str) -> Iterator[Token]:
    if lemma in _GOVERNORS and not any(_is_infinitive(child) for child in token.children):
        yield from _after_to(token)
    for child in token.children:
        infinitive = child.dep_ in ("xcomp", "ccomp", "acl") and _is_infinitive(child)
        if lemma in _GOVERNORS and infinitive:
            yield from _clause(child, token.i)
        elif lemma in _NOUNS and child.lower_ == "of":
            yield from _below(child)
        elif lemma in _UNDOING and child.lower_ == "of":
            for thing in (c for c in child.children if c.dep_ == "pobj"):
                yield from (thing, *(c for c in thing.children if c.dep_ in _IN_NAME))
        elif lemma == "lack" and child.dep_ == "dobj":
            yield from _noun(child)


def _after_to(governor: Token) -> Iterator[Token]:
    """The infinitive that follows where the parse lost it: 'unlikely to soon, if ever, approve'."""
    following = governor.doc[governor.i + 1 : governor.i + 2 + _LOST]
    if not following or following[0].lower_ != "to":
        return
    for token in following[1:]:
        if token.tag_ == "VB":
            yield from _clause(token, governor.i)
        if token.pos_ in ("VERB", "AUX", "NOUN", "PROPN"):
            return


def _predicate_of(subject: Token) -> Iterator[Token]:
    if subject.dep_ in _SUBJECTS and not _compares(subject.head):
        yield from _clause(subject.head, subject.i)


def _below(preposition: Token) -> Iterator[Token]:
    for child in preposition.children:
        if child.dep_ in ("pobj", "amod", "acomp", "pcomp"):
            yield from _phrase(child, preposition.i)


def _phrase(head: Token, after: int) -> Iterator[Token]:
    if head.pos_ in ("NOUN", "PROPN", "PRON"):
        yield from _noun(head)
    else:
        yield from _clause(head, after)


def _clause(head: Token, after: int) -> Iterator[Token]:
    """A verb or adjective and what it governs after the negation, within its clause."""
    if any(child.dep_ == "advmod" and child.lower_ == "as" for child in head.children):
        return
    yield head
    for child in head.children:
        if child.i < after or child.doc[child.i - 1].text == ",":
            continue
        alternative = child.dep_ == "conj" and any(
            c.lower_ in ("or", "nor") for c in head.children if c.dep_ == "cc"
        )
        passed = child.dep_ == "ccomp" and head.lemma_.lower() in _PASSED
        if child.dep_ == "dobj" and head.lemma_.lower() in _CAUSING:
            yield from (c for c in child.children if c.dep_ == "acl" and c.tag_ == "VBN")
        if child.dep_ in _PREDICATES or alternative or passed:
            yield from _phrase(child, after)
        elif child.dep_ == "prep" and child.lower_ == "as":
            yield from _below(child)


def _noun(head: Token) -> Iterator[Token]:
    """A noun, its adjectives and the noun after 'of'; nothing of a noun phrase that is known."""
    children = list(head.children)
    if any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in _KNOWN) for c in children):
        return
    yield head
    for child in children:
        if child.dep_ == "amod":
            yield child
            yield from (c for c in child.children if c.dep_ == "advmod")
        elif child.dep_ == "prep" and child.lower_ == "of":
            yield from _below(child)
        elif child.dep_ == "acl" and _is_infinitive(child):
            yield from _clause(child, head.i)


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


NEUTRAL_FILE = PACKAGE / "data" / "tone" / "neutral.toml"
NEWS_FILE = PACKAGE / "data" / "tone" / "news.toml"


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


class _NewsGroup(_Group):
    polarity: float = Field(ge=-1, le=1)
    subjectivity: float = Field(ge=0, le=1)
    pos: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()


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
            Entry(group.polarity, group.subjectivity, 1.0, frozenset()),
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
