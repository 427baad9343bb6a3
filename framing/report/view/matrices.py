"""Matrices of outlets against labels, facts and actors; and shared passages side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from framing.analysers.facts import FactsResult
from framing.evidence import Comparison
from framing.evidence.units import toward
from framing.models import Voice
from framing.report.view.articles import flat, sentence_id
from framing.report.view.model import (
    ActorRow,
    FactRow,
    LabelRow,
    LabelSetView,
    LabelUse,
    PassageSide,
    PassageView,
)

MOST_SPEAKERS = 8  # rows of the matrix of tone; the others stand in towards.csv


def label_sets(comparison: Comparison) -> list[LabelSetView]:
    uses: dict[tuple[str, str, str], list[tuple[Voice, str]]] = defaultdict(list)
    modifiers: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for analysis in comparison.counted:
        ref = comparison.refs[analysis.article.id]
        for choice in analysis.naming:
            row = sentence_id(ref, choice.sentence)
            key = (choice.label_set, choice.label)
            uses[*key, analysis.article.outlet].append((choice.voice, row))
            modifiers[key].update(flat(word).lower() for word in choice.modifiers)
    views = []
    for label_set in comparison.codebook.label_sets:
        rows = []
        for label in label_set.labels:
            by_outlet = {
                outlet.slug: _use(
                    uses[label_set.id, label.id, outlet.slug], f"label.{label_set.id}.{label.id}"
                )
                for outlet in comparison.outlets
                if (label_set.id, label.id, outlet.slug) in uses
            }
            if by_outlet:
                found = modifiers[label_set.id, label.id]
                rows.append(LabelRow(label.name, label.takes_side, by_outlet, sorted(found)))
        if rows:
            views.append(LabelSetView(label_set.name, rows))
    return views


def facts(comparison: Comparison) -> list[FactRow]:
    """The codebook's fact cards: which outlets tell each, in whose voice."""
    uses: dict[tuple[str, str], list[tuple[Voice, str]]] = defaultdict(list)
    for analysis in comparison.counted:
        result = analysis.results.get("facts")
        if not isinstance(result, FactsResult):
            continue
        ref = comparison.refs[analysis.article.id]
        for found in result.findings:
            row = sentence_id(ref, found.sentence)
            uses[found.fact, analysis.article.outlet].append((found.voice, row))
    return [
        FactRow(
            card.name,
            {
                outlet.slug: _use(uses[card.id, outlet.slug], f"fact.{card.id}")
                for outlet in comparison.outlets
                if (card.id, outlet.slug) in uses
            },
        )
        for card in comparison.codebook.facts
    ]


def actors(comparison: Comparison) -> list[ActorRow]:
    """The actors towards whom any outlet's tone was told: the codebook's, then the speakers most
    often met, at most ``MOST_SPEAKERS``."""
    told = [
        actor
        for actor in comparison.actors
        if any(
            outlet.figures[toward(actor.id, voice)].n
            for outlet in comparison.outlets
            for voice in (Voice.NARRATOR, Voice.DIRECT)
        )
    ]
    speakers = [actor for actor in told if actor.speaker][:MOST_SPEAKERS]
    return [
        ActorRow(actor.id, actor.name, actor.speaker)
        for actor in (*(actor for actor in told if not actor.speaker), *speakers)
    ]


def tone_note(comparison: Comparison) -> str:
    """Why tone towards actors is missing, if it is: the same for all articles of a run."""
    notes = {a.tone.note for a in comparison.analyses if a.tone and a.tone.note}
    return "; ".join(sorted(notes))


def _use(found: Sequence[tuple[Voice, str]], measure: str) -> LabelUse:
    narrator = sum(voice is Voice.NARRATOR for voice, _ in found)
    rows = list(dict.fromkeys(row for _, row in found))
    return LabelUse(narrator, len(found) - narrator, rows, measure)


def passages(comparison: Comparison) -> list[PassageView]:
    by_id = {analysis.article.id: analysis for analysis in comparison.analyses}
    views = []
    for passage in comparison.shared:
        sides = []
        for article_id, span, sentence, voice in passage.sides():
            analysis = by_id[article_id]
            ref = comparison.refs[article_id]
            sides.append(
                PassageSide(
                    ref,
                    analysis.article.outlet_name,
                    flat(span.of(analysis.article.text)),
                    voice.value,
                    sentence_id(ref, sentence),
                )
            )
        voices = {side.voice for side in sides}
        views.append(
            PassageView(
                similarity=passage.similarity,
                agency=passage.agency or "",
                voices_differ=len(voices) > 1,
                quoted_and_unquoted=passage.quoted_and_unquoted,
                sides=sides,
            )
        )
    return views
