"""From a Comparison to what templates may use. No sentence about a result is written here."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version

from framing.analysers.base import Analyser
from framing.comparison import Comparison, OutletFigures
from framing.comparison.comparability import day
from framing.findings import OutletWords, write_findings
from framing.findings.words import joined, signed, unit_noun
from framing.models import Part, Voice
from framing.outlets import OutletProfile
from framing.parse import DEFAULT_MODEL
from framing.rendering.view.articles import article_view, flat, sentence_id
from framing.rendering.view.model import (
    ArticleView,
    AxisView,
    Category,
    FrameView,
    LabelRow,
    LabelSetView,
    LabelUse,
    MethodView,
    OutletView,
    PassageSide,
    PassageView,
    ReportView,
    SentenceView,
)

__all__ = ["ReportView", "build_view"]

# UK government analysis palette, contrast and order as its guidance gives them.
_NAVY, _TEAL, _PLUM, _ORANGE, _GREY, _LILAC = (
    "#12436D",
    "#28A197",
    "#801650",
    "#F46A25",
    "#3D3D3D",
    "#A285D1",
)
_WHITE, _BLACK = "#FFFFFF", "#0B0C0C"
_PALE = "#D9DDE0"
_OUTLET_COLOURS = (_NAVY, _PLUM, "#00703C", "#B5460F", "#4C2C92", "#1F6F68", "#6F4E37", _GREY)

_ROLES = (
    Category("Government", _NAVY, _WHITE, ("role.government",)),
    Category("Military", _TEAL, _BLACK, ("role.military",)),
    Category("Experts", _PLUM, _WHITE, ("role.expert",)),
    Category("Media", _LILAC, _BLACK, ("role.media",)),
    Category(
        "Business and society",
        _ORANGE,
        _BLACK,
        ("role.business", "role.civil_society", "role.citizen"),
    ),
    Category("Other or unknown", _PALE, _BLACK, ("role.other", "role.unknown")),
)
_NAMINGS = (
    Category("Named", _NAVY, _WHITE, ("naming.named",)),
    Category("Institution or document", _TEAL, _BLACK, ("naming.institution", "naming.document")),
    Category("Unnamed", _ORANGE, _BLACK, ("naming.unnamed",)),
    Category("Not found", _PALE, _BLACK, ("naming.unknown",)),
)
_VOICES = (
    Category("Narrator", _NAVY, _WHITE, ("voice.narrator",)),
    Category("Indirect speech", _TEAL, _BLACK, ("voice.indirect",)),
    Category("Direct speech", _ORANGE, _BLACK, ("voice.direct",)),
    Category("Mixed", _PALE, _BLACK, ("voice.mixed",)),
)
_MOST_WORDS = 8
_MOST_EVIDENCE = 420  # sentences in all: about 12 pages; the CSV files hold the rest
_MOST_EXAMPLES = 3
_EXAMPLE_CHARACTERS = 480


def build_view(
    comparison: Comparison,
    *,
    profiles: Mapping[str, OutletProfile],
    analysers: Sequence[Analyser],
    validation: str = "",
    created: str = "",
) -> ReportView:
    """What templates may use, made from a comparison.

    Args:
        comparison: the figures and their evidence.
        profiles: outlet profiles by slug (colour, country, ownership).
        analysers: those that ran, for the method appendix.
        validation: the measured agreement of the codebook with human coding; empty if none.
        created: ISO date of the document; empty leaves it out.
    """
    findings = write_findings(comparison)
    frame_ids = [frame.id for frame in comparison.codebook.frames]
    articles = [
        article_view(analysis, comparison.refs[analysis.article.id], frame_ids)
        for analysis in comparison.analyses
    ]
    poles = comparison.codebook.poles or ()
    frames = [
        FrameView(
            frame.id,
            frame.name,
            frame.colour,
            frame.definition,
            frame.id in poles,
            [t.written for t in frame.terms() if re.fullmatch(r"[\w .'’-]+", t.written)],
            sum(1 for _ in frame.terms()),
        )
        for frame in comparison.codebook.frames
    ]
    outlets = [
        _outlet(comparison, figures, i, profiles, articles, findings.outlets[figures.slug])
        for i, figures in enumerate(comparison.outlets)
    ]
    codebook = comparison.codebook
    units = sorted({o.cluster_unit for o in comparison.outlets})
    return ReportView(
        title=comparison.title,
        subtitle=findings.title,
        date_range=_date_range(comparison),
        created=created,
        unit=unit_noun(comparison.outlets),
        version=version("framing"),
        language_model=DEFAULT_MODEL,
        findings=findings,
        outlets=outlets,
        articles=articles,
        frames=frames,
        poles=sorted((f for f in frames if f.pole), key=lambda f: poles.index(f.id)),
        label_sets=_label_sets(comparison),
        shared=_passages(comparison),
        flags=comparison.flags,
        skipped=comparison.skipped,
        shown_rows=_shown_rows(outlets),
        n_rows=sum(len(a.sentences) + len(a.statements) for a in articles),
        differences=comparison.differences,
        codebook=codebook,
        codebook_label=f"{codebook.title} ({codebook.id}), version {codebook.version}, "
        f"sha256 {codebook.sha256[:12]}",
        validation=validation,
        methods=[
            MethodView(a.name, a.version, " ".join((type(a).__doc__ or "").split()))
            for a in analysers
        ],
        resampling=f"{comparison.resampling.resamples:,} resamples of whole "
        f"{joined(units)}, seed {comparison.resampling.seed}",
        cluster_unit=joined(units),
        own_copy_only=comparison.own_copy_only,
        tone_axis=_tone_axis(comparison.outlets),
        frame_axis=_share_axis(comparison.outlets, frame_ids),
        roles=_used(_ROLES, comparison.outlets),
        namings=_used(_NAMINGS, comparison.outlets),
        voices=_used(_VOICES, comparison.outlets),
    )


def _shown_rows(outlets: Sequence[OutletView]) -> frozenset[str]:
    """Ids of the rows that the evidence shows: the same number of sentences for each outlet, whole
    articles first to last, each with its statements; and every example shown elsewhere."""
    room = max(_MOST_EVIDENCE // len(outlets), 12)
    shown: set[str] = set()
    for outlet in outlets:
        left = room
        for article in outlet.articles:
            rows = {s.id for s in article.sentences[:left]}
            left -= len(rows)
            shown |= rows | {s.id for s in article.statements if s.sentence_id in rows}
        shown |= {sentence.id for sentence in outlet.examples}
    return frozenset(shown)


def _used(categories: Sequence[Category], outlets: Sequence[OutletFigures]) -> list[Category]:
    """The categories that any outlet has a count for: an empty one needs no place in a legend."""
    return [
        category
        for category in categories
        if any(outlet.figures[m].count for outlet in outlets for m in category.measures)
    ]


def _date_range(comparison: Comparison) -> str:
    dates = sorted(a.article.published.value for a in comparison.analyses if a.article.published)
    undated = len(comparison.analyses) - len(dates)
    if not dates:
        return "No date was found in any article"
    span = day(dates[0]) if dates[0] == dates[-1] else f"{day(dates[0])} to {day(dates[-1])}"
    return f"Dated {span}" + (f"; {undated} without a date" if undated else "")


def _outlet(
    comparison: Comparison,
    figures: OutletFigures,
    position: int,
    profiles: Mapping[str, OutletProfile],
    articles: Iterable[ArticleView],
    words: OutletWords,
) -> OutletView:
    own = [a for a in articles if a.outlet == figures.slug]
    profile = profiles.get(figures.slug)
    frame_ids = [frame.id for frame in comparison.codebook.frames]
    negative, positive = _tone_words(own)
    owner = profile.ownership if profile else None
    return OutletView(
        slug=figures.slug,
        name=figures.name,
        code=own[0].ref.rsplit("-", 1)[0],
        colour=profile.colour if profile else _OUTLET_COLOURS[position % len(_OUTLET_COLOURS)],
        country=profile.country if profile else "",
        kind=profile.kind if profile else "",
        ownership=owner.text if owner else "",
        ownership_source=owner.source if owner else "",
        figures=figures,
        own_copy=next(o for o in comparison.own_copy if o.slug == figures.slug),
        words=words,
        articles=own,
        fifths={frame: _fifths(own, frame) for frame in frame_ids},
        negative_words=negative,
        positive_words=positive,
        examples=_examples(own, frame_ids),
        channels=Counter(s.via for a in own for s in a.statements if s.via).most_common(5),
        index=_index(own, frame_ids),
    )


def _tone_words(
    articles: Sequence[ArticleView],
) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """The words behind the lexical polarity, negative and positive, with how often each counts."""
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for article in articles:
        for sentence in article.sentences:
            if sentence.part != Part.BODY.value:
                continue
            for word, polarity in sentence.tone_words:
                if polarity:
                    counts[polarity > 0][word.lower()] += 1
    ordered = [sorted(c.items(), key=lambda item: (-item[1], item[0])) for c in counts]
    return ordered[0][:_MOST_WORDS], ordered[1][:_MOST_WORDS]


def _fifths(articles: Sequence[ArticleView], frame: str) -> list[float]:
    """Share of sentences with a frame in each fifth of the articles."""
    hits, totals = [0] * 5, [0] * 5
    for article in articles:
        cells = set(next((lane.cells for lane in article.lanes if lane.frame == frame), ()))
        for i in range(article.n_sentences):
            fifth = min(4, 5 * i // article.n_sentences)
            totals[fifth] += 1
            hits[fifth] += i in cells
    return [hit / total if total else 0.0 for hit, total in zip(hits, totals, strict=True)]


def _examples(articles: Sequence[ArticleView], frames: Sequence[str]) -> list[SentenceView]:
    """Up to three short body sentences that show how sentences were coded, one for each frame,
    the rarest frames first; together they must leave room for the rest of the page."""
    body = [s for a in articles for s in a.sentences if s.part == Part.BODY.value]
    counts = Counter(frame for s in body for frame in s.frames)
    chosen: list[SentenceView] = []
    room = _EXAMPLE_CHARACTERS
    for frame in sorted(frames, key=lambda f: (counts[f], frames.index(f))):
        candidates = [s for s in body if frame in s.frames and s not in chosen]
        if not candidates or any(frame in s.frames for s in chosen):
            continue
        best = min(candidates, key=lambda s: (len(s.frames), abs(len(s.text) - 130)))
        if len(best.text) <= room and len(chosen) < _MOST_EXAMPLES:
            chosen.append(best)
            room -= len(best.text)
    order = {s.id: i for i, s in enumerate(body)}
    return sorted(chosen, key=lambda s: order[s.id])


def _index(articles: Sequence[ArticleView], frames: Sequence[str]) -> dict[str, list[str]]:
    """Row ids behind each figure of an outlet, by measure name."""
    index: dict[str, list[str]] = {f"frame.{frame}": [] for frame in frames}
    index["tone.polarity"] = []
    for article in articles:
        for sentence in article.sentences:
            if sentence.part != Part.BODY.value:
                continue
            for frame in sentence.frames:
                index[f"frame.{frame}"].append(sentence.id)
            if any(polarity for _, polarity in sentence.tone_words):
                index["tone.polarity"].append(sentence.id)
        for statement in article.statements:
            index.setdefault(f"role.{statement.role or 'unknown'}", []).append(statement.id)
            index.setdefault(f"naming.{statement.naming or 'unknown'}", []).append(statement.id)
    return index


def _label_sets(comparison: Comparison) -> list[LabelSetView]:
    uses: dict[tuple[str, str, str], list[tuple[Voice, str]]] = defaultdict(list)
    modifiers: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for analysis in comparison.analyses:
        ref = comparison.refs[analysis.article.id]
        for choice in analysis.naming:
            row = sentence_id(ref, analysis.sentences[choice.sentence])
            key = (choice.label_set, choice.label)
            uses[*key, analysis.article.outlet].append((choice.voice, row))
            modifiers[key].update(flat(word).lower() for word in choice.modifiers)
    views = []
    for label_set in comparison.codebook.label_sets:
        rows = []
        for label in label_set.labels:
            by_outlet = {
                outlet.slug: _use(uses[label_set.id, label.id, outlet.slug])
                for outlet in comparison.outlets
                if (label_set.id, label.id, outlet.slug) in uses
            }
            if by_outlet:
                found = modifiers[label_set.id, label.id]
                rows.append(LabelRow(label.name, label.takes_side, by_outlet, sorted(found)))
        if rows:
            views.append(LabelSetView(label_set.name, rows))
    return views


def _use(found: Sequence[tuple[Voice, str]]) -> LabelUse:
    narrator = sum(voice is Voice.NARRATOR for voice, _ in found)
    return LabelUse(narrator, len(found) - narrator, list(dict.fromkeys(row for _, row in found)))


def _passages(comparison: Comparison) -> list[PassageView]:
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
                    sentence_id(ref, analysis.sentences[sentence]),
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


def _tone_axis(outlets: Sequence[OutletFigures]) -> AxisView:
    """An axis from −limit to +limit that holds all intervals, with round ticks."""
    figures = [o.figures["tone.polarity"] for o in outlets]
    ends = [abs(x) for f in figures for x in (f.value, f.low, f.high) if x is not None]
    limit = next((x for x in (0.25, 0.5, 0.75, 1.0) if max(ends, default=0) <= x), 1.0)
    ticks = [(x, signed(x)) for x in (-limit, -limit / 2, 0.0, limit / 2, limit)]
    return AxisView(-limit, limit, [(x, "0" if x == 0 else label) for x, label in ticks])


def _share_axis(outlets: Sequence[OutletFigures], frames: Sequence[str]) -> AxisView:
    """An axis from 0 that holds all intervals of the shares, in steps of 10 or 20 per cent."""
    figures = [o.figures[f"frame.{frame}"] for o in outlets for frame in frames]
    top = max((x for f in figures for x in (f.value, f.high) if x is not None), default=1.0)
    step = 0.1 if top <= 0.6 else 0.2
    high = min(1.0, math.ceil(round(top / step, 6)) * step) or step
    n = round(high / step)
    return AxisView(0.0, high, [(i * step, f"{100 * i * step:.0f}%") for i in range(n + 1)])
