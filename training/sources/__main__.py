"""Train the tagger and the linker of the sources analyser on PolNeAR.

    python -m training.sources POLNEAR --vectors FOLDER [--out tagger.npz] [--epochs 7] [--seed 3]

POLNEAR is the corpus's folder or a tar archive of it; FOLDER is a spaCy model with word vectors
(en_core_web_md 3.8, unpacked). Trains on the train split, reports on dev after each epoch, and
never reads test. Needs torch; takes about 12 minutes of one CPU core. The same seed on the same
machine gives the same weights.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from framing.analysers.sources.network import FORMAT, best_tags, chunks_of
from training.sources.linking import train_linker
from training.sources.model import Network, Shape
from training.sources.prepare import Encoder, batch_of, load_examples, read_vectors

_BATCH = 6  # articles
_PIECE = 96  # tokens over which the random field is scored in one go
_WARM_UP = 100  # steps
_DECAY = 0.02
_AVERAGE = 0.998  # of the moving average of weights, which is what is kept
_CLIP = 2.0

Encoded = dict[str, npt.NDArray[Any]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write the weights. Returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("polnear", type=Path)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("tagger.npz"))
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--dropout", type=float, default=0.3)
    options = parser.parse_args(arguments)
    train = load_examples(options.polnear, "train")
    dev = load_examples(options.polnear, "dev")
    encoder = Encoder.fit(train, read_vectors(options.vectors))
    network = fit(
        [encoder.encode(example) for example in train],
        [encoder.encode(example) for example in dev],
        encoder, options.epochs, options.seed, options.rate, options.dropout,
    )  # fmt: skip
    cue, source = train_linker(train)
    write(options.out, network, encoder, cue, source)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")
    return 0


def fit(
    train: Sequence[Encoded],
    dev: Sequence[Encoded],
    encoder: Encoder,
    epochs: int,
    seed: int,
    rate: float,
    dropout: float,
) -> Network:
    """The network trained: AdamW, one cosine, and a moving average of the weights."""
    torch.manual_seed(seed)
    order_of = np.random.RandomState(seed)
    torch.set_num_threads(1)
    network = Network(Shape(vector=encoder.vectors.table.shape[1]), encoder.sizes, dropout)
    optimiser = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=_DECAY)
    average = {name: value.clone() for name, value in network.state_dict().items()}
    steps = epochs * (len(train) // _BATCH + 1)
    step, start = 0, time.monotonic()
    for epoch in range(epochs):
        network.train()
        order = order_of.permutation(len(train))
        for at in range(0, len(order), _BATCH):
            batch = batch_of([train[i] for i in order[at : at + _BATCH]])
            warm = min(1.0, (step + 1) / _WARM_UP)
            cosine = 0.5 * (1 + np.cos(np.pi * step / steps)) + 0.02
            for group in optimiser.param_groups:
                group["lr"] = rate * warm * cosine
            loss = network.loss(network(batch), batch["gold"], batch["mask"], _PIECE)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), _CLIP)
            optimiser.step()
            step += 1
            _move(average, network, min(_AVERAGE, (1 + step) / (10 + step)))
        current = {name: value.clone() for name, value in network.state_dict().items()}
        network.load_state_dict(average)
        figures = ", ".join(f"{k} {v:.4f}" for k, v in evaluate(network, dev).items())
        print(f"epoch {epoch + 1}: dev {figures} ({time.monotonic() - start:.0f} s)", flush=True)
        if epoch + 1 < epochs:
            network.load_state_dict(current)
    return network


def _move(average: dict[str, torch.Tensor], network: Network, keep: float) -> None:
    with torch.no_grad():
        for name, value in network.state_dict().items():
            average[name].mul_(keep).add_(value, alpha=1 - keep)


def evaluate(network: Network, articles: Sequence[Encoded]) -> dict[str, float]:
    """F1 of exact spans by role (S source, U cue, C content)."""
    network.eval()
    moves = (network.transitions + network.mask).detach().numpy()
    hits, gold, found = (dict.fromkeys("SUC", 0) for _ in range(3))
    with torch.no_grad():
        for article in articles:
            scores = network(batch_of([article]))[: len(article["gold"])].numpy()
            right = set(chunks_of(article["gold"]))
            for chunk in chunks_of(best_tags(scores, moves)):
                found[chunk.role] += 1
                hits[chunk.role] += chunk in right
            for chunk in right:
                gold[chunk.role] += 1
    return {role: 2 * hits[role] / max(1, gold[role] + found[role]) for role in "SUC"}


def write(
    path: Path,
    network: Network,
    encoder: Encoder,
    cue: npt.NDArray[np.float32],
    source: npt.NDArray[np.float32],
) -> None:
    """Write the weights file that ``framing.analysers.sources.network`` reads."""
    arrays: dict[str, npt.NDArray[Any]] = {
        "format": np.int64(FORMAT),
        "dilations": np.array(network.shape.dilations),
        "w.tensor_mean": encoder.mean,
        "w.tensor_std": encoder.std,
        "w.link_cue": cue,
        "w.link_source": source,
        "vector_keys": encoder.vectors.keys,
        "vector_rows": encoder.vectors.rows,
        "vectors": encoder.vectors.table,
        "vector_scale": np.float32(encoder.vectors.scale),
    }
    for name, value in network.state_dict().items():
        if name != "mask":
            arrays[f"w.{name}"] = value.numpy().astype(np.float16)
    for column, hashes in encoder.vocabulary.items():
        arrays[f"v.{column}"] = hashes
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
