"""Where the seconds of an analysis go, ranked, against bare spaCy on the same texts.

    python -m evaluation.costs [--articles 24]

CPU seconds within one process, models loaded and warm, articles in turn. Bare spaCy is the shipped
model with all of its components. The articles are invented (``evaluation.corpora``).
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from evaluation.corpora import twelve, write
from framing.analysers.base import Analyser
from framing.analysers.run import analyse_article
from framing.models import Article, Result
from framing.study import Study
from framing.text.language_model import language_model
from framing.text.parse import ParsedArticle, parse_article

_WARM = 4  # articles that nothing is counted of
T = TypeVar("T")


def timed(costs: Counter[str], what: str, work: Callable[[], T]) -> T:
    """What some work gives, its CPU seconds counted."""
    started = time.process_time()
    given = work()
    costs[what] += time.process_time() - started
    return given


class Timed:
    """An analyser whose CPU seconds are counted under its name."""

    def __init__(self, inner: Analyser, costs: Counter[str]) -> None:
        self.name, self.version, self.needs = inner.name, inner.version, inner.needs
        self._inner, self._costs = inner, costs

    def analyse(self, doc: ParsedArticle, article: Article) -> Result:
        """What the analyser finds."""
        return timed(self._costs, self.name, lambda: self._inner.analyse(doc, article))


def main() -> None:
    """Measure and print."""
    import spacy  # noqa: PLC0415  (heavy)

    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=int, default=24)
    asked = parser.parse_args()
    study = Study()
    with tempfile.TemporaryDirectory() as name:
        many = asked.articles + _WARM
        table = write(twelve(-(-many // 12))[:many], Path(name) / "articles.jsonl")
        articles = study.read(table).articles
    costs: Counter[str] = Counter()
    analysers = [Timed(each, costs) for each in study.setup.analysers()]
    needs = frozenset().union(*(each.needs for each in analysers))
    bare = spacy.load(language_model())
    ratios, whole = [], 0.0
    for number, article in enumerate(articles):
        if number == _WARM:
            costs.clear()
        started = time.process_time()
        parsed = timed(costs, "parse", lambda article=article: parse_article(article, needs))
        analyse_article(parsed, article, analysers)
        ours = time.process_time() - started
        started = time.process_time()
        bare(article.text)
        if number >= _WARM:
            whole += ours
            ratios.append(ours / (time.process_time() - started))
    words = sum(len(article.text.split()) for article in articles[_WARM:])
    print(f"an article of {words / asked.articles:.0f} words: {whole / asked.articles:.3f} CPU s")
    for what, seconds in costs.most_common():
        print(f"  {what:12} {seconds / asked.articles * 1000:6.1f} ms  {seconds / whole:4.0%}")
    print(f"analysed / by bare spaCy, median of the articles: {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
