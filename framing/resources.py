"""Where the packaged data and templates are, and how the user's own files shadow them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
OUTLETS = PACKAGE / "data" / "outlets"
CODEBOOKS = PACKAGE / "data" / "codebooks"


def report_templates() -> Path:
    """The packaged ``report_templates`` folder.

    It stands at the top of the repository, where users look for it, and inside the package once
    a wheel is installed.
    """
    installed = PACKAGE / "report_templates"
    return installed if installed.is_dir() else PACKAGE.parent / "report_templates"


def by_stem(folders: Iterable[Path], suffix: str = ".toml") -> Mapping[str, Path]:
    """Files of the folders by stem; a file in an earlier folder shadows one of the same name.

    Folders that do not exist are passed over. The mapping is sorted by stem.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob(f"*{suffix}")):
            found.setdefault(path.stem, path)
    return dict(sorted(found.items()))
