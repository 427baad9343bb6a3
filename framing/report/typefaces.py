"""Scripts that the bundled typefaces lack: told plainly, never drawn as empty boxes.

The bundled faces hold Latin, Greek and Cyrillic. Text in another script is set in a typeface of
the system if it has one; if not, a PDF would show empty boxes (and fail PDF/UA), so the text is
replaced by its script's name and length, and a note says which typeface to install.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from framing.errors import TemplateError
from framing.report.document import as_data

SUFFIXES = (".ttf", ".otf")

# All characters of these blocks stand in every bundled face: the common case, told at once.
_BASIC = re.compile(r"[^\n\t\r\u0020-\u024f\u0370-\u03ff\u0400-\u045f\u2010-\u2026\u2190-\u2193]")
# Latin-1, dashes, quotation marks, arrows, and the signs that templates have.
_WESTERN = frozenset(
    [
        *range(0x20, 0x7F),
        *range(0xA0, 0x100),
        *range(0x2010, 0x2027),
        *range(0x2190, 0x2194),
        *map(ord, "−×≥≤■□●○·"),
    ]
)
_SANS = {
    "EMOJI": "Noto Emoji",
    "HANGUL": "Noto Sans CJK KR",
    "CJK": "Noto Sans CJK SC",
    "HIRAGANA": "Noto Sans CJK JP",
    "KATAKANA": "Noto Sans CJK JP",
    "ARABIC": "Noto Sans Arabic",
    "HEBREW": "Noto Sans Hebrew",
    "DEVANAGARI": "Noto Sans Devanagari",
    "THAI": "Noto Sans Thai",
}


@dataclass(frozen=True, slots=True)
class Lacking:
    """A script that no typeface at hand holds, and one that does."""

    script: str
    typeface: str


def subset_as_data(html: str) -> Callable[[Path], str]:
    """Gives a file's address as ``as_data`` does, but of a typeface only the glyphs of a document
    and those of western languages: the whole families would be nine tenths of it.

    Args:
        html: the document that the typefaces are for.
    """
    # What a reader may type into the filters is drawn, too; and documents that need no other
    # letters than these share one subset.
    letters = tuple(sorted({*map(ord, html), *_WESTERN}))

    def address(file: Path) -> str:
        if file.suffix.lower() not in SUFFIXES:
            return as_data(file)
        data = file.read_bytes()
        check_typeface(file, data)
        return _subset_as_data(data, letters)

    return address


@lru_cache(maxsize=32)  # a preview and a run of many reports set the same faces again and again
def _subset_as_data(data: bytes, letters: tuple[int, ...]) -> str:
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415  (heavy)
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    options = Options(hinting=False, notdef_outline=True, recalc_timestamp=False)
    options.layout_features = [*options.layout_features, "tnum", "lnum"]
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    held = BytesIO()
    font.save(held)
    return f"data:font/ttf;base64,{b64encode(held.getvalue()).decode('ascii')}"


def check_typeface(file: Path, data: bytes) -> None:
    """See that a typeface is whole: whatever reads one that is cut off stumbles somewhere else.

    Args:
        file: its name, by which it is told.
        data: its bytes, of the kind that files ending in .ttf and .otf hold.

    Raises:
        TemplateError: it is not.
    """
    if data[:4] in (b"wOFF", b"wOF2"):
        needed = int.from_bytes(data[8:12], "big")
    elif data[:4] in (b"\0\1\0\0", b"OTTO", b"true"):
        first, tables = 12, int.from_bytes(data[4:6], "big")
        needed = first + 16 * tables
        for at in range(first, needed, 16):
            place, length = data[at + 8 : at + 12], data[at + 12 : at + 16]
            needed = max(needed, int.from_bytes(place, "big") + int.from_bytes(length, "big"))
    else:
        needed = 12 if data[:4] == b"ttcf" else 1 << 62  # a collection; no typeface
    if needed > len(data):
        raise TemplateError(
            f"{file}: is no whole typeface (.ttf, .otf).", "Copy the file anew from its source."
        )


def replace_lacking(html: str, *font_folders: Path) -> tuple[str, tuple[Lacking, ...]]:
    """The document with words that no typeface at hand can draw replaced by their script's name.

    Args:
        html: the document.
        font_folders: the bundled faces, and those of the theme.

    Returns:
        The document, and the scripts that were replaced, sorted by name.
    """
    strange = sorted(set(_BASIC.findall(html)))
    if not strange:
        return html, ()
    bundled = _covered(font_folders)
    lacking = {c for c in strange if ord(c) not in bundled and not _invisible(c)}
    by_script: dict[str, list[str]] = {}
    for char in sorted(lacking):
        by_script.setdefault(script_of(char), []).append(char)
    for chars in by_script.values():
        if _drawn_by_system(chars[0]):
            lacking.difference_update(chars)
    if not lacking:
        return html, ()
    scripts: set[str] = set()

    def named(match: re.Match[str]) -> str:
        script = script_of(match.group(0))
        scripts.add(script)
        n = sum(c in lacking for c in match.group(0))
        return f"[{script.title()}, {n} character{'s' if n > 1 else ''}]"

    one = f"[{re.escape(''.join(sorted(lacking)))}]"
    replaced = re.sub(f"{one}+(?: {one}+)*", named, html)
    return replaced, tuple(
        Lacking(s.title(), _SANS.get(s, "a Noto Sans typeface for it")) for s in sorted(scripts)
    )


def script_of(text: str) -> str:
    """The script of the first letter, as Unicode's character names tell it ('HANGUL')."""
    for char in text:
        if unicodedata.category(char) in ("So", "Sk", "Cn", "Co"):
            return "EMOJI"
        name = unicodedata.name(char, "")
        if name:
            return name.split()[0].split("-")[0]
    return "UNKNOWN"


def _invisible(char: str) -> bool:
    """Marks that steer the text and draw nothing of their own."""
    return unicodedata.category(char) in ("Cf", "Cc", "Mn", "Zs", "Zl", "Zp")


@lru_cache(maxsize=4)
def _covered(font_folders: tuple[Path, ...]) -> frozenset[int]:
    """Code points that all upright faces of a bundled family hold (the report sets no text in
    italics, and each family stands in for what the other lacks)."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  (only for text in other scripts)

    families: dict[str, list[set[int]]] = {}
    for folder in font_folders:
        for path in sorted(set(folder.glob("*.ttf")) - set(folder.glob("*It.ttf"))):
            check_typeface(path, path.read_bytes())
            with TTFont(path, lazy=True) as font:
                found = families.setdefault(path.stem.split("-")[0], [])
                found.append(set(font.getBestCmap()))
    return frozenset().union(*(set.intersection(*sets) for sets in families.values()))


@lru_cache(maxsize=64)
def _drawn_by_system(char: str) -> bool:
    """Whether a typeface of the system holds the character, as fontconfig tells."""
    command = shutil.which("fc-list")
    if command is None:
        return False
    found = subprocess.run(
        [command, f":charset={ord(char):x}", "family"],
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )
    return found.returncode == 0 and bool(found.stdout.strip())
