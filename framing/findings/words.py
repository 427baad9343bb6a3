"""How results are put into words: numbers, lists, and what an outlet's figures may speak for."""

from __future__ import annotations

from collections.abc import Sequence

from framing.evidence import Estimate, OutletFigures
from framing.evidence.units import MIN_ARTICLES_TO_RESAMPLE
from framing.wording import MINUS, number, whole_percent

# Words that rank. They stand only where the interval of a difference excludes 0; the tests read
# every sentence for them.
RANKING = frozenset(
    "more most less least fewer fewest higher highest lower lowest larger largest smaller smallest "
    "greater greatest stronger strongest weaker weakest than outweighs outweigh exceeds exceed "
    "leads lead tops ahead behind above below mainly mostly dominates dominate apart".split()
)


def percent(share: float | None) -> str:
    """A share as a whole percentage; '–' where there is none. Never 0% or 100% for a part."""
    if share is None:
        return "–"
    if 0 < share <= 0.005:
        return f"<{whole_percent(0.01)}"
    if 0.995 <= share < 1:
        return f">{whole_percent(0.99)}"
    return whole_percent(share)


def signed(value: float | None, digits: int = 2) -> str:
    """A number with its sign, a true minus, and no negative zero."""
    if value is None:
        return "–"
    text = number(abs(value), digits)
    if round(value, digits) == 0:
        return text
    return f"{MINUS if value < 0 else '+'}{text}"


def interval_in_percent(estimate: Estimate) -> str:
    """'(30 to 74)', or '' where no interval could be made."""
    if estimate.low is None or estimate.high is None:
        return ""
    return f"({number(100 * estimate.low)} to {number(100 * estimate.high)})"


def interval_signed(estimate: Estimate) -> str:
    """'(−0.12 to +0.03)', or '' where no interval could be made."""
    if estimate.low is None or estimate.high is None:
        return ""
    return f"({signed(estimate.low)} to {signed(estimate.high)})"


def counted(estimate: Estimate) -> str:
    """'9 of 17'."""
    return f"{number(estimate.count)} of {number(estimate.n)}"


def whose(outlet: OutletFigures) -> str:
    """What an outlet's figures speak for: 'the Global Times article', 'these 3 Global Times
    articles', and only with five or more articles the outlet itself."""
    if outlet.n_articles == 1:
        return f"the {bare(outlet.name)} article"
    if outlet.n_articles < MIN_ARTICLES_TO_RESAMPLE:
        return f"these {outlet.n_articles} {bare(outlet.name)} articles"
    return outlet.name


def bare(name: str) -> str:
    """An outlet's name without its article, for use after one: 'the Korea Herald article'."""
    return name.removeprefix("The ").removeprefix("the ")


def unit_noun(outlets: Sequence[OutletFigures]) -> str:
    """What the comparison compares: 'article' with one article each, else 'outlet'."""
    return "article" if all(outlet.n_articles == 1 for outlet in outlets) else "outlet"
