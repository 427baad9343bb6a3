"""The values that travel through the house, from reader to report.

All are frozen: a stage makes new values and never changes those it was given. All spans are
half-open Unicode code point offsets into ``Article.text``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, Literal, NamedTuple, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Span(NamedTuple):
    """A half-open stretch of text, ``text[start:end]``, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True when the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True when ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Provenance(StrEnum):
    """How a metadata field came to be known."""

    DECLARED = "declared"  # a table column or a credit line says so
    EXTRACTED = "extracted"  # read from the article's own text
    GUESSED = "guessed"  # inferred, for example a year from the articles beside it
    USER = "user"  # the user's metadata.csv says so


@dataclass(frozen=True, slots=True)
class Field(Generic[T_co]):
    """A metadata value with where it came from. A value that was not found is ``None``, no Field.

    ``evidence`` holds the words, rule or file that the value rests on, for the report to print.
    """

    value: T_co
    provenance: Provenance
    evidence: str = ""


class Part(StrEnum):
    """Which part of an article a paragraph belongs to."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    CAPTION = "caption"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the parts stand in ``Article.text``. ``body`` is empty when there is none."""

    body: Span
    headline: Span | None = None
    standfirst: Span | None = None
    captions: tuple[Span, ...] = ()

    def at(self, offset: int) -> Part:
        """The part that the character at ``offset`` belongs to (body where none is named)."""
        if self.headline and self.headline.start <= offset < self.headline.end:
            return Part.HEADLINE
        if self.standfirst and self.standfirst.start <= offset < self.standfirst.end:
            return Part.STANDFIRST
        if any(caption.start <= offset < caption.end for caption in self.captions):
            return Part.CAPTION
        return Part.BODY


@dataclass(frozen=True, slots=True)
class Removed:
    """Words that cleaning took out of an article, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Suspected:
    """A line that was kept as body but may be page furniture: what else it may be, how likely."""

    text: str
    kind: str
    p: float


@dataclass(frozen=True, slots=True)
class Article:
    """One text by one outlet, cleaned, with what is known about it.

    ``outlet`` is always a slug: of a profile, of the name that a table declares, or
    ``unknown-<file>`` where none was recognised (then ``outlet_field`` is None).
    ``agencies`` wrote or supplied copy: outlet is not author.
    """

    id: str
    path: str
    text: str
    parts: Parts
    outlet: str
    outlet_name: str
    outlet_field: Field[str] | None = None
    title: Field[str] | None = None
    byline: Field[str] | None = None
    dateline: Field[str] | None = None
    published: Field[date] | None = None
    agencies: tuple[Field[str], ...] = ()
    language: Field[str] | None = None
    url: str | None = None
    removed: tuple[Removed, ...] = ()
    notes: tuple[str, ...] = ()
    suspected: tuple[Suspected, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be read: it is named in the report, and the rest goes on."""

    path: str
    reason: str
    hint: str = ""


class Voice(StrEnum):
    """Whose words a word or a sentence gives."""

    NARRATOR = "narrator"
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"  # of a sentence or statement only: more than one voice


class Naming(StrEnum):
    """How the copy names a speaker."""

    NAMED = "named"
    UNNAMED = "unnamed"
    INSTITUTION = "institution"
    DOCUMENT = "document"


