"""What templates may use: every name that a template can ask for is declared or made here.

``ReportView`` is the context of every template: each of its fields is a variable. Numbers are
figures and fields of rows; nothing is counted here, and no sentence about a result is written. All
text is plain; the templates escape it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from framing.analysers.base import Analyser
from framing.codebooks import Codebook
from framing.evidence import (
    ComparedActor,
    Comparison,
    Difference,
    Figure,
    Flag,
    Measure,
    OutletFigures,
    SpeakerFigure,
)
from framing.evidence.comparison import alone
from framing.evidence.count import family, together
from framing.evidence.rows import (
    ArticleRow,
    SentenceRow,
    StatementRow,
    agency_names,
    flat,
    is_agency_copy,
    other_agencies,
    sentence_id,
)
from framing.files import report_templates, sections_in
from framing.findings import Findings, OutletWords, write_findings
from framing.findings.words import unit_noun
from framing.models import Article, NamingChoice, SharedPassage, Skipped
from framing.outlets import OutletProfile
from framing.report import charts
from framing.report.charts import AxisView, Category
from framing.report.index import IndexGroup, make_index
from framing.report.themes import Theme, load_theme
from framing.settings import SECTIONS
from framing.text.parse import DEFAULT_MODEL
from framing.text.quotations import DOUBLE_MARKS
from framing.validation import ValidationRecord
from framing.wording import day, joined, number


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a sentence: ``frame`` is the id of the frame it was a hit for, or None."""

    text: str
    frame: str | None = None


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
    ``measures`` are those that were counted.
    ``examples`` are sentences that show how the coding works; ``only_here`` are speakers with a
    name or an office that no other outlet has."""

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
    words: OutletWords
    articles: Sequence[ArticleView]
    examples: Sequence[SentenceRow]
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
    """

    id: str
    name: str
    colour: str
    definition: str
    pole: bool
    indicators: Sequence[str]
    n_indicators: int


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label that is used: ``key`` is that of its figures; ``modifiers`` are the adjectives found
    with it."""

    name: str
    key: str
    takes_side: str
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
    """A passage that stands in several articles. ``voices_differ``: not the same voice in all;
    ``quoted_and_unquoted``: a quotation in one and not in another."""

    similarity: float
    agency: str
    voices_differ: bool
    quoted_and_unquoted: bool
    sides: Sequence[PassageSide]


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
    ``sections`` are the report's sections in their order, ``section_titles`` what they are called
    by name. ``compared`` are the frames of the main
    charts: the codebook's poles, or its first two.
    """

    edition: str
    title: str
    subtitle: str
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
    countries: Sequence[str]
    group_by: str
    groups: Sequence[str]
    label_sets: Sequence[LabelSetView]
    facts: Sequence[FactRow]
    actors: Sequence[ComparedActor]
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


