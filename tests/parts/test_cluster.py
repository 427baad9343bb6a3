"""The parts made by a Dask cluster on this machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

import framing
from tests.parts.helpers import QUICK, content

# A worker that is killed while it brings its first part to the disk.
_DIES = """
import os
os.fsync = lambda _: os.kill(os.getpid(), 9)
from distributed.cli.dask_worker import main
main()
"""


def _said(process: subprocess.Popen[str], words: str) -> str:
    """What a process says after these words, once it says them."""
    assert process.stderr
    for line in process.stderr:
        if words in line:
            return line.partition(words)[2].strip()
    raise AssertionError(f"it ended without saying '{words}'")


def test_a_dask_cluster_writes_the_same_though_a_worker_is_killed(short, whole, tmp_path):
    pytest.importorskip("distributed", reason="Dask distributed is not installed")
    local = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "60s"}
    started: list[subprocess.Popen[str]] = []

    def start(*words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env=os.environ | local,
        )
        started.append(process)
        return process

    options = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
    try:
        here = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        scheduler = start("-m", "distributed.cli.dask_scheduler", *here)
        address = _said(scheduler, "Scheduler at:")
        dies = start("-c", _DIES, address, *options)
        lives = start("-m", "distributed.cli.dask_worker", address, *options)
        for worker in (dies, lives):
            _said(worker, "Registered to:")
        study = framing.Study(QUICK)
        rows = study.analyse_into(study.read(short), tmp_path / "out", dask=address)
        assert sum(row.articles for row in rows) == 5
        assert dies.wait(timeout=60) == -signal.SIGKILL
    finally:
        for process in reversed(started):
            process.kill()
            process.communicate()
    assert content(tmp_path / "out") == whole  # nor is there what it left half-written
