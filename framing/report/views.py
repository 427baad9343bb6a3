"""What templates see: every name that a template can ask for is declared here.

``ReportView`` is the context of every template: each of its fields is a variable. Numbers are
figures and fields of rows. All text is plain; the templates escape it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from framing.codebooks import Codebook
from framing.evidence import Chance, ComparedActor, Figure, Flag, Measure, SpeakerFigure
from framing.evidence.count import family
from framing.evidence.rows import ArticleRow, SentenceRow, StatementRow
from framing.evidence.timeline import Timeline
from framing.findings import Findings
from framing.models import Article, Skipped
from framing.report.alone import AloneView
from framing.report.charts import AxisView, Category
from framing.report.index import IndexGroup
from framing.report.pages import (
    CardView,
    CitedView,
    CountryGroup,
    FactLine,
    GapChart,
    NameLine,
)
from framing.report.reading import HeadView, LineView
from framing.report.side_by_side import TellingLine
from framing.report.themes import Theme
from framing.validation import ValidationRecord

Paper = Literal["A4", "Letter"]


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the user says of the document: ``organisation`` stands above the title, ``footer`` at
    the foot of each page; ``logo`` is a data: address; all may be empty."""

    organisation: str = ""
    logo: str = ""
    footer: str = ""
    paper: Paper = "A4"


@dataclass(frozen=True, slots=True)
class LaneView:
    """One lane of a sentence strip: the places (from 0) of the sentences that hold a frame."""

    frame: str
    cells: Sequence[int]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article: ``ref`` is its short reference ('GT-1'), ``row`` its row. ``quoted`` are the
    places of sentences with words in quotation marks. ``date_mark`` says how the date is known."""

    ref: str
    row: ArticleRow
    article: Article
    title: str
    date: str
    date_mark: str
    copy: str
    lanes: Sequence[LaneView]
    quoted: Sequence[int]
    sentences: Sequence[SentenceRow]
    statements: Sequence[StatementRow]

    @property
    def n_sentences(self) -> int:
        """How many sentences its body has."""
        return len(self.row.body)


@dataclass(frozen=True, slots=True)
class OutletView:
    """An outlet, with its figures by key, such as 'frame.history' (value, low, high, count, n and
    rows). ``own_figures`` are of its own copy. ``targets``: by a figure's key, the anchor that the
    figure leads to, which ``figure(key, outlet)`` uses; ``index_groups`` are the lines there.
    ``measures`` are those that were counted. ``only_here`` are speakers with a name or an office
    that no other outlet has."""

    slug: str
    name: str
    code: str
    colour: str
    country: str
    kind: str
    ownership: str
    ownership_source: str
    tone_is_measured: bool
    figures: Mapping[str, Figure]
    own_figures: Mapping[str, Figure]
    speakers: Sequence[SpeakerFigure]
    only_here: Sequence[SpeakerFigure]
    articles: Sequence[ArticleView]
    targets: Mapping[str, str]
    index_groups: Sequence[IndexGroup]
    measures: Sequence[Measure]

    def family(self, key: str) -> Sequence[Figure]:
        """The figures whose keys begin with ``key`` and a dot, frequent ones first: 'label.past'
        gives those of all labels for the past."""
        return family(self.figures, key)


@dataclass(frozen=True, slots=True)
class FrameView:
    """A frame of the codebook, with its colour and whether it is one of the two poles.

    ``indicators`` are those that are plain words; ``n_indicators`` counts the patterns, too.
    ``tentative`` says why it can be no more than an indication; empty if it can.
    """

    id: str
    name: str
    colour: str
    definition: str
    pole: bool
    indicators: Sequence[str]
    n_indicators: int
    tentative: str


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label that is used: ``key`` is that of its figures; ``modifiers`` are the adjectives found
    with it."""

    name: str
    key: str
    modifiers: Sequence[str]


