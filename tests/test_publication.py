"""A report and its data: whatever stops the writing, both are old or both are new, and nothing of
the user's is lost."""

from __future__ import annotations

import errno
import io
import multiprocessing
import os
import pathlib
from collections.abc import Callable
from pathlib import Path

import pytest

from framing import publication
from framing.errors import OutputError
from framing.files import write_file
from framing.publication import claimed, publish

OLD = {"a.csv": b"old", "gone.csv": b"old"}
NEW = {"a.csv": b"new", "b.csv": b"new"}
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and locks")


def prepared(folder: Path) -> Path:
    """A report with data, among which lie the user's own notes."""
    report = folder / "r.pdf"
    publish(report, b"old", OLD)
    own = folder / "r.data" / "own"
    own.mkdir()
    (own / "deep.txt").write_text("mine")
    (folder / "r.data" / "notes.txt").write_text("mine")
    return report


def state(folder: Path) -> str:
    """Which report and data there are: 'old' or 'new', never one of each."""
    report = (folder / "r.pdf").read_bytes().decode()
    data = (folder / "r.data/a.csv").read_bytes().decode()
    assert report == data
    assert (folder / "r.data/b.csv").exists() == (report == "new")
    assert (folder / "r.data/notes.txt").read_text() == "mine"
    assert (folder / "r.data/own/deep.txt").read_text() == "mine"
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []
    return report


def counted(monkeypatch: pytest.MonkeyPatch, act: Callable[[int], None]) -> None:
    """Let ``act`` be called with a number before each call that changes the disk."""
    number = 0

    def wrapped(real):
        def call(*args, **more):
            nonlocal number
            number += 1
            act(number)
            return real(*args, **more)

        return call

    for name in ("replace", "mkdir", "link", "unlink", "rmdir", "chmod"):
        monkeypatch.setattr(os, name, wrapped(getattr(os, name)))
    monkeypatch.setattr(io, "open", wrapped(io.open))
    monkeypatch.setattr(pathlib.Path, "touch", wrapped(pathlib.Path.touch))


def killed_at(step: int, report: Path) -> bool:
    """Publish in a child process that dies at a step; whether it came so far."""
    child = os.fork()
    if child == 0:  # the child: no test code runs on in it
        try:
            counted(pytest.MonkeyPatch(), lambda number: os._exit(9) if number == step else None)
            publish(report, b"new", NEW)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def in_a_small_process(work: Callable[[Path], None], folder: Path) -> None:
    """Do what forks many times where little is loaded: to fork copies the tables of all memory."""
    process = multiprocessing.get_context("spawn").Process(target=work, args=(folder,))
    process.start()
    process.join()
    assert process.exitcode == 0  # what failed stands in the captured stderr


def test_killed_at_any_step_the_next_run_puts_it_right(tmp_path):
    in_a_small_process(killed_at_any_step, tmp_path)


def killed_at_any_step(tmp_path: Path) -> None:
    step, seen = 0, set()
    while True:
        step += 1
        folder = tmp_path / str(step)
        folder.mkdir()
        report = prepared(folder)
        if not killed_at(step, report):
            break
        with claimed(report):  # the next run, which fails before it writes anything
            pass
        seen.add(state(folder))
        again = tmp_path / f"{step}-again"
        again.mkdir()
        report = prepared(again)
        killed_at(step, report)
        publish(report, b"new", NEW)
        assert state(again) == "new"
    assert step > 15
    assert seen == {"old", "new"}


def test_killed_twice_nothing_is_lost(tmp_path):
    in_a_small_process(killed_twice, tmp_path)


def killed_twice(tmp_path: Path) -> None:
    for first in range(1, 40, 3):
        for second in range(1, 40, 5):
            folder = tmp_path / f"{first}-{second}"
            folder.mkdir()
            report = prepared(folder)
            killed_at(first, report)
            killed_at(second, report)
            with claimed(report):
                pass
            state(folder)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
