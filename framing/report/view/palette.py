"""Categories of the charts, in the theme's colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from framing.evidence import OutletFigures
from framing.report.themes import Fill, Theme
from framing.report.view.model import Category

_ROLES = {
    "government": ("Government", ("role.government",)),
    "military": ("Military", ("role.military",)),
    "expert": ("Experts", ("role.expert",)),
    "media": ("Media", ("role.media",)),
    "society": (
        "Business and society",
        ("role.business", "role.civil_society", "role.citizen"),
    ),
    "other": ("Other or unknown", ("role.other", "role.unknown")),
}
_NAMINGS = {
    "named": ("Named", ("naming.named",)),
    "institution": ("Institution or document", ("naming.institution", "naming.document")),
    "unnamed": ("Unnamed", ("naming.unnamed",)),
    "unknown": ("Not found", ("naming.unknown",)),
}
_VOICES = {
    "narrator": ("Narrator", ("voice.narrator",)),
    "indirect": ("Indirect speech", ("voice.indirect",)),
    "direct": ("Direct speech", ("voice.direct",)),
    "mixed": ("Mixed", ("voice.mixed",)),
}


def roles(theme: Theme, outlets: Sequence[OutletFigures]) -> list[Category]:
    """Whom statements come from."""
    return _used(_ROLES, theme.roles, outlets)


def namings(theme: Theme, outlets: Sequence[OutletFigures]) -> list[Category]:
    """How speakers are named."""
    return _used(_NAMINGS, theme.namings, outlets)


def voices(theme: Theme, outlets: Sequence[OutletFigures]) -> list[Category]:
    """Whose words sentences are."""
    return _used(_VOICES, theme.voices, outlets)


def _used(
    names: Mapping[str, tuple[str, tuple[str, ...]]],
    fills: Mapping[str, Fill],
    outlets: Sequence[OutletFigures],
) -> list[Category]:
    """The categories that any outlet has a count for: an empty one needs no place in a legend."""
    return [
        Category(name, fills[key].fill, fills[key].ink, fills[key].outline, measures)
        for key, (name, measures) in names.items()
        if any(outlet.figures[m].count for outlet in outlets for m in measures)
    ]
