"""Numbers about an article's statements: counts, and shares with their counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from framing.models import ArticleFigure, Naming, Role, Span, Statement, Voice

_HALF = 0.5


def figures_of(statements: Sequence[Statement]) -> Iterator[ArticleFigure]:
    """All figures of one article. ``n`` is the number of statements (or speakers) they rest on.

    A share is None where there is nothing to share out. Evidence: the contents counted.
    """
    n = len(statements)
    yield ArticleFigure("statements", float(n), "statements", n, _contents(statements))
    speakers = Counter(s.speaker_id for s in statements if s.speaker_id)
    yield ArticleFigure("speakers", float(len(speakers)), "speakers", n)
    yield ArticleFigure(
        "speakers_of_half",
        float(_concentration(speakers)) if speakers else None,
        "speakers who carry half of the resolved statements",
        sum(speakers.values()),
    )
    for voice in (Voice.DIRECT, Voice.INDIRECT, Voice.MIXED):
        yield _share(
            f"share_{voice.value}", statements, [s for s in statements if s.voice is voice]
        )
    resolved = [s for s in statements if s.naming is not None]
    for naming in Naming:
        chosen = [s for s in resolved if s.naming is naming]
        yield _share(f"share_{naming.value}", resolved, chosen)
    for role in Role:
        yield _share(f"share_{role.value}", resolved, [s for s in resolved if s.role is role])
    yield _share("share_via", statements, [s for s in statements if s.via])
    yield _share("share_anonymity", statements, [s for s in statements if s.anonymity])


def _share(name: str, whole: Sequence[Statement], part: Sequence[Statement]) -> ArticleFigure:
    value = len(part) / len(whole) if whole else None
    return ArticleFigure(name, value, "share of statements", len(whole), _contents(part))


def _contents(statements: Sequence[Statement]) -> tuple[Span, ...]:
    return tuple(span for statement in statements for span in statement.content)


def _concentration(speakers: Counter[str]) -> int:
    """How many speakers carry half of the statements, the most quoted first."""
    total, held = sum(speakers.values()), 0
    for rank, (_, count) in enumerate(speakers.most_common(), start=1):
        held += count
        if held >= _HALF * total:
            return rank
    return 0
