"""The comparison as a whole: figures by outlet, references, speakers, differences, limits."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from framing.codebooks import Codebook
from framing.errors import CodebookError, InputError
from framing.evidence.comparability import Flag, comparability
from framing.evidence.count import Figure, count, family
from framing.evidence.intervals import Difference, Resampling, differences, with_intervals
from framing.evidence.measures import MEASURES, SPEAKERS, ComparedActor, Measure, Story, story_of
from framing.evidence.rows import Rows, StatementRow, flatten
from framing.models import Analysis, Naming, SharedPassage, Skipped, Voice
from framing.outlets import OutletProfile, chosen_slugs
from framing.people import (
    Corrections,
    StudySpeakers,
    corrected,
    group_column,
    speakers_of,
    with_study_speakers,
)
from framing.shared_copy import passages_of
from framing.wording import in_words

if TYPE_CHECKING:
    from framing.evidence.intervals import Replicates

T = TypeVar("T")
# Below this many scored words a mean polarity is those words' accident, whatever its interval.
MIN_SCORED_WORDS = 5


@dataclass(frozen=True, slots=True)
class SpeakerFigure:
    """A speaker of an outlet: ``key`` is their id in the study, the same in all articles; who has
    no name is of one article. ``figure`` holds their statements; ``best`` is the one that shows
    their words: the longest in quotation marks, else the longest. ``sure``: nobody else of the
    study can be the same."""

    key: str
    figure: Figure
    best: StatementRow = field(compare=False, repr=False)
    speaker: str
    role: str | None
    country: str | None
    naming: str | None
    sure: bool = False
    confirmed: bool = False

    @property
    def is_known(self) -> bool:
        """Whether they have a name or an office: others cannot be told apart across articles."""
        return self.naming in (Naming.NAMED, Naming.INSTITUTION)

    @property
    def statements(self) -> int:
        """How many statements they make."""
        return int(self.figure.count)

    @property
    def quoted(self) -> tuple[StatementRow, ...]:
        """Those of their statements that stand in quotation marks, wholly or in part."""
        return _quoted(self.figure)

    @property
    def direct(self) -> int:
        """How many of their statements stand in quotation marks."""
        return len(self.quoted)


@dataclass(frozen=True, slots=True)
class OutletFigures:
    """Everything that was measured for one outlet.

    ``figures`` holds them by key ('tone.polarity', 'frame.history', 'role.government',
    'naming.unnamed', 'voice.direct', 'country.KR', 'logratio', …).
    """

    slug: str
    name: str
    article_ids: tuple[str, ...]
    cluster_unit: str
    figures: Mapping[str, Figure]
    speakers: tuple[SpeakerFigure, ...] = ()

    @property
    def tone_is_measured(self) -> bool:
        """Whether enough words were scored for the narrator's polarity to mean something."""
        return self.figures["tone.scored"].count >= MIN_SCORED_WORDS

    @property
    def n_articles(self) -> int:
        """How many articles stand behind the figures."""
        return len(self.article_ids)

    @property
    def n_words(self) -> int:
        """Words of the body sentences that count."""
        return int(self.figures["words"].count)

    @property
    def n_sentences(self) -> int:
        """Body sentences that count."""
        return int(self.figures["sentences"].count)

    @property
    def n_statements(self) -> int:
        """Statements that count: spoken ones, in the body."""
        return int(self.figures["statements"].count)

    @property
    def half_of_statements(self) -> int | None:
        """How many speakers carry half of the statements that have a speaker."""
        return int(self.figures["speakers.half"].count) or None

    def family(self, key: str) -> Sequence[Figure]:
        """The figures whose keys begin with ``key`` and a dot, frequent ones first."""
        return family(self.figures, key)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole comparison, from which data files and report are made.

    ``refs`` gives each article's short reference ('GT-1'), the key of all row ids. ``rows`` are all
    rows, ``counted`` those that the figures of ``outlets`` rest on (all, or own copy alone).
    ``outlets`` are in the order that was asked for, else by name, whatever the order of the input.
    ``own_copy`` holds the same figures without agency copy and shared passages; ``outlets`` are
    those figures already when ``own_copy_only`` is set. ``actors`` are the codebook's, then the
    speakers most often met. ``speakers`` are those of the study, ``corrections`` the name of the
    sheet in which a person corrected them, ``group_by`` its column by which they are grouped.
    """

    title: str
    analyses: tuple[Analysis, ...]
    rows: Rows
    counted: Rows
    refs: Mapping[str, str]
    outlets: tuple[OutletFigures, ...]
    own_copy: tuple[OutletFigures, ...]
    differences: tuple[Difference, ...]
    flags: tuple[Flag, ...]
    shared: tuple[SharedPassage, ...]
    codebook: Codebook
    measures: tuple[Measure, ...] = MEASURES
    actors: tuple[ComparedActor, ...] = ()
    speakers: StudySpeakers = field(default_factory=lambda: StudySpeakers({}))
    group_by: str | None = None
    corrections: str | None = None
    resampling: Resampling = field(default_factory=Resampling)
    skipped: tuple[Skipped, ...] = ()
    own_copy_only: bool = False

    def outlet(self, slug: str) -> OutletFigures:
        """The figures of one outlet, by slug (KeyError if it is not compared)."""
        found = {outlet.slug: outlet for outlet in self.outlets}
        return found[slug]

    def figures(self, key: str) -> tuple[Figure, ...]:
        """That figure of each outlet which has it, in the outlets' order."""
        return tuple(o.figures[key] for o in self.outlets if key in o.figures)

    def difference(self, measure: str, first: str, second: str) -> Difference | None:
        """The difference of two outlets in a measure, signed as asked; None if not measured."""
        for found in self.differences:
            if found.measure != measure:
                continue
            if (found.first, found.second) == (first, second):
                return found
            if (found.first, found.second) == (second, first):
                return Difference(measure, first, second, -found.value, -found.high, -found.low)
        return None


