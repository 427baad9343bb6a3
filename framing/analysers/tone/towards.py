"""Tone towards a target in a sentence, by a small fine-tuned model (see MODEL_CARD.md).

Runs with onnxruntime and tokenizers alone, on one thread, one target at a time: int8 activations
are scaled by what stands in a batch, so a batch would make one target's result depend on another.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from framing.analysers.tone.encoding import Encoded, encode
from framing.files import PACKAGE
from framing.text.runtime import ModelUnavailable, open_session, read_manifest, read_tokenizer

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]
    from tokenizers import Tokenizer

__all__ = ["FOLDER", "LABELS", "ModelUnavailable", "load_towards_model", "tone_towards"]

FOLDER = PACKAGE / "data" / "tone"
MODEL, TOKENIZER, MANIFEST = "towards.onnx", "tokenizer.json", "model.json"
Label = Literal["negative", "neutral", "positive"]
LABELS: tuple[Label, ...] = ("negative", "neutral", "positive")
KNOWN = 1024  # what was read lately, 2 KiB each


class TowardsModel(NamedTuple):
    """A loaded model: its tokenizer, its session, its calibration and its version."""

    tokenizer: Tokenizer
    session: InferenceSession
    temperature: float
    version: str


def tone_towards(
    items: Sequence[tuple[str, int, int]], folder: Path = FOLDER
) -> list[dict[str, float]]:
    """How each sentence speaks of its target.

    Args:
        items: (sentence, start, end): the target is ``sentence[start:end]``, in code points. Any
            text is taken; offsets out of range are moved to the nearest end, and of a very long
            text only the window around the target is read.
        folder: where the model's files are.

    Returns:
        For each item the calibrated probabilities of 'negative', 'neutral' and 'positive'.

    Raises:
        ModelUnavailable: the model's files or libraries are missing, or a file is damaged.
    """
    if not items:
        return []
    model = load_towards_model(folder)
    return [_told(folder, encode(model.tokenizer, *item)).copy() for item in items]


@lru_cache(maxsize=KNOWN)  # copy that outlets share is read once
def _told(folder: Path, encoded: Encoded) -> dict[str, float]:
    import numpy as np  # noqa: PLC0415  (heavy, and wanted only when the model runs)

    model = load_towards_model(folder)
    feed = {
        "ids": np.array([encoded.ids], dtype=np.int64),
        "target": np.array([encoded.target], dtype=np.int64),
    }
    logits = model.session.run(None, feed)[0][0]
    return _probabilities([float(x) / model.temperature for x in logits])


@lru_cache(maxsize=2)
def load_towards_model(folder: Path = FOLDER) -> TowardsModel:
    """The model of a folder, checked against its manifest.

    Raises:
        ModelUnavailable: a file or a library is missing, or a file is damaged.
    """
    try:
        manifest = read_manifest(folder / MANIFEST, folder, (MODEL,))
        temperature, version = float(manifest["temperature"]), str(manifest["version"])
    except (ValueError, KeyError, TypeError) as exc:
        raise _unavailable(str(exc)) from exc
    try:
        tokenizer = read_tokenizer(folder / TOKENIZER)
        session = open_session(folder / MODEL)
    except Exception as exc:  # tokenizers and onnxruntime raise kinds of their own
        raise _unavailable(str(exc).splitlines()[0] if str(exc) else repr(exc)) from exc
    return TowardsModel(tokenizer, session, temperature, version)


def _unavailable(why: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"Tone towards actors is left out: {why}.",
        "Install framing again, or choose --tone textblob.",
    )


def _probabilities(logits: Sequence[float]) -> dict[str, float]:
    top = max(logits)
    weights = [math.exp(x - top) for x in logits]
    return {name: w / sum(weights) for name, w in zip(LABELS, weights, strict=True)}
