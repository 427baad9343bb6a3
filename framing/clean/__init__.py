"""Cleaning: page furniture off by general and per-outlet rules, parts and fields told apart."""

from framing.clean.article import Metadata, as_is, clean
from framing.clean.dates import with_guessed_dates
from framing.clean.lines import normalise

__all__ = ["Metadata", "as_is", "clean", "normalise", "with_guessed_dates"]
