"""What several outlets tell of, as a page shows it: a sentence each, with whose words it is.

Everything here is arranged from what ``evidence.matters`` found; no sentence about a result is
written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from framing.evidence import Comparison
from framing.evidence.matters import Matter, Telling
from framing.evidence.rows import SentenceRow, StatementRow
from framing.evidence.voice_shifts import may_be_said
from framing.models import Voice
from framing.report.alone import in_pieces, shortened

_SPEAKERS = 2  # named beside a sentence


@dataclass(frozen=True, slots=True)
class TellingLine:
    """A sentence beside others on the same matter: the outlets that print it, its voice ('untold'
    where the copy does not show it for sure), who speaks in it by name, and its words in stretches,
    each with whether it is a number that no sentence beside it has.
    """

    row: SentenceRow
    outlets: Sequence[str]
    voice: str
    speakers: Sequence[str]
    text: str
    pieces: Sequence[tuple[str, bool]]


def side_by_side(
    comparison: Comparison, order: Sequence[str], most: int, together: int
) -> list[list[TellingLine]]:
    """The weightiest matters, each with its sentences in the outlets' order.

    Args:
        comparison: whose sentences they are.
        order: the outlets' slugs.
        most: matters.
        together: sentences of all matters; the first is always there.
    """
    said: dict[str, list[StatementRow]] = {}
    for row in comparison.counted.statements:
        if row.counts and row.place:
            said.setdefault(row.place.id, []).append(row)
    shown: list[list[TellingLine]] = []
    for matter in comparison.matters[:most]:
        if shown and sum(map(len, shown)) + len(matter.tellings) > together:
            break
        shown.append([_line(comparison, each, said) for each in _ordered(matter, order)])
    return shown


def _ordered(matter: Matter, order: Sequence[str]) -> list[Telling]:
    return sorted(matter.tellings, key=lambda each: order.index(each.row.outlet))


def _line(
    comparison: Comparison, told: Telling, said: dict[str, list[StatementRow]]
) -> TellingLine:
    text = shortened(told.row)
    names = [row.speaker_name for row in said.get(told.row.id, ()) if row.speaker_name]
    return TellingLine(
        row=told.row,
        outlets=[comparison.outlet(slug).name for slug in (told.row.outlet, *told.also)],
        voice=_voice(told.row, bool(names)),
        speakers=list(dict.fromkeys(names))[:_SPEAKERS],
        text=text,
        pieces=list(in_pieces(text, told.only)),
    )


def _voice(row: SentenceRow, spoken: bool) -> str:
    """A sentence's voice. 'In the writer's voice' is said where nothing in the sentence speaks
    against it: no speaker, quotation mark or word of saying."""
    voice = row.sentence.voice
    unsure = voice is Voice.NARRATOR and (spoken or may_be_said(row.analysis, row.sentence.span))
    return "untold" if unsure else voice.value
