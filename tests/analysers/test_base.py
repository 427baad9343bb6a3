"""What analysers may know of each other: the results of those that ran before."""

from dataclasses import dataclass, field

import pytest

from framing.analysers.base import Analyser, in_order
from framing.analysers.run import analyse_article
from framing.errors import FramingError
from framing.models import Article, ArticleFigure, Parts, Result, Span
from framing.text.parse import ParsedArticle, parse_articles


@dataclass
class Counting:
    """Counts the figures of the analysers that it uses."""

    name: str
    uses: tuple[str, ...] = ()
    version: str = "1"
    needs: frozenset[str] = field(default_factory=lambda: frozenset({"tagger"}))

    def analyse(self, doc: ParsedArticle, article: Article) -> Result:
        n = 1 + sum(len(doc.results[name].figures) for name in self.uses if name in doc.results)
        made = tuple(ArticleFigure(f"m{i}", 1.0, "count", 1) for i in range(n))
        return Result(analyser=self.name, version=self.version, figures=made)


def _names(analysers: tuple[Analyser, ...]) -> list[str]:
    return [analyser.name for analyser in analysers]


def test_an_analyser_runs_after_those_that_it_uses_and_else_where_it_stands() -> None:
    given = [Counting("a", uses=("c",)), Counting("b"), Counting("c"), Counting("d", uses=("a",))]
    assert _names(in_order(given)) == ["b", "c", "a", "d"]


def test_an_analyser_that_is_not_there_is_not_waited_for() -> None:
    assert _names(in_order([Counting("a", uses=("sources",)), Counting("b")])) == ["a", "b"]


def test_two_that_use_each_other_are_named() -> None:
    with pytest.raises(FramingError, match="a, b wait for each other"):
        in_order([Counting("a", uses=("b",)), Counting("b", uses=("a",))])


def test_results_reach_the_analysers_that_follow() -> None:
    article = Article("a", "a", "It rained.", Parts(Span(0, 10)), outlet="o", outlet_name="O")
    analysers = in_order([Counting("second", uses=("first",)), Counting("first")])
    parsed = next(parse_articles([article], frozenset({"tagger"})))
    found = analyse_article(parsed, article, analysers).results
    assert {name: len(result.figures) for name, result in found.items()} == {
        "first": 1,
        "second": 2,
    }
    assert not parsed.results
