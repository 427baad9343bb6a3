"""Declarations of style sheets that do nothing: unknown properties, values that are none, variables
that nobody defined.

WeasyPrint is asked, which warns of what it passes over.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Literal

from framing.errors import MissingDependencyError, did_you_mean
from framing.report.document import styles_in
from framing.report.pdf import import_weasyprint
from framing.report.traced import Place, Traced, line_starts

_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(\)|,)")
_DEFINED = re.compile(r"(?<![\w-])(--[\w-]+)\s*:")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_IGNORED = re.compile(r"Ignored `([^:`]+):\s*([^`]*)` at (\d+):(\d+), (.*?)\.?$", re.DOTALL)
_DEEPEST = 5  # variables whose values are variables

# Where it stands, what does nothing, and what may have been meant.
Told = tuple[Place, str, str]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A style sheet, or a ``style`` of a tag, within the document; comments are blank."""

    offset: int
    text: str
    attribute: bool = False

    @property
    def as_rules(self) -> str:
        """As a sheet of its own, its lines and columns kept."""
        return f"x{{{self.text}}}" if self.attribute else self.text

    def place(self, line: int, column: int) -> int:
        """Where in the document a line and column of it stand."""
        starts = line_starts(self.as_rules)
        return self.offset + starts[line - 1] + column - 1 - (2 if self.attribute else 0)


@dataclass(frozen=True, slots=True)
class _Ignored:
    """A declaration that WeasyPrint passes over."""

    name: str
    value: str
    line: int
    column: int
    why: str


def idle_styles(traced: Traced, edition: Literal["pdf", "html"]) -> Iterator[Told]:
    """Of the user's own style sheets and ``style`` attributes, what does nothing.

    Args:
        traced: a document, and where its pieces came from.
        edition: which it is. Without Pango, WeasyPrint cannot be asked, and less is found.
    """
    sheets = list(_sheets(traced))
    yield from _undefined(traced, sheets)
    with suppress(MissingDependencyError):
        yield from _no_values(traced, sheets, "print" if edition == "pdf" else "screen")
        if edition == "pdf":
            yield from _passed_over(traced, sheets)


def _sheets(traced: Traced) -> Iterator[_Sheet]:
    """The style sheets of a document, and what ``style`` of the user's own tags says."""
    for offset, css, attribute in styles_in(traced.text):
        place = traced.at(offset)
        if not attribute or (place and place.own):
            yield _Sheet(offset, _COMMENT.sub(_blank, css), attribute)


def _blank(comment: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", comment.group())


def _passed_over(traced: Traced, sheets: Iterable[_Sheet]) -> Iterator[Told]:
    """Declarations of the user's that WeasyPrint does not know, or whose values are none."""
    for sheet in sheets:
        for each in _ignored(sheet.as_rules):
            place = traced.at(sheet.place(each.line, each.column))
            if place and place.own:
                yield place, *_in_words(each)


def _in_words(each: _Ignored) -> tuple[str, str]:
    from weasyprint.css.properties import KNOWN_PROPERTIES  # noqa: PLC0415

    said = f"'{each.name}: {each.value}' does nothing in the PDF"
    if each.why != "unknown property":
        return f"{said} ({each.why})", ""
    return f"{said}: it knows no '{each.name}'", did_you_mean(each.name, KNOWN_PROPERTIES)


def _ignored(css: str, medium: str = "print") -> list[_Ignored]:
    """The declarations of a style sheet that WeasyPrint passes over."""
    weasyprint = import_weasyprint()
    with _warnings_of("weasyprint") as said:
        weasyprint.CSS(string=css, media_type=medium)
    return [
        _Ignored(found[1].strip(), found[2].strip(), int(found[3]), int(found[4]), found[5])
        for found in map(_IGNORED.match, said)
        if found
    ]


@contextmanager
def _warnings_of(library: str) -> Iterator[list[str]]:
    """While this holds, what a library warns of is gathered, and reaches nobody else."""
    said: list[str] = []

    class Gather(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    logger, gather = logging.getLogger(library), Gather(logging.WARNING)
    before = logger.level, logger.propagate, logger.handlers[:]
    logger.setLevel(logging.WARNING)
    logger.propagate, logger.handlers = False, [gather]
    try:
        yield said
    finally:
        logger.setLevel(before[0])
        logger.propagate, logger.handlers = before[1], before[2]


def _undefined(traced: Traced, sheets: Iterable[_Sheet]) -> Iterator[Told]:
    """Variables of the user's sheets that no sheet and no tag defines."""
    defined = {name for _, css, _ in styles_in(traced.text) for name in _DEFINED.findall(css)}
    for sheet in sheets:
        for used in _VARIABLE.finditer(sheet.text):
            place = traced.at(sheet.offset + used.start())
            if used[1] not in defined and used[2] == ")" and place and place.own:
                hint = did_you_mean(used[1], defined)
                yield place, f"nothing defines the variable '{used[1]}'", hint


def _no_values(traced: Traced, sheets: Iterable[_Sheet], medium: str) -> Iterator[Told]:
    """Variables whose values are none for what uses them: the sheets are read with the values in
    their places, and then with one variable left out."""
    whole = [sheet for sheet in sheets if not sheet.attribute]
    values, places = _variables(traced, whole)

    def ignored(with_: Mapping[str, str]) -> list[_Ignored]:
        filled = [_with_values(sheet.text, with_) for sheet in whole]
        return [each for css in filled for each in _ignored(css, medium)]

    everything = ignored(values)
    if len(everything) == len(ignored({})):
        return
    for name, place in places.items():
        if not place.own:
            continue
        without = ignored({key: value for key, value in values.items() if key != name})
        left = Counter((each.name, each.line) for each in without)
        for each in everything:
            left[each.name, each.line] -= 1
            if left[each.name, each.line] < 0:
                used = f"'{each.name}: {each.value}'"
                yield place, f"'{name}: {values[name]}' is no value where it is used ({used})", ""
                break


def _variables(
    traced: Traced, sheets: Iterable[_Sheet]
) -> tuple[Mapping[str, str], Mapping[str, Place]]:
    """The variables of ``:root`` that no other rule changes: their values, and where they are
    defined, the last of several."""
    import tinycss2  # noqa: PLC0415

    values: dict[str, str] = {}
    places: dict[str, Place] = {}
    elsewhere: set[str] = set()
    for sheet in sheets:
        for rule in tinycss2.parse_stylesheet(sheet.text):
            if rule.type != "qualified-rule":
                continue
            root = tinycss2.serialize(rule.prelude).strip() == ":root"
            for each in tinycss2.parse_blocks_contents(rule.content):
                if each.type != "declaration" or not each.name.startswith("--"):
                    continue
                place = traced.at(sheet.place(each.source_line, each.source_column))
                if not root or place is None:
                    elsewhere.add(each.name)
                    continue
                values[each.name] = " ".join(tinycss2.serialize(each.value).split())
                places[each.name] = place
    kept = values.keys() - elsewhere
    return {name: values[name] for name in kept}, {name: places[name] for name in kept}


def _with_values(css: str, values: Mapping[str, str]) -> str:
    """A style sheet with the values of variables in their places; its lines stay."""

    def value(used: re.Match[str]) -> str:
        return values.get(used[1], used.group()) if used[2] == ")" else used.group()

    for _ in range(_DEEPEST):
        css = _VARIABLE.sub(value, css)
    return css
