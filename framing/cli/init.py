"""framing init: a project folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def init(
    folder: Annotated[Path, typer.Argument(help="The project's folder; made if need be.")],
    title: Annotated[str | None, typer.Option("--title", "-t", help="The report's title.")] = None,
) -> None:
    """Make a project folder: framing.toml, and places for articles, outlets, codebooks, templates.

    Nothing that is there is overwritten. Inside the folder the commands need no argument.

    [bold]Examples[/bold]

      framing init my-study
      framing init . --title "One strait, two stories"
    """
    from framing.project import FOLDERS, PROJECT_FILE, new_project  # noqa: PLC0415

    new_project(folder, title)
    typer.echo(f"{folder / PROJECT_FILE}   what the report is made of: open it and change it")
    for name, purpose in FOLDERS.items():
        typer.echo(f"{folder / name}/   {purpose}")
    typer.echo(
        f"Put your articles into {folder / 'articles'}, then"
        + ("" if folder == Path() else f" go to {folder} and")
        + " say: framing report"
    )