def build_view(
    comparison: Comparison,
    *,
    profiles: Mapping[str, OutletProfile],
    analysers: Sequence[Analyser],
    validation: ValidationRecord | None = None,
    sections: Sequence[str] = SECTIONS,
    created: str = "",
    tone_confidence: float = 0.0,
    theme: Theme | None = None,
    edition: Literal["pdf", "html"] = "pdf",
    folders: Sequence[Path] = (),
) -> ReportView:
    """What templates may use, made from a comparison.

    Args:
        comparison: the figures and their evidence.
        profiles: outlet profiles by slug (colour, country, ownership).
        analysers: those that ran, for the method appendix.
        validation: the codebook's measured agreement with human coding, if there is any.
        sections: those that the report shows, in their order.
        created: ISO date of the document; empty leaves it out.
        tone_confidence: below it the tone towards an actor was left untold.
        theme: how the report looks; the default theme if none is given.
        edition: which one the templates are to make.
        folders: the user's template folders, which may have sections of their own.
    """
    theme = theme or load_theme()
    findings = write_findings(comparison)
    codebook = comparison.codebook
    frames = _frames(codebook, theme)
    frame_ids = [frame.id for frame in frames]
    articles = [_article(row, comparison) for row in comparison.rows.articles]
    examples = {o.slug: _examples(o, frame_ids, theme) for o in comparison.outlets}
    shown = _shown_rows(articles, examples, theme)
    columns = {key: _most_told(comparison, key, theme) for key in ("country", "group")}
    outlets = [
        _outlet(
            comparison,
            figures,
            i,
            profiles.get(figures.slug),
            theme,
            [article for article in articles if article.row.outlet == figures.slug],
            findings.outlets[figures.slug],
            examples[figures.slug],
            shown,
            columns,
        )
        for i, figures in enumerate(comparison.outlets)
    ]
    pole_frames = [frame for pole in codebook.poles or () for frame in frames if frame.id == pole]
    units = sorted({outlet.cluster_unit for outlet in comparison.outlets})
    return ReportView(
        edition=edition,
        title=comparison.title,
        subtitle=findings.title,
        date_range=_date_range(comparison),
        created=created,
        sections=sections,
        section_titles=_section_titles(folders, theme, pole_frames),
        tone_confidence=tone_confidence,
        unit=unit_noun(comparison.outlets),
        version=version("framing"),
        language_model=DEFAULT_MODEL,
        findings=findings,
        outlets=outlets,
        articles=articles,
        frames=frames,
        poles=pole_frames,
        compared=pole_frames or frames[:2],
        countries=columns["country"],
        group_by=comparison.group_by or "",
        groups=columns["group"],
        label_sets=_label_sets(comparison),
        facts=[
            FactRow(card.name, card.id, bool(comparison.figures(f"fact.{card.id}")))
            for card in codebook.facts
        ],
        actors=_actors(comparison, theme),
        tone_note="; ".join(sorted({note for a in comparison.analyses for note in a.notes})),
        shared=[_passage(passage, comparison) for passage in comparison.shared],
        flags=comparison.flags,
        skipped=comparison.skipped,
        shown_rows=shown,
        n_rows=len(comparison.rows.sentences) + len(comparison.rows.statements),
        differences=comparison.differences,
        codebook=codebook,
        codebook_label=f"{codebook.title} ({codebook.id}), version {codebook.version}, "
        f"sha256 {codebook.sha256[:12]}",
        validation=validation,
        methods=[MethodView(a.name, a.version, _manual(a)) for a in analysers],
        resampling=f"{number(comparison.resampling.resamples)} resamples of whole "
        f"{joined(units)}, seed {comparison.resampling.seed}",
        cluster_unit=joined(units),
        own_copy_only=comparison.own_copy_only,
        tone_axis=charts.tone_axis(outlets),
        frame_axis=charts.share_axis(outlets, frame_ids),
        theme=theme,
        roles=charts.roles(theme, outlets),
        namings=charts.namings(theme, outlets),
        voices=charts.voices(theme, outlets),
    )


def _section_titles(
    folders: Sequence[Path], theme: Theme, poles: Sequence[FrameView]
) -> dict[str, str]:
    """What sections are called: as their templates say, but emphasis by the poles it weighs."""
    searched = (*folders, theme.folder, report_templates() / "default")
    titles = {name: section.title for name, section in sections_in(searched).items()}
    if poles:
        titles["emphasis"] = joined([frame.name for frame in poles])
    return titles


def _frames(codebook: Codebook, theme: Theme) -> list[FrameView]:
    poles = codebook.poles or ()
    return [
        FrameView(
            frame.id,
            frame.name,
            frame.colour if theme.own_colours else theme.frames[i % len(theme.frames)],
            frame.definition,
            frame.id in poles,
            [t.written for t in frame.terms() if re.fullmatch(r"[\w .'’-]+", t.written)],
            sum(1 for _ in frame.terms()),
        )
        for i, frame in enumerate(codebook.frames)
    ]


def _article(row: ArticleRow, comparison: Comparison) -> ArticleView:
    article = row.analysis.article
    sentences = comparison.rows.sentences_of.get(row.id, ())
    body = [s for s in sentences if s.in_body]
    published = article.published
    return ArticleView(
        ref=row.id,
        row=row,
        article=article,
        title=article.title.value if article.title else "No headline found",
        date=day(published.value) if published else "not found",
        date_mark=published.provenance.value if published else "",
        copy=_whose_copy(row),
        lanes=[
            LaneView(frame, [i for i, s in enumerate(body) if frame in s.frames])
            for frame in row.frames
        ],
        quoted=[i for i, s in enumerate(body) if DOUBLE_MARKS & set(s.text)],
        sentences=sentences,
        statements=comparison.rows.statements_of.get(row.id, ()),
    )


