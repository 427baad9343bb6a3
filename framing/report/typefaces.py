"""Scripts that the bundled typefaces lack: set in those of the system, never as empty boxes.

The bundled faces hold Latin, Greek and Cyrillic. Text in another script is set in a typeface of
the system if it has one. If not, a PDF would show empty boxes (and fail PDF/UA): the words are
then given in Latin letters, sign by sign, which the report and its run say, with the package that
brings a typeface.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from pathlib import Path

from anyascii import anyascii

from framing import wording
from framing.errors import TemplateError
from framing.report.fontconfig import holds
from framing.report.messages import gettext

SUFFIXES = (".ttf", ".otf")

# All characters of these blocks stand in every bundled face: the common case, told at once.
_BASIC = re.compile(r"[^\n\t\r\u0020-\u024f\u0370-\u03ff\u0400-\u045f\u2010-\u2026\u2190-\u2193]")
# What scripts are called where they are told, and letters by which they are sought.
_NAMES = {"HANGUL": "Korean", "CJK": "Chinese characters", "KATAKANA": "Japanese kana"}
_NAMES |= {"HIRAGANA": "Japanese kana", "FULLWIDTH": "full-width letters", "EMOJI": "emoji"}
_LETTERS = {
    "ARABIC": "السلام",
    "HEBREW": "שלום",
    "CJK": "中国日報",
    "HIRAGANA": "にほん",
    "HANGUL": "한국어",
    "DEVANAGARI": "हिन्दी",
    "THAI": "ไทย",
}
# The packages that have typefaces for them, by kind of system: '{}' stands for the script's name.
_EAST_ASIAN = frozenset("CJK HANGUL HIRAGANA KATAKANA BOPOMOFO FULLWIDTH IDEOGRAPHIC".split())
_PACKAGES = {  # the installer; East Asian; emoji; the others
    "debian": ("sudo apt install", "fonts-noto-cjk", "fonts-noto-color-emoji", "fonts-noto-core"),
    "fedora": (
        "sudo dnf install",
        "google-noto-sans-cjk-fonts",
        "google-noto-color-emoji-fonts",
        "google-noto-sans-{}-fonts",
    ),
    "arch": ("sudo pacman -S", "noto-fonts-cjk", "noto-fonts-emoji", "noto-fonts"),
    "alpine": ("sudo apk add", "font-noto-cjk", "font-noto-emoji", "font-noto-{}"),
    "suse": (
        "sudo zypper install",
        "google-noto-sans-cjk-fonts",
        "google-noto-coloremoji-fonts",
        "google-noto-sans-{}-fonts",
    ),
}
# Where a template has this comment, the report says which scripts it gives in Latin letters.
_PLACE = "<!-- scripts in Latin letters -->"


def script_name(script: str) -> str:
    """What a script is called in a message: 'Korean' for 'HANGUL', 'Thai' for 'THAI'."""
    return _NAMES.get(script, script.capitalize())


def typefaces_line(scripts: Iterable[str], system: str) -> str:
    """The one line that installs typefaces for scripts.

    Args:
        scripts: as ``script_of`` names them.
        system: as ``framing.report.pdf.kind_of_system`` tells it.
    """
    if system not in _PACKAGES:
        return "Install the Noto typefaces for it."
    command, east_asian, emoji, others = _PACKAGES[system]
    packages = dict.fromkeys(
        (east_asian if script in _EAST_ASIAN else emoji if script == "EMOJI" else others).format(
            script.lower()
        )
        for script in scripts
    )
    return f"Install typefaces for it: {command} {' '.join(packages)}"


def lacking_scripts() -> tuple[list[str], list[str]]:
    """Of the scripts that names in the news are most often written in beside the bundled ones,
    those that this machine can set, and those that it cannot."""
    found = {script: all(map(holds, letters)) for script, letters in _LETTERS.items()}
    return [s for s in found if found[s]], [s for s in found if not found[s]]


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


def in_letters_at_hand(html: str, *font_folders: Path) -> tuple[str, tuple[str, ...]]:
    """The document with words that no typeface at hand can draw given in Latin letters, sign by
    sign (by the tables of anyascii), and with a sentence that says so.

    Args:
        html: the document.
        font_folders: the bundled faces, and those of the theme.

    Returns:
        The document, and the scripts of which this was done, sorted by name.
    """
    strange = sorted(set(_BASIC.findall(html)))
    if not strange:
        return html, ()
    bundled = _covered(font_folders)
    lacking = {c for c in strange if ord(c) not in bundled and not _invisible(c) and not holds(c)}
    if not lacking:
        return html, ()
    letters = [c for c in lacking if unicodedata.category(c)[0] in "LMN"] or lacking
    scripts = tuple(sorted({script_of(char) for char in letters}))

    def in_latin(match: re.Match[str]) -> str:
        words = (anyascii(word).strip() for word in match.group(0).split(" "))
        return escape(" ".join(filter(None, words))) or "…"

    one = f"[{re.escape(''.join(sorted(lacking)))}][\ufe00-\ufe0f\u200c\u200d]*"
    written = re.sub(f"(?:{one})+(?: (?:{one})+)*", in_latin, html)
    names = wording.joined(list(dict.fromkeys(map(script_name, scripts))))
    said = gettext(
        "Words in another script (%(scripts)s) are given in Latin letters, sign by sign: no "
        "typeface for them was on the machine that set this report.",
        scripts=names,
    )
    return written.replace(_PLACE, f'<p class="note">{escape(said)}</p>'), scripts


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
    return (
        unicodedata.category(char) in ("Cf", "Cc", "Zs", "Zl", "Zp") or "\ufe00" <= char <= "\ufe0f"
    )


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
