"""Runs that are killed, whose workers are, or whose disk is full: what is whole stays, once each."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import framing
from tests.cli.helpers import Shell
from tests.parts.helpers import QUICK, QUICK_WORDS, content

# Runs whose process is stopped at the nth rename or sync of a file, as by kill -9 there. Each is a
# child of a process that has done the work once, so that the models are loaded only there.
_STOPPED = """
import os, pathlib, sys
import framing

articles, target, *stops = sys.argv[1:]
study = framing.Study(framing.Settings(sources="rules", tone="textblob"))
outcome = study.read(articles)
study.analyse_into(outcome, pathlib.Path(target, "unbroken"))

def stop_at(owner, name, nth):
    usual = getattr(owner, name)
    def stop(*given, **named):
        nonlocal nth
        nth -= 1
        if not nth:
            os.kill(os.getpid(), 9)
        return usual(*given, **named)
    setattr(owner, name, stop)

for name, nth in (stop.split("-") for stop in stops):
    child = os.fork()
    if not child:
        stop_at(pathlib.Path if name == "replace" else os, name, int(nth))
        study.analyse_into(outcome, pathlib.Path(target, f"{name}-{nth}"))
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
STOPS = ("fsync-2", "replace-3")


@pytest.fixture(scope="module")
def killed(short, tmp_path_factory) -> Path:
    """A folder with what each of the stopped runs left."""
    target = tmp_path_factory.mktemp("killed")
    command = [sys.executable, "-c", _STOPPED, short, target, *STOPS]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    assert done.stdout.split() == [str(-signal.SIGKILL)] * len(STOPS)
    return target


@pytest.mark.parametrize("stop", STOPS)
def test_killed_at_a_write_and_gone_on_with(short, whole, killed, stop):
    folder = killed / stop
    assert content(folder) != whole
    study = framing.Study(QUICK)
    study.analyse_into(study.read(short), folder)
    assert content(folder) == whole


# A run whose workers are killed at their first syncs: one that reads, then one that writes.
_DYING = """
import os, pathlib, sys
from framing.cli import main

kills = pathlib.Path(sys.argv[0]).with_name("kills")

def dying(handle, usual=os.fsync):
    if len(list(kills.iterdir())) < 2:
        (kills / str(os.getpid())).touch()
        os.kill(os.getpid(), 9)
    return usual(handle)

if __name__ == "__main__":
    main()
else:
    os.fsync = dying
"""


def test_two_processes_write_the_same_and_are_replaced_where_they_are_killed(
    short, whole, tmp_path
):
    script, kills, folder = tmp_path / "dying.py", tmp_path / "kills", tmp_path / "out"
    script.write_text(_DYING)
    kills.mkdir()
    command = [sys.executable, script, "analyse", short, "-o", folder, "--jobs", "2", *QUICK_WORDS]
    ran = subprocess.run(command, capture_output=True, check=True, text=True, timeout=300)
    assert ran.stderr == f"5 articles  {folder}\n"
    assert len(list(kills.iterdir())) >= 2
    assert content(folder) == whole


@contextmanager
def room_for(length: int) -> Iterator[None]:
    """No file of this process grows longer than so many bytes, nor of those it starts."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_is_full_is_told_and_the_run_goes_on_later(
    short, whole, tmp_path, capsys, monkeypatch
):
    folder = tmp_path / "out"
    sizes = sorted(len(data) for name, data in whole.items() if name.startswith("part-"))
    # What is too long for the room shall be a part, never a compiled module.
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    run = Shell(capsys, monkeypatch)
    with room_for((sizes[0] + sizes[-1]) // 2):
        ran = run("analyse", short, "-o", folder, *QUICK_WORDS)
    assert ran.code == 1
    assert "cannot be written" in ran.err
    assert "same command again" in ran.err
    assert not list(folder.glob(".*"))
    study = framing.Study(QUICK)
    study.analyse_into(study.read(short), folder)
    assert content(folder) == whole