def _whose_copy(row: ArticleRow) -> str:
    """Whose copy an article is, in a few words for a table."""
    agencies = ", ".join(agency_names(row.analysis))
    if not agencies:
        return "own, or not said"
    if is_agency_copy(row.analysis):
        return agencies
    if not other_agencies(row.analysis):
        return "own"
    return f"own, with {agencies}"


def _outlet(
    comparison: Comparison,
    counted: OutletFigures,
    place: int,
    profile: OutletProfile | None,
    theme: Theme,
    articles: Sequence[ArticleView],
    words: OutletWords,
    examples: Sequence[SentenceRow],
    shown: Set[str],
    columns: Mapping[str, Sequence[str]],
) -> OutletView:
    only_here = alone(counted, comparison.rows)
    figures = dict(counted.figures)
    figures[only_here.key] = only_here
    for key, told in columns.items():
        whole = counted.figures.get(f"{key}.unknown")
        if whole is not None:
            others = [f for f in counted.family(key) if f.category not in (*told, "unknown")]
            figures[f"{key}.others"] = together(f"{key}.others", "Others", whole, others)
    elsewhere = {row.id for row in only_here.rows}
    many = len(comparison.outlets) > theme.limits["index_outlets"]
    most = theme.limits["index_links"] if many else len(shown)
    index = make_index(counted.slug, figures, shown, most)
    owner = profile.ownership if profile else None
    return OutletView(
        slug=counted.slug,
        name=counted.name,
        code=articles[0].ref.rsplit("-", 1)[0],
        colour=_colour(theme, place, profile),
        country=profile.country if profile else "",
        kind=profile.kind if profile else "",
        ownership=owner.text if owner else "",
        ownership_source=owner.source if owner else "",
        tone_is_measured=counted.tone_is_measured,
        figures=figures,
        own_figures=next(o for o in comparison.own_copy if o.slug == counted.slug).figures,
        speakers=counted.speakers,
        only_here=[s for s in counted.speakers if s.best.id in elsewhere],
        words=words,
        articles=articles,
        examples=examples,
        targets=index.targets,
        index_groups=index.groups,
        measures=comparison.measures,
    )


def _examples(counted: OutletFigures, frames: Sequence[str], theme: Theme) -> list[SentenceRow]:
    """A few short body sentences that show how sentences were coded, one for each frame, the
    rarest frames first; together they must leave room for the rest of the page."""
    figures = [counted.figures[f"frame.{frame}"] for frame in frames]
    chosen: list[SentenceRow] = []
    room = theme.limits["example_characters"]
    for figure in sorted(figures, key=lambda f: (f.count, frames.index(f.category))):
        held = [row for row in figure.rows if isinstance(row, SentenceRow) and row not in chosen]
        if not held or any(figure.category in row.frames for row in chosen):
            continue
        best = min(held, key=lambda row: (len(row.frames), abs(len(row.text) - 130)))
        if len(best.text) <= room and len(chosen) < theme.limits["examples"]:
            chosen.append(best)
            room -= len(best.text)
    order = {row.id: i for i, row in enumerate(counted.figures["sentences"].rows)}
    return sorted(chosen, key=lambda row: order[row.id])


