"""Themes: folders of data and styles that change how a report looks, never what it says.

A theme is ``themes/<name>/`` with ``theme.toml`` and, if wished, ``tokens.css``, ``theme.css``
(read after report.css), ``fonts/`` and templates. Keys that its ``theme.toml`` leaves out are the
default theme's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from framing.errors import TemplateError, did_you_mean
from framing.files import report_templates
from framing.settings import THEME
from framing.tomlfile import Checked, is_colour, line_of_key, load

FILE = "theme.toml"
THEMES = "themes"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


def _colour(value: str) -> str:
    if not is_colour(value):
        raise ValueError("must be a colour such as '#12436D'")
    return value


Colour = Annotated[str, AfterValidator(_colour)]
Share = Annotated[float, Field(ge=0, le=1)]
Pixels = Annotated[int, Field(ge=1, le=2000)]
_TABLES = ("colours", "tints", "sizes", "limits", "roles", "namings", "voices")


class Fill(Checked):
    """How a category is drawn: ``ink`` is the figure on it; ``outline`` is empty for none."""

    fill: Colour
    ink: Colour
    outline: Colour | Literal[""] = ""


class ThemeFile(Checked):
    """``theme.toml``: every key may be left out."""

    description: str = ""
    font: Annotated[str, Field(pattern=r"^[\w .-]*$")] = ""
    own_colours: bool | None = None
    patterns: bool | None = None
    outlets: tuple[Colour, ...] = ()
    frames: tuple[Colour, ...] = ()
    colours: Mapping[str, Colour] = Field(default_factory=dict)
    tints: Mapping[str, Share] = Field(default_factory=dict)
    sizes: Mapping[str, Pixels] = Field(default_factory=dict)
    limits: Mapping[str, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    roles: Mapping[str, Fill] = Field(default_factory=dict)
    namings: Mapping[str, Fill] = Field(default_factory=dict)
    voices: Mapping[str, Fill] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: what charts need that style sheets cannot give them.

    ``own_colours``: frames and outlets keep the colours of codebook and profile; if not, they take
    those of ``frames`` and ``outlets`` in order. ``patterns``: frames are told apart by stripes and
    dots, not by colour. ``folder`` holds its styles and typefaces.
    """

    name: str
    description: str
    folder: Path
    font: str
    own_colours: bool
    patterns: bool
    outlets: Sequence[str]
    frames: Sequence[str]
    colours: Mapping[str, str]
    tints: Mapping[str, float]
    sizes: Mapping[str, int]
    limits: Mapping[str, int]
    roles: Mapping[str, Fill]
    namings: Mapping[str, Fill]
    voices: Mapping[str, Fill]


def load_theme(name: str = THEME, folders: Sequence[Path] = ()) -> Theme:
    """A theme by its name.

    Args:
        name: the theme's folder under ``themes/``.
        folders: the user's template folders; a theme there shadows the packaged one of that name.

    Raises:
        TemplateError: there is no such theme, or its file is broken: file, line, key.
    """
    found = _found(folders)
    if name not in found:
        meant = did_you_mean(name, found, cutoff=0.4)
        raise TemplateError(
            f"There is no theme '{name}'.", f"{meant}There are: {', '.join(found)}."
        )
    base = load(report_templates() / THEMES / THEME / FILE, ThemeFile, TemplateError)
    own = load(found[name], ThemeFile, TemplateError)
    tables = {table: _over(table, base, own, found[name]) for table in _TABLES}
    return Theme(
        name=name,
        description=own.description,
        folder=found[name].parent,
        font=own.font or base.font,
        own_colours=bool(base.own_colours if own.own_colours is None else own.own_colours),
        patterns=bool(base.patterns if own.patterns is None else own.patterns),
        outlets=own.outlets or base.outlets,
        frames=own.frames or base.frames,
        **tables,
    )


def _over(table: str, base: ThemeFile, own: ThemeFile, file: Path) -> dict[str, Any]:
    """A table of the default theme, with a theme's own values in place of some.

    Raises:
        TemplateError: the theme has a key that the default one does not have: it would do nothing.
    """
    known, said = getattr(base, table), getattr(own, table)
    for key in said.keys() - known.keys():
        line = line_of_key([table, key], file.read_text("utf-8-sig"))
        where = f"{file}, line {line}" if line else str(file)
        raise TemplateError(
            f"{where}: unknown key '{table}.{key}'.",
            f"{did_you_mean(key, known)}There are: {', '.join(known)}.",
        )
    return {**known, **said}


def list_themes(folders: Sequence[Path] = ()) -> tuple[tuple[str, str, bool], ...]:
    """The themes there are: name, description, and whether it is the user's own."""
    packaged = (report_templates() / THEMES).resolve()
    return tuple(
        (
            name,
            load(path, ThemeFile, TemplateError).description,
            path.parent.parent.resolve() != packaged,
        )
        for name, path in _found(folders).items()
    )


def check_name(name: str) -> None:
    """Whether a folder of that name can be a theme.

    Raises:
        TemplateError: it cannot; says what is allowed.
    """
    if not _NAME.fullmatch(name):
        raise TemplateError(
            f"A theme cannot be named '{name}'.", "Use small letters, digits, '-' and '_'."
        )


def _found(folders: Sequence[Path]) -> dict[str, Path]:
    """Theme files by name, the default first; the user's shadow ours."""
    found: dict[str, Path] = {}
    for folder in (*folders, report_templates()):
        for path in sorted((folder / THEMES).glob(f"*/{FILE}")):
            if _NAME.fullmatch(path.parent.name):
                found.setdefault(path.parent.name, path)
    return dict(sorted(found.items(), key=lambda item: (item[0] != THEME, item[0])))
