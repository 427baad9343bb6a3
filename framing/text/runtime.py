"""Small models that run in ONNX Runtime: their tokenizer, their session, their manifest.

They run on one thread, one text at a time: bytes of a layer are scaled by what stands in a batch,
so a batch would make one text's result depend on another.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]
    from tokenizers import Tokenizer

CLS, SEP = 101, 102


class ModelUnavailable(FramingError):  # noqa: N818  (the name that callers know)
    """A model is missing, damaged, or lacks its libraries."""


def read_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer without the truncation and padding that its file asks for."""
    from tokenizers import Tokenizer  # noqa: PLC0415  (wanted only when the model runs)

    tokenizer = Tokenizer.from_str(path.read_text(encoding="utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def open_session(path: Path) -> InferenceSession:
    """A session on one thread: articles run beside each other, and threads only spin."""
    import onnxruntime  # noqa: PLC0415  (wanted only when the model runs)

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def read_manifest(path: Path, folder: Path, models: Sequence[str]) -> dict[str, Any]:
    """What a manifest says, once each of the models has the checksum that it names.

    Args:
        path: the manifest; ``sha256`` in it is a checksum, or the checksums by file.
        folder: where the models are.
        models: their files.

    Raises:
        ValueError: a file cannot be read, or a model is damaged.
    """
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        said = manifest["sha256"]
        expected = said if isinstance(said, dict) else dict.fromkeys(models, said)
        damaged = [name for name in models if _digest(folder / name) != expected[name]]
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise ValueError(f"its files in {folder} cannot be read ({exc})") from exc
    if damaged:
        raise ValueError(f"{folder / damaged[0]} is damaged (its checksum differs)")
    return manifest


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
