"""The JSON document of an analysed article (``framing.article/1``), and its JSON Schema.

The typed dictionaries below are the contract: ``to_document`` fills them, and the schema that
``framing schema`` prints is made from them. All spans are code point offsets into ``text``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast

from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

from framing.errors import MissingDependencyError
from framing.files import write_file
from framing.models import (
    ActorTone,
    Analysis,
    Article,
    Field,
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


class StatementDocument(TypedDict):
    """One attributed statement; ``decided`` says on what each field rests."""

    content: list[Offsets]
    cue: Offsets | None
    source: Offsets | None
    speaker: str | None
    speaker_id: str | None
    voice: Literal["narrator", "direct", "indirect", "mixed"]
    naming: str | None
    role: str | None
    country: str | None
    via: str | None
    channel: str | None
    anonymity: bool
    speech: bool
    decided: dict[str, str]


class NamingDocument(TypedDict):
    """One naming choice: a label used for a referent."""

    label_set: str
    label: str
    span: Offsets
    voice: str
    modifiers: list[str]


class MeasureDocument(TypedDict):
    """A number with its unit and how many units it rests on."""

    value: float | None
    unit: str
    n: int


class ProvenanceDocument(TypedDict):
    """How a metadata field came to be known."""

    provenance: Literal["declared", "extracted", "guessed", "user"]
    evidence: str


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
    statements: list[StatementDocument]
    tone: dict[str, MeasureDocument]
    emphasis: dict[str, MeasureDocument]
    naming: list[NamingDocument]
    measures: dict[str, dict[str, MeasureDocument]]


def to_document(analysis: Analysis) -> ArticleDocument:
    """The JSON document of one analysis (plain dicts, lists, strings and numbers)."""
    article = analysis.article
    hits: dict[int, dict[str, list[Offsets]]] = {}
    for hit in analysis.hits:
        hits.setdefault(hit.sentence, {}).setdefault(hit.frame, []).append(_pair(hit.span))
    tone = analysis.tone
    towards: dict[int, list[ActorTone]] = {}
    for found in tone.towards if tone else ():
        towards.setdefault(found.sentence, []).append(found)
    measures = {name: _measures(analysis.results[name]) for name in sorted(analysis.results)}
    return {
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
            "headline": _maybe(article.parts.headline),
            "standfirst": _maybe(article.parts.standfirst),
            "body": _pair(article.parts.body),
            "captions": [_pair(caption) for caption in article.parts.captions],
        },
        "removed": [{"text": gone.text, "reason": gone.reason} for gone in article.removed],
        "notes": [*article.notes, *((tone.note,) if tone and tone.note else ())],
        "sentences": [
            _sentence(
                sentence,
                hits.get(sentence.index, {}),
                tone.sentences[sentence.index] if tone else None,
                towards.get(sentence.index, []),
            )
            for sentence in analysis.sentences
        ],
        "statements": [_statement(statement) for statement in analysis.statements],
        "tone": measures.get("tone", {}),
        "emphasis": measures.get("emphasis", {}),
        "naming": [
            {
                "label_set": choice.label_set,
                "label": choice.label,
                "span": _pair(choice.span),
                "voice": choice.voice.value,
                "modifiers": list(choice.modifiers),
            }
            for choice in analysis.naming
        ],
        "measures": measures,
    }


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


def _line(document: ArticleDocument) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def _parquet(documents: list[ArticleDocument]) -> bytes:
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
        name: pa.array([_cell(cast(Mapping[str, Any], d)[name]) for d in documents], pa.string())
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

    schema = TypeAdapter(ArticleDocument).json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": SCHEMA,
    }


def _sentence(
    sentence: Sentence,
    frames: Mapping[str, list[Offsets]],
    tone: SentenceTone | None,
    towards: list[ActorTone],
) -> SentenceDocument:
    return {
        "span": _pair(sentence.span),
        "part": sentence.part.value,
        "paragraph": sentence.paragraph,
        "voice": sentence.voice.value,
        "frames": dict(sorted(frames.items())),
        "tone": {
            "polarity": _rounded(tone.polarity) if tone else None,
            "subjectivity": _rounded(tone.subjectivity) if tone else None,
            "words": [_pair(word.span) for word in tone.words] if tone else [],
            "toward": [
                {
                    "actor": found.actor,
                    "name": found.name,
                    "span": _pair(found.span),
                    "label": found.label,
                    "p": _rounded(found.p),
                    "voice": found.voice.value,
                }
                for found in towards
            ],
        },
        "shared_with": list(sentence.shared_with),
    }


def _statement(statement: Statement) -> StatementDocument:
    return {
        "content": [_pair(span) for span in statement.content],
        "cue": _maybe(statement.cue),
        "source": _maybe(statement.source),
        "speaker": statement.speaker,
        "speaker_id": statement.speaker_id,
        "voice": statement.voice.value,
        "naming": statement.naming.value if statement.naming else None,
        "role": statement.role.value if statement.role else None,
        "country": statement.country,
        "via": statement.via,
        "channel": statement.channel,
        "anonymity": statement.anonymity,
        "speech": statement.speech,
        "decided": dict(sorted(statement.decided.items())),
    }


def _measures(result: Result) -> dict[str, MeasureDocument]:
    return {
        measure.name: {"value": _rounded(measure.value), "unit": measure.unit, "n": measure.n}
        for measure in result.measures
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


def _pair(span: Span) -> Offsets:
    return (span.start, span.end)


def _maybe(span: Span | None) -> Offsets | None:
    return _pair(span) if span else None


def _rounded(value: Any) -> Any:
    """Six decimals: past that, processors differ in the last bits, and the bytes must not."""
    return round(value, 6) + 0.0 if isinstance(value, float) else value
