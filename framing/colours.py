"""Colours as '#RRGGBB', and how well two of them can be told apart."""

from __future__ import annotations

import re

WHITE = "#FFFFFF"


def is_colour(value: str) -> bool:
    """Whether the value is written '#RRGGBB'."""
    return re.fullmatch(r"#[0-9A-Fa-f]{6}", value) is not None


def contrast(one: str, other: str = WHITE) -> float:
    """Contrast ratio (1 to 21) of two colours, as WCAG 2.1 defines it."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed_with_white(colour: str, share: float) -> str:
    """A colour mixed with white; ``share`` is how much of the colour is left (0 to 1)."""
    channels = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - share * (255 - c)):02X}" for c in channels)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
