"""What stands in templates and style sheets and does nothing, or not what was meant.

Browsers and WeasyPrint pass over a declaration that they do not know, a value that is none, a
variable that nobody defined, and close by their own rules a tag that nobody closed. The report is
made all the same, so these are warnings: ``framing templates check`` tells them.
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Literal

from framing.errors import MissingDependencyError, did_you_mean
from framing.report.document import styles_in, tags_in
from framing.report.pdf import import_weasyprint
from framing.report.traced import Place, Traced

_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(\)|,)")
_DEFINED = re.compile(r"(?<![\w-])(--[\w-]+)\s*:")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_IGNORED = re.compile(r"Ignored `([^:`]+):\s*([^`]*)` at (\d+):(\d+), (.*?)\.?$", re.DOTALL)
_DEEPEST = 5  # variables whose values are variables
# Mistakes of the parser about the characters of a text, which articles may hold.
_OF_TEXTS = re.compile("codepoint|null|entity|-char")


@dataclass(frozen=True, slots=True, order=True)
class Idle:
    """Something that does nothing: file, line, what, and what may have been meant."""

    file: str
    line: int
    what: str
    hint: str = ""


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
        starts = _line_starts(self.as_rules)
        return self.offset + starts[line - 1] + column - 1 - (2 if self.attribute else 0)


@dataclass(frozen=True, slots=True)
class _Ignored:
    """A declaration that WeasyPrint passes over."""

    name: str
    value: str
    line: int
    column: int
    why: str


def idle_in(traced: Traced, edition: Literal["pdf", "html"]) -> list[Idle]:
    """What the user's own templates hold that does nothing.

    Args:
        traced: a document, and where its pieces came from.
        edition: which it is. What WeasyPrint passes over is told for the PDF alone: a browser
            knows other properties.
    """
    sheets = list(_sheets(traced))
    found: list[Idle] = [*_unbalanced(traced), *_undefined(traced, sheets)]
    with suppress(MissingDependencyError):  # without Pango it cannot be asked
        found += _no_values(traced, sheets, "print" if edition == "pdf" else "screen")
        if edition == "pdf":
            found += _passed_over(traced, sheets)
    return sorted(set(found))


def _told(place: Place, what: str, hint: str = "") -> Idle:
    return Idle(place.file, place.line, what, hint)


def _sheets(traced: Traced) -> Iterator[_Sheet]:
    """The style sheets of a document, and what ``style`` of the user's own tags says."""
    for offset, css, attribute in styles_in(traced.text):
        place = traced.at(offset)
        if not attribute or (place and place.own):
            yield _Sheet(offset, _COMMENT.sub(_blank, css), attribute)


def _blank(comment: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", comment.group())


def _passed_over(traced: Traced, sheets: Iterable[_Sheet]) -> Iterator[Idle]:
    """Declarations of the user's that WeasyPrint does not know, or whose values are none."""
    for sheet in sheets:
        for each in _ignored(sheet.as_rules):
            place = traced.at(sheet.place(each.line, each.column))
            if place and place.own:
                yield _told(place, *_in_words(each))


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


def _undefined(traced: Traced, sheets: Iterable[_Sheet]) -> Iterator[Idle]:
    """Variables of the user's sheets that no sheet and no tag defines."""
    defined = {name for _, css, _ in styles_in(traced.text) for name in _DEFINED.findall(css)}
    for sheet in sheets:
        for used in _VARIABLE.finditer(sheet.text):
            place = traced.at(sheet.offset + used.start())
            if used[1] not in defined and used[2] == ")" and place and place.own:
                hint = did_you_mean(used[1], defined)
                yield _told(place, f"nothing defines the variable '{used[1]}'", hint)


def _no_values(traced: Traced, sheets: Iterable[_Sheet], medium: str) -> Iterator[Idle]:
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
                yield _told(
                    place, f"'{name}: {values[name]}' is no value where it is used ({used})"
                )
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


def _unbalanced(traced: Traced) -> Iterator[Idle]:
    """Tags that are not closed, close nothing, or stand where HTML has none of them."""
    from tinyhtml5.parser import HTMLParser  # noqa: PLC0415

    # Each element knows where in the document its tag stands.
    pieces, starts = [], []
    end = 0
    for offset, name in tags_in(traced.text):
        cut = offset + 1 + len(name)
        pieces.append(traced.text[end:cut])
        starts.append(cut)
        pieces.append(f' data-at="{offset}"')
        end = cut
    pieces.append(traced.text[end:])
    added = list(accumulate((len(piece) for piece in pieces[1::2]), initial=0))
    ends = [cut + more for cut, more in zip(starts, added[1:], strict=False)]
    text = "".join(pieces)
    lines = _line_starts(text)

    def back(place: int) -> int:
        """Where a place of the text with the additions stands in the document."""
        return place - added[bisect_right(ends, place)]

    found: list[tuple[int, str]] = []

    class Parser(HTMLParser):  # type: ignore[misc]
        def parse_error(self, errorcode: str, datavars: Mapping[str, str] | None = None) -> None:
            if _OF_TEXTS.search(errorcode):
                return
            line, column = self.tokenizer.stream.position()
            here = back(max(lines[line - 1] + column - 1, 0))
            found.extend(_mistakes(errorcode, datavars or {}, self.tree.open_elements, here))

    Parser().parse(text)
    for offset, what in found:
        place = traced.own_before(offset)
        if place:
            yield _told(place, what)


_AT_END = re.compile("closing-tag|eof-in")
# What HTML closes by itself where something else ends (§ 13.1.2.4, optional tags).
_CLOSED_ALONE = frozenset(
    "html body p li dt dd rt rp optgroup option thead tbody tfoot tr td th colgroup".split()
)


def _mistakes(
    code: str, told: Mapping[str, str], open_elements: Sequence[Any], here: int
) -> Iterator[tuple[int, str]]:
    """Where in the document mistakes of tags stand, and what they are."""
    name = told.get("gotName") or told.get("name") or ""
    names = [each.name for each in open_elements]
    if name in names if "end-tag" in code else _AT_END.search(code):
        inner = len(names) - names[::-1].index(name) if name in names else 0
        for each in open_elements[inner:]:
            at = each.attributes.get("data-at")
            if at is not None and each.name not in _CLOSED_ALONE:
                yield int(at), f"<{each.name}> is not closed"
    elif "end-tag" in code:
        yield here, f"</{name}> closes nothing"
    else:
        tag = f"<{name}>: " if name else ""
        yield here, f"{tag}no HTML ({code.replace('-', ' ')})"


def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", text))]
