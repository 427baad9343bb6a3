"""The data files beside a report: every figure and every row, with the report's row ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from enum import Enum
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from typing import Any

from framing.analysers.base import Analyser
from framing.analysers.facts import FactFinding
from framing.analysers.tone.loaded import LoadedHit
from framing.evidence import Comparison, OutletFigures, SpeakerFigure
from framing.evidence.matters import Telling
from framing.evidence.rows import (
    ArticleRow,
    MentionRow,
    SentenceRow,
    StatementRow,
    flat,
    in_short,
    sentence_id,
    words_of,
)
from framing.evidence.timeline import Timeline
from framing.evidence.told_alone import Alone
from framing.export.indented import json_pieces, rounded
from framing.findings import Findings
from framing.models import ActorTone, Field, Mention, NamingChoice, Span, Statement
from framing.sinks import csv_lines
from framing.text.language_model import language_model, language_model_digest

_LIBRARIES = (
    "textblob",
    "onnxruntime",
    "tokenizers",
    "rapidfuzz",
    "numpy",
    "weasyprint",
)
# Mentions whose table is written even where none was found, so that scripts find the file.
_MENTIONS: tuple[type[Mention], ...] = (NamingChoice, ActorTone, LoadedHit, FactFinding)


def data_files(
    comparison: Comparison,
    findings: Findings,
    analysers: Sequence[Analyser],
    options: Mapping[str, Any],
) -> Iterator[tuple[str, bytes]]:
    """``data_pieces``, each file as one."""
    for name, pieces in data_pieces(comparison, findings, analysers, options):
        yield name, b"".join(pieces)


def data_pieces(
    comparison: Comparison,
    findings: Findings,
    analysers: Sequence[Analyser],
    options: Mapping[str, Any],
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """All data files of a comparison, each with its file name, made piece by piece: together they
    are some 50 KiB an article.

    Args:
        comparison: the figures and their evidence.
        findings: the sentences about them.
        analysers: those that ran.
        options: what the user asked for, for the manifest.
    """
    rows = comparison.rows
    groups = comparison.speakers.groups
    frames = [f"frame_{frame.id}" for frame in comparison.codebook.frames]
    alone = {each.row.id: each for each in comparison.told_alone}
    sentences = (_sentence(row, comparison.refs, alone) for row in rows.sentences)
    statements = (_statement(row, groups) for row in rows.statements)
    measured = (line for row in rows.articles for line in _article_figures(row))
    yield "articles.csv", _csv(_ARTICLE, map(_article, rows.articles))
    yield "sentences.csv", _csv([*_SENTENCE, *frames], sentences)
    yield (
        "statements.csv",
        _csv([*_STATEMENT, *(f"group_{group}" for group in groups)], statements),
    )
    yield from _mention_tables(rows.mentions)
    yield "measures.csv", _csv(_MEASURE, measured)
    yield "timeline.csv", _csv(_TIMELINE, _over_time(comparison.timelines))
    yield "comparison.json", json_pieces(_comparison(comparison, findings))
    yield "manifest.json", json_pieces(_manifest(comparison, analysers, options))


_TIMELINE = "measure outlet first_day last_day articles value low high count n".split()


def _over_time(held: Sequence[Timeline]) -> Iterable[Sequence[Any]]:
    """A line for each figure, outlet and period; without a value where it has no article."""
    for line in held:
        for slug, points in line.points.items():
            for period, n, figure in zip(line.periods, line.articles[slug], points, strict=True):
                told = (
                    (figure.value, figure.low, figure.high, figure.count, figure.n)
                    if figure
                    else (None,) * 5
                )
                yield (line.key, slug, period.first, period.last, n, *told)


_ARTICLE = (
    "article id path outlet outlet_name title byline dateline published published_provenance "
    "agencies agency_copy language url words sentences removed"
).split()


def _article(row: ArticleRow) -> list[Any]:
    article = row.analysis.article
    return [
        row.id,
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
        "no" if row.own else "yes",
        _value(article.language),
        article.url or "",
        row.n_words,
        len(row.body),
        " | ".join(f"{flat(gone.text)} [{gone.reason}]" for gone in article.removed),
    ]


def _value(found: Field[str] | None) -> str:
    return found.value if found else ""


_SENTENCE = (
    "sentence article outlet start end part paragraph voice text polarity subjectivity "
    "tone_words shared_with own_copy suspected doubtful_frames frame_speakers repeated "
    "only_here most_like"
).split()


def _sentence(row: SentenceRow, refs: Mapping[str, str], alone: Mapping[str, Alone]) -> list[Any]:
    text, sentence, tone = row.analysis.article.text, row.sentence, row.tone
    words = tone.words if tone else ()
    return [
        row.id,
        row.article.id,
        row.outlet,
        *sentence.span,
        row.part,
        sentence.paragraph,
        row.voice,
        row.text,
        _number(tone.polarity) if tone else "",
        _number(tone.subjectivity) if tone else "",
        "; ".join(f"{in_short(word.shown.of(text))} {word.polarity:+.2f}" for word in words),
        "; ".join(refs.get(other, other) for other in sentence.shared_with),
        "yes" if row.own else "no",
        "yes" if row.suspected else "",
        "; ".join(row.doubtful),
        "; ".join(dict.fromkeys(f"{frame}: {who}" for frame, who in row.speakers)),
        "yes" if row.repeated else "",
        "; ".join(alone[row.id].only) if row.id in alone else "",
        alone[row.id].nearest.id if row.id in alone else "",
        *(
            "; ".join(flat(hit.span.of(text)) for hit in row.hits if hit.frame == frame)
            for frame in row.article.frames
        ),
    ]


_FIELDS = fields(Statement)
# A statement's own fields follow in the order in which they are declared; then what is known of its
# speaker in the study, with the columns of the user's own.
_STATEMENT = [
    *"statement article outlet sentence start end".split(),
    *(field.name for field in _FIELDS),
    *"speaker_name speaker_sure confirmed asks".split(),
]


def _statement(row: StatementRow, groups: Sequence[str]) -> list[Any]:
    statement, speaker = row.statement, row.speaker
    return [
        row.id,
        row.article.id,
        row.outlet,
        row.sentence_id,
        statement.content[0].start,
        statement.content[-1].end,
        *(
            _cell(getattr(statement, field.name), row.analysis.article.text, field.default)
            for field in _FIELDS
        ),
        row.speaker_name or "",
        ("yes" if speaker.sure else "no") if speaker else "",
        "yes" if speaker and speaker.confirmed else "",
        "yes" if row.asks else "",
        *(speaker.groups.get(group, "") if speaker else "" for group in groups),
    ]


def _cell(value: Any, text: str, default: Any = None) -> Any:
    """A field as a cell: the words of spans, 'yes' and 'no' (a flag that is rarely set is empty
    where it is not), lists and mappings on one line."""
    if value is None or type(value) is str:
        return value or ""
    if isinstance(value, bool):
        return "yes" if value else "no" if default else ""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {why}" for key, why in sorted(value.items()))
    if isinstance(value, Span):
        return words_of(value, text)
    if isinstance(value, tuple):
        spans = value and all(isinstance(each, Span) for each in value)
        return words_of(value, text) if spans else "; ".join(map(str, value))
    return value


_PLACE = "article outlet sentence start end".split()


def _mention_tables(rows: Iterable[MentionRow]) -> Iterator[tuple[str, Iterable[bytes]]]:
    """A table for each kind of mention that names one, those of other packages' analysers too."""
    tables: dict[str, tuple[Sequence[str], list[list[Any]]]] = {
        kind.table: (kind.columns, []) for kind in _MENTIONS
    }
    for row in rows:
        mention = row.mention
        if mention.table:
            cells = [
                row.words if name == "words" else _cell(getattr(mention, name), "")
                for name in mention.columns
            ]
            place = [row.article.id, row.outlet, row.id, *mention.span]
            tables.setdefault(mention.table, (mention.columns, []))[1].append([*place, *cells])
    for name, (columns, lines) in tables.items():
        yield f"{name}.csv", _csv([*_PLACE, *columns], lines)


