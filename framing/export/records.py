"""An analysis as plain data and back, nothing lost: what a report is made from later.

The public keys of ``framing.article/1`` leave out what only a report needs (which indicator was
found, on what words a figure rests). That stands under ``record`` in each document; together with
``text`` and ``codebook`` it gives the analysis back as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass, replace
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any
from zlib import compress, decompress

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json, to_json

from framing.analysers.base import ENTRY_POINT_GROUP
from framing.errors import InputError
from framing.later import Later
from framing.models import (
    Analysis,
    Article,
    ArticleFigure,
    CodebookStamp,
    Mention,
    Result,
    Sentence,
    SentenceTone,
    Statement,
)


def to_record(analysis: Analysis) -> dict[str, Any]:
    """What is needed, beside text and codebook, to have the analysis again.

    What articles share is left out: it rests on the other articles, and is found anew.
    """
    bare = [replace(sentence, shared_with=()) for sentence in analysis.sentences]
    return {
        "made_with": dict(analysis.made_with),
        "article": {**article_record(analysis.article), "text": None},
        "sentences": _dump(tuple[Sentence, ...], tuple(bare)),
        "results": [
            {
                "name": name,
                "analyser": result.analyser,
                "version": result.version,
                "statements": _dump(tuple[Statement, ...], result.statements),
                "mentions": [_mention(mention) for mention in result.mentions],
                "tones": _dump(tuple[SentenceTone | None, ...], result.tones),
                "figures": _dump(tuple[ArticleFigure, ...], tuple(result.figures)),
                "note": result.note,
            }
            for name, result in analysis.results.items()
        ],
    }


def article_record(article: Article) -> dict[str, Any]:
    """An article as plain data, its text included."""
    return dict(_dump(Article, article))


def to_article(record: Mapping[str, Any]) -> Article:
    """The article that ``article_record`` was made from."""
    made: Article = _adapter(Article).validate_python(record)
    return made


def to_analysis(document: Mapping[str, Any], where: str = "") -> Analysis:
    """The analysis that a document was made from; what articles share is not told in it.

    Args:
        document: of the shape that ``to_document`` gives, read from JSON.
        where: file and line, for an error to name.

    Raises:
        InputError: it holds no record, or one that this version cannot read.
    """
    try:
        record = document["record"]
        results = {found["name"]: _result(found) for found in record["results"]}
        stamp = document["codebook"]
        return Analysis(
            to_article({**record["article"], "text": document["text"]}),
            _adapter(tuple[Sentence, ...]).validate_python(record["sentences"]),
            results,
            codebook=CodebookStamp(stamp["id"], stamp["sha256"]) if stamp else None,
            made_with=record["made_with"],
        )
    except (KeyError, TypeError, AttributeError, ValidationError) as exc:
        raise InputError(
            f"{where + ': ' if where else ''}no analysis that this version of framing reads.",
            "Analyse the articles again: framing analyse",
        ) from exc


def _result(found: Mapping[str, Any]) -> Result:
    return Result(
        analyser=found["analyser"],
        version=found["version"],
        statements=_adapter(tuple[Statement, ...]).validate_python(found["statements"]),
        mentions=tuple(_to_mention(mention) for mention in found["mentions"]),
        tones=_adapter(tuple[SentenceTone | None, ...]).validate_python(found["tones"]),
        figures=_later(found["figures"]),
        note=found["note"],
    )


def _later(figures: list[Any]) -> Sequence[ArticleFigure]:
    """An article's own figures, made when they are asked for. Whether they can be made is tried on
    the first: all are written by one function."""
    _figures_of(figures[:1])
    return Later(compress(to_json(figures), 1), _unpacked) if figures else ()


def _unpacked(packed: bytes) -> tuple[ArticleFigure, ...]:
    return _figures_of(from_json(decompress(packed)))


def _figures_of(figures: list[Any]) -> tuple[ArticleFigure, ...]:
    made: tuple[ArticleFigure, ...] = _adapter(tuple[ArticleFigure, ...]).validate_python(figures)
    return made


def _mention(mention: Mention) -> list[Any]:
    """The name of its class, and its fields."""
    kind = type(mention)
    return [f"{kind.__module__}:{kind.__qualname__}", _dump(kind, mention)]


def _to_mention(written: Any) -> Mention:
    name, fields = written
    kind: Any = _kind(name)
    found: Mention = _adapter(kind).validate_python(fields)
    return found


@cache
def _kind(name: str) -> type[Any]:
    """A class of mentions by its name. Only packages that bring analysers are looked into: a file
    must not choose what is imported."""
    module, _, inner = name.partition(":")
    packages = {point.module.partition(".")[0] for point in entry_points(group=ENTRY_POINT_GROUP)}
    if module.partition(".")[0] not in packages:
        raise InputError(
            f"It holds mentions of the kind '{name}', whose package is not installed.",
            "Install the package that brings that analyser, or analyse the articles again.",
        )
    try:
        found = getattr(import_module(module), inner, None)
    except ImportError:
        found = None
    if not (isinstance(found, type) and is_dataclass(found) and hasattr(found, "table")):
        raise InputError(
            f"It holds mentions of the kind '{name}', which there is not.",
            "Analyse the articles again: framing analyse",
        )
    return found


def _dump(kind: Any, value: Any) -> Any:
    return _adapter(kind).dump_python(value, mode="json", exclude_defaults=True)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
