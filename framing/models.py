"""The values that travel through the house, from reader to report.

All are frozen: a stage makes new values and never changes those it was given. All spans are
half-open Unicode code point offsets into ``Article.text``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Generic, Literal, NamedTuple, Protocol, TypeVar

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
    """Which part of an article a paragraph belongs to.

    ``SUSPECTED``: it stands in the body and may be page furniture, so it counts as no part of it.
    """

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    CAPTION = "caption"
    BODY = "body"
    SUSPECTED = "suspected"


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

    @property
    def body(self) -> str:
        """The words of the body that count: without the lines that may be page furniture."""
        lines = {each.text for each in self.suspected}
        paragraphs = self.parts.body.of(self.text).split("\n\n")
        return "\n\n".join(each for each in paragraphs if each not in lines)

    @property
    def printed(self) -> tuple[str, ...]:
        """All that the page held: the text, and each stretch that cleaning took out."""
        return self.text, *(each.text for each in self.removed)


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be read: it is named in the report, and the rest goes on."""

    path: str
    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """An article that was read and could not be analysed: what a report says of it, and the
    traceback for who mends it."""

    id: str
    skipped: Skipped
    trace: str = ""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the article attributes to someone (an attribution relation).

    ``content``, ``cue`` and ``source`` are spans; ``speaker`` is the resolved source in words and
    ``speaker_id`` is the same for all statements of one speaker in the article. ``via`` is the
    outlet or agency through which the statement came. ``country`` is ISO 3166 alpha-2, None where
    none is told or there are several; ``countries`` has all of them. ``surmised`` is True where
    they are those that the article is set in, for want of what the copy tells. ``naming``,
    ``role``: None where the copy does not tell.
    ``speech`` is False for a belief, plan or feeling that the copy ascribes ('Tokyo aims to …').
    ``decided`` says, field by field, on what words or rule a value rests.

    Every field reaches statements.csv and the JSON document under its name, in this order.
    """

    content: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    speaker: str | None = None
    speaker_id: str | None = None
    voice: Voice
    naming: Naming | None = None
    role: Role | None = None
    country: str | None = None
    via: str | None = None
    channel: str | None = None
    anonymity: bool = False
    speech: bool = True
    countries: tuple[str, ...] = ()
    surmised: bool = False
    decided: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The one country is in ``countries``, too, whoever made the statement."""
        if self.country and not self.countries:
            object.__setattr__(self, "countries", (self.country,))


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
class ArticleFigure:
    """One number about one article: its unit, how many units it rests on, and its evidence.

    It stands in ``measures.csv`` and in the article's JSON document under ``name``.
    """

    name: str
    value: float | None
    unit: str
    n: int
    evidence: tuple[Span, ...] = ()


class Mention(Protocol):
    """Words found in a sentence: an indicator of a frame, a label, a fact, a loaded word, an actor.

    Each kind is a frozen dataclass with these fields and its own. ``table`` names its CSV file
    ('naming' for naming.csv; empty for none), ``columns`` the columns of it: names of fields, and
    'words' for the words of the span. ``sentence`` is an index into ``Analysis.sentences``.
    """

    table: ClassVar[str]
    columns: ClassVar[tuple[str, ...]]

    @property
    def span(self) -> Span:
        """Where the words stand."""
        ...

    @property
    def sentence(self) -> int:
        """In which sentence."""
        ...

    @property
    def voice(self) -> Voice:
        """Whose words they are."""
        ...


M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class ToneWord:
    """A word or phrase that has a score in the lexicon, with what it added after negation.
    ``phrase``: an adjective with the noun that it stands before, to be judged by a reader."""

    span: Span
    polarity: float
    subjectivity: float
    phrase: Span | None = None

    @property
    def shown(self) -> Span:
        """What a reader sees: the phrase, or the word where there is none."""
        return self.phrase or self.span


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
    is the calibrated probability of the label.
    """

    table: ClassVar[str] = "towards"
    columns: ClassVar[tuple[str, ...]] = ("actor", "name", "words", "voice", "label", "p")

    actor: str
    name: str
    span: Span
    label: Literal["negative", "neutral", "positive"]
    p: float
    voice: Voice
    sentence: int


@dataclass(frozen=True, slots=True)
class Hit:
    """An indicator of a frame, or words that carry its meaning, found. It stands in sentences.csv,
    beside its sentence.

    ``p`` is the probability that the sentence holds the frame, where it was read by meaning;
    ``doubtful`` says that it is near the threshold.
    """

    table: ClassVar[str] = ""
    columns: ClassVar[tuple[str, ...]] = ()

    frame: str
    indicator: str
    span: Span
    sentence: int
    voice: Voice
    p: float | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence that nearly holds a frame: it is not counted, but widens the share's range.

    ``span`` covers the words that say most for the frame; ``p`` is the probability.
    """

    table: ClassVar[str] = ""
    columns: ClassVar[tuple[str, ...]] = ()

    frame: str
    span: Span
    sentence: int
    voice: Voice
    p: float


