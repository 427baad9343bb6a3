"""What many articles cost, step by step, so that docs/scale.md can say what more of them need.

    python -m evaluation.scale [--articles 60] [--runs 1]

Each step is a process of its own and its CPU seconds are counted, workers included. What a process
costs before its first article is taken off by a run on one article. Ratios are of the same run.
The articles are invented (``evaluation.corpora``, 18 sentences each).
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from evaluation.benchmark import cpu_seconds
from evaluation.corpora import twelve, write

_LOAD = """
import resource, sys, time
from pathlib import Path
from framing.parts.load import load_analyses
started, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
held = list(load_analyses([Path(sys.argv[1])]))
seconds = time.process_time() - started
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(f"{seconds / len(held)} {grown / len(held)}")
"""


def steps(folder: Path, articles: int) -> dict[str, float]:
    """CPU seconds of each step on so many articles; what is written stays in the folder."""
    rows = twelve(articles=-(-articles // 12))[:articles]
    table = write(rows, folder / f"{articles}.jsonl")
    parts = folder / f"parts-{articles}"
    python = [sys.executable, "-m", "framing"]

    def report(source: Path) -> list[str | Path]:
        html = folder / f"{source.stem}-{articles}" / "report.html"
        return [*python, "report", source, "-q", "-o", html]

    commands: dict[str, Sequence[str | Path]] = {
        "reading": [*python, "read", table, "-o", folder / "read.jsonl"],
        "analysing into parts": [*python, "analyse", table, "-q", "-o", parts],
        "the same again, all done": [*python, "analyse", table, "-q", "-o", parts],
        "one file, with shared copy": [
            *(*python, "analyse", table, "-q", "-o", folder / f"{articles}-analysed.jsonl")
        ],
        "report from the articles": report(table),
        "report from the parts": report(parts),
    }
    return {what: cpu_seconds(command, folder) for what, command in commands.items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--runs", type=int, default=1)
    asked = parser.parse_args()
    many: list[dict[str, float]] = []
    few: list[dict[str, float]] = []
    for _ in range(asked.runs):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            few.append(steps(folder, 2))
            many.append(steps(folder, asked.articles))
            size, packed = _sizes(folder / f"parts-{asked.articles}")
            text = sum(len(row["text"]) for row in twelve(-(-asked.articles // 12)))
            loaded = _loaded(folder / f"parts-{asked.articles}")
    for what in many[0]:
        whole = statistics.median(run[what] for run in many)
        start = statistics.median(run[what] for run in few)
        each = (whole - start) / (asked.articles - 2)
        print(f"{what:28} {whole:7.1f} CPU s, {each * 1000:7.0f} ms more an article")
    ratio = statistics.median(
        run["report from the parts"] / run["report from the articles"] for run in many
    )
    print(f"report from the parts / from the articles: {ratio:.2f}")
    print(f"a part: {size / asked.articles / 1024:.1f} KiB an article, {packed:.2f} of it by gzip")
    print(f"an article: {text / asked.articles / 1024:.1f} KiB of text")
    print(f"loading a part: {loaded[0] * 1000:.1f} ms and {loaded[1]:.0f} KiB an article")


def _sizes(folder: Path) -> tuple[int, float]:
    data = b"".join(path.read_bytes() for path in sorted(folder.glob("part-*.jsonl")))
    return len(data), len(gzip.compress(data)) / len(data)


def _loaded(folder: Path) -> tuple[float, float]:
    done = subprocess.run(
        [sys.executable, "-c", _LOAD, folder], capture_output=True, text=True, check=True
    )
    seconds, memory = map(float, done.stdout.split())
    return seconds, memory


if __name__ == "__main__":
    main()
