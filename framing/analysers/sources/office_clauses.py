"""The clause that tells what somebody does: 'who heads the programme', 'who was ambassador'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.head_nouns import lemma_of
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.text.parse import ParsedArticle

_OFFICES = frozenset("head lead run direct chair work teach study serve own manage oversee".split())


def office_clause(parsed: ParsedArticle, head: Token) -> Span | None:
    """A relative or participle clause that tells what the speaker does."""
    for token in (head, *(c for c in head.children if c.dep_ == "appos")):
        for clause in token.children:
            if clause.dep_ not in ("relcl", "acl"):
                continue
            if clause.lemma_.lower() in _OFFICES:
                inside = parsed.doc[clause.left_edge.i : clause.right_edge.i + 1]
                return Span(inside.start_char, inside.end_char)
            post = next((c for c in clause.children if c.dep_ == "attr" and c.i > clause.i), None)
            if clause.lemma_ == "be" and post is not None and _is_post(post):
                ends = [c.left_edge.i for c in post.rights if c.dep_ in ("relcl", "acl", "conj")]
                end = min([*ends, post.right_edge.i + 1])
                inside = parsed.doc[clause.i : end]  # 'who was ambassador to Norland'
                return Span(inside.start_char, inside.end_char)
    return None


def _is_post(noun: Token) -> bool:
    known, word = lexicon.roles(), lemma_of(noun)
    return word in known.person or word in known.plain
