"""The trained tagger's forward pass in numpy: no torch is needed to use it.

Embeddings and the parser's own encoding go through residual layers; each layer sees a token, its
neighbours at a growing distance, its head and the mean of its dependents. ``training.sources``
trains the same network in torch.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from framing.analysers.sources.features import N_FLAGS, TAGS, Features, Floats, Ints
from framing.errors import FramingError

FORMAT = 1
_COLUMNS = ("LEMMA", "TAG", "DEP", "ENT_TYPE")
_EPSILON = 1e-5


class WeightsError(FramingError):
    """The tagger's weights are missing, damaged, or of another format."""


@dataclass(frozen=True, slots=True)
class Weights:
    """All numbers of the tagger, by name (float32), with the vocabularies and the word vectors."""

    arrays: Mapping[str, Floats]
    vocabulary: Mapping[str, npt.NDArray[np.uint64]]
    vector_keys: npt.NDArray[np.uint32]
    vector_rows: npt.NDArray[np.uint16]
    vectors: Floats
    dilations: tuple[int, ...]
    stacked: tuple[Floats, ...]  # by layer: (width, 5 · width), the layer's matrices side by side


def load_weights(path: Path) -> Weights:
    """Read and check a weights file (``.npz``).

    Raises:
        WeightsError: the file is missing, damaged, or of another format.
    """
    hint = "Reinstall framing, or use the rules reader: --sources rules."
    if not path.is_file():
        raise WeightsError(f"{path}: the tagger's weights are missing.", hint)
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            found = {name: file[name] for name in file.files}
        form = int(found["format"])
        arrays = {
            name.removeprefix("w."): value.astype(np.float32)
            for name, value in found.items()
            if name.startswith("w.")
        }
        weights = Weights(
            arrays,
            {column: found[f"v.{column}"] for column in _COLUMNS},
            found["vector_keys"],
            found["vector_rows"],
            found["vectors"].astype(np.float32) * float(found["vector_scale"]),
            tuple(int(d) for d in found["dilations"]),
            tuple(
                _side_by_side(arrays[f"blocks.{number}.mix.weight"])
                for number in range(len(found["dilations"]))
            ),
        )
        _check(weights)
    except Exception as exc:  # a damaged archive raises whatever zipfile and numpy raise
        raise WeightsError(f"{path}: the tagger's weights are damaged ({exc}).", hint) from exc
    if form != FORMAT:
        raise WeightsError(f"{path}: is of format {form}, not {FORMAT}.", hint)
    return weights


def _side_by_side(mix: Floats) -> Floats:
    width = mix.shape[0]
    parts = [mix[:, at : at + width].T for at in range(0, 5 * width, width)]
    return np.ascontiguousarray(np.concatenate(parts, axis=1))


def _check(weights: Weights) -> None:
    inputs = weights.arrays["enter.weight"].shape[1]
    parts = sum(
        weights.arrays[f"{name}.weight"].shape[1]
        for name in ("lemma", "tag", "dep", "entity", "rules")
    )
    tensor = len(weights.arrays["tensor_mean"])
    if inputs != parts + weights.vectors.shape[1] + tensor + N_FLAGS:
        raise ValueError("the sizes of its layers do not fit")
    for name, value in weights.arrays.items():
        if not np.isfinite(value).all():
            raise ValueError(f"'{name}' holds numbers that are none")
    if weights.arrays["leave.weight"].shape[0] != len(TAGS):
        raise ValueError("it knows other tags")


def scores_of(weights: Weights, features: Features) -> Floats:
    """(n, 7) scores of the tags for each token."""
    w = weights.arrays
    if len(features.starts) == 0:
        return np.zeros((0, len(TAGS)), dtype=np.float32)
    names = {"LEMMA": "lemma", "TAG": "tag", "DEP": "dep", "ENT_TYPE": "entity"}
    tensor = (features.tensor - w["tensor_mean"]) / w["tensor_std"] * np.float32(0.5)
    x = np.concatenate(
        [
            *(
                w[f"{names[c]}.weight"][_index(weights.vocabulary[c], features.ids[c])]
                for c in _COLUMNS
            ),
            w["rules.weight"][features.rules],
            word_vectors(weights, features.ids["LOWER"]),
            tensor,
            features.flags,
        ],
        axis=1,
    )
    x = _dense(x, w["enter.weight"], w["enter.bias"])
    np.maximum(x, 0, out=x)
    x = _normal(x, w["enter_norm.weight"], w["enter_norm.bias"])
    tree = _Tree.of(features.head)
    for number, dilation in enumerate(weights.dilations):
        x = _block(weights, number, dilation, x, tree)
    return _dense(x, w["leave.weight"], w["leave.bias"])


def word_vectors(weights: Weights, hashes: npt.NDArray[np.uint64]) -> Floats:
    """Static vectors by the hash of the lower-case word; zeros for unknown words."""
    keys = weights.vector_keys
    if not len(keys):
        return np.zeros((len(hashes), weights.vectors.shape[1]), dtype=np.float32)
    short = (hashes >> np.uint64(32)).astype(np.uint32)
    at = np.searchsorted(keys, short)
    at[at == len(keys)] = 0
    known = keys[at] == short
    found: Floats = np.where(
        known[:, None], weights.vectors[weights.vector_rows[at]], np.float32(0)
    )
    return found


def _index(vocabulary: npt.NDArray[np.uint64], hashes: npt.NDArray[np.uint64]) -> Ints:
    """Row of each hash in an embedding: its place in the sorted vocabulary plus 1, else 0."""
    at = np.searchsorted(vocabulary, hashes)
    at[at == len(vocabulary)] = 0
    return np.where(vocabulary[at] == hashes, at + 1, 0)


