"""How results are put into words: findings, numbers, and whom an outlet's figures speak for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from framing.analysers.tone.loaded import LoadedHit
from framing.evidence import Comparison, Figure, OutletFigures
from framing.evidence.count import MIN_ARTICLES
from framing.evidence.rows import MentionRow
from framing.models import NamingChoice
from framing.validation import ValidationRecord
from framing.wording import IN_LETTERS, capital, in_words, joined, number, percent, signed

SURE = "Unlikely to be luck"
LIKELY = "Probably not luck"
CITED = 10  # rows that a finding names, at most, of those behind it
READ = "Read off the page"
_SMALL = frozenset({"A", "An", "The", *map(capital, IN_LETTERS)})
_IN_LETTERS = 12  # counts up to this one are written in letters


def interval_in_percent(figure: Figure) -> str:
    """'(30 to 74)', or '' where no interval could be made."""
    if figure.low is None or figure.high is None:
        return ""
    return f"({number(100 * figure.low)} to {number(100 * figure.high)})"


def interval_signed(figure: Figure) -> str:
    """'(−0.12 to +0.03)', or '' where no interval could be made."""
    if figure.low is None or figure.high is None:
        return ""
    return f"({signed(figure.low)} to {signed(figure.high)})"


def counted(figure: Figure) -> str:
    """'9 of 17'."""
    return of(figure.count, figure.n)


def of(count: float, n: int) -> str:
    """'9 of 17'."""
    return f"{number(count)} of {number(n)}"


def share(count: float, n: int, many: bool) -> str:
    """'9 of 17'; '53%' where there are many articles."""
    return percent(count / n) if many and n else of(count, n)


def has_many(comparison: Comparison) -> bool:
    """Whether every outlet has articles enough for shares to say more than counts."""
    return all(outlet.n_articles >= MIN_ARTICLES for outlet in comparison.outlets)


def whose(outlet: OutletFigures) -> str:
    """What an outlet's figures speak for: 'the Global Times article', 'these 3 Global Times
    articles', and only with five or more articles the outlet itself."""
    if outlet.n_articles == 1:
        return f"the {bare(outlet.name)} article"
    if outlet.n_articles < MIN_ARTICLES:
        return f"these {outlet.n_articles} {bare(outlet.name)} articles"
    return outlet.name


def bare(name: str) -> str:
    """An outlet's name without its article, for use after one: 'the Korea Herald article'."""
    return name.removeprefix("The ").removeprefix("the ")


def owned(name: str) -> str:
    """A name with its mark of possession: 'Global Times’', 'DNA’s'."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def quoted(words: str) -> str:
    """Words of an article, in quotation marks."""
    return f"‘{words.strip(' ,.;:')}’"


def inside(words: str) -> str:
    """A phrase as it stands inside a sentence: 'a joint statement is planned'. Only an article or
    a number loses its capital, for another first word may be a name."""
    first = words.partition(" ")[0]
    return words[:1].lower() + words[1:] if first in _SMALL else words


def form(held: Collection[object], one: str, many: str) -> str:
    """The form of a word for one thing or for several."""
    return one if len(held) == 1 else many


def amount(n: int, noun: str) -> str:
    """'one sentence', 'three sentences', '14 sentences': a count as prose writes it."""
    return f"{in_words(n) if n <= _IN_LETTERS else number(n)} {noun}{'' if n == 1 else 's'}"


def judging(row: MentionRow, choice: NamingChoice) -> str:
    """The evaluative words that stand with a name and are no part of it: those that the codebook
    lists for it or that stand in the lists of loaded words; empty if there are none."""
    text, here = row.analysis.article.text, row.place.sentence.index
    loaded = {
        hit.span.of(text).casefold()
        for hit in row.analysis.found(LoadedHit)
        if hit.sentence == here
        and hit.kind == "loaded"
        and text[hit.span.start - 1 : hit.span.start] != "-"  # 'pro-regime' is no 'regime'
    }
    words = row.words.casefold()
    return " ".join(
        word
        for word in choice.modifiers
        if word.casefold() in loaded and word.casefold() not in words
    )


def unit_noun(outlets: Sequence[OutletFigures]) -> str:
    """What the comparison compares: 'article' with one article each, else 'outlet'."""
    return "article" if all(outlet.n_articles == 1 for outlet in outlets) else "outlet"


def frame_name(comparison: Comparison, frame: str) -> str:
    """A frame's name in running text, in lower case."""
    name = comparison.codebook.frame(frame).name
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def reliability(validation: ValidationRecord | None, frames: Mapping[str, str]) -> str:
    """What human coding says against relying on frames; empty where they can be relied on.

    Args:
        validation: the codebook's record, if there is one.
        frames: names of the frames of a figure, by id.
    """
    if validation is None:
        return "Not validated against human coding."
    doubts = {name: validation.doubts(frame) for frame, name in frames.items()}
    weak = [f"{name} ({joined(said)})" for name, said in doubts.items() if said]
    return f"Take with care: {'; '.join(weak)}." if weak else ""


def tentative(frames: Mapping[str, str]) -> str:
    """Frames that can be no more than an indication, each reason once.

    Args:
        frames: by a frame's name, what its codebook says of it; empty where it can be relied on.
    """
    why: dict[str, list[str]] = {}
    for name, reason in frames.items():
        if reason:
            why.setdefault(" ".join(reason.split()), []).append(name)
    return " ".join(f"Tentative: {joined(names)}. {reason}" for reason, names in why.items())


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: a difference.

    Attributes:
        topic: the section that shows it ('emphasis', 'sources', 'headlines', …).
        outlet: slug of the outlet that differs; empty where several do.
        title: the finding in a few words, the outlet in it.
        clause: the same without the outlet: 'history at once'.
        text: one to three sentences with counts.
        number, label: the figure that stands large beside it, and what it counts.
        sure: how sure it is, in two or three words; ``why``: what that rests on.
        rows: names of the rows that show it, the telling ones first; ``total`` is how many rows
            there are where these are a choice of them, else 0.
        weight: by which findings are put in order.
        hint: one of several shares looked at beside the poles: no title of a report.
    """

    topic: str
    outlet: str
    title: str
    clause: str
    text: str
    number: str
    label: str
    sure: str
    why: str
    rows: tuple[str, ...] = ()
    total: int = 0
    weight: float = 0.0
    hint: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """Every sentence about a result that the report prints.

    Attributes:
        story: what the articles are about, from their headlines, or the title that was given.
        title: the main finding, as the report's headline.
        summary: what was read, in one sentence.
        key: the findings, the weightiest first.
        nothing: what is said where there is none; else empty.
        headings: titles of pages, by section.
        notes: sentences that stand beside a chart, by its name.
        before: what a reader must know before quoting a number.
        limits: what does not compare, and what follows from it.
    """

    story: str
    title: str
    summary: str
    key: tuple[Finding, ...]
    nothing: str
    headings: Mapping[str, str]
    notes: Mapping[str, str]
    before: tuple[str, ...]
    limits: tuple[tuple[str, str], ...]
