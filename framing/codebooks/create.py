"""A new codebook file, to be filled in."""

from __future__ import annotations

import re
from pathlib import Path

from framing.codebooks.load import load_codebook
from framing.codebooks.model import Codebook
from framing.errors import CodebookError

_STARTER = Path(__file__).with_name("starter.toml")


def new_codebook(name: str, folder: Path, title: str | None = None) -> Codebook:
    """Write a starter codebook ``<folder>/<name>.toml`` that loads and passes its own examples.

    Raises:
        CodebookError: the name is no file name, the file is there already, or cannot be written.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name):
        raise CodebookError(
            f"'{name}' cannot name a codebook.", "Use lower-case letters, digits and hyphens."
        )
    path = folder / f"{name}.toml"
    shown = (title or name.replace("-", " ").capitalize()).replace("\\", "").replace('"', "'")
    text = _STARTER.read_text(encoding="utf-8").replace("@TITLE@", shown)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as exc:
        raise CodebookError(f"{path} is there already.", "Choose another name.") from exc
    except OSError as exc:
        raise CodebookError(f"{path} cannot be written ({exc.strerror}).") from exc
    return load_codebook(path)