def compare(
    analyses: Sequence[Analysis],
    *,
    codebook: Codebook,
    profiles: Mapping[str, OutletProfile],
    title: str | None = None,
    outlets: Sequence[str] = (),
    skipped: Sequence[Skipped] = (),
    own_copy_only: bool = False,
    resampling: Resampling | None = None,
    measures: Sequence[Measure] = (),
    corrections: Corrections | None = None,
    group_by: str | None = None,
) -> Comparison:
    """Compare what was measured in the articles, outlet by outlet.

    Args:
        analyses: one or more analysed articles.
        codebook: the codebook they were analysed with.
        profiles: outlet profiles by slug, for the short references.
        title: the report's title; a plain one is made where none is given.
        outlets: slugs, names or codes of those that take part, in their order; empty for all.
        skipped: inputs that could not be read, for the report to list.
        own_copy_only: leave out agency copy and shared passages from the main figures.
        resampling: seed, number and level of the intervals.
        measures: those that analysers of other packages bring, beside our own.
        corrections: what a person says of who speaks; counts before what was read.
        group_by: a column of the corrections, by which speakers are grouped.

    Raises:
        InputError: there is no analysis.
        CodebookError: one was made with another codebook.
        ProfileError: an outlet that should take part has no article.
    """
    if not analyses:
        raise InputError("There is no article to compare.", "Give a folder or files of articles.")
    _check_codebook(analyses, codebook)
    resampling = resampling or Resampling()
    names = {a.article.outlet: a.article.outlet_name for a in analyses}
    slugs = chosen_slugs(outlets, names, profiles)
    ordered = tuple(
        sorted(
            (a for a in analyses if a.article.outlet in slugs),
            key=lambda a: (slugs.index(a.article.outlet), a.article.id),
        )
    )
    speakers = speakers_of(ordered)
    if corrections is not None:
        speakers = corrected(speakers, corrections)
    ordered = with_study_speakers(ordered, speakers)
    column = group_column(corrections, group_by)
    refs = references(ordered, profiles)
    rows = flatten(
        ordered, refs, [frame.id for frame in codebook.frames], speakers.speakers, column
    )
    own_rows = rows.own_copy()
    outlet_of = {analysis.article.id: analysis.article.outlet for analysis in ordered}
    shared = tuple(
        passage
        for passage in passages_of(ordered)
        if len({outlet_of[article_id] for article_id in passage.article_ids}) > 1
    )
    story = story_of(rows, codebook)
    listed = (*MEASURES, *measures)
    everything, drawn = _figures(rows, story, listed, resampling)
    own, own_drawn = _figures(own_rows, story, listed, resampling)
    main, main_drawn = (own, own_drawn) if own_copy_only else (everything, drawn)
    flags = comparability(ordered, refs, shared)
    one_story = not any(flag.kind == "dates" for flag in flags)
    return Comparison(
        title=title or _title(len(slugs), len(ordered), one_story),
        analyses=ordered,
        rows=rows,
        counted=own_rows if own_copy_only else rows,
        refs=refs,
        outlets=main,
        own_copy=own,
        differences=differences(
            {o.slug: (o.figures, main_drawn[o.slug]) for o in main}, resampling
        ),
        flags=flags,
        shared=shared,
        codebook=codebook,
        measures=listed,
        actors=story.actors,
        speakers=speakers,
        group_by=column,
        corrections=corrections.name if corrections else None,
        resampling=resampling,
        skipped=tuple(skipped),
        own_copy_only=own_copy_only,
    )


def _check_codebook(analyses: Sequence[Analysis], codebook: Codebook) -> None:
    """An analysis holds the frames of its own codebook: under another one all would be 0."""
    for analysis in analyses:
        made = analysis.codebook
        if made is not None and made.sha256 != codebook.sha256:
            other = made.id if made.id != codebook.id else f"another version of {made.id}"
            raise CodebookError(
                f"{analysis.article.path} was analysed with the codebook {other} (sha256 "
                f"{made.sha256[:12]}), and is compared with {codebook.id} "
                f"({codebook.sha256[:12]}).",
                "Give the same settings to analyse and compare, or analyse again.",
            )


