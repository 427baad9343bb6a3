"""Which cue a content belongs to, and which source a cue: two small logistic models.

Each content chooses one of the cues near it or none, each cue one of the sources near it or none,
by a softmax over the candidates. The features are distances, order, what stands between, quotation
marks, and the parse.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from framing.analysers.sources.features import Features, Floats
from framing.analysers.sources.network import Chunk

REACH = 3  # candidates before, and as many after
N_PAIR = 46
_STEPS = (0, 1, 2, 4, 8, 16, 32, 64)
# Columns of Features.flags that the linker reads.
_SPEECH, _THOUGHT, _PUNCT, QUOTED = 0, 1, 13, 23


@dataclass(slots=True)
class Links:
    """For each content the position of its cue in ``cues`` (−1: none), for each cue its source."""

    contents: list[Chunk]
    cues: list[Chunk]
    sources: list[Chunk]
    cue_of: list[int] = field(default_factory=list)
    source_of: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class View:
    """A text's features as plain lists, which single look-ups read faster."""

    head: list[int]
    sentence: list[int]
    paragraph: list[int]
    quoted: list[bool]
    punct: list[bool]
    speech: list[bool]
    thought: list[bool]
    rules: list[int]
    rule_cues: dict[int, int]  # token → number of the rules' attribution whose cue it is in
    rule_contents: dict[int, int]
    rule_sources: dict[int, set[int]]


def view_of(features: Features) -> View:
    """The view of a text's features."""
    flags = features.flags
    cues: dict[int, int] = {}
    contents: dict[int, int] = {}
    sources: dict[int, set[int]] = {}
    starts, ends = features.starts, features.ends

    def tokens(start: int, end: int) -> range:
        first = int(np.searchsorted(ends, start, side="right"))
        return range(first, int(np.searchsorted(starts, end, side="left")))

    for number, reading in enumerate(features.readings):
        for span in reading.content:
            contents.update(dict.fromkeys(tokens(*span), number))
        if reading.cue:
            cues.update(dict.fromkeys(tokens(*reading.cue), number))
        if reading.source:
            for at in tokens(*reading.source):
                sources.setdefault(at, set()).add(number)
    return View(
        features.head.tolist(), features.sentence.tolist(), features.paragraph.tolist(),
        (flags[:, QUOTED] > 0).tolist(), (flags[:, _PUNCT] > 0).tolist(),
        (flags[:, _SPEECH] > 0).tolist(), (flags[:, _THOUGHT] > 0).tolist(),
        features.rules.tolist(), cues, contents, sources,
    )  # fmt: skip


def candidates(one: Chunk, others: Sequence[Chunk]) -> list[int]:
    """Positions of the nearest ``others``: up to REACH before and REACH after."""
    after = _from(one, others)
    return list(range(max(0, after - REACH), min(len(others), after + REACH)))


def root_of(view: View, chunk: Chunk) -> int:
    """The token of the chunk whose head lies outside it (the first such)."""
    for at in range(chunk.start, chunk.end):
        head = view.head[at]
        if (head < chunk.start or head >= chunk.end or head == at) and not view.punct[at]:
            return at
    return chunk.start


