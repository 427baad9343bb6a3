"""Exports of Factiva: HTML in both layouts, and XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from framing.errors import InputError
from framing.readers.base import FileContent, InputFile, Reader
from framing.readers.dates import read_date
from framing.readers.exports import Document, content_of, number_in
from framing.readers.markup import decode_markup, line, local, paragraphs, parse_html, parse_xml

_KIND = "Factiva"
_HTML = (
    "for each article a <div class='article enArticle'> with headline, '877 words', date and "
    "source in lines of their own and <p class='articleParagraph'> below, or a table with rows HD, "
    "WC, PD, SN, LP, TD and AN"
)
_XML = (
    "<article> elements with headline, sourceName, publicationDate, leadParagraph, tailParagraphs"
)
_ARTICLE = re.compile(r"[A-Za-z]{2}[A-Za-z-]{0,6}Article")
_WORDS = re.compile(r"[\d.,\s]+[^\W\d_]+\.?|[\d,. ]+\s?[字個个語]+")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[AP]M)?(?:\s+\w{2,5})?", re.I)
_DOCUMENT = re.compile(
    r"(?:document[oe]?|dokument|documento|文件|文档|ドキュメント)\s+(\w{10,})", re.I
)
# In the order in which they stand.
CODES = tuple(
    "SE HD BY CR WC PD ET SN SC ED PG VOL LA CY LP TD CT RF ART CO IN NS RE IPD IPC PUB AN".split()
)


def read_page(file: InputFile) -> FileContent:
    """A page of articles saved from Factiva.

    Raises:
        InputError: its layout is not known.
    """
    tree = parse_html(decode_markup(file.data))
    articles = [
        node
        for node in tree.iter("div")
        if any(_ARTICLE.fullmatch(name) for name in (node.get("class") or "").split())
    ]
    documents = []
    for node in articles:
        rows = _rows(node)
        documents.append(_from_table(rows) if rows else _from_lines(node))
    declared = len(set(_DOCUMENT.findall(line(tree)))) or None
    return content_of(documents, file, kind=_KIND, expected=_HTML, declared=declared)


def _rows(node: Any) -> dict[str, list[Any]]:
    """The cells of an article's table by code; empty where it has no such table."""
    found: dict[str, list[Any]] = {}
    for row in node.iter("tr"):
        cells = [cell for cell in row if local(cell) in ("td", "th")]
        if len(cells) >= 2 and (code := line(cells[0])) in CODES:
            found.setdefault(code, []).append(cells[1])
    return found


def _from_table(rows: Mapping[str, Sequence[Any]]) -> Document:
    def one(code: str) -> str:
        return " ".join(line(cell) for cell in rows.get(code, ()))

    text = [
        text for code in ("LP", "TD") for cell in rows.get(code, ()) for text in paragraphs(cell)
    ]
    return replace(
        of_codes(one, text),
        title=_title(one("HD")),
        id=one("AN").rpartition(" ")[2],
        counted=" ".join((*text, one("CT"), one("SE"), one("CR"))),
    )


def of_codes(one: Callable[[str], str], text: Sequence[str]) -> Document:
    """A document of the facts behind Factiva's codes.

    Args:
        one: what stands behind a code, on one line; empty where it is missing.
        text: the paragraphs.
    """
    return Document(
        title=one("HD"),
        outlet=one("SN"),
        date=one("PD"),
        text="\n\n".join(text),
        byline=one("BY"),
        language=one("LA"),
        words=number_in(one("WC")),
    )


def _title(words: str) -> str:
    """A headline without the number that a list of results puts before it."""
    return re.sub(r"^\d+\)\s+", "", words)


