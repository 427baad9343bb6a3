"""A larger encoder (MPNet base) with the same reading of a target, to teach the small one.

Training alone uses it: with 110 million weights it is some eight times slower than what is shipped.
Needs transformers beside what ``train`` needs.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  (its usual name)
from transformers import MPNetModel

from training.tone.model import LABELS, mean_of_states

_CLS, _PAD, _SEP = 0, 1, 2  # MPNet's own; items come with BERT's


class Teacher(nn.Module):
    """As ``TargetTone``: logits from the mean state of the target's tokens and the sentence's."""

    def __init__(self, folder: Path, dropout: float = 0.1) -> None:
        super().__init__()
        self.dropout = dropout
        self.encoder = MPNetModel.from_pretrained(folder, add_pooling_layer=False)
        size = self.encoder.config.hidden_size
        self.hidden = nn.Linear(2 * size, size)
        self.out = nn.Linear(size, len(LABELS))

    # Properties and no attributes: a weight must stand once among the model's own.
    @property
    def words(self) -> nn.Module:
        """The word embeddings."""
        return self.encoder.embeddings.word_embeddings

    @property
    def layers(self) -> nn.ModuleList:
        """The layers, lowest first."""
        return self.encoder.encoder.layer

    def forward(self, ids: Tensor, target: Tensor) -> Tensor:
        """``ids`` and ``target`` (1 at the target's tokens) are batch × length; 0 pads."""
        present = ids != 0
        own = ids.masked_fill(~present, _PAD)
        own[:, 0] = _CLS
        own[torch.arange(len(ids)), present.sum(1) - 1] = _SEP
        states = self.encoder(input_ids=own, attention_mask=present.long()).last_hidden_state
        weights = (target.to(states.dtype), present.to(states.dtype))
        pooled = torch.cat([mean_of_states(states, each) for each in weights], dim=1)
        pooled = F.dropout(pooled, self.dropout, self.training)
        hidden = F.dropout(torch.tanh(self.hidden(pooled)), self.dropout, self.training)
        return self.out(hidden)
