"""The tagger's network in torch, for training. ``framing.analysers.sources.network`` is its twin in
numpy; a test holds the two to the same numbers."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from framing.analysers.sources.features import N_FLAGS, TAGS
from training.sources.settings import Shape

N_TAGS = len(TAGS)
_FORBIDDEN = -1e4


def transition_mask() -> np.ndarray:
    """(N_TAGS, N_TAGS): 0 where tag j may follow tag i, else a large negative number."""
    mask = np.zeros((N_TAGS, N_TAGS), dtype=np.float32)
    for after in (2, 4, 6):  # I-S, I-U, I-C follow only their own B or I
        for before in range(N_TAGS):
            if before not in (after - 1, after):
                mask[before, after] = _FORBIDDEN
    return mask


class Block(nn.Module):
    """A residual layer over a token's neighbours, its head and its dependents."""

    def __init__(self, width: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.dilation = dilation
        self.mix = nn.Linear(5 * width, width)
        self.norm = nn.LayerNorm(width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, head: Tensor, children: Tensor, mask: Tensor) -> Tensor:
        d = self.dilation
        pad = x.new_zeros(d, x.shape[1])
        left, right = torch.cat([pad, x[:-d]]), torch.cat([x[d:], pad])
        below = torch.zeros_like(x).index_add_(0, head, x) - _own(x, head)
        around = torch.cat([left, x, right, x[head], below / children[:, None]], dim=1)
        y = torch.relu(self.mix(around))
        return self.norm(x + self.dropout(y)) * mask[:, None]


def _own(x: Tensor, head: Tensor) -> Tensor:
    """A root is its own head: it is no dependent of itself."""
    own = head == torch.arange(len(head), device=head.device)
    return x * own[:, None]


class Network(nn.Module):
    """Embeddings, residual blocks, and tag scores with a conditional random field on top."""

    def __init__(self, shape: Shape, sizes: dict[str, int], dropout: float, blanked: float) -> None:
        super().__init__()
        self.shape = shape
        self.blanked = blanked
        self.lemma = nn.Embedding(sizes["LEMMA"], shape.lemma)
        self.tag = nn.Embedding(sizes["TAG"], shape.tag)
        self.dep = nn.Embedding(sizes["DEP"], shape.dep)
        self.entity = nn.Embedding(sizes["ENT_TYPE"], shape.entity)
        self.rules = nn.Embedding(N_TAGS, shape.rules)
        for embedding in (self.lemma, self.tag, self.dep, self.entity, self.rules):
            nn.init.normal_(embedding.weight, std=0.3)
        inputs = (
            shape.lemma + shape.tag + shape.dep + shape.entity + shape.rules
            + shape.vector + shape.tensor + N_FLAGS
        )  # fmt: skip
        self.enter = nn.Linear(inputs, shape.width)
        self.enter_norm = nn.LayerNorm(shape.width)
        self.blocks = nn.ModuleList(Block(shape.width, d, dropout) for d in shape.dilations)
        self.leave = nn.Linear(shape.width, N_TAGS)
        self.transitions = nn.Parameter(torch.zeros(N_TAGS, N_TAGS))
        self.register_buffer("mask", torch.from_numpy(transition_mask()))
        self.dropout = nn.Dropout(dropout)

    def forward(self, batch: dict[str, Tensor]) -> Tensor:
        lemma, rules = batch["LEMMA"], batch["rules"]
        if self.training:  # the words and the rules must not carry everything alone
            lemma = lemma * (torch.rand(lemma.shape) > self.blanked)
            rules = rules * (torch.rand(rules.shape) > self.blanked)
        x = torch.cat(
            [
                self.lemma(lemma), self.tag(batch["TAG"]), self.dep(batch["DEP"]),
                self.entity(batch["ENT_TYPE"]), self.rules(rules), batch["vector"],
                batch["tensor"], batch["flags"],
            ],
            dim=1,
        )  # fmt: skip
        mask = batch["mask"]
        x = self.enter_norm(torch.relu(self.enter(self.dropout(x)))) * mask[:, None]
        for block in self.blocks:
            x = block(x, batch["head"], batch["children"], mask)
        return self.leave(self.dropout(x))

    def loss(self, scores: Tensor, gold: Tensor, mask: Tensor, piece: int) -> Tensor:
        """Negative log-likelihood of the random field, over pieces of ``piece`` tokens."""
        n = len(scores)
        extra = -n % piece
        scores = torch.cat([scores, scores.new_zeros(extra, N_TAGS)]).view(-1, piece, N_TAGS)
        gold = torch.cat([gold, gold.new_zeros(extra)]).view(-1, piece)
        mask = torch.cat([mask, mask.new_zeros(extra)]).view(-1, piece)
        move = self.transitions + self.mask
        log = scores[:, 0] * mask[:, :1]
        for at in range(1, piece):
            step = torch.logsumexp(log[:, :, None] + move, dim=1) + scores[:, at]
            on = mask[:, at, None]
            log = torch.where(on > 0, step, log)
        total = torch.logsumexp(log, dim=1).sum()
        told = (scores.gather(2, gold[:, :, None]).squeeze(2) * mask).sum()
        # A piece may open inside a span, where the move is not scored.
        pairs = (mask[:, 1:] * mask[:, :-1]) > 0
        moved = (move[gold[:, :-1], gold[:, 1:]] * pairs).sum()
        return (total - told - moved) / mask.sum()
