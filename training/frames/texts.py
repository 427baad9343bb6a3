"""Put the texts of coded sentences together again, from the corpora that they were cut out of.

    python -m training.frames.texts DATA -o TEXTS [--codes FILE]

DATA holds ``frame-sentences.jsonl.gz``, ``news-real.jsonl.gz``, ``news-free.jsonl.gz`` and
``polnear-train-dev.tar.gz`` (``evaluation/frames_data/README.md`` says what these are). The codes
say where in which article a sentence stands, and the digest of its words; TEXTS then holds what
``python -m training.frames`` and ``python -m evaluation.frames`` read; in ``around.jsonl`` the
sentences around those of 'dev' and 'once', which are read in place. None of it is ours: keep it out
of the repository.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tarfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from framing.analysers.meaning import REACH
from framing.text.parse import parse_articles
from framing.validation.semantic import as_article
from training.frames.data import AROUND, SENTENCES, digest_of, read_lines
from training.frames.gather import CODES

CORPORA = ("news-real", "news-free")
POLNEAR = "polnear-train-dev.tar.gz"
_TRAIN = "data/train/text/"


def articles_in(data: Path) -> dict[str, str]:
    """The texts of the corpora of a folder, by the article's id."""
    found = {
        row["id"]: row["text"]
        for name in CORPORA
        for row in read_lines(data / f"{name}.jsonl.gz")
    }  # fmt: skip
    with tarfile.open(data / POLNEAR) as archive:
        for member in archive.getmembers():
            file = archive.extractfile(member) if member.name.startswith(_TRAIN) else None
            if file is not None:
                found[f"polnear:{Path(member.name).stem}"] = file.read().decode("utf-8")
    return found


def cut(row: Mapping[str, Any], articles: Mapping[str, str]) -> dict[str, Any]:
    """The coded sentence with its words.

    Raises:
        ValueError: the article is not there, or other words stand at that place.
    """
    text = articles.get(row["article"])
    found = (text or "")[row["start"] : row["end"]]
    # Some were coded with their no-break spaces, some without.
    read = (found, " ".join(found.split()), re.sub(r"[ \n\r\t]+", " ", found))
    words = next((each for each in read if digest_of(each) == row["sha256"]), None)
    if words is None:
        raise ValueError(f"'{row['id']}' is not in these texts as it was coded")
    place = {key: row[key] for key in ("id", "set", "article", "start", "end", "story", "split")}
    return place | {"sentence": words}


def around(rows: Sequence[Mapping[str, Any]], articles: Mapping[str, str]) -> dict[str, list[str]]:
    """What stands around coded sentences in their articles, by the id of each.

    Args:
        rows: with ``id``, ``article`` and ``sentence``.
        articles: their texts.
    """
    of_article: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        of_article.setdefault(row["article"], []).append(row)
    docs = parse_articles(
        [as_article(articles[each]) for each in of_article], frozenset({"parser"})
    )
    found = {}
    for own, doc in zip(of_article.values(), docs, strict=True):
        words = [" ".join(each.span.of(doc.text).split()) for each in doc.sentences]
        close = ["".join(each.split()) for each in words]
        for row in own:
            place = _place("".join(row["sentence"].split()), close)
            if place is not None:
                before, after = words[max(0, place - REACH) : place], words[place + 1 :]
                found[row["id"]] = before + after[:REACH]
    return found


def _place(sentence: str, sentences: Sequence[str]) -> int | None:
    """Where a sentence stands; it may have been cut otherwise when it was coded."""
    if sentence in sentences:
        return sentences.index(sentence)
    near = (
        i for i, each in enumerate(sentences) if each and (sentence in each or each in sentence)
    )
    return next(near, None)


def main(arguments: Sequence[str] | None = None) -> int:
    """Cut, write, and say how many. Returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--output", "-o", type=Path, required=True)
    parser.add_argument("--codes", type=Path, default=CODES)
    args = parser.parse_args(arguments)
    names = (SENTENCES, POLNEAR, *(f"{name}.jsonl.gz" for name in CORPORA))
    missing = [name for name in names if not (args.data / name).is_file()]
    if missing:
        parser.error(f"not in {args.data}: {', '.join(missing)}")
    articles = articles_in(args.data)
    try:
        rows = [cut(row, articles) for row in read_lines(args.codes) if "start" in row]
    except ValueError as exc:
        parser.error(str(exc))
    args.output.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(args.data / SENTENCES, args.output / SENTENCES)
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (args.output / "batch-1.jsonl").write_text("".join(lines), encoding="utf-8")
    read = [row for row in read_lines(args.data / SENTENCES) if row["split"] != "train"]
    beside = around([*read, *(row for row in rows if row["split"] != "train")], articles)
    lines = (json.dumps({"id": i, "around": each}, ensure_ascii=False) + "\n"
             for i, each in beside.items())  # fmt: skip
    (args.output / AROUND).write_text("".join(lines), encoding="utf-8")
    print(f"{len(rows)} sentences cut out of their articles, beside {SENTENCES}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
