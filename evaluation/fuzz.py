"""Try what people's files could hold, at random and for long: nothing but FramingError may come.

    python -m evaluation.fuzz [SURFACE…] [--inputs 2000] [--seed 1]

Surfaces: quotations, cleaning, readers, toml, cells (200,000 inputs take minutes each), articles
(the whole analysis). What is tried is what the tests try (``tests/strategies.py``), more of it. A
failing input is printed, made as small as it can be. Exit status 1 if there is one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from framing import sinks
from framing.analysers.run import analyse_in_turn
from framing.clean import clean
from framing.codebooks import load_codebook
from framing.errors import FramingError
from framing.models import Failed
from framing.outlets import load_outlets
from framing.study import Study
from framing.text.parse import split_paragraphs
from framing.text.quotations import find_quotations
from tests.strategies import TEXTS, TOML

SUFFIXES = (".txt", ".html", ".csv", ".json", ".jsonl", ".eml", ".rss", ".rtf", ".mhtml", ".zip")
OUTLETS = load_outlets()
_folder = Path()


def quotations(text: str) -> None:
    """Quotations lie in order, inside the text."""
    last = 0
    for found in find_quotations(text, split_paragraphs(text)):
        assert last <= found.span.start < found.span.end <= len(text)
        last = found.span.end


def cleaning(text: str) -> None:
    """What is left of a page has its parts inside it."""
    article = clean(text, id="a", path="a.txt", outlets=OUTLETS, metadata={})
    assert 0 <= article.parts.body.start <= article.parts.body.end <= len(article.text)


def cells(text: str) -> None:
    """Cells are no formulas and come back; nothing steers the console."""
    assert sinks.from_cell(sinks.cell(text)) == text
    assert not sinks.cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert "\x1b" not in sinks.console(text)


def readers(drawn: tuple[str, str]) -> None:
    """Files of any kind are read, or named as skipped."""
    suffix, text = drawn
    path = _folder / f"a{suffix}"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with suppress(FramingError):
        for skipped in Study().read([path]).skipped:
            assert "Error" not in skipped.reason, skipped.reason


def toml(text: str) -> None:
    """Codebooks and profiles are loaded, or what is wrong is told."""
    path = _folder / "c.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with suppress(FramingError):
        load_codebook(path)
    with suppress(FramingError):
        load_outlets([_folder])


def articles(text: str) -> None:
    """An article is analysed, no sentence outside it. (Readers keep halves of characters out.)"""
    text = text.encode("utf-8", "replace").decode()
    article = clean(text, id="a", path="a.txt", outlets=OUTLETS, metadata={})
    (made,) = analyse_in_turn([article], _study.setup)
    assert not isinstance(made, Failed), made.trace
    for sentence in made.sentences:
        assert 0 <= sentence.span.start < sentence.span.end <= len(article.text)


_study = Study()
_FILES = st.tuples(st.sampled_from(SUFFIXES), TEXTS)
SURFACES: dict[str, tuple[Callable[..., None], st.SearchStrategy[object]]] = {
    "quotations": (quotations, TEXTS),
    "cleaning": (cleaning, TEXTS),
    "cells": (cells, TEXTS),
    "readers": (readers, _FILES),
    "toml": (toml, TOML),
    "articles": (articles, TEXTS),
}


def fuzz(name: str, inputs: int, begin: int) -> bool:
    """Try a surface; whether it held."""
    check, strategy = SURFACES[name]
    run = settings(
        max_examples=inputs,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )(seed(begin)(given(strategy)(check)))
    try:
        run()
    except BaseException as exc:
        if isinstance(exc, KeyboardInterrupt):
            raise
        traceback.print_exception(exc)
        print(f"{name}: broken")
        return False
    print(f"{name}: {inputs} inputs, nothing but FramingError")
    return True


def main() -> int:
    """Try the surfaces that were asked for, or all."""
    global _folder  # noqa: PLW0603
    parser = argparse.ArgumentParser(description="Try random inputs.")
    parser.add_argument("surfaces", nargs="*", choices=[*SURFACES, []], metavar="SURFACE")
    parser.add_argument("--inputs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _folder = Path(folder)
        held = [fuzz(name, said.inputs, said.seed) for name in said.surfaces or SURFACES]
    return int(not all(held))


if __name__ == "__main__":
    sys.exit(main())