def pair_features(
    view: View, one: Chunk, other: Chunk, rank: int, chunks: Sequence[Chunk]
) -> list[float]:
    """Features of 'one belongs to other'. ``rank``: 0 for the nearest candidate on that side."""
    x = [0.0] * N_PAIR
    before = other.start < one.start
    gap_start, gap_end = (other.end, one.start) if before else (one.end, other.start)
    gap = max(0, gap_end - gap_start)
    x[0] = 1.0
    x[1] = float(before)
    for i, step in enumerate(_STEPS):
        x[2 + i] = float(gap <= step)
    sentences = abs(view.sentence[other.start] - view.sentence[one.start])
    ends = abs(view.sentence[other.start] - view.sentence[one.end - 1])
    sentences = min(sentences, ends)
    paragraphs = abs(view.paragraph[other.start] - view.paragraph[one.start])
    x[10], x[11], x[12] = float(sentences == 0), float(sentences == 1), float(sentences > 2)
    x[13], x[14], x[15] = float(paragraphs == 0), float(paragraphs == 1), float(paragraphs > 1)
    x[16] = float(sentences == 0 and before)
    between = [c.role for c in chunks if gap_start <= c.start < gap_end]
    for i, role in enumerate("SUC"):
        count = between.count(role)
        x[17 + 2 * i], x[18 + 2 * i] = float(count > 0), float(count > 1)
    x[23] = float(rank == 0)
    x[24] = float(rank == 0 and before)
    stops = sum(view.punct[gap_start : min(gap_end, gap_start + 30)])
    x[25], x[26] = float(stops == 0), float(stops > 2)
    mine, theirs = root_of(view, one), root_of(view, other)
    x[27] = float(other.start <= view.head[mine] < other.end)
    x[28] = float(one.start <= view.head[theirs] < one.end)
    up = view.head[mine]
    x[29] = float(other.start <= view.head[up] < other.end)
    x[30] = float(one.start <= view.head[view.head[theirs]] < one.end)
    x[31] = float(view.head[mine] == view.head[theirs])
    x[32], x[33] = float(view.quoted[one.start]), float(view.quoted[one.end - 1])
    x[34] = float(view.quoted[one.start] and sentences == 1 and before)
    x[35] = float(view.speech[theirs])
    x[36] = float(view.thought[theirs])
    x[37] = float(view.quoted[one.start] and view.speech[theirs])
    number = view.rule_contents.get(mine, view.rule_cues.get(mine, -1))
    linked = view.rule_cues.get(theirs, -2)
    x[38] = float(number == linked)
    x[39] = float(number in view.rule_sources.get(theirs, ()))
    x[40] = float(one.start == 0 or view.paragraph[one.start - 1] != view.paragraph[one.start])
    x[41] = x[40] * float(paragraphs == 1 and before)
    x[42] = float(view.quoted[other.start])
    x[43] = float(view.quoted[other.start] != view.quoted[one.start])
    x[44] = float(not before and sentences == 0 and gap <= 2)
    x[45] = float(before and sentences == 1 and paragraphs == 0)
    return x


def table(
    view: View, one: Chunk, others: Sequence[Chunk], chunks: Sequence[Chunk]
) -> tuple[list[int], list[list[float]]]:
    """Candidates of one chunk and their features."""
    options = candidates(one, others)
    ahead = [i for i in options if others[i].start < one.start]
    rows = []
    for i in options:
        rank = (ahead[-1] - i) if i in ahead else i - (ahead[-1] + 1 if ahead else options[0])
        rows.append(pair_features(view, one, others[i], rank, chunks))
    return options, rows


def near(one: Chunk, chunks: Sequence[Chunk], reach: int = 24) -> list[Chunk]:
    """Chunks that may stand between ``one`` and its candidates."""
    at = _from(one, chunks)
    return list(chunks[max(0, at - reach) : at + reach])


def _from(one: Chunk, chunks: Sequence[Chunk]) -> int:
    """The position of the first of the chunks, in text order, that starts where ``one`` does or
    later."""
    return bisect_left(chunks, one.start, key=lambda chunk: chunk.start)


def link(
    features: Features, chunks: Sequence[Chunk], cue_weights: Floats, source_weights: Floats
) -> Links:
    """Join contents to cues and cues to sources.

    Args:
        cue_weights, source_weights: (N_PAIR + 1,) each; the last is the score of 'none'.
    """
    contents, cues, sources = ([c for c in chunks if c.role == role] for role in "CUS")
    links = Links(contents, cues, sources)
    if not chunks:
        return links
    view = view_of(features)
    for ones, others, weights, chosen in (
        (links.contents, links.cues, cue_weights, links.cue_of),
        (links.cues, links.sources, source_weights, links.source_of),
    ):
        for one in ones:
            options, rows = table(view, one, others, near(one, chunks))
            if not options:
                chosen.append(-1)
                continue
            scores = np.asarray(rows, dtype=np.float32) @ weights[:-1]
            best = int(scores.argmax())
            chosen.append(options[best] if scores[best] > weights[-1] else -1)
    return links
