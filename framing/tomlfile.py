"""TOML files that users write, checked: a wrong key or value is named with file, key and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from framing.errors import FramingError, did_you_mean


class Checked(BaseModel):
    """Base of everything that is read from TOML: frozen, and unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


M = TypeVar("M", bound=BaseModel)
_HEADER = re.compile(r"\s*\[(?P<list>\[?)(?P<path>[^\[\]]+)\]\]?\s*(?:#.*)?$")


def load(path: Path, model: type[M], error: type[FramingError]) -> M:
    """Read ``path`` and check it against ``model``.

    Raises:
        FramingError: of the kind ``error``; names the file, the line, the key and what is allowed,
            and how many more problems there are.
    """
    read = load_or_explain(path, model, error)
    if isinstance(read, model):
        return read
    assert isinstance(read, tuple)
    first, more = read[0], len(read) - 1
    if not more:
        raise first
    also = f" (and {more} more problem{'s' if more > 1 else ''} in this file)."
    raise error(first.message.removesuffix(".") + also, first.hint)


def load_or_explain(
    path: Path, model: type[M], error: type[FramingError]
) -> M | tuple[FramingError, ...]:
    """Read ``path`` and check it against ``model``: what it holds, or everything that is wrong.

    Returns:
        The checked file; else one error of the kind ``error`` for each problem, unknown keys first.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as exc:
        return (
            error(
                f"{path}: cannot be read ({exc.strerror}).", "Check the path and its permissions."
            ),
        )
    except UnicodeDecodeError:
        return (error(f"{path}: is not UTF-8 text.", "Save the file as UTF-8."),)
    try:
        checked: M = _checked(text, model)
    except ValidationError as exc:
        # A misspelt key is unknown and missing at once: to say 'unknown' first helps more.
        details = sorted(exc.errors(), key=lambda detail: detail["type"] != "extra_forbidden")
        explained = [_explain(detail, model, text) for detail in details]
        return tuple(
            error(f"{path}{location}: {problem}.", hint) for location, problem, hint in explained
        )
    except tomllib.TOMLDecodeError as exc:
        return (error(f"{path}: is not valid TOML: {exc}.", "Mend that line."),)
    except RecursionError:
        return (error(f"{path}: brackets are nested too deep.", "Take out the outer ones."),)
    except ValueError:  # Python reads no longer numbers
        return (
            error(f"{path}: holds a number of thousands of digits.", "Mend or take out that one."),
        )
    return checked


@lru_cache(maxsize=128)
def _checked(text: str, model: type[M]) -> M:
    """What the words of a file say, checked once for all who read the same words: a study reads
    each codebook several times, and what is checked is frozen."""
    return model.model_validate(tomllib.loads(text))


def _explain(detail: ErrorDetails, model: type[BaseModel], text: str) -> tuple[str, str, str]:
    """Location, problem and hint of one validation error, in words for the file's author."""
    keys = [part for part in detail["loc"] if not (isinstance(part, str) and "[" in part)]
    name = ".".join(
        str(part) if isinstance(part, str) else str(part + 1) for part in keys
    )  # list positions count from 1 for people
    line = line_of_key(keys, text)
    location = f", line {line}" if line else ""
    if detail["type"] == "extra_forbidden":
        allowed = _allowed_keys(model, keys[:-1])
        meant = did_you_mean(str(keys[-1]), allowed)
        return location, f"unknown key '{name}'", f"{meant}Allowed: {', '.join(allowed)}."
    if detail["type"] == "missing":
        return location, f"the key '{name}' is missing", f"Add a line: {keys[-1]} = …"
    message = detail["msg"].removeprefix("Value error, ").rstrip(".")
    if detail["type"] in ("tuple_type", "list_type"):
        message = 'must be a list in square brackets, such as ["one", "two"]'
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


def line_of_key(keys: Sequence[Any], text: str) -> int | None:
    """The line (from 1) where the last key of ``keys`` stands, as nearly as text search can say.

    tomllib keeps no positions, so the table that holds the key is found by its header, and the key
    within that table. A key that is missing is told by the line of its table's header.
    """
    lines = text.splitlines()
    path, start, end = max(
        (section for section in _sections(lines) if tuple(keys[: len(section[0])]) == section[0]),
        key=lambda section: len(section[0]),
    )
    rest = [key for key in keys[len(path) :] if isinstance(key, str)]
    if rest:
        pattern = re.compile(rf"""\s*["']?{re.escape(rest[0])}["']?\s*[=.]""")
        for number in range(start, end):
            if pattern.match(lines[number]):
                return number + 1
    return start if path else None


def line_of(key: str, value: str, path: Path) -> int | None:
    """The line (from 1) where a top-level key of a file says a value, or where its list names it;
    None where it does not. The file holds valid TOML."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    begins = line_of_key([key], "\n".join(lines))
    said = re.compile(rf"""(["']){re.escape(value)}\1""")
    for number, line in enumerate(lines[begins - 1 :] if begins else (), begins or 0):
        if number != begins and re.match(r"""\s*(?:\[|["']?[\w-]+["']?\s*=)""", line):
            break  # the next key
        if said.search(line.split(" #")[0]):
            return number
    return None


def _sections(lines: list[str]) -> list[tuple[tuple[Any, ...], int, int]]:
    """The tables of a TOML file: the path of each as pydantic counts (lists of tables from 0), the
    line after its header and the line of the next."""
    found: list[tuple[tuple[Any, ...], int]] = [((), 0)]
    counts: dict[tuple[Any, ...], int] = {}
    for number, line in enumerate(lines):
        match = _HEADER.match(line)
        if match is None:
            continue
        names = [name.strip().strip("\"'") for name in match["path"].split(".")]
        path: tuple[Any, ...] = ()
        for depth, name in enumerate(names, 1):
            path = (*path, name)
            if depth == len(names) and match["list"]:
                counts[path] = counts.get(path, -1) + 1
            if path in counts:
                path = (*path, counts[path])
        found.append((path, number + 1))
    ends = [start - 1 for _, start in found[1:]] + [len(lines)]
    return [(path, start, end) for (path, start), end in zip(found, ends, strict=True)]


WHITE = "#FFFFFF"


def is_colour(value: str) -> bool:
    """Whether the value is written '#RRGGBB'."""
    return re.fullmatch(r"#[0-9A-Fa-f]{6}", value) is not None


def contrast(one: str, other: str = WHITE) -> float:
    """Contrast ratio (1 to 21) of two colours, as WCAG 2.1 defines it."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed_with_white(colour: str, share: float) -> str:
    """A colour mixed with white; ``share`` is how much of the colour is left (0 to 1)."""
    channels = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - share * (255 - c)):02X}" for c in channels)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
