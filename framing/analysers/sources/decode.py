"""Tag scores to spans: the best tag sequence that keeps to begin–inside order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.analysers.sources.features import TAGS, Floats, Ints

_N = len(TAGS)
_NEVER = np.float32(-1e4)
_SURE = 4.0  # margin of 'outside' over every other tag at which a text may be cut
_FIRST = np.array([0, 0, _NEVER, 0, _NEVER, 0, _NEVER], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of tokens with one role: 'S' source, 'U' cue, 'C' content. Token positions."""

    role: str
    start: int
    end: int


def allowed() -> Floats:
    """(7, 7): 0 where tag j may follow tag i, else a large negative number."""
    moves = np.zeros((_N, _N), dtype=np.float32)
    for inside in (2, 4, 6):
        for before in range(_N):
            if before not in (inside - 1, inside):
                moves[before, inside] = _NEVER
    return moves


def best_tags(scores: Floats, moves: Floats) -> Ints:
    """The best allowed sequence of tags (Viterbi), with ``moves`` added at each step.

    The text is cut where a token is 'outside' beyond doubt, and the pieces are decoded side by
    side: the loop runs over the longest piece, not over the text.
    """
    n = len(scores)
    if n == 0:
        return np.zeros(0, dtype=np.int64)
    sure = scores[:, 0] - scores[:, 1:].max(axis=1) > _SURE
    tags = np.zeros(n, dtype=np.int64)
    edges = np.flatnonzero(np.diff(np.concatenate([[True], sure, [True]]).astype(np.int8)))
    pieces = edges.reshape(-1, 2)  # stretches that are not surely outside
    if not len(pieces):
        return tags
    lengths = pieces[:, 1] - pieces[:, 0]
    order = np.argsort(-lengths, kind="stable")
    pieces, lengths = pieces[order], lengths[order]
    longest, count = int(lengths[0]), len(pieces)
    steps = np.arange(longest)
    alive = np.searchsorted(-lengths, -steps, side="left").tolist()  # pieces longer than a step
    padded = scores[np.minimum(pieces[:, :1] + steps, n - 1)]
    back = np.zeros((longest, count, _N), dtype=np.int64)
    # A piece follows an 'outside' token, or opens the text.
    value = padded[:, 0] + np.where(pieces[:, :1] == 0, _FIRST, moves[0][None, :])
    turned = np.ascontiguousarray(moves.T)
    for step in range(1, longest):
        some = alive[step]
        options = value[:some, None, :] + turned
        best = options.argmax(axis=2)
        back[step, :some] = best
        value[:some] = options.max(axis=2) + padded[:some, step]
    # And is followed by one.
    ends = pieces[:, 1] < n
    value = value + np.where(ends[:, None], moves[:, 0][None, :], 0)
    tag = value.argmax(axis=1)
    rows = np.arange(count)
    for step in range(longest - 1, -1, -1):
        some = alive[step]
        tags[pieces[:some, 0] + step] = tag[:some]
        tag[:some] = back[step, rows[:some], tag[:some]]
    return tags


def chunks_of(tags: Ints) -> list[Chunk]:
    """The chunks that a tag sequence holds, in order."""
    found = []
    begins = np.flatnonzero(tags % 2 == 1)
    n = len(tags)
    for begin in begins.tolist():
        inside = int(tags[begin]) + 1
        end = begin + 1
        while end < n and tags[end] == inside:
            end += 1
        found.append(Chunk("SUC"[inside // 2 - 1], begin, end))
    return found