@dataclass(frozen=True, slots=True)
class LabelSetView:
    """A referent and the labels in use for it."""

    name: str
    labels: Sequence[LabelRow]


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact card: ``key`` is that of its figures; ``found`` tells whether any outlet has it."""

    name: str
    key: str
    found: bool


@dataclass(frozen=True, slots=True)
class PassageSide:
    """One article's side of a shared passage; ``row`` is the name of its sentence."""

    ref: str
    outlet_name: str
    text: str
    voice: str
    row: str


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage that stands in several articles. ``same`` of the ``words`` of its longer side
    stand in the other, too (of the first two sides). ``voices_differ``: quoted or attributed in
    one and not in another, for certain; ``quoted_and_unquoted``: quoted in one alone."""

    same: int
    words: int
    agency: str
    voices_differ: bool
    quoted_and_unquoted: bool
    sides: Sequence[PassageSide]


@dataclass(frozen=True, slots=True)
class NearView:
    """A coded example that a sentence in which ``frame`` was found by meaning is most alike, as
    ``validation.examples`` has it; ``own``: the user coded it."""

    frame: str
    sentence: str
    held: bool
    note: str
    own: bool
    likeness: float


@dataclass(frozen=True, slots=True)
class MethodView:
    """An analyser's section in the method appendix."""

    name: str
    version: str
    text: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """The context of every template.

    ``language`` is that of the page's words ('en', 'de'); findings and hints are in English:
    where the page is not, ``in_english`` is the attribute that says so of an element, else ''.
    ``edition`` is 'pdf' or 'html': what only a screen can use stands in the HTML edition alone.
    ``shown_rows`` are the ids of the sentences and statements that the evidence shows; where there
    are many articles the others stand in the CSV files alone (``n_rows`` in all). ``nearest`` has,
    by the id of a sentence in which frames were found by meaning, the coded examples that it is
    most alike, frame by frame (HTML edition alone).
    ``sections`` are the report's sections in their order, ``section_titles`` what they are called
    by name. ``fits``: the codebook fits the articles; where it does not, its frames are shown in
    the HTML edition alone. ``compared`` are the frames of the main charts: the codebook's poles, or
    its first two; ``lanes`` those that strips and running text show, one more at most; none where
    the codebook does not fit. ``imprint`` is what the user says of the document. ``heads``,
    ``story_lines`` and ``cards`` are what the pages of headlines, the story line and the outlets
    show; ``frame_gaps`` hold each frame that is found, in each outlet against the others,
    ``unfound`` the names of poles that are found nowhere, ``looks`` what the page of findings draws
    of them, ``longest`` the points of its longest bar; ``toned``: an outlet has
    words enough for a mean of tone; ``timelines`` hold figures over time; ``cited`` are the
    sentences that the findings rest on; ``alone`` those that one outlet alone has, by outlet;
    ``matters`` what several outlets tell of, each with a sentence of each.
    """

    edition: str
    language: str
    in_english: str
    title: str
    date_range: str
    created: str
    sections: Sequence[str]
    section_titles: Mapping[str, str]
    unit: str
    version: str
    language_model: str
    findings: Findings
    outlets: Sequence[OutletView]
    articles: Sequence[ArticleView]
    frames: Sequence[FrameView]
    poles: Sequence[FrameView]
    compared: Sequence[FrameView]
    lanes: Sequence[FrameView]
    fits: bool
    countries: Sequence[str]
    group_by: str
    groups: Sequence[str]
    label_sets: Sequence[LabelSetView]
    facts: Sequence[FactRow]
    actors: Sequence[ComparedActor]
    tone_note: str
    tone_confidence: float
    imprint: Imprint
    shared: Sequence[PassageView]
    flags: Sequence[Flag]
    skipped: Sequence[Skipped]
    shown_rows: Set[str]
    n_rows: int
    nearest: Mapping[str, Sequence[NearView]]
    codebook: Codebook
    codebook_label: str
    validation: ValidationRecord | None
    methods: Sequence[MethodView]
    chance: Chance
    own_copy_only: bool
    tone_axis: AxisView
    frame_axis: AxisView
    theme: Theme
    roles: Sequence[Category]
    namings: Sequence[Category]
    voices: Sequence[Category]
    heads: Sequence[HeadView]
    story_lines: Sequence[LineView]
    speaker_groups: Sequence[CountryGroup]
    frame_gaps: Sequence[GapChart]
    unfound: Sequence[str]
    looks: Sequence[GapChart]
    longest: int
    toned: bool
    timelines: Sequence[Timeline]
    name_lines: Sequence[NameLine]
    fact_lines: Sequence[FactLine]
    cards: Sequence[CardView]
    alone: Sequence[AloneView]
    matters: Sequence[Sequence[TellingLine]]
    cited: Sequence[CitedView]
    from_agencies: Sequence[tuple[str, str, int]]
    to_countries: Sequence[tuple[str, str, int]]
