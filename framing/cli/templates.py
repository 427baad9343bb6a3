"""framing templates: what templates there are, and copies to change."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.console import Templates

app = typer.Typer(
    help="The report's templates: see what there is, and make your own.", no_args_is_help=True
)


@app.command("list")
def list_(templates: Templates = None) -> None:
    """List the templates, what each is for, and the names that every template gets."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from framing.api import Folders  # noqa: PLC0415
    from framing.rendering.catalogue import context_names, list_templates  # noqa: PLC0415

    console = Console(highlight=False)
    table = Table("template", "for", "yours", box=None, pad_edge=False, header_style="dim")
    for found in list_templates(Folders.found(templates=templates).templates):
        table.add_row(found.name, found.purpose, "yes" if found.own else "")
    console.print(table)
    console.print("\nEvery template gets:", style="dim")
    names = Table(box=None, pad_edge=False, show_header=False)
    for name, kind in context_names():
        names.add_row(f"  {name}", kind)
    console.print(names)


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="A template's name: see 'framing templates list'.")],
    templates: Annotated[Path, typer.Option("--templates", help="Your template folder.")] = Path(
        "report_templates"
    ),
) -> None:
    """Write a template of your own that starts from the packaged one.

    [bold]Examples[/bold]

      framing templates new report                one that extends the whole report
      framing templates new tokens.css            colours and typefaces
      framing templates new outlets/kyodo-news    a page of its own for one outlet
    """
    from framing.rendering.catalogue import new_template  # noqa: PLC0415

    path = new_template(name, templates)
    usual = Path("report_templates")
    there = "" if templates == usual else f" --templates {templates}"
    typer.echo(f"{path}\nChange it, then: framing report articles/{there}")
