"""Kill runs over many articles again and again, go on with them, and compare with an unbroken one.

    python -m evaluation.resume [--kills 50] [--articles 60] [--jobs 2] [--seed 1]

``framing analyse ARTICLES -o FOLDER`` is started, and ``kill -9`` ends a worker or the whole run
after a random time; the same command is given again until it ends by itself. Then each article must
stand there once, all bytes must be those of an unbroken run, no temporary file may be left, and no
worker may be alive. Another folder then, until there were enough kills. Exit status 1 if anything
differs. The articles are invented (``evaluation.corpora``). Linux, or another system with ``ps``.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from evaluation.corpora import twelve, write

# What is analysed does not matter here, so the quickest analysers do.
QUICK = ("--sources", "rules", "--tone", "textblob")

_A_RUN = 5  # kills of one run at most, so that bytes are compared often enough


def content(folder: Path) -> Mapping[str, bytes]:
    """All files of a folder, hidden ones too."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def children(parent: int) -> list[int]:
    """The worker processes of a run; the resource tracker of multiprocessing is none."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
    return [int(r[0]) for r in rows if int(r[1]) == parent and "spawn_main" in r[2]]


def ended(pids: Sequence[int], seconds: float = 20) -> bool:
    """Whether all these processes are gone, within some seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not any(_alive(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def ids_in(folder: Path) -> Counter[str]:
    """How often each article stands in the parts that the folder lists."""
    listed = json.loads((folder / "parts.json").read_text("utf-8"))["parts"]
    return Counter(
        json.loads(line)["id"]
        for part in listed
        for line in (folder / part["name"]).read_text("utf-8").splitlines()[:-1]
    )


def main() -> int:
    """Kill, go on, compare; print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    kills: Counter[str] = Counter()
    wrong: list[str] = []
    runs = 0
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        rows = twelve(articles=-(-asked.articles // 12), sentences=8)[: asked.articles]
        articles = write(rows, home / "articles.jsonl")
        command = [sys.executable, "-m", "framing", "analyse", str(articles), "-q", *QUICK]
        command += ["--jobs", str(asked.jobs), "-o"]
        started = time.monotonic()
        subprocess.run([*command, str(home / "whole")], check=True, capture_output=True)
        length = time.monotonic() - started
        whole = content(home / "whole")
        print(
            f"unbroken: {length:.1f} s, {len(whole) - 1} parts, {asked.articles} articles",
            flush=True,
        )
        while kills.total() < asked.kills:
            runs += 1
            folder = home / f"run-{runs}"
            most = min(asked.kills, kills.total() + _A_RUN)
            faults, took = _one_run([*command, str(folder)], most, length, rng, kills)
            length = min(length, took)  # what else ran may have slowed the unbroken run
            if content(folder) != whole:
                differ = sorted(set(content(folder).items()) ^ set(whole.items()))
                faults.append(f"differ: {', '.join(dict.fromkeys(name for name, _ in differ))}")
            elif set(ids_in(folder).values()) != {1} or len(ids_in(folder)) != asked.articles:
                faults.append("not each article once")
            wrong += [f"run {runs}: {fault}" for fault in faults]
            print(f"run {runs}: {kills.total()} kills so far", *faults, sep="; ", flush=True)
    told = ", ".join(f"{count} of {what}" for what, count in sorted(kills.items()))
    print(f"{kills.total()} kills ({told}) in {runs} runs; faults: {len(wrong)}")
    for fault in wrong:
        print(f"  {fault}")
    return int(bool(wrong))


def _one_run(
    command: Sequence[str], most: int, length: float, rng: random.Random, kills: Counter[str]
) -> tuple[list[str], float]:
    """Give the command until it ends by itself, killing it or a worker; what was wrong, and the
    seconds that all of it took."""
    wrong: list[str] = []
    started = time.monotonic()
    while True:
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        workers: list[int] = []
        while kills.total() < most:
            try:
                run.wait(timeout=rng.uniform(0.02, 0.4) * length)
                break
            except subprocess.TimeoutExpired:
                pass
            workers = children(run.pid)
            if workers and rng.random() < 0.5:
                os.kill(rng.choice(workers), signal.SIGKILL)
                kills["a worker"] += 1
                continue
            run.kill()
            kills["the run"] += 1
            break
        _, said = run.communicate()
        if not ended(workers):
            wrong.append("a worker outlived its run")
        if run.returncode == 0:
            return wrong, time.monotonic() - started
        if run.returncode == 1 and b"died" in said:
            continue  # it gave up after many dead workers in a row, and said so
        if run.returncode != -signal.SIGKILL:
            wrong.append(f"ended with {run.returncode}: {said.decode(errors='replace')[-300:]}")
            return wrong, time.monotonic() - started


if __name__ == "__main__":
    sys.exit(main())
