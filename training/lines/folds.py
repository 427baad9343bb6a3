"""Reading a page by weights that never saw its site: what is chosen over the reader's word, and
what is mended, would otherwise rest on pages that the reader knows by heart."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

import numpy as np

from framing.clean.line_reader import Weights, unpack
from training.lines.pages import SavedPage

FOLDS = 3

Row = TypeVar("Row", bound=tuple[SavedPage, *tuple[object, ...]])


def fitting_options(prog: str, about: str | None, weights: Path) -> argparse.Namespace:
    """What both commands take that fit a choice on pages: folders, cache, out and folds."""
    parser = argparse.ArgumentParser(prog=prog, description=about)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--cache", type=Path, help="keep the pages here, outside git")
    parser.add_argument("--out", type=Path, default=weights)
    parser.add_argument("--folds", type=Path, help="weights that never saw a page's site")
    return parser.parse_args()


def left_out(site: str) -> int:
    """Which of the weights of ``python -m training.lines --folds`` never saw a site."""
    return int(hashlib.sha256(f"folds {site}".encode()).hexdigest(), 16) % FOLDS


def load_folds(folder: Path | None) -> list[Weights]:
    """The weights that ``--folds`` wrote into a folder, in order; none without a folder."""
    files = sorted(folder.glob("*.npz")) if folder else []
    return [unpack(dict(np.load(file))) for file in files]


def read_with(pages: Iterable[Row], folds: Sequence[Weights]) -> Iterator[Row]:
    """The pages, each read by weights that never saw its site while it is looked at; by the
    packaged ones where ``folds`` is empty."""
    for page in pages:
        if not folds:
            yield page
            continue
        stored = folds[left_out(page[0].site)]
        with (
            patch("framing.clean.line_reader.weights", lambda stored=stored: stored),
            patch("framing.clean.kinds.weights", lambda stored=stored: stored),
        ):
            yield page
