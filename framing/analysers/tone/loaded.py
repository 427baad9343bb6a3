"""Loaded language and hedging: words that take sides, words that withhold certainty, and cue verbs
that judge what they report. They are listed, never summed into a score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from framing.errors import FramingError
from framing.files import PACKAGE
from framing.models import Article, ArticleFigure, Result, Role, Span, Statement, Voice
from framing.text.called import is_called
from framing.text.dictionary import dictionary
from framing.text.parse import ParsedArticle
from framing.tomlfile import Checked, load

if TYPE_CHECKING:
    from spacy.tokens import Token

LOADED_FILE = PACKAGE / "data" / "tone" / "loaded.toml"
Kind = Literal["loaded", "booster", "hedge", "cue"]
KINDS: tuple[Kind, ...] = ("loaded", "booster", "hedge", "cue")
_FIGURES: Mapping[Kind, str] = {
    "loaded": "loaded_words",
    "booster": "boosters",
    "hedge": "hedges",
    "cue": "judging_cues",
}
# A cue reports something: a clause, an infinitive, or words in quotation marks.
_REPORTED = frozenset({"ccomp", "xcomp", "parataxis"})


class TermList(Checked):
    """One list of the data file; ``terms`` and ``but_not`` are in dictionary form."""

    name: str
    kind: Kind
    reason: str = Field(min_length=1)
    example: str = Field(min_length=1)
    terms: tuple[str, ...] = Field(min_length=1)
    pos: tuple[str, ...] = ()
    dep: tuple[str, ...] = ()
    reports: bool = True
    but_not: tuple[str, ...] = Field(default=(), alias="except")


class _LoadedFile(Checked):
    list: tuple[TermList, ...]


@dataclass(frozen=True, slots=True)
class LoadedHit:
    """A term found: which list it stands in, where, and in whose voice.

    ``speaker``, ``role`` and ``country`` are of the statement that a cue verb reports.
    ``attributed``: it stands in a background clause that only a trailing attribution covers;
    ``called``: someone is said to call a thing so. ``about``: the name that an evaluative adjective
    stands with ('an assertive Norland'), where it is certain.
    """

    table: ClassVar[str] = "loaded"
    columns: ClassVar[tuple[str, ...]] = (
        *("kind", "list", "term", "words", "voice"),
        *("speaker", "role", "country"),
        *("attributed", "about"),
    )

    kind: Kind
    list: str
    term: str
    span: Span
    sentence: int
    voice: Voice
    speaker: str | None = None
    role: Role | None = None
    country: str | None = None
    attributed: bool = False
    called: bool = False
    about: str | None = None

    @property
    def judges(self) -> bool:
        """Whether it is an evaluative word of the writer's: what every page of the report shows."""
        return self.kind == "loaded" and self.voice is Voice.NARRATOR


class Loaded:
    """Loaded words, boosters, hedges and cue verbs that judge, each listed with its sentence.

    Terms come from documented lists, each with its reason. Loaded words take a side ('brutal',
    'regime', 'so-called'); boosters and hedges raise or withhold certainty (Hyland 2005); cue
    verbs such as 'claimed' and 'admitted' judge the words that they report, and count only where
    they report something. What stands in quoted or indirect speech is the source's wording and is
    listed under that voice. The counts are of words, with no weight: the lists are not complete,
    and a listed word can be the plain name of the thing.
    """

    name = "loaded"
    version = "6"
    needs = frozenset({"parser", "lemmatizer", "ner"})
    uses = ("sources",)

    def __init__(self, path: Path = LOADED_FILE) -> None:
        self._terms = _index(term_lists(path))

    def analyse(self, doc: ParsedArticle, article: Article) -> Result:  # noqa: ARG002
        """All terms of the lists in one article; never raises."""
        hits = tuple(with_speaker(hit, doc.statements) for hit in self._hits(doc))
        return Result(
            analyser=self.name, version=self.version, mentions=hits, figures=_figures(doc, hits)
        )

    def _hits(self, doc: ParsedArticle) -> Iterator[LoadedHit]:
        for sentence in doc.sentences:
            tokens = list(doc.tokens(sentence.span))
            forms = [_forms(token) for token in tokens]
            at = 0
            while at < len(tokens):
                found = self._longest(tokens, forms, at)
                if found is None:
                    at += 1
                    continue
                length, term, listed = found
                head = tokens[at]
                if listed and _counts(doc, listed, head):
                    last = tokens[at + length - 1]
                    voice = _voice(doc.voices[head.i : head.i + length])
                    called = listed.kind == "loaded" and is_called(head)
                    if voice is Voice.NARRATOR and called:
                        voice = Voice.INDIRECT
                    yield LoadedHit(
                        listed.kind,
                        listed.name,
                        term,
                        Span(head.idx, last.idx + len(last.text)),
                        sentence.index,
                        voice,
                        attributed=head.i in doc.background,
                        called=called,
                        about=_about(last) if listed.kind == "loaded" else None,
                    )
                at += length

    def _longest(
        self, tokens: Sequence[Token], forms: Sequence[frozenset[str]], at: int
    ) -> tuple[int, str, TermList | None] | None:
        """Length, term and list of the longest term that starts here; no list for an exception."""
        best: tuple[int, str, TermList | None] | None = None
        for first in sorted(forms[at]):
            for words, listed in self._terms.get(first, ()):
                length = len(words)
                if best and length <= best[0]:
                    continue
                if listed and length == 1 and not _fits(listed, tokens[at]):
                    continue
                following = forms[at : at + length]
                if len(following) == length and all(
                    word in form for word, form in zip(words, following, strict=True)
                ):
                    best = (length, _joined(words), listed)
        return best


