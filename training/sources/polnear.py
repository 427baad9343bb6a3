"""PolNeAR (Newell, Margolin & Ruths 2018) read from its folder or a tar archive of it.

The corpus keeps a text and one or more brat standoff files an article:
``data/<split>/text/<id>.txt`` and ``data/<split>/attributions/<id>_<annotator>.ann``.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from framing.models import Span

_TEXT_BOUND = re.compile(r"^(T\d+)\t(\S+) ([\d ;]+)\t")
_EVENT = re.compile(r"^E\d+\t(\S+?):T\d+(.*)$")
_ARGUMENT = re.compile(r"(Source|Cue|Content)\d*:(T\d+)")


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """One annotated attribution: spans of each role in text order; only content is never empty."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with the attributions of its first annotator (by id)."""

    id: str
    text: str
    attributions: tuple[GoldAttribution, ...]


def read_split(where: Path, split: str) -> list[GoldArticle]:
    """The articles of a split ('train', 'dev'), sorted by id.

    Args:
        where: PolNeAR's folder (the one that holds ``data/``) or a tar archive of it.

    Raises:
        FileNotFoundError: there is no such split there.
    """
    texts: dict[str, str] = {}
    standoff: dict[str, dict[str, str]] = {}
    for path, content in _files(where, split):
        if path.parent.name == "text" and path.suffix == ".txt":
            texts[path.stem] = content
        elif path.parent.name == "attributions" and path.suffix == ".ann":
            article, _, annotator = path.stem.rpartition("_")
            standoff.setdefault(article, {})[annotator] = content
    if not texts:
        raise FileNotFoundError(f"{where}: holds no data/{split}/text/*.txt of PolNeAR")
    return [
        GoldArticle(name, text, attributions_of(_first(standoff.get(name, {}))))
        for name, text in sorted(texts.items())
    ]


def attributions_of(standoff: str) -> tuple[GoldAttribution, ...]:
    """The attributions of one brat standoff file, in text order."""
    lines = standoff.split("\n")
    spans: dict[str, tuple[Span, ...]] = {}
    for line in lines:
        bound = _TEXT_BOUND.match(line)
        if bound:
            pieces = (piece.split() for piece in bound.group(3).split(";"))
            spans[bound.group(1)] = tuple(sorted(Span(int(a), int(b)) for a, b in pieces))
    found = []
    for line in lines:
        event = _EVENT.match(line)
        if not event:
            continue
        roles: dict[str, list[Span]] = {"Content": [], "Cue": [], "Source": []}
        for role, name in _ARGUMENT.findall(event.group(2)):
            roles[role] += spans.get(name, ())
        if roles["Content"]:
            found.append(
                GoldAttribution(
                    tuple(sorted(roles["Content"])),
                    tuple(sorted(roles["Cue"])),
                    tuple(sorted(roles["Source"])),
                )
            )
    return tuple(sorted(found, key=lambda a: a.content[0]))


def _first(annotators: Mapping[str, str]) -> str:
    return annotators[min(annotators)] if annotators else ""


def _files(where: Path, split: str) -> Iterator[tuple[PurePosixPath, str]]:
    """Path and text of each file of the split; line ends are kept, for offsets count them."""
    if where.is_dir():
        folder = where / "data" / split
        for file in sorted(folder.rglob("*")):
            if file.suffix in (".txt", ".ann"):
                yield PurePosixPath(file.as_posix()), file.read_bytes().decode("utf-8")
        return
    with tarfile.open(where) as archive:
        for member in archive:
            path = PurePosixPath(member.name)
            if member.isfile() and f"data/{split}/" in member.name:
                handle = archive.extractfile(member)
                if handle and path.suffix in (".txt", ".ann"):
                    yield path, handle.read().decode("utf-8")
