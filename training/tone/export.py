"""Export the trained model for use: int8 ONNX, tokenizer, and a manifest with the temperature.

    python -m training.tone.export --weights best.pt --base FOLDER --data FOLDER --out FOLDER

Needs onnx and onnxruntime beside what ``train`` needs. It is calibrated on NewsMTSC dev, after
quantization: one temperature, by the likelihood of its labels.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import warnings
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  (its usual name)

from framing.analysers.tone.encoding import MAX_TOKENS
from framing.analysers.tone.towards import FOLDER, MANIFEST, MODEL, TOKENIZER, open_session
from training.tone.data import encode_all, read_items
from training.tone.model import LABELS, load_base
from training.tone.train import DEV, macro_f1, sure_half


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
    full, ready, out = folder / "full.onnx", folder / "ready.onnx", folder / MODEL
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
    full.unlink()
    ready.unlink()
    return out


def temperature_of(logits: Tensor, labels: Tensor) -> float:
    """The divisor of the logits that gives the labels the greatest likelihood (Guo et al. 2017,
    'On calibration of modern neural networks')."""
    candidates = torch.logspace(-0.3, 0.6, 200)
    return float(min(candidates, key=lambda heat: float(F.cross_entropy(logits / heat, labels))))


def main(argv: list[str]) -> None:
    """Export, calibrate, and print rw, mt and the surest half of the exported model on dev."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", required=True)
    args = parser.parse_args(argv)
    args.out.mkdir(parents=True, exist_ok=True)
    path = export(args.weights, args.base, args.out)
    if args.out.resolve() != FOLDER.resolve():
        shutil.copyfile(FOLDER / TOKENIZER, args.out / TOKENIZER)
    logits, gold = predicted(path, args.data)
    parts = zip(gold, logits, strict=True)
    scores = [macro_f1(labels.tolist(), part.argmax(1).tolist()) for labels, part in parts]
    heat = temperature_of(torch.cat(logits), torch.cat(gold))
    scores.append(sure_half(torch.cat(gold).tolist(), torch.cat(logits) / heat))
    print("rw, mt, surest half:", *(f"{score:.3f}" for score in scores))
    manifest = {
        "version": args.version,
        "labels": LABELS,
        "temperature": round(heat, 4),
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }
    (args.out / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    print(manifest, path.stat().st_size)


def predicted(path: Path, data: Path) -> tuple[list[Tensor], list[Tensor]]:
    """The exported model's logits of each dev split, and the labels."""
    session = open_session(path)
    logits, gold = [], []
    for name in DEV:
        items = read_items(data / name)
        feeds = [
            {"ids": np.array([each.ids]), "target": np.array([each.target])}
            for each in encode_all(items)
        ]
        logits.append(torch.tensor(np.concatenate([session.run(None, feed)[0] for feed in feeds])))
        gold.append(torch.tensor([item.label for item in items]))
    return logits, gold


if __name__ == "__main__":
    main(sys.argv[1:])
