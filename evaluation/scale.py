"""What many articles cost, step by step, so that docs/scale.md can say what more of them need.

    python -m evaluation.scale [--articles 60] [--runs 1] [--core-hour .04] [--gigabyte-month .02]

Each step is a process of its own and its CPU seconds are counted, workers included. What a process
costs before its first article is taken off by a run on two articles. Ratios are of the same run.
The articles are invented (``evaluation.corpora``, 18 sentences each). Last, what ten
thousand, a million, a hundred million and a billion of them would take, at the prices that are
given: nothing but the figures above, multiplied.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from evaluation.benchmark import SPACY, cpu_seconds
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


PARTS, TWO, SPACY_ALONE = "analysing into parts", "the same in two processes", "bare spaCy"
_MANY = (10_000, 1_000_000, 100_000_000, 1_000_000_000)
_HOURS_A_MONTH = 730


def steps(folder: Path, articles: int) -> dict[str, tuple[float, float]]:
    """CPU seconds and seconds by the clock of each step on so many articles; what is written stays
    in the folder."""
    rows = twelve(articles=-(-articles // 12))[:articles]
    table = write(rows, folder / f"{articles}.jsonl")
    parts = folder / f"parts-{articles}"
    python = [sys.executable, "-m", "framing"]

    def report(source: Path) -> list[str | Path]:
        html = folder / f"{source.stem}-{articles}" / "report.html"
        return [*python, "report", source, "-q", "-o", html]

    texts = folder / f"texts-{articles}.txt"
    texts.write_text("\f".join(row["text"] for row in rows), "utf-8")
    two = [*python, "analyse", table, "-q", "--jobs", "2", "-o", folder / f"two-{articles}"]
    commands: dict[str, Sequence[str | Path]] = {
        "reading": [*python, "read", table, "-o", folder / "read.jsonl"],
        SPACY_ALONE: [sys.executable, "-c", SPACY, texts],
        PARTS: [*python, "analyse", table, "-q", "-o", parts],
        TWO: two,
        "the same again, all done": [*python, "analyse", table, "-q", "-o", parts],
        "one file, with shared copy": [
            *(*python, "analyse", table, "-q", "-o", folder / f"{articles}-analysed.jsonl")
        ],
        "report from the articles": report(table),
        "report from the parts": report(parts),
    }
    costs = {}
    for what, command in commands.items():
        started = time.monotonic()
        seconds = cpu_seconds(command, folder)
        costs[what] = seconds, time.monotonic() - started
    return costs


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--core-hour", type=float, default=0.04, help="price of a core's hour")
    parser.add_argument("--gigabyte-month", type=float, default=0.02, help="price of a GB's month")
    asked = parser.parse_args()
    many: list[dict[str, tuple[float, float]]] = []
    few: list[dict[str, tuple[float, float]]] = []
    for _ in range(asked.runs):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            few.append(steps(folder, 2))
            many.append(steps(folder, asked.articles))
            size, packed = _sizes(folder / f"parts-{asked.articles}")
            text = sum(len(row["text"]) for row in twelve(-(-asked.articles // 12)))
            loaded = _loaded(folder / f"parts-{asked.articles}")
    each = {}
    for what in many[0]:
        whole = statistics.median(run[what][0] for run in many)
        start = statistics.median(run[what][0] for run in few)
        each[what] = (whole - start) / (asked.articles - 2)
        print(f"{what:28} {whole:7.1f} CPU s, {each[what] * 1000:7.0f} ms more an article")

    def ratio(one: str, other: str, clock: int = 0) -> float:
        return statistics.median(run[one][clock] / run[other][clock] for run in many)

    print(f"an article more, analysed / by bare spaCy: {each[PARTS] / each[SPACY_ALONE]:.2f}")
    print(f"one process / two, by the clock (wants two idle cores): {ratio(PARTS, TWO, 1):.2f}")
    print(f"CPU seconds of two processes / of one: {ratio(TWO, PARTS):.2f}")
    told = ratio("report from the parts", "report from the articles")
    print(f"report from the parts / from the articles: {told:.2f}")
    size /= asked.articles
    print(f"a part: {size / 1024:.1f} KiB an article, {packed:.2f} of it by gzip")
    print(f"an article: {text / asked.articles / 1024:.1f} KiB of text")
    print(f"loading a part: {loaded[0] * 1000:.1f} ms and {loaded[1]:.0f} KiB an article")
    for articles in _MANY:
        hours = articles * each[PARTS] / 3600
        disk, held = articles * size / 1e9, articles * loaded[1] * 1024 / 1e9
        print(
            f"{articles:13,} articles: {hours:,.1f} core hours ({hours * asked.core_hour:,.2f}), "
            f"{hours / _HOURS_A_MONTH:,.1f} cores for a month; {disk:,.1f} GB of parts "
            f"({disk * packed:,.2f} by gzip, {disk * packed * asked.gigabyte_month:,.2f} a month); "
            f"{held:,.1f} GB of memory to hold all of them"
        )


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
