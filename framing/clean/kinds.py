"""Line kinds: what a line of a page is, and how sure that is, before anything else is decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from framing.clean.boilerplate import is_advertisement
from framing.clean.line_reader import CLASSES, read_lines, weights
from framing.clean.lines import Line


class Kind(StrEnum):
    """What a line of a page is."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    CROSS_HEADING = "cross-heading"
    CREDIT = "credit"
    SIGN_OFF = "sign-off"
    LIST_WIDGET = "list widget"
    RELATED = "related link"
    MENU = "menu"
    COUNTER = "counter"
    FIELD = "field label"
    TAG = "transcript tag"
    BODY = "body"
    FURNITURE = "furniture"


_KIND_OF_CLASS = {
    **{"body": Kind.BODY, "headline": Kind.HEADLINE, "standfirst": Kind.STANDFIRST},
    **{"credit": Kind.CREDIT, "caption": Kind.CAPTION, "cross-heading": Kind.CROSS_HEADING},
    "furniture": Kind.FURNITURE,
}
_KIND_OF_REASON = (
    ("caption above", Kind.CAPTION),
    ("date above the headline", Kind.DATELINE),
    ("above the headline", Kind.FURNITURE),
    ("first published", Kind.CREDIT),
    ("own date", Kind.FURNITURE),
    ("name alone", Kind.BYLINE),
    ("another article", Kind.RELATED),
    ("teaser", Kind.RELATED),
    ("share", Kind.MENU),
    ("readers' comment", Kind.FURNITURE),
    ("cookie", Kind.FURNITURE),
    ("comment", Kind.MENU),
    ("menu", Kind.MENU),
    ("breadcrumb", Kind.MENU),
    ("section", Kind.MENU),
    ("view counter", Kind.COUNTER),
    ("link", Kind.RELATED),
    ("newsletter", Kind.RELATED),
    ("list widget", Kind.LIST_WIDGET),
    ("copyright", Kind.CREDIT),
    ("sign-off", Kind.SIGN_OFF),
    ("byline", Kind.BYLINE),
    ("date", Kind.DATELINE),
    ("credit", Kind.CREDIT),
    ("source", Kind.CREDIT),
    ("e-mail", Kind.CREDIT),
    ("caption", Kind.CAPTION),
    ("headline", Kind.HEADLINE),
    ("header line", Kind.FIELD),
    ("field", Kind.FIELD),
    ("transcript", Kind.TAG),
    ("cross-heading", Kind.CROSS_HEADING),
)
# More lines than any page has: a list or a log, which the reader was not made for.
_MOST_LINES = 3000
_FEW_WORDS, _PARAGRAPH = 5, 8  # of what stands between paragraphs, and of those at least
_AGAIN = 3
# Fewer lines tell nothing of a page.
_FEWEST_LINES = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What the trained reader says of a line: the probability of each kind."""

    probabilities: Mapping[Kind, float]

    @property
    def body(self) -> float:
        """The probability that the line is the article's body."""
        return self.probabilities[Kind.BODY]

    @property
    def other(self) -> Kind:
        """The likeliest kind other than body."""
        return max((k for k in self.probabilities if k is not Kind.BODY), key=self.probability)

    def probability(self, kind: Kind) -> float:
        """The probability of a kind; 0 for those that the reader does not tell apart."""
        return self.probabilities.get(kind, 0.0)


def _surely(sure: Kind) -> Reading:
    return Reading({kind: float(kind is sure) for kind in _KIND_OF_CLASS.values()})


_PLAIN_BODY, _PLAIN_FURNITURE = _surely(Kind.BODY), _surely(Kind.FURNITURE)


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line with what it was decided to be; ``reason`` is empty where it stands in the text."""

    at: int
    text: str
    kind: Kind
    p: float
    reason: str = ""


def kind_of_reason(reason: str) -> Kind:
    """The kind of a line that was taken out for this reason."""
    return next((kind for words, kind in _KIND_OF_REASON if words in reason), Kind.FURNITURE)


def readings(lines: Sequence[Line]) -> dict[int, Reading]:
    """What the reader says of each line, by ``Line.at``; all body where it cannot judge.

    It reads the page without the lines that stand between paragraphs again and again, as those do
    that announce advertisements: an article would look like a menu.
    """
    if not _FEWEST_LINES <= len(lines) <= _MOST_LINES:
        return {line.at: _PLAIN_BODY for line in lines}
    between = _between_paragraphs(lines)
    seen = [line for line in lines if not (line.at in between or is_advertisement(line.text))]
    found = read_lines([line.text for line in seen], [line.gap for line in seen])
    names = [_KIND_OF_CLASS[name] for name in CLASSES]
    read = {line.at: _PLAIN_FURNITURE for line in lines}
    return read | {
        line.at: Reading(dict(zip(names, map(float, row), strict=True)))
        for line, row in zip(seen, found, strict=True)
    }


def _between_paragraphs(lines: Sequence[Line]) -> frozenset[int]:
    """Numbers of the short lines of one wording that stand between two paragraphs several times
    ('Article content')."""
    found = [
        line for above, line, below in zip(lines, lines[1:], lines[2:], strict=False)
        if line.words <= _FEW_WORDS and not line.text.endswith(":")
        and all(other.is_sentence and other.words >= _PARAGRAPH for other in (above, below))
    ]  # fmt: skip
    times = Counter(line.text.casefold() for line in found)
    return frozenset(line.at for line in found if times[line.text.casefold()] >= _AGAIN)


def thresholds() -> tuple[float, float]:
    """Under the first a line is not the body; under the second it is suspected not to be."""
    return weights().out, weights().sure
