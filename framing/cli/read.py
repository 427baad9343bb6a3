"""framing read: what is understood of each article, before any analysis."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from framing.cli.shared import Paths, say, screen, settings_here, warn, warn_skipped, with_articles
from framing.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from framing.models import Article
    from framing.readers import ReadOutcome
    from framing.study import Study


def read(
    ctx: typer.Context,
    paths: Paths = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write the articles as rows: .jsonl or .csv."),
    ] = None,
    show: Annotated[
        str | None,
        typer.Option("--show", help="Print an article's page, each line with its kind."),
    ] = None,
) -> None:
    """Show what is understood of each article: outlet, date, headline, words, what was taken out.

    How a field is known stands in brackets: declared by a table or credit line, extracted from the
    text, guessed, or said by you. What is read wrong can be set right in a metadata.csv.

    [bold]Examples[/bold]

      framing read articles/
      framing read articles/ -o articles.jsonl     rows that 'framing report' reads again
      framing read articles/ --show harbour
    """
    from framing.export.articles import write_articles  # noqa: PLC0415
    from framing.study import Study  # noqa: PLC0415

    study = Study(with_articles(settings_here(ctx), paths))
    outcome = study.read(keep_pages=show is not None)
    if show is not None:
        told = [_show(outcome, show, study)]
    else:
        told = list(outcome.articles)
        if output is None:
            _table(outcome)
        warn_skipped(outcome.skipped)
        for note in outcome.notes:
            warn(note)
    for article in told:
        for note in article.notes:
            warn(f"{article.id}: {note}")
    if output:
        from framing.wording import plural  # noqa: PLC0415

        write_articles(outcome.articles, output, outcome.kinds)
        say(f"{plural(len(outcome.articles), 'article')}  {output}", err=True)


def _table(outcome: ReadOutcome) -> None:
    """Three lines an article, which fit any terminal."""
    from framing.export.articles import understood  # noqa: PLC0415
    from framing.wording import plural  # noqa: PLC0415

    console = screen(soft_wrap=True)
    for article in outcome.articles:
        found = understood(article, outcome.kinds.get(article.id, ""))
        about = [found.date, f"{found.words} words", found.kind, found.agencies]
        console.print(found.outlet, style="bold", end="")
        console.print(f"   {' · '.join(filter(None, about))}")
        console.print(f"  {found.headline}")
        suspected = f", {plural(found.suspected, 'line')} suspected" if found.suspected else ""
        console.print(
            f"  {article.id}: {plural(found.removed, 'line')} taken out{suspected}", style="dim"
        )
    n = len(outcome.articles)
    console.print(f"\n{plural(n, 'article')}. A page with the kind of each line: --show ID")


def _show(outcome: ReadOutcome, named: str, study: Study) -> Article:
    """Print an article's page with the kind of each line; gives the article."""
    from framing.clean.article import typed_lines  # noqa: PLC0415

    ids = [article.id for article in outcome.articles]
    wanted = [i for i in ids if i == named] or [i for i in ids if named.casefold() in i.casefold()]
    if len(wanted) != 1:
        several = f"Several have it: {', '.join(wanted[:6])}. " if wanted else ""
        near = did_you_mean(named, ids)
        raise InputError(f"'{named}' names no one article.", f"{several}{near}See: framing read")
    article = next(article for article in outcome.articles if article.id == wanted[0])
    console = screen(soft_wrap=True)
    console.print(f"{article.path}  ({article.id})", style="bold")
    page = outcome.pages[article.id]
    lines = typed_lines(page.text, path=page.path, outlets=study.profiles, metadata=page.metadata)
    for line in lines:
        reason = f"   [{line.reason}]" if line.reason else ""
        taken = bool(line.reason)
        console.print(f"{line.kind.value:13}  {line.text}{reason}", style="dim" if taken else "")
    for each in article.suspected:
        console.print(f"suspected      {each.text}   [may be {each.kind}]", style="yellow")
    return article
