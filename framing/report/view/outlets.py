"""Outlets as templates show them, with the rows behind their figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from framing.analysers.tone.analyser import disagreements
from framing.analysers.tone.loaded import KINDS, LoadedResult
from framing.evidence import Comparison, OutletFigures, SpeakerFigure
from framing.evidence.units import own_copy
from framing.findings import OutletWords
from framing.frame_voices import voice_shares
from framing.models import Analysis, Naming, Part, Voice
from framing.outlets import OutletProfile
from framing.report.view.articles import sentence_id, statement_id
from framing.report.view.entries import part_of
from framing.report.view.model import (
    ArticleView,
    OutletView,
    SentenceView,
    StatementView,
    TermUse,
)

NARRATOR = frozenset({Voice.NARRATOR})
_MOST_WORDS = 8
_MOST_EXAMPLES = 3
_EXAMPLE_CHARACTERS = 480
# Sentences that the evidence shows in all, less what each outlet's index takes of their room: the
# evidence is half of the time to set a large report. The CSV files hold the rest.
_MOST_EVIDENCE = 336
_INDEX_ROOM = 20


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
        for a in comparison.counted
        if a.article.outlet == figures.slug
    }
    counted = own
    if comparison.own_copy_only:
        keep = own_copy(comparison.analyses)
        counted = [part_of(article, analyses[article.ref], keep) for article in own]
    profile = profiles.get(figures.slug)
    frame_ids = [frame.id for frame in comparison.codebook.frames]
    negative, positive = _tone_words(counted)
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
        negative_words=negative,
        positive_words=positive,
        examples=_examples(counted, frame_ids),
        channels=_channels(counted, figures.name),
        words_of=_words_of(comparison, figures, own),
        only_here=_only_here(comparison, figures),
        terms=_terms(analyses),
        towards=_towards(analyses, Part.BODY, NARRATOR),
        towards_quoted=_towards(analyses, Part.BODY, frozenset(Voice) - NARRATOR),
        towards_headline=_towards(analyses, Part.HEADLINE, frozenset(Voice)),
        disagreements=_disagreements(analyses),
        frame_voices=_frame_voices(analyses, frame_ids),
        speaker_measures={s.key: f"speaker.{i + 1}" for i, s in enumerate(figures.speakers)},
    )


def _tone_words(articles: Sequence[ArticleView]) -> tuple[list[TermUse], list[TermUse]]:
    """The words behind the lexical polarity, negative and positive, with how often each counts."""
    found: tuple[dict[str, list[str]], dict[str, list[str]]] = (
        defaultdict(list),
        defaultdict(list),
    )
    for article in articles:
        for sentence in article.sentences:
            if sentence.part != Part.BODY.value:
                continue
            for word, polarity in sentence.tone_words:
                if polarity:
                    found[polarity > 0][word.lower()].append(sentence.id)
    negative, positive = (
        _uses(rows, f"word.{sign}")[:_MOST_WORDS]
        for rows, sign in zip(found, ("negative", "positive"), strict=True)
    )
    return negative, positive


def _uses(found: Mapping[str, Sequence[str]], measure: str) -> list[TermUse]:
    """Terms with their rows, frequent ones first."""
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        TermUse(term, len(rows), list(dict.fromkeys(rows)), f"{measure}.{i + 1}")
        for i, (term, rows) in enumerate(ordered)
    ]


def _channels(articles: Sequence[ArticleView], outlet: str) -> list[TermUse]:
    """Through whom statements came, but for the outlet itself; at most five."""
    found: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        for s in article.statements:
            if s.via and s.speech and s.role != "media" and s.via != outlet:
                found[s.via].append(s.id)
    return _uses(found, "via")[:5]


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
    found: dict[str, dict[str, list[str]]] = {k: defaultdict(list) for k in KINDS}
    for ref, analysis in analyses.items():
        result = analysis.results.get("loaded")
        for hit in result.hits if isinstance(result, LoadedResult) else ():
            if hit.voice is Voice.NARRATOR:
                row = sentence_id(ref, hit.sentence)
                who = (hit.role.value.replace("_", " ") if hit.role else "", hit.country or "")
                told = ", ".join(filter(None, who))
                found[hit.kind][f"{hit.term} ({told})" if told else hit.term].append(row)
    return {kind: _uses(terms, f"term.{kind}") for kind, terms in found.items()}


def _frame_voices(
    analyses: Mapping[str, Analysis], frames: Sequence[str]
) -> dict[str, list[TermUse]]:
    """By frame: who speaks it, in how many of its sentences, the most frequent first."""
    refs = {analysis.article.id: (ref, analysis) for ref, analysis in analyses.items()}
    found: dict[str, list[TermUse]] = defaultdict(list)
    for share in voice_shares(analyses.values(), frames):
        rows: dict[str, None] = {}
        for article_id, span in share.evidence:
            ref, analysis = refs[article_id]
            place = analysis.sentence_at(span.start)
            if place is not None:
                rows[sentence_id(ref, place.index)] = None
        measure = f"said.{share.frame}.{share.who}"
        found[share.frame].append(TermUse(share.who, share.n, list(rows), measure))
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


def _only_here(comparison: Comparison, figures: OutletFigures) -> list[SpeakerFigure]:
    """Speakers with a name or an office that speak in this outlet's copy and in no other's."""
    elsewhere = {
        speaker.key
        for outlet in comparison.outlets
        if outlet.slug != figures.slug
        for speaker in outlet.speakers
    }
    return [
        speaker
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


def shown_rows(outlets: Sequence[OutletView]) -> frozenset[str]:
    """Ids of the rows that the evidence shows: the same number of sentences for each outlet, whole
    articles first to last, each with its statements; and every example shown elsewhere."""
    room = max(_MOST_EVIDENCE // len(outlets) - _INDEX_ROOM, 8)
    shown: set[str] = set()
    for outlet in outlets:
        left = room
        for article in outlet.articles:
            rows = {s.id for s in article.sentences[:left]}
            left -= len(rows)
            shown |= rows | {s.id for s in article.statements if s.sentence_id in rows}
        shown |= {sentence.id for sentence in outlet.examples}
    return frozenset(shown)
