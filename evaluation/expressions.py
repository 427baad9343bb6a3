"""Try each regular expression of the package against what takes it longest.

    python -m evaluation.expressions [--length 400]

An expression that can match the same characters in several ways takes time in the cube of a text's
length, or worse, where the text is made for it. For each, its own pieces are repeated, behind each
of its own words: what takes more than time in the square of the length is printed. Exit status 1
if anything does.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import re
import re._parser as parser  # type: ignore[import-not-found]
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import framing

# Seconds: for 400 characters, expressions in the square take 20 ms at most, in the cube 300.
STEP, SLACK = 3e-7, 0.002
LENGTH = 400
PIECES = (*"aA1 \n.,-'\"“”(", "Aa ", "a ", "a. ", "A. ", "1 ", "a, ", "\n\n", "x/")
MOST_WORDS = 40  # of an expression: some have hundreds


class Slow(NamedTuple):
    """An expression, and a text for which it takes too long."""

    name: str
    text: str
    seconds: float


def expressions() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The expressions that stand in modules of the package, each once, with their names."""
    for found in pkgutil.walk_packages(framing.__path__, "framing."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
    seen = set()
    for name, module in sorted(sys.modules.items()):
        if name.partition(".")[0] == "framing":
            for key, value in sorted(vars(module).items()):
                for pattern in _held(value, 3):
                    if pattern not in seen and isinstance(pattern.pattern, str):
                        seen.add(pattern)
                        yield f"{name}.{key}", pattern


def _held(value: object, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict | list | tuple | set | frozenset):
        inner: Iterable[object] = [*value, *value.values()] if isinstance(value, dict) else value
        for each in inner:
            yield from _held(each, depth - 1)


def words(parsed: Any) -> Iterator[str]:
    """What an expression holds literally: words, and characters of its classes."""
    run = ""
    for op, given in parsed:
        name = str(op)
        if name == "LITERAL":
            run += chr(given)
            continue
        if run:
            yield run
        run = ""
        if name == "IN":
            yield from (chr(it if str(kind) == "LITERAL" else it[0])
                        for kind, it in given if str(kind) in ("LITERAL", "RANGE"))  # fmt: skip
        for inner in _inside(name, given):
            yield from words(inner)
    if run:
        yield run


def _inside(name: str, given: Any) -> Iterable[Any]:
    if name.endswith("REPEAT"):
        return [given[2]]
    if name == "SUBPATTERN":
        return [given[3]]
    if name == "BRANCH":
        return given[1]
    if name in ("ASSERT", "ASSERT_NOT"):
        return [given[1]]
    return [given] if name == "ATOMIC_GROUP" else []


def attacks(pattern: re.Pattern[str], length: int, behind: int) -> Iterator[str]:
    """Texts made for an expression: each piece again and again, ``behind`` how many words of it."""
    own = list(dict.fromkeys(words(parser.parse(pattern.pattern, pattern.flags))))[:MOST_WORDS]
    pieces = dict.fromkeys((*PIECES, *own, *(f"{word} " for word in own)))
    for before in ("", *own[:behind]):
        for piece in pieces:
            yield f"{before} {(piece * length)[:length]}\x00"


def slow(pattern: re.Pattern[str], name: str, length: int, behind: int) -> Slow | None:
    """The first text for which an expression takes more than square time."""
    most = SLACK + STEP * length**2
    for text in attacks(pattern, length, behind):
        # A busy machine is no fault of an expression: the best of three tries counts.
        took = _took(pattern, text)
        if took > most and min(took, _took(pattern, text), _took(pattern, text)) > most:
            return Slow(name, text, took)
    return None


def _took(pattern: re.Pattern[str], text: str) -> float:
    started = time.process_time()
    pattern.search(text)
    return time.process_time() - started


def main() -> int:
    """Try all of them."""
    asked = argparse.ArgumentParser(description="Try the regular expressions of the package.")
    asked.add_argument("--length", type=int, default=LENGTH)
    length = asked.parse_args().length
    many = bad = 0
    for name, pattern in expressions():
        many += 1
        if found := slow(pattern, name, length, behind=12):
            bad += 1
            print(f"{found.name}: {found.seconds:.2f} CPU s for {found.text[:40]!r}…", flush=True)
    print(f"{many} expressions, {bad} of them slower than the square of {length} characters")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
