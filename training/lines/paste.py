"""A saved page as copy and paste gives it: lines of text, each with what its markup tells.

The text is what a browser's ``innerText`` gives without style sheets: block elements begin a line,
paragraphs stand between blank lines, hidden elements are left out. The markup's words (tags and
classes) are for labels in training only: pasted text has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html as lxml_html
from lxml.etree import ParserError

_SKIPPED = frozenset(
    "script style noscript template head svg canvas iframe object embed video audio select option"
    " textarea input datalist map math meter progress".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav"
    " ol p pre section summary table tbody tfoot thead tr ul".split()
)
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 blockquote pre ul ol figure table".split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page: ``tags`` are its elements from the outside in, ``classes`` the words of
    their classes and ids, ``linked`` the share of its characters inside links; ``gap`` is True
    where a blank line stands before it."""

    text: str
    gap: bool
    tags: tuple[str, ...]
    classes: tuple[str, ...]
    linked: float


class _Writer:
    """Collects characters into lines as the tree is walked."""

    def __init__(self) -> None:
        self.lines: list[PageLine] = []
        self._pieces: list[tuple[str, bool]] = []
        self._where: tuple[tuple[str, str], ...] = ()
        self._gap = False

    def write(self, text: str, path: tuple[tuple[str, str], ...], linked: bool) -> None:
        if not text:
            return
        if text.strip() and not any(piece.strip() for piece, _ in self._pieces):
            self._where = path
        self._pieces.append((text, linked))

    def end(self, spaced: bool) -> None:
        text = " ".join("".join(piece for piece, _ in self._pieces).split())
        if text:
            inside = sum(len(piece.strip()) for piece, linked in self._pieces if linked)
            self.lines.append(
                PageLine(
                    text,
                    self._gap,
                    tuple(tag for tag, _ in self._where),
                    tuple(words for _, words in self._where),
                    min(1.0, inside / len(text)),
                )
            )
            self._gap = False
        self._pieces = []
        self._gap = self._gap or spaced


def page_lines(markup: bytes | str) -> list[PageLine]:
    """The lines of a page; empty where the markup cannot be read."""
    if isinstance(markup, bytes):
        declared = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", markup[:4000])
        encoding = declared[1].decode("ascii", "replace") if declared else "utf-8"
        try:
            markup = markup.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            try:
                markup = markup.decode("utf-8")
            except UnicodeDecodeError:
                markup = markup.decode("cp1252", "replace")
    markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", markup)
    try:
        tree = lxml_html.document_fromstring(markup)
    except (ParserError, ValueError):
        return []
    writer = _Writer()
    for body in tree.iter("body"):
        _walk(body, (), False, writer)
        writer.end(False)
        break
    return writer.lines


def _walk(
    root: lxml_html.HtmlElement,
    path: tuple[tuple[str, str], ...],
    linked: bool,
    writer: _Writer,
) -> None:
    tag = root.tag
    if not isinstance(tag, str) or tag in _SKIPPED or _is_hidden(root):
        return
    here = (*path, (tag, f"{root.get('class') or ''} {root.get('id') or ''}".strip().lower()))
    in_link = linked or tag in {"a", "button"}
    block = tag in _BLOCKS
    if block:
        writer.end(tag in _SPACED)
    if tag == "br":
        writer.end(False)
    writer.write(root.text or "", here, in_link)
    for child in root:
        _walk(child, here, in_link, writer)
        if child.tag in ("td", "th"):
            writer.write(" ", here, in_link)
        writer.write(child.tail or "", here, in_link)
    if block:
        writer.end(tag in _SPACED)


def _is_hidden(element: lxml_html.HtmlElement) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def nested(line: PageLine) -> Iterator[tuple[str, str]]:
    """The line's elements from the inside out, each with its classes."""
    return zip(reversed(line.tags), reversed(line.classes), strict=True)
