"""Score the titles of our own texts, of the kinds in which people have articles.

    python -m evaluation.titles [--misses]

``titles_data/titles.toml`` holds pages pasted as text, exports of databases as text, and tables. Of
each kind: titles right, exactly, of the articles that it holds; an article too many or too few is a
miss. Ends with 1 when fewer than .95 of all are right.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from framing.errors import InputError
from framing.outlets import load_outlets
from framing.readers import read_paths

DATA = Path(__file__).with_name("titles_data") / "titles.toml"
FLOOR = 0.95


def inputs() -> list[dict[str, Any]]:
    """The texts with their titles."""
    found: list[dict[str, Any]] = tomllib.loads(DATA.read_text("utf-8"))["input"]
    return found


def titles(text: str, suffix: str) -> list[str]:
    """The titles that are read of a text, '' for none."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"input{suffix}"
        path.write_text(text, "utf-8")
        try:
            articles = read_paths([path], outlets=load_outlets()).articles
        except InputError:
            return []
    return [article.title.value if article.title else "" for article in articles]


def main(argv: Sequence[str]) -> int:
    """Print the figures; 1 if they are below the floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print what is wrong")
    args = parser.parse_args(argv)
    right, wanted = Counter[str](), Counter[str]()
    for each in inputs():
        for title, found in zip_longest(each["titles"], titles(each["text"], each["suffix"])):
            wanted[each["kind"]] += 1
            right[each["kind"]] += title == found
            if args.misses and title != found:
                print(f"{each['kind']}, {each['what']}: {title!r} was read as {found!r}")
    for kind in wanted:
        print(f"{kind:8} {right[kind]} of {wanted[kind]}")
    print(f"{'all':8} {right.total()} of {wanted.total()}  ({len(inputs())} inputs)")
    return int(right.total() < FLOOR * wanted.total())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
