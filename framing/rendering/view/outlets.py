"""Outlets as templates show them, with the rows behind their figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from framing.analysers.tone.disagreement import disagreements
from framing.analysers.tone.loaded import KINDS, LoadedResult
from framing.comparison import Comparison, OutletFigures
from framing.comparison.units import toward
from framing.findings import OutletWords
from framing.frame_voices import voice_shares
from framing.models import Analysis, Naming, Part, Voice
from framing.outlets import OutletProfile
from framing.rendering.view.articles import sentence_id, statement_id
from framing.rendering.view.matrices import actors
from framing.rendering.view.model import (
    ArticleView,
    OutletView,
    SentenceView,
    StatementView,
    TermUse,
)

_INDEX_ORDER = {"frame": 0, "tone": 1, "toward": 2, "role": 3, "naming": 4, "country": 5}
NARRATOR = frozenset({Voice.NARRATOR})
_MOST_WORDS = 8
_MOST_EXAMPLES = 3
_EXAMPLE_CHARACTERS = 480
_MOST_EVIDENCE = 420  # sentences in all: about 12 pages; the CSV files hold the rest


def outlet_view(
    comparison: Comparison,
    figures: OutletFigures,
    colour: str,
    profiles: Mapping[str, OutletProfile],
    articles: Iterable[ArticleView],
    words: OutletWords,
) -> OutletView:
    own = [a for a in articles if a.outlet == figures.slug]
    analyses = {
        comparison.refs[a.article.id]: a
        for a in comparison.analyses
        if a.article.outlet == figures.slug
    }
    profile = profiles.get(figures.slug)
    frame_ids = [frame.id for frame in comparison.codebook.frames]
    negative, positive = _tone_words(own)
    owner = profile.ownership if profile else None
    return OutletView(
        slug=figures.slug,
        name=figures.name,
        code=own[0].ref.rsplit("-", 1)[0],
        colour=colour,
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
        channels=Counter(
            s.via
            for a in own
            for s in a.statements
            if s.via and s.speech and s.role != "media" and s.via != figures.name
        ).most_common(5),
        words_of=_words_of(comparison, figures, own),
        only_here=_only_here(comparison, figures),
        terms=_terms(analyses),
        towards=_towards(analyses, Part.BODY, NARRATOR),
        towards_quoted=_towards(analyses, Part.BODY, frozenset(Voice) - NARRATOR),
        towards_headline=_towards(analyses, Part.HEADLINE, frozenset(Voice)),
        disagreements=_disagreements(analyses),
        frame_voices=_frame_voices(analyses, frame_ids),
        index=_index(analyses, own, frame_ids, {actor.id for actor in actors(comparison)}),
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


def _terms(analyses: Mapping[str, Analysis]) -> dict[str, list[TermUse]]:
    """The narrator's loaded words, boosters, hedges and judging cues, frequent ones first; cues by
    the role and country of the speaker."""
    found: dict[str, dict[tuple[str, str], list[str]]] = {k: defaultdict(list) for k in KINDS}
    for ref, analysis in analyses.items():
        result = analysis.results.get("loaded")
        for hit in result.hits if isinstance(result, LoadedResult) else ():
            if hit.voice is Voice.NARRATOR:
                row = sentence_id(ref, hit.sentence)
                who = (hit.role.value.replace("_", " ") if hit.role else "", hit.country or "")
                found[hit.kind][hit.term, ", ".join(filter(None, who))].append(row)
    return {
        kind: [
            TermUse(term, len(rows), list(dict.fromkeys(rows)), who)
            for (term, who), rows in sorted(
                terms.items(), key=lambda item: (-len(item[1]), item[0])
            )
        ]
        for kind, terms in found.items()
    }


def _frame_voices(
    analyses: Mapping[str, Analysis], frames: Sequence[str]
) -> dict[str, list[tuple[str, int, int]]]:
    """By frame: who speaks it, in how many of how many sentences, the most frequent first."""
    found: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for share in voice_shares(analyses.values(), frames):
        found[share.frame].append((share.who, share.n, share.of))
    return dict(found)


def _words_of(
    comparison: Comparison, figures: OutletFigures, articles: Sequence[ArticleView]
) -> dict[str, StatementView]:
    """By speaker key, the statement that shows the speaker's words."""
    rows = {s.id: s for article in articles for s in article.statements}
    return {
        speaker.key: rows[statement_id(comparison.refs[speaker.best[0]], speaker.best[1])]
        for speaker in figures.speakers
    }


