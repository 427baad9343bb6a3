"""An analyser of another package, whole: its file, its section, and the line that registers it."""

from __future__ import annotations

import csv
import sys
from importlib.metadata import entry_points

import pytest

import framing

PACKAGE = '''
"""Long sentences."""
from dataclasses import dataclass
from typing import ClassVar

from framing.evidence import Measure
from framing.models import ArticleFigure, Result, Span, Voice


@dataclass(frozen=True)
class LongSentence:
    table: ClassVar[str] = "long_sentences"
    columns: ClassVar[tuple[str, ...]] = ("words", "length", "voice")
    span: Span
    sentence: int
    voice: Voice
    length: int


class LongSentences:
    """Sentences of more than so many words."""

    name = "long_sentences"
    version = "1"
    needs = frozenset({"parser"})
    uses = ("sources",)
    measures = (
        Measure(
            key="long",
            title="Long sentences",
            unit="count",
            over=LongSentence,
            of="sentences",
            shown="long-sentences",
            among=lambda row: row.place.in_body,
            into=lambda row: (row.mention.voice.value,),
            categories=lambda story: [voice.value for voice in Voice],
        ),
    )

    def __init__(self, most):
        self.most = most

    @classmethod
    def made_from(cls, setup):
        return cls(15 if setup.codebook.id else 0)

    def analyse(self, doc, article):
        found = []
        for sentence in doc.sentences:
            n = len(sentence.span.of(article.text).split())
            if n > self.most:
                found.append(LongSentence(sentence.span, sentence.index, sentence.voice, n))
        figure = ArticleFigure("long", float(len(found)), "sentences", len(doc.sentences))
        return Result(
            analyser=self.name, version=self.version, mentions=tuple(found), figures=(figure,)
        )
'''
SECTION = """{# Long sentences: how many there are. (section 12) #}
{% import "charts/parts.html.j2" as parts with context %}
{% call parts.chapter("long-sentences", "Long sentences", "Long sentences") %}
{% for o in outlets %}<p>{{ o.name }}: {{ figure("long.narrator", o) }}</p>{% endfor %}
{% endcall %}
"""


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """The package as it is after 'pip install': a module, and its entry point."""
    (tmp_path / "long_sentences_package.py").write_text(PACKAGE, encoding="utf-8")
    info = tmp_path / "long_sentences_package-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: long-sentences-package\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[framing.analysers]\nlong_sentences = long_sentences_package:LongSentences\n",
        encoding="utf-8",
    )
    templates = tmp_path / "report_templates" / "sections"
    templates.mkdir(parents=True)
    (templates / "long_sentences.html.j2").write_text(SECTION, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield templates.parent
    sys.modules.pop("long_sentences_package", None)


def test_an_analyser_of_another_package_reaches_tables_figures_and_report(
    installed, seeds, tmp_path
):
    assert "long_sentences" in {p.name for p in entry_points(group="framing.analysers")}
    settings = framing.Settings(
        tone="textblob",
        sources="rules",
        sections=("long_sentences", "evidence"),
        folders={"templates": (installed,)},
    )
    article = min(seeds.glob("*.txt"), key=lambda path: path.stat().st_size)
    study = framing.Study(settings)
    comparison = study.count(study.analyse(study.read(article).articles))
    study.render(comparison, tmp_path / "r.html", format="html")
    figure = comparison.outlets[0].figures["long.narrator"]
    html = (tmp_path / "r.html").read_text("utf-8")
    slug = comparison.outlets[0].slug
    assert f'<a class="ev" href="#ev-{slug}-long-narrator">{figure.count:.0f}</a>' in html
    assert f'id="ev-{slug}-long-narrator"' in html
    assert "Long sentences</a></li>" in html  # it stands in the navigation
    with (tmp_path / "r.data" / "long_sentences.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    body = {row.id for row in comparison.rows.sentences if row.in_body}
    narrated = [r for r in rows if r["voice"] == "narrator" and r["sentence"] in body]
    assert len(narrated) == figure.count > 0
    assert all(int(row["length"]) == len(row["words"].split()) > 15 for row in rows)
    measures = (tmp_path / "r.data" / "measures.csv").read_text("utf-8")
    assert "long_sentences,long," in measures