def _from_lines(node: Any) -> Document:
    """An article whose facts stand in lines of their own, in a fixed order."""
    head = [child for child in _children(node) if local(child) != "p"]
    title, byline, facts = "", "", []
    for child in head:
        if child.get("id") == "hd" or "Headline" in "".join(
            each.get("class") or "" for each in child.iter("span")
        ):
            title = line(child)
        elif (child.get("class") or "") == "author":
            byline = line(child)
        elif words := line(child):
            facts.append(words)
    text: list[str] = []
    rest: list[str] = []
    for child in _children(node):
        if local(child) in ("p", "pre"):
            is_body = "articleParagraph" in (child.get("class") or "") or local(child) == "pre"
            (text if is_body else rest).extend(paragraphs(child))
    ids = [match[1] for words in reversed(rest) if (match := _DOCUMENT.search(words))]
    dated = next((at for at, words in enumerate(facts) if _is_date(words)), None)
    if dated is None:
        return Document(title=title, text="\n\n".join(text))
    after = [words for words in facts[dated + 1 :] if not _TIME.fullmatch(words)]
    counts = [number_in(words) for words in facts[:dated] if _WORDS.fullmatch(words)]
    others = takewhile(lambda words: not _DOCUMENT.search(words), rest)
    return Document(
        title=_title(title),
        outlet=after[0] if after else "",
        date=facts[dated],
        text="\n\n".join(text),
        byline=byline,
        id=ids[0] if ids else "",
        words=counts[-1] if counts else None,
        counted=" ".join((*text, *others)),
    )


def _children(node: Any) -> list[Any]:
    """An article's elements in order; a wrapper that holds them all is looked into."""
    found: list[Any] = []
    for child in node:
        name = local(child)
        if name == "div" and len(child) and any(local(each) == "p" for each in child):
            found += _children(child)
        elif name:
            found.append(child)
    return found


def _is_date(words: str) -> bool:
    return len(words.split()) <= 9 and read_date(words) is not None


def read_xml(file: InputFile) -> FileContent:
    """An XML file of Factiva.

    Raises:
        InputError: it is XML of another kind, or its layout is not known.
    """
    root = parse_xml(file.data)
    articles = [node for node in root.iter() if local(node) == "article"]
    if not any(local(node) in ("headline", "sourcename") for node in root.iter()):
        raise InputError(
            f"It is XML of a kind that is not known (its root is <{local(root)}>).",
            f"Of XML, feeds (RSS, Atom) are read and exports of Factiva: {_XML}.",
        )
    sets = [node.get("count") for node in root.iter() if local(node).endswith("resultset")]
    counts = [int(count) for count in sets if count and count.isdigit()]
    documents = [_from_xml(node) for node in articles]
    declared = sum(counts) if counts else None
    return content_of(documents, file, kind=_KIND, expected=_XML, declared=declared)


def _from_xml(article: Any) -> Document:
    found: dict[str, list[Any]] = {}
    for node in article:
        found.setdefault(local(node), []).append(node)

    def one(name: str) -> str:
        return " ".join(line(node) for node in found.get(name, ()))

    text = [
        words
        for name in ("leadparagraph", "tailparagraphs")
        for node in found.get(name, ())
        for words in _xml_paragraphs(node)
    ]
    return Document(
        title=one("headline"),
        outlet=one("sourcename"),
        date=one("publicationdate"),
        text="\n\n".join(text),
        byline=one("byline"),
        language=one("baselanguage"),
        id=one("accessionno"),
        words=number_in(one("wordcount")),
        counted=" ".join((*text, one("corrections"), one("contact"), one("notes"), one("credit"))),
    )


def _xml_paragraphs(node: Any) -> list[str]:
    """Paragraph elements, or a text whose paragraphs are indented."""
    inner = [line(each) for each in node.iter() if local(each) == "paragraph"]
    if inner:
        return [words for words in inner if words]
    text = "".join(node.itertext())
    blocks = re.split(r"\n\s*\n|\n(?= {2,}\S)", text)
    return [" ".join(block.split()) for block in blocks if block.strip()]


def _page_sniff(file: InputFile) -> float:
    data = file.data
    is_page = b"articleParagraph" in data or re.search(
        rb"""class=["']article [a-z]{2}Article""", data
    )
    return 0.9 if is_page and "<" in file.head[:400] else 0.0


def _xml_sniff(file: InputFile) -> float:
    head = file.head[:8192].lower()
    is_xml = head.lstrip().startswith("<?xml") or "<pps" in head
    return 0.9 if is_xml and ("<ppsarticle" in head or "factiva.com" in head) else 0.0


PAGE = Reader("Factiva (HTML)", frozenset(), read_page, _page_sniff)
XML = Reader("Factiva (XML)", frozenset({".xml"}), read_xml, _xml_sniff)
