"""Labelled lines at the top of a text ('Title: …', 'Date: …'): fields that somebody wrote down."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from framing.clean.lines import Line, Taken
from framing.models import Field, Provenance

Metadata = Mapping[str, Field[str]]  # by the names of Article's fields

_HEADERS = {
    **{"title": "title", "headline": "title", "outlet": "outlet", "publication": "outlet"},
    **{"newspaper": "outlet", "source": "outlet", "url": "url", "link": "url", "author": "byline"},
    **{"authors": "byline", "byline": "byline", "date": "published", "published": "published"},
    **{"publication date": "published", "date published": "published", "dateline": "dateline"},
    **{"language": "language", "agency": "agencies", "agencies": "agencies"},
}
_HEADER = re.compile(r"(?P<label>[A-Za-z][A-Za-z ]{1,24}?)\s*:\s+(?P<value>\S.*)")
_FEWEST = 2  # labels that are known


def take_headers(
    lines: Sequence[Line],
) -> tuple[tuple[Line, ...], dict[str, Field[str]], tuple[Taken, ...]]:
    """Take labelled lines off the top ('Title: …', 'Date: …'), where two or more stand there."""
    matches = []
    for line in lines:
        match = _HEADER.fullmatch(line.text)
        if match is None:
            break
        matches.append((line, match))
    # Below the last label that is known stands the article, which may begin with a colon, too.
    while matches and _HEADERS.get(matches[-1][1]["label"].casefold()) is None:
        matches.pop()
    known = [match for _, match in matches if match["label"].casefold() in _HEADERS]
    if len(known) < _FEWEST or matches[0][1] is not known[0] or len(matches) == len(lines):
        return tuple(lines), {}, ()
    fields: dict[str, Field[str]] = {}
    for line, match in matches:
        key = _HEADERS.get(match["label"].casefold())
        if key is not None:
            fields.setdefault(key, Field(match["value"], Provenance.DECLARED, line.text))
    taken = tuple(Taken(line.at, line.text, "header line, kept as a field") for line, _ in matches)
    return tuple(lines[len(matches) :]), fields, taken
