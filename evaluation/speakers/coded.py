"""The coded speakers: what their files hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evaluation.stories.gold import digest
from evaluation.stories.placed import Moves
from framing.clean import clean
from framing.models import Article, Field, Provenance, Span
from framing.outlets import OutletProfile

FOLDER = Path(__file__).resolve().parent / "coded"
SETS = ("train", "dev", "once")
NONE = "none"  # the naming of what is no speaker at all


@dataclass(frozen=True, slots=True)
class CodedSpeaker:
    """A speaker of an article. ``at``: where it names them as a source; ``statements``: how many
    were found when the speaker was coded. ``naming`` is 'none' of what is no speaker, ``role`` None
    where the article does not tell it."""

    at: tuple[Span, ...]
    statements: int
    naming: str
    role: str | None
    country: frozenset[str]
    sure: int

    @property
    def speaks(self) -> bool:
        """Whether this is a speaker."""
        return self.naming != NONE


@dataclass(frozen=True, slots=True)
class CodedSpeakers:
    """An article's coded speakers; most articles have others beside them."""

    id: str
    story: str
    outlet: str
    sha256: str
    speakers: tuple[CodedSpeaker, ...]


def read_coded(name: str, folder: Path = FOLDER) -> list[CodedSpeakers]:
    """The articles of a set, by id."""
    return [_article(data) for data in json.loads((folder / f"{name}.json").read_text("utf-8"))]


def _article(data: Mapping[str, Any]) -> CodedSpeakers:
    speakers = tuple(
        CodedSpeaker(
            tuple(Span(*span) for span in item["at"]),
            item["statements"],
            item["naming"],
            item["role"],
            frozenset(item["country"]),
            item["sure"],
        )
        for item in data["speakers"]
    )
    return CodedSpeakers(data["id"], data["story"], data["outlet"], data["sha256"], speakers)


def with_rows(
    coded: Iterable[CodedSpeakers], rows: Mapping[str, Mapping[str, Any]]
) -> tuple[list[tuple[CodedSpeakers, Mapping[str, Any]]], list[str]]:
    """The articles whose texts are there, and what is missing or has another text.

    Args:
        rows: articles by id, with ``text`` and maybe ``title``.
    """
    there, missing = [], []
    for article in coded:
        row = rows.get(article.id)
        if row is None or "text" not in row:
            missing.append(f"{article.id}: no text")
        elif digest(row["text"]) != article.sha256:
            missing.append(f"{article.id}: not the text that was coded")
        else:
            there.append((article, row))
    return there, missing


def as_published(
    coded: CodedSpeakers, row: Mapping[str, Any], outlets: Mapping[str, OutletProfile]
) -> tuple[Article, CodedSpeakers]:
    """The article, cleaned, and its speakers with their places in the cleaned text."""
    declared = {"outlet": coded.outlet, "title": row.get("title")}
    metadata = {k: Field(v, Provenance.DECLARED) for k, v in declared.items() if v}
    text = row["text"]
    article = clean(text, id=coded.id, path=f"{coded.id}.txt", outlets=outlets, metadata=metadata)
    move = Moves(text, article.text)
    speakers = (
        replace(s, at=tuple(m for span in s.at if (m := move.of(span)))) for s in coded.speakers
    )
    return article, replace(coded, speakers=tuple(speakers))
