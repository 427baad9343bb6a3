"""What commands share: options made from the settings, messages on stderr, and progress."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Protocol, get_origin

import typer
from typer.core import TyperCommand

from framing.errors import FramingError, InputError
from framing.sinks import console

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo
    from rich.console import Console
    from rich.text import Text

    from framing.models import Failed, Skipped
    from framing.settings import Settings
    from framing.validation import ValidationRecord

Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Files, folders, or tables of articles (.jsonl, .csv); in a project folder, by "
        "default those of framing.toml.",
        show_default=False,
    ),
]
# Settings that commands take together.
ANALYSIS = ("columns", "codebook", "sources", "tone", "confidence", "jobs")
FOLDERS = ("folders.outlets", "folders.codebooks", "folders.templates")
Strict = Annotated[
    bool, typer.Option("--strict", help="Fail if any article cannot be read or analysed.")
]
# Whether the user asked for tracebacks ('framing --debug').
DEBUG = {"on": False}
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]


class _TakesSettings(TyperCommand):
    """A command some of whose options are settings.

    They are made from the model's fields once they are asked for: the model needs pydantic, and
    'framing --help' does not.
    """

    names: ClassVar[Sequence[str]] = ()

    @cached_property
    def _options(self) -> Sequence[Any]:
        return _options_of(self.names)

    def get_params(self, ctx: Any) -> list[Any]:
        """The command's own parameters, its settings, and --help."""
        *own, help_ = super().get_params(ctx)
        return [*own, *self._options, help_]

    def invoke(self, ctx: Any) -> Any:
        """Run the command; what was said of the settings is kept in its context."""
        said = {option.name: ctx.params.pop(option.name) for option in self._options}
        ctx.meta[__name__] = {
            name: value
            for name, value in zip(self.names, said.values(), strict=True)
            if value is not None and value != ""
        }
        return super().invoke(ctx)


def takes(*names: str) -> type[TyperCommand]:
    """The class of a command that takes these settings as options.

    Args:
        names: fields of ``Settings``; those of its folders as 'folders.outlets'.
    """
    return type("TakesSettings", (_TakesSettings,), {"names": names})


def _options_of(names: Sequence[str]) -> Sequence[Any]:
    """The options for these settings: Typer makes them, as from a function's signature."""
    from framing.settings import Folders, Settings  # noqa: PLC0415  (pydantic)

    def command() -> None:
        """Never called."""

    fields = Settings.model_fields | {
        f"folders.{name}": field for name, field in Folders.model_fields.items()
    }
    parameters = [_parameter(name.replace(".", "_"), fields[name]) for name in names]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    app = typer.Typer(add_completion=False)
    app.command()(command)
    return typer.main.get_command(app).params


def _parameter(name: str, field: FieldInfo) -> inspect.Parameter:
    """A parameter as it would stand in a command's signature; None where nothing is said."""
    from pydantic_core import PydanticUndefined  # noqa: PLC0415

    from framing.settings import setting_of  # noqa: PLC0415

    flags = setting_of(field).flags
    bounds = {
        name: bound
        for each in field.metadata
        for name, key in (("min", "ge"), ("max", "le"))
        if (bound := getattr(each, key, None)) is not None
    }
    shown: str | bool = False
    if field.default is False:
        shown = flags[0].partition("/")[2].lstrip("-")
    elif field.default not in (None, (), PydanticUndefined):
        shown = str(field.default)
    option = typer.Option(*flags, help=field.description, show_default=shown, **bounds)
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        default=None,
        annotation=Annotated[_kind(field.annotation) | None, option],
    )


def _kind(annotation: Any) -> Any:
    """What one word of the command line is read as."""
    if get_origin(annotation) is Literal or annotation in (bool, int, float, Path):
        return annotation
    return Path if annotation in (tuple[Path, ...], Path | None) else str


def said(ctx: typer.Context) -> dict[str, Any]:
    """The settings that the command line says, as ``load_settings`` takes them."""
    given: Mapping[str, Any] = ctx.meta[__name__]
    folders = {
        name.removeprefix("folders."): Path(given[name])
        for name in given
        if name.startswith("folders.")
    }
    return {name: given[name] for name in given if "." not in name} | {"folders": folders}


def settings_here(ctx: typer.Context, **more: Any) -> Settings:
    """What the command line says, else the project that the working folder stands in.

    Args:
        ctx: the command's context.
        more: settings that the command itself says.
    """
    from framing.settings import find_project_folder, load_settings  # noqa: PLC0415

    return load_settings(find_project_folder(Path()), said(ctx) | more)


