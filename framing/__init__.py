"""framing: compare how news outlets frame one story."""

from __future__ import annotations

__version__ = "0.1.0"
