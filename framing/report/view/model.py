"""What templates may use: every name that a template can ask for is declared here.

``ReportView`` is the context of every template: each of its fields is a variable. All text is
plain; the templates escape it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from framing.codebooks import Codebook
from framing.evidence import Difference, Flag, OutletFigures, SpeakerFigure
from framing.findings import Findings, OutletWords
from framing.models import Article, Removed, Skipped
from framing.report.themes import Theme
from framing.validation import ValidationRecord


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a sentence: ``frame`` is the id of the frame it was a hit for, or None;
    ``quoted`` tells words inside quotation marks that hold speech."""

    text: str
    frame: str | None = None


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence as evidence. ``id`` is its row id in sentences.csv and its anchor."""

    id: str
    number: int
    text: str
    part: str
    paragraph: int
    voice: str
    frames: Sequence[str]
    segments: Sequence[Segment]
    polarity: float | None
    tone_words: Sequence[tuple[str, float]]
    shared_with: Sequence[str]


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement as evidence. ``id`` is its row id in statements.csv and its anchor."""

    id: str
    sentence_id: str
    content: str
    cue: str
    source: str
    speaker: str
    voice: str
    naming: str
    role: str
    country: str
    via: str
    channel: str
    anonymity: bool
    speech: bool


@dataclass(frozen=True, slots=True)
class LaneView:
    """One lane of a sentence strip: the indices (from 0) of the sentences that hold a frame."""

    frame: str
    cells: Sequence[int]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article: ``ref`` is its short reference ('GT-1')."""

    ref: str
    outlet: str
    outlet_name: str
    article: Article
    title: str
    date: str
    date_mark: str
    copy: str
    n_words: int
    n_sentences: int
    lanes: Sequence[LaneView]
    quoted: Sequence[int]
    sentences: Sequence[SentenceView]
    statements: Sequence[StatementView]
    removed: Sequence[Removed]
    salience: Mapping[str, str]
    first_rows: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TermUse:
    """Something listed with how often it was found: a scored or loaded word, a hedge, a judging
    cue verb, or through whom statements came. ``rows`` are its sentences (or statements);
    ``measure`` is its key in the outlet's ``index``."""

    term: str
    count: int
    rows: Sequence[str]
    measure: str


