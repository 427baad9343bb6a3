"""Which characters the typefaces of this machine can draw, as fontconfig knows it.

fontconfig is the library through which Pango, and so the PDF, finds typefaces: what it does not
list would be an empty box. Asked in this process; no command is run.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from contextlib import suppress
from functools import cache, lru_cache

_LIBRARIES = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")


class _FontSet(ctypes.Structure):
    _fields_ = (("count", ctypes.c_int), ("room", ctypes.c_int), ("fonts", ctypes.c_void_p))


@cache
def _library() -> ctypes.CDLL | None:
    """fontconfig; None where it is not on this machine, and so no PDF can be set either."""
    for name in (*_LIBRARIES, ctypes.util.find_library("fontconfig")):
        with suppress(OSError, AttributeError):
            found = ctypes.CDLL(name) if name else None
            if found is None:
                continue
            for function in ("FcPatternCreate", "FcCharSetCreate", "FcObjectSetCreate"):
                getattr(found, function).restype = ctypes.c_void_p
            found.FcFontList.restype = ctypes.POINTER(_FontSet)
            found.FcCharSetAddChar.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
            found.FcPatternAddCharSet.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
            found.FcFontList.argtypes = (ctypes.c_void_p,) * 3
            for function in ("FcPatternDestroy", "FcCharSetDestroy", "FcObjectSetDestroy"):
                getattr(found, function).argtypes = (ctypes.c_void_p,)
                getattr(found, function).restype = None
            found.FcFontSetDestroy.argtypes = (ctypes.POINTER(_FontSet),)
            found.FcFontSetDestroy.restype = None
            return found
    return None


@lru_cache(maxsize=8192)
def holds(char: str) -> bool:
    """Whether a typeface of the system has the character."""
    library = _library()
    if library is None:
        return False
    pattern, chars = library.FcPatternCreate(), library.FcCharSetCreate()
    nothing = library.FcObjectSetCreate()
    try:
        library.FcCharSetAddChar(chars, ord(char))
        library.FcPatternAddCharSet(pattern, b"charset", chars)
        found = library.FcFontList(None, pattern, nothing)
        if not found:
            return False
        try:
            return bool(found.contents.count > 0)
        finally:
            library.FcFontSetDestroy(found)
    finally:
        library.FcObjectSetDestroy(nothing)
        library.FcCharSetDestroy(chars)
        library.FcPatternDestroy(pattern)
