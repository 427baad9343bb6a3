"""What many tests share: the sample articles, read and analysed once a session."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SEEDS = Path(__file__).parent.parent / "seeds"

# As the command line does: more threads would only spin (set before NumPy is imported).
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")


# What properties need on a busy machine says nothing about them: no example fails for its time. The
# suite tries the same examples every time; `--hypothesis-profile search` draws new ones.
_anywhere = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", _anywhere)
settings.register_profile("framing", _anywhere, derandomize=True)
settings.load_profile("framing")

# How a test begins to tell that it was passed over for want of Pango.
_NO_PANGO = "Pango is missing"


@cache
def pango_lacks() -> str:
    """Why no PDF can be set on this machine; empty if one can."""
    from framing.errors import MissingDependencyError
    from framing.report.pdf import import_weasyprint

    try:
        import_weasyprint()
    except MissingDependencyError as error:
        return f"{_NO_PANGO}. {error.hint}"
    return ""


def pytest_collection_finish(session: pytest.Session) -> None:
    """Keep modules and tests, which stay to the end, out of what is searched for garbage, and search
    seldom: models that are loaded later stay, too."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Pass a test that sets a PDF over where none can be set; the run fails even so."""
    if item.get_closest_marker("pdf") and pango_lacks():
        pytest.skip(pango_lacks())


@pytest.hookimpl(wrapper=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Name the line that installs Pango, where tests were passed over for want of it."""
    result = yield
    if told := _passed_over(terminalreporter):
        terminalreporter.write_line(
            f"Tests that set a PDF and were passed over: {len(told)}. {told[0]}"
        )
    return result


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A run that passed tests over for want of Pango has not passed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and _passed_over(reporter) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _passed_over(reporter: pytest.TerminalReporter) -> list[str]:
    skipped = reporter.stats.get("skipped", [])
    reasons = [str(r.longrepr[2]) for r in skipped if isinstance(r.longrepr, tuple)]
    return [r.removeprefix("Skipped: ") for r in reasons if _NO_PANGO in r]


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
def seed_pages(seed_comparison, tmp_path_factory):
    """The report on the sample articles, written once, with no typefaces but the bundled ones: as
    WeasyPrint laid it out, and the PDF's path."""
    import framing
    from framing.report.pdf import import_weasyprint

    if pango_lacks():
        pytest.skip(pango_lacks())

    html = import_weasyprint().HTML
    usual, seen = html.render, []

    def render(*given, **named):
        seen.append(usual(*given, **named))
        return seen[-1]

    path = tmp_path_factory.mktemp("report") / "report.pdf"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html, "render", render)
        patch.setattr("framing.report.typefaces.holds", lambda char: False)
        framing.render(seed_comparison, path)
    return seen[-1], path


@pytest.fixture(scope="session")
def seed_report(seed_pages):
    """The report on the sample articles: the PDF's path."""
    return seed_pages[1]
