"""The index of the evidence: for each figure of an outlet, the rows that it counts.

A figure links to its entry here, and the entry links back to the chart or table that shows it. An
entry that counts one row needs no line: its figure leads to the row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from framing.evidence import Comparison, OutletFigures
from framing.evidence.units import speaker_key, toward
from framing.models import Analysis, Part, Voice
from framing.report.view.articles import sentence_id
from framing.report.view.entries import Counted, Lines, by_category, count_rows, sum_of
from framing.report.view.model import (
    ActorRow,
    ArticleView,
    Category,
    FactRow,
    IndexEntry,
    IndexGroup,
    IndexPart,
    LabelSetView,
    OutletView,
)
from framing.wording import capital

FIFTHS = ("first fifth", "2nd fifth", "3rd fifth", "4th fifth", "last fifth")
LISTED = 8  # terms that a table names before it says 'and 5 more'
_TERMS = {
    "loaded": "Charged words",
    "cue": "Cue verbs that judge",
    "hedge": "Hedges",
    "booster": "Boosters",
}
_DIFFER = {
    "opposite": "opposite signs",
    "lexicon_silent": "the lexicon is silent",
    "model_neutral": "the model sees neither",
}


@dataclass(frozen=True, slots=True)
class Matrices:
    """What all outlets' indexes are made from."""

    comparison: Comparison
    shown: frozenset[str]
    countries: Sequence[str]
    label_sets: Sequence[LabelSetView]
    facts: Sequence[FactRow]
    actors: Sequence[ActorRow]
    roles: Sequence[Category]
    namings: Sequence[Category]
    voices: Sequence[Category]


# Each link is an element to lay out: with many outlets a line of the index leads to its first rows.
_MANY_OUTLETS = 8
_FEW_LINKS = 5


def with_index(outlet: OutletView, matrices: Matrices) -> OutletView:
    """The outlet with the index of its evidence.

    Args:
        outlet: the outlet without it.
        matrices: what all outlets' indexes are made from.
    """
    comparison = matrices.comparison
    analyses = {
        comparison.refs[a.article.id]: a
        for a in comparison.counted
        if a.article.outlet == outlet.slug
    }
    many = len(comparison.outlets) > _MANY_OUTLETS
    lines = Lines(outlet.slug, matrices.shown, _FEW_LINKS if many else len(matrices.shown))
    counted = count_rows(outlet.articles, analyses, comparison)
    groups = [
        group
        for group in (
            *_plain_groups(lines, outlet, counted, matrices),
            *_statement_groups(lines, outlet, counted, analyses, matrices),
            *_word_groups(lines, outlet, matrices),
        )
        if group.entries
    ]
    index = {entry.measure: entry for group in groups for entry in group.entries}
    for category in (*matrices.roles, *matrices.namings, *matrices.voices):
        if category.measures[0] in index:
            index |= dict.fromkeys(category.measures, index[category.measures[0]])
    for group in groups:  # the whole of a group, for a figure that counts its entries
        if group.anchor:
            name = group.anchor.removeprefix(f"ev-{outlet.slug}-")
            index[name] = IndexEntry(name, group.name, "", group.back, (), group.anchor, "", ())
    fifths = _fifths(outlet, counted, [frame.id for frame in comparison.codebook.frames])
    return replace(outlet, fifths=fifths, index=index, index_groups=groups)


def _plain_groups(
    lines: Lines, outlet: OutletView, counted: Counted, matrices: Matrices
) -> Iterator[IndexGroup]:
    """Sentences: all of them, by frame, own copy, by voice, and tone."""
    comparison = matrices.comparison
    yield lines.group("all", "In all", "at-a-glance", _whole(lines, counted))
    yield IndexGroup("", "", "", list(_own(lines, outlet, counted)))
    frames = list(_frames(lines, outlet, counted, comparison))
    yield IndexGroup("", "", "", frames)
    if comparison.codebook.poles:
        ratio = [e for p in comparison.codebook.poles for e in frames if e.measure == f"frame.{p}"]
        if ratio:
            yield IndexGroup("", "", "", [sum_of(lines, "logratio", "Log ratio", "frames", ratio)])
    voices = list(by_category(lines, matrices.voices, _voices(counted), "voices"))
    yield lines.group("voice", "By voice", "voices", voices)
    narrated = {s.id for s in counted.all_sentences() if s.polarity is not None}
    scored = [s.id for s in counted.all_sentences() if any(p for _, p in s.tone_words)]
    tone = [lines.entry("tone.polarity", "scored words", scored, "tone")] if scored else []
    parts = [e for e in voices if narrated.issuperset(e.rows)]
    if narrated and sum(len(e.rows) for e in parts) == len(narrated):
        tone.append(sum_of(lines, "tone.narrated", "narrator’s sentences", "tone", parts))
    elif narrated:
        rows = sorted(narrated, key=[s.id for s in counted.all_sentences()].index)
        tone.append(lines.entry("tone.narrated", "narrator’s sentences", rows, "tone"))
    yield lines.group("tone", "Tone", "tone", tone)