@dataclass(frozen=True, slots=True)
class IndexPart:
    """A stretch of an index line: ``links`` are (text, anchor) pairs, ``rest`` counts the rows that
    stand in the CSV files alone."""

    name: str
    anchor: str
    links: Sequence[tuple[str, str]]
    rest: int


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What stands behind one figure of an outlet.

    Attributes:
        measure: its key, such as 'frame.history', 'role.expert' or 'speaker.1'.
        name: what its line in the index says; ``count`` stands behind the name.
        back: the anchor of the chart or table that shows the figure.
        rows: ids of the sentences or statements that the figure counts.
        target: the anchor that the figure leads to: the line, or the one row that it counts.
        anchor: that of the line; empty where the line would only repeat its one row.
        parts: the line itself.
    """

    measure: str
    name: str
    count: str
    back: str
    rows: Sequence[str]
    target: str
    anchor: str
    parts: Sequence[IndexPart]


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """Entries of the index that stand together: each on a line of its own where the group has no
    name, else one after the other under that name."""

    name: str
    anchor: str
    back: str
    entries: Sequence[IndexEntry]


@dataclass(frozen=True, slots=True)
class OutletView:
    """An outlet: ``figures.figures['frame.history']`` and the like are estimates (value, low,
    high, count, n). ``terms`` are the narrator's loaded words by kind: 'loaded', 'booster',
    'hedge', 'cue'. ``towards`` counts the narrator's body sentences about each actor that are
    negative, neutral and positive, ``towards_quoted`` those in quoted and indirect words,
    ``towards_headline`` those in headlines. ``words_of``: by speaker key, the statement that shows
    their words. ``only_here``: speakers with a name or an office that no other outlet has.
    ``disagreements``: rows that lexicon and model read differently, by
    kind: 'opposite', 'lexicon_silent', 'model_neutral'. ``frame_voices``: by frame, who speaks it
    (the narrator or a role), in how many of its sentences. ``index``: by measure, what stands
    behind the figure; ``index_groups`` has the same in the order of the evidence.
    ``speaker_measures``: by speaker key, the measure in ``index``."""

    slug: str
    name: str
    code: str
    colour: str
    country: str
    kind: str
    ownership: str
    ownership_source: str
    figures: OutletFigures
    own_copy: OutletFigures
    words: OutletWords
    articles: Sequence[ArticleView]
    negative_words: Sequence[TermUse]
    positive_words: Sequence[TermUse]
    examples: Sequence[SentenceView]
    channels: Sequence[TermUse]
    words_of: Mapping[str, StatementView]
    only_here: Sequence[SpeakerFigure]
    terms: Mapping[str, Sequence[TermUse]]
    towards: Mapping[str, tuple[int, int, int]]
    frame_voices: Mapping[str, Sequence[TermUse]]
    towards_quoted: Mapping[str, tuple[int, int, int]]
    towards_headline: Mapping[str, tuple[int, int, int]]
    disagreements: Mapping[str, Sequence[str]]
    speaker_measures: Mapping[str, str]
    fifths: Mapping[str, Sequence[float]] = field(default_factory=dict)
    index: Mapping[str, IndexEntry] = field(default_factory=dict)
    index_groups: Sequence[IndexGroup] = ()


@dataclass(frozen=True, slots=True)
class FrameView:
    """A frame of the codebook, with its colour and whether it is one of the two poles.

    ``indicators`` are those that are plain words; ``n_indicators`` counts the patterns, too.
    """

    id: str
    name: str
    colour: str
    definition: str
    pole: bool
    indicators: Sequence[str]
    n_indicators: int


@dataclass(frozen=True, slots=True)
class LabelUse:
    """How often an outlet uses a label or tells a fact, by voice, with the sentences it stands in;
    ``measure`` is its key in the outlet's ``index``."""

    narrator: int
    quoted: int
    sentence_ids: Sequence[str]
    measure: str


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label of a label set with its use by outlet slug, and the adjectives found with it."""

    name: str
    takes_side: str
    uses: Mapping[str, LabelUse]
    modifiers: Sequence[str]


@dataclass(frozen=True, slots=True)
class LabelSetView:
    """A referent and the labels in use for it."""

    name: str
    labels: Sequence[LabelRow]


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact card: by outlet slug, how often it was found by voice, and where."""

    name: str
    uses: Mapping[str, LabelUse]


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor that tone can be towards, of the codebook or a ``speaker`` whom the articles name;
    figures: ``figures['toward.<id>.narrator']``."""

    id: str
    name: str
    speaker: bool


@dataclass(frozen=True, slots=True)
class PassageSide:
    """One article's side of a shared passage."""

    ref: str
    outlet_name: str
    text: str
    voice: str
    sentence_id: str


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage that stands in several articles. ``voices_differ``: not the same voice in all;
    ``quoted_and_unquoted``: a quotation in one and not in another."""

    similarity: float
    agency: str
    voices_differ: bool
    quoted_and_unquoted: bool
    sides: Sequence[PassageSide]


@dataclass(frozen=True, slots=True)
class AxisView:
    """A chart's axis: from ``low`` to ``high`` with labelled ticks."""

    low: float
    high: float
    ticks: Sequence[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Category:
    """A category of a stacked bar: ``measures`` are added up, and the first one is their key in an
    outlet's ``index``; ``ink`` is the text colour on it; ``outline`` is empty where the fill needs
    none."""

    name: str
    colour: str
    ink: str
    outline: str
    measures: Sequence[str]


@dataclass(frozen=True, slots=True)
class MethodView:
    """An analyser's section in the method appendix."""

    name: str
    version: str
    text: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """The context of every template.

    ``edition`` is 'pdf' or 'html': what only a screen can use stands in the HTML edition alone.
    ``shown_rows`` are the ids of the sentences and statements that the evidence shows; where there
    are many articles the others stand in the CSV files alone (``n_rows`` in all).
    ``sections`` are the report's sections in their order.
    """

    edition: str
    title: str
    subtitle: str
    date_range: str
    created: str
    sections: Sequence[str]
    unit: str
    version: str
    language_model: str
    findings: Findings
    outlets: Sequence[OutletView]
    articles: Sequence[ArticleView]
    frames: Sequence[FrameView]
    poles: Sequence[FrameView]
    countries: Sequence[str]
    label_sets: Sequence[LabelSetView]
    facts: Sequence[FactRow]
    actors: Sequence[ActorRow]
    tone_note: str
    tone_confidence: float
    shared: Sequence[PassageView]
    flags: Sequence[Flag]
    skipped: Sequence[Skipped]
    shown_rows: Set[str]
    n_rows: int
    differences: Sequence[Difference]
    codebook: Codebook
    codebook_label: str
    validation: ValidationRecord | None
    methods: Sequence[MethodView]
    resampling: str
    cluster_unit: str
    own_copy_only: bool
    tone_axis: AxisView
    frame_axis: AxisView
    theme: Theme
    roles: Sequence[Category]
    namings: Sequence[Category]
    voices: Sequence[Category]
