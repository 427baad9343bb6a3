"""Items as the model's input, in batches."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence

import torch

from framing.analysers.tone.encoding import Encoded, encode
from framing.analysers.tone.towards import FOLDER, TOKENIZER, read_tokenizer
from training.tone.items import Item

_STRIDE = 8


def encode_all(items: Iterable[Item]) -> list[Encoded]:
    """All items as the model's input, in order."""
    tokenizer = read_tokenizer(FOLDER / TOKENIZER)
    return [encode(tokenizer, item.sentence, item.start, item.end) for item in items]


def read_vocabulary() -> list[str]:
    """The word pieces by their ids."""
    pieces = read_tokenizer(FOLDER / TOKENIZER).get_vocab(with_added_tokens=True)
    return sorted(pieces, key=pieces.__getitem__)


def batches(
    encoded: Sequence[Encoded], size: int, rng: random.Random | None
) -> Iterator[list[int]]:
    """Indices by batches of like length; shuffled if a generator is given."""
    order = list(range(len(encoded)))
    if rng is None:
        order.sort(key=lambda i: len(encoded[i].ids))
        yield from (order[at : at + size] for at in range(0, len(order), size))
        return
    rng.shuffle(order)
    pool = size * 50
    found: list[list[int]] = []
    for at in range(0, len(order), pool):
        part = sorted(order[at : at + pool], key=lambda i: len(encoded[i].ids))
        found += [part[b : b + size] for b in range(0, len(part), size)]
    rng.shuffle(found)
    yield from found


def tensors(encoded: Sequence[Encoded], batch: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor]:
    """Token ids and target marks of a batch, padded with 0."""
    # Few lengths: the processor prepares its arithmetic anew for each that it has not met.
    length = -(-max(len(encoded[i].ids) for i in batch) // _STRIDE) * _STRIDE
    ids = torch.zeros(len(batch), length, dtype=torch.long)
    target = torch.zeros(len(batch), length, dtype=torch.long)
    for row, i in enumerate(batch):
        ids[row, : len(encoded[i].ids)] = torch.tensor(encoded[i].ids)
        target[row, : len(encoded[i].target)] = torch.tensor(encoded[i].target)
    return ids, target
