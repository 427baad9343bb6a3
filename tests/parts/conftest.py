"""What unbroken runs leave, to hold others against: of short articles, and of the samples."""

from __future__ import annotations

from pathlib import Path

import pytest

import framing
from tests.parts.helpers import QUICK, content

SHORT = (
    "The mayor said on Monday that the new harbour would open in spring, and nobody objected.",
    "Officials told reporters that the ferry was late again. The crews asked for better pay.",
    "“We have waited for years,” said Eva Lind, who leads the council of the northern town.",
    "The ministry denied it. Two boats collided off the island, and the pilots were rescued.",
    "According to the harbour master, the old quay is safe. Fishing crews are not so sure.",
)


@pytest.fixture(scope="session")
def short(tmp_path_factory) -> Path:
    """A folder of five short articles."""
    folder = tmp_path_factory.mktemp("short")
    for number, text in enumerate(SHORT):
        told = f"Town news {number}\n\nNews of day {number}\n\n{text}\n"
        (folder / f"{number}.txt").write_text(told, encoding="utf-8")
    return folder


def unbroken(articles: Path, folder: Path) -> dict[str, bytes]:
    """What a run with quick settings that nothing stops leaves in a folder."""
    study = framing.Study(QUICK)
    study.analyse_into(study.read(articles), folder)
    return content(folder)


@pytest.fixture(scope="session")
def whole(short, tmp_path_factory) -> dict[str, bytes]:
    """What an unbroken run leaves of the short articles."""
    return unbroken(short, tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="session")
def whole_seeds(seeds, tmp_path_factory) -> dict[str, bytes]:
    """What an unbroken run leaves of the sample articles."""
    return unbroken(seeds, tmp_path_factory.mktemp("whole-seeds"))
