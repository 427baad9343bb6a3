"""Articles, their sentences and statements, as templates and CSV files show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from framing.evidence import is_agency_copy
from framing.evidence.units import agency_names, is_narrated, other_agencies
from framing.models import Analysis, Hit, Part, Sentence, Span, Statement
from framing.report.view.model import (
    ArticleView,
    LaneView,
    Segment,
    SentenceView,
    StatementView,
)
from framing.text.quotations import DOUBLE_MARKS
from framing.wording import day


def sentence_id(ref: str, index: int) -> str:
    """The row id of a sentence: 'GT-1.s3' (numbered from 1)."""
    return f"{ref}.s{index + 1}"


def statement_id(ref: str, index: int) -> str:
    """The row id of a statement: 'GT-1.st3' (numbered from 1)."""
    return f"{ref}.st{index + 1}"


def article_view(analysis: Analysis, ref: str, frames: Sequence[str]) -> ArticleView:
    """An article with everything that a template can show of it.

    Args:
        analysis: the analysed article.
        ref: its short reference.
        frames: ids of the codebook's frames, in the codebook's order.
    """
    article = analysis.article
    by_sentence: dict[int, list[Hit]] = defaultdict(list)
    for hit in analysis.hits:
        by_sentence[hit.sentence].append(hit)
    body = [s for s in analysis.sentences if s.part is Part.BODY]
    framed = [{hit.frame for hit in by_sentence[s.index]} for s in body]
    published = article.published
    return ArticleView(
        ref=ref,
        outlet=article.outlet,
        outlet_name=article.outlet_name,
        article=article,
        title=article.title.value if article.title else "No headline found",
        date=day(published.value) if published else "not found",
        date_mark=published.provenance.value if published else "",
        copy=_copy(analysis),
        n_words=len(article.parts.body.of(article.text).split()),
        n_sentences=len(body),
        lanes=[
            LaneView(frame, [i for i, held in enumerate(framed) if frame in held])
            for frame in frames
        ],
        quoted=[i for i, s in enumerate(body) if DOUBLE_MARKS & set(s.span.of(article.text))],
        sentences=[
            _sentence(analysis, s, ref, by_sentence[s.index], frames) for s in analysis.sentences
        ],
        statements=[_statement(analysis, s, ref, i) for i, s in enumerate(analysis.statements)],
        removed=article.removed,
        salience={frame: _salience(analysis, frame, framed) for frame in frames},
        first_rows=_first_rows(analysis, ref, frames),
    )


def _copy(analysis: Analysis) -> str:
    """Whose copy the article is, in a few words for a table."""
    agencies = ", ".join(agency_names(analysis))
    if not agencies:
        return "own, or not said"
    if is_agency_copy(analysis):
        return agencies
    if not other_agencies(analysis):
        return "own"
    return f"own, with {agencies}"


def _sentence(
    analysis: Analysis, sentence: Sentence, ref: str, hits: Sequence[Hit], frames: Sequence[str]
) -> SentenceView:
    text = analysis.article.text
    # Only what the figures count: a word beside reported speech is no evidence for them.
    counted = analysis.tone is not None and is_narrated(sentence)
    tone = analysis.tone.sentences[sentence.index] if analysis.tone and counted else None
    found = {hit.frame for hit in hits}
    return SentenceView(
        id=sentence_id(ref, sentence.index),
        number=sentence.index + 1,
        text=flat(sentence.span.of(text)),
        part=sentence.part.value,
        paragraph=sentence.paragraph + 1,
        voice=sentence.voice.value,
        frames=[frame for frame in frames if frame in found],
        segments=segments(text, sentence.span, hits),
        polarity=tone.polarity if tone else None,
        tone_words=[(flat(w.span.of(text)), w.polarity) for w in tone.words] if tone else [],
        shared_with=sentence.shared_with,
    )


def segments(text: str, span: Span, hits: Sequence[Hit]) -> list[Segment]:
    """A sentence cut where hits begin and end; where two overlap, the first one keeps its words."""
    cut: list[Segment] = []
    at = span.start
    for hit in sorted(hits, key=lambda h: (h.span.start, -h.span.end)):
        start, end = max(at, hit.span.start), min(span.end, hit.span.end)
        if start >= end:
            continue
        if start > at:
            cut.append(Segment(_one_line(text[at:start])))
        cut.append(Segment(_one_line(text[start:end]), hit.frame))
        at = end
    if at < span.end:
        cut.append(Segment(_one_line(text[at : span.end])))
    return cut


def flat(text: str) -> str:
    """The text on one line, runs of white space folded."""
    return " ".join(text.split())


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


def _statement(analysis: Analysis, statement: Statement, ref: str, index: int) -> StatementView:
    text = analysis.article.text
    place = analysis.sentence_at(statement.content[0].start)
    return StatementView(
        id=statement_id(ref, index),
        sentence_id=sentence_id(ref, place.index) if place else "",
        content=flat(" … ".join(span.of(text) for span in statement.content)),
        cue=flat(statement.cue.of(text)) if statement.cue else "",
        source=flat(statement.source.of(text)) if statement.source else "",
        speaker=statement.speaker or "",
        voice=statement.voice.value,
        naming=statement.naming.value if statement.naming else "",
        role=statement.role.value if statement.role else "",
        country=statement.country or "",
        via=statement.via or "",
        channel=statement.channel or "",
        anonymity=statement.anonymity,
        speech=statement.speech,
    )


def _salience(analysis: Analysis, frame: str, framed: Sequence[set[str]]) -> str:
    """Where a frame first stands: in the headline, the lead, or at which sentence of how many."""
    hits = [hit for hit in analysis.hits if hit.frame == frame]
    if any(analysis.sentences[hit.sentence].part is Part.HEADLINE for hit in hits):
        return "headline"
    first = next((i for i, held in enumerate(framed) if frame in held), None)
    if first is None:
        other = sorted({analysis.sentences[hit.sentence].part.value for hit in hits})
        return f"{other[0]} only" if other else "not found"
    body = [s for s in analysis.sentences if s.part is Part.BODY]
    if body[first].paragraph == body[0].paragraph:
        return "lead"
    return f"sentence {first + 1} of {len(framed)}"


def _first_rows(analysis: Analysis, ref: str, frames: Sequence[str]) -> dict[str, str]:
    """By frame, the sentence that ``_salience`` names: the headline, else the first of the body,
    else the first of any part. Frames that are not found have none."""
    order = (Part.HEADLINE, Part.BODY)
    found = {}
    for frame in frames:
        places = sorted({hit.sentence for hit in analysis.hits if hit.frame == frame})
        if places:
            parts = [analysis.sentences[i].part for i in places]
            first = next((parts.index(part) for part in order if part in parts), 0)
            found[frame] = sentence_id(ref, places[first])
    return found
