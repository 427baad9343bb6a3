"""Exports of Europresse (Eureka) as HTML, in both layouts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from framing.readers.base import FileContent, InputFile, Reader
from framing.readers.exports import Document, content_of, number_in
from framing.readers.markup import decode_markup, line, local, paragraphs, parse_html

_KIND = "Europresse"
_EXPECTED = (
    "for each document an <article> with the classes DocPublicationName, DocHeader, "
    "titreArticleVisu and DocText (or the older page with the same classes in spans)"
)
_OUTLET = ("docpublicationname", "rdp__docpublicationname")
_HEADER = ("docheader", "rdp__docheader")
_TITLE = ("titrearticlevisu", "rdp__articletitle")
_TEXT = ("doctext", "dococurrcontainer", "rdp__articlecontent")
_NUMBER = re.compile(r"(news[·.]\d{8}[·.]\w+[·.]\w+)")
_ISSUE = re.compile(r",? (?:no|n°|nº|issue)\.? ?\d.*$", re.I)
_END = re.compile(r"^(?:©|\(c\) ?\d{4}|Numéro de document|Document number|Ce certificat)", re.I)


def read_page(file: InputFile) -> FileContent:
    """A page of documents saved from Europresse.

    Raises:
        InputError: its layout is not known.
    """
    tree = parse_html(decode_markup(file.data))
    articles = [node for node in tree.iter("article") if _first(node, _OUTLET) is not None]
    documents = [_from_article(node) for node in articles] or list(_from_spans(tree))
    declared = sum(1 for node in tree.iter() if _is(node, _OUTLET) and not _within(node))
    return content_of(documents, file, kind=_KIND, expected=_EXPECTED, declared=declared or None)


def _is(node: Any, names: tuple[str, ...]) -> bool:
    return any(name in names for name in (node.get("class") or "").lower().split())


def _within(node: Any) -> bool:
    """Whether the name of a paper is wrapped in another element that is marked as one."""
    return any(_is(other, _OUTLET) for other in node.iterancestors())


def _first(node: Any, names: tuple[str, ...]) -> Any | None:
    return next((each for each in node.iter() if local(each) and _is(each, names)), None)


def _from_article(node: Any) -> Document:
    outlet, header, title = (_first(node, names) for names in (_OUTLET, _HEADER, _TITLE))
    body = next((each for each in node.iter("section") if line(each)), None)
    container = body if body is not None else _first(node, _TEXT)
    text = paragraphs(container) if container is not None else []
    number = _NUMBER.search(line(node))
    words = re.search(r"\b(\d[\d \u00a0]*)\s+(?:mots|words)\b", line(node))
    return Document(
        title=line(title) if title is not None else "",
        outlet=_outlet(outlet),
        date=line(header) if header is not None else "",
        text="\n\n".join(text),
        byline=_author(node, title),
        id=number[1] if number else "",
        words=number_in(words[1]) if words else None,
    )


def _outlet(node: Any | None) -> str:
    """The name of the paper; an issue's number and an edition below are no part of it."""
    if node is None:
        return ""
    first = next(iter(paragraphs(node)), "")
    return _ISSUE.sub("", first.partition(" •")[0]).strip(" ,;")


def _author(node: Any, title: Any | None) -> str:
    """The line below the title in the head."""
    named = _first(node, ("sm-margin-bottomnews", "docauthors", "rdp__articleauthor"))
    if named is not None:
        return line(named)
    if title is None:
        return ""
    heads = list(node.iter("header"))
    below = False
    for each in heads[0] if heads else ():
        if below and line(each):
            return line(each) if len(line(each).split()) <= 12 else ""
        below = below or each is title or title in each.iter()
    return ""


def _from_spans(tree: Any) -> Iterator[Document]:
    """The older page: spans with the same classes one after the other, text between them."""
    for cell in tree.iter("td", "body", "div"):
        if sum(1 for node in cell.iter("span") if _is(node, _OUTLET)) != 1:
            continue
        if any(
            _first(child, _OUTLET) is not None and _first(child, _TITLE) is not None
            for child in cell
            if local(child)
        ):
            continue  # the cell inside is the document
        yield _from_cell(cell)


def _from_cell(cell: Any) -> Document:
    outlet, title = _first(cell, _OUTLET), _first(cell, _TITLE)
    header = " ".join(line(node) for node in cell.iter("span") if _is(node, _HEADER))
    number = _NUMBER.search(line(cell))
    text: list[str] = []
    if title is not None:
        whole = paragraphs(cell)
        heading = line(title)
        at = next((n for n, words in enumerate(whole) if words.endswith(heading)), -1)
        for words in whole[at + 1 :]:
            if _END.match(words):
                break
            text.append(words)
    byline = ""
    if len(text) > 1 and len(text[0].split()) <= 5 and not text[0].endswith((".", "!", "?")):
        byline = text.pop(0)
    return Document(
        title=line(title) if title is not None else "",
        outlet=_outlet(outlet),
        date=header,
        text="\n\n".join(text),
        byline=byline,
        id=number[1] if number else "",
    )


def _sniff(file: InputFile) -> float:
    data = file.data
    return 0.9 if b"DocPublicationName" in data and b"<" in data[:400] else 0.0


PAGE = Reader("Europresse (HTML)", frozenset(), read_page, _sniff)
