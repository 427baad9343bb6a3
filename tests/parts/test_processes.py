"""Worker processes: one that dies is replaced, and none outlives its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from framing.errors import FramingError, OutputError
from framing.processes import in_processes

ROOT = Path(__file__).resolve().parents[2]


def square(number: int) -> int:
    return number * number


def killed_once(folder: Path, number: int) -> int:
    """Dies of ``kill -9`` the first time that every third task is tried."""
    if number % 3 == 0:
        try:
            (folder / str(number)).touch(exist_ok=False)
        except FileExistsError:
            return square(number)
        os.kill(os.getpid(), signal.SIGKILL)
    return square(number)


def always_killed(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def full_disk(number: int) -> int:
    raise OutputError("The disk is full.", "Make room.")


def test_each_task_is_done_once_though_workers_are_killed(tmp_path):
    done = dict(in_processes(partial(killed_once, tmp_path), range(10), 2))
    assert done == {number: square(number) for number in range(10)}


def test_tasks_are_asked_for_only_a_few_ahead():
    asked = []

    def tasks():
        for number in range(30):
            asked.append(number)
            yield number

    done = in_processes(square, tasks(), 2)
    for count, _ in enumerate(done, 1):
        assert len(asked) <= count + 4
    assert len(asked) == 30


def test_work_that_kills_every_worker_ends_with_words_to_act_on():
    with pytest.raises(FramingError, match="died") as raised:
        list(in_processes(always_killed, range(3), 1))
    assert "--jobs" in raised.value.hint


def test_an_error_of_the_work_comes_back_as_it_was():
    with pytest.raises(OutputError) as raised:
        list(in_processes(full_disk, range(3), 2))
    assert (raised.value.message, raised.value.hint) == ("The disk is full.", "Make room.")


_PARENT = """
import signal
from framing.processes import in_processes
from tests.parts.test_processes import busy
if __name__ == "__main__":
    # Started in the background, a process has interrupts turned off.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for _ in in_processes(busy, range(4), 2):
        pass
"""


def busy(number: int) -> None:
    """Works until it is ended, and says that it began."""
    os.write(1, b"begun\n")
    while True:
        pass


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_no_worker_outlives_its_parent(tmp_path, how):
    script = tmp_path / "parent.py"
    script.write_text(_PARENT)
    parent = subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert parent.stdout
    assert parent.stdout.readline() == b"begun\n"
    parent.send_signal(how)
    assert parent.wait(timeout=60) != 0
    # The workers hold the other end of the pipe: it ends when the last of them is gone.
    parent.communicate(timeout=60)
