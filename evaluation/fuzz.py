"""Try what people's files could hold, at random and for long: nothing but FramingError may come.

    python -m evaluation.fuzz [SURFACE…] [--inputs 2000] [--seed 1]

Surfaces: quotations, cleaning, readers, tables, toml, cells (200,000 inputs take minutes each),
statements and articles (the whole analysis), pipeline (from a table to figures, which are then
counted again from the data files), html, pdf. No span may lie outside its text and no
statement outside a sentence, nothing of 3 KB may take two CPU seconds (the last three aside), and
no surface more than 1 GiB. What is tried is what the tests try (``tests/strategies.py``), more of
it. A failing input is printed, made as small as it can be. Exit status 1 if there is one.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from evaluation.recompute import differences
from framing import sinks
from framing.analysers.run import analyse_in_turn
from framing.clean import clean
from framing.codebooks import load_codebook
from framing.errors import FramingError
from framing.evidence import Comparison
from framing.models import Analysis, Failed
from framing.outlets import load_outlets
from framing.settings import Settings, load_settings
from framing.study import Study
from framing.text.parse import split_paragraphs
from framing.text.quotations import find_quotations
from tests.strategies import ATTRIBUTING, LONG, STUDIES, TABLES, TEXTS, TOML

MOST_SECONDS, MOST_MEMORY = 2.0, 1 << 20  # CPU seconds of an input, KiB of a process
SUFFIXES = (".txt", ".html", ".csv", ".json", ".jsonl", ".eml", ".rss", ".rtf", ".mhtml", ".zip")
OUTLETS = load_outlets()
Row = tuple[str, str, str, str | None, str]
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


def tables(drawn: tuple[Sequence[str], Sequence[Sequence[str]]]) -> None:
    """A table of articles is read, or what is wrong with it is told, row by row."""
    header, rows = drawn
    made = io.StringIO(newline="")
    csv.writer(made).writerows([header, *rows])
    named = [dict(zip(header, row, strict=False)) for row in rows]
    lines = "".join(f"{json.dumps(row)}\n" for row in named)
    for suffix, content in ((".csv", made.getvalue()), (".jsonl", lines)):
        readers((suffix, content))


def toml(text: str) -> None:
    """Codebooks, profiles and settings are loaded, or what is wrong is told."""
    path = _folder / "c.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    for load in (lambda: load_codebook(path), lambda: load_outlets([_folder])):
        with suppress(FramingError):
            load()
    path.unlink()
    (_folder / "framing.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
    with suppress(FramingError):
        load_settings(_folder)
    (_folder / "framing.toml").unlink()


def articles(text: str) -> None:
    """An article is analysed, with no sentence outside it, and no statement outside a sentence.
    (Readers keep halves of characters out.)"""
    _analysed(text, "tagger")


def statements(text: str) -> None:
    """The same of prose that attributes, by rules and by the trained tagger."""
    for sources in ("rules", "tagger"):
        _analysed(text, sources)


def _analysed(text: str, sources: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    article = clean(text, id="a", path="a.txt", outlets=OUTLETS, metadata={})
    (made,) = analyse_in_turn([article], _study(sources).setup)
    assert not isinstance(made, Failed), made.trace
    _check_spans(made)


def _check_spans(made: Analysis) -> None:
    last = 0
    for sentence in made.sentences:
        assert last <= sentence.span.start < sentence.span.end <= len(made.article.text)
        last = sentence.span.end
    for statement in made.statements:
        assert statement.content, statement
        assert made.sentence_at(statement.content[0].start), statement
        named = [span for span in (statement.cue, statement.source) if span]
        for span in (*statement.content, *named):
            assert 0 <= span.start < span.end <= len(made.article.text), statement
    for result in made.results.values():
        for mention in result.mentions:
            assert 0 <= mention.sentence < len(made.sentences), mention
            assert 0 <= mention.span.start <= mention.span.end <= len(made.article.text), mention


def pipeline(drawn: Sequence[Row]) -> None:
    """A few articles come to figures, which are those of the data files."""
    list(_counted(drawn))


def html(drawn: Sequence[Row]) -> None:
    """A few articles come to an HTML edition, in which nothing of theirs is markup."""
    for study, comparison in _counted(drawn):
        assert "<inserted" not in study.html(comparison)


def pdf(drawn: Sequence[Row]) -> None:
    """A few articles come to a PDF."""
    for study, comparison in _counted(drawn):
        made = study.render(comparison, _folder / "r.pdf")
        assert made.report.read_bytes().startswith(b"%PDF-")


def _counted(drawn: Sequence[Row]) -> Iterator[tuple[Study, Comparison]]:
    """A study and its figures, counted again from its data files; none where no article is left."""
    names = ("outlet", "title", "byline", "published", "text")
    rows = [dict(zip(names, row, strict=True)) for row in drawn]
    table = _folder / "articles.jsonl"
    table.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    study = Study(Settings(articles=[table]))
    failed: list[Failed] = []
    try:
        comparison = study.measure(on_failed=failed.append)
    except FramingError:
        return
    assert not failed, failed[0].trace
    for analysis in comparison.analyses:
        _check_spans(analysis)
    for name, content in study.data_files(comparison).items():
        (_folder / name).write_bytes(content)
    assert differences(_folder)[0] == []
    yield study, comparison


@cache
def _study(sources: str) -> Study:
    return Study(Settings(sources=sources))


@dataclass(frozen=True)
class Surface:
    """What is tried, with which inputs; ``bounded`` in time."""

    check: Callable[..., None]
    inputs: st.SearchStrategy[object]
    bounded: bool = True


_ANY = st.one_of(TEXTS, LONG)
_FILES = st.tuples(st.sampled_from(SUFFIXES), _ANY)
SURFACES: dict[str, Surface] = {
    "quotations": Surface(quotations, _ANY),
    "cleaning": Surface(cleaning, _ANY),
    "cells": Surface(cells, _ANY),
    "readers": Surface(readers, _FILES),
    "tables": Surface(tables, TABLES),
    "toml": Surface(toml, TOML),
    "statements": Surface(statements, ATTRIBUTING),
    "articles": Surface(articles, st.one_of(TEXTS, LONG, ATTRIBUTING)),
    "pipeline": Surface(pipeline, STUDIES, bounded=False),
    "html": Surface(html, STUDIES, bounded=False),
    "pdf": Surface(pdf, STUDIES, bounded=False),
}


def fuzz(name: str, inputs: int, begin: int) -> bool:
    """Try a surface; whether it held."""
    surface = SURFACES[name]
    slowest, warm = 0.0, False

    def check(drawn: object) -> None:
        nonlocal slowest, warm
        started = time.process_time()
        surface.check(drawn)
        # The first loads models. Where it is slow, it is tried again: a busy machine is no fault.
        if warm and time.process_time() - started > MOST_SECONDS and surface.bounded:
            started = time.process_time()
            surface.check(drawn)
            assert time.process_time() - started <= MOST_SECONDS, "too slow"
        slowest = max(slowest, time.process_time() - started) if warm else 0.0
        warm = True

    run = settings(
        max_examples=inputs,
        deadline=None,
        database=None,
        # Making a report smaller would take hours.
        phases=[Phase.generate, *([Phase.shrink] if surface.bounded else [])],
        suppress_health_check=list(HealthCheck),
    )(seed(begin)(given(surface.inputs)(check)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # what others took in this process
    try:
        run()
    except BaseException as exc:
        if isinstance(exc, KeyboardInterrupt):
            raise
        traceback.print_exception(exc)
        print(f"{name}: broken")
        return False
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = f"{inputs} inputs, the slowest {slowest:.2f} CPU s, {memory >> 10} MiB so far"
    print(f"{name}: {told}: nothing but FramingError", flush=True)
    if memory - before > MOST_MEMORY:
        print(f"{name}: broken, more than {MOST_MEMORY >> 10} MiB")
        return False
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
