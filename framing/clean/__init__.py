"""Cleaning: page furniture off by general and per-outlet rules, parts and fields told apart."""

from framing.clean.article import as_is, clean, typed_lines
from framing.clean.dates import with_guessed_dates
from framing.clean.file_names import with_guessed_outlets
from framing.clean.headers import Metadata
from framing.clean.kinds import Kind, TypedLine
from framing.clean.lines import normalise

__all__ = [
    "Kind",
    "Metadata",
    "TypedLine",
    "as_is",
    "clean",
    "normalise",
    "typed_lines",
    "with_guessed_dates",
    "with_guessed_outlets",
]
