"""framing outlets: list, show, new, check."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from framing.cli.shared import (
    fail,
    own_folder,
    say,
    screen,
    settings_here,
    takes,
    warn,
    warn_skipped,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from framing.outlets import OutletProfile
    from framing.readers.check import ArticleCheck
    from framing.settings import Settings

app = typer.Typer(help="Who publishes: see, make and check outlet profiles.", no_args_is_help=True)


class Kind(StrEnum):
    """What an outlet is."""

    NEWSPAPER = "newspaper"
    WEBSITE = "website"
    BROADCASTER = "broadcaster"
    AGENCY = "agency"
    MAGAZINE = "magazine"
    OTHER = "other"


def _profiles(ctx: typer.Context) -> Mapping[str, OutletProfile]:
    from framing.outlets import load_outlets  # noqa: PLC0415

    return load_outlets(settings_here(ctx).folders.outlets)


def _console() -> Console:
    return screen(soft_wrap=True)


@app.command("list", cls=takes("folders.outlets"))
def list_(ctx: typer.Context) -> None:
    """List the outlets at hand: those that ship, and yours."""
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("slug", "code", "name", "country", "kind"):
        table.add_column(heading, no_wrap=True)
    for slug, profile in _profiles(ctx).items():
        table.add_row(slug, profile.code, profile.name, profile.country, profile.kind)
    _console().print(table)


@app.command(cls=takes("folders.outlets"))
def show(
    ctx: typer.Context,
    outlet: Annotated[str, typer.Argument(help="Its slug, name, alias or code.")],
) -> None:
    """Show what is known about an outlet and how its articles are recognised and cleaned."""
    from framing.outlets import get_outlet  # noqa: PLC0415
    from framing.readers.check import profile_text  # noqa: PLC0415

    say(profile_text(get_outlet(outlet, _profiles(ctx))), nl=False)


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The outlet's name, as it writes it.")],
    country: Annotated[
        str, typer.Option("--country", help="Its country: ISO 3166 code of two letters.")
    ],
    kind: Annotated[Kind, typer.Option("--kind", help="What it is.")] = Kind.NEWSPAPER,
    outlets: Annotated[
        Path | None, typer.Option("--outlets", help="Folder to write it to (default: ./outlets).")
    ] = None,
) -> None:
    """Write a profile for an outlet, with comments that explain each key.

    [bold]Examples[/bold]

      framing outlets new "Kyodo News" --country JP --kind agency
      framing outlets new dna --country IN      your copy of a profile that ships
    """
    from framing.outlets import load_outlets  # noqa: PLC0415
    from framing.outlets.new import new_profile  # noqa: PLC0415
    from framing.settings import find_project_folder, load_settings  # noqa: PLC0415

    folder = own_folder(outlets, "outlets")
    said = {"folders": {"outlets": folder}} if folder.is_dir() else {}
    known = load_outlets(load_settings(find_project_folder(Path()), said).folders.outlets)
    path = new_profile(name, country, folder, known, kind.value)
    say(f"{path}\nFill it in, then: framing outlets check")


@app.command(cls=takes("folders.outlets"))
def check(
    ctx: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Articles to try the profiles on.", show_default=False),
    ] = None,
) -> None:
    """Check the profiles: everything that is wrong, and what is lacking; with articles, show what
    the profiles do to each. In a project folder they are tried on its articles.

    For each article: the outlet and by which words it is known, what was removed and why, and
    what looks left over (short lines, and lines that stand in several articles).

    [bold]Examples[/bold]

      framing outlets check
      framing outlets check articles/
    """
    from framing.outlets import check_outlets  # noqa: PLC0415
    from framing.readers.check import check_articles, profile_remarks  # noqa: PLC0415

    settings = settings_here(ctx)
    profiles, errors = check_outlets(settings.folders.outlets)
    for error in errors:
        fail(error)
    here = [] if paths or settings.file is None else _with_articles(settings)
    if not paths:
        for slug, profile in profiles.items():
            for remark in profile_remarks(profile):
                say(f"{slug}: {remark}")
        say(f"{len(profiles)} profiles are sound.")
    if paths or here:
        found = check_articles(paths or here, profiles)
        console = _console()
        for checked in found.articles:
            _print_article(console, checked)
        warn_skipped(found.skipped)
        for note in found.notes:
            warn(note)
    if errors:
        raise typer.Exit(1)


def _with_articles(settings: Settings) -> list[Path]:
    """The project's articles, where there are any yet."""
    return [p for p in settings.articles if p.is_file() or (p.is_dir() and any(p.iterdir()))]


def _print_article(console: Console, checked: ArticleCheck) -> None:
    from framing.readers.check import article_rows  # noqa: PLC0415

    console.print(f"{checked.article.path}  ({checked.article.id})", style="bold")
    for heading, rows in article_rows(checked):
        console.print(f"  {heading}", style="dim")
        for row in rows:
            console.print(f"    {row}")
    console.print()
