"""What the machine around a command lacks: closed streams, a home, a language."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

import framing
from tests.cli.helpers import Shell

pytestmark = pytest.mark.skipif(os.name == "nt", reason="streams are closed by a shell")
TEXT = (
    "The ferry left the harbour shortly before dawn with ninety passengers and a cargo of salt. "
    "The mayor said that the old fish market would move in March, and that nobody had been asked."
)


def shell(command: str, folder, **env: str) -> subprocess.CompletedProcess[bytes]:
    """A command line of framing's as a shell gives it; ``framing`` stands for the program."""
    whole = f'framing() {{ "{sys.executable}" -m framing "$@"; }}; {command}'
    return subprocess.run(
        ["sh", "-c", whole], cwd=folder, env=env or None, capture_output=True, check=False
    )


def test_what_a_closed_stdout_should_get_is_told_to_be_lost(tmp_path):
    ran = shell("framing schema >&-", tmp_path)
    assert ran.returncode == 1
    assert ran.stderr.startswith(b"Error: The output cannot be written (Bad file descriptor).")
    assert b"Traceback" not in ran.stderr
    assert b"Exception ignored" not in ran.stderr


def test_without_stdin_and_stderr_work_is_done(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert shell("framing read a.txt -o rows.csv <&- 2>&-", tmp_path).returncode == 0
    assert TEXT in (tmp_path / "rows.csv").read_text("utf-8")


def test_without_home_and_in_the_language_c_names_are_read_and_shown(tmp_path):
    (tmp_path / "한국.txt").write_text(TEXT, "utf-8")
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    ran = shell("framing read . -o rows.csv", tmp_path, LC_ALL="C", **kept)
    assert ran.returncode == 0
    assert "한국: The outlet was not recognised" in ran.stderr.decode()
    assert "한국.txt" in (tmp_path / "rows.csv").read_text("utf-8")


def test_a_clock_that_stands_before_1980_stops_no_command(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    run = Shell(capsys, monkeypatch)
    monkeypatch.setattr(time, "time", lambda: 0.0)
    quick = ("--sources", "rules", "--tone", "textblob")
    for words in (
        ("report", "a.txt", "-o", "r.html", *quick),
        ("speakers", "a.txt", "-o", "s.xlsx"),
        ("validate", "sheet", "a.txt", "-n", "1", "-o", "coding"),
        ("pack", "a.txt", "-o", "p.zip", *quick),
    ):
        ran = run(*words)
        assert ran.code == 0, (words, ran.err)
    assert list((tmp_path / "coding").glob("*.xlsx"))


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or (os.geteuid() == 0 and not shutil.which("setpriv")),
    reason="root may write everywhere",
)
def test_a_folder_that_may_not_be_written_is_told_and_nothing_is_left(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "out").mkdir(mode=0o555)
    # Root without its privileges may write no more than others.
    prefix = "setpriv --inh-caps=-all --bounding-set=-all " if os.geteuid() == 0 else ""
    for words in ("read a.txt -o out/r.csv", "init out/study", "analyse a.txt -o out/parts"):
        ran = shell(f'{prefix}"{sys.executable}" -m framing {words}', tmp_path)
        assert ran.returncode == 1, words
        assert b"Permission denied" in ran.stderr
        assert b"Traceback" not in ran.stderr
    assert list((tmp_path / "out").iterdir()) == []


ANOTHER = "setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all --bounding-set=-all "


@pytest.fixture
def anyones():
    """A folder that every user may use, on a machine where we may become another user."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("only root becomes another user")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        (folder / "a.txt").write_text(TEXT, "utf-8")
        if shell(f'{ANOTHER} "{sys.executable}" -c "import framing"', folder).returncode:
            pytest.skip("another user may not start this Python")
        yield folder


def written(folder: Path) -> dict[Path, int]:
    """When each file of a folder was written; what Python compiles for itself is left out."""
    files = (path for path in folder.rglob("*.*") if path.is_file() and path.suffix != ".pyc")
    return {path: path.stat().st_mtime_ns for path in files}


def test_another_user_reports_from_an_installation_that_is_not_theirs(anyones):
    package = Path(framing.__file__).parent
    assert shell(f'{ANOTHER} touch "{package}/x"', anyones).returncode != 0
    quick = "--sources rules --tone textblob"
    before = written(package)
    ran = shell(f'{ANOTHER} "{sys.executable}" -m framing report a.txt -o r.html {quick}', anyones)
    assert ran.returncode == 0, ran.stderr.decode()
    assert (anyones / "r.html").stat().st_uid == 65534
    assert (anyones / "r.data/manifest.json").is_file()
    assert written(package) == before


def test_another_users_folder_stays_as_it_is(anyones):
    ours = anyones / "ours"
    ours.mkdir(mode=0o755)
    (ours / "r.csv").write_text("ours", "utf-8")
    for words in ("read a.txt -o ours/r.csv", "report a.txt -o ours/r.html"):
        ran = shell(f'{ANOTHER} "{sys.executable}" -m framing {words}', anyones)
        assert ran.returncode == 1, words
        assert b"Permission denied" in ran.stderr
        assert b"Traceback" not in ran.stderr
    assert [path.name for path in ours.iterdir()] == ["r.csv"]
    assert (ours / "r.csv").read_text("utf-8") == "ours"
