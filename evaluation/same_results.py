"""Do two versions of the code give the same results? To be run before and after every refactoring.

    python -m evaluation.same_results BEFORE AFTER [--random N] [--twelve-all] [--ignore PATTERN]…

BEFORE and AFTER are each a checkout (a folder) or a git revision of this repository, of which a
temporary clone is made. Both run ``framing report … --format html`` and ``framing analyse`` on the
sample articles, on the two synthetic corpora and on random ones (``evaluation.random_corpora``),
some of them with ``--own-copy-only``, another codebook, tone by lexicon or sources by rules. Every
CSV file is compared by column name and every JSON file by path. What was added is listed and
allowed; with anything that changed or went, the exit status is 1. The two run under different hash
seeds, so that what hangs on the order of a set shows, too.

With ``--keep FOLDER`` inputs and results stay there, and those of a commit (a revision, or a
checkout without changes) are not made again the next time.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from evaluation import corpora
from evaluation.differences import Difference, Kind, differences
from evaluation.random_corpora import random_corpus

ROOT = Path(__file__).resolve().parent.parent
# What the random corpora are reported with, in turn.
VARIANTS: tuple[tuple[str, ...], ...] = (
    (),
    ("--own-copy-only",),
    ("--codebook", "climate"),
    ("--tone", "textblob"),
    ("--sources", "rules"),
    ("--own-copy-only", "--codebook", "climate", "--tone", "textblob"),
)
_REPORT_ONLY = "--own-copy-only"
_IN_BULK = (Kind.ADDED, Kind.REWRITTEN)
_SHOWN_IN_BULK = 3

# What runs in each version: all runs in one process, as the libraries take a second to import. Its
# input is the list of runs; the folder for results is its argument.
_DRIVER = """
import json, os, runpy, sys, traceback
tree, results = sys.argv[1:]
import framing
here = os.path.realpath(framing.__file__)
assert here.startswith(os.path.realpath(tree) + os.sep), f"{here} is not of {tree}"
for name, commands in json.load(sys.stdin):
    folder = os.path.join(results, name)
    os.makedirs(folder)
    codes = {}
    for words in commands:
        sys.argv = ["framing", *(word.replace("RESULTS", folder) for word in words)]
        try:
            runpy.run_module("framing", run_name="__main__", alter_sys=True)
            code = 0
        except SystemExit as stop:
            code = stop.code or 0
        except Exception as error:
            traceback.print_exc()
            code = type(error).__name__
        codes[words[0]] = code
        if code:
            print(f"{name}: framing {words[0]} ended with {code}", file=sys.stderr)
    with open(os.path.join(folder, "exit_status.json"), "w") as file:
        json.dump(codes, file)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One input, and what it is analysed and reported with. ``name``: its folder of results."""

    name: str
    articles: str
    options: tuple[str, ...] = ()

    def commands(self) -> list[list[str]]:
        """What follows ``framing``; ``RESULTS`` stands for the folder of results."""
        both = [word for word in self.options if word != _REPORT_ONLY]
        report = ["report", self.articles, "-o", "RESULTS/report.html", "--format", "html", "-q"]
        analyse = ["analyse", self.articles, "-o", "RESULTS/analysis.jsonl", "-q"]
        return [[*report, *self.options], [*analyse, *both]]


def write_inputs(folder: Path, *, random_corpora: int, seed: int, twelve_articles: int) -> None:
    """Write the articles that both versions are run on."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    corpora.write(corpora.two(), folder / "two.jsonl")
    corpora.write(corpora.twelve(articles=twelve_articles), folder / "twelve.jsonl")
    for i in range(random_corpora):
        corpora.write(random_corpus(seed + i), folder / f"random-{seed + i}.jsonl")


def runs(*, random_corpora: int, seed: int) -> list[Run]:
    """What is run: the samples with each set of options, the synthetic corpora, the random ones."""
    samples = [Run("-".join(("seeds", *_plain(v))), "seeds", v) for v in VARIANTS]
    synthetic = [Run("two", "two.jsonl"), Run("twelve", "twelve.jsonl")]
    drawn = []
    for i in range(random_corpora):
        options = VARIANTS[i % len(VARIANTS)]
        name = "-".join((f"random-{seed + i}", *_plain(options)))
        drawn.append(Run(name, f"random-{seed + i}.jsonl", options))
    return [*samples, *synthetic, *drawn]


def _plain(options: Sequence[str]) -> list[str]:
    return [word.lstrip("-") for word in options]


@contextlib.contextmanager
def checkout(asked: str) -> Iterator[Path]:
    """The folder of a version: the one asked for, or a temporary clone at a revision."""
    if (Path(asked) / "framing").is_dir():
        yield Path(asked).resolve()
        return
    commit = _git(ROOT, "rev-parse", "--verify", "--quiet", f"{asked}^{{commit}}")
    if not commit:
        sys.exit(f"{asked} is neither a checkout (a folder with framing/) nor a revision.")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["git", "clone", "-q", "--shared", "-n", ROOT, folder], check=True)
        subprocess.run(["git", "-C", folder, "checkout", "-q", commit], check=True)
        yield Path(folder).resolve()