@dataclass(frozen=True, slots=True)
class NamingChoice:
    """A label that the article uses for a referent, in whose voice, with its adjectives.

    ``attributed``: it stands in a background clause that only a trailing attribution covers.
    """

    table: ClassVar[str] = "naming"
    columns: ClassVar[tuple[str, ...]] = (
        *("label_set", "label", "words", "voice", "modifiers"),
        "attributed",
    )

    label_set: str
    label: str
    span: Span
    sentence: int
    voice: Voice
    modifiers: tuple[str, ...] = ()
    attributed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What an analyser found in one article: the same shape for every analyser.

    Attributes:
        analyser, version: who found it.
        statements: what the article attributes to someone, in text order.
        mentions: words found in sentences, in text order.
        tones: the tone of each sentence, aligned with ``Analysis.sentences`` (None where no word
            is the narrator's); empty if tone was not measured.
        figures: numbers about the article.
        note: what the reader must know of how it was measured; empty if nothing.
    """

    analyser: str
    version: str
    statements: tuple[Statement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    tones: tuple[SentenceTone | None, ...] = ()
    figures: Sequence[ArticleFigure] = ()
    note: str = ""

    def found(self, kind: type[M]) -> tuple[M, ...]:
        """The mentions of one kind, in text order."""
        return tuple(mention for mention in self.mentions if isinstance(mention, kind))


def statements_of(results: Mapping[str, Result]) -> tuple[Statement, ...]:
    """The statements of all results, in the order the analysers ran."""
    return tuple(s for result in results.values() for s in result.statements)


@dataclass(frozen=True, slots=True)
class CodebookStamp:
    """Which codebook an analysis was made with: its name and the checksum of its content."""

    id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A passage that stands in several articles, one place in each; parallel tuples, in the order
    of the analyses.

    ``similarity`` (0 to 1) is that of the two least alike neighbours in the chain that joins the
    articles. ``agency`` is the agency that the text names for it, if any.
    """

    article_ids: tuple[str, ...]
    spans: tuple[Span, ...]
    sentences: tuple[int, ...]
    similarity: float
    voices: tuple[Voice, ...]
    agency: str | None = None

    @property
    def quoted_and_unquoted(self) -> bool:
        """The same words are a quotation in one article and not in another."""
        quoted = {Voice.DIRECT, Voice.MIXED} & set(self.voices)
        unquoted = {Voice.NARRATOR, Voice.INDIRECT} & set(self.voices)
        return bool(quoted and unquoted)

    def sides(self) -> Iterator[tuple[str, Span, int, Voice]]:
        """Article id, span, sentence index and voice, article by article."""
        return zip(self.article_ids, self.spans, self.sentences, self.voices, strict=True)


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article with its sentences and what each analyser found, by analyser name.

    ``shared`` are the passages of it that stand in other articles of the same run, too.
    ``codebook`` is what frames, labels and facts were sought with; None in analyses made by hand.
    ``made_with`` holds the other settings that it rests on, by name.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    results: Mapping[str, Result]
    shared: tuple[SharedPassage, ...] = ()
    codebook: CodebookStamp | None = None
    made_with: Mapping[str, Any] = field(default_factory=dict)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What the article attributes to someone; empty if nobody looked for statements."""
        return statements_of(self.results)

    @property
    def tones(self) -> tuple[SentenceTone | None, ...]:
        """The tone of each sentence; None where no word is the narrator's or tone did not run."""
        measured = (result.tones for result in self.results.values() if result.tones)
        return next(measured, (None,) * len(self.sentences))

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be known of how the article was measured."""
        return tuple(result.note for result in self.results.values() if result.note)

    def found(self, kind: type[M]) -> tuple[M, ...]:
        """The mentions of one kind, such as ``Hit``; those of each analyser in text order."""
        return tuple(mention for result in self.results.values() for mention in result.found(kind))

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the character at ``offset``, or None between sentences."""
        return next((s for s in self.sentences if s.span.start <= offset < s.span.end), None)
