"""Worker processes that outlast the death of one of them, and never outlast their parent."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait as wait_for
from typing import TypeVar

from framing.errors import FramingError

Task = TypeVar("Task")
Done = TypeVar("Done")

# Tasks handed out for each process: one it works on, one that waits.
_AHEAD = 2
# Pools that break one after the other, with no task done between, before the work is given up.
_BREAKS = 5


def in_processes(
    work: Callable[[Task], Done], tasks: Iterable[Task], jobs: int
) -> Iterator[tuple[Task, Done]]:
    """Do tasks in worker processes.

    A worker that dies (killed, out of memory) takes the other workers' unfinished tasks with it,
    as ``ProcessPoolExecutor`` has it; a new pool then does all of them again. So a task may be done
    twice, and must be one that can be.

    Args:
        work: a function that can be imported.
        tasks: asked for as they are needed, few ahead.
        jobs: how many processes.

    Yields:
        Each task with what ``work`` gave for it, as they are done.

    Raises:
        FramingError: workers die again and again.
        Exception: what ``work`` raises, once; the other tasks are then given up.
    """
    waiting = iter(tasks)
    again: deque[Task] = deque()
    breaks = 0
    while True:
        with _pool(jobs) as pool:
            held: dict[Future[Done], Task] = {}
            try:
                while _fill(pool, work, held, again, waiting, jobs * _AHEAD):
                    for future in wait(held, return_when=FIRST_COMPLETED).done:
                        done = future.result()
                        task = held.pop(future)
                        breaks = 0
                        yield task, done
            except BrokenProcessPool:
                again.extendleft(reversed(held.values()))
                breaks += 1
            else:
                return
        if breaks == _BREAKS:
            raise FramingError(
                f"Worker processes died {breaks} times in a row.",
                "The machine may be short of memory: use fewer --jobs.",
            )


def _fill(
    pool: ProcessPoolExecutor,
    work: Callable[[Task], Done],
    held: dict[Future[Done], Task],
    again: deque[Task],
    waiting: Iterator[Task],
    most: int,
) -> bool:
    """Hand out tasks until there are ``most`` in the pool; whether there are any."""
    while len(held) < most:
        if not again:
            fresh = next(waiting, None)
            if fresh is None:
                break
            again.append(fresh)
        future = pool.submit(work, again[0])  # a broken pool refuses: the task stays in the queue
        held[future] = again.popleft()
    return bool(held)


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """A pool whose workers are gone when it ends, however it ends."""
    context = multiprocessing.get_context("spawn")
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=end_with_parent)
    try:
        yield pool
    except BaseException:
        # What they work on is lost anyway, and nobody waits for it.
        for child in set(multiprocessing.active_children()) - before:
            child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def end_with_parent() -> None:
    """End this worker process as soon as its parent is gone, even if that was killed.

    An interrupt from the terminal reaches parent and workers alike: the parent deals with it.
    """
    with suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)