def make_results(tree: Path, inputs: Path, asked: Sequence[Run], target: Path, salt: str) -> None:
    """Run every command in a version, unless the same commit's results stand there already.

    Args:
        tree: the version's folder.
        inputs: the folder with the articles.
        asked: what to run.
        target: the folder for the results; emptied first.
        salt: the hash seed of the process.
    """
    key, made = _key(tree, inputs, asked, salt), target.with_suffix(".made")
    if key and made.is_file() and made.read_text() == key:
        print(f"{tree}: as made before", file=sys.stderr)
        return
    made.unlink(missing_ok=True)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as installed:
        write_entry_points(tree, Path(installed))
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(tree), installed)),
            "PYTHONHASHSEED": salt,
            "PYTHONSAFEPATH": "1",
        }
        subprocess.run(
            [sys.executable, "-c", _DRIVER, str(tree), str(target.resolve())],
            input=json.dumps([(run.name, run.commands()) for run in asked]),
            cwd=inputs,
            env=environment,
            text=True,
            check=True,
        )
    if key:
        made.write_text(key)


def write_entry_points(tree: Path, folder: Path) -> None:
    """Register a version's own entry points, which Python finds before those that are installed.

    Without this, each version would load the analysers that the installed one names.
    """
    project = tomllib.loads((tree / "pyproject.toml").read_text("utf-8"))["project"]
    metadata = folder / f"{project['name']}-{project['version']}.dist-info"
    metadata.mkdir()
    head = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (metadata / "METADATA").write_text(head, "utf-8")
    lines = [
        line
        for group, points in project.get("entry-points", {}).items()
        for line in (f"[{group}]", *(f"{name} = {where}" for name, where in points.items()))
    ]
    (metadata / "entry_points.txt").write_text("\n".join(lines) + "\n", "utf-8")


def _key(tree: Path, inputs: Path, asked: Sequence[Run], salt: str) -> str:
    """What the results of a commit hang on, as one digest; empty for a tree with changes."""
    commit = _git(tree, "rev-parse", "HEAD")
    if not commit or _git(tree, "status", "--porcelain"):
        return ""
    digest = hashlib.sha256(f"{commit} {sys.version} {salt} {asked}".encode())
    for path in sorted(p for p in inputs.rglob("*") if p.is_file()):
        digest.update(str(path.relative_to(inputs)).encode() + path.read_bytes())
    return digest.hexdigest()


def _git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-C", folder, *words], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else ""


def told(found: Sequence[Difference], show: int = 20) -> list[str]:
    """The differences as lines of text: changes first, then additions, by file and column or path.

    Args:
        found: what differs.
        show: how many of each group are written out; 0 for all.
    """

    def group(one: Difference) -> tuple[bool, str, str, str]:
        # What changed is told measure by measure; what is only new or written otherwise, in bulk.
        where = one.shape if one.kind in _IN_BULK else one.group
        return one.kind is Kind.ADDED, _name(one), where, one.kind.value

    lines = []
    for (_, file, where, kind), members in groupby(sorted(found, key=group), group):
        same = list(members)
        lines.append(f"{file} · {where or 'the file'}: {len(same)} {kind}")
        most = min(show, _SHOWN_IN_BULK) if kind in _IN_BULK else show
        shown = same[:most] if most else same
        lines += [f"  {one.file} · {one.path} · {_arrow(one)}" for one in shown]
        if len(same) > len(shown):
            lines.append(f"  … and {len(same) - len(shown)} more")
    return lines


def summary(found: Sequence[Difference]) -> list[str]:
    """How many differ of each kind, file and shape: the whole at a glance."""
    counts = Counter((one.kind.value, _name(one), one.shape) for one in found)
    return [
        f"{number:6} {kind}  {file} · {where or 'the file'}"
        for (kind, file, where), number in sorted(counts.items())
    ]


def _name(one: Difference) -> str:
    return one.file.rpartition("/")[2]


def _arrow(one: Difference, most: int = 200) -> str:
    was, now = (t if len(t) <= most else t[: most - 1] + "…" for t in (one.before, one.after))
    absent = "(not there)"
    return {
        Kind.ADDED: f"{absent} → {now or repr(now)}",
        Kind.WENT: f"{was or repr(was)} → {absent}",
    }.get(one.kind, f"{was or repr(was)} → {now or repr(now)}")


def compared(found: Sequence[Difference], show: int) -> int:
    """Print the differences and their number; the exit status."""
    for line in told(found, show):
        print(line)
    if found:
        print("\nIn short:", *summary(found), sep="\n")
    lost = sum(one.kind is not Kind.ADDED for one in found)
    added = len(found) - lost
    print(f"{lost} changed or went, {added} added." if found else "The results are the same.")
    return int(lost > 0)


def main() -> int:
    """Make both sets of results and compare them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("before", help="a checkout or a git revision")
    parser.add_argument("after", help="a checkout or a git revision")
    parser.add_argument("--random", type=int, default=12, help="how many random corpora")
    parser.add_argument("--seed", type=int, default=1, help="of the first random corpus")
    parser.add_argument("--twelve-all", action="store_true", help="60 articles in place of 24")
    parser.add_argument("--ignore", action="append", default=[], metavar="FILE:PATH")
    parser.add_argument("--show", type=int, default=20, help="of each group; 0 for all")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="inputs and results stay there")
    asked = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = asked.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        inputs = folder / "inputs"
        shutil.rmtree(inputs, ignore_errors=True)
        inputs.mkdir(parents=True)
        drawn = {"random_corpora": asked.random, "seed": asked.seed}
        write_inputs(inputs, **drawn, twelve_articles=5 if asked.twelve_all else 2)
        for name, version, salt in (("before", asked.before, "1"), ("after", asked.after, "2")):
            tree = stack.enter_context(checkout(version))
            make_results(tree, inputs, runs(**drawn), folder / name, salt)
        # The page itself may be written otherwise; what it says stands in the data.
        ignore = [*asked.ignore, "report.html"]
        return compared(differences(folder / "before", folder / "after", ignore), asked.show)


if __name__ == "__main__":
    sys.exit(main())
