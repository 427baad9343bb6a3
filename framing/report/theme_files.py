"""``theme:`` addresses: the only files that a report may read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

from framing.errors import TemplateError

THEME_SCHEME = "theme:"


def theme_file(url: str, roots: Sequence[Path]) -> Path | None:
    """The file that a ``theme:`` address names, or None: symlinks and '..' lead nowhere outside."""
    if not url.startswith(THEME_SCHEME):
        return None
    relative = unquote(url.removeprefix(THEME_SCHEME)).lstrip("/")
    for root in roots:
        path = (root / relative).resolve()
        if path.is_relative_to(root) and path.is_file():
            return path
    return None


def missing_theme_file(url: str) -> TemplateError:
    """The error for an address that is no file of the theme."""
    return TemplateError(
        f"The report asks for '{url}', which is no file of the theme.",
        "Put the file into your template folder and name it as theme:path/of/the/file.",
    )
