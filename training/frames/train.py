"""Fine-tune the upper layers on all frames at once.

The lower layers stay as they are, so what they make of a sentence is made once.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812  (its usual name)
from torch.optim.lr_scheduler import LambdaLR

from framing.analysers.tone.encoding import Encoded
from framing.text.encoder import FOLDER, TOKENIZER, encode
from framing.text.runtime import CLS, SEP, read_tokenizer
from training.frames.data import NAMES, Coded
from training.frames.model import FrameCoder, Lower, unseen
from training.frames.settings import Settings
from training.tone.data import batches, tensors
from training.tone.model import fast

_SIZE = 64


class Read(NamedTuple):
    """Sentences as the upper layers take them: their ids with the marks of their own pieces, and
    the states that the lower layers give each."""

    encoded: list[Encoded]
    states: list[Tensor]


class Told(NamedTuple):
    """What is learned: sentences × frames, and how much each counts."""

    codes: Tensor
    weights: Tensor


@torch.inference_mode()
def read(lower: Lower, sentences: Sequence[str]) -> Read:
    """What the lower layers make of sentences."""
    tokenizer = read_tokenizer(FOLDER / TOKENIZER)
    encoded = []
    for sentence in sentences:
        ids = encode(tokenizer, sentence).ids
        encoded.append(Encoded((CLS, *ids, SEP), (0, *(1 for _ in ids), 0)))
    states: list[Tensor] = [torch.empty(0)] * len(encoded)
    for batch in batches(encoded, _SIZE, None):
        with fast():
            found = lower(tensors(encoded, batch)[0])
        for row, i in enumerate(batch):
            states[i] = found[row, : len(encoded[i].ids)].to(torch.bfloat16, copy=True)
    return Read(encoded, states)


def told(coded: Sequence[Coded], settings: Settings) -> Told:
    """What sentences teach; a doubtful code counts for less, and so does each of a story of which
    much is coded."""
    sizes = Counter(each.story for each in coded)
    codes, weights = torch.zeros(len(coded), len(NAMES)), torch.ones(len(coded), len(NAMES))
    for row, each in enumerate(coded):
        for column, frame in enumerate(NAMES):
            if frame not in each.asked:
                weights[row, column] = 0.0
            elif frame in each.doubtful:
                codes[row, column] = settings.doubtful
                weights[row, column] = settings.doubtful_weight
            elif frame in each.frames:
                codes[row, column] = 1.0
        weights[row] *= min(1.0, settings.story / sizes[each.story])
    return Told(codes, weights)


def _inputs(given: Read, batch: Sequence[int]) -> tuple[Tensor, Tensor, Tensor]:
    ids, inside = tensors(given.encoded, batch)
    states = torch.zeros(*ids.shape, given.states[batch[0]].shape[1])
    for row, i in enumerate(batch):
        states[row, : len(given.encoded[i].ids)] = given.states[i]
    return states, unseen(ids), inside


@torch.inference_mode()
def predict(model: FrameCoder, given: Read) -> Tensor:
    """Logits, sentences × frames, in order."""
    model.eval()
    out = torch.zeros(len(given.encoded), len(NAMES))
    for batch in batches(given.encoded, _SIZE, None):
        with fast():
            out[batch] = model(*_inputs(given, batch)).float()
    return out


def _groups(model: FrameCoder, settings: Settings) -> list[dict]:
    depth = len(model.upper.layers)
    groups = []
    for name, parameter in model.named_parameters():
        found = re.search(r"layers\.(\d+)\.", name)
        below = depth - 1 - int(found[1]) if found else 0
        rate = settings.rate * settings.decay**below if found else settings.head_rate
        decayed = settings.weight_decay if parameter.dim() > 1 else 0.0
        groups.append({"params": [parameter], "lr": rate, "weight_decay": decayed})
    return groups


def train(model: FrameCoder, given: Read, what: Told, settings: Settings) -> None:
    """Train ``model`` in place; it ends with the running mean of its weights."""
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)
    optimiser = torch.optim.AdamW(_groups(model, settings))
    per_epoch = -(-len(given.encoded) // settings.batch)
    total, began = per_epoch * settings.epochs, time.monotonic()
    warm = max(1, total // 12)
    schedule = LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.0, (total - s) / max(1, total - warm)))
    )
    mean = {name: value.detach().clone() for name, value in model.state_dict().items()}
    step = 0
    for epoch in range(settings.epochs):
        model.train()
        for batch in batches(given.encoded, settings.batch, rng):
            with fast():
                logits = model(*_inputs(given, batch))
            each = F.binary_cross_entropy_with_logits(
                logits.float(), what.codes[batch], reduction="none"
            )
            loss = (each * what.weights[batch]).sum(1).mean()
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            keep = min(settings.average, (1 + step) / (10 + step))
            with torch.no_grad():
                for name, value in model.named_parameters():
                    mean[name].lerp_(value, 1 - keep)
        print(f"epoch {epoch + 1}: loss {loss.item():.3f}, {time.monotonic() - began:.0f} s")
    model.load_state_dict(mean)
