"""The comparison as a whole: figures by outlet, references, speakers, differences, limits."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from framing.codebooks import Codebook, Frame
from framing.errors import CodebookError, InputError
from framing.evidence.alike import sentences_of
from framing.evidence.comparability import FIT, comparability
from framing.evidence.count import Figure, count, family
from framing.evidence.deals import LEAST_GAP, LIKELY, Gap, gaps
from framing.evidence.flags import Flag
from framing.evidence.intervals import Chance, Difference, differences, with_intervals
from framing.evidence.likeness import EVENTS, UNLIKE
from framing.evidence.matters import Matter, matters
from framing.evidence.measures import (
    MEASURES,
    SPEAKERS,
    UNKNOWN,
    ComparedActor,
    Measure,
    Story,
    story_of,
)
from framing.evidence.named_elsewhere import is_named_in
from framing.evidence.opinions import OPINION
from framing.evidence.rows import ArticleRow, Rows, StatementRow, flatten
from framing.evidence.timeline import Timeline, timelines
from framing.evidence.told_alone import Alone, told_alone
from framing.evidence.waves import waves_by_name
from framing.models import Analysis, Article, Naming, SharedPassage, Skipped, Voice
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

# Kinds of flags by which articles may be set apart.
_APART_BY = ("dates", EVENTS, UNLIKE, OPINION)
# Over time, beside the codebook's poles: what pages show, and what stands in the data alone.
_OVER_TIME = ("role.official", "naming.unnamed")
_MORE_OVER_TIME = ("tone.polarity", "frame.*", "role.*", "naming.*")
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
    speakers most often met. ``titled``: the title was given; ``in_asked_order``: so was the order
    of the outlets. ``gaps`` hold each outlet against all others, without those in ``apart``, which
    take part in no comparison: by short reference, 'date' or 'matter', for they may report other
    events, or 'opinion' beside reports. ``waves`` has the wave of each article that is compared,
    where they stand in several. ``speakers`` are those of the study; ``timelines`` hold the main
    figures over time, where an outlet has articles enough; ``told_alone`` are the sentences
    with what no other text has, ``matters`` what several outlets tell of, a sentence each;
    ``corrections`` the name of the
    sheet in which a person corrected them, ``group_by`` its column by which they are grouped.
    """

    title: str
    titled: bool
    in_asked_order: bool
    analyses: tuple[Analysis, ...]
    rows: Rows
    counted: Rows
    refs: Mapping[str, str]
    outlets: tuple[OutletFigures, ...]
    own_copy: tuple[OutletFigures, ...]
    differences: tuple[Difference, ...]
    gaps: tuple[Gap, ...]
    timelines: tuple[Timeline, ...]
    apart: Mapping[str, str]
    waves: Mapping[str, int]
    flags: tuple[Flag, ...]
    shared: tuple[SharedPassage, ...]
    codebook: Codebook
    told_alone: tuple[Alone, ...] = ()
    matters: tuple[Matter, ...] = ()
    measures: tuple[Measure, ...] = MEASURES
    actors: tuple[ComparedActor, ...] = ()
    speakers: StudySpeakers = field(default_factory=lambda: StudySpeakers({}))
    group_by: str | None = None
    corrections: str | None = None
    chance: Chance = field(default_factory=Chance)
    skipped: tuple[Skipped, ...] = ()
    own_copy_only: bool = False

    @property
    def fits(self) -> bool:
        """Whether the codebook fits the articles; where it does not, no finding rests on frames."""
        return not any(flag.kind == FIT for flag in self.flags)

    @property
    def one_event(self) -> bool:
        """Whether the articles may report one event; where not, none is compared."""
        return _is_one_event(self.flags)

    def outlet(self, slug: str) -> OutletFigures:
        """The figures of one outlet, by slug (KeyError if it is not compared)."""
        found = {outlet.slug: outlet for outlet in self.outlets}
        return found[slug]

    def figures(self, key: str) -> tuple[Figure, ...]:
        """That figure of each outlet which has it, in the outlets' order."""
        return tuple(o.figures[key] for o in self.outlets if key in o.figures)

    def is_found(self, frame: str) -> bool:
        """Whether any sentence holds a frame, by its id."""
        return any(figure.count for figure in self.figures(f"frame.{frame}"))

    @property
    def frames_found(self) -> tuple[Frame, ...]:
        """The codebook's frames: the poles, then those that most sentences hold."""
        poles = self.codebook.poles or ()
        held = {
            frame.id: sum(figure.count for figure in self.figures(f"frame.{frame.id}"))
            for frame in self.codebook.frames
        }
        first = [self.codebook.frame(pole) for pole in poles]
        rest = [frame for frame in self.codebook.frames if frame.id not in poles]
        return (*first, *sorted(rest, key=lambda frame: -held[frame.id]))

    @property
    def main_timelines(self) -> tuple[Timeline, ...]:
        """Those that pages show: of the codebook's poles, officials and people without names."""
        main = _main_over_time(self.codebook)
        return tuple(line for line in self.timelines if line.key in main)

    def gap(self, key: str, slug: str) -> Gap | None:
        """An outlet's gap to all others in a figure; None if it is not looked at."""
        return next((gap for gap in self.gaps if gap.key == key and gap.outlet == slug), None)

    def difference(self, measure: str, first: str, second: str) -> Difference | None:
        """The difference of two outlets in a measure, signed as asked; None if not measured."""
        for found in self.differences:
            if found.measure != measure:
                continue
            if (found.first, found.second) == (first, second):
                return found
            if (found.first, found.second) == (second, first):
                low = None if found.high is None else -found.high
                high = None if found.low is None else -found.low
                return Difference(measure, first, second, -found.value, low, high)
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
    chance: Chance | None = None,
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
        chance: level of the intervals; number and seed of the deals.
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
    chance = chance or Chance()
    names = {a.article.outlet: a.article.outlet_name for a in analyses}
    slugs = chosen_slugs(outlets, names, profiles)
    ordered = tuple(
        sorted(
            (a for a in analyses if a.article.outlet in slugs),
            key=lambda a: (slugs.index(a.article.outlet), *_when(a.article)),
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
    counted = own_rows if own_copy_only else rows
    everything = _figures(rows, story, listed, chance.level)
    own = everything if own_rows is rows else _figures(own_rows, story, listed, chance.level)
    main = own if own_copy_only else everything
    flags = comparability(ordered, refs, shared, codebook)
    apart = {refs[i]: why for i, why in _set_apart(flags, ordered).items()}
    waves = waves_by_name(_days(row for row in counted.articles if row.id not in apart))
    sentences = sentences_of(rows) if _is_one_event(flags) else None
    return Comparison(
        title=title or _title(len(slugs), len(ordered)),
        titled=bool(title),
        in_asked_order=bool(outlets),
        analyses=ordered,
        rows=rows,
        counted=counted,
        refs=refs,
        outlets=main,
        own_copy=own,
        differences=differences({o.slug: o.figures for o in main}, _compared(main)),
        gaps=_gaps(counted, story, listed, apart.keys(), waves, chance),
        timelines=timelines(
            counted,
            story,
            listed,
            [*_main_over_time(codebook), *_MORE_OVER_TIME],
            chance.level,
        ),
        apart=apart,
        waves=waves,
        flags=flags,
        shared=shared,
        codebook=codebook,
        told_alone=told_alone(rows, sentences, apart) if sentences else (),
        matters=matters(sentences, apart) if sentences else (),
        measures=listed,
        actors=story.actors,
        speakers=speakers,
        group_by=column,
        corrections=corrections.name if corrections else None,
        chance=chance,
        skipped=tuple(skipped),
        own_copy_only=own_copy_only,
    )


def _main_over_time(codebook: Codebook) -> tuple[str, ...]:
    return (*(f"frame.{pole}" for pole in codebook.poles or ()), *_OVER_TIME)


def _is_one_event(flags: Sequence[Flag]) -> bool:
    return not any(flag.kind == EVENTS for flag in flags)


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


def _when(article: Article) -> tuple[bool, date, str]:
    """What puts an outlet's articles in the order of their dates, those without one last."""
    said = article.published
    return said is None, said.value if said else date.min, article.id


def references(
    analyses: Sequence[Analysis], profiles: Mapping[str, OutletProfile]
) -> dict[str, str]:
    """A short reference for each article id: the outlet's code and a running number ('GT-1')."""
    articles = [(a.article.id, a.article.outlet, a.article.outlet_name) for a in analyses]
    return references_of(articles, profiles)


def references_of(
    articles: Iterable[tuple[str, str, str]], profiles: Mapping[str, OutletProfile]
) -> dict[str, str]:
    """``references`` of articles whose id, outlet's slug and outlet's name are told, in order."""
    codes: dict[str, str] = {}
    counts: Counter[str] = Counter()
    refs = {}
    for article, slug, name in articles:
        counts[slug] += 1
        if slug in codes:
            refs[article] = f"{codes[slug]}-{counts[slug]}"
            continue
        profile = profiles.get(slug)
        wanted = profile.code if profile and profile.code else _initials(name)
        code, n = wanted, 2
        while code in codes.values():
            code, n = f"{wanted}{n}", n + 1
        codes[slug] = code
        refs[article] = f"{code}-{counts[slug]}"
    return refs


def _initials(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words: list[str] = re.findall(r"[A-Za-z0-9]+", plain)
    if not words:  # a name in another script: row names must be plain everywhere
        return "OUT"
    if len(words) == 1:
        return words[0][:3].upper()
    return "".join(word[0] for word in words[:4]).upper()


def _title(n_outlets: int, n_articles: int) -> str:
    """A plain title. That the articles tell one story is nowhere said: they may not."""
    outlets, articles = in_words(n_outlets), in_words(n_articles)
    if n_outlets == 1:
        return f"One outlet, {articles} article{'s' if n_articles > 1 else ''}"
    return f"{articles.capitalize()} articles, {outlets} outlets"


def _figures(
    rows: Rows, story: Story, measures: Sequence[Measure], level: float
) -> tuple[OutletFigures, ...]:
    figures: list[OutletFigures] = []
    for slug in dict.fromkeys(article.outlet for article in rows.articles):
        own = rows.of_outlet(slug)
        counted = with_intervals(
            own, count(own, story, measures), story.codebook.poles or None, level
        )
        speakers = _speakers(counted)
        figures.append(
            OutletFigures(
                slug=slug,
                name=own.articles[0].analysis.article.outlet_name,
                article_ids=tuple(row.analysis.article.id for row in own.articles),
                figures={**counted, **_speaker_counts(speakers)},
                speakers=speakers,
            )
        )
    return tuple(figures)


def _compared(outlets: Sequence[OutletFigures]) -> tuple[str, ...]:
    """Keys of the figures whose differences are told pair by pair."""
    figures = (figure for outlet in outlets for figure in outlet.figures.values())
    return tuple(dict.fromkeys(f.key for f in figures if f.measure.interval))


def _set_apart(flags: Sequence[Flag], analyses: Sequence[Analysis]) -> dict[str, str]:
    """Ids of the articles that take no part in comparisons, with why: 'date', 'matter', 'opinion'.
    None by their dates where all are far from each other, nor opinions where they leave reports of
    fewer than two outlets."""
    dated = {analysis.article.id for analysis in analyses if analysis.article.published}
    held = {kind: [set(f.article_ids) for f in flags if f.kind == kind] for kind in _APART_BY}
    found = {i: "date" for ids in held["dates"] if ids & dated < dated for i in ids}
    for i in set().union(*held[EVENTS], *held[UNLIKE]):
        found.setdefault(i, "matter")
    views = set().union(*held[OPINION])
    if len({a.article.outlet for a in analyses if a.article.id not in views}) > 1:
        for i in views:
            found.setdefault(i, "opinion")
    return found


def _gaps(
    rows: Rows,
    story: Story,
    measures: Sequence[Measure],
    apart: Set[str],
    waves: Mapping[str, int],
    chance: Chance,
) -> tuple[Gap, ...]:
    """Each outlet against the rest, and whether a gap stays when doubtful rows are left out or
    counted the other way."""
    rows = rows.of_articles(lambda article: article.id not in apart)
    shares = [m for m in measures if m.interval and m.unit == "share"]

    def dealt(rows: Rows, deals: int) -> tuple[Gap, ...]:
        slugs = dict.fromkeys(article.outlet for article in rows.articles)
        counted = {slug: count(rows.of_outlet(slug), story, shares) for slug in slugs}
        held = {slug: figures for slug, figures in counted.items() if _has_rows(figures)}
        families, n = families_of(held, story), len(rows.articles)
        return gaps(held, families, n, deals, chance.seed, waves=waves)

    found = dealt(rows, chance.deals)
    kept = rows.only(lambda s: not s.shared)
    others = (
        [{(gap.key, gap.outlet): gap for gap in dealt(kept, chance.deals // 5)}]
        if len(kept.sentences) < len(rows.sentences)
        else []
    )
    return tuple(replace(gap, holds=holds(gap, others)) for gap in found)


def _days(articles: Iterable[ArticleRow]) -> dict[str, date | None]:
    """When each article was published, by its short reference."""
    told = ((row.id, row.analysis.article.published) for row in articles)
    return {name: published.value if published else None for name, published in told}


def _has_rows(figures: Mapping[str, Figure]) -> bool:
    return any(figure.n for figure in figures.values())


def families_of(outlets: Mapping[str, Mapping[str, Figure]], story: Story) -> dict[str, list[str]]:
    """What is looked at together: the codebook's poles; every other share by itself. A category in
    which no outlet has a row is not looked at."""
    keys = dict.fromkeys(key for figures in outlets.values() for key in figures)
    poles = [f"frame.{pole}" for pole in story.codebook.poles or ()]
    families = {"poles": poles} if poles else {}
    for key in keys:
        told = [figures[key] for figures in outlets.values() if key in figures]
        if key not in poles and not key.endswith(f".{UNKNOWN}") and any(f.count for f in told):
            families[key] = [key]
    return families


def holds(gap: Gap, others: Sequence[Mapping[tuple[str, str], Gap]]) -> bool:
    """Whether a gap of ten points is there whichever way doubtful rows are counted: without
    passages that other outlets have, too; with those that do not tell in the category, or out of
    it."""
    inner = gap.within
    for low, high in [gap.range, *([(inner.least or 0.0, inner.most or 0.0)] if inner else [])]:
        if max(low, -high) < LEAST_GAP - 1e-9:
            return False
    for counted in others:
        other = counted.get((gap.key, gap.outlet))
        if other is not None and (
            other.tried * gap.tried <= 0 or abs(other.tried) < LEAST_GAP or other.p > 2 * LIKELY
        ):
            return False
    return True


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
    even in a headline, and whom no other outlet names, be it in a line that cleaning took out; not
    who could be somebody of another's, for that a person must say, nor a medium, through which
    words came ('the Telegraph' and 'the Daily Telegraph'). Whom a person has confirmed is alone
    unless quoted elsewhere."""
    others = [text for slug, text in rows.plain_text_of.items() if slug != outlet.slug]
    found = [
        s
        for s in outlet.speakers
        if s.is_known
        and s.sure
        and (s.role != "media" or s.confirmed)
        and rows.outlets_of_speakers.get(s.key, set()) <= {outlet.slug}
        and (s.confirmed or not any(is_named_in(s.speaker, s.naming, text) for text in others))
    ]
    return _of_speakers("speakers.alone", "In no other outlet", found)


def _statements(figure: Figure) -> list[StatementRow]:
    return [row for row in figure.rows if isinstance(row, StatementRow)]


def _quoted(figure: Figure) -> tuple[StatementRow, ...]:
    return tuple(r for r in _statements(figure) if r.statement.voice is not Voice.INDIRECT)
