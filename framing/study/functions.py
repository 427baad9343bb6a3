"""The steps of a study as functions, for notebooks and scripts. Give all of them the same settings;
a ``Study`` keeps what it loads between them.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from framing.evidence import Comparison
from framing.models import Analysis, Article, Skipped
from framing.settings import Settings
from framing.study.documents import Format, Rendered
from framing.study.study import Paths, Study


def read(paths: Paths, *, settings: Settings | None = None, as_is: bool = False) -> list[Article]:
    """Read the articles of files, folders and tables.

    Args:
        paths: one path or several.
        settings: its folders name the user's own outlet profiles.
        as_is: clean nothing; a row that has only ``text`` gives that text back as it is.

    Returns:
        The articles; a warning names each input that could not be read.

    Raises:
        InputError: a path does not exist, or no article is left.
    """
    outcome = Study(settings).read(paths, as_is=as_is)
    for skipped in outcome.skipped:
        warnings.warn(f"{skipped.path}: {skipped.reason} {skipped.hint}".strip(), stacklevel=2)
    return list(outcome.articles)


def analyse(
    articles: Sequence[Article],
    *,
    settings: Settings | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[Analysis]:
    """Analyse articles: tone, sources, emphasis, naming, and what they share.

    Returns:
        One analysis an article, in order; a warning names each article that something unforeseen
        ended the analysis of, and it has none.
    """
    return list(Study(settings).analyse(articles, progress))


def compare(
    analyses: Sequence[Analysis],
    *,
    settings: Settings | None = None,
    skipped: Sequence[Skipped] = (),
) -> Comparison:
    """Compare analysed articles, outlet by outlet: ``Study.count``."""
    return Study(settings).count(analyses, skipped)


def render(
    comparison: Comparison,
    path: str | Path,
    *,
    settings: Settings | None = None,
    format: Format = "pdf",  # noqa: A002  (the command line's word)
    created: str | None = None,
) -> Rendered:
    """Write the report and, beside it, the folder of its data files: ``Study.render``."""
    return Study(settings).render(comparison, path, format=format, created=created)
