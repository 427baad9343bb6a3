"""Typefaces within an HTML document: the glyphs that it needs, and no more.

Cutting a face down takes a third of a second, so the bundled ones were cut ahead of time
(``tools/typefaces.py``), twice: to what text in Latin letters needs, and to all that they hold.
Only a theme's own faces are cut as a report is written.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from framing.files import installed_whole, report_templates
from framing.report.document import as_data
from framing.report.typefaces import SUFFIXES, check_typeface

# What text in Latin letters needs, and what a reader may type into the filters: the letters of
# European languages, punctuation, currencies, arrows, and the signs that templates have.
LATIN = frozenset(
    [
        *(*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C)),
        *(*range(0x2010, 0x2028), *range(0x2030, 0x203B), *range(0x20A0, 0x20C1)),
        *(*range(0x2190, 0x2194), *range(0x25A0, 0x2600)),
        *map(ord, "ʼˣ⁻™−√×≠≤≥"),
    ]
)
# The two cuts of each bundled face.
CUTS = ("latin", "whole")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A face that was cut ahead of time: which characters it holds, and the file of each cut."""

    holds: frozenset[int]
    files: Mapping[str, Path]

    def for_letters(self, letters: Iterable[int]) -> Path:
        """The smallest file that draws of these characters what the whole face does."""
        return self.files["latin" if self.holds.intersection(letters) <= LATIN else "whole"]


def prepared_folder() -> Path:
    """Where the bundled faces lie that were cut ahead of time, and ``index.json`` about them."""
    return report_templates() / "default" / "fonts" / "prepared"


@lru_cache(maxsize=1)
def prepared() -> Mapping[str, Prepared]:
    """The faces that were cut ahead of time, by the SHA-256 of the face that they are cut from: a
    theme that brings a file of the same name gets its own, and one that copies ours gets ours."""
    folder = prepared_folder()
    path = folder / "index.json"
    with installed_whole(path):
        index = json.loads(path.read_text("utf-8"))
        return {
            digest: Prepared(
                frozenset(c for first, last in face["holds"] for c in range(first, last + 1)),
                {cut: folder / face["files"][cut]["name"] for cut in CUTS},
            )
            for digest, face in index.items()
        }


def subset_as_data(html: str) -> Callable[[Path], str]:
    """Gives a file's address as ``as_data`` does, but of a typeface only the glyphs of a document
    and those of Latin letters: the whole families would be nine tenths of it.

    Args:
        html: the document that the typefaces are for.
    """
    letters = frozenset(map(ord, html))

    def address(file: Path) -> str:
        if file.suffix.lower() not in SUFFIXES:
            return as_data(file)
        data = file.read_bytes()
        check_typeface(file, data)
        face = prepared().get(hashlib.sha256(data).hexdigest())
        if face is None:
            return _as_data("ttf", _cut_once(data, letters | LATIN))
        cut_ahead = face.for_letters(letters)
        with installed_whole(cut_ahead):
            content = cut_ahead.read_bytes()
        check_typeface(cut_ahead, content)
        return _as_data("woff2", content)

    return address


def _as_data(kind: str, content: bytes) -> str:
    return f"data:font/{kind};base64,{b64encode(content).decode('ascii')}"


@lru_cache(maxsize=32)  # a preview and a run of many reports set the same faces again and again
def _cut_once(data: bytes, letters: frozenset[int]) -> bytes:
    made = BytesIO()
    cut(data, letters).save(made)
    return made.getvalue()


def cut(data: bytes, letters: Iterable[int]) -> Any:
    """A typeface with the glyphs of some characters only, as fontTools has it; without hinting,
    which no screen of today uses.

    Args:
        data: the bytes of the whole face.
        letters: code points; those that it lacks are passed over.
    """
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415  (heavy)
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    options = Options(hinting=False, notdef_outline=True, recalc_timestamp=False)
    options.name_IDs = [*options.name_IDs, 13, 14]  # the licence, and where it stands
    options.layout_features = [*options.layout_features, "tnum", "lnum"]
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(letters))
    subsetter.subset(font)
    return font
