"""The reference for people who write templates: what each template gets, down to the fields."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

from jinja2 import Environment, TemplateSyntaxError, nodes

from framing.codebooks import model as codebook_model
from framing.errors import TemplateError, did_you_mean
from framing.evidence import comparison, count, flags, intervals, measures, rows
from framing.findings import words
from framing.models import Article, Field, Removed, Skipped, Span
from framing.report import charts, index, pages, reading, views
from framing.report.catalogue import list_templates
from framing.report.sandbox import with_blocks
from framing.report.templates import EXTENSIONS, FILTERS, FUNCTIONS, template_folders
from framing.report.themes import Fill, Theme
from framing.report.views import ReportView
from framing.settings import SECTIONS
from framing.validation import record as validation_record

_MODULES: tuple[ModuleType, ...] = (
    views,
    pages,
    reading,
    charts,
    index,
    words,
    rows,
    measures,
    count,
    comparison,
    intervals,
    flags,
    codebook_model,
    validation_record,
)
_OTHERS = (Article, Field, Removed, Skipped, Span, Theme, Fill)
_SUFFIX = ".html.j2"


@dataclass(frozen=True, slots=True)
class Record:
    """A kind of value that templates meet: what it is, and its fields with their types."""

    name: str
    about: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TemplateReference:
    """A template: its file, its opening comment, its blocks, the names it uses, and their kinds.

    ``names`` are of the context; ``extra`` are those that the template which includes it sets
    (a loop's ``outlet``).
    """

    name: str
    path: Path
    about: str
    blocks: tuple[str, ...]
    macros: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    extra: tuple[str, ...]
    records: tuple[Record, ...]


def describe(name: str, folders: Sequence[Path] = ()) -> TemplateReference | Record:
    """What a template gets, or what a kind of value holds.

    Args:
        name: of a template ('sections/tone', or short 'tone') or of a record ('OutletView').
        folders: the user's template folders; theirs are shown before the packaged ones.

    Raises:
        TemplateError: there is neither; names the nearest.
    """
    known = _records()
    if name in known:
        return known[name]
    templates = [found.name for found in list_templates(folders)]
    wanted = name.removesuffix(_SUFFIX)
    for candidate in (
        name,
        wanted + _SUFFIX,
        f"sections/{wanted}{_SUFFIX}",
        f"charts/{wanted}{_SUFFIX}",
    ):
        if candidate in templates:
            return _template(candidate, folders)
    words = [t.removesuffix(_SUFFIX) for t in templates]
    words += [word.removeprefix("sections/") for word in words]
    raise TemplateError(
        f"There is no template and no kind of value named '{name}'.",
        f"{did_you_mean(wanted, [*words, *known])}List them: framing templates list",
    )


def as_text(found: TemplateReference | Record) -> str:
    """The reference as the terminal shows it."""
    if isinstance(found, Record):
        return "\n".join(_record_lines(found)) + "\n"
    lines = [f"{found.name}   {found.path}", "", *_wrapped(found.about, "  "), ""]
    if found.blocks:
        lines += ["Its blocks, each of which a template that extends it can replace:"]
        lines += [*_wrapped(", ".join(found.blocks), "  "), ""]
    if found.macros:
        lines += ["Its macros:", *(f"    {macro}" for macro in found.macros), ""]
    if found.names or found.extra:
        lines += ["It uses:", *_columns([*((n, "OutletView") for n in found.extra), *found.names])]
        lines += [""]
    for record in found.records:
        lines += [*_record_lines(record), ""]
    return "\n".join(lines).rstrip() + "\n"


def _record_lines(record: Record) -> list[str]:
    return [record.name, *_wrapped(record.about, "  "), *_columns(record.fields)]


def _columns(rows: Sequence[tuple[str, str]]) -> list[str]:
    width = max((len(name) for name, _ in rows), default=0)
    return [f"    {name:{width}}  {kind}" for name, kind in rows]


def _wrapped(text: str, indent: str) -> list[str]:
    """Text in lines of at most 96 characters; its own line ends and indents stay."""
    lines: list[str] = []
    for line in text.splitlines():
        inner = indent + " " * (len(line) - len(line.lstrip()))
        lines += textwrap.wrap(line, 96, initial_indent=inner, subsequent_indent=inner) or [""]
    return lines


def context() -> tuple[tuple[str, str], ...]:
    """The names that every template gets, with their types."""
    return _fields(ReportView)


def filters() -> tuple[tuple[str, str], ...]:
    """The filters that templates have beside Jinja's own, with what each gives."""
    return _described(FILTERS)


def functions() -> tuple[tuple[str, str], ...]:
    """The functions that templates can call beside Jinja's own, with what each gives."""
    return _described(FUNCTIONS)


def _described(callables: Mapping[str, Callable[..., Any]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, inspect.cleandoc(each.__doc__ or "").split("\n\n")[0].replace("\n", " "))
        for name, each in callables.items()
    )


def _template(name: str, folders: Sequence[Path]) -> TemplateReference:
    path = next(f / name for f in template_folders(folders) if (f / name).is_file())
    text = path.read_text(encoding="utf-8")
    comment = re.match(r"\s*(?:\{#|/\*)-?(.*?)(?:#\}|\*/)", text, re.DOTALL)
    about = inspect.cleandoc(comment.group(1)).strip() if comment else ""
    if not name.endswith(".j2"):
        return TemplateReference(name, path, about, (), (), (), (), ())
    tree = _parsed(with_blocks(text, SECTIONS), path)
    asked = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    own = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
    names = tuple((n, kind) for n, kind in context() if n in asked)
    known = _records()
    kinds = dict.fromkeys(word for _, kind in names for word in re.findall(r"\w+", kind))
    extra = {"outlet": "OutletView"} if "outlet" in asked - own else {}
    return TemplateReference(
        name,
        path,
        about,
        tuple(dict.fromkeys(node.name for node in tree.find_all(nodes.Block))),
        tuple(
            f"{macro.name}({', '.join(arg.name for arg in macro.args)})"
            for macro in tree.find_all(nodes.Macro)
        ),
        names,
        tuple(extra),
        tuple(known[kind] for kind in (*extra.values(), *kinds) if kind in known),
    )


def _parsed(text: str, path: Path) -> nodes.Template:
    """The template's syntax tree.

    Raises:
        TemplateError: it is not sound Jinja; names file and line.
    """
    try:
        return Environment(autoescape=True, extensions=EXTENSIONS).parse(text)
    except TemplateSyntaxError as exc:
        raise TemplateError(
            f"{path}, line {exc.lineno}: {exc.message}.", "Mend that line of the template."
        ) from exc


def _records() -> dict[str, Record]:
    """Every kind of value that templates meet, by name."""
    classes: list[Any] = list(_OTHERS)
    for module in _MODULES:
        classes += [
            found
            for _, found in inspect.getmembers(module, inspect.isclass)
            if found.__module__ == module.__name__ and _fields(found)
        ]
    return {c.__name__: Record(c.__name__, _about(c), _fields(c)) for c in classes}


def _about(found: type) -> str:
    return inspect.cleandoc(found.__doc__ or "").replace("``", "")


def _fields(found: Any) -> tuple[tuple[str, str], ...]:
    """Fields and properties with their types, in plain words ('list', 'dict')."""
    if is_dataclass(found):
        own = [(f.name, str(f.type)) for f in fields(found)]
    elif hasattr(found, "model_fields"):
        hints = get_type_hints(found)
        own = [(n, _type_name(hints[n])) for n in found.model_fields]
    else:
        return ()
    own += [
        (name, str(prop.fget.__annotations__.get("return", "")))
        for name, prop in inspect.getmembers(found, lambda member: isinstance(member, property))
        if prop.fget and not name.startswith(("_", "model_"))
    ]
    return tuple((name, _plain(kind)) for name, kind in own)


def _type_name(annotation: Any) -> str:
    return annotation.__name__ if isinstance(annotation, type) else str(annotation)


def _plain(kind: str) -> str:
    kind = re.sub(r"\b\w+(?:\.\w+)*\.(\w+)", r"\1", kind)  # without the modules' names
    kind = re.sub(r"\btuple\[(\w+), \.\.\.\]", r"list[\1]", kind)
    return re.sub(r"\bSequence\b", "list", re.sub(r"\bMapping\b", "dict", kind))
