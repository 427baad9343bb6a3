"""Exports of ProQuest as text and as HTML: labelled fields, a document after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from framing.readers.base import FileContent, InputFile, Reader
from framing.readers.encoding import decode
from framing.readers.exports import Document, content_of, number_in
from framing.readers.markup import decode_markup, line, local, paragraphs, parse_html

_KIND = "ProQuest"
_EXPECTED = (
    "for each document its title, 'Full text:' with the text, and labelled lines such as "
    "'Publication title:', 'Publication date:' and 'ProQuest document ID:'"
)
_RULE = re.compile(r"_{20,}")
_OF_N = re.compile(r"Document (\d+) of (\d+)", re.I)
_LABELS = frozenset(
    (
        *("author", "publication info", "abstract", "abstract (english)", "links", "full text"),
        *("subject", "subject term", "business indexing term", "location", "people", "identifier"),
        *("company / organization", "company", "classification", "identifier / keyword", "keyword"),
        *("title", "publication title", "pages", "first page", "number of pages", "correspondence"),
        *("publication year", "publication date", "publication-date", "column", "section"),
        *("publisher", "place of publication", "country of publication", "publication subject"),
        *("issn", "e-issn", "isbn", "source type", "language of publication", "language"),
        *("document type", "document feature", "proquest document id", "document url", "copyright"),
        *("last updated", "database", "accession number", "word count", "year", "volume", "issue"),
        *(
            "source",
            "credit",
            "caption",
            "edition",
            "supplement",
            "note",
            "notes",
            "alternate title",
        ),
        *("subtitle", "dateline", "ethnicity", "document status", "update", "updates", "doi"),
    )
)
# A label in the text is one only where a line begins with it and it is one of those above.
_LABEL = re.compile(r"([A-Z][A-Za-z /()-]{2,28}): ?(.*)", re.S)
_INFO = re.compile(
    r"(?:(?P<author>[^;\[\]]+?)\.\s+)?(?P<outlet>[^.;\[\]]*?[^\s.;\[\]])\s*;[^\[\]]*\[[^\]]*\]"
    r"\s*(?P<date>[^:]+\d{4})"
)
_NONE = re.compile(r"(?:not available|none available|full text (?:is )?not available)\.?", re.I)


def read_text(file: InputFile) -> FileContent:
    """A text file of ProQuest.

    Raises:
        InputError: its layout is not known.
    """
    text = decode(file.data).text.replace("\r\n", "\n")
    chunks = [chunk.strip() for chunk in _RULE.split(text)]
    totals = {int(match[2]) for match in _OF_N.finditer(text)}
    documents = []
    for chunk in chunks:
        lines = [row.strip() for row in chunk.split("\n")]
        if any(_is_label(row) for row in lines):
            documents.append(_document([row for row in lines if not _OF_N.fullmatch(row)]))
    declared = max(totals) if totals else len(documents)
    return content_of(documents, file, kind=_KIND, expected=_EXPECTED, declared=declared)


def read_page(file: InputFile) -> FileContent:
    """An HTML file of ProQuest.

    Raises:
        InputError: its layout is not known.
    """
    tree = parse_html(decode_markup(file.data))
    if any(_has_class(node, "titleAuthorETC") for node in tree.iter()):
        return content_of(_of_screen(tree), file, kind=_KIND, expected=_EXPECTED)
    rows: list[str] = []
    documents: list[Document] = []
    for node in tree.iter():
        if local(node) == "a" and (node.get("name") or "").startswith("DocID_"):
            # An anchor begins each document; the text below it is found in the rows of the page.
            node.tag = "p"
            node.text = "§§§"
    for row in paragraphs(tree):
        if row == "§§§":
            documents += _of_rows(rows)
            rows = []
        else:
            rows.append(row)
    documents += _of_rows(rows)
    counted = [number_in(node.get("wordcount") or "") for node in tree.iter("text")]
    if len(counted) == len(documents):
        documents = [
            replace(document, words=words)
            for document, words in zip(documents, counted, strict=True)
        ]
    ids = len(re.findall(r"ProQuest document ID:", line(tree)))
    return content_of(documents, file, kind=_KIND, expected=_EXPECTED, declared=ids or None)


def _has_class(node: Any, name: str) -> bool:
    return bool(local(node)) and name in (node.get("class") or "").split()


def _of_screen(tree: Any) -> list[Document]:
    """The documents of a page saved from the screen: classes in place of labels."""
    documents: list[Document] = []
    for node in tree.iter():
        if _has_class(node, "documentTitle"):
            documents.append(Document(title=line(node)))
        elif documents and _has_class(node, "titleAuthorETC") and not documents[-1].outlet:
            # 'Moss, Rita. Quay News; Varna [Varna]08 May 2010: A.2.'
            match = _INFO.search(line(node))
            if match:
                documents[-1] = replace(
                    documents[-1],
                    byline=_name(match["author"] or ""),
                    outlet=match["outlet"].strip(),
                    date=match["date"],
                )
        elif documents and local(node) == "text" and not documents[-1].text:
            documents[-1] = replace(
                documents[-1],
                text="\n\n".join(paragraphs(node)),
                words=number_in(node.get("wordcount") or ""),
            )
    return documents


def _of_rows(rows: Sequence[str]) -> list[Document]:
    return [_document(rows)] if any(_is_label(row) for row in rows) else []


def _is_label(row: str) -> bool:
    match = _LABEL.fullmatch(row)
    return match is not None and match[1].casefold() in _LABELS


def _document(rows: Sequence[str]) -> Document:
    """A document from its lines: the title first, then labelled fields."""
    title = ""
    fields: dict[str, list[str]] = {}
    current: list[str] | None = None
    heading = next((row for row in rows if row and not _OF_N.fullmatch(row)), "")
    facts = _closing_labels(rows, heading)
    for number, row in enumerate(rows):
        match = _LABEL.fullmatch(row)
        name = match[1].casefold() if match else ""
        inside = current is not None and current is fields.get("full text")
        # Within the text, 'Subject: …' ends it; 'Note: …' may be the article's own words.
        own_words = (
            inside and name in _WORDS_OF_TEXTS and not match[1].isupper() and number < facts
            if match
            else False
        )
        ends = name in _LABELS and not own_words
        if match is not None and ends:
            current = fields.setdefault(name, [])
            current.append(match[2])
        elif current is not None:
            current.append(row)
        elif row and not title and not row.startswith("http") and not _OF_N.fullmatch(row):
            title = row
    one = {name: " ".join(filter(None, values)).strip() for name, values in fields.items()}
    body = [row for row in fields.get("full text", ()) if row]
    info = one.get("publication info", "")
    outlet = one.get("publication title", "") or info
    problem = ""
    if not body or _NONE.fullmatch(" ".join(body)):
        problem = "ProQuest gives no full text of it."
    return Document(
        title=title or one.get("title", ""),
        outlet=outlet.partition(";")[0].strip(),
        date=one.get("publication date", "") or info,
        text="" if problem else "\n\n".join(body),
        byline=_name(one.get("author", "")),
        dateline=one.get("dateline", ""),
        language=one.get("language of publication", "") or one.get("language", ""),
        url=one.get("document url", ""),
        id=one.get("proquest document id", ""),
        words=number_in(one.get("word count", "")),
        problem=problem,
    )


def _closing_labels(rows: Sequence[str], title: str) -> int:
    """From which row on there are nothing but labelled lines: the facts below the text. A sentence
    behind a label ('Source: the harbour authority, which counts ships.') is the text's."""
    start = len(rows)
    for number in range(len(rows) - 1, -1, -1):
        match = _LABEL.fullmatch(rows[number])
        if match and match[1].casefold() in _LABELS:
            sentence = match[1].casefold() in _WORDS_OF_TEXTS and match[2].endswith(".")
            if sentence and match[2] != title:
                break
            start = number
        elif rows[number]:
            break
    return start


