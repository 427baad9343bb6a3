"""Exports of Nexis: Nexis Uni as Word and RTF, the older LexisNexis as text and HTML.

Both are read as a list of paragraphs. Nexis Uni: a cover with 'Documents (N)', then for each
document title, outlet, date, copyright, labels such as 'Length: 870 words', 'Body', the text,
'Load-Date:', 'End of Document'. LexisNexis: '1 of 10 DOCUMENTS', outlet, date, title, labels, the
text, 'LOAD-DATE:', 'LANGUAGE:', copyright.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from framing.clean.known_outlets import known_outlet
from framing.errors import InputError
from framing.readers.base import FileContent, InputFile, Reader
from framing.readers.dates import read_date
from framing.readers.encoding import decode
from framing.readers.exports import Document, content_of, number_in
from framing.readers.markup import decode_markup, paragraphs, parse_html
from framing.readers.office import SECTION, is_rtf, is_word, rtf_paragraphs, word_paragraphs

_KIND = "Nexis"
_END = "end of document"
# Labels in the languages of the database's screens, lower case, by what they say.
_LABELS = {
    **dict.fromkeys(("length", "länge", "longueur", "lengte", "longitud", "lunghezza"), "length"),
    **dict.fromkeys(("byline", "autor", "auteur", "auteurs", "autore", "author"), "byline"),
    "dateline": "dateline",
    **dict.fromkeys(("load-date", "loaddate"), "loaded"),
    **dict.fromkeys(("language", "sprache", "langue", "taal", "idioma", "lingua"), "language"),
    **dict.fromkeys(("url", "link"), "url"),
    **dict.fromkeys(("highlight", "headline"), "highlight"),
    **dict.fromkeys(
        (
            *("section", "rubrik", "rubrique", "sectie", "sección", "update"),
            *("publication-type", "publication type", "zeitungstyp", "pub-type", "journal code"),
            *("graphic", "subject", "industry", "person", "geographic", "company", "organization"),
            *("ticker", "acc-no", "document-type", "series", "correction", "correction-date"),
            *("notes", "type", "edition", "country", "state", "city", "product", "classification"),
            *("distribution", "show", "anchors", "reporters", "guests", "content", "name", "memo"),
            *("category", "pub-subject", "art", "illustration", "transid", "issn", "dateline-date"),
            *("schlagwörter", "update-date", "copyright", "jour", "published", "source"),
            *("contact", "pub_date", "correction_date", "database", "region"),
        ),
        "other",
    ),
}
_LABEL = re.compile(r"([A-Za-zÀ-ÿ_ -]{3,20}):(?:\s|$)(.*)", re.S)
_HEADINGS = frozenset(("classification", "graphic", "notes", "correction", "klassifikation"))
_COUNT = re.compile(r"(?:documents|dokumente|documenten|documentos|documenti) \((\d+)\)", re.I)
_OF_N = re.compile(r"(\d+) (?:of|von|de|di|van) (\d+) (?:documents?|dokumente|documenten)", re.I)
_APPENDED = re.compile(r"\s+-+\s+(?:correction|clarification|editors' note) appended$", re.I)
_EDITION = re.compile(r"\s+-\s+(?:[\w.]+ ){0,4}edition\b.*$", re.I)
_PLACE = re.compile(r"(?P<name>[^()]{2,60}) \([A-Z][\w .,'’-]{2,40}\)")
_COPYRIGHT = re.compile(r"(?:copyright\b|©|\(c\) (?:19|20)\d\d\b)", re.I)
_UNI = (
    "for each document its title, outlet and date, labels such as 'Length: 870 words', 'Body', the "
    "text, and 'End of Document'"
)
_OLD = (
    "for each document '1 of 10 DOCUMENTS', outlet, date, title, labels such as 'LENGTH: 870 "
    "words', the text, 'LOAD-DATE:' and 'LANGUAGE:'"
)


def read_word(file: InputFile) -> FileContent:
    """A Word file that Nexis Uni wrote.

    Raises:
        InputError: its layout is not known.
    """
    return _uni(list(word_paragraphs(file.data)), file)


def read_rtf(file: InputFile) -> FileContent:
    """An RTF file that Nexis wrote.

    Raises:
        InputError: its layout is not known.
    """
    lines = rtf_paragraphs(file.data)
    return _uni(lines, file) if _is_uni(lines) else _older(lines, file)


def read_plain(file: InputFile) -> FileContent:
    """A text file that Nexis Uni or LexisNexis wrote.

    Raises:
        InputError: its layout is not known.
    """
    text = decode(file.data).text
    lines = _unwrapped(text)
    if any(_OF_N.fullmatch(line) for line in lines):
        return _older(lines, file)
    return _uni(lines, file)


def read_page(file: InputFile) -> FileContent:
    """An HTML file that LexisNexis wrote.

    Raises:
        InputError: its layout is not known.
    """
    tree = parse_html(decode_markup(file.data))
    return _older(paragraphs(tree), file)


def uni_documents(lines: Sequence[str], file: InputFile) -> FileContent:
    """The documents of a Nexis Uni export in any form (PDF, too), from its paragraphs.

    Raises:
        InputError: its layout is not known.
    """
    return _uni(lines, file)


def is_uni(lines: Sequence[str]) -> bool:
    """Whether paragraphs are those of a Nexis Uni export."""
    return _is_uni(lines)


def _unwrapped(text: str) -> list[str]:
    """The paragraphs of a text whose lines are wrapped: blank lines part them.

    In what is copied from Nexis Uni, facts stand in lines without a blank line between.
    """
    found: list[str] = []
    uni = re.search(rf"^\s*{_END}\s*$", text, re.M | re.I) is not None
    for block in re.split(r"\n\s*\n", text.lstrip("\ufeff").replace("\r\n", "\n")):
        lines = [" ".join(line.split()) for line in block.split("\n") if line.strip()]
        facts = any(_label(line)[0] or read_date(line) for line in lines[1:])
        if any(_OF_N.fullmatch(line) or line.casefold() == _END for line in lines) or (
            uni and facts
        ):
            found += lines
        elif lines:
            found.append(" ".join(lines))
    return found


def _is_uni(lines: Sequence[str]) -> bool:
    ends = any(line.casefold() == _END for line in lines)
    return ends and any(_label(line)[0] == "length" or line.casefold() == "body" for line in lines)


def _label(line: str) -> tuple[str, str]:
    """What a labelled line says: the kind of label ('' for none) and the words after it."""
    match = _LABEL.fullmatch(line)
    kind = _LABELS.get(match[1].strip().casefold(), "") if match else ""
    return (kind, match[2].strip()) if match and kind else ("", "")


def _uni(lines: Sequence[str], file: InputFile) -> FileContent:
    declared = next((int(m[1]) for line in lines if (m := _COUNT.fullmatch(line))), None)
    documents: list[Document] = []
    chunk: list[str] = []
    for line in lines:
        if line.casefold() != _END:
            chunk.append(line)
            continue
        if not documents:
            chunk = _off_cover(chunk)
        documents.append(_uni_document([part for part in chunk if part and part != SECTION]))
        chunk = []
    rest = [line for line in chunk if line and line != SECTION]
    if any(_label(line)[0] == "length" or line.casefold() == "body" for line in rest):
        documents.append(_uni_document(rest))
    return content_of(
        _without_places(documents), file, kind=_KIND, expected=_UNI, declared=declared
    )


def _off_cover(chunk: list[str]) -> list[str]:
    """The first document, without the cover above it, which lists the titles."""
    if SECTION in chunk and any(_COUNT.fullmatch(line) for line in chunk):
        last = max(
            at for at, line in enumerate(chunk) if line == SECTION and not _has_head(chunk[:at])
        )
        return chunk[last:]
    listed = [at for at, line in enumerate(chunk) if _COUNT.fullmatch(line)]
    if not listed:
        return chunk
    titles = {m[1] for line in chunk if (m := re.fullmatch(r"\d+\.\s+(.+)", line))}
    starts = [at for at, line in enumerate(chunk) if at > listed[0] and line in titles]
    if not starts:
        # The first label is in the first document: its head stands in the lines above.
        first = next((at for at, line in enumerate(chunk) if _label(line)[0] == "length"), 0)
        return chunk[max(listed[0] + 1, first - 6) :]
    return chunk[starts[0] :]


def _has_head(lines: Sequence[str]) -> bool:
    return any(_label(line)[0] == "length" or line.casefold() == "body" for line in lines)


def _uni_document(lines: Sequence[str]) -> Document:
    """A document from its paragraphs: head, labels, 'Body', text, labels."""
    body = next((at for at, line in enumerate(lines) if line.casefold() == "body"), None)
    first = next(
        (
            at
            for at, line in enumerate(lines)
            if at >= 2 and (_COPYRIGHT.match(line) or _label(line)[0])
        ),
        body if body is not None else min(3, len(lines)),
    )
    title, outlet, when = _head(lines[:first])
    labels, text, counted = _labels_and_text(lines, first, body)
    return _document(title, outlet, when, labels, text, counted)


def _head(lines: Sequence[str]) -> tuple[str, str, str]:
    """Title, outlet and date of the lines above the labels."""
    dated = [at for at, line in enumerate(lines) if at >= 1 and read_date(line)]
    if dated:
        at = dated[0] if dated[0] >= 2 else dated[-1]
        title = lines[0] if at >= 2 else ""
        return title, lines[at - 1], lines[at]
    padded = [*lines, "", "", ""]
    return padded[0], padded[1], padded[2]


def _labels_and_text(
    lines: Sequence[str], first: int, body: int | None
) -> tuple[dict[str, str], list[str], list[str]]:
    """Labels by kind, the text's paragraphs, and all that the database may have counted."""
    labels: dict[str, str] = {}
    start = first
    if body is not None:
        for line in lines[first:body]:
            kind, words = _label(line)
            if kind:
                labels.setdefault(kind, words)
        start = body + 1
    else:
        # Without 'Body', the text begins below the last label of the head.
        while start < len(lines) and (_label(lines[start])[0] or _COPYRIGHT.match(lines[start])):
            kind, words = _label(lines[start])
            if kind:
                labels.setdefault(kind, words)
            start += 1
    end = len(lines)
    for at in range(start, len(lines)):
        line = lines[at]
        if line.casefold() in _HEADINGS or _ends_text(line):
            end = at
            break
    text = list(lines[start:end])
    counted = [*text, *(line for line in lines[end:] if not _label(line)[0])]
    for line in lines[end:]:
        kind, words = _label(line)
        if kind:
            labels.setdefault(kind, words)
    return labels, text, counted


