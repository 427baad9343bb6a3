"""What a study was made with: versions of framing, Python and libraries, digests of the models."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement

from framing import __version__
from framing.files import PACKAGE, digest_of, report_templates
from framing.text.language_model import language_model, language_model_digest
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
        f"{path.parent.name}/{path.name}": digest_of({path.name: path})
        for pattern in _MODELS
        for path in (PACKAGE / "data").rglob(pattern)
    }
    models[language_model()] = language_model_digest()
    templates = report_templates()
    # The templates stand beside the package in a checkout, and inside it once it is installed.
    own = {
        f"{folder.name}/{path.relative_to(folder).as_posix()}": path
        for folder in (PACKAGE, templates)
        for path in folder.rglob("*")
        if path.is_file()
        and path.suffix not in _NO_CODE
        and (folder is templates or not path.is_relative_to(templates))
    }
    return Inventory(
        framing=__version__,
        code=digest_of(own),
        python=platform.python_version(),
        models=dict(sorted(models.items())),
        libraries={name: found.version for name, found in needed().items() if name != "framing"},
    )


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
