"""Naming: which of the names in use for one referent an article chooses, and in whose voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from framing.analysers.indicators import Match, OfCodebook, TermMatcher, longest, voice_of
from framing.codebooks.model import Codebook, LabelSet
from framing.models import Article, ArticleFigure, NamingChoice, Result, Voice
from framing.text.called import is_called
from framing.text.mood import is_told_as_happened
from framing.text.parse import ParsedArticle

if TYPE_CHECKING:
    from spacy.tokens import Token


_DEPENDENCIES = frozenset({"amod", "advmod"})


class Naming(OfCodebook):
    """Naming choices are the labels of a codebook's label sets, found in the text.

    A label set lists the names in use for one referent ('colonial rule', 'annexation'). Where two
    labels of a set overlap the longer counts. Each choice has the voice of its words, so that what
    the outlet calls a thing is kept apart from what its sources call it, also in 'which Moscow
    calls …'. Names of an event (``happened``) count where the sentence says that it happened, not
    where it may, would or will not. The adjectives and adverbs that the parse attaches to a label
    ('brutal', 'harsh') are shown with it; capitalised ones ('Japanese') are left out. Measures
    count the choices by label, in all voices and in the narrator's.
    """

    name = "naming"
    version = "4"

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._labels = [
            (label_set, label)
            for label_set in codebook.label_sets
            for label in label_set.labels
            for _ in label.terms()
        ]
        terms = [
            term
            for label_set in codebook.label_sets
            for label in label_set.labels
            for term in label.terms()
        ]
        self._matcher = TermMatcher(terms, codebook.lists)

    def analyse(self, doc: ParsedArticle, article: Article) -> Result:  # noqa: ARG002
        """The naming choices of an article, in text order, and their counts."""
        found = self._matcher.find(doc)
        choices = []
        for label_set in self.codebook.label_sets:
            own = [match for match in found if self._labels[match.term][0] is label_set]
            for match in longest(own):
                label = self._labels[match.term][1]
                root = doc.doc[match.first : match.last + 1].root
                called = is_called(root)  # what is called something is there
                if label_set.happened and not (called or is_told_as_happened(root)):
                    continue
                voice = voice_of(doc, match)
                if voice is Voice.NARRATOR and called:
                    voice = Voice.INDIRECT
                choices.append(
                    NamingChoice(
                        label_set.id,
                        label.id,
                        match.span,
                        match.sentence,
                        voice,
                        _modifiers(doc, match, label_set),
                        match.first in doc.background,
                    )
                )
        choices.sort(key=lambda choice: choice.span)
        return Result(
            analyser=self.name,
            version=self.version,
            mentions=tuple(choices),
            figures=tuple(_figures(self.codebook, choices)),
        )


def _figures(codebook: Codebook, choices: Sequence[NamingChoice]) -> Iterator[ArticleFigure]:
    for label_set in codebook.label_sets:
        own = [choice for choice in choices if choice.label_set == label_set.id]
        for label in label_set.labels:
            named = [choice for choice in own if choice.label == label.id]
            narrator = [choice for choice in named if choice.voice is Voice.NARRATOR]
            for name, chosen in (("count", named), ("narrator_count", narrator)):
                yield ArticleFigure(
                    f"{name}.{label_set.id}.{label.id}",
                    float(len(chosen)),
                    "mentions",
                    len(own),
                    tuple(choice.span for choice in chosen),
                )


def _modifiers(doc: ParsedArticle, match: Match, label_set: LabelSet) -> tuple[str, ...]:
    """The words that qualify the label, as written, in text order."""
    tokens = doc.doc[match.first : match.last + 1]
    inside = set(range(match.first, match.last + 1))
    # 'harsh colonial rule', and 'rule was harsh and brutal'
    found = {
        child.i: child
        for child in _qualifiers(tokens.root)
        if child.i not in inside and _shown(child, label_set)
    }
    return tuple(found[i].text for i in sorted(found))


def _qualifiers(head: Token) -> Iterator[Token]:
    for child in head.children:
        if child.dep_ in _DEPENDENCIES:
            yield child
            yield from (c for c in child.children if c.dep_ == "conj" and c.pos_ == child.pos_)
    if head.dep_ in ("nsubj", "nsubjpass") and head.head.lemma_ == "be":
        for child in head.head.children:
            if child.dep_ == "acomp":
                yield child
                yield from (c for c in child.children if c.dep_ == "conj")


def _shown(token: Token, label_set: LabelSet) -> bool:
    word = token.lower_
    if label_set.modifiers:
        return word in label_set.modifiers
    adverb = token.pos_ == "ADV" and word.endswith("ly")
    adjective = token.pos_ in ("ADJ", "VERB") and token.text.islower() and token.is_alpha
    return (adverb or adjective) and word not in label_set.ignore
