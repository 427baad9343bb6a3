"""One door: readers that ship are registered as a stranger's are."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from framing.errors import FramingError
from framing.outlets import load_outlets
from framing.readers import base, read_paths
from framing.readers.base import FileContent, InputFile, RawArticle, Reader

ROOT = Path(__file__).parents[2]


def _minutes(file: InputFile) -> FileContent:
    text = file.data.decode().removeprefix("MINUTES\n")
    return FileContent((RawArticle(text, file.shown, file.name, file.stem),))


STRANGER = Reader(
    "minutes",
    frozenset({".min"}),
    _minutes,
    lambda file: 1.0 if file.head.startswith("MINUTES") else 0.0,
)
NOT_A_READER = object()


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [
        EntryPoint("minutes", "tests.readers.test_registered:STRANGER", base.ENTRY_POINT_GROUP),
        *base.entry_points(group=base.ENTRY_POINT_GROUP),
    ]
    monkeypatch.setattr(base, "entry_points", lambda group: points)
    base.registered.cache_clear()
    yield
    base.registered.cache_clear()


@pytest.mark.usefixtures("stranger")
def test_a_strangers_reader_needs_no_word_elsewhere(tmp_path: Path) -> None:
    text = "The harbour board met on Monday, and the mayor spoke of the storm and its cost."
    (tmp_path / "board.min").write_text(text, "utf-8")
    (tmp_path / "known by content.txt").write_text(f"MINUTES\n{text} Then it rose.", "utf-8")
    outcome = read_paths([tmp_path], outlets=load_outlets())
    assert outcome.kinds == {"board": "minutes", "known by content": "minutes"}


@pytest.mark.parametrize(
    "value", ["tests.readers.test_registered:NOT_A_READER", "no.such.module:X"]
)
def test_a_reader_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    point = EntryPoint("broken", value, base.ENTRY_POINT_GROUP)
    monkeypatch.setattr(base, "entry_points", lambda group: [point])
    base.registered.cache_clear()
    with pytest.raises(FramingError, match=value.split(":", maxsplit=1)[0]) as caught:
        base.registered()
    assert caught.value.hint
    base.registered.cache_clear()


def test_all_that_ship_are_in_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = project["entry-points"]["framing.readers"]
    held = set()
    for path in (ROOT / "framing" / "readers").glob("*.py"):
        for line in path.read_text("utf-8").splitlines():
            if " = Reader(" in line and not line.startswith(" "):
                held.add(f"framing.readers.{path.stem}:{line.split()[0]}")
    assert set(declared.values()) == held
    assert len(base.registered()) >= len(held)


def test_no_suffix_belongs_to_two() -> None:
    counts = Counter(suffix for reader in base.registered() for suffix in reader.suffixes)
    assert [suffix for suffix, count in counts.items() if count > 1] == []
