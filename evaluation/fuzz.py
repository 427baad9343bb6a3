"""Try what people's files could hold, at random and for long: nothing but FramingError may come.

    python -m evaluation.fuzz [SURFACE…] [--inputs 2000 | --full] [--seed 1] [--shard K/N]
                              [--seconds S] [--state FILE]

Surfaces: quotations, cleaning, cells, readers, tables, toml, templates (small ones, in the
sandbox), statements and articles (the whole analysis), reports (the packaged templates on names and
titles of any kind), pipeline (from a table to figures, which are then counted again from the data
files), html, pdf. No span may lie outside its text and no statement outside a sentence, nothing of
3 KB may take two CPU seconds (the last four aside), and no surface more than 1 GiB.

Each input has a number and is made from it, so that a run can be split: ``--shard 2/4`` tries the
second of four equal shares, ``--seconds`` ends each surface after a time, and with ``--state`` the
same command goes on where it was ended. ``--full`` is what a release is held against: 200,000
inputs of each surface that needs no language model, 5,000 of those that do, 300 documents.

What is tried is what the tests try (``evaluation/inputs.py``), more of it. A failing input is
printed, made as small as it can be. Exit status 1 if there is one.
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
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from evaluation import inputs
from evaluation.fuzz_views import view_of
from evaluation.inputs import Choices, Row
from evaluation.recompute import differences
from evaluation.spans import check_spans
from framing import sinks
from framing.analysers.run import analyse_in_turn
from framing.clean import clean
from framing.codebooks import load_codebook
from framing.errors import FramingError
from framing.evidence import Comparison
from framing.files import write_file
from framing.models import Failed
from framing.outlets import load_outlets
from framing.report.document import finished
from framing.report.templates import render_html, rendered
from framing.report.views import ReportView
from framing.settings import Settings, load_settings
from framing.study import Study
from framing.text.parse import split_paragraphs
from framing.text.quotations import find_quotations

MOST_SECONDS, MOST_MEMORY = 2.0, 1 << 20  # CPU seconds of an input, KiB of a process
SHRINKING = 30.0  # CPU seconds for making a failing input smaller
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
        for skipped in _study("tagger").read([path]).skipped:
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
    check_spans(made)


def templates(text: str) -> None:
    """A small template is rendered in the sandbox, or what is wrong with it is told."""
    (_folder / "templates").mkdir(exist_ok=True)
    path = _folder / "templates" / "small.html.j2"
    path.write_text(text.encode("utf-8", "replace").decode(), "utf-8")
    with suppress(FramingError), warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # '1[0]' in a template
        finished(rendered(_fixed_view(), [path.parent], path.name))


@cache
def _fixed_view() -> ReportView:
    return view_of(("<b>Quay", "Said & done.", "שלום", "2031-02-10", "=1+1"), "html")


def reports(drawn: tuple[Sequence[Row], str]) -> None:
    """The packaged templates show names, titles and sentences of any kind as words alone."""
    rows, edition = drawn
    html = render_html(view_of(rows[0], edition))
    assert "<inserted" not in html
    assert html.count("<script") == (edition == "html")


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
    assert not failed, f"{failed[0].skipped.reason} {failed[0].trace}"
    for analysis in comparison.analyses:
        check_spans(analysis)
    for name, content in study.data_files(comparison).items():
        (_folder / name).write_bytes(content)
    differing = differences(_folder)[0]
    assert not differing, differing
    yield study, comparison


@cache
def _study(sources: str) -> Study:
    return Study(Settings(sources=sources))


@dataclass(frozen=True)
class Surface:
    """What is tried, with which inputs, and how many of them are many; ``bounded`` in time."""

    check: Callable[..., None]
    make: Callable[[Choices], Any]
    full: int = 200_000
    bounded: bool = True


SURFACES: dict[str, Surface] = {
    "quotations": Surface(quotations, inputs.any_text),
    "cleaning": Surface(cleaning, inputs.any_text),
    "cells": Surface(cells, inputs.any_text),
    "readers": Surface(readers, inputs.files),
    "tables": Surface(tables, inputs.tables),
    "toml": Surface(toml, inputs.toml),
    "templates": Surface(templates, inputs.templates),
    "statements": Surface(statements, inputs.attributing, 5000),
    "articles": Surface(articles, inputs.articles, 5000),
    "reports": Surface(reports, inputs.editions, 5000, bounded=False),
    "pipeline": Surface(pipeline, inputs.studies, 5000, bounded=False),
    "html": Surface(html, inputs.studies, 300, bounded=False),
    "pdf": Surface(pdf, inputs.studies, 300, bounded=False),
}


@dataclass
class Run:
    """How far a surface was tried: the number of its next input, how many were tried, and what
    they cost."""

    next: int
    tried: int = 0
    cpu: float = 0.0
    slowest: float = 0.0
    memory: int = 0  # KiB that a process took more for it, from its first input to its last


def tried_once(surface: Surface, made: Any) -> float:
    """Try an input; the CPU seconds that it took.

    Raises:
        AssertionError: a promise does not hold, or it is too slow.
    """
    for again in (False, True):
        started = time.process_time()
        surface.check(made)
        took = time.process_time() - started
        if not surface.bounded or took <= MOST_SECONDS:
            break
        # The first loads models, and a busy machine is no fault.
        assert not again, "too slow"
    return took


def numbers_of(name: str, seed: int, number: int) -> list[int]:
    """The row of numbers that an input is made of."""
    choose = Choices(Random(f"{name}/{seed}/{number}"))
    SURFACES[name].make(choose)
    return choose.made


def most_memory() -> int:
    """KiB that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def fuzz(
    name: str, run: Run, until: int, step: int, seed: int, deadline: float, before: int
) -> bool:
    """Try a surface from ``run.next`` on, each ``step``-th input; whether it held.

    ``run`` is kept up to date; it stops before ``until``, and at ``deadline`` (of the monotonic
    clock). ``before``: the memory when the process came to the surface, so that what grows a
    little with each call is seen, too.
    """
    surface = SURFACES[name]
    while run.next < until and time.monotonic() < deadline:
        made = surface.make(Choices(Random(f"{name}/{seed}/{run.next}")))
        try:
            took = tried_once(surface, made)
        except Exception as exc:
            traceback.print_exception(exc)
            print(f"{name}: broken by input {run.next} of seed {seed}, made smaller:")
            print(repr(_smaller(surface, numbers_of(name, seed, run.next), type(exc))), flush=True)
            run.next += step
            run.tried += 1
            return False
        run.next += step
        run.tried += 1
        run.cpu += took
        run.slowest = max(run.slowest, took)
    taken = most_memory() - before
    run.memory = max(run.memory, taken)
    if taken > MOST_MEMORY:
        print(f"{name}: broken, more than {MOST_MEMORY >> 10} MiB")
        return False
    return True


