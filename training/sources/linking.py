"""Training of the linker: two softmax models over candidate cues and candidate sources."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from framing.analysers.sources.features import Features, Floats
from framing.analysers.sources.linker import N_PAIR, REACH, near, table, view_of
from framing.analysers.sources.network import Chunk
from training.sources.polnear import GoldArticle
from training.sources.prepare import Example, token_range
from training.sources.settings import Settings

Choice = tuple[list[list[float]], int]  # the candidates' features, and which is right (−1: none)


def train_linker(examples: Sequence[Example], settings: Settings) -> tuple[Floats, Floats]:
    """Weights of 'this content belongs to this cue' and 'this cue to this source'."""
    cues: list[Choice] = []
    sources: list[Choice] = []
    for gold, features in examples:
        of_contents, of_cues = _choices(gold, features)
        cues += of_contents
        sources += of_cues
    return _fit(cues, settings), _fit(sources, settings)


def _choices(gold: GoldArticle, features: Features) -> tuple[list[Choice], list[Choice]]:
    contents: dict[Chunk, Chunk | None] = {}
    cues: dict[Chunk, list[Chunk]] = {}
    sources: dict[Chunk, None] = {}
    for attribution in gold.attributions:
        own_cues = [c for s in attribution.cue if (c := _chunk(features, s, "U"))]
        own_sources = [c for s in attribution.source if (c := _chunk(features, s, "S"))]
        for span in attribution.content:
            chunk = _chunk(features, span, "C")
            if chunk:
                contents[chunk] = own_cues[0] if own_cues else None
        for cue in own_cues:
            cues[cue] = own_sources
        sources.update(dict.fromkeys(own_sources))
    chunks = sorted([*contents, *cues, *sources], key=lambda c: (c.start, c.role))
    all_cues = sorted(cues, key=lambda c: c.start)
    all_sources = sorted(sources, key=lambda c: c.start)
    view = view_of(features)
    for_contents, for_cues = [], []
    for content in sorted(contents, key=lambda c: c.start):
        options, rows = table(view, content, all_cues, near(content, chunks))
        right = [k for k, i in enumerate(options) if all_cues[i] == contents[content]]
        for_contents.append((rows, right[-1] if right else -1))
    for cue in all_cues:
        options, rows = table(view, cue, all_sources, near(cue, chunks))
        right = [k for k, i in enumerate(options) if all_sources[i] in cues[cue]]
        for_cues.append((rows, right[-1] if right else -1))
    return for_contents, for_cues


def _chunk(features: Features, span: tuple[int, int], role: str) -> Chunk | None:
    first, last = token_range(features, span)  # type: ignore[arg-type]
    return Chunk(role, first, last) if last > first else None


def _fit(choices: Sequence[Choice], settings: Settings) -> Floats:
    """(N_PAIR + 1,) weights by maximum likelihood; the last is the score of 'none'."""
    none = 2 * REACH
    x = np.zeros((len(choices), none + 1, N_PAIR + 1), dtype=np.float32)
    shut = np.full((len(choices), none + 1), -1e9, dtype=np.float32)
    right = np.zeros(len(choices), dtype=np.int64)
    for number, (rows, choice) in enumerate(choices):
        if rows:
            x[number, : len(rows), :-1] = rows
        shut[number, : len(rows)] = 0
        x[number, none, -1] = 1
        shut[number, none] = 0
        right[number] = choice if choice >= 0 else none
    inputs, masks, gold = (torch.from_numpy(a) for a in (x, shut, right))
    weights = torch.zeros(N_PAIR + 1, requires_grad=True)
    optimiser = torch.optim.LBFGS(
        [weights], max_iter=settings.link_steps, line_search_fn="strong_wolfe"
    )

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        loss = torch.nn.functional.cross_entropy(inputs @ weights + masks, gold)
        loss = loss + settings.link_decay * (weights**2).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    return weights.detach().numpy()