_MEASURE = "article outlet analyser measure value unit n evidence".split()


def _article_figures(row: ArticleRow) -> Iterable[list[Any]]:
    for name in sorted(row.analysis.results):
        for figure in row.analysis.results[name].figures:
            yield [
                row.id,
                row.outlet,
                name,
                figure.name,
                _number(figure.value),
                figure.unit,
                figure.n,
                " ".join(f"{start}-{end}" for start, end in figure.evidence),
            ]


def _telling(told: Telling) -> dict[str, Any]:
    return {
        "sentence": told.row.id,
        "outlet": told.row.outlet,
        "also": list(told.also),
        "only": list(told.only),
        "likeness": told.likeness,
    }


def _comparison(comparison: Comparison, findings: Findings) -> dict[str, Any]:
    return {
        "schema": "framing.comparison/1",
        "title": comparison.title,
        "own_copy_only": comparison.own_copy_only,
        "poles": comparison.codebook.poles,
        "findings": [asdict(finding) for finding in findings.key],
        "outlets": [_outlet(outlet, comparison) for outlet in comparison.outlets],
        "own_copy": [_outlet(outlet, comparison) for outlet in comparison.own_copy],
        "actors": [asdict(actor) for actor in comparison.actors],
        "differences": [asdict(difference) for difference in comparison.differences],
        "gaps": [gap.as_data() for gap in comparison.gaps],
        "told_alone": [
            {
                "sentence": each.row.id,
                "outlet": each.row.outlet,
                "only": list(each.only),
                "most_like": each.nearest.id,
                "score": each.score,
                "weight": each.weight,
            }
            for each in comparison.told_alone
        ],
        "matters": [
            {"weight": each.weight, "sentences": [_telling(told) for told in each.tellings]}
            for each in comparison.matters
        ],
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
        "speakers": [_speaker(speaker) for speaker in outlet.speakers],
        "speakers_carrying_half": outlet.half_of_statements,
        "figures": {key: figure.as_data() for key, figure in sorted(outlet.figures.items())},
    }


def _speaker(speaker: SpeakerFigure) -> dict[str, Any]:
    return {
        "key": speaker.key,
        "best": speaker.best.id,
        "speaker": speaker.speaker,
        "role": speaker.role,
        "country": speaker.country,
        "naming": speaker.naming,
        "sure": speaker.sure,
        "confirmed": speaker.confirmed,
        "statements": speaker.statements,
        "direct": speaker.direct,
        "article_ids": list(dict.fromkeys(row.article.id for row in speaker.figure.rows)),
    }


def _manifest(
    comparison: Comparison, analysers: Sequence[Analyser], options: Mapping[str, Any]
) -> dict[str, Any]:
    codebook = comparison.codebook
    model = language_model().replace("_", "-")
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
        "chance": asdict(comparison.chance),
        "language_model": {"name": language_model(), "sha256": language_model_digest()},
        "libraries": {name: _version(name) for name in ("spacy", model, *_LIBRARIES)},
        "articles": [
            {
                "article": comparison.refs[a.article.id],
                "path": a.article.path,
                "text_sha256": sha256(a.article.text.encode()).hexdigest(),
            }
            for a in comparison.analyses
        ],
        "skipped": [asdict(skipped) for skipped in comparison.skipped],
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterable[bytes]:
    return csv_lines(chain([header], rows))


def _number(value: float | None) -> Any:
    return "" if value is None else rounded(value)
