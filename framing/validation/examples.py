"""Coded examples: which of them a sentence is most alike, so that what was found can be weighed.

They are the sentences that a codebook itself gives for a frame (``include``, ``exclude``), and of a
frame that was learned those that its user coded, which ``codebooks learn`` keeps beside the heads.
They explain, and enter no figure.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from framing.analysers.heads import by_meaning
from framing.codebooks import CODED_SUFFIX, Codebook
from framing.errors import CodebookError
from framing.text.encoder import load_encoder
from framing.tomlfile import Checked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

SHOWN = 2
_KEPT = 20_000  # vectors, about 1.5 KB each


class CodedSentence(Checked):
    """A sentence that a frame's head was learned from, and whether its coders found the frame."""

    frame: str
    sentence: str
    held: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A coded example. ``note`` says why, where its author said it; ``own``: it is one of the
    user's own codings, not of the codebook's file."""

    sentence: str
    held: bool
    note: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """An example that a sentence is alike; ``likeness`` is the cosine of both vectors (−1 to 1), to
    two decimals, so that machines do not differ."""

    example: Example
    likeness: float


def coded_path(codebook: Codebook) -> Path:
    """Where the sentences lie that a codebook's heads were learned from: beside it."""
    return codebook.path.with_name(codebook.path.stem + CODED_SUFFIX)


def coded_lines(coded: Iterable[CodedSentence]) -> bytes:
    """The content of such a file: one JSON object a line."""
    lines = (json.dumps(each.model_dump(), ensure_ascii=False) + "\n" for each in coded)
    return "".join(lines).encode()


def coded_in(path: Path) -> tuple[CodedSentence, ...]:
    """The sentences of such a file; none where there is no file.

    Raises:
        CodebookError: it cannot be read.
    """
    if not path.is_file():
        return ()
    try:
        lines = path.read_text("utf-8").splitlines()
        return tuple(CodedSentence.model_validate_json(line) for line in lines if line.strip())
    except (OSError, UnicodeDecodeError, ValidationError) as exc:
        raise CodebookError(
            f"{path} cannot be read as coded sentences.",
            "Write it anew with 'framing codebooks learn', or remove it.",
        ) from exc


def examples_of(codebook: Codebook) -> Mapping[str, tuple[Example, ...]]:
    """The coded examples of each frame that is read by meaning, those of its file first.

    Raises:
        CodebookError: the file of the user's codings cannot be read.
    """
    coded = coded_in(coded_path(codebook))
    found = {}
    for frame in by_meaning(codebook.frames):
        told = [Example(each.sentence, True, each.note) for each in frame.include]
        told += [Example(each.sentence, False, each.note) for each in frame.exclude]
        known = {each.sentence for each in told}
        if not frame.head:
            told += [
                Example(each.sentence, each.held, own=True)
                for each in coded
                if each.frame == frame.id and each.sentence not in known
            ]
        found[frame.id] = tuple(told)
    return found


class NearestExamples:
    """Finds the coded examples that sentences are most alike.

    Nothing is read before it is asked for, and no sentence twice in one process.

    Raises:
        CodebookError: the file of the user's codings cannot be read.
        ModelUnavailable: the encoder is missing or damaged (when first asked).
    """

    def __init__(self, codebook: Codebook) -> None:
        self._examples = examples_of(codebook)

    def of(self, sentence: str, frame: str, most: int = SHOWN) -> tuple[Near, ...]:
        """The examples of a frame that a sentence is most alike, the likest first; of equally like
        ones the first of the codebook. A sentence that was coded itself is the first of its own."""
        examples = self._examples.get(frame, ())
        if not examples:
            return ()
        own = _direction(sentence)
        near = [Near(e, round(float(own @ _direction(e.sentence)), 2)) for e in examples]
        return tuple(sorted(near, key=lambda each: -each.likeness)[:most])


@lru_cache(maxsize=_KEPT)
def _direction(sentence: str) -> Floats:
    """A sentence's vector, of length 1."""
    import numpy as np  # noqa: PLC0415  (heavy, and wanted only when something is asked)

    vector = load_encoder("general").read(sentence).vector
    found: Floats = vector / max(float(np.linalg.norm(vector)), 1e-12)
    return found


def in_words(near: Sequence[Near]) -> Iterator[str]:
    """Lines for a terminal: '.71 held: The cook fried trout. (a dish)'."""
    for each in near:
        code = "held" if each.example.held else "not held"
        note = f"  ({each.example.note})" if each.example.note else ""
        yield f"{each.likeness:.2f} {code}: {each.example.sentence}{note}"
