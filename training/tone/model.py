"""The encoder (BERT's architecture, MiniLM-L6's sizes) and the reading of a target's tone.

Written out in plain PyTorch, so that training needs torch, safetensors and tokenizers alone and
the graph that is exported holds no more than what is used.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  (its usual name)

LABELS = ("negative", "neutral", "positive")


class Layer(nn.Module):
    """One transformer layer, normalised after each half, as BERT's."""

    def __init__(self, size: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.dropout = dropout
        self.query = nn.Linear(size, size)
        self.key = nn.Linear(size, size)
        self.value = nn.Linear(size, size)
        self.attended = nn.Linear(size, size)
        self.norm_1 = nn.LayerNorm(size, eps=1e-12)
        self.up = nn.Linear(size, inner)
        self.down = nn.Linear(inner, size)
        self.norm_2 = nn.LayerNorm(size, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, size = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, size // self.heads).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = q @ k.transpose(2, 3) * (size // self.heads) ** -0.5 + mask
        weights = F.dropout(scores.softmax(-1), self.dropout, self.training)
        y = (weights @ v).transpose(1, 2).reshape(batch, length, size)
        x = self.norm_1(x + F.dropout(self.attended(y), self.dropout, self.training))
        y = self.down(F.gelu(self.up(x)))
        return self.norm_2(x + F.dropout(y, self.dropout, self.training))


class TargetTone(nn.Module):
    """Logits (negative, neutral, positive) of a target from the mean state of its tokens and the
    mean state of the sentence."""

    def __init__(self, config: dict, dropout: float = 0.1) -> None:
        super().__init__()
        size = config["hidden_size"]
        self.dropout = dropout
        self.words = nn.Embedding(config["vocab_size"], size)
        self.positions = nn.Embedding(config["max_position_embeddings"], size)
        self.segment = nn.Parameter(torch.zeros(size))
        self.norm = nn.LayerNorm(size, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(size, config["num_attention_heads"], config["intermediate_size"], dropout)
            for _ in range(config["num_hidden_layers"])
        )
        self.hidden = nn.Linear(2 * size, size)
        self.out = nn.Linear(size, len(LABELS))

    def forward(self, ids: Tensor, target: Tensor) -> Tensor:
        """``ids`` and ``target`` (1 at the target's tokens) are batch × length; 0 pads."""
        present = (ids != 0).to(self.segment.dtype)
        mask = ((1.0 - present) * -1e4)[:, None, None, :]
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.words(ids) + self.positions(positions) + self.segment)
        x = F.dropout(x, self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, mask)
        pooled = torch.cat(
            [mean_of_states(x, target.to(x.dtype)), mean_of_states(x, present.to(x.dtype))], dim=1
        )
        pooled = F.dropout(pooled, self.dropout, self.training)
        hidden = F.dropout(torch.tanh(self.hidden(pooled)), self.dropout, self.training)
        return self.out(hidden)


def mean_of_states(states: Tensor, weights: Tensor) -> Tensor:
    """The mean state of each row's tokens, by weight."""
    return (states * weights[:, :, None]).sum(1) / weights.sum(1, keepdim=True).clamp(min=1.0)


def load_base(folder: Path) -> nn.Module:
    """The model with the base encoder's weights (``config.json``, ``model.safetensors``)."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if config["model_type"] == "mpnet":
        from training.tone.teacher import Teacher  # noqa: PLC0415  (needs transformers)

        return Teacher(folder)
    model = TargetTone(config)
    weights = load_file(folder / "model.safetensors")
    own = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "positions.weight": weights["embeddings.position_embeddings.weight"],
        "segment": weights["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    names = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "attended": "attention.output.dense",
        "norm_1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm_2": "output.LayerNorm",
    }
    for index in range(config["num_hidden_layers"]):
        for name, theirs in names.items():
            for kind in ("weight", "bias"):
                own[f"layers.{index}.{name}.{kind}"] = weights[
                    f"encoder.layer.{index}.{theirs}.{kind}"
                ]
    missing, unexpected = model.load_state_dict(own, strict=False)
    assert not unexpected
    assert all(name.startswith(("hidden.", "out.")) for name in missing), missing
    return model
