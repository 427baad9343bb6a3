"""How much memory 'framing analyse' takes, for few articles and for ten times as many.

    python -m evaluation.memory [--articles 2000 20000] [--sentences 3] [--full]

Each run reads a table of short invented articles and writes a folder of parts, in one process
beside the one that reads. Printed are the peaks of the process that analyses, of that which reads,
and of both together at one time (resident memory, looked at ten times a second), and the ratio of
the last run to the first. Exit status 1 if analysing grows by more than a tenth. Linux only.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from evaluation.corpora import SEED, twelve
from evaluation.resume import QUICK

MOST_GROWTH = 1.10


def rows(articles: int, sentences: int) -> Iterator[dict[str, str]]:
    """Short articles: invented sentences in random order, no two articles alike."""
    made = twelve(articles=10)
    pool = [s for row in made for s in re.split(r"(?<=[.?!])\s+", row["text"])]
    rng = random.Random(SEED)
    for number in range(articles):
        outlet = made[number % len(made)]["outlet"]
        text = f"Report number {number} says this. " + " ".join(rng.sample(pool, sentences))
        yield {"id": f"a{number}", "outlet": outlet, "published": "2031-02-10", "text": text}


def resident(pid: int) -> int:
    """Resident memory of a process in KiB; 0 if it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
    except OSError:
        return 0
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) if found else 0


def children(pid: int) -> list[int]:
    """The child processes of a process."""
    try:
        return [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def peaks(command: list[str | Path]) -> tuple[int, int, int]:
    """Peaks in MiB of the process, of the largest of its children, and of all together."""
    own = child = total = 0
    run = subprocess.Popen(command)
    while run.poll() is None:
        mine, others = resident(run.pid), [resident(pid) for pid in children(run.pid)]
        own, child = max(own, mine), max([child, *others])
        total = max(total, mine + sum(others))
        time.sleep(0.1)
    if run.returncode:
        sys.exit(f"the run ended with {run.returncode}")
    return own >> 10, child >> 10, total >> 10


def main() -> int:
    """Run, measure, print, and compare with the most that is allowed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[2000, 20000])
    parser.add_argument("--sentences", type=int, default=3)
    parser.add_argument("--full", action="store_true", help="with the analysers of the default")
    asked = parser.parse_args()
    found = []
    for articles in asked.articles:
        with tempfile.TemporaryDirectory() as name:
            table = Path(name) / "articles.jsonl"
            with table.open("w", encoding="utf-8") as file:
                for row in rows(articles, asked.sentences):
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")
            command: list[str | Path] = [sys.executable, "-m", "framing", "analyse", table, "-q"]
            command += [*(() if asked.full else QUICK), "-o", Path(name) / "parts"]
            found.append(peaks(command))
        own, child, total = found[-1]
        print(
            f"{articles:7} articles: analysing {own} MiB, reading {child} MiB, "
            f"together at most {total} MiB",
            flush=True,
        )
    first, last = found[0], found[-1]
    growth = [after / before for before, after in zip(first, last, strict=True)]
    print("ratio: analysing {:.2f}, reading {:.2f}, together {:.2f}".format(*growth))
    return int(growth[0] > MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
