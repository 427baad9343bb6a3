"""The JSON document of an analysed article (``framing.article/1``), and its JSON Schema.

The typed dictionaries below are the contract: ``to_document`` makes them, and the schema that
``framing schema`` prints is made from them. All spans are code point offsets into ``text``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from enum import Enum
from pathlib import Path
from typing import Any, Literal, TypeAlias

from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

from framing.export.parquet import write_parquet
from framing.export.records import to_record
from framing.files import writing
from framing.models import (
    ActorTone,
    Analysis,
    Article,
    Doubt,
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
    """One sentence. ``frames`` has the words that carry each frame that it holds, ``probabilities``
    how surely it holds those that were read by meaning, ``doubtful`` those near their threshold."""

    span: Offsets
    part: Literal["headline", "standfirst", "caption", "body", "suspected"]
    paragraph: int
    voice: Literal["narrator", "direct", "indirect", "mixed"]
    frames: dict[str, list[Offsets]]
    probabilities: dict[str, float]
    doubtful: list[str]
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
    """One analysed article. ``record`` is what 'framing report' makes the analysis from again; its
    shape is that of the values in ``framing.models``, and may change between versions."""

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
    record: dict[str, Any]


def to_document(analysis: Analysis) -> dict[str, Any]:
    """The JSON document of one analysis (plain dicts, lists, strings and numbers), of the shape of
    ``ArticleDocument``."""
    article = analysis.article
    hits: dict[int, list[Hit]] = {}
    for hit in analysis.found(Hit):
        hits.setdefault(hit.sentence, []).append(hit)
    doubts: dict[int, list[Doubt]] = {}
    for doubt in analysis.found(Doubt):
        doubts.setdefault(doubt.sentence, []).append(doubt)
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
            _sentence(
                sentence,
                hits.get(sentence.index, []),
                doubts.get(sentence.index, []),
                tone,
                towards.get(sentence.index, []),
            )
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
    plain = {key: _plain(value) for key, value in document.items()}
    return {**plain, "record": to_record(analysis)}


def write_documents(
    analyses: Iterable[Analysis],
    output: Path | None,
    on_written: Callable[[int], None] | None = None,
) -> None:
    """Write the documents of all analyses, one JSON object a line, or one row of a Parquet file.

    In Parquet the nested fields (parts, sentences, statements, …) are JSON text: every tool reads
    them, and their shape is that of the schema.

    Args:
        analyses: asked for one by one; no more than a few hundred are held at a time.
        output: a file whose name ends in .parquet, or any other for JSON lines; None is stdout.
        on_written: called with the number of documents written so far.

    Raises:
        MissingDependencyError: Parquet is asked for and pyarrow is not installed.
        OutputError: the file cannot be written.
    """
    documents = _told(map(to_document, analyses), on_written)
    if output is None:
        for document in documents:
            sys.stdout.write(line_of(document))
    elif output.suffix == ".parquet":
        with writing(output) as file:
            write_parquet(documents, list(ArticleDocument.__annotations__), file)
    else:
        with writing(output) as file:
            for document in documents:
                file.write(line_of(document).encode())


def _told(
    documents: Iterable[dict[str, Any]], on_written: Callable[[int], None] | None
) -> Iterator[dict[str, Any]]:
    for number, document in enumerate(documents, 1):
        yield document
        if on_written:
            on_written(number)


def line_of(document: Mapping[str, Any]) -> str:
    """A document as one line of JSON."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


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
    hits: list[Hit],
    doubts: list[Doubt],
    tone: SentenceTone | None,
    towards: list[ActorTone],
) -> dict[str, Any]:
    frames: dict[str, list[Span]] = {}
    for hit in hits:
        frames.setdefault(hit.frame, []).append(hit.span)
    told = [(hit.frame, hit.p) for hit in hits if hit.p is not None]
    told += [(doubt.frame, doubt.p) for doubt in doubts]
    near = {hit.frame for hit in hits if hit.doubtful} | {doubt.frame for doubt in doubts}
    return {
        "span": sentence.span,
        "part": sentence.part,
        "paragraph": sentence.paragraph,
        "voice": sentence.voice,
        "frames": dict(sorted(frames.items())),
        "probabilities": dict(sorted(told)),
        "doubtful": sorted(near),
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
