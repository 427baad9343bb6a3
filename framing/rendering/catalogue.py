"""What templates there are, and starting points for the user's own."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from framing.errors import TemplateError
from framing.outputs import write_file
from framing.rendering.html import MAIN_TEMPLATE
from framing.rendering.view import ReportView
from framing.resources import report_templates

_SUFFIX = ".html.j2"
_EXTENDS = """{{# Your own version of the report. It extends the packaged one: keep the
   blocks that you change, delete the others. {{{{ super() }}}} gives the packaged block. #}}
{{% extends "default/report.html.j2" %}}
{blocks}
"""
_OUTLET = """{{# The page of one outlet. It starts as the packaged page; write before or
   after the include, or put your own HTML in its place. 'outlet' has: {names}. #}}
{{% include "default/sections/outlet.html.j2" %}}
"""


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A template, what it is for, and whether the user has one of that name."""

    name: str
    purpose: str
    own: bool


def list_templates(folders: Sequence[Path] = ()) -> tuple[TemplateFile, ...]:
    """All templates and style sheets, the packaged ones first."""
    packaged = report_templates() / "default"
    names = sorted(
        str(path.relative_to(packaged).as_posix())
        for path in packaged.rglob("*")
        if path.suffix in (".j2", ".css")
    )
    own = sorted(
        str(path.relative_to(folder).as_posix())
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in (".j2", ".css") and folder.resolve() != report_templates().resolve()
    )
    extra = [name for name in own if name not in names]
    return (
        *(TemplateFile(n, _purpose(packaged / n), n in own) for n in names),
        *(TemplateFile(name, "yours", True) for name in extra),
    )


def unused_templates(folders: Sequence[Path], slugs: Collection[str]) -> list[str]:
    """The user's templates that have neither the name of a packaged one nor of an outlet's page.

    Args:
        folders: the user's template folders.
        slugs: the outlets of the articles at hand.
    """
    packaged = {t.name for t in list_templates()}
    pages = {f"outlets/{slug}{_SUFFIX}" for slug in slugs}
    own = [t.name for t in list_templates(folders) if t.own]
    return [name for name in own if name not in packaged | pages]


def context_names() -> tuple[tuple[str, str], ...]:
    """The names that every template gets, with their types."""
    return tuple(
        (field.name, re.sub(r"\b(Sequence|Mapping)\b", _plain, str(field.type)))
        for field in fields(ReportView)
    )


def _plain(match: re.Match[str]) -> str:
    return {"Sequence": "list", "Mapping": "dict"}[match.group(1)]


def _purpose(path: Path) -> str:
    """The first sentence of the template's opening comment."""
    comment = re.match(r"\s*(?:\{#|/\*)-?\s*(.*?)(?:#\}|\*/)", path.read_text("utf-8"), re.DOTALL)
    if not comment:
        return ""
    text = " ".join(comment.group(1).split())
    return text.split(". ")[0].rstrip(".:")


def new_template(name: str, folder: Path) -> Path:
    """Write a starting point for the user's own template.

    Args:
        name: of a packaged template ('report', 'sections/tone', 'tokens.css'), or
            'outlets/<slug>' for one outlet's page.
        folder: the user's template folder.

    Raises:
        TemplateError: there is no template of that name, or the user has one already.
    """
    packaged = report_templates() / "default"
    target_name = name if name.endswith((_SUFFIX, ".css")) else name + _SUFFIX
    target = folder / target_name
    if target.exists():
        raise TemplateError(f"{target} is there already.", "Change that file, or remove it first.")
    if target_name == MAIN_TEMPLATE:
        found = re.findall(r"{% block (\w+) %}", (packaged / MAIN_TEMPLATE).read_text("utf-8"))
        names = dict.fromkeys(found)
        blocks = "\n".join(f"{{% block {n} %}}{{{{ super() }}}}{{% endblock %}}" for n in names)
        text = _EXTENDS.format(blocks=blocks)
    elif re.fullmatch(r"outlets/[^/]+" + re.escape(_SUFFIX), target_name):
        from framing.rendering.view.model import OutletView  # noqa: PLC0415

        text = _OUTLET.format(names=", ".join(field.name for field in fields(OutletView)))
    elif (packaged / target_name).is_file():
        text = (packaged / target_name).read_text("utf-8")
    else:
        known = [template.name for template in list_templates()]
        near = difflib.get_close_matches(target_name, known, n=1)
        meant = f"Did you mean '{near[0]}'? " if near else ""
        raise TemplateError(
            f"There is no template '{target_name}'.",
            f"{meant}List them: framing templates list",
        )
    write_file(target, text.encode())
    return target
