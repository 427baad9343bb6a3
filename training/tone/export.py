"""Export the trained model for use: int8 ONNX, tokenizer, and a manifest with the temperature.

It is calibrated on NewsMTSC dev, after quantization: one temperature, by the likelihood of its
labels.
"""

from __future__ import annotations

import json
import shutil
import warnings
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  (its usual name)

from framing.analysers.tone.encoding import MAX_TOKENS
from framing.analysers.tone.towards import (
    FOLDER,
    LABELS,
    MANIFEST,
    MODEL,
    TOKENIZER,
    open_session,
)
from training.record import digest
from training.tone.model import load_base
from training.tone.train import Dev, Scores


class Bytes(nn.Module):
    """An embedding in signed bytes with a scale for each word."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = (weight.abs().amax(1, keepdim=True) / 127).clamp(min=1e-8)
        self.register_buffer("table", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """The states of words by their ids."""
        return self.table[ids].to(self.scale.dtype) * self.scale[ids]


@torch.no_grad()
def export(weights: Path, base: Path, folder: Path) -> Path:
    """Write the quantized graph into ``folder``, and its path."""
    model = load_base(base)
    model.load_state_dict(torch.load(weights))
    model.eval()
    model.words = Bytes(model.words.weight)
    model.positions.weight = nn.Parameter(model.positions.weight[:MAX_TOKENS])
    full, out = folder / "full.onnx", folder / MODEL
    ids = torch.tensor([[101, 1996, 4539, 2003, 2307, 102]])
    target = torch.tensor([[0, 1, 1, 0, 0, 0]])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            (ids, target),
            str(full),
            input_names=["ids", "target"],
            output_names=["logits"],
            dynamic_axes={"ids": {0: "b", 1: "n"}, "target": {0: "b", 1: "n"}, "logits": {0: "b"}},
            opset_version=17,
            dynamo=False,
        )
    quantise(full, out)
    full.unlink()
    return out


def quantise(full: Path, out: Path) -> None:
    """Write the graph of ``full`` with the weights of its products in seven bits."""
    ready = out.with_suffix(".ready")
    quant_pre_process(str(full), str(ready), skip_symbolic_shape=True)
    # Signed weights have the faster kernel (2.4 times as fast as with unsigned ones). Seven bits of
    # them: a processor without VNNI adds two products with an unsigned byte in 16 bits, which eight
    # bits would overflow.
    quantize_dynamic(
        str(ready),
        str(out),
        op_types_to_quantize=["MatMul"],
        weight_type=QuantType.QInt8,
        reduce_range=True,
        per_channel=True,
    )
    ready.unlink()


def temperature_of(logits: Tensor, labels: Tensor) -> float:
    """The divisor of the logits that gives the labels the greatest likelihood (Guo et al. 2017,
    'On calibration of modern neural networks')."""
    candidates = torch.logspace(-0.3, 0.6, 200)
    return float(min(candidates, key=lambda heat: float(F.cross_entropy(logits / heat, labels))))


def write_model(weights: Path, base: Path, data: Path, version: str, out: Path) -> Scores:
    """Export and calibrate into ``out``, which then holds all that the product reads.

    Returns the exported model's scores on dev.
    """
    out.mkdir(parents=True, exist_ok=True)
    path = export(weights, base, out)
    shutil.copyfile(FOLDER / TOKENIZER, out / TOKENIZER)
    dev = Dev(data)
    logits = predicted(path, dev)
    labels = torch.tensor([LABELS.index(item.label) for part in dev.items for item in part])
    heat = temperature_of(torch.cat(logits), labels)
    manifest = {
        "version": version,
        "labels": LABELS,
        "temperature": round(heat, 4),
        "sha256": digest(path),
    }
    (out / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return dev.scores_of([part / heat for part in logits])


def predicted(path: Path, dev: Dev) -> list[Tensor]:
    """The exported model's logits of each dev split."""
    session = open_session(path)
    logits = []
    for part in dev.encoded:
        feeds = [{"ids": np.array([e.ids]), "target": np.array([e.target])} for e in part]
        logits.append(torch.tensor(np.concatenate([session.run(None, feed)[0] for feed in feeds])))
    return logits
