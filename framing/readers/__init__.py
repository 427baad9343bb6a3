"""Reading: one file a format, from the paths that a user gives to articles."""

from framing.readers.collect import ReadOutcome, read_paths

__all__ = ["ReadOutcome", "read_paths"]
