"""HTTP for the preview: connections that ask for nothing are few, and are closed in time."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

MOST = 64  # connections at once; a browser holds about six
SECONDS = 10.0  # in which a request must have come whole


class Connection(H11Protocol):
    """uvicorn's, which closes what is idle after a request and waits for a first one for ever."""

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Somebody connects: too many are sent away, and the others watched."""
        super().connection_made(transport)
        if len(self.connections) > MOST:
            transport.close()
        else:
            self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        if self._timer:
            self._timer.cancel()
        super().connection_lost(exc)

    def _watch(self) -> None:
        self._timer = self.loop.call_later(SECONDS, self._close_if_idle)

    def _close_if_idle(self) -> None:
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()
        else:
            self._watch()