def with_articles(settings: Settings, paths: Sequence[Path] | None) -> Settings:
    """The settings with the articles given, else with the project's.

    Raises:
        typer.BadParameter: neither is there.
    """
    if paths:
        return settings.model_copy(update={"articles": tuple(paths)})
    if settings.file is None:
        raise typer.BadParameter(
            "name files, folders or tables of articles, or work in a project folder, which "
            "'framing init my-study' makes.",
            param_hint="PATHS",
        )
    return settings


def own_folder(given: Path | None, usual: str) -> Path:
    """Where a new file of the user's goes: the folder given, else the project's of that name."""
    from framing.settings import find_project_folder  # noqa: PLC0415

    return given or (find_project_folder(Path()) or Path()) / usual


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print words on stdout or stderr; what a stranger wrote in them cannot steer the terminal."""
    typer.echo(console(text), err=err, nl=nl)


def screen(**how: Any) -> Console:
    """A console to print tables and styles on: text that is given to it is text, no markup, and
    cannot steer the terminal."""
    from rich.console import Console  # noqa: PLC0415

    class Screen(Console):
        def render_str(self, text: str, **more: Any) -> Text:
            return super().render_str(console(text), **{**more, "markup": False, "emoji": False})

    return Screen(**{"highlight": False, **how})


def within(text: str, width: int) -> str:
    """A name that fits a column: what tells it from others may stand at either end, so what is
    left out is left out of the middle."""
    from rich.cells import cell_len, set_cell_size  # noqa: PLC0415

    if cell_len(text) <= width:
        return text
    first = max((width - 1) // 3, 1)
    end = set_cell_size(text[::-1], width - first - 1)[::-1]
    whole = end.partition(" ")[2]  # no word is begun in its middle, unless little else is left
    end = whole if 2 * cell_len(whole) > cell_len(end) else end
    return f"{set_cell_size(text, first).rstrip()}…{end.lstrip()}"


def fail(error: FramingError) -> int:
    """Print one message and its hint on stderr; the exit code to end with."""
    typer.secho("Error: ", fg="red", bold=True, nl=False, err=True)
    say(error.message, err=True)
    if error.hint:
        say(f"  {error.hint}", err=True)
    return 1


def warn(message: str, hint: str = "") -> None:
    """Print a warning on stderr: the work goes on."""
    typer.secho("Warning: ", fg="yellow", bold=True, nl=False, err=True)
    say(f"{message} {hint}".strip(), err=True)


def warn_skipped(skipped: Sequence[Skipped]) -> None:
    """One warning for each input that could not be read."""
    for found in skipped:
        warn(f"{found.path} was skipped: {found.reason}", found.hint)


def warn_unreliable(record: ValidationRecord) -> None:
    """One warning for each frame on which a record's figures let no claim rest."""
    for frame in record.unreliable:
        why = "; ".join(record.doubts(frame))
        warn(f"{frame} is not reliable: {why}.", "Rest no claim on it.")


def warn_failed(failed: Failed) -> None:
    """One warning for an article that could not be analysed; its traceback with --debug."""
    warn_skipped([failed.skipped])
    if DEBUG["on"]:
        say(failed.trace, err=True)


def not_all(skipped: Sequence[Skipped]) -> InputError:
    """What --strict ends with."""
    all_of_them = " ".join(f"{s.path}: {s.reason}" for s in skipped)
    return InputError(f"Not every article can be used. {all_of_them}", skipped[0].hint)


class Stage(Protocol):
    """Tells the progress display what is going on."""

    def __call__(self, what: str, done: int = 0, total: int | None = None) -> None:
        """``what`` is being done; ``done`` of ``total`` are finished."""
        ...


@contextmanager
def stages(quiet: bool) -> Iterator[Stage]:
    """A progress line on a terminal's stderr; nothing when quiet or when output goes to a file."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
    )

    terminal = Console(stderr=True)
    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        console=terminal,
        transient=True,
        disable=quiet or not terminal.is_terminal,
    )
    with progress:
        task = progress.add_task("Starting", total=None)

        def stage(what: str, done: int = 0, total: int | None = None) -> None:
            counted = f"{what} {done} of {total}" if total else what
            progress.update(task, description=counted, completed=done, total=total or 1)

        yield stage