@lru_cache(maxsize=4)
def term_lists(path: Path = LOADED_FILE) -> tuple[TermList, ...]:
    """The lists of the data file, in file order, for the method appendix.

    Raises:
        FramingError: the file cannot be read or has a wrong key.
    """
    return load(path, _LoadedFile, FramingError).list


def _index(
    lists: Sequence[TermList],
) -> dict[str, list[tuple[tuple[str, ...], TermList | None]]]:
    """Terms by their first word, longest first; an exception has no list."""
    index: dict[str, list[tuple[tuple[str, ...], TermList | None]]] = {}
    for listed in lists:
        for term in listed.terms:
            words = _words(term)
            index.setdefault(words[0], []).append((words, listed))
        for phrase in listed.but_not:
            words = _words(phrase)
            index.setdefault(words[0], []).append((words, None))
    for found in index.values():
        found.sort(key=lambda item: -len(item[0]))
    return index


def _voice(voices: Sequence[Voice]) -> Voice:
    """The first word's voice; a term with a word in quotation marks is never the narrator's."""
    return Voice.DIRECT if Voice.DIRECT in voices else voices[0]


def _words(term: str) -> tuple[str, ...]:
    """A term's words as spaCy splits them: hyphens stand by themselves."""
    return tuple(term.lower().replace("-", " - ").split())


def _joined(words: tuple[str, ...]) -> str:
    return " ".join(words).replace(" - ", "-")


def _forms(token: Token) -> frozenset[str]:
    return frozenset({token.lower_, token.lemma_.lower()}) - {""}


def _fits(listed: TermList, token: Token) -> bool:
    """Whether a single word stands as the part of speech and relation that its list asks for. A
    modal verb with a capital inside a sentence, or before a verb, is a name ('Theresa May')."""
    if token.pos_ == "AUX" and token.is_title:
        following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
        if not token.is_sent_start or (following is not None and following.pos_ == "VERB"):
            return False
    of_kind = not listed.pos or token.pos_ in listed.pos or _is_only_adjective(listed, token)
    related = not listed.dep or token.dep_ in listed.dep
    return of_kind and related and not _is_excepted(listed, token)


def _is_only_adjective(listed: TermList, token: Token) -> bool:
    """Whether the dictionary has the word as an adjective alone: rare ones are often tagged as
    nouns ('more bellicose than before')."""
    if "ADJ" not in listed.pos or token.pos_ == "PROPN":
        return False
    known = dictionary()
    word = token.lower_
    return word in known["adj"] and word not in known["noun"] and word not in known["verb"]


def _is_excepted(listed: TermList, token: Token) -> bool:
    """Whether an adjective stands before the noun of an exception, other words between them:
    'a hostile all-cash bid'."""
    if token.dep_ not in ("amod", "compound"):
        return False
    return bool({f"{token.lower_} {token.head.lemma_.lower()}"} & set(listed.but_not))


_NAMED = frozenset({"GPE", "NORP", "ORG", "PERSON"})


def _about(word: Token) -> str | None:
    """The name that an adjective says something of, before it or by 'is': none for 'the brutal
    Norland war', where it is the war's."""
    if word.pos_ != "ADJ":
        return None
    named: Token | None = None
    if word.dep_ == "amod":
        named = word.head
        if named.dep_ == "dobj" and named.head.lemma_ in ("make", "take"):  # 'took bold steps'
            named = next((c for c in named.head.children if c.dep_ == "nsubj"), None)
    elif word.dep_ == "acomp" and word.head.lemma_ in ("be", "become", "remain"):
        named = next((c for c in word.head.children if c.dep_ == "nsubj"), None)
    if named is None or named.pos_ != "PROPN" or named.ent_type_ not in _NAMED:
        return None
    whole = [c for c in named.lefts if c.dep_ == "compound" and c.ent_type_ == named.ent_type_]
    return " ".join(t.text for t in (*whole, named))


def with_speaker(hit: LoadedHit, statements: Sequence[Statement]) -> LoadedHit:
    """The hit with speaker, role and country of the statement whose cue it is."""
    if hit.kind != "cue":
        return hit
    told = next((s for s in statements if s.cue and s.cue.overlaps(hit.span)), None)
    if told is None:
        return hit
    return replace(hit, speaker=told.speaker, role=told.role, country=told.country)


def _counts(doc: ParsedArticle, listed: TermList, head: Token) -> bool:
    return listed.kind != "cue" or not listed.reports or _reports(doc, head)


def _reports(doc: ParsedArticle, verb: Token) -> bool:
    """Whether a verb reports speech: it has a clause, or stands beside words in quotation marks."""
    if verb.pos_ != "VERB":
        return False
    if any(child.dep_ in _REPORTED for child in verb.children):
        return True
    if verb.dep_ in ("ROOT", "parataxis", "ccomp", "conj", "advcl"):
        has_subject = any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)
        has_object = any(child.dep_ in ("dobj", "obj") for child in verb.children)
        beside = {
            doc.voices[i] for i in range(max(0, verb.i - 3), min(len(doc.voices), verb.i + 4))
        }
        return has_subject and not has_object and Voice.DIRECT in beside
    return False


def _figures(doc: ParsedArticle, hits: Sequence[LoadedHit]) -> tuple[ArticleFigure, ...]:
    """How many of each kind stand in the narrator's voice, of how many narrator words."""
    words = sum(
        voice is Voice.NARRATOR and any(map(str.isalnum, token.text))
        for token, voice in zip(doc.doc, doc.voices, strict=True)
    )
    found = []
    for kind in KINDS:
        spans = tuple(h.span for h in hits if h.kind == kind and h.voice is Voice.NARRATOR)
        found.append(ArticleFigure(_FIGURES[kind], float(len(spans)), "count", words, spans))
    return tuple(found)
