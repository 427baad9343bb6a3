"""framing templates: list, show, check, new, translate, preview: see the report's templates, and
make them."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from framing.cli.shared import (
    ANALYSIS,
    FOLDERS,
    Paths,
    fail,
    own_folder,
    said,
    say,
    screen,
    settings_here,
    takes,
    warn,
    warn_skipped,
    with_articles,
)
from framing.errors import FramingError, did_you_mean

if TYPE_CHECKING:
    from framing.preview import Built, Problem
    from framing.settings import Settings

app = typer.Typer(
    help="The report's templates: see what there is, and make your own.", no_args_is_help=True
)


@app.command("list", cls=takes("folders.templates"))
def list_(ctx: typer.Context) -> None:
    """List templates and themes, what each is for, and the names that every template gets."""
    from rich.table import Table  # noqa: PLC0415

    from framing.report.catalogue import list_templates  # noqa: PLC0415
    from framing.report.messages import languages  # noqa: PLC0415
    from framing.report.reference import context, filters, functions  # noqa: PLC0415
    from framing.report.themes import list_themes  # noqa: PLC0415

    console = screen(highlight=False)
    table = Table("template", "for", "yours", box=None, pad_edge=False, header_style="dim")
    folders = settings_here(ctx).folders.templates
    for found in list_templates(folders):
        table.add_row(found.name, found.purpose, "yes" if found.own else "")
    console.print(table)
    themes = [(name, about, "yours" if own else "") for name, about, own in list_themes(folders)]
    for heading, rows in (
        ("Themes (--theme):", themes),
        ("Languages of its words (locale), beside English:", languages(folders)),
        ("Every template gets:", context()),
        ("Functions; a figure is a link to the rows that it counts:", functions()),
        ("Filters, beside Jinja's own:", filters()),
    ):
        console.print(f"\n{heading}", style="dim")
        listed = Table(box=None, pad_edge=False, show_header=False)
        for name, *rest in rows:
            listed.add_row(f"  {name}", *rest)
        console.print(listed)
    console.print("\nWhat one of them uses and what its names hold: framing templates show tone")


@app.command(cls=takes("folders.templates"))
def show(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(help="A template ('tone', 'tokens.css'), or a kind ('OutletView').")
    ],
) -> None:
    """Show what a template is for and which names it uses, or what a kind of value holds.

    [bold]Examples[/bold]

      framing templates show tone
      framing templates show OutletView
    """
    from framing.report.reference import as_text, describe  # noqa: PLC0415

    found = describe(name, settings_here(ctx).folders.templates)
    screen(soft_wrap=True).print(as_text(found), end="")


@app.command(cls=takes("codebook", "theme", *FOLDERS))
def check(ctx: typer.Context, paths: Paths = None) -> None:
    """Render your templates on your articles, without a PDF, and name what is wrong.

    [bold]Example[/bold]

      framing templates check articles/
    """
    from framing.report.catalogue import (  # noqa: PLC0415
        list_templates,
        unknown_blocks,
        unused_templates,
    )
    from framing.study import Study  # noqa: PLC0415  (heavy: spaCy, NumPy)

    # What the templates are tried on may be found the quick way.
    settings = with_articles(settings_here(ctx, sources="rules", tone="textblob"), paths)
    tried = Study(settings).try_templates()
    slugs = tried.slugs
    templates = settings.folders.templates
    own = [found.name for found in list_templates(templates) if found.own]
    for idle in tried.idle:
        warn(f"{idle.file}, line {idle.line}: {idle.what}.", idle.hint)
    for name, block, near in unknown_blocks(templates):
        meant = f"Did you mean '{near}'?" if near else "framing templates show lists the blocks."
        warn(f"{name}: what it extends has no block '{block}', so nobody sees it.", meant)
    for name in unused_templates(templates, slugs, settings.sections):
        slug = name.removeprefix("outlets/").removesuffix(".html.j2")
        if name.startswith("outlets/"):
            known = did_you_mean(slug, slugs) or f"There are articles by: {', '.join(slugs)}."
            warn(f"{name}: no article is by the outlet '{slug}', so nobody sees it.", known)
        else:
            warn(f"{name} takes the place of no template; it is used only if another includes it.")
    say(f"The report renders. Templates of your own: {', '.join(own) or 'none'}.")


@app.command(cls=takes("folders.templates"))
def new(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="A template's name: see 'framing templates list'.")],
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
    from framing.settings import find_project_folder  # noqa: PLC0415

    templates = said(ctx)["folders"].get("templates")
    path = new_template(name, own_folder(templates, "report_templates"))
    there = f" --templates {templates}" if templates else ""
    chosen = f" --theme {path.name}" if path.is_dir() else ""
    articles = "" if find_project_folder(Path()) else " articles/"
    given = f"{articles}{there}{chosen}"
    say(f"{path}\nSee it while you change it: framing templates preview{given}")


@app.command(cls=takes("folders.templates"))
def translate(
    ctx: typer.Context,
    locale: Annotated[str, typer.Argument(help="The language: de, fr, pt_BR …")],
    whole: Annotated[
        bool,
        typer.Option("--all", help="Also what is translated already, for you to change."),
    ] = False,
) -> None:
    """Write a catalogue of the report's words to translate: of its pages, and of your templates.

    It has the messages that are not translated yet; what your catalogue has is kept. Fill in each
    msgstr with an editor for .po files or any other, and say locale = "fr" in framing.toml.

    [bold]Examples[/bold]

      framing templates translate fr           a language that does not ship
      framing templates translate de           what your own templates add to German
      framing templates translate de --all     German, word by word, to change
    """
    from framing.report.translating import write_catalogue  # noqa: PLC0415

    folder = own_folder(said(ctx)["folders"].get("templates"), "report_templates")
    written = write_catalogue(locale, folder, whole=whole)
    say(
        f"{written.path}: {written.messages} messages, {written.missing} of them to translate.\n"
        f'Used where framing.toml says locale = "{locale}"; what is not translated stays English.'
    )


@app.command(cls=takes("theme", *ANALYSIS, *FOLDERS))
def preview(
    ctx: typer.Context,
    paths: Paths = None,
    port: Annotated[
        int,
        typer.Option(
            min=0, max=65535, help="The port, or the next one that is free; 0 for any free one."
        ),
    ] = 8711,
    open_: Annotated[
        bool, typer.Option("--open/--no-open", help="Open it in your browser, or not.")
    ] = True,
) -> None:
    """Show the report in your browser while you change what it is made of.

    The page renews itself when a template, theme, profile, codebook, article or framing.toml is
    saved, and says what is wrong where one is broken. Only this machine can see it; nothing is
    written. Ctrl-C ends it.

    [bold]Examples[/bold]

      framing templates preview              in a project folder
      framing templates preview articles/ --theme print
    """
    from framing.preview import Places, Preview, Session, bind  # noqa: PLC0415  (heavy)
    from framing.settings import (  # noqa: PLC0415
        PROJECT_FILE,
        Settings,
        find_project_folder,
        load_settings,
    )

    folder, given = find_project_folder(Path()), said(ctx)
    if folder is None:
        with_articles(Settings(), paths)  # without a project they must be named

    def load() -> Settings:
        return with_articles(load_settings(folder, given), paths)

    first = [folder / PROJECT_FILE] if folder else []
    places = Places(flat=(*first, *given["folders"].values()))
    with bind(port) as listening:
        running = Preview(Session(load), listening, _Terminal(), places)
        # From here on Ctrl-C ends it: an exception could come where nobody catches it.
        signal.signal(signal.SIGINT, lambda _signal, _frame: running.stop())
        if port not in (0, running.port):
            say(f"Port {port} is taken.")
        say(f"Preview  {running.address}   for this machine only; Ctrl-C ends it")
        if open_:
            import webbrowser  # noqa: PLC0415

            webbrowser.open(running.address)  # where there is none, the address is told above
        running.run()
    say("The preview has ended.")


class _Terminal:
    """What happens, told in the terminal."""

    def __init__(self) -> None:
        self._warned: frozenset[str] = frozenset()

    def changed(self, files: tuple[str, ...]) -> None:
        more = f" and {len(files) - 3} more" if len(files) > 3 else ""
        say(f"Changed: {', '.join(files[:3])}{more}")

    def built(self, built: Built, seconds: float) -> None:
        articles = f"{built.articles} article{'s' if built.articles > 1 else ''}"
        say(f"The report is ready: {articles}, {built.analysed} analysed, {seconds:.1f} s")
        warn_skipped([s for s in built.skipped if s.path not in self._warned])
        self._warned = frozenset(s.path for s in built.skipped)

    def failed(self, problem: Problem) -> None:
        fail(FramingError(problem.message, problem.hint))
