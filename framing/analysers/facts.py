"""Facts: which of the story's facts an article tells, where, and in whose voice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from framing.analysers.indicators import OfCodebook, TermMatcher, longest, voice_of
from framing.codebooks.model import Codebook
from framing.models import Article, ArticleFigure, Result, Span, Voice
from framing.text.mood import is_told_as_happened
from framing.text.parse import ParsedArticle


@dataclass(frozen=True, slots=True)
class FactFinding:
    """Words that tell a fact: ``fact`` is the card's id, ``sentence`` an index into
    ``Analysis.sentences``."""

    table: ClassVar[str] = "facts"
    columns: ClassVar[tuple[str, ...]] = ("fact", "words", "voice", "attributed")

    fact: str
    span: Span
    sentence: int
    voice: Voice
    attributed: bool = False  # in a background clause that only a trailing attribution covers


class Facts(OfCodebook):
    """Facts are told or not found: fact cards hold the patterns that tell a fact of the story.

    A fact is found where one of its card's patterns stands with its conditions met, in headline,
    standfirst, caption or body; each finding has the voice of its words. A card of an event
    (``happened``) is found only where the sentence says that it happened: what is conditional,
    possible, planned, feared or denied by its clause is no such fact. 'Not found' says that no
    pattern was found, not that the article leaves the fact out: a text can tell it in words that
    the card does not know. Likeness of meaning is not used: on the sample articles it could not
    tell pairs of sentences with the same fact from others.
    """

    name = "facts"
    version = "2"

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        pairs = [(card.id, term) for card in codebook.facts for term in card.terms()]
        self._cards = [card for card, _ in pairs]
        self._matcher = TermMatcher([term for _, term in pairs], codebook.lists)

    def analyse(self, doc: ParsedArticle, article: Article) -> Result:  # noqa: ARG002
        """The findings of every fact card, and one figure a card."""
        found = self._matcher.find(doc)
        findings = [
            FactFinding(
                card.id,
                match.span,
                match.sentence,
                voice_of(doc, match),
                match.first in doc.background,
            )
            for card in self.codebook.facts
            for match in longest(m for m in found if self._cards[m.term] == card.id)
            if not card.happened or is_told_as_happened(doc.doc[match.first : match.last + 1].root)
        ]
        order = {card.id: i for i, card in enumerate(self.codebook.facts)}
        findings.sort(key=lambda finding: (finding.span, order[finding.fact]))
        figures = []
        for card in self.codebook.facts:
            spans = tuple(f.span for f in findings if f.fact == card.id)
            figures.append(
                ArticleFigure(
                    f"found.{card.id}",
                    float(bool(spans)),
                    "1 if found, else 0",
                    len(doc.sentences),
                    spans,
                )
            )
        return Result(
            analyser=self.name,
            version=self.version,
            mentions=tuple(findings),
            figures=tuple(figures),
        )
