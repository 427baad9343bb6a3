"""Small typefaces of every make that a theme may bring, built here by fontTools."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

from fontTools.colorLib.builder import buildCOLR, buildCPAL
from fontTools.designspaceLib import (
    AxisDescriptor,
    DesignSpaceDocument,
    RuleDescriptor,
    SourceDescriptor,
)
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables.sbixGlyph import Glyph
from fontTools.ttLib.tables.sbixStrike import Strike
from fontTools.varLib import build

LETTERS = "abcdefgh"
_NAMES = [".notdef", "space", *LETTERS, "a.bold"]
_CMAP = {32: "space", **{ord(letter): letter for letter in LETTERS}}


def _boxes(bold: int, wide: int) -> dict[str, list[tuple[int, int, int, int]]]:
    """Each glyph as boxes (left, bottom, right, top); other weights have other boxes."""
    glyphs: dict[str, list[tuple[int, int, int, int]]] = {".notdef": [], "space": []}
    for i, name in enumerate(_NAMES[2:]):
        glyphs[name] = [
            (50, 0, 100 + bold + 10 * i, 500 + 20 * i),
            (150 + bold + 10 * i, 100, 300 + bold + wide, 200 + bold),
        ]
    return glyphs


def _font(family: str, *, bold: int = 0, wide: int = 0, outlines: str = "glyf") -> TTFont:
    builder = FontBuilder(1000, isTTF=outlines == "glyf")
    builder.setupGlyphOrder(_NAMES)
    builder.setupCharacterMap(_CMAP)
    widths = dict.fromkeys(_NAMES, (500 + bold + wide, 50))
    drawn = {}
    for name, boxes in _boxes(bold, wide).items():
        pen = TTGlyphPen(None) if outlines == "glyf" else T2CharStringPen(widths[name][0], None)
        for left, bottom, right, top in boxes:
            pen.moveTo((left, bottom))
            for point in ((left, top), (right, top), (right, bottom)):
                pen.lineTo(point)
            pen.closePath()
        drawn[name] = pen.glyph() if outlines == "glyf" else pen.getCharString()
    if outlines == "glyf":
        builder.setupGlyf(drawn)
    else:
        builder.setupCFF(f"{family}-Regular", {"FullName": family}, drawn, {})
    builder.setupHorizontalMetrics(widths)
    builder.setupHorizontalHeader(ascent=800 + bold, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sxHeight=500 + bold, sCapHeight=700)
    builder.setupPost()
    return builder.font


def variable(family: str, outlines: str) -> TTFont:
    """A typeface with two axes; a heavy weight has another a (outlines: ``glyf`` or ``CFF``)."""
    space = DesignSpaceDocument()
    for tag, low, high in (("wght", 400, 900), ("wdth", 75, 100)):
        space.addAxis(AxisDescriptor(name=tag, tag=tag, minimum=low, default=low, maximum=high))
    for weight, width in ((400, 75), (900, 75), (400, 100), (900, 100)):
        bold, wide = (weight - 400) // 10, (width - 75) * 4
        source = SourceDescriptor(location={"wght": weight, "wdth": width})
        source.font = _font(family, bold=bold, wide=wide, outlines=outlines)
        space.addSource(source)
    heavy = [{"name": "wght", "minimum": 600, "maximum": 900}]
    space.addRule(RuleDescriptor(name="heavy", conditionSets=[heavy], subs=[("a", "a.bold")]))
    font, *_ = build(space)
    return font


def coloured(family: str, version: int) -> TTFont:
    """Emoji as layers of colour (``COLR``, version 0 or 1)."""
    font = _font(family)
    layers = {letter: [("b", 0), ("c", 1)] for letter in LETTERS if letter not in "bc"}
    if version == 1:
        layers = {
            base: {
                "Format": 1,
                "Layers": [
                    {"Format": 10, "Glyph": glyph, "Paint": {"Format": 2, "PaletteIndex": colour}}
                    for glyph, colour in parts
                ],
            }
            for base, parts in layers.items()
        }
    font["COLR"] = buildCOLR(layers, version=version)
    font["CPAL"] = buildCPAL([[(1, 0, 0, 1), (0, 0, 1, 1)]])
    return font


def drawn(family: str) -> TTFont:
    """Emoji as drawings (``SVG``)."""
    font = _font(family)
    table = font["SVG "] = newTable("SVG ")
    table.docList = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg"><g id="glyph{i}">'
            f'<rect width="{300 + i}" height="400" y="-400" fill="red"/></g></svg>',
            i,
            i,
        )
        for i in range(2, len(_NAMES))
    ]
    return font


def pictures(family: str) -> TTFont:
    """Emoji as pictures (``sbix``)."""
    font = _font(family)
    table = font["sbix"] = newTable("sbix")
    strike = table.strikes[20] = Strike(ppem=20)
    for i, name in enumerate(_NAMES):
        picture = _png(i) if name in LETTERS else None
        kind = "png " if picture else None
        strike.glyphs[name] = Glyph(glyphName=name, graphicType=kind, imageData=picture)
    return font


def _png(shade: int) -> bytes:
    """One grey square of 20 by 20."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    row = bytes([0, *[20 * shade % 256] * 20])
    head = struct.pack(">IIBBBBB", 20, 20, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(row * 20))
        + chunk(b"IEND", b"")
    )


def write_typefaces(folder: Path) -> dict[str, str]:
    """Write one typeface of each make; their families, and the files' names."""
    made = {
        "Var Glyf": variable("Var Glyf", "glyf"),
        "Var CFF": variable("Var CFF", "CFF"),
        "Layers Zero": coloured("Layers Zero", 0),
        "Layers One": coloured("Layers One", 1),
        "Drawn": drawn("Drawn"),
        "Pictures": pictures("Pictures"),
        "Woff": _font("Woff"),
    }
    names = {}
    for family, font in made.items():
        names[family] = family.replace(" ", "-") + ".ttf"
        if "Woff" in family:
            font.flavor = "woff"
        out = io.BytesIO()
        font.save(out)
        (folder / names[family]).write_bytes(out.getvalue())
    return names
