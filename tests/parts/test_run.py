"""Articles analysed into a folder of parts: real runs, stopped and gone on with, and reports."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pyarrow import parquet

import framing
from framing.errors import CodebookError, InputError
from framing.export.documents import line_of, to_document
from framing.parts.load import is_analysed, load_analyses
from framing.parts.merge import merge
from framing.parts.plan import part_size, split
from framing.parts.run import Shard
from framing.readers import ReadOutcome
from framing.shared_copy import with_shared_copy

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def analysed(tmp_path_factory, seed_articles) -> Path:
    """The sample articles, analysed into parts."""
    folder = tmp_path_factory.mktemp("analysed")
    framing.Study().analyse_into(ReadOutcome(tuple(seed_articles), ()), folder)
    return folder


def test_analyses_come_back_as_they_were(analysed, seed_analyses):
    assert with_shared_copy(tuple(load_analyses([analysed]))) == tuple(seed_analyses)


def test_each_article_stands_there_once_in_order(analysed, seed_articles):
    parts = json.loads((analysed / "parts.json").read_text())
    assert [part["articles"] for part in parts["parts"]] == [4, 1]
    lines = [
        json.loads(line)
        for part in parts["parts"]
        for line in (analysed / part["name"]).read_text("utf-8").splitlines()[:-1]
    ]
    assert [line["id"] for line in lines] == [article.id for article in seed_articles]
    assert {line["schema"] for line in lines} == {"framing.article/1"}
    assert {line["codebook"]["sha256"] for line in lines} == {parts["codebook"]["sha256"]}


def written(folder):
    """When each file was written, and how long it is; reading changes neither."""
    told = {path.name: path.stat() for path in folder.iterdir()}
    return {name: (stat.st_mtime_ns, stat.st_ino, stat.st_size) for name, stat in told.items()}


def test_what_is_done_is_not_done_again(analysed, seed_articles, monkeypatch):
    def refuse(*_):
        raise AssertionError("analysed again")

    before = written(analysed)
    monkeypatch.setattr("framing.parts.work.analyse_in_turn", refuse)
    rows = framing.Study().analyse_into(ReadOutcome(tuple(seed_articles), ()), analysed)
    assert sum(row.articles for row in rows) == len(seed_articles)
    assert written(analysed) == before


def test_a_damaged_part_is_made_again_and_no_other(analysed, seed_articles, tmp_path):
    for path in analysed.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    last = sorted(tmp_path.glob("part-*"))[-1]
    last.write_bytes(last.read_bytes()[:-40])
    first = written(tmp_path)[sorted(tmp_path.glob("part-*"))[0].name]
    with pytest.raises(InputError, match="not whole"):
        list(load_analyses([tmp_path]))
    framing.Study().analyse_into(ReadOutcome(tuple(seed_articles), ()), tmp_path)
    assert content(tmp_path) == content(analysed)
    assert written(tmp_path)[sorted(tmp_path.glob("part-*"))[0].name] == first


def test_the_key_covers_what_the_bytes_rest_on(seed_articles):
    setup = framing.Study().setup

    def names(articles, setup=setup):
        return [part.name for part in split(articles, setup)]

    usual = names(seed_articles)
    assert names(seed_articles) == usual
    renamed = [replace(seed_articles[0], path="elsewhere.txt"), *seed_articles[1:]]
    assert [a == b for a, b in zip(names(renamed), usual, strict=True)] == [False, True]
    for settings in ({"tone": "textblob"}, {"codebook": "climate"}, {"sources": "rules"}):
        other = framing.Study(framing.Settings(**settings)).setup
        assert not set(names(seed_articles, other)) & set(usual)
    assert names(seed_articles, framing.Study(framing.Settings(jobs=2, title="T")).setup) == usual
    slug = seed_articles[-1].outlet
    profile = setup.profiles[slug].model_copy(update={"country": "IS"})
    changed = replace(setup, profiles={**setup.profiles, slug: profile})
    assert [a == b for a, b in zip(names(seed_articles, changed), usual, strict=True)] == [
        True,
        False,
    ]


@pytest.mark.parametrize("many", [1, 4, 1600, 1601, 10**6, 10**9])
def test_parts_are_few_and_never_empty(many):
    size = part_size(many)
    assert size == 4 or many / size > 100
    assert many / size <= 400


@pytest.mark.parametrize("said", ["0/3", "4/3", "3", "a/b", "1/0", "-1/3"])
def test_no_share_of_the_work(said):
    with pytest.raises(InputError, match="--shard 3/100"):
        Shard.read(said)


def test_parts_of_other_settings_go_when_the_new_are_there(seed_articles, tmp_path):
    plain = framing.Settings(sources="rules", tone="textblob")
    outcome = ReadOutcome(tuple(seed_articles[:1]), ())
    framing.Study(plain).analyse_into(outcome, tmp_path)
    (old,) = tmp_path.glob("part-*")
    climate = plain.model_copy(update={"codebook": "climate"})
    framing.Study(climate).analyse_into(outcome, tmp_path)
    (new,) = tmp_path.glob("part-*")
    assert new.name != old.name
    with pytest.raises(CodebookError) as raised:
        framing.Study(plain).load([tmp_path])
    assert "--codebook climate" in raised.value.hint


@pytest.mark.parametrize("suffix", ["jsonl", "parquet"])
def test_one_file_holds_the_same_with_the_marks_of_shared_copy(
    analysed, seed_analyses, tmp_path, suffix
):
    output = tmp_path / f"analysis.{suffix}"
    merge(analysed, output)
    assert is_analysed(output)
    loaded = tuple(load_analyses([output]))
    assert with_shared_copy(loaded) == tuple(seed_analyses)
    if suffix == "parquet":
        rows = parquet.read_table(output).to_pylist()
        sentences = [json.loads(row["sentences"]) for row in rows]
        assert [[s["shared_with"] for s in each] for each in sentences] == [
            [list(s.shared_with) for s in analysis.sentences] for analysis in seed_analyses
        ]
    else:
        assert output.read_text("utf-8") == "".join(
            line_of(to_document(analysis)) for analysis in seed_analyses
        )


def test_a_report_from_parts_is_the_same_bytes(analysed, seeds, tmp_path):
    for name, paths in (("direct", (seeds,)), ("parts", (analysed,))):
        study = framing.Study(framing.Settings(articles=paths, tone="full"))
        study.report(tmp_path / name / "report.html", format="html")
    direct, parts = tmp_path / "direct", tmp_path / "parts"
    assert (direct / "report.html").read_bytes() == (parts / "report.html").read_bytes()
    assert content(direct / "report.data") == content(parts / "report.data")


def test_articles_and_analyses_do_not_mix(analysed, seeds):
    study = framing.Study(framing.Settings(articles=(analysed, seeds)))
    with pytest.raises(InputError, match="holds analyses"):
        study.report("unwritten.html", format="html")


def test_an_article_that_stands_in_two_folders_is_told(analysed):
    with pytest.raises(InputError, match="stands there twice"):
        list(load_analyses([analysed, analysed]))


# A run whose process is stopped at the nth rename, sync or write of a file: as by kill -9 there.
_STOPPED = """
import os, pathlib, sys
from framing.cli import main

