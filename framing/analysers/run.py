"""Runs the analysers over articles: each is parsed once, and the analysers share the parse."""

from __future__ import annotations

import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache, partial
from pathlib import PurePath
from typing import Any, TypeVar

import numpy as np  # noqa: F401  (its pool can be limited once it is there)
from threadpoolctl import threadpool_limits

from framing.analysers.base import Analyser, Setup
from framing.analysers.stories import stories_near
from framing.errors import FramingError
from framing.models import Analysis, Article, CodebookStamp, Failed, Skipped
from framing.processes import in_processes
from framing.text.parse import ParsedArticle, load_model, parse_article
from framing.text.voices import with_voices

T = TypeVar("T")
# Past these decimals processors differ in the last bits, and what is written must not.
_DECIMALS = 6
# Articles that one worker takes at a time: enough to keep its pipeline busy, few enough to share.
_BATCH = 16


def analyse_article(
    parsed: ParsedArticle,
    article: Article,
    analysers: Sequence[Analyser],
    codebook: CodebookStamp | None = None,
    made_with: Mapping[str, Any] | None = None,
) -> Analysis:
    """Run the analysers, in the order given, on one parsed article.

    Voices rest on quotation marks alone until an analyser reports statements. Each analyser finds
    the results of those before it in ``parsed.results``.
    """
    parsed = with_voices(parsed, ())
    for analyser in analysers:
        result = rounded(analyser.analyse(parsed, article))
        parsed = replace(parsed, results={**parsed.results, analyser.name: result})
        if result.statements:
            parsed = with_voices(parsed, result.statements)
    return Analysis(
        article, parsed.sentences, parsed.results, codebook=codebook, made_with=made_with or {}
    )


def rounded(value: T) -> T:
    """A value with the floats in it rounded, so that it is the same on any machine, and the same
    again once it was written and read."""
    made: Any = value
    if isinstance(value, float):
        made = round(value, _DECIMALS) + 0.0
    elif isinstance(value, tuple):
        inner = [rounded(each) for each in value]
        if any(new is not old for new, old in zip(inner, value, strict=True)):
            made = type(value)(*inner) if hasattr(value, "_fields") else tuple(inner)
    elif is_dataclass(value) and not isinstance(value, type | Enum):
        changed = {
            name: new
            for name in _given(type(value))
            if (new := rounded(old := getattr(value, name))) is not old
        }
        made = replace(value, **changed) if changed else value
    return made  # type: ignore[no-any-return]


@cache
def _given(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.init)


def analyse_in_turn(articles: Sequence[Article], setup: Setup) -> Iterator[Analysis | Failed]:
    """The analysis of each article, in order, as each is done; or why there is none.

    Each article is analysed with what the codebook knows of the stories that it is about. Whatever
    is unforeseen in one of them ends with it.

    Raises:
        FramingError: what all articles need is missing, such as a model.
    """
    made: dict[tuple[str, ...], tuple[Analyser, ...]] = {(): setup.analysers()}
    stamp = CodebookStamp(setup.codebook.id, setup.codebook.sha256)
    needs = frozenset().union(*(analyser.needs for analyser in made[()]))
    if articles:
        load_model(needs)
    for article in articles:
        try:
            stories = stories_near(setup.codebook, article.text)
            if stories not in made:
                made[stories] = setup.about_stories(stories).analysers()
            parsed = parse_article(article, needs)
            done = analyse_article(parsed, article, made[stories], stamp, setup.made_with())
        except FramingError:
            raise
        except Exception as exc:  # one article, or a stranger's analyser, must not end the study
            yield failed(article, exc)
        else:
            yield done


def failed(article: Article, exc: Exception) -> Failed:
    """What is told of an article whose analysis ended in something unforeseen."""
    named = f"{type(exc).__name__}: {exc}".rstrip(": ")
    stem = PurePath(article.path).stem
    return Failed(
        article.id,
        Skipped(
            article.path if stem == article.id else f"{article.path}, '{article.id}'",
            f"The article was read, but could not be analysed ({named}).",
            "This is a fault of framing: 'framing --debug' with the same command shows where.",
        ),
        "".join(traceback.format_exception(exc)),
    )


def _batch_analysed(setup: Setup, batch: Sequence[Article]) -> tuple[Analysis | Failed, ...]:
    """The analyses of a batch, in order: the unit of work of a worker process."""
    with one_thread():
        return tuple(analyse_in_turn(batch, setup))


def analyse_each(
    articles: Sequence[Article],
    setup: Setup,
    *,
    progress: Callable[[int], None] | None = None,
    on_failed: Callable[[Failed], None] | None = None,
) -> tuple[Analysis, ...]:
    """Analyse articles, each by itself: no analysis rests on another article.

    Args:
        articles: what the readers gave.
        setup: what the analysers are made from; its settings say how many processes work.
        progress: called with the number of articles done so far.
        on_failed: called with each article that could not be analysed, and may raise; by default a
            warning names it.

    Returns:
        The analyses in the order of ``articles``, however many processes work.
    """
    jobs = setup.settings.jobs
    tell = on_failed or warn_of
    order = {article.id: i for i, article in enumerate(articles)}
    made: list[Analysis | Failed] = []
    if jobs <= 1 or len(articles) <= 1:
        for each in analyse_in_turn(articles, setup):
            made.append(each)
            if progress:
                progress(len(made))
    else:
        batches = [articles[i : i + _BATCH] for i in range(0, len(articles), _BATCH)]
        if len(batches) < jobs:  # few articles: share them out evenly
            batches = [articles[i::jobs] for i in range(min(jobs, len(articles)))]
        work = partial(_batch_analysed, setup)
        for _, done in in_processes(work, batches, min(jobs, len(batches))):
            made += done
            if progress:
                progress(len(made))
    analyses: list[Analysis] = []
    for each in sorted(made, key=lambda each: order[id_of(each)]):
        if isinstance(each, Failed):
            tell(each)
        else:
            analyses.append(each)
    return tuple(analyses)


def id_of(made: Analysis | Failed) -> str:
    """The id of the article that was analysed, or could not be."""
    return made.id if isinstance(made, Failed) else made.article.id


def warn_of(failed: Failed) -> None:
    """A warning that names an article that could not be analysed."""
    said = failed.skipped
    warnings.warn(f"{said.path}: {said.reason} {said.hint}".strip(), stacklevel=3)


@contextmanager
def one_thread() -> Iterator[None]:
    """Let NumPy's libraries use one thread; afterwards they may use as many as before.

    A second thread costs CPU and saves no time (1.2 to 1.4 times the CPU of an analysis). The
    environment stays as it is: it would hold for all that the caller's program does later, too.
    """
    with threadpool_limits(limits=1):
        yield
