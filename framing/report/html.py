"""From view to HTML: Jinja2 in its sandbox, with the user's templates before the packaged ones."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import re
from collections.abc import Callable, Sequence
from dataclasses import fields
from itertools import count
from pathlib import Path
from typing import Any

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    PrefixLoader,
)
from jinja2 import TemplateError as JinjaError
from jinja2.bccache import Bucket

from framing import wording
from framing.errors import TemplateError, did_you_mean
from framing.files import report_templates
from framing.findings import words
from framing.report.links import guard_links, safe_link
from framing.report.mistakes import FAULTS, Missing, explained
from framing.report.sandbox import InsideLoader, Sandbox
from framing.report.scripts import settle_direction
from framing.report.theme_files import missing_theme_file, theme_file
from framing.report.themes import Theme
from framing.report.view import ReportView
from framing.settings import SECTIONS
from framing.tomlfile import mixed_with_white

MAIN_TEMPLATE = "report.html.j2"

# Where a document can name a file of the theme. No text of an article can look like these: its
# quotation marks and angle brackets are escaped.
_STYLE_SHEET = re.compile(r"<style\b.*?</style>", re.DOTALL)
_STYLE_ATTRIBUTE = re.compile(r"""\sstyle=(?:"[^"]*theme:[^"]*"|'[^']*theme:[^']*')""")
_ADDRESS = re.compile(r"""\s(?:src|(?:xlink:)?href)=["']theme:[^"']+["']""")


class _Compiled(BytecodeCache):
    """Templates compiled in this process: compiling takes half the time of a small report, and the
    preview renders the same ones again and again. Jinja compares what it keeps with the source."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def template_folders(folders: Sequence[Path] = (), theme: Theme | None = None) -> tuple[Path, ...]:
    """Where templates and theme files are sought, in order: the user's folders, the theme's, then
    ours."""
    packaged = report_templates()
    own = (theme.folder,) if theme else ()
    return (*folders, *own, packaged / "default", packaged)


def render_html(view: ReportView, folders: Sequence[Path] = ()) -> str:
    """The whole report as one HTML document.

    Args:
        view: what templates may use.
        folders: the user's template folders; a file of the same path shadows that of the theme
            (``view.theme``) and the packaged one, and ``default/…`` always names the packaged one,
            for ``extends`` and ``include``.

    Raises:
        TemplateError: a template is broken; file, line, what is wrong and the nearest name.
    """
    check_sections(view.sections, folders, view.theme)
    environment = _environment(folders, view.theme)
    context = {field.name: getattr(view, field.name) for field in fields(view)}
    try:
        html = environment.get_template(MAIN_TEMPLATE).render(context)
        return settle_direction(guard_links(html))
    except (JinjaError, *FAULTS) as exc:
        raise explained(exc, sorted(context), environment) from exc


def check_sections(names: Sequence[str], folders: Sequence[Path], theme: Theme) -> None:
    """Find out whether there is a block of the report or a template of ``sections/`` for each.

    Raises:
        TemplateError: there is none; the message lists those there are.
    """
    own = {
        path.removeprefix("sections/").removesuffix(".html.j2")
        for path in _environment(folders, theme).list_templates()
        if re.fullmatch(r"sections/[^/]+\.html\.j2", path)
    }
    known = sorted({*SECTIONS, *own} - {"outlet"})  # that one is a part of outlet_pages
    for name in names:
        if name not in known:
            meant = did_you_mean(name, known, cutoff=0.5)
            raise TemplateError(
                f"There is no section '{name}'.", f"{meant}There are: {', '.join(known)}."
            )


def _environment(folders: Sequence[Path], theme: Theme) -> Sandbox:
    for folder in folders:
        if not folder.is_dir():
            raise TemplateError(
                f"{folder}: there is no such folder.", "Name the folder that holds your templates."
            )
    packaged = InsideLoader(report_templates() / "default")
    searched = [InsideLoader(folder) for folder in template_folders(folders, theme)]
    environment = Sandbox(
        loader=ChoiceLoader([*searched, PrefixLoader({"default": packaged})]),
        autoescape=True,  # select_autoescape() would leave *.html.j2 unescaped
        undefined=Missing,
        bytecode_cache=_COMPILED,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= FILTERS
    environment.globals["next_figure"] = count(1).__next__
    environment.globals["packaged_sections"] = SECTIONS
    return environment


def with_theme_files(html: str, folders: Sequence[Path], address: Callable[[Path], str]) -> str:
    """The document with an address of another kind for each of its ``theme:`` files.

    Args:
        html: the document.
        folders: where the files are sought, in order.
        address: gives a file's address; ``as_data`` makes a document that stands alone.

    Only style sheets and the addresses of tags name files: an article may say 'theme:' as it likes.

    Raises:
        TemplateError: it asks for a file that the theme has not.
    """
    roots = [folder.resolve() for folder in folders]

    def addressed(match: re.Match[str]) -> str:
        found = theme_file(match.group(0), roots)
        if found is None:
            raise missing_theme_file(match.group(0))
        return address(found)

    def named(match: re.Match[str]) -> str:
        return re.sub(r"""theme:[^"')\s]+""", addressed, match.group(0))

    for place in (_STYLE_SHEET, _STYLE_ATTRIBUTE, _ADDRESS):
        html = place.sub(named, html)
    return html


def as_data(file: Path) -> str:
    """The file's content as a ``data:`` address."""
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode('ascii')}"


def roles_in_words(text: object) -> str:
    """'civil society' for 'civil_society'."""
    return str(text).replace("_", " ")


def sha256_source(text: str) -> str:
    """The name by which a Content-Security-Policy lets one script run, and no other."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}"


def typeset(text: str) -> str:
    """A codebook's words with typographic apostrophes and ranges ('1910–45')."""
    return re.sub(r"(?<=\d)-(?=\d)", "–", re.sub(r"(?<=\w)'(?=\w|\s|$)", "’", text))


# The filters that templates have beside Jinja's own.
FILTERS: dict[str, Callable[..., Any]] = {
    "percent": words.percent,
    "signed": words.signed,
    "number": wording.number,
    "day": wording.day,
    "joined": wording.joined,
    "plural": wording.plural,
    "capital": wording.capital,
    "number_word": wording.in_words,
    "typeset": typeset,
    "tint": mixed_with_white,
    "safe_link": safe_link,
    "sha256": sha256_source,
    "roles_in_words": roles_in_words,
}
