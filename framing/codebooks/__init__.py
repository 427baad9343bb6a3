"""Codebooks: frames, label sets and fact cards, as TOML files that anyone can write."""

from framing.codebooks.load import CODED_SUFFIX, codebook_files, list_codebooks, load_codebook
from framing.codebooks.model import (
    Actor,
    Codebook,
    Conditions,
    Example,
    FactCard,
    Frame,
    Indicator,
    Label,
    LabelSet,
    Term,
)

__all__ = [
    "CODED_SUFFIX",
    "Actor",
    "Codebook",
    "Conditions",
    "Example",
    "FactCard",
    "Frame",
    "Indicator",
    "Label",
    "LabelSet",
    "Term",
    "codebook_files",
    "list_codebooks",
    "load_codebook",
]
