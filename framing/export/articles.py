"""What was understood of articles, as rows: for a table on the terminal, and for a file that can be
read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from framing.errors import OutputError
from framing.files import write_file
from framing.models import Article, Field
from framing.readers.columns import WRITTEN
from framing.sinks import csv_bytes


@dataclass(frozen=True, slots=True)
class Understood:
    """An article in short: each field with how it is known in brackets; '' where it is not."""

    id: str
    outlet: str
    date: str
    headline: str
    agencies: str
    words: int
    kind: str
    removed: int
    suspected: int


def understood(article: Article, kind: str = "") -> Understood:
    """What was understood of an article, for a table.

    Args:
        article: as it was read.
        kind: what kind of input it came from.
    """
    return Understood(
        id=article.id,
        outlet=article.outlet_name + _how(article.outlet_field),
        date=article.published.value.isoformat() + _how(article.published)
        if article.published
        else "no date found",
        headline=article.title.value if article.title else "no headline found",
        agencies=", ".join(agency.value for agency in article.agencies),
        words=len(article.parts.body.of(article.text).split()),
        kind=kind,
        removed=len(article.removed),
        suspected=len(article.suspected),
    )


def _how(field: Field[Any] | None) -> str:
    return f" ({field.provenance.value})" if field else ""


def write_articles(
    articles: Iterable[Article], output: Path, kinds: Mapping[str, str] | None = None
) -> None:
    """Write articles as rows that can be read again: JSON lines or CSV.

    Args:
        articles: as they were read, cleaned.
        output: a .jsonl or a .csv file.
        kinds: by article id, what kind of input each came from.

    Raises:
        OutputError: the file is of another kind, or cannot be written.
    """
    rows = [_row(article, (kinds or {}).get(article.id, "")) for article in articles]
    if output.suffix == ".jsonl":
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        write_file(output, "".join(lines).encode())
    elif output.suffix == ".csv":
        cells = ([row.get(key, "") for key in WRITTEN] for row in map(_flat, rows))
        write_file(output, csv_bytes(chain([WRITTEN], cells)))
    else:
        raise OutputError(f"{output}: rows are written as .jsonl or .csv.", "Name such a file: -o")


def _row(article: Article, kind: str) -> dict[str, Any]:
    fields: dict[str, Field[Any] | None] = {
        "outlet": article.outlet_field,
        "title": article.title,
        "byline": article.byline,
        "published": article.published,
        "language": article.language,
    }
    return {
        "id": article.id,
        "outlet": article.outlet_name if article.outlet_field else "",
        "title": article.title.value if article.title else "",
        "published": article.published.value.isoformat() if article.published else "",
        "byline": article.byline.value if article.byline else "",
        "agencies": [agency.value for agency in article.agencies],
        "language": article.language.value if article.language else "",
        "url": article.url or "",
        "path": article.path,
        "kind": kind,
        "words": len(article.parts.body.of(article.text).split()),
        "provenance": {
            name: {
                "value": found.value.isoformat() if isinstance(found.value, date) else found.value,
                "provenance": found.provenance.value,
                "evidence": found.evidence,
            }
            for name, found in fields.items()
            if found
        },
        "removed": [{"text": gone.text, "reason": gone.reason} for gone in article.removed],
        "suspected": [
            {"text": each.text, "kind": each.kind, "p": each.p} for each in article.suspected
        ],
        "notes": list(article.notes),
        # The body alone: what is measured stays the same when the row is read again.
        "text": article.parts.body.of(article.text),
    }


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row for CSV: agencies as a list of names, what has an inside as JSON."""
    flat = dict(row)
    flat["agencies"] = "; ".join(row["agencies"])
    for name in ("provenance", "removed", "suspected", "notes"):
        flat[name] = json.dumps(row[name], ensure_ascii=False)
    return flat
