"""The sums of a part's articles, in a file beside it: what figures are made from without rows."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic_core import from_json, to_json

from framing.codebooks import Codebook
from framing.errors import InputError
from framing.evidence.measures import Measure
from framing.evidence.sums import ArticleSums, sums_of
from framing.export.records import to_analysis
from framing.parts.files import article_lines, said_last, temporary_beside

SUMS_SCHEMA: Literal["framing.sums/1"] = "framing.sums/1"


def sums_path(part: Path) -> Path:
    """The file beside a part that holds its sums."""
    return part.with_name(part.name.replace("part-", "sums-", 1)).with_suffix(".json")


def write_sums(part: Path, sha256: str, sums: Sequence[dict[str, Any]]) -> None:
    """Write the sums of a part's articles, whole or not at all.

    Args:
        part: the file of the part, which need not be there yet.
        sha256: its checksum, as its last line says it.
        sums: of its articles, in order, as ``sums_of`` gives them.

    Raises:
        OSError: they cannot be written.
    """
    path = sums_path(part)
    with temporary_beside(path) as (file, temporary):
        file.write(to_json({"schema": SUMS_SCHEMA, "part": sha256, "articles": sums}) + b"\n")
        file.flush()
        os.fsync(file.fileno())
        temporary.replace(path)


def sums_in(part: Path, codebook: Codebook, measures: Sequence[Measure]) -> Iterator[ArticleSums]:
    """The sums of a part's articles: those beside it, or made anew from the part where they are
    missing or of another.

    Args:
        part: its file.
        codebook, measures: as for ``sums_of``.

    Raises:
        InputError: the part is not whole, or broken.
    """
    held = _held(part)
    if held is None:
        held = [
            sums_of(to_analysis(from_json(line), f"{part}, line {number}"), codebook, measures)
            for number, line in article_lines(part)
        ]
    for each in held:
        yield ArticleSums(**each)


def _held(part: Path) -> list[dict[str, Any]] | None:
    """What stands beside the part, if it is of this part."""
    try:
        said = from_json(sums_path(part).read_bytes())
    except (OSError, ValueError):
        return None
    last = said_last(part)
    if last is None:
        raise InputError(
            f"{part}: the part is not whole.", "Give the same 'framing analyse' command again."
        )
    right = isinstance(said, dict) and said.get("schema") == SUMS_SCHEMA
    return said["articles"] if right and said["part"] == last["sha256"] else None
