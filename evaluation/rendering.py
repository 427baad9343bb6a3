"""What it costs to set a report on twelve outlets and sixty articles, and which section costs most.

    python -m evaluation.rendering [--runs N] [--theme NAME] [--no-sections]

Our render step (view, templates, PDF, data files) against bare WeasyPrint on the same HTML, each in
a process of its own, in turn; CPU seconds, the import of WeasyPrint included in both. A section's
cost is that of a report that has it alone, less that of a report without sections. Exit status 1 if
a figure misses its bound in ``rendering_floors.toml``.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

from evaluation import corpora

BOUNDS = Path(__file__).resolve().parent / "rendering_floors.toml"

# What each child process runs; the last line it prints is CPU seconds and peak memory in MiB.
_PREPARE = """
import pickle, sys
import framing
articles = framing.read(sys.argv[1] + "/twelve.jsonl")
pickle.dump(framing.analyse(articles), open(sys.argv[1] + "/analyses.pickle", "wb"))
"""
_COMPARED = """
import pickle, sys
import framing
def compared(folder, theme):
    analyses = pickle.load(open(folder + "/analyses.pickle", "rb"))
    study = framing.Study(framing.Settings(title="Twelve outlets (synthetic)", theme=theme))
    return study, study.count(analyses)
"""
_MEASURED = """
import resource, sys, time
def told(start):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    mib = peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(time.process_time() - start, mib)
"""
_OURS = (
    _MEASURED
    + _COMPARED
    + """
study, comparison = compared(*sys.argv[1:])
start = time.process_time()
study.render(comparison, sys.argv[1] + "/ours.pdf")
told(start)
"""
)
_HTML = (
    _COMPARED
    + """
import dataclasses
from framing.report.templates import render_html
from framing.report.typefaces import in_letters_at_hand
from framing.report.context import build_view
from framing.files import report_templates
folder, theme = sys.argv[1:]
study, comparison = compared(folder, theme)
view = build_view(
    comparison,
    profiles=study.profiles, analysers=study.analysers, theme=study.theme,
    tone_confidence=study.settings.confidence,
)
shown = {"all": view.sections, "none": []} | {name: [name] for name in view.sections}
for name, sections in shown.items():
    html = render_html(dataclasses.replace(view, sections=sections))
    html, _ = in_letters_at_hand(html, report_templates() / "default" / "fonts")
    open(f"{folder}/{name}.html", "w", encoding="utf-8").write(html)
print(" ".join(view.sections))
"""
)
_BARE = (
    _MEASURED
    + """
import logging
from pathlib import Path
folder, theme, *names = sys.argv[1:]
start = time.process_time()
import weasyprint
from weasyprint.urls import URLFetcher, URLFetcherResponse
logging.disable(logging.CRITICAL)
class Fetcher(URLFetcher):
    def fetch(self, url, headers=None):
        return URLFetcherResponse(url, Path(theme, url.removeprefix("theme:")).read_bytes())
for name in names:
    html = Path(folder, name + ".html").read_text("utf-8")
    document = weasyprint.HTML(string=html, base_url="theme:", url_fetcher=Fetcher())
    document.write_pdf(f"{folder}/{name}.pdf", pdf_variant="pdf/ua-1")
    told(start)
    start = time.process_time()
"""
)


def measured(code: str, *arguments: str) -> list[tuple[float, float]]:
    """Run code in a process of its own: the (CPU seconds, MiB) it prints, line by line."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True
    )
    pairs = [line.split() for line in done.stdout.splitlines()]
    return [(float(seconds), float(mib)) for seconds, mib in pairs]


def figures(folder: str, theme: str, runs: int) -> dict[str, float]:
    """The three figures: medians of the ratio and the time, the peak of the memory."""
    fonts = str(corpora.STORY.parents[2] / "report_templates" / "default")
    ratios, times, peaks = [], [], []
    for _ in range(runs):
        [(ours, peak)] = measured(_OURS, folder, theme)
        [(bare, bare_peak)] = measured(_BARE, folder, fonts, "all")
        print(
            f"ours {ours:6.2f} CPU s, {peak:4.0f} MiB; "
            f"bare WeasyPrint {bare:6.2f} CPU s, {bare_peak:4.0f} MiB; ratio {ours / bare:.3f}"
        )
        ratios.append(ours / bare)
        times.append(ours)
        peaks.append(peak)
    return {
        "ratio": statistics.median(ratios),
        "cpu_seconds": statistics.median(times),
        "memory_mib": max(peaks),
    }


def section_costs(folder: str, names: list[str]) -> dict[str, float]:
    """CPU seconds of each section alone, less those of the empty report, the dearest first."""
    fonts = str(corpora.STORY.parents[2] / "report_templates" / "default")
    # The first document warms the process and is not counted.
    found = measured(_BARE, folder, fonts, "none", "none", *names)[1:]
    empty, *each = (seconds for seconds, _ in found)
    costs = {name: seconds - empty for name, seconds in zip(names, each, strict=True)}
    return dict(sorted(costs.items(), key=lambda item: -item[1]))


def missed(found: Mapping[str, float]) -> list[str]:
    """The figures over their bounds; prints each beside its bound."""
    bounds = tomllib.loads(BOUNDS.read_text("utf-8"))
    for name, value in found.items():
        print(f"{name:12} {value:8.2f}   (at most {bounds[name]['at_most']})")
    return [name for name, value in found.items() if value > bounds[name]["at_most"]]


def main() -> int:
    """Measure, print, and compare with the bounds."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--theme", default="default")
    parser.add_argument("--no-sections", action="store_true", help="leave the sections' costs out")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpora.write(corpora.twelve(), Path(folder) / "twelve.jsonl")
        subprocess.run([sys.executable, "-c", _PREPARE, folder], check=True)
        names = subprocess.run(
            [sys.executable, "-c", _HTML, folder, asked.theme],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()
        misses = missed(figures(folder, asked.theme, asked.runs))
        if not asked.no_sections:
            costs = section_costs(folder, names)
            for name, seconds in costs.items():
                print(f"{name:16} {seconds:6.2f} CPU s  {seconds / sum(costs.values()):4.0%}")
            print(f"The slowest section is {next(iter(costs))}.")
    return int(bool(misses))


if __name__ == "__main__":
    sys.exit(main())