_WORDS_OF_TEXTS = frozenset(
    (
        *("note", "notes", "source", "caption", "credit", "update", "updates", "issue", "volume"),
        *("people", "location", "section", "company", "title", "column", "publisher", "author"),
        *("supplement", "edition", "classification", "pages", "database", "links", "language"),
        "year",
    )
)


def _name(words: str) -> str:
    """'Olivarez-Giles, Nathan' is Nathan Olivarez-Giles."""
    names = []
    for name in re.split(r"\s*;\s*", words.rstrip(".")):
        last, comma, first = name.partition(", ")
        names.append(f"{first} {last}" if comma and "," not in first else name)
    return "; ".join(filter(None, names))


def _text_sniff(file: InputFile) -> float:
    if "<" in file.head[:200]:
        return 0.0
    is_one = re.search(r"^(?:ProQuest document ID|Publication title): ", file.head, re.M) or (
        b"ProQuest document ID: " in file.data
    )
    return 0.9 if is_one and re.search(r"^Full text: ", file.head, re.M) else 0.0


def _page_sniff(file: InputFile) -> float:
    data = file.data
    is_one = b"ProQuest document" in data or b"titleAuthorETC" in data
    return 0.9 if is_one and b"<" in data[:400] else 0.0


TEXT = Reader("ProQuest (text)", frozenset(), read_text, _text_sniff)
PAGE = Reader("ProQuest (HTML)", frozenset(), read_page, _page_sniff)
