"""framing templates preview: the report in a browser, renewed whenever a file changes."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from framing import defaults
from framing.cli.choices import (
    Codebook,
    Codebooks,
    Confidence,
    Jobs,
    Outlets,
    Paths,
    Sources,
    Templates,
    Theme,
    Tone,
    articles_of,
)
from framing.cli.console import fail, warn_skipped
from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.preview import Built, Job, Problem


def preview(
    paths: Paths = None,
    port: Annotated[
        int,
        typer.Option(
            min=0, max=65535, help="The port, or the next one that is free; 0 for any free one."
        ),
    ] = defaults.PREVIEW_PORT,
    open_: Annotated[
        bool, typer.Option("--open/--no-open", help="Open it in your browser, or not.")
    ] = True,
    codebook: Codebook = None,
    sources: Sources = None,
    tone: Tone = None,
    confidence: Confidence = None,
    jobs: Jobs = 1,
    theme: Theme = None,
    outlets: Outlets = None,
    codebooks: Codebooks = None,
    templates: Templates = None,
) -> None:
    """Show the report in your browser while you change what it is made of.

    The page renews itself when a template, theme, profile, codebook, article or framing.toml is
    saved, and says what is wrong where one is broken. Only this machine can see it; nothing is
    written. Ctrl-C ends it.

    [bold]Examples[/bold]

      framing templates preview              in a project folder
      framing templates preview articles/ --theme print
    """
    from framing.options import choose  # noqa: PLC0415
    from framing.preview import Job, Places, Preview, Session, bind  # noqa: PLC0415  (heavy)
    from framing.project import PROJECT_FILE, find_project_folder, load_project  # noqa: PLC0415

    folder = find_project_folder(Path())
    if folder is None:
        articles_of(paths, None)  # without a project they must be named

    def load() -> Job:
        project = load_project(folder) if folder else None
        options = choose(
            project,
            codebook=codebook,
            sources=sources.value if sources else None,
            tone=tone.value if tone else None,
            confidence=confidence,
            jobs=jobs,
            theme=theme,
            outlets=outlets,
            codebooks=codebooks,
            templates=templates,
        )
        return Job(
            tuple(articles_of(paths, project)),
            options,
            root=folder or Path(),
            project_file=project.file if project else None,
            title=project.settings.title if project else None,
            own_copy_only=project.settings.own_copy_only if project else False,
        )

    given = (folder and folder / PROJECT_FILE, outlets, codebooks, templates)
    first = Places(flat=tuple(place for place in given if place))
    with bind(port) as listening:
        running = Preview(Session(load), listening, _Terminal(), first)
        # From here on Ctrl-C ends it: an exception could come where nobody catches it.
        signal.signal(signal.SIGINT, lambda _signal, _frame: running.stop())
        if port not in (0, running.port):
            typer.echo(f"Port {port} is taken.")
        typer.echo(f"Preview  {running.address}   for this machine only; Ctrl-C ends it")
        if open_:
            import webbrowser  # noqa: PLC0415

            webbrowser.open(running.address)  # where there is none, the address is told above
        running.run()
    typer.echo("The preview has ended.")


class _Terminal:
    """What happens, told in the terminal."""

    def __init__(self) -> None:
        self._warned: frozenset[str] = frozenset()

    def changed(self, files: tuple[str, ...]) -> None:
        more = f" and {len(files) - 3} more" if len(files) > 3 else ""
        typer.echo(f"Changed: {', '.join(files[:3])}{more}")

    def built(self, built: Built, seconds: float) -> None:
        articles = f"{built.articles} article{'s' if built.articles > 1 else ''}"
        typer.echo(f"The report is ready: {articles}, {built.analysed} analysed, {seconds:.1f} s")
        warn_skipped([s for s in built.skipped if s.path not in self._warned])
        self._warned = frozenset(s.path for s in built.skipped)

    def failed(self, problem: Problem) -> None:
        fail(FramingError(problem.message, problem.hint))