def stop_at(owner, name, nth):
    usual = getattr(owner, name)
    def stop(*given, **named):
        nonlocal nth
        nth -= 1
        if not nth:
            os.kill(os.getpid(), 9)
        return usual(*given, **named)
    setattr(owner, name, stop)

if __name__ == "__main__":  # and not where a worker of it reads this file
    name, nth = sys.argv.pop(1), int(sys.argv.pop(1))
    stop_at(pathlib.Path if name == "replace" else os, name, nth)
    main()
"""
QUICK = ("--sources", "rules", "--tone", "textblob")


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> dict[str, bytes]:
    """What an unbroken run leaves."""
    folder = tmp_path_factory.mktemp("whole")
    study = framing.Study(framing.Settings(sources="rules", tone="textblob"))
    study.analyse_into(study.read(SEEDS), folder)
    return content(folder)


def test_shards_share_the_parts_out(whole, tmp_path):
    study = framing.Study(framing.Settings(sources="rules", tone="textblob"))
    outcome = study.read(SEEDS)
    second = study.analyse_into(outcome, tmp_path, shard=Shard.read("2/2"))
    assert [row.articles for row in second] == [1]
    with pytest.raises(InputError, match="1 of 2 parts are not done"):
        list(load_analyses([tmp_path]))
    study.analyse_into(outcome, tmp_path, shard=Shard(1, 2))
    assert content(tmp_path) == whole


def test_the_command_writes_the_same_from_two_processes(whole, tmp_path):
    folder = tmp_path / "out"
    command = [sys.executable, "-m", "framing", "analyse", SEEDS, "-o", folder, "--jobs", "2"]
    done = subprocess.run([*command, *QUICK], capture_output=True, text=True, check=True)
    assert done.stderr == f"5 articles  {folder}\n"
    assert content(folder) == whole


@pytest.mark.parametrize(("where", "nth"), [("fsync", 2), ("replace", 3)])
def test_killed_at_a_write_and_gone_on_with(whole, tmp_path, where, nth):
    script = tmp_path / "stopped.py"
    script.write_text(_STOPPED)
    folder = tmp_path / "out"
    command = [sys.executable, script, where, str(nth), "analyse", SEEDS, "-o", folder, *QUICK]
    stopped = subprocess.run(command, capture_output=True, check=False, timeout=300)
    assert stopped.returncode == -signal.SIGKILL
    assert content(folder) != whole
    study = framing.Study(framing.Settings(sources="rules", tone="textblob"))
    study.analyse_into(study.read(SEEDS), folder)
    assert content(folder) == whole


# A run whose workers are killed at their first syncs: the one that reads, then two that write.
_DYING = """
import os, pathlib, sys
from framing.cli import main

