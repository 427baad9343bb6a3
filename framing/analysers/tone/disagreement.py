"""Where the two readings of tone part: lexical polarity and the model's tone towards an actor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from framing.models import ActorTone, SentenceTone, ToneResult, Voice

# Within this of 0 a polarity has no sign worth telling.
_NO_SIGN = 0.1


class Difference(StrEnum):
    """How the two readings differ."""

    OPPOSITE = "opposite"  # one praises, the other blames
    LEXICON_SILENT = "lexicon_silent"  # the model sees praise or blame, the lexicon no sign
    MODEL_NEUTRAL = "model_neutral"  # the lexicon sees a sign, the model none towards the actor


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A sentence that the two read differently: ``sentence`` is an index into the sentences."""

    sentence: int
    kind: Difference
    polarity: float
    towards: ActorTone


def disagreements(result: ToneResult) -> Iterator[Disagreement]:
    """All disagreements about mentions in the narrator's voice, in text order.

    They are no errors of one or the other: a sentence whose words blame one actor may praise
    another, and lexical polarity has no target.
    """
    for told in result.towards:
        tone = result.sentences[told.sentence]
        if told.voice is not Voice.NARRATOR or tone is None:
            continue
        kind = _kind(tone, told)
        if kind:
            yield Disagreement(told.sentence, kind, tone.polarity, told)


def _kind(tone: SentenceTone, told: ActorTone) -> Difference | None:
    lexical = 0 if abs(tone.polarity) < _NO_SIGN else (1 if tone.polarity > 0 else -1)
    model = {"negative": -1, "neutral": 0, "positive": 1}[told.label]
    if lexical == model:
        return None
    if lexical and model:
        return Difference.OPPOSITE
    return Difference.LEXICON_SILENT if model else Difference.MODEL_NEUTRAL
