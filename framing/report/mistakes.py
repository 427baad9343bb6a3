"""Mistakes in templates, in words for the person who wrote them: file, line, what, nearest name."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.exceptions import SecurityError
from jinja2.utils import missing

from framing.errors import TemplateError, did_you_mean
from framing.files import report_templates

_LISTED = 60  # names that a hint lists; measures by name are more than anyone reads
# Names that templates set where they are wanted: on an outlet's page, in sections.
_SET_BY_TEMPLATES = ("card", "marks", "outlet", "parts", "super")
# What a mistake in a template can raise, beside Jinja's own errors.
FAULTS = (
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    RecursionError,
    AssertionError,  # a library's, about a filter's value
)


class MissingNameError(UndefinedError):
    """A name that is not there, with what it was sought in: ``missing`` for the context."""

    def __init__(self, message: str, owner: object, name: object) -> None:
        super().__init__(message)
        self.owner, self.name = owner, name


class MissingFigureError(LookupError):
    """A figure that no measure gives; ``known`` are keys that there are."""

    def __init__(self, key: str, known: Sequence[str]) -> None:
        super().__init__(key)
        self.key, self.known = key, known


class Missing(StrictUndefined):
    """What stands for a name that is not there: any use of it is an error that knows the name."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[Exception] = UndefinedError,
    ) -> None:
        def error(message: str | None = None) -> Exception:
            return MissingNameError(message or "", obj, name)

        told = exc is UndefinedError and hint is None
        super().__init__(hint, obj, name, error if told else exc)  # type: ignore[arg-type]


def explained(exc: Exception, names: Sequence[str], environment: Environment) -> TemplateError:
    """What is wrong in a template.

    Args:
        exc: what rendering raised.
        names: those of the context.
        environment: what the template was rendered in.
    """
    where = _where(exc)
    mend = "Mend that line of the template."
    if isinstance(exc, TemplateSyntaxError):
        problem = f"{exc.filename or exc.name}, line {exc.lineno}: {exc.message}"
        unknown = re.match(r"No (filter|test) named '([^']+)'", exc.message or "")
        if unknown is None:
            return TemplateError(f"{problem.rstrip('.')}.", mend)
        known = environment.filters if unknown[1] == "filter" else environment.tests
        return TemplateError(problem, _nearest(unknown[2], known) or mend)
    if isinstance(exc, TemplateNotFound):
        name = exc.message or ""
        return TemplateError(
            f"{where}the template '{name}' was not found.",
            f"{_nearest(name, environment.list_templates(), list_all=False)}"
            "List what there is: framing templates list",
        )
    if isinstance(exc, SecurityError):
        return TemplateError(
            f"{where}{str(exc).rstrip('.')}.",
            "Templates run in a sandbox: they show data and change nothing.",
        )
    if isinstance(exc, MissingNameError | MissingFigureError):
        return _missing(exc, where, names)
    if isinstance(exc, UndefinedError):
        return TemplateError(f"{where}{exc}.", "See what there is: framing templates show")
    if isinstance(exc, RecursionError):
        return TemplateError(
            f"{where}a template includes or extends itself.",
            "The packaged one is named 'default/…', as in: "
            '{% extends "default/report.html.j2" %}',
        )
    return TemplateError(f"{where}{type(exc).__name__}: {exc}.", mend)


def _missing(
    exc: MissingNameError | MissingFigureError, where: str, names: Sequence[str]
) -> TemplateError:
    """A name that is not there: which, in what, and the nearest that is."""
    if isinstance(exc, MissingFigureError):
        return TemplateError(
            f"{where}there is no figure '{exc.key}'.", _nearest(exc.key, exc.known)
        )
    name, owner = exc.name, exc.owner
    if owner is missing:
        if name in names:
            return TemplateError(
                f"{where}'{name}' is not to be seen here.",
                "A macro sees the report's names where its file is imported 'with context': "
                '{% import "charts/parts.html.j2" as parts with context %}',
            )
        seen = sorted({*names, *_SET_BY_TEMPLATES} - {name})
        return TemplateError(f"{where}there is no name '{name}'.", _nearest(str(name), seen))
    if isinstance(owner, Mapping):
        keys = [str(key) for key in owner]
        return TemplateError(
            f"{where}there is no '{name}' among these {len(keys)} values.",
            _nearest(str(name), keys) or "There are none.",
        )
    if isinstance(owner, list | tuple) and isinstance(name, int):
        return TemplateError(
            f"{where}there is no element {name}: the list has {len(owner)}, counted from 0.",
            "Ask first, as in: {% if outlet.articles|length > 1 %}",
        )
    kind = type(owner).__name__
    return TemplateError(
        f"{where}there is no '{name}' in {kind}.", _nearest(str(name), _public(owner))
    )


def _public(owner: object) -> list[str]:
    """The fields and properties that a template may ask a value for; not those of plain types."""
    if type(owner).__module__ == "builtins":
        return []
    own = [cls for cls in type(owner).__mro__ if cls.__module__.startswith("framing")]
    named = {name for cls in own for name in (*vars(cls), *vars(cls).get("__annotations__", ()))}
    return sorted(name for name in named if not name.startswith(("_", "model_")))


def _nearest(name: str, known: Iterable[str], *, list_all: bool = True) -> str:
    """'Did you mean …? There are: …', as far as there is something to say."""
    listed = list(known)
    meant = did_you_mean(name, listed, cutoff=0.5)
    more = f" and {len(listed) - _LISTED} more" if len(listed) > _LISTED else ""
    told = f"There are: {', '.join(listed[:_LISTED])}{more}." if listed and list_all else ""
    return meant + told


def _where(exc: Exception) -> str:
    """'file, line n: ' of the innermost template; where that is a packaged one, of the user's own
    that led there, too."""
    frames = [
        (frame.filename, frame.lineno)
        for frame in reversed(traceback.extract_tb(exc.__traceback__))
        if frame.filename.endswith((".j2", ".html", ".css"))
    ]
    if not frames:
        return ""
    inner = f"{frames[0][0]}, line {frames[0][1]}"
    packaged = report_templates().resolve()
    own = [f for f in frames if not Path(f[0]).resolve().is_relative_to(packaged)]
    if not own or own[0] == frames[0]:
        return f"{inner}: "
    return f"{own[0][0]}, line {own[0][1]} (by way of {inner}): "
