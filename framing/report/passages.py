"""Shared passages as the report shows them: their sides, two of them next to each other."""

from __future__ import annotations

from collections.abc import Mapping

from framing.evidence import Comparison
from framing.evidence.rows import flat, sentence_id
from framing.evidence.voice_shifts import Shift, voice_shift
from framing.models import Analysis, SharedPassage, Span, Voice
from framing.report.views import PassageSide, PassageView
from framing.shared_copy.alignment import in_common, words_of


def passage_view(
    passage: SharedPassage, comparison: Comparison, by_id: Mapping[str, Analysis]
) -> PassageView:
    """A passage as the report shows it, one side of each voice first where the voice differs."""
    shift = voice_shift(passage, by_id)
    places = _two_voices_first([*passage.sides()], shift)
    sides = [
        PassageSide(
            comparison.refs[article_id],
            by_id[article_id].article.outlet_name,
            flat(span.of(by_id[article_id].article.text)),
            voice.value,
            sentence_id(comparison.refs[article_id], sentence),
        )
        for article_id, span, sentence, voice in places
    ]
    one, other = (
        words_of(by_id[article_id].article.text, span) for article_id, span, _, _ in places[:2]
    )
    return PassageView(
        same=in_common(one, other),
        words=max(len(one.norms), len(other.norms)),
        agency=passage.agency or "",
        voices_differ=shift is not None,
        quoted_and_unquoted=shift is Shift.QUOTED,
        sides=sides,
    )


def _two_voices_first(
    places: list[tuple[str, Span, int, Voice]], shift: Shift | None
) -> list[tuple[str, Span, int, Voice]]:
    """The places of a passage with one of each voice at the head: these two are shown."""
    if shift is None:
        return places
    one = {Voice.DIRECT, Voice.MIXED} if shift is Shift.QUOTED else {Voice.INDIRECT}
    first = next(place for place in places if place[3] in one)
    second = next(place for place in places if place[3] not in one)
    pair = [place for place in places if place in (first, second)]
    return [*pair, *(place for place in places if place not in pair)]
