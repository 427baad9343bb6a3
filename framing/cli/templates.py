"""framing templates: what templates there are, and copies to change."""

from __future__ import annotations

from typing import Annotated

import typer

from framing.cli.choices import (
    Codebook,
    Codebooks,
    Outlets,
    Paths,
    Templates,
    Theme,
    articles_of,
    folders_here,
    own_folder,
    project_here,
)
from framing.cli.console import warn
from framing.cli.preview import preview

app = typer.Typer(
    help="The report's templates: see what there is, and make your own.", no_args_is_help=True
)


@app.command("list")
def list_(templates: Templates = None) -> None:
    """List templates and themes, what each is for, and the names that every template gets."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from framing.report.catalogue import list_templates  # noqa: PLC0415
    from framing.report.reference import context, filters  # noqa: PLC0415
    from framing.report.themes import list_themes  # noqa: PLC0415

    console = Console(highlight=False)
    table = Table("template", "for", "yours", box=None, pad_edge=False, header_style="dim")
    folders = folders_here(templates=templates).templates
    for found in list_templates(folders):
        table.add_row(found.name, found.purpose, "yes" if found.own else "")
    console.print(table)
    console.print("\nThemes (--theme):", style="dim")
    themes = Table(box=None, pad_edge=False, show_header=False)
    for name, description, own in list_themes(folders):
        themes.add_row(f"  {name}", description, "yours" if own else "")
    console.print(themes)
    console.print("\nEvery template gets:", style="dim")
    names = Table(box=None, pad_edge=False, show_header=False)
    for name, kind in context():
        names.add_row(f"  {name}", kind)
    console.print(names)
    console.print("\nFilters, beside Jinja's own:", style="dim")
    beside = Table(box=None, pad_edge=False, show_header=False)
    for name, about in filters():
        beside.add_row(f"  {name}", about)
    console.print(beside)
    console.print("\nWhat one of them uses and what its names hold: framing templates show tone")


@app.command()
def show(
    name: Annotated[
        str, typer.Argument(help="A template ('tone', 'tokens.css'), or a kind ('OutletView').")
    ],
    templates: Templates = None,
) -> None:
    """Show what a template is for and which names it uses, or what a kind of value holds.

    [bold]Examples[/bold]

      framing templates show tone
      framing templates show OutletView
    """
    from rich.console import Console  # noqa: PLC0415

    from framing.report.reference import as_text, describe  # noqa: PLC0415

    found = describe(name, folders_here(templates=templates).templates)
    Console(highlight=False, markup=False, soft_wrap=True).print(as_text(found), end="")


@app.command()
def check(
    paths: Paths = None,
    codebook: Codebook = None,
    theme: Theme = None,
    outlets: Outlets = None,
    codebooks: Codebooks = None,
    templates: Templates = None,
) -> None:
    """Render your templates on your articles, without a PDF, and name what is wrong.

    [bold]Example[/bold]

      framing templates check articles/
    """
    from framing import api  # noqa: PLC0415  (heavy: spaCy, NumPy)
    from framing.options import choose  # noqa: PLC0415
    from framing.report.catalogue import (  # noqa: PLC0415
        list_templates,
        unknown_blocks,
        unused_templates,
    )

    project = project_here()
    options = choose(
        project,
        codebook=codebook,
        sources="rules",
        tone="textblob",
        outlets=outlets,
        codebooks=codebooks,
        templates=templates,
        theme=theme,
    )
    slugs = api.try_templates(articles_of(paths, project), options=options)
    own = [found.name for found in list_templates(options.folders.templates) if found.own]
    for name, block, near in unknown_blocks(options.folders.templates):
        meant = f"Did you mean '{near}'?" if near else "framing templates show lists the blocks."
        warn(f"{name}: what it extends has no block '{block}', so nobody sees it.", meant)
    for name in unused_templates(options.folders.templates, slugs, options.sections):
        warn(f"{name} takes the place of no template, so it is used only if another includes it.")
    typer.echo(f"The report renders. Templates of your own: {', '.join(own) or 'none'}.")


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="A template's name: see 'framing templates list'.")],
    templates: Templates = None,
) -> None:
    """Write a template of your own that starts from the packaged one.

    [bold]Examples[/bold]

      framing templates new report                one that extends the whole report
      framing templates new tokens.css            colours and typefaces
      framing templates new outlets/kyodo-news    a page of its own for one outlet
      framing templates new sections/our_note     a section of your own, named in framing.toml
      framing templates new themes/ours           a theme: colours, sizes and typefaces
    """
    from framing.report.catalogue import new_template  # noqa: PLC0415

    path = new_template(name, own_folder(templates, "report_templates"))
    there = f" --templates {templates}" if templates else ""
    chosen = f" --theme {path.name}" if path.is_dir() else ""
    articles = "" if project_here() else " articles/"
    given = f"{articles}{there}{chosen}"
    typer.echo(f"{path}\nSee it while you change it: framing templates preview{given}")


app.command("preview")(preview)
