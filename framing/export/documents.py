"""The JSON document of an analysed article (``framing.article/1``), and its JSON Schema.

The typed dictionaries below are the contract: ``to_document`` makes them, and the schema that
``framing schema`` prints is made from them. All spans are code point offsets into ``text``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from enum import Enum
from pathlib import Path
from typing import Any, Literal, TypeAlias

from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

from framing.errors import MissingDependencyError
from framing.files import write_file
from framing.models import (
    ActorTone,
    Analysis,
    Article,
    Field,
    Hit,
    NamingChoice,
    Result,
    Sentence,
    SentenceTone,
    Span,
    Statement,
)

SCHEMA: Literal["framing.article/1"] = "framing.article/1"
Offsets: TypeAlias = tuple[int, int]


class RemovedDocument(TypedDict):
    """Words that cleaning took out, with the reason."""

    text: str
    reason: str


class PartsDocument(TypedDict):
    """Where the parts of the article stand in ``text``."""

    headline: Offsets | None
    standfirst: Offsets | None
    body: Offsets
    captions: list[Offsets]


class TowardDocument(TypedDict):
    """Tone towards one actor, the codebook's or a speaker (then ``actor`` is the speaker's id): the
    label and its calibrated probability."""

    actor: str
    name: str
    span: Offsets
    label: Literal["negative", "neutral", "positive"]
    p: float
    voice: str


class ToneDocument(TypedDict):
    """Tone of a sentence's narrator words; null where no narrator word stands."""

    polarity: float | None
    subjectivity: float | None
    words: list[Offsets]
    toward: list[TowardDocument]


class SentenceDocument(TypedDict):
    """One sentence."""

    span: Offsets
    part: Literal["headline", "standfirst", "caption", "body"]
    paragraph: int
    voice: Literal["narrator", "direct", "indirect", "mixed"]
    frames: dict[str, list[Offsets]]
    tone: ToneDocument
    shared_with: list[str]


class NamingDocument(TypedDict):
    """One naming choice: a label used for a referent."""

    label_set: str
    label: str
    span: Offsets
    voice: str
    modifiers: list[str]
    attributed: bool


class FigureDocument(TypedDict):
    """A number with its unit and how many units it rests on."""

    value: float | None
    unit: str
    n: int


class ProvenanceDocument(TypedDict):
    """How a metadata field came to be known."""

    provenance: Literal["declared", "extracted", "guessed", "user"]
    evidence: str


class CodebookDocument(TypedDict):
    """Which codebook frames and labels were sought with."""

    id: str
    sha256: str


class ArticleDocument(TypedDict):
    """One analysed article."""

    schema: Literal["framing.article/1"]
    id: str
    path: str
    outlet: str
    outlet_name: str
    title: str | None
    byline: str | None
    dateline: str | None
    published: str | None
    agencies: list[str]
    language: str | None
    url: str | None
    provenance: dict[str, ProvenanceDocument]
    text: str
    parts: PartsDocument
    removed: list[RemovedDocument]
    notes: list[str]
    sentences: list[SentenceDocument]
    statements: list[Statement]
    tone: dict[str, FigureDocument]
    emphasis: dict[str, FigureDocument]
    naming: list[NamingDocument]
    codebook: CodebookDocument | None
    measures: dict[str, dict[str, FigureDocument]]


def to_document(analysis: Analysis) -> dict[str, Any]:
    """The JSON document of one analysis (plain dicts, lists, strings and numbers), of the shape of
    ``ArticleDocument``."""
    article = analysis.article
    hits: dict[int, dict[str, list[Span]]] = {}
    for hit in analysis.found(Hit):
        hits.setdefault(hit.sentence, {}).setdefault(hit.frame, []).append(hit.span)
    towards: dict[int, list[ActorTone]] = {}
    for found in analysis.found(ActorTone):
        towards.setdefault(found.sentence, []).append(found)
    measures = {name: _figures(analysis.results[name]) for name in sorted(analysis.results)}
    document = {
        "schema": SCHEMA,
        "id": article.id,
        "path": article.path,
        "outlet": article.outlet,
        "outlet_name": article.outlet_name,
        "title": _value(article.title),
        "byline": _value(article.byline),
        "dateline": _value(article.dateline),
        "published": article.published.value.isoformat() if article.published else None,
        "agencies": [agency.value for agency in article.agencies],
        "language": _value(article.language),
        "url": article.url,
        "provenance": _provenance(article),
        "text": article.text,
        "parts": {
            "headline": article.parts.headline,
            "standfirst": article.parts.standfirst,
            "body": article.parts.body,
            "captions": article.parts.captions,
        },
        "removed": [{"text": gone.text, "reason": gone.reason} for gone in article.removed],
        "notes": [*article.notes, *analysis.notes],
        "sentences": [
            _sentence(sentence, hits.get(sentence.index, {}), tone, towards.get(sentence.index, []))
            for sentence, tone in zip(analysis.sentences, analysis.tones, strict=True)
        ],
        "statements": [
            {field.name: getattr(statement, field.name) for field in fields(statement)}
            for statement in analysis.statements
        ],
        "tone": measures.get("tone", {}),
        "emphasis": measures.get("emphasis", {}),
        "naming": [
            {
                "label_set": choice.label_set,
                "label": choice.label,
                "span": choice.span,
                "voice": choice.voice,
                "modifiers": choice.modifiers,
                "attributed": choice.attributed,
            }
            for choice in analysis.found(NamingChoice)
        ],
        "codebook": asdict(analysis.codebook) if analysis.codebook else None,
        "measures": measures,
    }
    return {key: _plain(value) for key, value in document.items()}


