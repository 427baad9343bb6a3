"""Which language model parses: a digest by which others can tell that theirs is the same."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from framing.files import digest_of
from framing.text.parse import DEFAULT_MODEL


@cache
def language_model_digest() -> str:
    """The digest of the files of spaCy's model; empty where it is not installed."""
    spec = find_spec(DEFAULT_MODEL)
    if spec is None or spec.origin is None:
        return ""
    folder = Path(spec.origin).parent
    held = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return digest_of({path.relative_to(folder).as_posix(): path for path in held})
