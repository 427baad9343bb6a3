"""Articles on disk between reading and analysing, so that analysing holds no more than a part.

Reading needs all articles at once (ids, what stands there twice, dates guessed from the others). It
is done in a process of its own, whose memory is given back when the articles stand on disk.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from framing.analysers.base import Setup
from framing.errors import OutputError
from framing.export.records import article_record, to_article
from framing.models import Article, Skipped
from framing.parts.plan import Part, split


@dataclass(frozen=True, slots=True)
class Spool:
    """Articles that were read, in a file: the parts they are to be analysed in, and where each
    part's articles begin and end there, in bytes; and what could not be read."""

    path: Path
    parts: tuple[Part, ...]
    places: tuple[tuple[int, int], ...]
    skipped: tuple[Skipped, ...]

    def articles(self, part: Part) -> tuple[Article, ...]:
        """The articles of a part, as they were read."""
        start, end = self.places[part.number]
        with self.path.open("rb") as file:
            file.seek(start)
            lines = file.read(end - start).splitlines()
        return tuple(to_article(json.loads(line)) for line in lines)


def spooled(
    articles: Sequence[Article], skipped: Sequence[Skipped], setup: Setup, path: Path
) -> Spool:
    """Write articles into a file, part by part.

    Args:
        articles: as they were read, all of them.
        skipped: what could not be read.
        setup: what the analyses will rest on.
        path: the file, which the caller takes away.

    Raises:
        OutputError: it cannot be written.
    """
    parts = split(articles, setup)
    places = []
    try:
        with path.open("wb") as file:
            for part in parts:
                start = file.tell()
                for article in articles[part.start : part.end]:
                    file.write(json.dumps(article_record(article)).encode() + b"\n")
                places.append((start, file.tell()))
            file.flush()
            os.fsync(file.fileno())
    except OSError as exc:
        raise OutputError(
            f"{path} cannot be written: {exc.strerror or exc}.",
            "Name another place with -o, or mend the folder's permissions.",
        ) from exc
    return Spool(path, parts, tuple(places), tuple(skipped))