def _shown_rows(
    articles: Sequence[ArticleView], examples: Mapping[str, Sequence[SentenceRow]], theme: Theme
) -> frozenset[str]:
    """Ids of the rows that the evidence shows: the same number of sentences for each outlet, whole
    articles first to last, each with its statements; and every example shown elsewhere."""
    room = max(theme.limits["evidence"] // len(examples) - theme.limits["evidence_index"], 8)
    left = dict.fromkeys(examples, room)
    shown = {row.id for rows in examples.values() for row in rows}
    for article in articles:
        outlet = article.row.outlet
        rows = {s.id for s in article.sentences[: left[outlet]]}
        left[outlet] -= len(rows)
        shown |= rows | {s.id for s in article.statements if s.sentence_id in rows}
    return frozenset(shown)


def _most_told(comparison: Comparison, key: str, theme: Theme) -> list[str]:
    """The countries, or groups, that most statements come from, the most frequent first."""
    counts: Counter[str] = Counter()
    for outlet in comparison.outlets:
        for figure in outlet.family(key):
            if figure.category != "unknown":
                counts[figure.category] += int(figure.count)
    ordered = sorted(counts, key=lambda category: (-counts[category], category))
    return ordered[: theme.limits["countries"]]


def _label_sets(comparison: Comparison) -> list[LabelSetView]:
    modifiers: dict[str, set[str]] = {}
    for row in comparison.counted.mentions:
        choice = row.mention
        if isinstance(choice, NamingChoice):
            found = modifiers.setdefault(f"{choice.label_set}.{choice.label}", set())
            found |= {flat(word).lower() for word in choice.modifiers}
    views = []
    for label_set in comparison.codebook.label_sets:
        rows = [
            LabelRow(label.name, key, label.takes_side, sorted(modifiers[key]))
            for label in label_set.labels
            if (key := f"{label_set.id}.{label.id}") in modifiers
        ]
        if rows:
            views.append(LabelSetView(label_set.name, rows))
    return views


def _actors(comparison: Comparison, theme: Theme) -> list[ComparedActor]:
    """The actors towards whom any outlet's tone was told: the codebook's, then the speakers most
    often met; the others stand in towards.csv."""
    told = [
        actor
        for actor in comparison.actors
        if any(
            figure.n
            for voice in ("narrator", "quoted")
            for figure in comparison.figures(f"toward.{actor.id}.{voice}")
        )
    ]
    speakers = [actor for actor in told if actor.speaker][: theme.limits["tone_speakers"]]
    return [*(actor for actor in told if not actor.speaker), *speakers]


def _passage(passage: SharedPassage, comparison: Comparison) -> PassageView:
    by_id = {analysis.article.id: analysis.article for analysis in comparison.analyses}
    sides = [
        PassageSide(
            comparison.refs[article_id],
            by_id[article_id].outlet_name,
            flat(span.of(by_id[article_id].text)),
            voice.value,
            sentence_id(comparison.refs[article_id], sentence),
        )
        for article_id, span, sentence, voice in passage.sides()
    ]
    return PassageView(
        similarity=passage.similarity,
        agency=passage.agency or "",
        voices_differ=len({side.voice for side in sides}) > 1,
        quoted_and_unquoted=passage.quoted_and_unquoted,
        sides=sides,
    )


def segments(row: SentenceRow) -> list[Segment]:
    """A sentence cut where hits begin and end; where two overlap, the first one keeps its words."""
    text, span = row.analysis.article.text, row.sentence.span
    cut: list[Segment] = []
    at = span.start
    for hit in sorted(row.hits, key=lambda h: (h.span.start, -h.span.end)):
        start, end = max(at, hit.span.start), min(span.end, hit.span.end)
        if start >= end:
            continue
        if start > at:
            cut.append(Segment(_one_line(text[at:start])))
        cut.append(Segment(_one_line(text[start:end]), hit.frame))
        at = end
    if at < span.end:
        cut.append(Segment(_one_line(text[at : span.end])))
    return cut


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


def _colour(theme: Theme, position: int, profile: OutletProfile | None) -> str:
    """An outlet's colour: its profile's, if there is one and the theme lets it stand."""
    if profile and theme.own_colours:
        return profile.colour
    return theme.outlets[position % len(theme.outlets)]


def _date_range(comparison: Comparison) -> str:
    dates = sorted(a.article.published.value for a in comparison.analyses if a.article.published)
    undated = len(comparison.analyses) - len(dates)
    if not dates:
        return "No date was found in any article"
    span = day(dates[0]) if dates[0] == dates[-1] else f"{day(dates[0])} to {day(dates[-1])}"
    return f"Dated {span}" + (f"; {undated} without a date" if undated else "")


def _manual(analyser: Analyser) -> str:
    """The analyser's docstring up to its arguments, on one line."""
    text = (type(analyser).__doc__ or "").split("\n    Args:")[0]
    return " ".join(text.replace("``", "").split())
