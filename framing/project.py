"""A project folder: what a study is made of, told once in framing.toml.

In such a folder, or in a folder inside it, the commands need no argument; what the command line
says counts before what the file says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from framing import defaults
from framing.errors import InputError, ProjectError
from framing.files import write_file
from framing.tomlfile import Checked, load
from framing.wording import parse_locale

PROJECT_FILE = "framing.toml"
# What a project folder holds, and what each is for.
FOLDERS = {
    "articles": "your articles",
    "outlets": "your outlet profiles",
    "codebooks": "your codebooks",
    "report_templates": "your templates and themes",
}


def _locale(name: str) -> str:
    try:
        parse_locale(name)
    except InputError as exc:
        raise ValueError(f"is no locale. {exc.hint}") from exc
    return name


def _report_file(name: str) -> str:
    if not name.lower().endswith((".pdf", ".html", ".htm")):
        raise ValueError("must end in .pdf or .html")
    return name


def _inside(names: tuple[str, ...]) -> tuple[str, ...]:
    if not names:
        raise ValueError("must name at least one file, folder or table")
    return names


def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"names '{twice[0]}' twice")
    return names


class Settings(Checked):
    """The keys of framing.toml; all may be missing."""

    title: str | None = None
    articles: Annotated[tuple[str, ...], AfterValidator(_inside)] = ("articles",)
    output: Annotated[str, AfterValidator(_report_file)] = defaults.OUTPUT
    codebook: str = defaults.CODEBOOK
    outlets: Annotated[tuple[str, ...], AfterValidator(_once)] = ()
    sections: Annotated[tuple[str, ...], AfterValidator(_once)] = defaults.SECTIONS
    theme: str = defaults.THEME
    locale: Annotated[str, AfterValidator(_locale)] = defaults.LOCALE
    own_copy_only: bool = False
    sources: Literal["tagger", "rules"] = "tagger"
    tone: Literal["full", "textblob"] = "full"
    confidence: Annotated[float, Field(ge=0, le=1)] = defaults.CONFIDENCE


@dataclass(frozen=True, slots=True)
class Project:
    """A project folder and what its framing.toml says."""

    folder: Path
    settings: Settings

    @property
    def file(self) -> Path:
        """Its framing.toml."""
        return self.folder / PROJECT_FILE

    @property
    def articles(self) -> tuple[Path, ...]:
        """Its articles: files, folders and tables."""
        return tuple(self.folder / name for name in self.settings.articles)

    @property
    def output(self) -> Path:
        """The report's file."""
        return self.folder / self.settings.output

    @property
    def codebook(self) -> str | Path:
        """The codebook's name, or its file where the setting ends in '.toml'."""
        named = self.settings.codebook
        return self.folder / named if named.endswith(".toml") else named


def find_project(start: Path) -> Project | None:
    """The project that a folder stands in: of the nearest framing.toml, here or above.

    Paths stay relative to the working folder where that is what ``start`` is.

    Raises:
        ProjectError: its framing.toml is broken; names file, line and key.
    """
    folder = find_project_folder(start)
    return load_project(folder) if folder else None


def find_project_folder(start: Path) -> Path | None:
    """The folder of the nearest framing.toml, here or above; ``start`` as it is if that is it."""
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / PROJECT_FILE).is_file():
            return start if folder == here else folder
    return None


def load_project(folder: Path) -> Project:
    """Read a folder's framing.toml.

    Raises:
        ProjectError: it is missing or broken; names file, line and key.
    """
    return Project(folder, load(folder / PROJECT_FILE, Settings, ProjectError))


def new_project(folder: Path, title: str | None = None) -> tuple[Path, ...]:
    """Make a project folder: framing.toml and the folders it speaks of. Nothing is overwritten.

    Args:
        folder: made if need be; what stands in it stays.
        title: the report's title; without one, the folder's name in plain words.

    Returns:
        What was made.

    Raises:
        ProjectError: there is a framing.toml already, or ``folder`` is a file.
        OutputError: it cannot be written.
    """
    target = folder / PROJECT_FILE
    if target.exists():
        raise ProjectError(f"{target} is there already.", "Change that file, or name a new folder.")
    if folder.exists() and not folder.is_dir():
        raise ProjectError(f"{folder} is a file.", "Name a folder: framing init my-study")
    words = re.sub(r"[-_\s]+", " ", folder.resolve().name).strip()
    write_file(target, _starter(title or words[:1].upper() + words[1:] or "My study").encode())
    made = [target]
    for name in FOLDERS:
        if not (folder / name).exists():
            (folder / name).mkdir()
            made.append(folder / name)
    return tuple(made)


def _starter(title: str) -> str:
    """A framing.toml that says what happens without it, key by key."""
    return f"""# What 'framing report' does here. Take a line out, and the value shown still holds.
# What you say on the command line counts before this file.
# See the report while you change it:  framing templates preview

title = {_quoted(title)}
articles = ["articles"]  # files, folders, or tables (.jsonl, .csv), from here
output = "{defaults.OUTPUT}"  # .pdf or .html; its data go beside it

codebook = "{defaults.CODEBOOK}"  # framing codebooks list; your own stand in codebooks/
outlets = []  # those that take part, in this order; empty for all: ["yonhap", "global-times"]
own_copy_only = false  # true leaves agency copy and shared passages out

# The sections of the report, in their order; put a '#' before those that you do not want.
# A name that you add is a template of yours: "my_section" is
# report_templates/sections/my_section.html.j2
sections = [
{_lines(defaults.SECTIONS)}
]
theme = "{defaults.THEME}"  # framing templates list
locale = "{defaults.LOCALE}"  # of dates and numbers: "en-US", "de", "fr-CA" …

sources = "tagger"  # or "rules", which need no trained model
tone = "full"  # or "textblob", the lexicon alone
confidence = {defaults.CONFIDENCE}  # tone towards an actor is left untold below this (0 to 1)
"""


def _lines(names: Iterable[str]) -> str:
    return "\n".join(f'  "{name}",' for name in names)


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are among TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
