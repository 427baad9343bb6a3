"""The encoder (BERT's architecture or MPNet's) and the reading of a target's tone.

Written out in plain PyTorch, so that training needs torch, safetensors and tokenizers alone and
the graph that is exported holds no more than what is used.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  (its usual name)

from framing.analysers.tone.encoding import CLS, SEP
from framing.analysers.tone.towards import LABELS

# Half the bits where the processor has units for them; without, they take ten times as long.
ARITHMETIC = torch.bfloat16 if torch.cpu.get_capabilities()["amx_bf16"] else torch.float32
_FAR = 128  # tokens; MPNet does not tell distances apart beyond

# Their names of a layer's parts by ours.
_BERT = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "attended": "attention.output.dense",
    "norm_1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm_2": "output.LayerNorm",
}
_MPNET = _BERT | {
    "query": "attention.attn.q",
    "key": "attention.attn.k",
    "value": "attention.attn.v",
    "attended": "attention.attn.o",
    "norm_1": "attention.LayerNorm",
}


def fast() -> torch.autocast:
    """A context in which products of matrices are in ``ARITHMETIC``."""
    return torch.autocast("cpu", torch.bfloat16, enabled=ARITHMETIC is torch.bfloat16)


class Layer(nn.Module):
    """One transformer layer, normalised after each half, as BERT's."""

    def __init__(self, size: int, heads: int, inner: int, eps: float, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.dropout = dropout
        self.query = nn.Linear(size, size)
        self.key = nn.Linear(size, size)
        self.value = nn.Linear(size, size)
        self.attended = nn.Linear(size, size)
        self.norm_1 = nn.LayerNorm(size, eps=eps)
        self.up = nn.Linear(size, inner)
        self.down = nn.Linear(inner, size)
        self.norm_2 = nn.LayerNorm(size, eps=eps)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, size = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, size // self.heads).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        # Written out: on a processor the fused attention's gradient takes half of a step.
        scores = q @ k.transpose(2, 3) * (size // self.heads) ** -0.5 + mask
        y = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, size)
        x = self.norm_1(x + self._dropped(self.attended(y)))
        return self.norm_2(x + self._dropped(self.down(F.gelu(self.up(x)))))

    def _dropped(self, x: Tensor) -> Tensor:
        """Dropout with one mask for all tokens of a sentence (Gal & Ghahramani 2016): drawing a
        number for each state takes longer than the layer's arithmetic."""
        if not self.training:
            return x
        kept = torch.empty(len(x), 1, x.shape[2]).bernoulli_(1 - self.dropout)
        return x * (kept / (1 - self.dropout)).to(x.dtype)


class TargetTone(nn.Module):
    """Logits (negative, neutral, positive) of a target from the mean state of its tokens and the
    mean state of the sentence.

    Sentences come as BERT's word pieces; for MPNet they are exchanged for its own.
    """

    def __init__(self, config: dict, dropout: float = 0.1) -> None:
        super().__init__()
        size, heads = config["hidden_size"], config["num_attention_heads"]
        eps = config["layer_norm_eps"]
        self.mpnet = config["model_type"] == "mpnet"
        self.dropout = dropout
        self.words = nn.Embedding(config["vocab_size"], size)
        self.positions = nn.Embedding(config["max_position_embeddings"], size)
        self.segment = nn.Parameter(torch.zeros(size), requires_grad=not self.mpnet)
        self.norm = nn.LayerNorm(size, eps=eps)
        # How far a token attends, by head. Not trained further: its gradient would keep attention
        # from its fast path.
        self.distances = None
        if self.mpnet:
            self.distances = nn.Embedding(config["relative_attention_num_buckets"], heads)
            self.distances.requires_grad_(requires_grad=False)
        self.layers = nn.ModuleList(
            Layer(size, heads, config["intermediate_size"], eps, dropout)
            for _ in range(config["num_hidden_layers"])
        )
        self.hidden = nn.Linear(2 * size, size)
        self.out = nn.Linear(size, len(LABELS))

    def forward(self, ids: Tensor, target: Tensor) -> Tensor:
        """The logits, batch × labels; see ``read``."""
        return self.answer(self.read(ids, target))

    def answer(self, reading: Tensor) -> Tensor:
        """The logits of what ``read`` gives."""
        return self.out(F.dropout(reading, self.dropout, self.training))

    def read(self, ids: Tensor, target: Tensor) -> Tensor:
        """What the sentences say of their targets, batch × size.

        ``ids`` and ``target`` (1 at the target's tokens) are batch × length; 0 pads.
        """
        present = (ids != 0).to(self.segment.dtype)
        mask = ((1.0 - present) * -1e4)[:, None, None, :]
        positions = torch.arange(ids.shape[1], device=ids.device)
        if self.distances is not None:
            apart = positions[None, :] - positions[:, None]
            table = self.distances.weight
            mask = mask + table[_bucket(apart, table.shape[0])].permute(2, 0, 1)[None]
            positions = positions + 2  # its first two are of padding
            ids = _own_tokens(ids)
        x = self.norm(self.words(ids) + self.positions(positions) + self.segment)
        for layer in self.layers:
            x = layer(x, mask)
        pooled = torch.cat(
            [mean_of_states(x, target.to(x.dtype)), mean_of_states(x, present.to(x.dtype))], dim=1
        )
        pooled = F.dropout(pooled, self.dropout, self.training)
        return torch.tanh(self.hidden(pooled))


def mean_of_states(states: Tensor, weights: Tensor) -> Tensor:
    """The mean state of each row's tokens, by weight."""
    return (states * weights[:, :, None]).sum(1) / weights.sum(1, keepdim=True).clamp(min=1.0)


def _own_tokens(ids: Tensor) -> Tensor:
    """BERT's word pieces as MPNet's, which has the same list, four places on."""
    own = ids + 4
    for theirs, ours in ((0, 1), (CLS, 0), (SEP, 2)):
        own = torch.where(ids == theirs, ours, own)
    return own


def _bucket(apart: Tensor, buckets: int) -> Tensor:
    """The bucket of each distance: one each for near ones, then wider and wider (as T5's)."""
    half = buckets // 2
    exact = half // 2
    distance = apart.abs()
    wide = torch.log(distance.clamp(min=1).float() / exact) / math.log(_FAR / exact)
    far = (exact + (wide * (half - exact)).long()).clamp(max=half - 1)
    return torch.where(distance < exact, distance, far) + half * (apart > 0)


def load_base(folder: Path) -> TargetTone:
    """The model with the base encoder's weights (``config.json``, ``model.safetensors``)."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    model = TargetTone(config)
    weights = load_file(folder / "model.safetensors")
    own = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "positions.weight": weights["embeddings.position_embeddings.weight"],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    if model.mpnet:
        own["segment"] = torch.zeros(config["hidden_size"])
        own["distances.weight"] = weights["encoder.relative_attention_bias.weight"]
    else:
        own["segment"] = weights["embeddings.token_type_embeddings.weight"][0]
    for index in range(config["num_hidden_layers"]):
        for name, theirs in (_MPNET if model.mpnet else _BERT).items():
            for kind in ("weight", "bias"):
                own[f"layers.{index}.{name}.{kind}"] = weights[
                    f"encoder.layer.{index}.{theirs}.{kind}"
                ]
    missing, unexpected = model.load_state_dict(own, strict=False)
    assert not unexpected
    assert all(name.startswith(("hidden.", "out.")) for name in missing), missing
    return model
