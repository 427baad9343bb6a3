"""Export the trained model for use: int8 ONNX, tokenizer, and a manifest with the temperature.

    python -m training.tone.export --weights best.pt --base FOLDER --data FOLDER --out FOLDER

Needs onnx and onnxruntime beside what ``train`` needs. The temperature is fitted on NewsMTSC dev,
after quantization, by the likelihood of its labels.
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

from framing.analysers.tone.encoding import encode
from framing.analysers.tone.towards import MANIFEST, MODEL, TOKENIZER, open_session, read_tokenizer
from training.tone.data import read_items
from training.tone.model import LABELS, load_base
from training.tone.train import DEV, macro_f1


def export(weights: Path, base: Path, folder: Path) -> Path:
    """Write the quantized graph into ``folder``, and its path."""
    model = load_base(base)
    model.load_state_dict(torch.load(weights))
    model.eval()
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
    # Unsigned weights: with signed ones a processor without VNNI adds two products in 16 bits,
    # which overflow; seven-bit weights cost .01 of F1.
    quantize_dynamic(str(ready), str(out), weight_type=QuantType.QUInt8, per_channel=True)
    full.unlink()
    ready.unlink()
    return out


def temperature_of(logits: np.ndarray, labels: np.ndarray) -> float:
    """The divisor of the logits that gives the labels the greatest likelihood."""
    candidates = np.geomspace(0.5, 4.0, 200)

    def loss(heat: float) -> float:
        scaled = logits / heat
        scaled = scaled - scaled.max(1, keepdims=True)
        logs = scaled - np.log(np.exp(scaled).sum(1, keepdims=True))
        return float(-logs[np.arange(len(labels)), labels].mean())

    return float(min(candidates, key=loss))


def main(argv: list[str]) -> None:
    """Export, calibrate, and print dev figures of the exported model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", default="1")
    args = parser.parse_args(argv)
    args.out.mkdir(parents=True, exist_ok=True)
    path = export(args.weights, args.base, args.out)
    shutil.copyfile(args.base / "tokenizer.json", args.out / TOKENIZER)
    tokenizer, session = read_tokenizer(args.out / TOKENIZER), open_session(path)
    logits, labels = [], []
    for name in DEV:
        items = read_items(args.data / name)
        mine = []
        for item in items:
            each = encode(tokenizer, item.sentence, item.start, item.end)
            feed = {"ids": np.array([each.ids]), "target": np.array([each.target])}
            mine.append(session.run(None, feed)[0][0])
        gold = [item.label for item in items]
        print(name, round(macro_f1(gold, np.array(mine).argmax(1).tolist()), 3))
        logits += mine
        labels += gold
    manifest = {
        "version": args.version,
        "labels": LABELS,
        "temperature": round(temperature_of(np.array(logits), np.array(labels)), 4),
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }
    (args.out / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    print(manifest, path.stat().st_size)


if __name__ == "__main__":
    main(sys.argv[1:])
