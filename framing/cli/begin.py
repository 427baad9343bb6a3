"""framing init, framing doctor, framing schema: before and beside the work."""

from __future__ import annotations

import json
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
    from framing.settings import FOLDERS, PROJECT_FILE, new_project  # noqa: PLC0415  (pydantic)

    new_project(folder, title)
    typer.echo(f"{folder / PROJECT_FILE}   what the report is made of: open it and change it")
    for name, purpose in FOLDERS.items():
        typer.echo(f"{folder / name}/   {purpose}")
    typer.echo(
        f"Put your articles into {folder / 'articles'}, then"
        + ("" if folder == Path() else f" go to {folder} and")
        + " say: framing report"
    )


def doctor() -> None:
    """Check what this machine has and lacks, and say the line that installs what is missing.

    Ends with 1 if a report cannot be made.
    """
    from framing.diagnosis import diagnose  # noqa: PLC0415

    checks = diagnose()
    for check in checks:
        mark, colour = (
            ("ok", "green") if check.ok else ("--", "yellow" if check.optional else "red")
        )
        typer.secho(f"{mark:4}", fg=colour, nl=False)
        typer.echo(f"{check.name}: {check.found}")
        if not check.ok and check.remedy:
            typer.echo(f"      {check.remedy}")
    if any(not check.ok and not check.optional for check in checks):
        raise typer.Exit(1)


def schema() -> None:
    """Print the JSON Schema of an analysed article."""
    from framing.export.documents import json_schema  # noqa: PLC0415

    typer.echo(json.dumps(json_schema(), indent=1))
