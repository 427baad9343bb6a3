"""``package.json``: what a package says of itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from framing.errors import InputError
from framing.replication.inventory import Inventory
from framing.tomlfile import Checked

NAME = "package.json"


class InputRecord(Checked):
    """A file that was read: the path that it was shown by, its size and its digest."""

    file: str
    bytes: int
    sha256: str


class ArticleRecord(Checked):
    """An article as it was measured: its name in the report, and the digest of its text."""

    article: str
    id: str
    outlet: str
    file: str
    text_sha256: str


class PackageRecord(Checked):
    """What a package says of itself.

    Attributes:
        schema_: of this record.
        title: of the report.
        texts: whether the articles are in it; else digests stand for them.
        roots: where articles stand in it, or would stand, in the order in which they were read.
        inputs: the files that were read.
        articles: the articles that were measured.
        analysers: their versions, by name.
        made_with: versions and digests of what did the work.
    """

    schema_: Literal["framing.package/1"] = Field(alias="schema")
    title: str
    texts: bool
    roots: tuple[str, ...]
    inputs: tuple[InputRecord, ...]
    articles: tuple[ArticleRecord, ...]
    analysers: dict[str, str]
    made_with: Inventory

    def as_json(self) -> bytes:
        """The record as it is written."""
        data = self.model_dump(by_alias=True)
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def read_record(data: bytes | None, path: Path) -> PackageRecord:
    """The record of a package.

    Args:
        data: what ``package.json`` holds.
        path: the package, for messages.

    Raises:
        InputError: it is not there, or not one that this version reads.
    """
    try:
        return PackageRecord.model_validate_json(data or b"")
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise InputError(
            f"{path}: its {NAME} cannot be understood ({where}: {first['msg']}).",
            "It may be by a newer framing: install that, or ask for the package again.",
        ) from exc
