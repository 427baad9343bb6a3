"""The encoder in two parts, and ten heads on its states.

What a head says of a sentence is a weighted mean of what it says of each word piece, and which
pieces weigh much it learns, too (attention pooling): a clause on the past counts in a long
sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  (its usual name)

from training.frames.data import NAMES
from training.tone.model import TargetTone, load_base

_RARE = -2.5  # the logit that a frame starts from: most sentences hold none


class Lower(nn.Module):
    """Words and the lower layers: what both readings share."""

    def __init__(self, base: TargetTone, layers: int) -> None:
        super().__init__()
        self.words, self.positions = base.words, base.positions
        self.segment, self.norm = base.segment, base.norm
        self.layers = nn.ModuleList(list(base.layers)[:layers])

    def forward(self, ids: Tensor) -> Tensor:
        """The states of word pieces (batch × length; 0 pads), batch × length × width."""
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.positions(positions) + self.segment)
        mask = unseen(ids)
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Upper(nn.Module):
    """The upper layers, of one reading."""

    def __init__(self, base: TargetTone, layers: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(list(base.layers)[layers:])

    def forward(self, states: Tensor, mask: Tensor | None = None) -> Tensor:
        """The states after these layers; without ``mask`` nothing is padding."""
        mask = states.new_zeros(1, 1, 1, 1) if mask is None else mask
        for layer in self.layers:
            states = layer(states, mask)
        return states


class FrameCoder(nn.Module):
    """Logits of the frames from what ``Lower`` gives."""

    def __init__(self, base: TargetTone, lower: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.dropout = dropout
        self.upper = Upper(base, lower)
        self.heads = nn.Linear(base.words.embedding_dim, len(NAMES))
        self.attend = nn.Linear(base.words.embedding_dim, len(NAMES), bias=False)
        nn.init.zeros_(self.attend.weight)  # the mean, to begin with
        nn.init.zeros_(self.heads.weight)
        nn.init.constant_(self.heads.bias, _RARE)

    def forward(self, states: Tensor, mask: Tensor, inside: Tensor) -> Tensor:
        """The logits, batch × frames; ``inside`` is 1 at the sentence's own pieces."""
        read = F.dropout(self.upper(states, mask).float(), self.dropout, self.training)
        outside = (inside == 0).to(read.dtype)[:, :, None] * -1e4
        shares = (self.attend(read) + outside).softmax(1)
        return (shares * self.heads(read)).sum(1)


def unseen(ids: Tensor) -> Tensor:
    """What is added to attention so that padding is not attended to."""
    return ((ids == 0).to(torch.float32) * -1e4)[:, None, None, :]


def load_parts(base: Path, lower: int) -> tuple[Lower, Upper, FrameCoder]:
    """The shared part, the general reading, and what is to be trained."""
    shared, own = load_base(base), load_base(base)
    return Lower(shared, lower).eval(), Upper(shared, lower).eval(), FrameCoder(own, lower)


@torch.no_grad()
def average(model: FrameCoder, trained: Sequence[FrameCoder]) -> None:
    """Give ``model`` the mean of the weights of trainings that began alike."""
    states = [each.state_dict() for each in trained]
    mean = {name: torch.stack([s[name] for s in states]).mean(0) for name in states[0]}
    model.load_state_dict(mean)
