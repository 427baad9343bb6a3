"""framing: compare how news outlets frame one story.

The public functions are loaded when they are first used, so that ``import framing`` is instant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing.analysers.tone.towards import tone_towards
    from framing.api import Folders, Options, analyse, compare, make_report, read, render

__version__ = "0.1.0"
__all__ = [
    "Folders",
    "Options",
    "__version__",
    "analyse",
    "compare",
    "make_report",
    "read",
    "render",
    "tone_towards",
]


def __getattr__(name: str) -> Any:
    if name == "tone_towards":
        from framing.analysers.tone.towards import tone_towards  # noqa: PLC0415

        return tone_towards
    if name in __all__:
        from framing import api  # noqa: PLC0415  (0.5 s: only when something is asked for)

        return getattr(api, name)
    raise AttributeError(f"module 'framing' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)
