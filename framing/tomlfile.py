"""TOML files that users write, checked: a wrong key or value is named with file, key and line."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from framing.errors import FramingError


class Checked(BaseModel):
    """Base of everything that is read from TOML: frozen, and unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


M = TypeVar("M", bound=BaseModel)


def load(path: Path, model: type[M], error: type[FramingError]) -> M:
    """Read ``path`` and check it against ``model``.

    Raises:
        FramingError: of the kind ``error``; names the file, the line, the key and what is allowed.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as exc:
        raise error(
            f"{path}: cannot be read ({exc.strerror}).", "Check the path and its permissions."
        ) from exc
    except UnicodeDecodeError as exc:
        raise error(f"{path}: is not UTF-8 text.", "Save the file as UTF-8.") from exc
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise error(f"{path}: is not valid TOML: {exc}.", "Mend that line.") from exc
    try:
        return model.model_validate(data)
    except ValidationError as exc:
        first = exc.errors()[0]
        more = exc.error_count() - 1
        location, problem, hint = _explain(first, model, text)
        also = f" (and {more} more problem{'s' if more > 1 else ''} in this file)" if more else ""
        raise error(f"{path}{location}: {problem}{also}.", hint) from exc


def _explain(detail: ErrorDetails, model: type[BaseModel], text: str) -> tuple[str, str, str]:
    """Location, problem and hint of one validation error, in words for the file's author."""
    keys = [part for part in detail["loc"] if not (isinstance(part, str) and "[" in part)]
    name = ".".join(
        str(part) if isinstance(part, str) else str(part + 1) for part in keys
    )  # list positions count from 1 for people
    line = _line_of(keys, text)
    location = f", line {line}" if line else ""
    if detail["type"] == "extra_forbidden":
        allowed = _allowed_keys(model, keys[:-1])
        near = difflib.get_close_matches(str(keys[-1]), allowed, n=1)
        meant = f"Did you mean '{near[0]}'? " if near else ""
        return location, f"unknown key '{name}'", f"{meant}Allowed: {', '.join(allowed)}."
    if detail["type"] == "missing":
        return location, f"the key '{name}' is missing", f"Add a line: {keys[-1]} = …"
    message = detail["msg"].removeprefix("Value error, ").rstrip(".")
    value = detail["input"]
    shown = f" (it is {value!r})" if isinstance(value, str | int | float | bool) else ""
    return location, f"'{name}'{shown}: {message[:1].lower()}{message[1:]}", "Mend that value."


def _allowed_keys(model: type[BaseModel], path: list[Any]) -> list[str]:
    """The keys that are allowed in the table that ``path`` leads to."""
    current: Any = model
    for part in path:
        if isinstance(part, int) or not hasattr(current, "model_fields"):
            continue
        field = next((f for n, f in current.model_fields.items() if part in (n, f.alias)), None)
        current = _model_in(field.annotation) if field else current
    return [f.alias or n for n, f in current.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    """The first model class inside a type such as ``tuple[Frame, ...]`` or ``dict[str, Frame]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if found is not None:
            return found
    return None


def _line_of(keys: list[Any], text: str) -> int | None:
    """The line (from 1) where the last key of ``keys`` stands, as nearly as text search can say.

    tomllib keeps no positions, so the tables are walked by their headers: for each name in the
    path, the search goes on from the header that opens it; a number n skips n such headers.
    """
    lines = text.splitlines()
    at = 0
    found: int | None = None
    names = [(k, keys[i + 1] if i + 1 < len(keys) else None) for i, k in enumerate(keys)]
    for name, following in names:
        if isinstance(name, int):
            continue
        nth = following if isinstance(following, int) else 0
        key = re.escape(str(name))
        pattern = re.compile(
            rf"""^\s*(?:\[\[?\s*(?:[^\]]*\.)?["']?{key}["']?\s*\]|["']?{key}["']?\s*[=.])"""
        )
        matches = [i for i in range(at, len(lines)) if pattern.match(lines[i])]
        if not matches:
            continue
        is_table_list = lines[matches[0]].lstrip().startswith("[[")
        index = matches[min(nth, len(matches) - 1)] if is_table_list else matches[0]
        found, at = index + 1, index
    return found
