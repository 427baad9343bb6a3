"""Heads: what a frame looks for in a sentence's vector, and how sure it must be.

A head is linear: it says of each word piece a weight a dimension and a constant, and of the
sentence the weighted mean of that; the probability is the logistic function of it. Pieces weigh
alike, or as the head's ``attention`` has it. The sentences around may count, too. The files of
heads are JSON, so that they can be read and compared; those that ship are written by
``training.frames``, a user's by ``framing codebooks learn``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, model_validator

from framing.codebooks.load import HEADS_SUFFIX
from framing.codebooks.model import Codebook, Frame
from framing.errors import CodebookError
from framing.files import PACKAGE
from framing.text.encoder import Reading
from framing.tomlfile import Checked

PACKAGED = PACKAGE / "data" / "encoder" / "heads.json"


class Around(Checked):
    """What the sentences around one count for.

    The logit of a sentence is ``own`` times what its own words say, and ``near`` times the mean
    probability of the sentences around it (each by its own words), and ``constant``.
    """

    own: float
    near: float
    constant: float


class Head(Checked):
    """One frame's head.

    Attributes:
        weights: one a dimension of the encoder.
        bias: the constant.
        attention: what makes a piece weigh more than others (softmax); empty: all weigh alike.
        threshold: the probability from which on a sentence holds the frame.
        low, high: between them a sentence is doubtful; ``threshold`` lies between.
        positives: how many coded sentences with the frame it was fitted on.
        around: what the sentences around count for; None: nothing.
    """

    weights: tuple[float, ...]
    bias: float
    attention: tuple[float, ...] = ()
    threshold: float = Field(gt=0, lt=1)
    low: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)
    positives: int
    around: Around | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Head:
        if not self.low <= self.threshold <= self.high:
            raise ValueError("'threshold' must lie between 'low' and 'high'")
        return self


class Heads(Checked):
    """The heads of a file.

    Attributes:
        reading: which reading of the encoder they are for.
        encoder: its version.
        codebook: the SHA-256 of the frames' definitions that the codings followed; empty where
            the heads are of no single codebook.
        heads: by the frame's id.
    """

    schema_: Literal["framing.heads/1"] = Field(alias="schema")
    reading: Reading
    encoder: str
    codebook: str = ""
    heads: Mapping[str, Head]


def heads_path(codebook: Codebook) -> Path:
    """Where the heads lie that were learned for a codebook: beside it."""
    return codebook.path.with_name(codebook.path.stem + HEADS_SUFFIX)


def load_heads(path: Path) -> Heads:
    """Read a file of heads.

    Raises:
        CodebookError: unreadable, or no file of heads.
    """
    try:
        return _parsed(path, path.read_bytes())
    except OSError as exc:
        raise CodebookError(f"{path} cannot be read ({exc.strerror}).") from exc


@lru_cache(maxsize=8)
def _parsed(path: Path, content: bytes) -> Heads:
    try:
        return Heads.model_validate_json(content)
    except ValidationError as exc:
        raise CodebookError(
            f"{path} is no file of heads ({exc.errors()[0]['msg']}).",
            "Write it anew with 'framing codebooks learn', or remove it.",
        ) from exc


def heads_of(codebook: Codebook) -> Mapping[Reading, Mapping[str, Head]]:
    """The heads of a codebook's frames that are read by meaning: by reading, by frame.

    Raises:
        CodebookError: a frame has none; says how to come by one.
    """
    found: dict[Reading, dict[str, Head]] = {}
    own = heads_path(codebook)
    for frame in by_meaning(codebook.frames):
        heads, name = _named(frame, own)
        if name not in heads.heads:
            raise CodebookError(
                f"{codebook.path}: the frame '{frame.id}' is read by meaning, and nobody has "
                "taught it yet.",
                f"Code sentences and learn from them: framing validate sheet, then framing "
                f'codebooks learn {codebook.id} coding/; or write by = "indicators".',
            )
        found.setdefault(heads.reading, {})[frame.id] = heads.heads[name]
    return found


def by_meaning(frames: Iterable[Frame]) -> tuple[Frame, ...]:
    """Those frames that are read by meaning, alone or with indicators."""
    return tuple(frame for frame in frames if frame.by != "indicators")


def untaught(codebook: Codebook) -> tuple[str, ...]:
    """The frames that are read by meaning and have no head yet."""
    own = heads_path(codebook)
    return tuple(
        frame.id
        for frame in by_meaning(codebook.frames)
        for heads, name in [_named(frame, own)]
        if name not in heads.heads
    )


def readable(codebook: Codebook) -> Codebook:
    """The codebook with those frames alone that can be read: ``unread`` names the others, which
    nobody has taught yet. Where a pole is among those, no two frames are compared."""
    waiting = untaught(codebook)
    if not waiting:
        return codebook
    poles = codebook.poles if not {*(codebook.poles or ())} & {*waiting} else ()
    update = {
        "frames": tuple(frame for frame in codebook.frames if frame.id not in waiting),
        "unread": tuple(codebook.frame(name) for name in waiting),
        "poles": poles,
    }
    return codebook.model_copy(update=update)


def _named(frame: Frame, own: Path) -> tuple[Heads, str]:
    """The file in which a frame's head is sought, and its name there."""
    if frame.head:
        return load_heads(PACKAGED), frame.head
    empty = Heads(schema="framing.heads/1", reading="general", encoder="", heads={})
    return (load_heads(own) if own.is_file() else empty), frame.id
