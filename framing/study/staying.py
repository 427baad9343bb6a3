"""Work whose values nearly all stay, such as the rows of many articles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def all_stays() -> Iterator[None]:
    """Look for no unused cycles meanwhile: Python would go through all that is there again and
    again, a fifth of the time from analyses to figures, and find nothing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
