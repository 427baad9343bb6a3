"""A name and what its bearer is, with no comma between them: 'Jan Lund a local official said', 'the
group the Coastal Watch said', 'the organisation known as the Blue Helmets'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.head_nouns import lemma_of, names_a_body
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.text.parse import ParsedArticle

_CAPITAL = r"[A-Z][\w'’.&-]*"
_RUN = rf"(?:[Tt]he )?{_CAPITAL}(?:(?: (?:for|of|and|in|de|bin|al|van|von))? {_CAPITAL})*"
_KIND_BEHIND = re.compile(rf"(?P<name>{_RUN}) (?=(?:an?|the) [a-z])")
_KIND_AHEAD = re.compile(rf"(?:[Tt]he|[Aa]n?) (?:[\w-]+ ){{1,3}}?(?P<known>(?:known|called) as )?"
                         rf"(?P<name>[Tt]he {_CAPITAL}.*)$")  # fmt: skip
_PERSONS_NAME = range(2, 5)  # words
_ENDS = ("ADP", "VERB", "AUX", "SCONJ", "PUNCT", "PRON", "CCONJ", "PART")


@dataclass(frozen=True, slots=True)
class NamedWithKind:
    """A name, and whether what stands beside it is said of a person."""

    name: Span
    person: bool


def named_with_kind(parsed: ParsedArticle, span: Span) -> NamedWithKind | None:
    """The name in a source that runs into what its bearer is; None where a comma parts them, or
    nothing tells that both are one."""
    text = parsed.text
    behind = _KIND_BEHIND.match(text, span.start, span.end)
    if behind is not None and not _ANOTHER.search(text, behind.end(), span.end):
        kind = _noun_in(parsed, Span(behind.end(), span.end))
        name = Span(*behind.span("name"))
        return _judged(text, name, kind) if kind is not None else None
    ahead = _KIND_AHEAD.match(text, span.start, span.end)
    if ahead is None or "," in ahead.group():
        return None
    kind = _noun_in(parsed, Span(span.start, ahead.start("name")))
    name = Span(ahead.start("name"), span.end)
    cut = _CLAUSE.search(name.of(text))
    name = Span(name.start, name.start + cut.start()) if cut else name
    body = kind is not None and lemma_of(kind) in lexicon.roles().body
    return NamedWithKind(name, person=False) if body else None


_ANOTHER = re.compile(r"\sand\s(?:[a-z]+\s)?[A-Z]")  # 'Jan Lund a farmer and Eva Dahl a nurse'
_CLAUSE = re.compile(r"\s(?:which|who|that|operating|based|in)\b")


def _judged(text: str, name: Span, kind: Token) -> NamedWithKind | None:
    words, noun, known = name.of(text), lemma_of(kind), lexicon.roles()
    bare = re.sub(r"^[Tt]he ", "", words)
    if bare in lexicon.places():
        return None  # 'in Norway the mayor said'
    article = bare != words
    if noun in known.body and (article or names_a_body(bare) or " " in bare):
        return NamedWithKind(name, person=False)
    person = noun in known.person or noun in known.plain
    named = len(bare.split()) in _PERSONS_NAME and not article and not names_a_body(bare)
    return NamedWithKind(name, person=True) if person and named else None


def _noun_in(parsed: ParsedArticle, span: Span) -> Token | None:
    """The noun that the first words of a phrase lead up to: 'official' of 'a local defence official
    in Kelm'."""
    found = None
    for token in parsed.tokens(span):
        if token.dep_ in ("amod", "compound", "punct", "npadvmod") and token.pos_ != "NOUN":
            continue  # 'a Kelm-based group'
        if token.pos_ in _ENDS or token.tag_ in ("VBN", "VBG", "WP", "WDT"):
            if token.tag_ == "VBG" and found is None:
                continue  # 'a monitoring group'
            break
        if token.pos_ in ("NOUN", "PROPN") and not token.text[:1].isupper():
            found = token
    return found
