"""Figures from analysed parts by reduction: nothing is held of an article but its sums."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from framing.analysers.base import measures_of
from framing.analysers.run import one_thread
from framing.errors import InputError
from framing.evidence.measures import Measure
from framing.evidence.reduction import Reduced, reduce
from framing.evidence.sums import ArticleSums, summed
from framing.parts.load import Parts, parts_in
from framing.parts.run import LIST
from framing.parts.sums import sums_in
from framing.study.materials import Materials
from framing.study.staying import all_stays


@one_thread()
@all_stays()
def figures_of(
    study: Materials, folders: Sequence[Path], progress: Callable[[int], None] | None = None
) -> Reduced:
    """The figures of outlets whose articles were analysed into folders of parts.

    Args:
        study: its settings name codebook and outlets.
        folders: of parts.
        progress: called with the number of articles taken so far.

    Raises:
        InputError: a folder holds no parts, one is missing or broken, or no article is left.
        CodebookError: they were made with another codebook.
        ProfileError: an outlet that should take part has no article.
    """
    held = []
    for folder in folders:
        if not (folder / LIST).is_file():
            raise InputError(
                f"{folder} holds no analysed parts."
                if folder.is_dir()
                else f"There is no folder {folder}.",
                "Analyse articles into a folder first: framing analyse ARTICLES -o analysed/",
            )
        held.append(parts_in(folder))
        study.check_codebook(held[-1].codebook, folder)
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
    held: Sequence[Parts],
    measures: Sequence[Measure],
    progress: Callable[[int], None],
) -> Iterator[ArticleSums]:
    """The sums of articles in English, part by part."""
    seen: set[str] = set()
    for parts in held:
        for name in parts.names:
            for each in sums_in(parts.folder / name, study.codebook, measures):
                if each.id in seen:
                    raise InputError(
                        f"{parts.folder / name}: the article '{each.id}' stands there twice.",
                        "Analyse all articles in one run, which gives each its own id.",
                    )
                seen.add(each.id)
                if each.language in (None, "en"):
                    yield each
            progress(len(seen))
