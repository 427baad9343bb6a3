"""``python -m training.lines FOLDER… [--cache FILE] [--out FOLDER]``: fit the reader of lines.

FOLDERs are git directories or checkouts of repositories with saved pages (see ``pages``). Sites are
split by the digest of their names: the held-out ones are never looked at here, ``python -m
evaluation.lines`` scores them. The weights go to ``framing/data/lines/reader.npz`` and the record
of the training beside them. ``--folds FOLDER`` also writes weights for mending: each was fitted
without a third of the sites. It needs the extra ``pages`` and ``pip install scikit-learn``.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import logging
import pickle
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from framing.clean.language import detect_language
from framing.clean.line_reader import CLASSES
from framing.files import LINES
from training.lines.fit import FOLDS, LOST, SEED, SUSPECTED, fit, variants
from training.lines.folds import left_out
from training.lines.label import label
from training.lines.pages import SavedPage, read_pages
from training.lines.paste import PageLine, page_lines

HERE = Path(__file__).parent
NOT_NEWS = frozenset(
    word
    for line in (HERE / "not_news.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
HELD_OUT = 30  # of 100 sites

Labelled = tuple[SavedPage, list[PageLine], list[str | None]]


def is_held_out(site: str) -> bool:
    """Whether a site is scored only, never learned from."""
    return int(hashlib.sha256(f"lines {site}".encode()).hexdigest(), 16) % 100 >= 100 - HELD_OUT


def labelled_pages(folders: Sequence[Path]) -> list[Labelled]:
    """All English news pages of the repositories, each line labelled."""
    logging.disable(logging.CRITICAL)  # trafilatura tells of each page that it finds hard
    found: list[Labelled] = []
    for folder in folders:
        for page in read_pages(folder):
            if page.site in NOT_NEWS:
                continue
            lines = page_lines(page.markup)
            prose = " ".join(line.text for line in lines if len(line.text.split()) > 10)
            language = detect_language(prose)
            if len(lines) < 5 or language is None or language.value != "en":
                continue
            labels = label(page, lines)
            if labels.count("body") >= 3:
                found.append((page, lines, labels))
    return found


def cached(folders: Sequence[Path], cache: Path | None) -> list[Labelled]:
    """``labelled_pages``, kept in a file between runs."""
    if cache is not None and cache.is_file():
        return pickle.loads(gzip.decompress(cache.read_bytes()))  # type: ignore[no-any-return]
    found = labelled_pages(folders)
    if cache is not None:
        cache.write_bytes(gzip.compress(pickle.dumps(found), 1))
    return found


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.lines", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--cache", type=Path, help="keep the labelled pages here, outside git")
    parser.add_argument("--out", type=Path, default=LINES)
    parser.add_argument("--folds", type=Path, help="write weights here, each without some sites")
    options = parser.parse_args()
    pages = cached(options.folders, options.cache)
    learned = [item for item in pages if not is_held_out(item[0].site)]
    found = [v for n, (page, lines, labels) in enumerate(learned)
             for v in variants(page, n, lines, labels)]  # fmt: skip
    if options.folds:
        options.folds.mkdir(parents=True, exist_ok=True)
        for fold in range(FOLDS):
            rest = [v for v in found if left_out(learned[v.page][0].site) != fold]
            np.savez_compressed(options.folds / f"{fold}.npz", **fit(rest)[0])  # type: ignore[arg-type]
    stored, measured = fit(found)
    options.out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(options.out / "reader.npz", **stored)  # type: ignore[arg-type]
    scripts = [HERE / f"{name}.py" for name in ("pages", "paste", "label", "fit")]
    listing = "\n".join(
        f"{page.id} {_digest(page.markup)} {_digest(json.dumps(labels).encode())}"
        for page, _, labels in learned
    )
    record = {
        "classes": CLASSES,
        "pages": len(learned),
        "sites": len({page.site for page, _, _ in learned}),
        "by repository": _counted(page.id.split("/")[0] for page, _, _ in learned),
        "lines": sum(len(v.items) for v in found),
        "digest of the list of pages and labels": _digest(listing.encode()),
        "digest of the scripts": _digest(*(path.read_bytes() for path in scripts)),
        "settings": {"folds": FOLDS, "seed": SEED, "held out of 100": HELD_OUT,
                     "body lines lost": LOST, "body lines suspected": SUSPECTED},
        "out of fold": measured,
    }  # fmt: skip
    text = json.dumps(record, indent=2) + "\n"
    (options.out / "record.json").write_text(text, "utf-8")
    print(text)


def _counted(names: object) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name in names:  # type: ignore[attr-defined]
        counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items()))


if __name__ == "__main__":
    main()
