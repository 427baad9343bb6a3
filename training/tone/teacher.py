"""A larger model that answers while a smaller one learns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  (its usual name)

from training.tone.data import read_vocabulary
from training.tone.model import ARITHMETIC, TargetTone, fast, load_base


class Answer(NamedTuple):
    """The sentences that were asked about, the teacher's probabilities, and what it reads."""

    ids: Tensor
    probabilities: Tensor
    reading: Tensor


class Teacher:
    """A teacher that reads each sentence as the student does, changed words and all: consistent and
    patient (Beyer et al. 2022, 'Knowledge distillation').

    Words are changed for near ones by the student's embeddings, much as in TinyBERT's augmentation
    (Jiao et al. 2020): a sentence comes as another each time, so that little text goes far.
    """

    def __init__(
        self, base: Path, weights: Path, student: TargetTone, changed: Sequence[float], near: int
    ) -> None:
        self.changed = torch.tensor(changed)
        self.model = load_base(base)
        self.model.load_state_dict(torch.load(weights))
        self.model.eval()
        for module in self.model.modules():
            if isinstance(module, nn.Linear):
                module.to(ARITHMETIC)
        self.near = near_words(student.words.weight, read_vocabulary(), near)
        # What the student reads is to be like what the teacher reads, up to a linear map.
        self.likeness = nn.Linear(student.out.in_features, self.model.out.in_features)

    @torch.no_grad()
    def answer(self, ids: Tensor, target: Tensor) -> Answer:
        """Change some words, none of them the target's, and read the sentences."""
        rate = self.changed[torch.randint(len(self.changed), (len(ids), 1))]
        other = self.near[ids, torch.randint(self.near.shape[1], ids.shape)]
        ids = torch.where((torch.rand(ids.shape) < rate) & (target == 0), other, ids)
        with fast():
            reading = self.model.read(ids, target)
            logits = self.model.answer(reading)
        return Answer(ids, logits.float().softmax(-1), reading.float())

    def unlikeness(self, student: Tensor, teacher: Tensor) -> Tensor:
        """How far the student's reading is from the teacher's (mean square)."""
        return F.mse_loss(self.likeness(student.float()), teacher)


def near_words(embeddings: Tensor, vocabulary: Sequence[str], number: int) -> Tensor:
    """For each word piece ``number`` near ones (pieces × number), or itself if it is no word."""
    near = torch.arange(len(embeddings))[:, None].repeat(1, number)
    words = torch.tensor([i for i, piece in enumerate(vocabulary) if piece.isalpha()])
    directions = F.normalize(embeddings.detach()[words], dim=1).to(ARITHMETIC)
    for part in torch.arange(len(words)).split(2048):
        likeness = directions[part] @ directions.T
        likeness[torch.arange(len(part)), part] = -1.0
        near[words[part]] = words[likeness.float().topk(number).indices]
    return near