def _ends_text(line: str) -> bool:
    """Whether a line is one that only stands below a text."""
    match = _LABEL.fullmatch(line)
    return match is not None and match[1].strip().casefold() in (
        *("load-date", "language", "sprache", "langue", "taal", "publication-type", "zeitungstyp"),
        *("journal code", "update", "graphic", "acc-no"),
    )


def _document(
    title: str,
    outlet: str,
    when: str,
    labels: dict[str, str],
    text: Sequence[str],
    counted: Sequence[str],
) -> Document:
    if re.match(r"(?:no headline|kein titel|sans titre)", title, re.I):
        title = ""
    return Document(
        title=_APPENDED.sub("", title),
        outlet=_EDITION.sub("", outlet),
        date=when,
        text="\n\n".join(text),
        byline=labels.get("byline", ""),
        dateline=labels.get("dateline", ""),
        language=labels.get("language", "").partition(";")[0].partition(",")[0],
        url=labels.get("url", ""),
        loaded=labels.get("loaded", ""),
        words=number_in(labels.get("length", "")),
        counted=" ".join((*counted, labels.get("highlight", ""))),
    )


def _without_places(documents: Sequence[Document]) -> list[Document]:
    """The documents, outlets without the place that Nexis puts behind them ('The Guardian
    (London)'), unless it tells two outlets apart."""
    places: dict[str, set[str]] = {}
    for document in documents:
        name, _, place = document.outlet.partition(" (")
        places.setdefault(name, set()).add(place)
    return [
        replace(document, outlet=name)
        if (match := _PLACE.fullmatch(document.outlet))
        and len(places[name := match["name"]]) == 1
        and known_outlet(document.outlet) is None
        else document
        for document in documents
    ]