def _only_here(comparison: Comparison, figures: OutletFigures) -> list[str]:
    """Speakers with a name or an office that speak in this outlet's copy and in no other's."""
    elsewhere = {
        speaker.key
        for outlet in comparison.outlets
        if outlet.slug != figures.slug
        for speaker in outlet.speakers
    }
    return [
        speaker.speaker
        for speaker in figures.speakers
        if speaker.naming in (Naming.NAMED, Naming.INSTITUTION) and speaker.key not in elsewhere
    ]


def _disagreements(analyses: Mapping[str, Analysis]) -> dict[str, list[str]]:
    """Rows that lexical polarity and the model read differently, by kind."""
    found: dict[str, list[str]] = defaultdict(list)
    for ref, analysis in analyses.items():
        for each in disagreements(analysis.tone) if analysis.tone else ():
            row = sentence_id(ref, each.sentence)
            if row not in found[each.kind.value]:
                found[each.kind.value].append(row)
    return dict(found)


def _towards(
    analyses: Mapping[str, Analysis], part: Part, voices: Collection[Voice]
) -> dict[str, tuple[int, int, int]]:
    """The sentences about each actor in a part and in voices: negative, neutral, positive."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for analysis in analyses.values():
        for found in analysis.tone.towards if analysis.tone else ():
            if analysis.sentences[found.sentence].part is part and found.voice in voices:
                counts[found.actor][found.label] += 1
    return {a: (c["negative"], c["neutral"], c["positive"]) for a, c in counts.items()}


def _index(
    analyses: Mapping[str, Analysis],
    articles: Sequence[ArticleView],
    frames: Sequence[str],
    targets: Collection[str],
) -> dict[str, list[str]]:
    """Row ids behind each figure of an outlet, by measure name."""
    index: dict[str, list[str]] = {f"frame.{frame}": [] for frame in frames}
    index["tone.polarity"] = []
    for article in articles:
        in_body = {s.id for s in article.sentences if s.part == Part.BODY.value}
        for sentence in article.sentences:
            if sentence.part != Part.BODY.value:
                continue
            for frame in sentence.frames:
                index[f"frame.{frame}"].append(sentence.id)
            if any(polarity for _, polarity in sentence.tone_words):
                index["tone.polarity"].append(sentence.id)
        for statement in article.statements:
            if not statement.speech or statement.sentence_id not in in_body:
                continue
            index.setdefault(f"role.{statement.role or 'unknown'}", []).append(statement.id)
            index.setdefault(f"country.{statement.country or 'unknown'}", []).append(statement.id)
            index.setdefault(f"naming.{statement.naming or 'unknown'}", []).append(statement.id)
    for ref, analysis in analyses.items():
        for found in analysis.tone.towards if analysis.tone else ():
            place = analysis.sentences[found.sentence]
            if place.part is Part.BODY and found.actor in targets:
                rows = index.setdefault(toward(found.actor, found.voice), [])
                rows.append(sentence_id(ref, place.index))
    # Sorting is stable: frames keep the codebook's order, the rest that of first mention.
    return dict(sorted(index.items(), key=lambda item: _INDEX_ORDER[item[0].split(".")[0]]))


def shown_rows(outlets: Sequence[OutletView]) -> frozenset[str]:
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
