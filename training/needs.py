"""What training needs and framing itself does not: named, with how to have it."""

from __future__ import annotations

import sys
from importlib.util import find_spec


def need(*libraries: str) -> None:
    """End with what to install, where one of these libraries is not there."""
    missing = [name for name in libraries if find_spec(name) is None]
    if missing:
        sys.exit(
            f"Training needs {', '.join(missing)}, which framing itself does not: "
            f"pip install {' '.join(missing)}. The versions that a model was trained with stand "
            "in the record beside it."
        )
