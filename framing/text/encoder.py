"""The sentence encoder: what each word of a sentence means where it stands, as numbers.

all-MiniLM-L6-v2 (Apache-2.0), of which two readings ship, with the same words and the same lower
layers: the *general* one, as its authors trained it, and the one *taught* to read frames (see
MODEL_CARD.md). A sentence's vector is the mean of its word pieces' states, so that whatever is
linear in the vector splits exactly into what each word piece adds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from framing.files import PACKAGE
from framing.models import Span
from framing.text.runtime import (
    CLS,
    SEP,
    ModelUnavailable,
    open_session,
    read_manifest,
    read_tokenizer,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]
    from tokenizers import Tokenizer

    Floats = NDArray[np.float32]

FOLDER = PACKAGE / "data" / "encoder"
TOKENIZER, MANIFEST = "tokenizer.json", "model.json"
LOWER, GENERAL, TAUGHT = "lower.onnx", "general.onnx", "taught.onnx"
Reading = Literal["general", "taught"]
MAX_TOKENS = 128  # with the special tokens; of a longer sentence the beginning is read
KNOWN = 4096  # sentences whose vectors are kept: 6 MiB


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence as the encoder takes it: the ids of its word pieces, and for each piece where it
    stands in the sentence (code points)."""

    ids: tuple[int, ...]
    spans: tuple[Span, ...]


def encode(tokenizer: Tokenizer, sentence: str) -> Encoded:
    """The word pieces of a sentence. Never raises on any text."""
    found = tokenizer.encode(sentence, add_special_tokens=False)
    room = MAX_TOKENS - 2
    return Encoded(tuple(found.ids[:room]), tuple(Span(s, e) for s, e in found.offsets[:room]))


@dataclass(frozen=True, slots=True)
class States:
    """What a sentence's word pieces mean where they stand: ``states`` is pieces × width, ``spans``
    are their places in the sentence."""

    states: Floats
    spans: tuple[Span, ...]

    @property
    def vector(self) -> Floats:
        """The sentence's vector: the mean of its pieces' states (zeros where it has none)."""
        found: Floats = self.states.sum(axis=0) / max(1, len(self.states))
        return found


class SentenceEncoder:
    """Reads sentences one at a time (see ``runtime``). Made by ``load_encoder``."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        lower: InferenceSession,
        upper: InferenceSession,
        version: str,
        width: int,
    ) -> None:
        self._tokenizer = tokenizer
        self._lower = lower
        self._upper = upper
        self.version = version
        self.width = width
        self._known: dict[str, Floats] = {}

    def place(self, word: str) -> int | None:
        """Where a word stands in the vocabulary; None of a word that is read in pieces."""
        found: int | None = self._tokenizer.token_to_id(word)
        return found

    def vocabulary(self) -> list[tuple[int, str]]:
        """The words of the vocabulary with their places, in order; letters and what only continues
        a word are left out."""
        found = self._tokenizer.get_vocab(with_added_tokens=False).items()
        return sorted((place, word) for word, place in found if word.isalnum() and len(word) > 2)

    def read(self, sentence: str) -> States:
        """The states of a sentence's word pieces."""
        import numpy as np  # noqa: PLC0415  (heavy, and wanted only when the model runs)

        encoded = encode(self._tokenizer, sentence)
        if not encoded.ids:
            return States(np.zeros((0, self.width), dtype=np.float32), ())
        ids = np.array([[CLS, *encoded.ids, SEP]], dtype=np.int64)
        states = self._lower.run(None, {"ids": ids})[0]
        states = self._upper.run(None, {"states": states})[0]
        read = States(states[0, 1:-1], encoded.spans)
        if len(self._known) == KNOWN:
            self._known.pop(next(iter(self._known)))  # the oldest
        self._known[sentence] = read.vector
        return read

    def vectors(self, sentences: Sequence[str]) -> Floats:
        """The vectors of sentences, a row each, in order; what was read lately is still known."""
        import numpy as np  # noqa: PLC0415

        rows = [self._vector(sentence) for sentence in sentences]
        return np.array(rows, dtype=np.float32).reshape(len(rows), self.width)

    def _vector(self, sentence: str) -> Floats:
        known = self._known.get(sentence)
        return self.read(sentence).vector if known is None else known


@lru_cache(maxsize=4)
def load_encoder(reading: Reading = "general", folder: Path = FOLDER) -> SentenceEncoder:
    """The encoder of a folder, checked against its manifest.

    Args:
        reading: 'general', or 'taught' to read frames.
        folder: where the model's files are.

    Raises:
        ModelUnavailable: a file or a library is missing, or a file is damaged.
    """
    name = TAUGHT if reading == "taught" else GENERAL
    try:
        manifest = read_manifest(folder / MANIFEST, folder, (LOWER, name))
        version, width = str(manifest["version"]), int(manifest["width"])
    except (ValueError, KeyError, TypeError) as exc:
        raise _unavailable(str(exc)) from exc
    try:
        tokenizer = read_tokenizer(folder / TOKENIZER)
        lower, upper = open_session(folder / LOWER), open_session(folder / name)
    except Exception as exc:  # tokenizers and onnxruntime raise kinds of their own
        raise _unavailable(str(exc).splitlines()[0] if str(exc) else repr(exc)) from exc
    return SentenceEncoder(tokenizer, lower, upper, version, width)


def _unavailable(why: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"Sentences cannot be read by meaning: {why}.",
        "Install framing again, or choose a codebook whose frames are read by indicators.",
    )
