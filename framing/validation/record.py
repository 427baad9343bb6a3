"""Validation records: how well a codebook agrees with human coders, by its name and hash."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from framing.codebooks import Codebook
from framing.errors import InputError
from framing.tomlfile import Checked
from framing.validation.agreement import Estimate, alpha, score
from framing.validation.sheet import Coding, Item, Key
from framing.wording import number, percent

SUFFIX = ".validation.json"
# Krippendorff (Content Analysis, 4th ed. 2018, p. 241f.)
RELY, TENTATIVE = 0.8, 0.667
# Under it the machine errs more than twice for each sentence in which it finds the frame rightly.
LEAST_F1 = 0.5
MIN_CLUSTERS = 10


class Standing(StrEnum):
    """What alpha and the machine's F1 allow: rely on the codes, draw tentative conclusions, or
    neither."""

    RELY = "rely"
    TENTATIVE = "tentative"
    UNRELIABLE = "unreliable"


class Number(Checked):
    """A figure with its 95 % interval; null where it has no meaning."""

    value: float | None
    low: float | None
    high: float | None
    n: int


class FrameRecord(Checked):
    """One frame: alpha between coders, and the machine against what the coders agree on."""

    frame: str
    alpha: Number
    precision: Number
    recall: Number
    f1: Number

    @property
    def standing(self) -> Standing:
        """What alpha between the coders allows, and the machine's F1 against them."""
        if self.f1.value is not None and self.f1.value < LEAST_F1:
            return Standing.UNRELIABLE
        if self.alpha.value is not None and self.alpha.value >= RELY:
            return Standing.RELY
        if self.alpha.value is not None and self.alpha.value >= TENTATIVE:
            return Standing.TENTATIVE
        return Standing.UNRELIABLE


class ValidationRecord(Checked):
    """The outcome of a validation. It holds for the codebook whose bytes have this hash only."""

    schema_: Literal["framing.validation/1"] = Field(alias="schema")
    codebook: str
    title: str
    version: str
    sha256: str
    coders: tuple[str, ...]
    sentences: int
    articles: int
    interval_unit: str
    note: str = ""
    frames: tuple[FrameRecord, ...]

    def frame(self, frame_id: str) -> FrameRecord | None:
        """The record of one frame, if it has one."""
        return next((frame for frame in self.frames if frame.frame == frame_id), None)

    @property
    def unreliable(self) -> tuple[str, ...]:
        """The frames on which no claim should rest, by id."""
        return tuple(f.frame for f in self.frames if f.standing is Standing.UNRELIABLE)

    def doubts(self, frame_id: str) -> tuple[str, ...]:
        """What the record's figures say against relying on a frame; empty where one can."""
        found = self.frame(frame_id)
        if found is None:
            return ("not coded",)
        said = []
        if found.f1.value is not None and found.f1.value < LEAST_F1:
            right = "" if found.precision.value is None else _rightly(found.precision.value)
            said.append(f"the machine’s F1 is {number(found.f1.value, 2)}{right}")
        if len(self.coders) == 1:
            said.append("one coder, so that no alpha tells whether two would agree")
        elif found.alpha.value is None:
            said.append("alpha not defined")
        elif found.alpha.value < RELY:
            tentative = "tentative, " if found.alpha.value >= TENTATIVE else ""
            said.append(f"{tentative}alpha {number(found.alpha.value, 2)}")
        return tuple(said)


def _rightly(precision: float) -> str:
    return f" (it is right in {percent(precision)} of the sentences in which it finds the frame)"


class Disagreement(Checked):
    """A sentence on which coders, or machine and coders, differ."""

    frame: str
    item: str
    sentence: str
    machine: bool
    codes: dict[str, bool]


