"""One article at a time: whatever is unforeseen in one of them ends with it, as in an analysis."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from framing.analysers.run import failed, warn_of
from framing.errors import FramingError
from framing.models import Article, Failed
from framing.text.parse import ParsedArticle, load_model, parse_article

T = TypeVar("T")


def each_read(
    articles: Iterable[Article],
    needs: frozenset[str],
    work: Callable[[ParsedArticle, Article], T],
    on_failed: Callable[[Failed], None] | None = None,
) -> Iterator[tuple[Article, T]]:
    """Each article with what the work gives for its parse, in order, without those that something
    unforeseen ended.

    Args:
        articles: what the readers gave.
        needs: what the work needs of the parse, as analysers say it.
        work: what is done with each.
        on_failed: called with each article that is left out; may raise. By default a warning names
            it.

    Raises:
        FramingError: what all articles need is missing, such as a model.
    """
    load_model(needs)
    for article in articles:
        try:
            done = work(parse_article(article, needs), article)
        except FramingError:
            raise
        except Exception as exc:  # one article must not end the work on all others
            (on_failed or warn_of)(failed(article, exc))
        else:
            yield article, done
