"""framing: compare how news outlets frame one story.

The public functions are loaded when they are first used, so that ``import framing`` is instant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from framing.analysers.tone.towards import tone_towards
    from framing.settings import Folders, Settings
    from framing.study import Study, analyse, analyse_part, compare, read, render

__version__ = "0.2.0"
_PLACES = {
    "tone_towards": "framing.analysers.tone.towards",
    "Folders": "framing.settings",
    "Settings": "framing.settings",
}
__all__ = [
    "Folders",
    "Settings",
    "Study",
    "__version__",
    "analyse",
    "analyse_part",
    "compare",
    "read",
    "render",
    "tone_towards",
]


def __getattr__(name: str) -> Any:
    if name in __all__:  # 0.5 s: only when something is asked for
        from importlib import import_module  # noqa: PLC0415

        return getattr(import_module(_PLACES.get(name, "framing.study")), name)
    raise AttributeError(f"module 'framing' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)
