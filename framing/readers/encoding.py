"""Bytes to text: Unicode by its marks, else UTF-8, else an older encoding; binary data refused."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from framing.errors import InputError

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# First bytes of files that people take for text.
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word, OpenDocument or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a gzip file"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b", re.I | re.S)
# In English text the odd quotation mark or name is beyond ASCII, and that is Windows-1252; where
# more is, the encoding is guessed from the letters.
_FEW = 0.1
_NOT_TEXT_HINT = "Save the article as plain text (.txt, UTF-8)."


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was in, in Python's name for it."""

    text: str
    encoding: str

    @property
    def note(self) -> str:
        """What to say about the encoding; empty for Unicode."""
        if self.encoding.startswith("utf"):
            return ""
        name = {"cp1252": "Windows-1252"}.get(self.encoding, self.encoding)
        return f"Not Unicode: read as {name}."


def decode(data: bytes) -> Decoded:
    """The text that the bytes hold; a byte order mark is taken off, nothing else is changed.

    Raises:
        InputError: the bytes are no text (an image, a PDF, a saved web page), or cannot be decoded.
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"It is {kind}, not plain text.", _NOT_TEXT_HINT)
    decoded = _by_mark(data) or _wide(data) or _utf8(data)
    if decoded is None and b"\x00" not in data:
        decoded = _older(data)
    if decoded is None or _is_binary(decoded.text):
        raise InputError("It is a binary file, not plain text.", _NOT_TEXT_HINT)
    if _HTML.match(decoded.text):
        raise InputError(
            "It is a saved web page (HTML), not plain text.",
            "Copy the article's text from the browser into a .txt file.",
        )
    return decoded


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding.removesuffix("-sig"))
            except UnicodeDecodeError:
                return None
    return None


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without its mark: every other byte of English text is then zero."""
    if len(data) < 4 or len(data) % 2 or b"\x00" not in data[:200]:
        return None
    sample = data[:4000]
    low, high = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    for zeros, others, encoding in ((high, low, "utf-16-le"), (low, high, "utf-16-be")):
        if zeros > 0.7 * half and others < 0.05 * half:
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError:
                return None
    return None


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _older(data: bytes) -> Decoded | None:
    beyond = sum(byte > 127 for byte in data)
    if beyond <= _FEW * len(data):
        try:
            return Decoded(data.decode("cp1252"), "cp1252")
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes  # noqa: PLC0415  (only for files that are no Unicode)

    best = from_bytes(data).best()
    if best is None or best.encoding.startswith(("utf_16", "utf_32")):
        return None
    return Decoded(str(best), best.encoding)


def _is_binary(text: str) -> bool:
    """Whether control characters say that this is no text: any NUL, or more than a few others."""
    controls = len(_CONTROLS.findall(text))
    return "\x00" in text or controls > max(2, 0.002 * len(text))
