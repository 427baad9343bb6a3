"""How many threads the work takes: one, for the matrices are small and more would only spin."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np  # noqa: F401  (its pool can be limited once it is there)
from threadpoolctl import threadpool_limits


@contextmanager
def one_thread() -> Iterator[None]:
    """Let NumPy's libraries use one thread; afterwards they may use as many as before.

    A second thread costs CPU and saves no time (1.2 to 1.4 times the CPU of an analysis). The
    environment stays as it is: it would hold for all that the caller's program does later, too.
    """
    with threadpool_limits(limits=1):
        yield
