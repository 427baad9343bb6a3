"""How far two coders of the same articles agree: what a machine can reach at most.

Statements of speech are matched coder to coder exactly as a machine's are with a coder's
(``score.pairs_of``); the fields are compared on the statements that both have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation.sources_score import Attribution, item_of, matched, words_of
from evaluation.stories.gold import Coded, CodedArticle
from evaluation.stories.score import by_sentence
from framing.models import Span
from framing.text.parse import ParsedArticle
from framing.validation.agreement import alpha

_BROKEN_OFF = 0.5  # of the second coder's statements; a first coding that has fewer is none
FIELDS = ("naming", "role", "country", "voice")


@dataclass(frozen=True, slots=True)
class Twice:
    """An article coded twice: the statements of speech that either has, and those that both have,
    with whether the source is the same."""

    id: str
    first: int
    second: int
    both: tuple[tuple[Coded, Coded, bool], ...]

    @property
    def recall(self) -> float:
        """The share of the second coder's statements that the first one has."""
        return len(self.both) / self.second if self.second else 1.0


def coded_twice(
    first: Sequence[CodedArticle],
    second: Sequence[CodedArticle],
    parses: Mapping[str, ParsedArticle],
) -> list[Twice]:
    """The articles that both codings have, with their matched statements of speech.

    Args:
        first, second: codings, with their places in the parsed text.
        parses: by article.
    """
    others = {article.id: article for article in second}
    found = []
    for article in first:
        other, parsed = others.get(article.id), parses.get(article.id)
        if other is None or parsed is None:
            continue
        words = words_of(parsed.text)
        one, two = (
            [s for s in by_sentence(parsed, a.statements) if s.speech] for a in (article, other)
        )
        pairs = matched(
            [item_of(words, _attribution(s), is_gold=True) for s in one],
            [item_of(words, _attribution(s), is_gold=False) for s in two],
        )
        both = tuple(
            (one[a], two[b], same or not (one[a].source and two[b].source)) for a, b, same in pairs
        )
        found.append(Twice(article.id, len(one), len(two), both))
    return found


def _attribution(coded: Coded) -> Attribution:
    return Attribution(coded.content, _one(coded.cue), _one(coded.source))


def _one(span: Span | None) -> tuple[Span, ...]:
    return (span,) if span else ()


def lines_of(articles: Sequence[Twice]) -> list[str]:
    """The agreement in words, one figure a line; then one line an article. Of a first coding that
    the second had to replace, because it breaks off, nothing counts but its own line."""
    every = articles
    articles = [a for a in every if a.recall >= _BROKEN_OFF]
    total = sum(a.first + a.second for a in articles)
    pairs = [pair for a in articles for pair in a.both]
    same = sum(source for _, _, source in pairs)
    found = [
        f"{len(articles)} articles coded twice: {sum(a.first for a in articles)} and "
        f"{sum(a.second for a in articles)} statements, {len(pairs)} in both",
        f"  contents F1             {_f1(len(pairs), total):.3f}",
        f"  with the same source    {_f1(same, total):.3f}",
        f"  speaker the same        {_speakers(articles):.3f}",
    ]
    for field in FIELDS:
        one, two = (
            {str(n): _code(pair[coder], field) for n, pair in enumerate(pairs)} for coder in (0, 1)
        )
        equal = sum(one[n] == two[n] for n in one) / len(one) if one else 0.0
        figure = alpha([one, two], {str(n): a for n, a in enumerate(_articles(articles))})
        found.append(
            f"  {field:23} equal {equal:.3f}   alpha {figure.value:.3f} "
            f"({figure.low:.2f} to {figure.high:.2f})"
        )
    via = [(a.via, b.via) for a, b, _ in pairs if a.via or b.via]
    found.append(f"  via told by both        {sum(bool(a and b) for a, b in via)} of {len(via)}")
    for a in every:
        each = _f1(len(a.both), a.first + a.second)
        found.append(f"    {a.id}: {a.first} and {a.second}, {len(a.both)} in both, F1 {each:.2f}")
    return found


def _f1(both: int, total: int) -> float:
    return 2 * both / total if total else 0.0


def _articles(articles: Sequence[Twice]) -> list[str]:
    return [a.id for a in articles for _ in a.both]


def _code(coded: Coded, field: str) -> str:
    value = getattr(coded, field)
    return " ".join(sorted(value)) if isinstance(value, frozenset) else str(value)


def _speakers(articles: Sequence[Twice]) -> float:
    """The share of shared statements whose speakers are one by one-to-one pairing in the article:
    coders need not give the same names."""
    right = of = 0
    for article in articles:
        counts = Counter((a.speaker, b.speaker) for a, b, _ in article.both)
        given: dict[str, str] = {}
        for (one, two), _ in sorted(counts.items(), key=lambda c: (-c[1], c[0])):
            if one not in given and two not in given.values():
                given[one] = two
        right += sum(given.get(a.speaker) == b.speaker for a, b, _ in article.both)
        of += len(article.both)
    return right / of if of else 0.0
