"""What acts and gists read off the parse: roots, clauses that depend, spans, voices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.models import Span, Voice
from framing.text.parse import ParsedArticle

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
# Words that open a clause which depends on another, where the parse misses that.
_OPENERS = frozenset("after although as before since though until when whereas while".split())


def root_of(tokens: Sequence[Token]) -> Token | None:
    """The token that all others of a stretch hang from; the first of several."""
    held = {token.i for token in tokens}
    heads = [t for t in tokens if t.head.i not in held or t.head.i == t.i]
    verbs = [t for t in heads if t.pos_ in ("VERB", "AUX")]
    root = next(iter(verbs or heads), None)
    if root is not None and is_opened(root):
        later = (t for t in tokens if t.i > root.i and t.pos_ in ("VERB", "AUX"))
        return next((t for t in later if _begins_clause(t)), root)
    return root


def is_opened(verb: Token) -> bool:
    """Whether a clause opens with a word that makes it depend on another, whatever the parse calls
    it: 'After a boy slipped into …', 'Though relations have worsened …'."""
    first = next(iter(verb.lefts), None)
    if first is None or first.i > verb.i:
        return False
    alone = first.dep_ in ("prep", "advmod") and not any(first.children)
    return first.dep_ == "mark" or (alone and first.lower_ in _OPENERS)


def _begins_clause(verb: Token) -> bool:
    """Whether a verb has a subject of its own, behind a comma, and depends on nothing."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECT), None)
    if subject is None or subject.left_edge.i == 0 or is_opened(verb):
        return False
    return verb.dep_ != "relcl" and subject.left_edge.nbor(-1).text == ","


def span_of(tokens: Sequence[Token]) -> Span:
    """From the first of some words to the end of the last."""
    first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
    return Span(first.idx, last.idx + len(last.text))


def voice_of(token: Token, doc: ParsedArticle) -> Voice:
    """Whose words a token is in."""
    return doc.voices[token.i]