def _whole(lines: Lines, counted: Counted) -> Iterator[IndexEntry]:
    """All sentences and all statements, by article."""
    for measure, by_article, place in (
        ("sentences", counted.sentences, "article"),
        ("statements", counted.statements, "statements"),
    ):
        rows = [row.id for found in by_article.values() for row in found]
        links = [
            (f"{ref} ({len(found)})", f"{place}-{ref}")
            for ref, found in by_article.items()
            if any(row.id in lines.shown for row in found)
        ]
        rest = sum(
            len(found)
            for found in by_article.values()
            if not any(row.id in lines.shown for row in found)
        )
        if rows:
            parts = [IndexPart("", "", links, rest)]
            yield lines.entry(measure, measure, rows, "at-a-glance", parts=parts)


def _own(lines: Lines, outlet: OutletView, counted: Counted) -> Iterator[IndexEntry]:
    """Own copy: all sentences without those that are another's."""
    if counted.left_out:
        everything = sum(a.n_sentences for a in outlet.articles)
        yield lines.entry(
            "own",
            "Own copy",
            counted.left_out,
            "own-copy",
            count=f"{outlet.own_copy.n_sentences} of {everything}, without",
        )


def _frames(
    lines: Lines, outlet: OutletView, counted: Counted, comparison: Comparison
) -> Iterator[IndexEntry]:
    """A line for each frame; those of the poles are divided by the fifths of the articles."""
    codebook = comparison.codebook
    poles = codebook.poles or tuple(frame.id for frame in codebook.frames[:2])
    for frame in codebook.frames:
        measure = f"frame.{frame.id}"
        rows = [s.id for s in counted.all_sentences() if frame.id in s.frames]
        if not rows:
            continue
        if frame.id not in poles:
            yield lines.entry(measure, frame.name, rows, "frames")
            continue
        by_fifth = _by_fifth(outlet.articles, set(rows))
        parts = [
            lines.part(found, FIFTHS[i], f"{lines.anchor(measure)}-{i + 1}")
            for i, found in enumerate(by_fifth)
            if found
        ]
        yield lines.entry(measure, frame.name, rows, "pole-shares", parts=parts)


def _fifths(outlet: OutletView, counted: Counted, frames: Sequence[str]) -> dict[str, list[float]]:
    """By frame, the share of sentences with it in each fifth of the articles."""
    totals = _by_fifth(outlet.articles, {s.id for s in counted.all_sentences()})
    shares = {}
    for frame in frames:
        rows = {s.id for s in counted.all_sentences() if frame in s.frames}
        hits = _by_fifth(outlet.articles, rows)
        shares[frame] = [len(h) / len(t) if t else 0.0 for h, t in zip(hits, totals, strict=True)]
    return shares


