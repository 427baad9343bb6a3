"""How articles are split into parts, and what each part rests on.

The split rests on the number of articles alone, never on who works: so every machine finds the same
parts, and the same bytes are written whatever the number of processes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from framing.analysers.base import Setup
from framing.export.records import article_record
from framing.files import PACKAGE, digest_of
from framing.models import Article
from framing.parts.files import part_name
from framing.text.language_model import (
    language_model,
    language_model_digest,
    language_model_version,
)

# The least articles of a part, and the most: half an hour of a core, lost where a run is stopped.
# From so many parts on, parts are four times as large.
_LEAST, _MOST = 4, 4**6
_MOST_PARTS = 400
_KEY = 16  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class Part:
    """A part to be made: its number from 0, where its articles stand, and its file's name."""

    number: int
    start: int
    end: int
    name: str


def part_size(articles: int) -> int:
    """How many articles a part holds, of so many: 4, 16, 64, … 4,096.

    Small parts lose little when a run is stopped, and share work out evenly; few parts keep a
    folder light, up to where a part would be too much to lose. The steps are wide, so that a corpus
    that grows at its end keeps its parts.
    """
    size = _LEAST
    while size < _MOST and size * _MOST_PARTS < articles:
        size *= 4
    return size


def split(articles: Sequence[Article], setup: Setup) -> tuple[Part, ...]:
    """The parts of these articles, in order.

    Args:
        articles: as they were read, with their ids and guessed dates: these hold for the whole.
        setup: what the analyses rest on, beside the articles.
    """
    size = part_size(len(articles))
    common = _common(setup)
    return tuple(
        Part(number, start, end, part_name(number, _key(common, setup, articles[start:end])))
        for number, start in enumerate(range(0, len(articles), size))
        for end in [min(start + size, len(articles))]
    )


def name_of(number: int, articles: Sequence[Article], setup: Setup) -> str:
    """The name of the file of a part, as the machine that this runs on finds it."""
    return part_name(number, _key(_common(setup), setup, articles))


def _common(setup: Setup) -> list[Any]:
    """What the analyses of all articles rest on."""
    model = language_model()
    analysers = [(analyser.name, analyser.version) for analyser in setup.analysers()]
    return [
        *(version("framing"), model, language_model_version(model), version("spacy"), analysers),
        *(language_model_digest(), data_digest()),
        *(setup.made_with(), setup.codebook.id, setup.codebook.sha256),
    ]


@cache
def data_digest(folder: Path = PACKAGE / "data") -> str:
    """The digest of the models and lists that analysers read, whatever version they give
    themselves.

    Args:
        folder: where they are. The large files of networks stand for themselves in the model.json
            beside them, whose checksums are tried when they are loaded.
    """
    held = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".onnx")
    return digest_of({path.relative_to(folder).as_posix(): path for path in held})


def _key(common: Sequence[Any], setup: Setup, articles: Iterable[Article]) -> str:
    """The checksum of all that a part's bytes rest on."""
    held = list(articles)
    profiles = {slug: setup.known_of(slug) for slug in sorted({a.outlet for a in held})}
    digest = hashlib.sha256(json.dumps([common, profiles], default=str).encode())
    for article in held:
        digest.update(
            json.dumps(article_record(article), ensure_ascii=False).encode("utf-8", "surrogatepass")
        )
    return digest.hexdigest()[:_KEY]