def _older(lines: Sequence[str], file: InputFile) -> FileContent:
    """The documents of a LexisNexis export."""
    documents: list[Document] = []
    totals: set[int] = set()
    numbers: list[int] = []
    chunk: list[str] | None = None
    for line in lines:
        match = _OF_N.fullmatch(line)
        if match:
            if chunk is not None:
                documents.append(_older_document(chunk))
            totals.add(int(match[2]))
            numbers.append(int(match[1]))
            chunk = []
        elif chunk is not None and line:
            chunk.append(line)
    if chunk is not None:
        documents.append(_older_document(chunk))
    # An export may hold a part of a search: '501 of 2146' to '600 of 2146'.
    declared = max(numbers) - min(numbers) + 1 if numbers else None
    return content_of(
        _without_places(documents), file, kind=_KIND, expected=_OLD, declared=declared
    )


def _older_document(lines: Sequence[str]) -> Document:
    """A document from its paragraphs: outlet, date, title, labels, text, labels, copyright."""
    first = next((at for at, line in enumerate(lines) if _label(line)[0]), len(lines))
    head = list(lines[:first])
    dated = next((at for at, line in enumerate(head) if at >= 1 and read_date(line)), None)
    if dated is None:
        outlet, when, title = (*head, "", "", "")[0], "", ""
    else:
        outlet, when = head[dated - 1], head[dated]
        title = head[dated + 1] if dated + 1 < len(head) else ""
    at, labels = first, dict[str, str]()
    while at < len(lines) and _label(lines[at])[0] and not _ends_text(lines[at]):
        kind, words = _label(lines[at])
        labels.setdefault(kind, words)
        at += 1
        if kind == "length":
            break
    while at < len(lines) and _label(lines[at])[0] in ("dateline", "byline", "highlight"):
        kind, words = _label(lines[at])
        labels.setdefault(kind, words)
        at += 1
    end = next(
        (
            n
            for n in range(at, len(lines))
            if _ends_text(lines[n]) or (n >= len(lines) - 3 and _COPYRIGHT.match(lines[n]))
        ),
        len(lines),
    )
    text = list(lines[at:end])
    for line in lines[end:]:
        kind, words = _label(line)
        if kind:
            labels.setdefault(kind, words)
    return _document(title, outlet, when, labels, text, text)


