"""Export for use: three quantized graphs, and heads whose probabilities are calibrated on dev."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from framing.analysers.alone import WORDS, table_of
from framing.analysers.heads import Head, Heads, load_heads
from framing.analysers.meaning import Weights
from framing.text.encoder import (
    FOLDER,
    GENERAL,
    LOWER,
    MANIFEST,
    MAX_TOKENS,
    TAUGHT,
    TOKENIZER,
    load_encoder,
)
from framing.validation.learn import band_of, best_threshold, calibrated
from training.frames.data import NAMES, Coded
from training.frames.model import FrameCoder, Lower, Upper
from training.frames.settings import Settings
from training.frames.thresholds import HEADS, write_heads_file
from training.record import digest
from training.tone.export import Bytes, quantise


@torch.no_grad()
def export_encoder(
    lower: Lower, general: Upper, taught: FrameCoder, version: str, out: Path
) -> None:
    """Write the three graphs, the tokenizer and the manifest into ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    width = lower.words.embedding_dim
    lower.words = Bytes(lower.words.weight)
    lower.positions.weight = nn.Parameter(lower.positions.weight[:MAX_TOKENS])
    ids = torch.tensor([[101, 1996, 4539, 2003, 2307, 102]])
    states = lower(ids)
    for part, given, name, file in (
        (lower, ids, "ids", LOWER),
        (general, states, "states", GENERAL),
        (taught.upper, states, "states", TAUGHT),
    ):
        _graph(part.eval(), given, name, out / file)
    shutil.copyfile(FOLDER / TOKENIZER, out / TOKENIZER)
    manifest = {
        "version": version,
        "width": width,
        "sha256": {name: digest(out / name) for name in (LOWER, GENERAL, TAUGHT)},
    }
    (out / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _graph(part: nn.Module, given: Tensor, name: str, path: Path) -> None:
    full = path.with_suffix(".full")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            part,
            (given,),
            str(full),
            input_names=[name],
            output_names=["read"],
            dynamic_axes={name: {0: "b", 1: "n"}, "read": {0: "b", 1: "n"}},
            opset_version=17,
            dynamo=False,
        )
    quantise(full, path)
    full.unlink()


def write_heads(
    taught: FrameCoder, dev: Sequence[Coded], settings: Settings, positives: Mapping[str, int],
    out: Path,
) -> None:  # fmt: skip
    """Calibrate each head on dev, as the exported encoder reads it, and write all of them."""
    encoder = load_encoder("taught", out)
    bias = taught.heads.bias.detach().numpy()
    plain = [
        Weights(
            Head(
                weights=tuple(weights), bias=float(constant), attention=tuple(attention),
                threshold=0.5, low=0.5, high=0.5, positives=0,
            )
        )
        for weights, constant, attention in zip(
            taught.heads.weight.tolist(), bias, taught.attend.weight.tolist(), strict=True
        )
    ]  # fmt: skip
    reads = [encoder.read(each.sentence) for each in dev]
    logits = np.array([[head.votes(read).sum() for head in plain] for read in reads])
    heads = {}
    for column, frame in enumerate(NAMES):
        codes = [each.code(frame) for each in dev]
        sure = [i for i, code in enumerate(codes) if code is not None]
        scale, shift = calibrated(
            logits[sure, column], [bool(codes[i]) for i in sure], settings.penalty
        )
        probabilities = 1 / (1 + np.exp(-(scale * logits[sure, column] + shift)))
        threshold = best_threshold(probabilities, [bool(codes[i]) for i in sure])
        low, high = band_of(threshold, settings.band)
        weights = taught.heads.weight[column].detach().numpy() * scale
        heads[frame] = Head(
            weights=tuple(round(float(x), 6) for x in weights),
            bias=round(float(bias[column]) * scale + shift, 6),
            attention=tuple(round(x, 6) for x in taught.attend.weight[column].tolist()),
            threshold=threshold,
            low=low,
            high=high,
            positives=positives[frame],
        )
    found = Heads(schema="framing.heads/1", reading="taught", encoder=settings.version, heads=heads)
    write_heads_file(out / HEADS, found)


def write_words(out: Path) -> None:
    """Write what each word says by itself (see ``framing.analysers.alone``)."""
    encoder = load_encoder("taught", out)
    heads = [Weights(head) for head in load_heads(out / HEADS).heads.values()]
    words = encoder.vocabulary()

    def says(word: str) -> list[float]:
        read = encoder.read(word)
        return [float(head.votes(read).sum()) for head in heads]

    np.save(out / WORDS, table_of(words, says))
