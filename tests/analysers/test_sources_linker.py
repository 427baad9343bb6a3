"""Which chunks are held against each other, in texts of any length."""

from __future__ import annotations

from framing.analysers.sources.linker import REACH, candidates, near
from framing.analysers.sources.network import Chunk


def test_only_the_nearest_chunks_are_candidates():
    cues = [Chunk("U", at, at + 1) for at in range(0, 100, 10)]
    assert candidates(Chunk("C", 52, 55), cues) == [3, 4, 5, 6, 7, 8]
    assert candidates(Chunk("C", 0, 3), cues) == [0, 1, 2]
    assert candidates(Chunk("C", 95, 99), cues) == [7, 8, 9]
    assert candidates(Chunk("C", 5, 9), []) == []


def test_no_more_are_held_against_a_chunk_in_a_long_text_than_in_a_short_one():
    chunks = [Chunk("C", at, at + 2) for at in range(0, 60_000, 3)]
    for chunk in chunks[::50]:
        assert len(candidates(chunk, chunks)) <= 2 * REACH
        assert chunk in near(chunk, chunks)
