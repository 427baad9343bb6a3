"""Quick settings, their words on the command line, and a folder of parts as bytes."""

from __future__ import annotations

from pathlib import Path

import framing

QUICK = framing.Settings(sources="rules", tone="textblob")
QUICK_WORDS = ("--sources", "rules", "--tone", "textblob")


def content(folder: Path) -> dict[str, bytes]:
    """The files of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