def references(
    analyses: Sequence[Analysis], profiles: Mapping[str, OutletProfile]
) -> dict[str, str]:
    """A short reference for each article id: the outlet's code and a running number ('GT-1')."""
    codes: dict[str, str] = {}
    for analysis in analyses:
        slug, name = analysis.article.outlet, analysis.article.outlet_name
        if slug in codes:
            continue
        profile = profiles.get(slug)
        wanted = profile.code if profile and profile.code else _initials(name)
        code, n = wanted, 2
        while code in codes.values():
            code, n = f"{wanted}{n}", n + 1
        codes[slug] = code
    counts: Counter[str] = Counter()
    refs = {}
    for analysis in analyses:
        slug = analysis.article.outlet
        counts[slug] += 1
        refs[analysis.article.id] = f"{codes[slug]}-{counts[slug]}"
    return refs


def _initials(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words: list[str] = re.findall(r"[A-Za-z0-9]+", plain)
    if not words:  # a name in another script: row names must be plain everywhere
        return "OUT"
    if len(words) == 1:
        return words[0][:3].upper()
    return "".join(word[0] for word in words[:4]).upper()


def _title(n_outlets: int, n_articles: int, one_story: bool) -> str:
    """A plain title; articles of far dates are not called one story."""
    outlets, articles = in_words(n_outlets), in_words(n_articles)
    if n_outlets == 1:
        return f"One outlet, {articles} article{'s' if n_articles > 1 else ''}"
    if one_story:
        return f"One story, {outlets} outlets"
    return f"{articles.capitalize()} articles, {outlets} outlets"


def _figures(
    rows: Rows, story: Story, measures: Sequence[Measure], resampling: Resampling
) -> tuple[tuple[OutletFigures, ...], dict[str, Mapping[str, Replicates]]]:
    figures: list[OutletFigures] = []
    replicates: dict[str, Mapping[str, Replicates]] = {}
    by_outlet: dict[str, list[str]] = {}
    for article in rows.articles:
        by_outlet.setdefault(article.outlet, []).append(article.id)
    for slug in by_outlet:
        own = rows.of_outlet(slug)
        counted, replicates[slug] = with_intervals(
            slug, own, count(own, story, measures), story.codebook.poles, resampling
        )
        speakers = _speakers(counted)
        figures.append(
            OutletFigures(
                slug=slug,
                name=own.articles[0].analysis.article.outlet_name,
                article_ids=tuple(row.analysis.article.id for row in own.articles),
                cluster_unit=counted["tone.polarity"].cluster_unit,
                figures={**counted, **_speaker_counts(speakers)},
                speakers=speakers,
            )
        )
    return tuple(figures), replicates


def _speakers(figures: Mapping[str, Figure]) -> tuple[SpeakerFigure, ...]:
    """The speakers, most statements first."""
    found = []
    for figure in figures.values():
        if figure.measure.key != "speaker":
            continue
        rows = _statements(figure)
        best = max(
            [row for row in rows if row.statement.voice is Voice.DIRECT] or rows,
            key=lambda r: sum(len(c.of(r.analysis.article.text)) for c in r.statement.content),
        )
        first, whole = rows[0].statement, rows[0].speaker
        found.append(
            SpeakerFigure(
                key=figure.category,
                figure=figure,
                best=best,
                speaker=rows[0].speaker_name or "",
                role=_first(row.statement.role for row in rows),
                country=_first(row.statement.country for row in rows),
                naming=first.naming,
                sure=whole is not None and whole.sure,
                confirmed=whole is not None and whole.confirmed,
            )
        )
    return tuple(sorted(found, key=lambda s: (-s.statements, -s.direct, s.speaker.casefold())))


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _speaker_counts(speakers: Sequence[SpeakerFigure]) -> dict[str, Figure]:
    """How many speakers there are, and how many of them carry half of what speakers say."""
    total, carried, half = sum(s.statements for s in speakers), 0, 0
    while total and 2 * carried < total:
        carried += speakers[half].statements
        half += 1
    return {
        "speakers": _of_speakers("speakers", "Speakers", speakers),
        "speakers.half": _of_speakers("speakers.half", "Carry half", speakers[:half]),
    }


def _of_speakers(key: str, name: str, speakers: Sequence[SpeakerFigure]) -> Figure:
    rows = tuple(row for speaker in speakers for row in speaker.figure.rows)
    n = len(speakers)
    return Figure(key, name, SPEAKERS, float(n), float(n), len(rows), SPEAKERS.of, 0, rows, rows)


def alone(outlet: OutletFigures, rows: Rows) -> Figure:
    """The speakers with a name or an office who speak in this outlet's copy and in no other's, not
    even in a headline; not who could be somebody of another's, for that a person must say."""
    elsewhere = {row.speaker_key for row in rows.statements if row.outlet != outlet.slug}
    found = [s for s in outlet.speakers if s.is_known and s.sure and s.key not in elsewhere]
    return _of_speakers("speakers.alone", "In no other outlet", found)


def _statements(figure: Figure) -> list[StatementRow]:
    return [row for row in figure.rows if isinstance(row, StatementRow)]


def _quoted(figure: Figure) -> tuple[StatementRow, ...]:
    return tuple(r for r in _statements(figure) if r.statement.voice is not Voice.INDIRECT)