def _by_fifth(articles: Sequence[ArticleView], rows: Set[str]) -> list[list[str]]:
    found: list[list[str]] = [[] for _ in FIFTHS]
    for article in articles:
        body = [s.id for s in article.sentences if s.part == Part.BODY.value]
        for i, row in enumerate(body):
            if row in rows:
                found[min(4, 5 * i // len(body))].append(row)
    return found


def _voices(counted: Counted) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for sentence in counted.all_sentences():
        found[f"voice.{sentence.voice}"].append(sentence.id)
    return found


def _statement_groups(
    lines: Lines,
    outlet: OutletView,
    counted: Counted,
    analyses: Mapping[str, Analysis],
    matrices: Matrices,
) -> Iterator[IndexGroup]:
    """Tone towards actors, and statements by role, naming, country, speaker and channel."""
    yield lines.group("toward", "Towards", "towards", _toward(lines, counted, analyses, matrices))
    found: dict[str, list[str]] = defaultdict(list)
    for statement in counted.all_statements():
        found[f"role.{statement.role or 'unknown'}"].append(statement.id)
        found[f"naming.{statement.naming or 'unknown'}"].append(statement.id)
        found[f"country.{statement.country or 'unknown'}"].append(statement.id)
    roles = list(by_category(lines, matrices.roles, found, "who-speaks"))
    officials = [e for e in roles if e.measure in ("role.government", "role.military")]
    if officials:
        roles.append(sum_of(lines, "role.official", "Officials", "few-voices", officials))
    yield lines.group("role", "By role", "who-speaks", roles)
    namings = by_category(lines, matrices.namings, found, "named-or-not")
    yield lines.group("naming", "Named or not", "named-or-not", namings)
    yield lines.group(
        "country", "By country", "countries", _countries(lines, found, matrices.countries)
    )
    yield lines.group(
        "speakers", "Speakers", "speakers", _speakers(lines, outlet.figures, analyses, counted)
    )
    yield lines.group(
        "via",
        "Through others",
        "few-voices",
        (
            lines.entry(c.measure, c.term, c.rows, "few-voices", always=False)
            for c in outlet.channels
        ),
    )


def _toward(
    lines: Lines, counted: Counted, analyses: Mapping[str, Analysis], matrices: Matrices
) -> Iterator[IndexEntry]:
    found: dict[str, list[str]] = defaultdict(list)
    kept = {s.id for s in counted.all_sentences()}
    for ref, analysis in analyses.items():
        for each in analysis.tone.towards if analysis.tone else ():
            row = sentence_id(ref, each.sentence)
            if row in kept:
                found[toward(each.actor, each.voice)].append(row)
            elif analysis.sentences[each.sentence].part is Part.HEADLINE:
                found[f"toward.{each.actor}.headline"].append(row)
    for actor in matrices.actors:
        for voice, words, back in (
            (Voice.NARRATOR, "", "towards"),
            (Voice.DIRECT, ", quoted", "towards-others"),
        ):
            measure = toward(actor.id, voice)
            if found[measure]:
                yield lines.entry(measure, actor.name + words, found[measure], back)
        measure = f"toward.{actor.id}.headline"
        if found[measure]:
            name = f"{actor.name}, headlines"
            yield lines.entry(measure, name, found[measure], "towards-others")


def _countries(
    lines: Lines, found: Mapping[str, Sequence[str]], shown: Sequence[str]
) -> Iterator[IndexEntry]:
    others = [
        row
        for measure, rows in found.items()
        if measure.startswith("country.") and measure.split(".")[1] not in (*shown, "unknown")
        for row in rows
    ]
    for country in shown:
        if f"country.{country}" in found:
            yield lines.entry(
                f"country.{country}", country, found[f"country.{country}"], "countries"
            )
    if others:
        yield lines.entry("country.others", "others", others, "countries")
    if "country.unknown" in found:
        yield lines.entry("country.unknown", "not told", found["country.unknown"], "countries")


def _speakers(
    lines: Lines,
    figures: OutletFigures,
    analyses: Mapping[str, Analysis],
    counted: Counted,
) -> Iterator[IndexEntry]:
    rows: dict[str, list[str]] = defaultdict(list)
    for ref, statements in counted.statements.items():
        for view in statements:
            statement = analyses[ref].statements[int(view.id.rsplit(".st", 1)[1]) - 1]
            key = speaker_key(analyses[ref], statement)
            if key is not None:
                rows[key].append(view.id)
    for i, speaker in enumerate(figures.speakers):
        quoted = f", {speaker.direct} quoted" if speaker.direct else ""
        yield lines.entry(
            f"speaker.{i + 1}",
            capital(speaker.speaker),
            rows[speaker.key],
            "speakers",
            count=f"{speaker.statements}{quoted}",
        )


def _word_groups(lines: Lines, outlet: OutletView, matrices: Matrices) -> Iterator[IndexGroup]:
    """Who speaks a frame; words, labels and facts; and where the two readings of tone part."""
    said = [
        lines.entry(
            f"said.{frame.id}.{share.term}",
            f"{frame.name}, {share.term.replace('_', ' ')}",
            share.rows,
            "frame-voices",
            always=False,
        )
        for frame in matrices.comparison.codebook.frames[:3]
        for share in outlet.frame_voices.get(frame.id, ())
    ]
    yield lines.group("said", "Who speaks a frame", "frame-voices", said)
    scored = (*outlet.negative_words, *outlet.positive_words)
    yield lines.group(
        "word",
        "Scored words",
        "scored-words",
        (lines.entry(w.measure, w.term, w.rows, "scored-words", always=False) for w in scored),
    )
    for kind, name in _TERMS.items():
        terms = [
            lines.entry(t.measure, t.term, t.rows, "loaded-words", always=i >= LISTED)
            for i, t in enumerate(outlet.terms[kind])
        ]
        yield lines.group(f"term.{kind}", name, "loaded-words", terms)
    labels = [
        lines.entry(use.measure, label.name, use.sentence_ids, "labels", always=False)
        for label_set in matrices.label_sets
        for label in label_set.labels
        if (use := label.uses.get(outlet.slug))
    ]
    yield lines.group("label", "Labels", "labels", labels)
    facts = [
        lines.entry(use.measure, fact.name, use.sentence_ids, "facts", always=False)
        for fact in matrices.facts
        if (use := fact.uses.get(outlet.slug))
    ]
    yield lines.group("fact", "Facts", "facts", facts)
    differ = [
        lines.entry(f"differ.{kind}", name, rows, "readings-part")
        for kind, name in _DIFFER.items()
        if (rows := outlet.disagreements.get(kind, ()))
        and (len(rows) > LISTED or not lines.shown.issuperset(rows))
    ]
    yield lines.group("differ", "Readings part", "readings-part", differ)
