"""The comparison as a whole: figures by outlet, references, speakers."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from framing.codebooks import Codebook
from framing.errors import InputError
from framing.evidence.comparability import comparability
from framing.evidence.intervals import differences, estimate
from framing.evidence.model import (
    ComparedActor,
    Comparison,
    OutletFigures,
    Resampling,
    SpeakerFigure,
)
from framing.evidence.units import Keep, Units, collect, counted, own_copy, speaker_key
from framing.models import Analysis, Part, Skipped, Statement, Voice
from framing.outlets import OutletProfile, chosen_slugs
from framing.shared_copy import find_shared_copy
from framing.wording import in_words

if TYPE_CHECKING:
    from framing.evidence.intervals import Replicates

# Each has two figures an outlet, with intervals; rows about all the others stand in towards.csv.
MOST_SPEAKERS = 50


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
) -> Comparison:
    """Compare what was measured in the articles, outlet by outlet.

    Args:
        analyses: one or more analysed articles.
        codebook: the codebook they were analysed with.
        profiles: outlet profiles by slug, for the short references.
        title: the report's title; a plain one is made where none is given.
        skipped: inputs that could not be read, for the report to list.
        outlets: slugs, names or codes of those that take part, in their order; empty for all.
        own_copy_only: leave out agency copy and shared passages from the main figures.
        resampling: seed, number and level of the intervals.

    Raises:
        InputError: there is no analysis to compare.
        ProfileError: an outlet that should take part has no article.
    """
    if not analyses:
        raise InputError("There is no article to compare.", "Give a folder or files of articles.")
    resampling = resampling or Resampling()
    names = {a.article.outlet: a.article.outlet_name for a in analyses}
    slugs = chosen_slugs(outlets, names, profiles)
    ordered = sorted(
        (a for a in analyses if a.article.outlet in slugs),
        key=lambda a: (slugs.index(a.article.outlet), a.article.id),
    )
    refs = references(ordered, profiles)
    outlet_of = {analysis.article.id: analysis.article.outlet for analysis in ordered}
    by_outlet: dict[str, list[Analysis]] = defaultdict(list)
    for analysis in ordered:
        by_outlet[analysis.article.outlet].append(analysis)
    shared = tuple(
        passage
        for passage in find_shared_copy(ordered)
        if len({outlet_of[article_id] for article_id in passage.article_ids}) > 1
    )
    actors = compared_actors(ordered, codebook)
    everything, replicates = _figures(by_outlet, codebook, actors, resampling, _all_copy)
    keep = own_copy(ordered)
    own, own_replicates = _figures(by_outlet, codebook, actors, resampling, keep)
    flags = comparability(ordered, refs, shared)
    main, drawn = (own, own_replicates) if own_copy_only else (everything, replicates)
    return Comparison(
        title=title
        or _title(len(by_outlet), len(ordered), not any(f.kind == "dates" for f in flags)),
        analyses=tuple(ordered),
        counted=tuple(counted(a, keep) if own_copy_only else a for a in ordered),
        refs=refs,
        outlets=main,
        own_copy=own,
        differences=differences({o.slug: (o.figures, drawn[o.slug]) for o in main}, resampling),
        flags=flags,
        shared=shared,
        codebook=codebook,
        actors=actors,
        resampling=resampling,
        skipped=tuple(skipped),
        own_copy_only=own_copy_only,
    )


def compared_actors(analyses: Sequence[Analysis], codebook: Codebook) -> tuple[ComparedActor, ...]:
    """Whom tone is compared towards: the codebook's actors in its order, then the speakers that
    the most body sentences name, at most ``MOST_SPEAKERS`` and none named only once."""
    own = {actor.id for actor in codebook.actors}
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for analysis in analyses:
        for found in analysis.tone.towards if analysis.tone else ():
            if found.actor not in own and analysis.sentences[found.sentence].part is Part.BODY:
                names[found.actor][found.name] += 1
    often = sorted(names, key=lambda each: (-names[each].total(), each))[:MOST_SPEAKERS]
    return (
        *(ComparedActor(actor.id, actor.name) for actor in codebook.actors),
        *(
            ComparedActor(each, min(names[each], key=lambda n: (-names[each][n], n)), speaker=True)
            for each in often
            if names[each].total() > 1
        ),
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


def _all_copy(_analysis: Analysis, _sentence: object) -> bool:
    return True


def _figures(
    by_outlet: Mapping[str, Sequence[Analysis]],
    codebook: Codebook,
    actors: Sequence[ComparedActor],
    resampling: Resampling,
    keep: Keep,
) -> tuple[tuple[OutletFigures, ...], dict[str, Mapping[str, Replicates]]]:
    frames = [frame.id for frame in codebook.frames]
    countries = sorted(
        {
            statement.country
            for analyses in by_outlet.values()
            for analysis in analyses
            for statement in analysis.statements
            if statement.country
        }
    )
    targets = [actor.id for actor in actors]
    figures: list[OutletFigures] = []
    replicates: dict[str, Mapping[str, Replicates]] = {}
    for slug, analyses in by_outlet.items():
        units = collect(analyses, frames, countries, targets, keep)
        estimates, replicates[slug] = estimate(slug, units, codebook.poles, resampling)
        speakers = _speakers(units)
        figures.append(
            OutletFigures(
                slug=slug,
                name=analyses[0].article.outlet_name,
                article_ids=tuple(a.article.id for a in analyses),
                n_words=units.n_words,
                n_sentences=units.n_sentences,
                n_statements=len(units.statements),
                cluster_unit=units.cluster_unit,
                figures=estimates,
                speakers=speakers,
                half_of_statements=_half(speakers),
            )
        )
    return tuple(figures), replicates


def _speakers(units: Units) -> tuple[SpeakerFigure, ...]:
    """The speakers, most statements first."""
    groups: dict[str, list[tuple[Analysis, Statement]]] = defaultdict(list)
    for analysis, statement in units.statements:
        key = speaker_key(analysis, statement)
        if key is not None:
            groups[key].append((analysis, statement))
    found = []
    for key, members in groups.items():
        first = members[0][1]
        direct = [m for m in members if m[1].voice is Voice.DIRECT]
        shown, statement = max(
            direct or members, key=lambda m: sum(len(c.of(m[0].article.text)) for c in m[1].content)
        )
        found.append(
            SpeakerFigure(
                key=key,
                best=(shown.article.id, shown.statements.index(statement)),
                speaker=first.speaker or "",
                role=first.role,
                country=first.country,
                naming=first.naming,
                statements=len(members),
                direct=sum(s.voice is not Voice.INDIRECT for _, s in members),
                article_ids=tuple(dict.fromkeys(a.article.id for a, _ in members)),
            )
        )
    return tuple(sorted(found, key=lambda s: (-s.statements, -s.direct, s.speaker.casefold())))


def _half(speakers: Sequence[SpeakerFigure]) -> int | None:
    """How many speakers carry half of the statements that have a speaker."""
    total, carried = sum(s.statements for s in speakers), 0
    for n, speaker in enumerate(speakers, start=1):
        carried += speaker.statements
        if 2 * carried >= total:
            return n
    return None
