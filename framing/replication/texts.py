"""The data files of a report without running text: digests stand in its place.

Figures, places, names and single words stay, and so do headlines, by which an article is named.
What may be protected as a text does not: sentences, what statements say, and whatever else repeats
a stretch of an article.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from framing.models import Article
from framing.replication.archive import sha256
from framing.sinks import csv_bytes

# Always text, however short.
_TEXT = {"sentences.csv": ("text",), "statements.csv": ("content",), "articles.csv": ("removed",)}
# What names an article.
_KEPT = {"articles.csv": ("title", "url", "path")}
_STRETCH = 8  # words that follow each other as in an article
_DIGITS = 16


def without_texts(files: Mapping[str, bytes], articles: Iterable[Article]) -> dict[str, bytes]:
    """The data files with a digest in place of each cell, and each string of JSON, that is text.

    Args:
        files: CSV and JSON, by name.
        articles: whose texts may not stand there.
    """
    known = stretches_of(articles)
    changed = {}
    for name, data in files.items():
        if name.endswith(".csv"):
            changed[name] = _table(name, data, known)
        elif name.endswith(".json"):
            held = _masked(json.loads(data), known)
            changed[name] = (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode()
        else:
            changed[name] = data
    return changed


def stretches_of(articles: Iterable[Article]) -> frozenset[str]:
    """All stretches of words of the articles, and of what was taken out of them."""
    return frozenset(
        stretch for article in articles for text in article.printed for stretch in stretches(text)
    )


def stretches(text: str) -> Iterator[str]:
    """The stretches of so many words as make a text, in order."""
    words = text.split()
    for start in range(len(words) - _STRETCH + 1):
        yield " ".join(words[start : start + _STRETCH])


def _table(name: str, data: bytes, known: frozenset[str]) -> bytes:
    header, *rows = csv.reader(io.StringIO(data.decode(), newline=""))
    always = [i for i, column in enumerate(header) if column in _TEXT.get(name, ())]
    kept = [i for i, column in enumerate(header) if column in _KEPT.get(name, ())]
    masked = (
        [
            cell
            if i in kept or not (cell and (i in always or _is_text(cell, known)))
            else digest(cell)
            for i, cell in enumerate(row)
        ]
        for row in rows
    )
    return csv_bytes(chain([header], masked), marked=True)


def _masked(value: Any, known: frozenset[str]) -> Any:
    if isinstance(value, str):
        return digest(value) if _is_text(value, known) else value
    if isinstance(value, dict):
        return {key: _masked(inner, known) for key, inner in value.items()}
    if isinstance(value, list):
        return [_masked(inner, known) for inner in value]
    return value


def _is_text(cell: str, known: frozenset[str]) -> bool:
    return any(stretch in known for stretch in stretches(cell))


def digest(text: str) -> str:
    """What stands in place of a text."""
    return f"sha256:{sha256(text.encode('utf-8', 'surrogatepass'))[:_DIGITS]}"