class Role(StrEnum):
    """What kind of speaker it is."""

    GOVERNMENT = "government"
    MILITARY = "military"
    EXPERT = "expert"
    MEDIA = "media"
    BUSINESS = "business"
    CIVIL_SOCIETY = "civil_society"
    CITIZEN = "citizen"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Statement:
    """What the article attributes to someone (an attribution relation).

    ``content``, ``cue`` and ``source`` are spans; ``speaker`` is the resolved source in words and
    ``speaker_id`` is the same for all statements of one speaker in the article. ``via`` is the
    outlet or agency through which the statement came. ``country`` is ISO 3166 alpha-2.
    ``speech`` is False for a belief, plan or feeling that the copy ascribes ('Tokyo aims to …').
    ``decided`` says, field by field, on what words or rule a value rests.
    """

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    voice: Voice
    speaker: str | None = None
    speaker_id: str | None = None
    naming: Naming | None = None
    role: Role | None = None
    country: str | None = None
    via: str | None = None
    channel: str | None = None
    anonymity: bool = False
    speech: bool = True
    decided: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article. ``paragraph`` counts all paragraphs of the text from 0.

    ``shared_with`` names the other articles that hold the same passage (article ids).
    """

    index: int
    span: Span
    part: Part
    paragraph: int
    voice: Voice = Voice.NARRATOR
    shared_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """One number about one article, with its unit, how many units it rests on, and its evidence.

    Every analyser reports its numbers as measures too, so that a new analyser's numbers reach
    ``measures.csv`` and ``comparison.json`` with no other code.
    """

    name: str
    value: float | None
    unit: str
    n: int
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What an analyser found in one article."""

    analyser: str
    version: str
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class ToneWord:
    """A word or phrase that has a score in the lexicon, with what it added after negation."""

    span: Span
    polarity: float
    subjectivity: float


@dataclass(frozen=True, slots=True)
class SentenceTone:
    """Tone of a sentence's narrator words: polarity −1..1, subjectivity 0..1, and their words."""

    polarity: float
    subjectivity: float
    words: tuple[ToneWord, ...]
    n_words: int


@dataclass(frozen=True, slots=True)
class ActorTone:
    """Tone of one sentence towards one actor: negative, neutral or positive.

    ``actor`` is the id of a codebook's actor, or the ``speaker_id`` of a speaker whom the copy
    names; ``name`` is what the report prints. ``span`` covers the words that name the actor, ``p``
    is the calibrated probability of the label, ``voice`` says whose words they are, ``sentence``
    is an index into the sentences.
    """

    actor: str
    name: str
    span: Span
    label: Literal["negative", "neutral", "positive"]
    p: float
    voice: Voice
    sentence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToneResult(Result):
    """Tone by sentence, aligned with ``Analysis.sentences``; None where no narrator word stands.

    ``towards`` holds the tone towards actors, in text order; empty in lexical mode. ``mode`` is
    what was measured, 'textblob' or 'full'; ``note`` says why it is not what was asked for.
    """

    sentences: tuple[SentenceTone | None, ...]
    towards: tuple[ActorTone, ...] = ()
    mode: Literal["textblob", "full"] = "textblob"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesResult(Result):
    """The attributed statements of an article, in text order."""

    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """An indicator of a frame, found: ``sentence`` is an index into ``Analysis.sentences``."""

    frame: str
    indicator: str
    span: Span
    sentence: int
    voice: Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class EmphasisResult(Result):
    """All hits of a codebook's frames in an article, in text order."""

    codebook: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class NamingChoice:
    """A label that the article uses for a referent, in whose voice, with its adjectives."""

    label_set: str
    label: str
    span: Span
    sentence: int
    voice: Voice
    modifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingResult(Result):
    """All naming choices of an article, in text order."""

    codebook: str
    choices: tuple[NamingChoice, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article with its sentences and what each analyser found, by analyser name."""

    article: Article
    sentences: tuple[Sentence, ...]
    results: Mapping[str, Result]

    @property
    def tone(self) -> ToneResult | None:
        """The tone analyser's result, if it ran."""
        result = self.results.get("tone")
        return result if isinstance(result, ToneResult) else None

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements that the sources analyser found; empty if it did not run."""
        result = self.results.get("sources")
        return result.statements if isinstance(result, SourcesResult) else ()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The frame hits that the emphasis analyser found; empty if it did not run."""
        result = self.results.get("emphasis")
        return result.hits if isinstance(result, EmphasisResult) else ()

    @property
    def naming(self) -> tuple[NamingChoice, ...]:
        """The naming choices found; empty if the naming analyser did not run."""
        result = self.results.get("naming")
        return result.choices if isinstance(result, NamingResult) else ()

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the character at ``offset``, or None between sentences."""
        return sentence_at(self.sentences, offset)


def sentence_at(sentences: Iterable[Sentence], offset: int) -> Sentence | None:
    """The sentence that holds the character at ``offset``, or None between sentences."""
    return next((s for s in sentences if s.span.start <= offset < s.span.end), None)
