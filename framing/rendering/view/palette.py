"""Colours and categories of the charts."""

from __future__ import annotations

from framing.rendering.view.model import Category

# UK government analysis palette, contrast and order as its guidance gives them.
_NAVY, _TEAL, _PLUM, _ORANGE, _GREY, _LILAC = (
    "#12436D",
    "#28A197",
    "#801650",
    "#F46A25",
    "#3D3D3D",
    "#A285D1",
)
_WHITE, _BLACK = "#FFFFFF", "#0B0C0C"
_PALE = "#D9DDE0"
OUTLET_COLOURS = (_NAVY, _PLUM, "#00703C", "#B5460F", "#4C2C92", "#1F6F68", "#6F4E37", _GREY)

ROLES = (
    Category("Government", _NAVY, _WHITE, ("role.government",)),
    Category("Military", _TEAL, _BLACK, ("role.military",)),
    Category("Experts", _PLUM, _WHITE, ("role.expert",)),
    Category("Media", _LILAC, _BLACK, ("role.media",)),
    Category(
        "Business and society",
        _ORANGE,
        _BLACK,
        ("role.business", "role.civil_society", "role.citizen"),
    ),
    Category("Other or unknown", _PALE, _BLACK, ("role.other", "role.unknown")),
)
NAMINGS = (
    Category("Named", _NAVY, _WHITE, ("naming.named",)),
    Category("Institution or document", _TEAL, _BLACK, ("naming.institution", "naming.document")),
    Category("Unnamed", _ORANGE, _BLACK, ("naming.unnamed",)),
    Category("Not found", _PALE, _BLACK, ("naming.unknown",)),
)
VOICES = (
    Category("Narrator", _NAVY, _WHITE, ("voice.narrator",)),
    Category("Indirect speech", _TEAL, _BLACK, ("voice.indirect",)),
    Category("Direct speech", _ORANGE, _BLACK, ("voice.direct",)),
    Category("Mixed", _PALE, _BLACK, ("voice.mixed",)),
)