def _word_sniff(file: InputFile) -> float:
    if not is_word(file):
        return 0.0
    try:
        return 0.9 if _is_uni(list(word_paragraphs(file.data))) else 0.0
    except InputError:
        return 0.0


def _rtf_sniff(file: InputFile) -> float:
    if not is_rtf(file):
        return 0.0
    lines = rtf_paragraphs(file.data)
    return 0.9 if _is_uni(lines) or any(_OF_N.fullmatch(line) for line in lines) else 0.0


def _plain_sniff(file: InputFile) -> float:
    head = file.head
    if "<" in head[:200] or file.suffix not in ("", ".txt", ".text"):
        return 0.0
    older = re.search(r"^\s*\d+ (?:of|von|de) \d+ (?:DOCUMENTS?|Dokumente)\s*$", head, re.M)
    label = re.search(r"^\s*(?:LENGTH|L.{1,2}NGE|LONGUEUR|Length):", head, re.M)
    uni = re.search(rb"^\s*End of Document\s*$", file.data, re.M) is not None
    return 0.9 if label and (older or uni) else 0.0


def _page_sniff(file: InputFile) -> float:
    is_one = "LXNComment" in file.head or (
        "<DOCFULL>" in file.head and re.search(r"\d+ of \d+ DOCUMENTS?", file.head)
    )
    return 0.9 if is_one else 0.0


WORD = Reader("Nexis (Word)", frozenset(), read_word, _word_sniff)
RTF = Reader("Nexis (RTF)", frozenset(), read_rtf, _rtf_sniff)
PLAIN = Reader("Nexis (text)", frozenset(), read_plain, _plain_sniff)
PAGE = Reader("Nexis (HTML)", frozenset(), read_page, _page_sniff)
