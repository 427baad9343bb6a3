"""A study: what its settings name is loaded once, and the public functions are its steps."""

from __future__ import annotations

import json

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

import framing
from framing.errors import CodebookError
from framing.preview import Session
from framing.settings import Settings
from framing.study import Study, materials

QUICK = {"sources": "rules", "tone": "textblob"}
TEXTS = {
    "quay.txt": "Quay News\n\nThe council backed the plan on Monday.\n\nIt was late.\n",
    "tide.txt": 'Tide Weekly\n\n"We fear for the quay," the mayor said.\n\nCrews agreed.\n',
}


@pytest.fixture
def articles(tmp_path):
    """A folder with two short articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def loads(monkeypatch):
    """How often each kind of file was loaded."""
    counted = {}
    for name in ("load_codebook", "load_outlets", "load_theme"):
        real = getattr(materials, name)

        def load(*given, name=name, real=real):
            counted[name] = counted.get(name, 0) + 1
            return real(*given)

        monkeypatch.setattr(materials, name, load)
    return counted


def test_a_report_loads_codebook_profiles_and_theme_once(articles, tmp_path, loads):
    settings = Settings(articles=[articles], **QUICK)
    _, written = Study(settings).report(tmp_path / "r.html", format="html")
    assert written.report.is_file()
    assert loads == {"load_codebook": 1, "load_outlets": 1, "load_theme": 1}


def test_the_templates_are_tried_with_one_load(articles, loads):
    tried = Study(Settings(articles=[articles], **QUICK)).try_templates()
    assert len(tried.slugs) == 2
    assert loads == {"load_codebook": 1, "load_outlets": 1, "load_theme": 1}


def test_a_preview_loads_them_once_for_each_build(articles, loads):
    session = Session(lambda: Settings(articles=[articles], **QUICK))
    assert session.build().analysed == 2
    assert loads == {"load_codebook": 1, "load_outlets": 1, "load_theme": 1}
    assert session.build().analysed == 0
    assert set(loads.values()) == {2}


def test_the_public_functions_write_what_a_study_writes(articles, tmp_path):
    settings = Settings(articles=[articles], title="Two", theme="print", **QUICK)
    analyses = framing.analyse(framing.read(articles), settings=settings)
    comparison = framing.compare(analyses, settings=settings)
    by_hand = framing.render(comparison, tmp_path / "a.html", settings=settings, format="html")
    _, at_once = Study(settings).report(tmp_path / "b.html", format="html")
    assert by_hand.report.read_bytes() == at_once.report.read_bytes()
    for file in by_hand.data.iterdir():
        assert file.read_bytes() == (at_once.data / file.name).read_bytes(), file.name


def test_analyses_are_not_compared_under_another_codebook(articles):
    analyses = framing.analyse(
        framing.read(articles), settings=Settings(codebook="climate", **QUICK)
    )
    with pytest.raises(CodebookError, match=r"climate.*history-security"):
        framing.compare(analyses)
    compared = framing.compare(analyses, settings=Settings(codebook="climate"))
    assert compared.codebook.id == "climate"


def test_the_manifest_holds_every_setting_that_the_report_rests_on(articles, tmp_path):
    settings = Settings(
        articles=[articles], confidence=0.8, own_copy_only=True, locale="de", **QUICK
    )
    _, written = Study(settings).report(tmp_path / "r.html", format="html")
    told = json.loads((written.data / "manifest.json").read_text(encoding="utf-8"))["options"]
    assert told["confidence"] == 0.8
    assert told["own_copy_only"] is True
    assert (told["locale"], told["tone"], told["codebook"]) == (
        "de",
        "textblob",
        "history-security",
    )
    assert set(Settings.model_fields) - set(told) == {
        "articles",
        "output",
        "jobs",
        "folders",
        "file",
    }


@pytest.mark.parametrize(
    "other",
    [{"codebook": "climate"}, {"sources": "rules"}, {"tone": "textblob"}, {"confidence": 0}],
)
def test_an_analysis_rests_on_what_its_analysers_are_told(articles, other):
    (article, *_) = framing.read(articles)
    assert Study().setup.rests_on(article) == Study().setup.rests_on(article)
    assert Study().setup.rests_on(article) != Study(Settings(**other)).setup.rests_on(article)


def test_an_analysis_rests_on_nothing_that_the_report_alone_asks_for(articles):
    (article, *_) = framing.read(articles)
    settings = Settings(title="T", theme="print", locale="de", own_copy_only=True, jobs=3)
    assert Study().setup.rests_on(article) == Study(settings).setup.rests_on(article)


def test_the_work_takes_one_thread_and_then_gives_the_callers_back(articles):
    def pools():
        return [pool["num_threads"] for pool in threadpool_info()]

    seen = []
    with threadpool_limits(limits=2):
        before = pools()
        assert 2 in before  # NumPy's own at least
        framing.analyse(
            framing.read(articles),
            settings=Settings(**QUICK),
            progress=lambda _done: seen.append(set(pools())),
        )
        assert seen == [{1}, {1}]
        assert pools() == before