def _smaller(surface: Surface, made: Sequence[int], kind: type[Exception]) -> Any:
    end = time.process_time() + SHRINKING

    def fails(found: Any) -> bool:
        if time.process_time() > end or not surface.bounded:
            return False  # making a report smaller would take hours
        try:
            tried_once(surface, found)
        except Exception as exc:
            return type(exc) is kind
        return False

    return inputs.shrunk(surface.make, made, fails)


def _share(text: str) -> tuple[int, int]:
    mine, _, of = text.partition("/")
    if not (mine.isdigit() and of.isdigit() and 1 <= int(mine) <= int(of)):
        raise argparse.ArgumentTypeError("a share is K/N, such as 1/4")
    return int(mine), int(of)


def main() -> int:
    """Try the surfaces that were asked for, or all."""
    parser = argparse.ArgumentParser(description="Try random inputs.")
    parser.add_argument("surfaces", nargs="*", choices=[*SURFACES, []], metavar="SURFACE")
    parser.add_argument("--inputs", type=int, default=2000, help="of a surface, over all shares")
    parser.add_argument("--full", action="store_true", help="as many as a release is tried with")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shard", type=_share, default=(1, 1), metavar="K/N")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="of a surface")
    parser.add_argument("--state", type=Path, help="where it is kept how far this command came")
    said = parser.parse_args()
    told = json.loads(said.state.read_text("utf-8")) if said.state and said.state.exists() else {}
    held = True
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        use(Path(folder))
        for name in said.surfaces or SURFACES:
            mine, of = said.shard
            key = f"{name}/{said.seed}/{mine}/{of}"
            run = Run(**told.get(key, {"next": mine - 1}))
            deadline = time.monotonic() + said.seconds
            most = SURFACES[name].full if said.full else said.inputs
            before = most_memory()
            # In slices, so that little is lost where the run is killed.
            while run.next < most and time.monotonic() < deadline:
                until = min(most, run.next + 500 * of)
                held = fuzz(name, run, until, of, said.seed, deadline, before) and held
                told[key] = asdict(run)
                if said.state:
                    write_file(said.state, json.dumps(told, indent=1).encode())
            print(
                f"{name}: {run.tried:,} inputs, {run.tried / max(run.cpu, 1e-9):,.0f} a CPU second,"
                f" the slowest {run.slowest:.2f} CPU s, {run.memory >> 10} MiB more",
                flush=True,
            )
    return int(not held)


def use(folder: Path) -> None:
    """Where inputs that are files are written."""
    global _folder  # noqa: PLW0603
    _folder = folder


if __name__ == "__main__":
    sys.exit(main())
