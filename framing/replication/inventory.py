"""What a study was made with: versions of framing, Python and libraries, digests of the models."""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path

from packaging.requirements import Requirement

from framing import __version__
from framing.files import PACKAGE, report_templates
from framing.text.parse import DEFAULT_MODEL
from framing.tomlfile import Checked

_MODELS = ("*.onnx", "*.npz")
# Models have digests of their own; typefaces and pictures are in no figure.
_NO_CODE = frozenset({".onnx", ".npz", ".ttf", ".otf", ".woff2", ".png", ".pyc", ".md"})


class Inventory(Checked):
    """What figures rest on beside the study's own files.

    Attributes:
        framing: its version; ``code`` is the digest of its code and data without the models.
        python: its version.
        models: the digests of the models, by name.
        libraries: the versions of all libraries that framing needs, by name.
    """

    framing: str
    code: str
    python: str
    models: dict[str, str]
    libraries: dict[str, str]


@cache
def inventory() -> Inventory:
    """What this machine has."""
    models = {
        f"{path.parent.name}/{path.name}": _digest([path], PACKAGE)
        for pattern in _MODELS
        for path in (PACKAGE / "data").rglob(pattern)
    }
    models[DEFAULT_MODEL] = language_model_digest()
    own = [
        path
        for folder in (PACKAGE, report_templates())
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in _NO_CODE
    ]
    return Inventory(
        framing=__version__,
        code=_digest(own, PACKAGE.parent),
        python=platform.python_version(),
        models=dict(sorted(models.items())),
        libraries={name: found.version for name, found in needed().items() if name != "framing"},
    )


def language_model_digest() -> str:
    """The digest of the files of spaCy's model; empty where it is not installed."""
    spec = find_spec(DEFAULT_MODEL)
    if spec is None or spec.origin is None:
        return ""
    folder = Path(spec.origin).parent
    held = [p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    return _digest(held, folder)


def needed(extras: Iterable[str] = ()) -> dict[str, Distribution]:
    """The distributions that framing needs on this machine, itself included, by normalised name.

    Args:
        extras: the extras of framing whose libraries are wanted, too, where they are installed.
    """
    found: dict[str, Distribution] = {}
    waiting = [("framing", frozenset(extras))]
    while waiting:
        name, wanted = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found and not wanted:
            continue
        try:
            found[key] = distribution(name)
        except PackageNotFoundError:
            continue  # for another system
        for line in found[key].requires or ():
            asked = Requirement(line)
            if asked.marker is None or any(
                asked.marker.evaluate({"extra": extra}) for extra in ("", *wanted)
            ):
                inner = re.sub(r"[-_.]+", "-", asked.name).lower()
                if inner not in found:
                    waiting.append((asked.name, frozenset(asked.extras)))
    return dict(sorted(found.items()))


def _digest(files: Iterable[Path], root: Path) -> str:
    """One digest of files, by their names under a folder."""
    whole = hashlib.sha256()
    named = {
        path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name: path
        for path in files
    }
    for name in sorted(named):
        whole.update(f"{hashlib.sha256(named[name].read_bytes()).hexdigest()}  {name}\n".encode())
    return whole.hexdigest()
