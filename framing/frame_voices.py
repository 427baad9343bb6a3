"""Who speaks a frame: the narrator, or which kind of speaker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from framing.models import Analysis, Hit, Part, Role, Span, Statement, Voice

NARRATOR = "narrator"
UNATTRIBUTED = "unattributed"


@dataclass(frozen=True, slots=True)
class SpokenHit:
    """A hit and the spoken statement that holds it; None where the narrator speaks, or where words
    are quoted and no speaker was found."""

    hit: Hit
    statement: Statement | None

    @property
    def who(self) -> str:
        """'narrator', 'unattributed', or the speaker's role ('other' if it has none)."""
        if self.hit.voice is Voice.NARRATOR:
            return NARRATOR
        if self.statement is not None:
            return (self.statement.role or Role.OTHER).value
        return UNATTRIBUTED


@dataclass(frozen=True, slots=True)
class VoiceShare:
    """How many of a frame's sentences someone speaks: ``n`` of ``of`` body sentences.

    A sentence counts for everyone who speaks the frame in it, so that shares can add up to more
    than 1. ``evidence`` holds article ids and spans.
    """

    frame: str
    who: str
    n: int
    of: int
    evidence: tuple[tuple[str, Span], ...]

    @property
    def share(self) -> float:
        """``n`` of ``of``, 0 to 1."""
        return self.n / self.of


def spoken_hits(analysis: Analysis) -> tuple[SpokenHit, ...]:
    """The article's hits, each with the innermost statement whose content holds it."""
    found = []
    for hit in analysis.hits:
        holders = [
            (content.end - content.start, i, statement)
            for i, statement in enumerate(analysis.statements)
            if statement.speech
            for content in statement.content
            if content.contains(hit.span)
        ]
        found.append(SpokenHit(hit, min(holders, key=lambda h: h[:2])[2] if holders else None))
    return tuple(found)


def voice_shares(analyses: Iterable[Analysis], frames: Sequence[str]) -> tuple[VoiceShare, ...]:
    """Of the body sentences that hold each frame, how many each voice speaks; the largest first.

    Frames without a hit have no shares.
    """
    sentences: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
    by: defaultdict[tuple[str, str], set[tuple[str, int]]] = defaultdict(set)
    evidence: defaultdict[tuple[str, str], list[tuple[str, Span]]] = defaultdict(list)
    for analysis in analyses:
        for spoken in spoken_hits(analysis):
            if analysis.sentences[spoken.hit.sentence].part is not Part.BODY:
                continue
            place = (analysis.article.id, spoken.hit.sentence)
            sentences[spoken.hit.frame].add(place)
            by[spoken.hit.frame, spoken.who].add(place)
            evidence[spoken.hit.frame, spoken.who].append((analysis.article.id, spoken.hit.span))
    shares = [
        VoiceShare(frame, who, len(held), len(sentences[frame]), tuple(evidence[frame, who]))
        for (frame, who), held in by.items()
        if frame in frames
    ]
    return tuple(sorted(shares, key=lambda s: (frames.index(s.frame), -s.n, s.who)))
