"""What an unbroken run leaves of short articles, to hold others against."""

from __future__ import annotations

from pathlib import Path

import pytest

import framing
from tests.parts.helpers import QUICK, content

# Each of so many words that its language is plain, and no model has to be loaded to tell it.
SHORT = (
    "The mayor said on Monday that the new harbour would open in spring, and nobody objected. "
    "The council of the town is to vote on the last part of the plan.",
    "Officials told reporters that the ferry was late again. The crews asked for better pay and "
    "for an end to the long shifts of the winter.",
    "“We have waited for years,” said Eva Lind, who leads the council of the northern town and is "
    "one of the authors of the plan to move the market.",
    "The ministry denied it. Two boats collided off the island, and the pilots were rescued. One "
    "of them was brought to the hospital in the capital.",
    "According to the harbour master, the old quay is safe. Fishing crews are not so sure, and the "
    "head of the union wants to see the report.",
)


@pytest.fixture(scope="session")
def short(tmp_path_factory) -> Path:
    """A folder of five short articles."""
    folder = tmp_path_factory.mktemp("short")
    for number, text in enumerate(SHORT):
        told = f"Town news {number}\n\nNews of day {number}\n\n{text}\n"
        (folder / f"{number}.txt").write_text(told, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def whole(short, tmp_path_factory) -> dict[str, bytes]:
    """What a run with quick settings that nothing stops leaves of the short articles."""
    folder = tmp_path_factory.mktemp("whole")
    study = framing.Study(QUICK)
    study.analyse_into(study.read(short), folder)
    return content(folder)
