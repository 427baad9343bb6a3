"""Arguments and options that commands share, and the project that fills in what is not given."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from framing.folders import Folders
    from framing.project import Project


class SourcesWay(StrEnum):
    """How attributed statements are found."""

    TAGGER = "tagger"
    RULES = "rules"


class ToneMode(StrEnum):
    """How tone is measured."""

    FULL = "full"
    TEXTBLOB = "textblob"


Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Files, folders, or tables of articles (.jsonl, .csv); in a project folder, by "
        "default those of framing.toml.",
        show_default=False,
    ),
]
Sources = Annotated[
    SourcesWay | None,
    typer.Option("--sources", help="How statements are found.", show_default="tagger"),
]
Tone = Annotated[
    ToneMode | None,
    typer.Option("--tone", help="Tone by lexicon alone, or in full.", show_default="full"),
]
Confidence = Annotated[
    float | None,
    typer.Option(
        "--confidence",
        min=0.0,
        max=1.0,
        help="Leave tone towards actors untold below this.",
        show_default="0.7",
    ),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Worker processes.")]
Theme = Annotated[
    str | None,
    typer.Option(
        "--theme", help="How it looks: see 'framing templates list'.", show_default="default"
    ),
]
Codebook = Annotated[
    str | None,
    typer.Option(
        "--codebook",
        "-c",
        help="A codebook's name, or a .toml file.",
        show_default="history-security",
    ),
]
Outlets = Annotated[
    Path | None,
    typer.Option("--outlets", help="Folder of your outlet profiles (default: ./outlets)."),
]
Codebooks = Annotated[
    Path | None,
    typer.Option("--codebooks", help="Folder of your codebooks (default: ./codebooks)."),
]
Templates = Annotated[
    Path | None,
    typer.Option("--templates", help="Folder of your templates (default: ./report_templates)."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]


def project_here() -> Project | None:
    """The project that the working folder stands in, if any."""
    from framing.project import find_project  # noqa: PLC0415  (pydantic)

    return find_project(Path())


def articles_of(paths: list[Path] | None, project: Project | None) -> list[Path]:
    """The articles given, else the project's.

    Raises:
        typer.BadParameter: neither is there.
    """
    if paths:
        return paths
    if project is None:
        raise typer.BadParameter(
            "name files, folders or tables of articles, or work in a project folder, which "
            "'framing init my-study' makes.",
            param_hint="PATHS",
        )
    return list(project.articles)


def folders_here(
    outlets: Path | None = None,
    codebooks: Path | None = None,
    templates: Path | None = None,
) -> Folders:
    """The user's folders: those given, else those of the project or the working folder."""
    from framing.folders import Folders  # noqa: PLC0415

    project = project_here()
    return Folders.found(outlets, codebooks, templates, project.folder if project else None)


def own_folder(given: Path | None, usual: str) -> Path:
    """Where a new file of the user's goes: the folder given, else the project's of that name."""
    project = project_here()
    return given or (project.folder if project else Path()) / usual
