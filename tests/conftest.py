"""What many tests share: the sample articles, read and analysed once a session."""

from __future__ import annotations

from pathlib import Path

import pytest

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the sample articles."""
    return SEEDS


@pytest.fixture(scope="session")
def seed_articles():
    """The sample articles, read and cleaned."""
    import framing

    return framing.read(SEEDS)


@pytest.fixture(scope="session")
def seed_analyses(seed_articles):
    """The sample articles, analysed as the command line does by default."""
    import framing

    return framing.analyse(seed_articles)


@pytest.fixture(scope="session")
def seed_comparison(seed_analyses):
    """The comparison of the sample articles."""
    import framing

    return framing.compare(seed_analyses)


@pytest.fixture(scope="session")
def seed_report(seed_comparison, tmp_path_factory):
    """The report on the sample articles, written once: the PDF's path."""
    import framing

    path = tmp_path_factory.mktemp("report") / "report.pdf"
    framing.render(seed_comparison, path)
    return path
