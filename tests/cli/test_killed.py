"""A report that is killed in any of its stages: the next run is as if it had never been."""

from __future__ import annotations

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

# Reports that kill themselves, with no word to anyone, where they come to a stage, each in a folder
# of its own. Each is a child of a process that has made one, so that the models are loaded once.
KILLED = """
import os, signal, sys, tempfile
from pathlib import Path
import framing.study.study as study
from framing.settings import Settings

usual = study.publish
made = Settings(articles=["articles"], output="r.html", sources="rules", tone="textblob")

def report(wanted):
    def stage(what, done, total):
        if f"{what} {done}" == wanted:
            os.kill(os.getpid(), signal.SIGKILL)

    def publish(*args, **more):
        stage("Writing", 0, None)
        return usual(*args, **more)

    study.publish = publish
    study.Study(made).report(format="html", stage=stage)

unbroken, *folders = map(Path, sys.argv[1:])
os.chdir(unbroken)
report("")
for folder in folders:
    child = os.fork()
    if not child:
        tempfile.tempdir = str(folder / "temporary")
        os.environ["TMPDIR"] = tempfile.tempdir
        os.chdir(folder / "work")
        report(folder.name)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
STAGES = ("Reading articles 0", "Analysing 1", "Setting the report 0", "Writing 0")
QUICK = ("--sources", "rules", "--tone", "textblob")


def articles_in(folder: Path) -> dict[str, bytes]:
    """Two articles, written to a folder for a report; all its files."""
    (folder / "articles").mkdir(parents=True)
    for outlet, day in (("Quay News", "Monday"), ("Bay Herald", "Tuesday")):
        text = STORY.format(outlet=outlet, day=day)
        (folder / "articles" / f"{outlet}.txt").write_text(text, "utf-8")
    return files(folder)


def files(folder: Path) -> dict[str, bytes]:
    """All files of a folder, hidden ones too."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what each of the killed runs left, and in 'unbroken' what one that nobody
    killed did."""
    target = tmp_path_factory.mktemp("killed")
    articles_in(target / "unbroken")
    for stage in STAGES:
        articles_in(target / stage / "work")
        (target / stage / "temporary").mkdir()
    command = [sys.executable, "-c", KILLED, *(target / name for name in ("unbroken", *STAGES))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.split() == [str(-signal.SIGKILL)] * len(STAGES), done.stderr
    return target


@pytest.mark.parametrize("stage", STAGES)
def test_the_next_run_gives_the_same_and_nothing_is_left_lying(
    stage, framing, killed, tmp_path, monkeypatch
):
    work, temporary = killed / stage / "work", killed / stage / "temporary"
    left = files(work)  # a hidden folder with the lock stays for the next run to take away
    given = articles_in(tmp_path)
    assert {name: left[name] for name in left if not name.startswith(".")} == given
    assert [path for path in temporary.rglob("*") if "framing" in path.name] == []
    monkeypatch.chdir(work)
    assert framing("report", "articles", "-o", "r.html", *QUICK).code == 0
    assert files(work) == files(killed / "unbroken")