@dataclass(frozen=True, slots=True)
class _Tree:
    """Heads, and the dependents of each token in the order that ``np.add.reduceat`` wants."""

    head: Ints
    order: Ints  # tokens that have a head, by head
    starts: Ints  # where each head's dependents start in ``order``
    heads: Ints  # the heads that have dependents
    share: Floats

    @classmethod
    def of(cls, head: Ints) -> _Tree:
        own = np.flatnonzero(head != np.arange(len(head)))
        order = own[np.argsort(head[own], kind="stable")]
        heads, starts, counts = np.unique(head[order], return_index=True, return_counts=True)
        return cls(head, order, starts, heads, (1 / counts).astype(np.float32)[:, None])


def _block(weights: Weights, number: int, dilation: int, x: Floats, tree: _Tree) -> Floats:
    w, width, n = weights.arrays, x.shape[1], len(x)
    # One product for all five views of a token; shifting and adding commute with it.
    products = x @ weights.stacked[number]
    left, y, right, above, below = (
        products[:, at : at + width] for at in range(0, 5 * width, width)
    )
    y = y + w[f"blocks.{number}.mix.bias"]
    if n > dilation:
        y[dilation:] += left[:-dilation]
        y[:-dilation] += right[dilation:]
    y += above[tree.head]
    if len(tree.order):
        y[tree.heads] += np.add.reduceat(below[tree.order], tree.starts, axis=0) * tree.share
    np.maximum(y, 0, out=y)
    y += x
    return _normal(y, w[f"blocks.{number}.norm.weight"], w[f"blocks.{number}.norm.bias"])


def _dense(x: Floats, weight: Floats, bias: Floats) -> Floats:
    y: Floats = x @ weight.T + bias
    return y


def _normal(x: Floats, weight: Floats, bias: Floats) -> Floats:
    """Layer normalisation."""
    x = x - x.mean(axis=1, keepdims=True)
    x /= np.sqrt(np.einsum("ij,ij->i", x, x)[:, None] / x.shape[1] + _EPSILON)
    x *= weight
    x += bias
    return x


_N = len(TAGS)
_NEVER = np.float32(-1e4)
_SURE = 4.0  # margin of 'outside' over every other tag at which a text may be cut
_FIRST = np.array([0, 0, _NEVER, 0, _NEVER, 0, _NEVER], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of tokens with one role: 'S' source, 'U' cue, 'C' content. Token positions."""

    role: str
    start: int
    end: int


def allowed() -> Floats:
    """(7, 7): 0 where tag j may follow tag i, else a large negative number."""
    moves = np.zeros((_N, _N), dtype=np.float32)
    for inside in (2, 4, 6):
        for before in range(_N):
            if before not in (inside - 1, inside):
                moves[before, inside] = _NEVER
    return moves


def best_tags(scores: Floats, moves: Floats) -> Ints:
    """The best allowed sequence of tags (Viterbi), with ``moves`` added at each step.

    The text is cut where a token is 'outside' beyond doubt, and the pieces are decoded side by
    side: the loop runs over the longest piece, not over the text.
    """
    n = len(scores)
    if n == 0:
        return np.zeros(0, dtype=np.int64)
    sure = scores[:, 0] - scores[:, 1:].max(axis=1) > _SURE
    tags = np.zeros(n, dtype=np.int64)
    edges = np.flatnonzero(np.diff(np.concatenate([[True], sure, [True]]).astype(np.int8)))
    pieces = edges.reshape(-1, 2)  # stretches that are not surely outside
    if not len(pieces):
        return tags
    lengths = pieces[:, 1] - pieces[:, 0]
    order = np.argsort(-lengths, kind="stable")
    pieces, lengths = pieces[order], lengths[order]
    longest, count = int(lengths[0]), len(pieces)
    steps = np.arange(longest)
    alive = np.searchsorted(-lengths, -steps, side="left").tolist()  # pieces longer than a step
    padded = scores[np.minimum(pieces[:, :1] + steps, n - 1)]
    back = np.zeros((longest, count, _N), dtype=np.int64)
    # A piece follows an 'outside' token, or opens the text.
    value = padded[:, 0] + np.where(pieces[:, :1] == 0, _FIRST, moves[0][None, :])
    turned = np.ascontiguousarray(moves.T)
    for step in range(1, longest):
        some = alive[step]
        options = value[:some, None, :] + turned
        best = options.argmax(axis=2)
        back[step, :some] = best
        value[:some] = options.max(axis=2) + padded[:some, step]
    # And is followed by one.
    ends = pieces[:, 1] < n
    value = value + np.where(ends[:, None], moves[:, 0][None, :], 0)
    tag = value.argmax(axis=1)
    rows = np.arange(count)
    for step in range(longest - 1, -1, -1):
        some = alive[step]
        tags[pieces[:some, 0] + step] = tag[:some]
        tag[:some] = back[step, rows[:some], tag[:some]]
    return tags


def chunks_of(tags: Ints) -> list[Chunk]:
    """The chunks that a tag sequence holds, in order."""
    found = []
    begins = np.flatnonzero(tags % 2 == 1)
    n = len(tags)
    for begin in begins.tolist():
        inside = int(tags[begin]) + 1
        end = begin + 1
        while end < n and tags[end] == inside:
            end += 1
        found.append(Chunk("SUC"[inside // 2 - 1], begin, end))
    return found