def validate(
    key: Key, codings: Sequence[Coding], note: str = "", *, least: int = 2
) -> ValidationRecord:
    """Agreement of two or more coders with each other, and of the machine with them.

    The machine is held against the codes that the coders agree on (of three or more, the
    majority's); sentences without such a code are left out. Its scores are weighted by the sheet's
    strata. Intervals resample articles where there are ten or more, else sentences.

    Args:
        key: the sentences, with what the machine found in each.
        codings: the coders' codes.
        note: printed with the figures.
        least: how many coders there must be; with one alone there is no alpha, and the machine is
            held against that coder.

    Raises:
        InputError: too few codings, or two of one name.
    """
    if len(codings) < least or len({coding.coder for coding in codings}) < len(codings):
        raise InputError(
            "Two or more coders' sheets are needed, each with its own file name.",
            "Give each coder a copy of the sheet, and name the copies after them.",
        )
    items = {item.id: item for item in key.items}
    cluster = {item.id: item.article for item in key.items}
    coded = {unit for coding in codings for codes in coding.codes.values() for unit in codes}
    by_article = len({cluster[unit] for unit in coded}) >= MIN_CLUSTERS
    frames = []
    for frame in key.frames:
        codes = [
            {unit: str(int(code)) for unit, code in coding.codes[frame].items()}
            for coding in codings
        ]
        human = gold(codings, frame, least)
        units = sorted(human)
        scores = score(
            [human[unit] for unit in units],
            [frame in items[unit].frames for unit in units],
            [cluster[unit] for unit in units] if by_article else None,
            [items[unit].weight for unit in units],
        )
        frames.append(
            FrameRecord(
                frame=frame,
                alpha=_number(alpha(codes, cluster if by_article else None)),
                precision=_number(scores.precision),
                recall=_number(scores.recall),
                f1=_number(scores.f1),
            )
        )
    return ValidationRecord(
        schema="framing.validation/1",
        codebook=key.codebook,
        title=key.title,
        version=key.version,
        sha256=key.sha256,
        coders=tuple(coding.coder for coding in codings),
        sentences=len(coded),
        articles=len({cluster[unit] for unit in coded}),
        interval_unit="articles" if by_article else "sentences",
        note=note,
        frames=tuple(frames),
    )


def gold(codings: Sequence[Coding], frame: str, least: int = 2) -> Mapping[str, bool]:
    """The code of each sentence that more than half of its coders gave, ``least`` at least."""
    units = sorted({unit for coding in codings for unit in coding.codes[frame]})
    agreed = {}
    for unit in units:
        codes = [c.codes[frame][unit] for c in codings if unit in c.codes[frame]]
        for code in (True, False):
            if len(codes) >= least and codes.count(code) * 2 > len(codes):
                agreed[unit] = code
    return agreed


def disagreements(key: Key, codings: Sequence[Coding]) -> Iterator[Disagreement]:
    """Sentence by sentence, where coders differ or the machine differs from them."""
    items: dict[str, Item] = {item.id: item for item in key.items}
    for frame in key.frames:
        units = sorted({unit for coding in codings for unit in coding.codes[frame]})
        for unit in units:
            codes = {c.coder: c.codes[frame][unit] for c in codings if unit in c.codes[frame]}
            machine = frame in items[unit].frames
            if len({*codes.values(), machine}) > 1:
                yield Disagreement(
                    frame=frame,
                    item=unit,
                    sentence=items[unit].text,
                    machine=machine,
                    codes=codes,
                )


def _number(figure: Estimate) -> Number:
    def known(value: float) -> float | None:
        return None if math.isnan(value) else round(value, 4)

    return Number(
        value=known(figure.value), low=known(figure.low), high=known(figure.high), n=figure.n
    )


def record_name(record: ValidationRecord) -> str:
    """The file name under which reports look for the record."""
    return f"{record.codebook}-{record.sha256[:12]}{SUFFIX}"


def record_json(record: ValidationRecord) -> bytes:
    """The record as JSON."""
    data = record.model_dump(by_alias=True)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def load_record(path: Path) -> ValidationRecord:
    """Read a validation record.

    Raises:
        InputError: unreadable, or no validation record.
    """
    try:
        return ValidationRecord.model_validate_json(path.read_bytes())
    except OSError as exc:
        raise InputError(f"{path} cannot be read ({exc.strerror}).") from exc
    except ValidationError as exc:
        raise InputError(
            f"{path} is not a validation record ({exc.errors()[0]['msg']}).",
            "Write it again with 'framing validate score', or remove it.",
        ) from exc


def find_record(codebook: Codebook, folders: Iterable[Path] = ()) -> ValidationRecord | None:
    """The validation record of exactly this codebook (by hash), in ``folders`` or beside it.

    Raises:
        InputError: a record of that name is broken.
    """
    for folder in dict.fromkeys([*folders, codebook.path.parent]):
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            record = load_record(path)
            if record.sha256 == codebook.sha256:
                return record
    return None
