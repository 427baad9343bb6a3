"""The texts that the codings are of, from what the user has of them.

A folder may hold ``<id>.txt``, and tables of articles (``*.jsonl``, ``*.jsonl.gz``: one object a
line with ``id`` and ``text``). A text counts only if its digest is the coded one.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from evaluation.stories.gold import CodedArticle, digest


def texts_in(folder: Path) -> dict[str, str]:
    """All texts of a folder by id."""
    found = {row["id"]: row["text"] for row in rows_in(folder) if "text" in row}
    for path in sorted(folder.glob("*.txt")):
        found[path.stem] = path.read_bytes().decode("utf-8")
    return found


def rows_in(folder: Path) -> Iterator[dict[str, Any]]:
    """The rows of all tables of a folder that have an id."""
    for path in sorted(folder.glob("*.jsonl*")):
        data = path.read_bytes()
        lines = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
        for line in lines.splitlines():
            row = json.loads(line) if line.strip() else {}
            if isinstance(row, dict) and "id" in row:
                yield row


def with_texts(
    articles: Iterable[CodedArticle], folder: Path
) -> tuple[list[tuple[CodedArticle, str]], list[str]]:
    """The articles whose texts are there, and what is missing or has another text."""
    texts = texts_in(folder)
    there, missing = [], []
    for article in articles:
        text = texts.get(article.id)
        if text is None:
            missing.append(f"{article.id}: no text")
        elif digest(text) != article.about["sha256"]:
            missing.append(f"{article.id}: not the text that was coded")
        else:
            there.append((article, text))
    return there, missing
