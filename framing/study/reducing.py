"""Figures from analysed parts by reduction: nothing is held of an article but its sums."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from framing.analysers.base import measures_of
from framing.analysers.run import one_thread
from framing.errors import InputError
from framing.evidence.measures import Measure
from framing.evidence.reduction import Reduced, reduce
from framing.evidence.sums import ArticleSums, summed, sums_of
from framing.export.records import to_analysis
from framing.parts.load import Parts, documents_in, is_analysed, parts_in
from framing.parts.run import LIST
from framing.parts.sums import sums_in
from framing.study.materials import Materials
from framing.study.staying import all_stays


@one_thread()
@all_stays()
def figures_of(
    study: Materials, paths: Sequence[Path], progress: Callable[[int], None] | None = None
) -> Reduced:
    """The figures of outlets whose articles were analysed into folders of parts, or into files.

    Args:
        study: its settings name codebook and outlets.
        paths: folders of parts, .jsonl and .parquet files, folders of these.
        progress: called with the number of articles taken so far.

    Raises:
        InputError: there are no analyses, a part is missing or broken, or no article is left.
        CodebookError: they were made with another codebook.
        ProfileError: an outlet that should take part has no article.
    """
    held: list[Parts | Path] = []
    for path in paths:
        if (path / LIST).is_file():
            parts = parts_in(path)
            study.check_codebook(parts.codebook, path)
            held.append(parts)
        elif path.exists() and is_analysed(path):
            held.append(path)
        else:
            raise InputError(
                f"{path} holds no analyses." if path.exists() else f"There is no {path}.",
                "Analyse articles first: framing analyse ARTICLES -o analysed/",
            )
    measures = summed(measures_of(study.analysers))
    articles = _articles(study, held, measures, progress or (lambda _: None))
    return reduce(
        articles,
        codebook=study.codebook,
        measures=measures,
        profiles=study.profiles,
        outlets=study.settings.outlets,
    )


def _articles(
    study: Materials,
    held: Sequence[Parts | Path],
    measures: Sequence[Measure],
    progress: Callable[[int], None],
) -> Iterator[ArticleSums]:
    """The sums of articles in English, part by part."""
    seen: set[str] = set()
    for path in held:
        for where, some in _sums(study, path, measures):
            for each in some:
                if each.id in seen:
                    raise InputError(
                        f"{where}: the article '{each.id}' stands there twice.",
                        "Analyse all articles in one run, which gives each its own id.",
                    )
                seen.add(each.id)
                if each.language in (None, "en"):
                    yield each
            progress(len(seen))


def _sums(
    study: Materials, path: Parts | Path, measures: Sequence[Measure]
) -> Iterator[tuple[object, Iterable[ArticleSums]]]:
    """The sums of the articles of a part, or of one article of another file, with where it is."""
    if isinstance(path, Parts):
        for name in path.names:
            part = path.folder / name
            yield part, sums_in(part, study.codebook, measures)
        return
    for where, document in documents_in(path):
        analysis = to_analysis(document, where)
        if analysis.codebook:
            study.check_codebook(analysis.codebook, path)
        yield where, [ArticleSums(**sums_of(analysis, study.codebook, measures))]
