"""A shell for the tests of the command line."""

from __future__ import annotations

import pytest

from tests.cli.helpers import Shell


@pytest.fixture
def framing(capsys, monkeypatch) -> Shell:
    """Runs the command line in this process."""
    return Shell(capsys, monkeypatch)
