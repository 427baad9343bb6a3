"""Articles analysed into a folder of parts: what stands there, shards, one file of it, reports."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pyarrow import parquet

import framing
from framing.errors import CodebookError, InputError
from framing.export.documents import line_of, to_document
from framing.parts import plan
from framing.parts.load import is_analysed, load_analyses
from framing.parts.merge import merge
from framing.parts.plan import data_digest, part_size, split
from framing.parts.run import Shard
from framing.readers import ReadOutcome
from framing.shared_copy import with_shared_copy
from tests.parts.helpers import QUICK, content


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


def test_a_part_can_be_made_by_itself(analysed, seed_articles, tmp_path):
    """By an engine of one's own: the same file as of the whole run."""
    row = framing.analyse_part(1, seed_articles[4:], framing.Settings(), tmp_path / "new")
    assert row.articles == 1
    made = (tmp_path / "new" / row.name).read_bytes()
    assert made == (analysed / row.name).read_bytes()
    assert framing.analyse_part(1, seed_articles[4:], framing.Settings(), tmp_path / "new") == row


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


def test_the_key_covers_the_models_whatever_version_they_have(tmp_path, monkeypatch, seed_articles):
    model = tmp_path / "encoder" / "model.json"
    model.parent.mkdir()
    model.write_text('{"version": "1", "sha256": "ab"}')
    usual = data_digest(tmp_path)
    monkeypatch.setattr(plan, "data_digest", lambda: usual)
    setup = framing.Study().setup
    names = {part.name for part in split(seed_articles, setup)}
    model.write_text('{"version": "1", "sha256": "cd"}')
    data_digest.cache_clear()
    monkeypatch.setattr(plan, "data_digest", lambda: data_digest(tmp_path))
    assert not names & {part.name for part in split(seed_articles, setup)}


@pytest.mark.parametrize("many", [1, 4, 1600, 1601, 10**6, 10**9])
def test_parts_are_few_and_never_empty_nor_too_much_to_lose(many):
    size = part_size(many)
    assert size == 4 or many / size > 100
    assert many / size <= 400 or size == 4096
    assert size <= 4096


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


def test_a_report_from_parts_is_the_same_bytes(short, tmp_path):
    # That the samples' analyses are the same, the first test says.
    study = framing.Study()
    study.analyse_into(study.read(short), tmp_path / "analysed")
    for name, paths in (("direct", (short,)), ("parts", (tmp_path / "analysed",))):
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


def test_shards_share_the_parts_out(short, whole, tmp_path):
    study = framing.Study(QUICK)
    outcome = study.read(short)
    second = study.analyse_into(outcome, tmp_path, shard=Shard.read("2/2"))
    assert [row.articles for row in second] == [1]
    with pytest.raises(InputError, match="1 of 2 parts are not done"):
        list(load_analyses([tmp_path]))
    study.analyse_into(outcome, tmp_path, shard=Shard(1, 2))
    assert content(tmp_path) == whole
