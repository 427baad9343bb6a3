"""Runs the analysers over articles: each is parsed once, and the analysers share the parse."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

from framing.analysers.base import Analyser, in_order, third_party
from framing.codebooks import Codebook
from framing.models import Analysis, Article, SourcesResult
from framing.outlets import OutletProfile
from framing.settings import Settings
from framing.text.parse import DEFAULT_MODEL, ParsedArticle, parse_articles
from framing.text.voices import with_voices
from framing.threads import one_thread

# Articles that one worker takes at a time: enough to keep its pipeline busy, few enough to share.
_BATCH = 16
# What a profile says that no analyser asks for: how to read pages, and how the report shows it.
_NOT_ANALYSED = {"code", "colour", "ownership", "recognise", "boilerplate"}


@dataclass(frozen=True, slots=True)
class Setup:
    """What the analysers are made from; plain data, so that every worker can make its own."""

    settings: Settings
    profiles: Mapping[str, OutletProfile]
    codebook: Codebook

    def rests_on(self, article: Article) -> Hashable:
        """What an article's analysis rests on: where this is the same, the analysis is."""
        profile = self.profiles.get(article.outlet)
        known = profile.model_dump_json(exclude=_NOT_ANALYSED) if profile else ""
        said = json.dumps(self.settings.that_change("analysis"), default=str)
        return (article, known, self.codebook.id, self.codebook.sha256, said, DEFAULT_MODEL)

    def analysers(self) -> tuple[Analyser, ...]:
        """The analysers in the order they run: sources first, because it tells the voices.

        Raises:
            FramingError: an installed analyser is broken.
        """
        from framing.analysers.emphasis import Emphasis  # noqa: PLC0415  (each loads its data)
        from framing.analysers.facts import Facts  # noqa: PLC0415
        from framing.analysers.naming import Naming  # noqa: PLC0415
        from framing.analysers.sources import Sources  # noqa: PLC0415
        from framing.analysers.tone import Loaded, Tone  # noqa: PLC0415

        analysers: tuple[Analyser, ...] = (
            Sources(self.profiles, way=self.settings.sources),
            Tone(
                dict.fromkeys(self.codebook.tone_neutral, "codebook"),
                actors=self.codebook.actors,
                mode=self.settings.tone,
                confidence=self.settings.confidence,
                outlet_neutral={slug: p.tone_neutral for slug, p in self.profiles.items()},
            ),
            Loaded(),
            Emphasis(self.codebook),
            Naming(self.codebook),
            Facts(self.codebook),
            *third_party(),
        )
        return in_order(analysers)


def analyse_article(
    parsed: ParsedArticle, article: Article, analysers: Sequence[Analyser]
) -> Analysis:
    """Run the analysers, in the order given, on one parsed article.

    Voices rest on quotation marks alone until an analyser reports statements. Each analyser finds
    the results of those before it in ``parsed.results``.
    """
    parsed = with_voices(parsed, ())
    for analyser in analysers:
        result = analyser.analyse(parsed, article)
        parsed = replace(parsed, results={**parsed.results, analyser.name: result})
        if isinstance(result, SourcesResult):
            parsed = with_voices(parsed, result.statements)
    return Analysis(article, parsed.sentences, parsed.results)


def analyse_in_turn(articles: Sequence[Article], setup: Setup) -> Iterator[Analysis]:
    """The analysis of each article, in order, as each is done."""
    analysers = setup.analysers()
    needs = frozenset().union(*(analyser.needs for analyser in analysers))
    for article, parsed in zip(articles, parse_articles(articles, needs), strict=True):
        found = analyse_article(parsed, article, analysers)
        yield replace(found, codebook_sha256=setup.codebook.sha256)


def analyse_part(articles: Sequence[Article], setup: Setup) -> tuple[Analysis, ...]:
    """Analyse one part of the articles, in order: the unit of work of a worker process."""
    with one_thread():
        return tuple(analyse_in_turn(articles, setup))


def analyse_each(
    articles: Sequence[Article],
    setup: Setup,
    *,
    progress: Callable[[int], None] | None = None,
) -> tuple[Analysis, ...]:
    """Analyse articles, each by itself: no analysis rests on another article.

    Args:
        articles: what the readers gave.
        setup: what the analysers are made from; its settings say how many processes work.
        progress: called with the number of articles done so far.

    Returns:
        One analysis an article, in the order of ``articles``, however many processes work.
    """
    jobs = setup.settings.jobs
    analyses: list[Analysis] = []
    if jobs <= 1 or len(articles) <= 1:
        for analysis in analyse_in_turn(articles, setup):
            analyses.append(analysis)
            if progress:
                progress(len(analyses))
    else:
        parts = [articles[i : i + _BATCH] for i in range(0, len(articles), _BATCH)]
        if len(parts) < jobs:  # few articles: share them out evenly
            parts = [articles[i::jobs] for i in range(min(jobs, len(articles)))]
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(min(jobs, len(parts)), mp_context=context) as pool:
            for done in pool.map(analyse_part, parts, [setup] * len(parts)):
                analyses += done
                if progress:
                    progress(len(analyses))
        order = {article.id: i for i, article in enumerate(articles)}
        analyses.sort(key=lambda analysis: order[analysis.article.id])
    return tuple(analyses)
