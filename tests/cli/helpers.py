"""Running the command line in this process, as a user would see it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from framing.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command left: exit code and what it printed."""

    code: int
    out: str
    err: str


class Shell:
    """Runs ``framing …`` and gives back what a terminal would show."""

    def __init__(self, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.capsys, self.patch = capsys, patch
        patch.setenv("COLUMNS", "100")
        patch.setenv("NO_COLOR", "1")

    def __call__(self, *words: object) -> Ran:
        """Run with these words after ``framing``."""
        argv: Sequence[str] = ["framing", *map(str, words)]
        self.patch.setattr(sys, "argv", argv)
        self.capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        captured = self.capsys.readouterr()
        return Ran(code, captured.out, captured.err)
