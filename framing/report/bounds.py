"""Work that a stranger's template asks for, done in a process of its own with bounds that hold.

A sandbox keeps a template from what it must not touch. It does not keep it from asking for loops in
loops, or for a word that is padded to the size of the memory.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from framing.errors import FramingError, TemplateError

try:
    import resource
except ImportError:  # Windows, where a process cannot be forked either
    resource = None  # type: ignore[assignment]

MEMORY = 1 << 30  # bytes, beside what this process has
SECONDS = 120.0
LARGEST = 1 << 28  # bytes of a document

_HINT = "Templates show data: look for loops in loops, repeats and paddings in yours."


def bounded(work: Callable[[], str], seconds: float | None = None) -> str:
    """What ``work`` gives, from a process that may not take too much time or memory.

    Where the system cannot fork, the work is done here.

    Args:
        work: what is to be done; changes to what it holds are lost with the process.
        seconds: how long it may take; ``SECONDS`` by default.

    Raises:
        TemplateError: it takes too much; or whatever error of this package ``work`` raises.
    """
    if resource is None or not hasattr(os, "fork"):
        return work()
    limit = SECONDS if seconds is None else seconds
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Newer Pythons warn where other threads run. The child runs templates, and nothing else.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        os.close(reading)
        _in_child(work, writing)
    os.close(writing)
    try:
        told = _read(reading, time.monotonic() + limit)
    finally:
        os.close(reading)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    if told is None:
        raise TemplateError(f"A template takes more than {limit:g} seconds.", _HINT)
    if not told:  # it was ended from outside, or its last words did not fit
        raise _too_large()
    kind, what = pickle.loads(told)
    if kind == "made":
        return str(what)
    if kind == "memory":
        raise _too_large()
    raise what


def _too_large() -> TemplateError:
    return TemplateError(
        f"A template takes more than {MEMORY >> 20} MiB of memory, or makes a document of more "
        f"than {LARGEST >> 20} MiB.",
        _HINT,
    )


def _in_child(work: Callable[[], str], writing: int) -> None:
    """Do the work, write what came of it, and end: nothing else of the program may run on here."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        gc.freeze()  # to search what the parent holds would copy all of it
        _limit_memory()
        told: tuple[str, object]
        try:
            told = ("made", work())
        except MemoryError:
            told = ("memory", None)
        except FramingError as error:
            caused = isinstance(error.__context__, MemoryError)
            told = ("memory", None) if caused else ("error", type(error)(error.message, error.hint))
        except Exception as exc:
            named = f"{type(exc).__name__}: {exc}".rstrip(": ")
            told = ("error", TemplateError(f"A template cannot be rendered ({named}).", _HINT))
        data = memoryview(pickle.dumps(told))
        if len(data) > LARGEST:
            data = memoryview(pickle.dumps(("memory", None)))
        while data:
            data = data[os.write(writing, data) :]
    finally:
        os._exit(0)


def _limit_memory() -> None:
    with suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _read(reading: int, until: float) -> bytes | None:
    """All that the child writes; None if it does not end in time."""
    pieces: list[bytes] = []
    while True:
        ready, _, _ = select.select([reading], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            return None
        piece = os.read(reading, 1 << 20)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
