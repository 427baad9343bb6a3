"""A report that is killed in any of its stages: the next run is as if it had never been."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")

STORY = """Council votes on harbour

{outlet}

The council voted on {day} to widen the harbour. The mayor, Lena Brandt, said that she was glad of it.

"We have waited for years," said Otto Dahl, who fishes there. Work is to start in spring.
"""

# Runs a report and kills itself, with no word to anyone, where it comes to a stage.
KILLED = """
import os, signal, sys
import framing.study.study as study
from framing.settings import Settings

wanted = sys.argv[1]

def stage(what, done, total):
    if f"{what} {done}" == wanted:
        os.kill(os.getpid(), signal.SIGKILL)

def publish(*args, **more):
    stage("Writing", 0, None)

study.publish = publish
made = Settings(articles=["articles"], output="r.html")
study.Study(made).report(format="html", stage=stage)
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run leaves that nobody killed."""
    return {}


def files(folder: Path) -> dict[str, bytes]:
    """All files of a folder, hidden ones too."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@pytest.mark.parametrize(
    "stage",
    ["Reading articles 0", "Analysing 1", "Setting the report 0", "Writing 0"],
)
def test_the_next_run_gives_the_same_and_nothing_is_left_lying(
    stage, framing, tmp_path, monkeypatch, whole
):
    work, temporary = tmp_path / "work", tmp_path / "temporary"
    (work / "articles").mkdir(parents=True)
    temporary.mkdir()
    monkeypatch.chdir(work)
    for outlet, day in (("Quay News", "Monday"), ("Bay Herald", "Tuesday")):
        text = STORY.format(outlet=outlet, day=day)
        (work / "articles" / f"{outlet}.txt").write_text(text, "utf-8")
    given = files(work)
    if not whole:
        assert framing("report", "articles", "-o", "r.html").code == 0
        whole |= files(work)
        for name in whole.keys() - given.keys():
            (work / name).unlink()
        (work / "r.data").rmdir()
    env = {**os.environ, "TMPDIR": str(temporary)}
    done = subprocess.run(
        [sys.executable, "-c", KILLED, stage], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    left = files(work)  # a hidden folder with the lock stays for the next run to take away
    assert {name: left[name] for name in left if not name.startswith(".")} == given
    assert [path for path in temporary.rglob("*") if "framing" in path.name] == []
    assert framing("report", "articles", "-o", "r.html").code == 0
    assert files(work) == whole
