"""The warnings of framing report: one for each kind, short; framing read says all."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.cli.in_short import in_short
from framing.outlets import load_outlets
from framing.readers import read_paths

TEXT = (
    "The ferry of {port} stops in May\n\nThe board said on Monday that the ferry would stop, after "
    "a storm had damaged its only ship in the port of {port}.\n\nNobody was hurt, it added.\n"
)


def told(folder: Path, *, quiet: bool = False) -> list[str]:
    outcome = read_paths([folder], outlets=load_outlets())
    return [f"{message} {hint}".strip() for message, hint in in_short(outcome, quiet=quiet)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for port in ("Velda", "Rimon", "Askel", "Torva"):
        more = f"It has {len(port)} piers. " * ord(port[0])
        text = TEXT.format(port=port) + (more if port == "Velda" else "")
        (tmp_path / f"{port}.txt").write_text(text, "utf-8")
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text("", "utf-8")
    return tmp_path


def test_warnings_of_a_kind_are_one_with_their_number_and_names(folder: Path) -> None:
    said = told(folder)
    short = [each for each in said if "Short: " in each]
    assert len(short) == 1
    assert short[0].startswith("3 articles (")
    assert "Askel.txt" in short[0]
    assert any(each.startswith("4 articles (") and "and 1 more" in each for each in said)
    assert any("were skipped: It is empty." in each and "2 inputs" in each for each in said)
    assert said[-1] == "All of it in full: framing read, with the same paths."


def test_what_is_quiet_tells_only_what_could_not_be_read(folder: Path) -> None:
    assert [each.split(" (")[0] for each in told(folder, quiet=True)] == ["2 inputs"]


def test_a_warning_alone_is_said_as_it_is(folder: Path) -> None:
    for path in folder.glob("*.txt"):
        if path.stem != "Askel":
            path.unlink()
    said = told(folder)
    assert any("Short: " in each and "words." in each for each in said)
    assert not any("in full" in each for each in said)