def write_documents(analyses: Iterable[Analysis], output: Path | None) -> None:
    """Write the documents of all analyses, one JSON object a line, or one row of a Parquet file.

    In Parquet the nested fields (parts, sentences, statements, …) are JSON text: every tool reads
    them, and their shape is that of the schema.

    Args:
        output: a file whose name ends in .parquet, or any other for JSON lines; None is stdout.

    Raises:
        MissingDependencyError: Parquet is asked for and pyarrow is not installed.
        OutputError: the file cannot be written.
    """
    documents = [to_document(analysis) for analysis in analyses]
    if output is None:
        for document in documents:
            sys.stdout.write(_line(document))
    elif output.suffix == ".parquet":
        write_file(output, _parquet(documents))
    else:
        write_file(output, "".join(map(_line, documents)).encode())


def _line(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def _parquet(documents: list[dict[str, Any]]) -> bytes:
    try:
        import pyarrow as pa  # noqa: PLC0415  (an optional extra)
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as exc:
        raise MissingDependencyError(
            "Parquet output needs pyarrow, which is not installed.",
            "Install it: pip install 'framing[parquet]', or write a .jsonl file.",
        ) from exc
    names = list(ArticleDocument.__annotations__)
    columns = {
        name: pa.array([_cell(document[name]) for document in documents], pa.string())
        for name in names
    }
    buffer = pa.BufferOutputStream()
    parquet.write_table(pa.table(columns), buffer)
    return bytes(buffer.getvalue().to_pybytes())


def _cell(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the document."""
    from pydantic import TypeAdapter  # noqa: PLC0415  (0.1 s, only this command needs it)

    schema = TypeAdapter(ArticleDocument).json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": SCHEMA,
    }


def _sentence(
    sentence: Sentence,
    frames: Mapping[str, list[Span]],
    tone: SentenceTone | None,
    towards: list[ActorTone],
) -> dict[str, Any]:
    return {
        "span": sentence.span,
        "part": sentence.part,
        "paragraph": sentence.paragraph,
        "voice": sentence.voice,
        "frames": dict(sorted(frames.items())),
        "tone": {
            "polarity": tone.polarity if tone else None,
            "subjectivity": tone.subjectivity if tone else None,
            "words": [word.span for word in tone.words] if tone else [],
            "toward": [
                {
                    "actor": found.actor,
                    "name": found.name,
                    "span": found.span,
                    "label": found.label,
                    "p": found.p,
                    "voice": found.voice,
                }
                for found in towards
            ],
        },
        "shared_with": sentence.shared_with,
    }


def _figures(result: Result) -> dict[str, Any]:
    return {
        figure.name: {"value": figure.value, "unit": figure.unit, "n": figure.n}
        for figure in result.figures
    }


def _provenance(article: Article) -> dict[str, ProvenanceDocument]:
    fields: dict[str, Field[Any] | None] = {
        "outlet": article.outlet_field,
        "title": article.title,
        "byline": article.byline,
        "dateline": article.dateline,
        "published": article.published,
        "agencies": article.agencies[0] if article.agencies else None,
        "language": article.language,
    }
    return {
        name: {"provenance": found.provenance.value, "evidence": found.evidence}
        for name, found in fields.items()
        if found
    }


def _value(found: Field[str] | None) -> str | None:
    return found.value if found else None


def _plain(value: Any) -> Any:
    """A value as JSON has it: spans and tuples are lists, categories are words, and floats have six
    decimals (past that, processors differ in the last bits, and the bytes must not)."""
    if isinstance(value, float):
        return round(value, 6) + 0.0
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