kills = pathlib.Path(sys.argv[0]).with_name("kills")

def dying(handle, usual=os.fsync):
    if len(list(kills.iterdir())) < 3:
        (kills / str(os.getpid())).touch()
        os.kill(os.getpid(), 9)
    return usual(handle)

if __name__ == "__main__":
    main()
else:
    os.fsync = dying
"""


def test_workers_that_are_killed_are_replaced(whole, tmp_path):
    script, kills, folder = tmp_path / "dying.py", tmp_path / "kills", tmp_path / "out"
    script.write_text(_DYING)
    kills.mkdir()
    command = [sys.executable, script, "analyse", SEEDS, "-o", folder, "--jobs", "2", *QUICK]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    assert len(list(kills.iterdir())) >= 3
    assert content(folder) == whole


def test_a_disk_that_is_full_is_told_and_the_run_goes_on_later(whole, tmp_path):
    folder = tmp_path / "out"
    sizes = sorted(len(data) for name, data in whole.items() if name.startswith("part-"))
    room = (sizes[0] + sizes[-1]) // 2

    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = subprocess.run(
        [sys.executable, "-m", "framing", "analyse", SEEDS, "-o", folder, *QUICK],
        capture_output=True,
        text=True,
        preexec_fn=little_room,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
        timeout=300,
    )
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "same command again" in done.stderr
    assert not list(folder.glob(".*"))
    study = framing.Study(framing.Settings(sources="rules", tone="textblob"))
    study.analyse_into(study.read(SEEDS), folder)
    assert content(folder) == whole


# A worker that is killed while it brings its first part to the disk.
_DIES = """
import os
os.fsync = lambda _: os.kill(os.getpid(), 9)
from distributed.cli.dask_worker import main
main()
"""


def _said(process: subprocess.Popen[str], words: str) -> str:
    """What a process says after these words, once it says them."""
    assert process.stderr
    for line in process.stderr:
        if words in line:
            return line.partition(words)[2].strip()
    raise AssertionError(f"it ended without saying '{words}'")


def test_a_dask_cluster_writes_the_same_though_a_worker_is_killed(whole, tmp_path):
    pytest.importorskip("distributed", reason="Dask distributed is not installed")
    local = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "60s"}
    started: list[subprocess.Popen[str]] = []

    def start(*words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env=os.environ | local,
        )
        started.append(process)
        return process

    options = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
    try:
        here = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        scheduler = start("-m", "distributed.cli.dask_scheduler", *here)
        address = _said(scheduler, "Scheduler at:")
        dies = start("-c", _DIES, address, *options)
        lives = start("-m", "distributed.cli.dask_worker", address, *options)
        for worker in (dies, lives):
            _said(worker, "Registered to:")
        study = framing.Study(framing.Settings(sources="rules", tone="textblob"))
        rows = study.analyse_into(study.read(SEEDS), tmp_path / "out", dask=address)
        assert sum(row.articles for row in rows) == 5
        assert dies.wait(timeout=60) == -signal.SIGKILL
    finally:
        for process in reversed(started):
            process.kill()
            process.communicate()
    assert content(tmp_path / "out") == whole  # nor is there what it left half-written
