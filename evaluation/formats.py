"""How well files are read: exports of press databases, and the text of saved pages.

    python -m evaluation.formats exports FOLDER     public samples of exports, searched through
    python -m evaluation.formats pages FOLDER       a copy of article-extraction-benchmark
    python -m evaluation.formats speed FOLDER       CPU seconds a page, on the same pages

The samples stay where they are; none is part of this repository.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from framing.clean import clean
from framing.errors import InputError
from framing.models import Field
from framing.outlets import load_outlets
from framing.readers.base import FileContent, InputFile, registered

_EXPORTS = ("Nexis", "Factiva", "Europresse", "ProQuest")
_SHINGLE = 4  # words, as article-extraction-benchmark counts


def main() -> None:
    """Print the figures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("what", choices=("exports", "pages", "speed"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=1000, help="how many pages speed reads")
    options = parser.parse_args()
    if options.what == "exports":
        _exports(options.folder)
    elif options.what == "pages":
        _pages(options.folder)
    else:
        _speed(options.folder, options.pages)


def _file(path: Path) -> InputFile:
    return InputFile(path.name, path.name, path.read_bytes, path.stat().st_size)


def _exports(folder: Path) -> None:
    """Of each kind: files, documents declared or counted, found, with title, outlet and date."""
    kinds: dict[str, Counter[str]] = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.suffix.lower() not in (
            ".docx",
            ".txt",
            ".rtf",
            ".html",
            ".xml",
        ):
            continue
        file = _file(path)
        reader = max(registered(), key=lambda each: each.sniff(file))
        if reader.sniff(file) < 0.9 or not reader.name.startswith(_EXPORTS):
            continue
        counts = kinds.setdefault(reader.name, Counter())
        counts["files"] += 1
        try:
            content = reader.read(file)
        except InputError as exc:
            print(f"refused: {path.relative_to(folder)}: {exc}")
            counts["refused"] += 1
            continue
        counts["found"] += len(content.articles)
        counts["without text"] += len(content.skipped)
        counts["missing"] += _missing(content)
        for article in content.articles:
            for name in ("title", "outlet", "published"):
                counts[name] += name in article.metadata
            counts["all"] += {"title", "outlet", "published"} <= article.metadata.keys()
            counts["length unlike"] += any("words, " in note for note in article.notes)
    names = (
        *("files", "refused", "found", "missing", "without text", "title", "outlet"),
        *("published", "all", "length unlike"),
    )
    print(f"{'':<20}" + "".join(f"{name:>14}" for name in names))
    for kind, counts in sorted(kinds.items()):
        print(f"{kind:<20}" + "".join(f"{counts[name]:>14,}" for name in names))


def _missing(content: FileContent) -> int:
    """How many documents an export declares beyond those that were found."""
    for note in content.notes:
        if match := re.search(r"declares (\d+) documents, (\d+) were found", note):
            return int(match[1]) - int(match[2])
    return 0


def _benchmark(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted((folder / "html").glob("*.html.gz")):
        yield path.name.removesuffix(".html.gz"), gzip.decompress(path.read_bytes())


def _read(name: str, data: bytes) -> tuple[str, Mapping[str, Field[str]]]:
    file = InputFile(f"{name}.html", f"{name}.html", lambda: data, len(data))
    reader = max(registered(), key=lambda each: each.sniff(file))
    try:
        (article,) = reader.read(file).articles
    except InputError:
        return "", {}
    return article.text, article.metadata


def _pages(folder: Path) -> None:
    """F1 of word shingles of the text as read, and of the body once it is cleaned."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    outlets = load_outlets()
    read, cleaned = [], []
    fields: Counter[str] = Counter()
    for name, data in _benchmark(folder):
        wanted = truth[name]["articleBody"]
        text, metadata = _read(name, data)
        read.append(_matching(wanted, text))
        fields.update(metadata.keys())
        body = ""
        if text:
            article = clean(text, id=name, path=f"{name}.html", outlets=outlets, metadata=metadata)
            body = article.parts.body.of(article.text)
        cleaned.append(_matching(wanted, body))
    print(f"{len(read)} pages; fields found: {dict(fields)}")
    for label, counts in (("text as read", read), ("body once cleaned", cleaned)):
        precision, recall, f1 = _scores(counts)
        print(f"{label:<20} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


def _matching(true: str, found: str) -> tuple[float, float, float]:
    """True and false positives and false negatives of shingles, each page weighing the same."""
    one, other = _shingles(true), _shingles(found)
    both = sum((one & other).values())
    parts = (both, sum(other.values()) - both, sum(one.values()) - both)
    total = sum(parts)
    return tuple(part / total for part in parts) if total else (0.0, 0.0, 0.0)  # type: ignore[return-value]


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    runs = (tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)))
    return Counter(run for run in runs if run)


def _scores(counts: list[tuple[float, float, float]]) -> tuple[float, float, float]:
    precision = statistics.mean(tp / (tp + fp) for tp, fp, _ in counts if tp + fp > 0)
    recall = statistics.mean(tp / (tp + fn) for tp, _, fn in counts if tp + fn > 0)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _speed(folder: Path, pages: int) -> None:
    """CPU seconds a page, reading the pages again and again until there were enough."""
    loaded = list(_benchmark(folder))
    _read(*loaded[0])  # imports are paid once, and not by a page
    start = time.process_time()
    for at in range(pages):
        _read(*loaded[at % len(loaded)])
    seconds = time.process_time() - start
    print(f"{pages} pages: {seconds:.1f} CPU s, {seconds / pages:.4f} s a page")


if __name__ == "__main__":
    main()