def test_where_the_disk_fails_at_any_step_all_stays_as_it_was(tmp_path, monkeypatch, code):
    step = 0
    while True:
        step += 1
        folder = tmp_path / str(step)
        folder.mkdir()
        report = prepared(folder)

        def fail(number: int, at: int = step) -> None:
            if number == at:
                raise OSError(code, os.strerror(code))

        failed = False
        with monkeypatch.context() as patch:
            counted(patch, fail)
            try:
                publish(report, b"new", NEW)
            except OutputError as error:
                failed = str(report) in error.message
        with claimed(report):
            pass
        assert state(folder) in ({"old", "new"} if failed else {"new"})
        if step > 40:
            break


def test_a_full_disk_leaves_the_old_report_beside_the_old_data(tmp_path, monkeypatch):
    report = prepared(tmp_path)

    def full(_handle):  # a disk may take what is written, and say so only now
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left on device"):
        publish(report, b"new", NEW)
    assert state(tmp_path) == "old"


def test_a_second_writer_is_told_and_the_first_goes_on(tmp_path):
    report = prepared(tmp_path)
    ready, go = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with claimed(report):
                os.write(ready[1], b"x")
                os.read(go[0], 1)
                publish(report, b"new", NEW)
        finally:
            os._exit(0)
    os.read(ready[0], 1)
    with pytest.raises(OutputError, match="another run of framing is writing it") as raised:
        publish(report, b"other", OLD)
    assert "-o" in raised.value.hint
    publish(tmp_path / "other.pdf", b"other", OLD)
    os.write(go[1], b"x")
    os.waitpid(child, 0)
    assert state(tmp_path) == "new"


def test_without_links_the_users_files_are_copied(tmp_path, monkeypatch):
    report = prepared(tmp_path)

    def refuse(*_args, **_more):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    publish(report, b"new", NEW)
    assert state(tmp_path) == "new"


def test_data_folders_that_are_files_and_very_long_names(tmp_path):
    (tmp_path / "s.data").write_text("mine")
    with pytest.raises(OutputError, match=r"s\.data is a file"):
        publish(tmp_path / "s.pdf", b"new", NEW)
    assert not (tmp_path / "s.pdf").exists()
    for name in ("é" * 120 + ".pdf", "x" * 245 + ".html"):
        publish(tmp_path / name, b"new", NEW)
        assert (tmp_path / name).read_bytes() == b"new"


def test_a_file_that_a_killed_run_left_half_written_is_swept(tmp_path):
    left = tmp_path / ".framing-speakers.csv.abc.tmp"
    left.write_text("half")
    other = tmp_path / ".framing-other.csv.abc.tmp"
    other.write_text("half")
    write_file(tmp_path / "speakers.csv", b"whole")
    assert not left.exists()
    assert other.exists()


def test_what_came_into_the_data_folder_meanwhile_stays(tmp_path, monkeypatch):
    report = prepared(tmp_path)
    swap = publication._swap

    def late(hidden: Path, target: Path) -> None:
        (tmp_path / "r.data/late.txt").write_text("mine")
        swap(hidden, target)

    monkeypatch.setattr(publication, "_swap", late)
    publish(report, b"new", NEW)
    assert (tmp_path / "r.data/late.txt").read_text() == "mine"


def test_all_is_on_the_disk_before_it_counts_as_ready(tmp_path, monkeypatch):
    report = prepared(tmp_path)
    synced, missing = set(), []
    real_sync, real_touch = os.fsync, pathlib.Path.touch

    def sync(handle):
        synced.add(os.fstat(handle).st_ino)
        real_sync(handle)

    def touch(path, *args, **more):
        hidden = path.parent
        written = [hidden, hidden / "report", hidden / "data"]
        written += [hidden / "data" / name for name in NEW]
        missing.extend(each.name for each in written if each.stat().st_ino not in synced)
        real_touch(path, *args, **more)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(pathlib.Path, "touch", touch)
    publish(report, b"new", NEW)
    assert missing == []
    assert tmp_path.stat().st_ino in synced
    assert state(tmp_path) == "new"
