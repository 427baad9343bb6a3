"""What a report on very many analysed articles costs, without analysing so many.

    python -m evaluation.large [--articles 300 600] [--report | --figures] [--analysed FILE]

Sixty invented articles are analysed (or taken from FILE, which 'framing analyse' wrote), and copied
until there are so many: each copy has its own id, its own day, and its own letters, so that no two
share a passage. Printed are the CPU seconds and the peak memory of a process that reads them and
counts (``count``), and with ``--report`` of one that makes the PDF from them, with its pages. With
``--figures`` they are written as a folder of parts (44 KiB an article), and 'framing figures' is
measured in place of both.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import string
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from evaluation.corpora import twelve, write
from framing.analysers.base import measures_of
from framing.evidence.sums import summed, sums_of
from framing.export.records import to_analysis
from framing.parts.files import part_name, write_part
from framing.parts.plan import part_size
from framing.parts.run import LIST, LIST_SCHEMA
from framing.parts.sums import write_sums
from framing.study import Study

_COUNT = """
import sys
from pathlib import Path
from framing.shared_copy import with_shared_copy
from framing.study import Study
study = Study()
study.count(with_shared_copy(study.load([Path(sys.argv[1])])))
"""
_FIRST = date(2031, 1, 1)
_DAYS = 365
_ID, _ON, _TEXT = "@the id@", "@the day@", "@the text@"


def copies(analysed: Path, articles: int) -> Iterator[str]:
    """Lines of analysed articles, so many, made from those of a file."""
    held = [json.loads(line) for line in analysed.read_text("utf-8").splitlines()]
    lines = [_line(document) for document in held]
    for number in range(articles):
        document = held[number % len(held)]
        letters = list(string.ascii_lowercase)
        random.Random(number).shuffle(letters)
        told = str.maketrans(string.ascii_lowercase, "".join(letters))
        text = json.dumps(document["text"].translate(told), ensure_ascii=False)
        line = lines[number % len(held)]
        line = line.replace(_ID, f"{document['record']['article']['id']}-{number}")
        yield line.replace(_ON, _day(number).isoformat()).replace(f'"{_TEXT}"', text)


def _line(document: dict[str, Any]) -> str:
    """A line with places for id, day and text: to write each whole would take most of the time."""
    record = json.loads(json.dumps(document["record"]))
    article = record["article"]
    article["id"] = _ID
    article["published"] = {**(article["published"] or {}), **_dated()}
    made = {
        "schema": document["schema"],
        "text": _TEXT,
        "codebook": document["codebook"],
        "record": record,
    }
    return json.dumps(made, ensure_ascii=False) + "\n"


def write_parts(analysed: Path, articles: int, folder: Path) -> None:
    """Write so many articles, made from those of a file, as 'framing analyse' writes parts."""
    study = Study()
    measures = summed(measures_of(study.analysers))
    held = [json.loads(line) for line in analysed.read_text("utf-8").splitlines()]
    sums = [sums_of(to_analysis(document), study.codebook, measures) for document in held]
    folder.mkdir()
    lines = enumerate(copies(analysed, articles))
    size = part_size(articles)
    rows = []
    for number, start in enumerate(range(0, articles, size)):
        path = folder / part_name(number, f"{number:016x}")
        mine = [
            {**each, "id": f"{each['id']}-{i}", "day": _day(i).isoformat()}
            for i in range(start, min(start + size, articles))
            for each in [sums[i % len(sums)]]
        ]
        some = ((line, ()) for _, line in islice(lines, len(mine)))
        rows.append(
            write_part(path, some, lambda row, p=path, s=mine: write_sums(p, row.sha256, s))
        )
    stamp = {"id": study.codebook.id, "sha256": study.codebook.sha256}
    parts = [{"name": row.name, "articles": row.articles} for row in rows]
    said = {"schema": LIST_SCHEMA, "codebook": stamp, "parts": parts, "skipped": []}
    (folder / LIST).write_text(json.dumps(said), "utf-8")


def _day(number: int) -> date:
    return _FIRST + timedelta(days=number % _DAYS)


def _dated() -> dict[str, Any]:
    return {"value": _ON, "provenance": "declared", "evidence": "invented"}


def cost(command: Sequence[str | Path]) -> tuple[float, int]:
    """CPU seconds of a command, and its peak memory in MiB."""
    code = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:])\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss >> 10)\n"
        "sys.exit(done.returncode)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command], check=True, stdout=subprocess.PIPE, text=True
    )
    seconds, memory = done.stdout.split()[-2:]
    return float(seconds), int(memory)


def main() -> None:
    """Copy, count, report, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[300, 600])
    parser.add_argument("--report", action="store_true", help="make the PDF, too")
    parser.add_argument("--figures", action="store_true", help="from parts, without a report")
    parser.add_argument("--analysed", type=Path, help="analysed articles to copy")
    asked = parser.parse_args()
    framing = [sys.executable, "-m", "framing"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        analysed = asked.analysed
        if analysed is None:
            table = write(twelve(articles=5), folder / "articles.jsonl")
            analysed = folder / "analysed.jsonl"
            subprocess.run([*framing, "analyse", table, "-q", "-o", analysed], check=True)
        for articles in asked.articles:
            if asked.figures:
                write_parts(analysed, articles, folder / "parts")
                seconds, memory = cost(
                    [*framing, "figures", folder / "parts", "-q", "-o", folder / "f.csv"]
                )
                print(
                    f"{articles} articles, figures: {seconds:.1f} CPU s, {memory} MiB", flush=True
                )
                shutil.rmtree(folder / "parts")
                continue
            many = folder / f"{articles}.jsonl"
            with many.open("w", encoding="utf-8") as file:
                file.writelines(copies(analysed, articles))
            seconds, memory = cost([sys.executable, "-c", _COUNT, many])
            print(f"{articles} articles, read and counted: {seconds:.1f} CPU s, {memory} MiB")
            if asked.report:
                made = folder / "report.pdf"
                seconds, memory = cost([*framing, "report", many, "-q", "-o", made])
                import pypdfium2  # noqa: PLC0415  (an extra)

                pages = len(pypdfium2.PdfDocument(made))
                told = f"{seconds:.1f} CPU s, {memory} MiB, {pages} pages"
                print(f"{articles} articles, the whole report: {told}", flush=True)
            many.unlink()


if __name__ == "__main__":
    main()
