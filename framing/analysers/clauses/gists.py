"""The gist of a sentence: its main clause, short and unbroken, in the article's own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from framing.analysers.clauses.restricting import DOUBT, may_begin, may_end
from framing.analysers.clauses.tree import SUBJECT, is_opened, root_of, voice_of
from framing.models import Span, Statement, Voice
from framing.text.parse import ParsedArticle

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST = 68  # characters of a gist
_TRIED = 40  # places behind them at which a cut is tried: a clause of 1,000 words is no prose
_LITTLE = 15  # characters: less is not cut off
# Cues that add nothing to what is said: without them the words mean the same.
_PLAIN = frozenset(
    "accord according add announce comment confirm continue declare describe explain note observe "
    "point quote read recall remark report reveal say show state statement tell tweet write".split()
)
_ASKED = frozenset({"how", "what", "when", "where", "who", "why", "which"})


@dataclass(frozen=True, slots=True)
class Gist:
    """The main clause of a sentence, from its subject on, in the article's own words and unbroken:
    ``cut``: it goes on in the sentence."""

    table: ClassVar[str] = ""
    columns: ClassVar[tuple[str, ...]] = ()

    span: Span
    cut: bool
    sentence: int
    voice: Voice


def gist_of(
    tokens: Sequence[Token], sentence: int, doc: ParsedArticle, statements: Sequence[Statement]
) -> Gist | None:
    """A sentence in short; None where it has no main clause with a subject.

    Args:
        tokens: the sentence's words, without signs.
        sentence: its index.
        doc: the parsed article.
        statements: those in it: of what is said, the clause that is reported.
    """
    tokens = _reported(tokens, statements) or tokens
    root = root_of(tokens)
    if root is None or root.pos_ not in ("VERB", "AUX"):
        return None
    held = {token.i for token in tokens}
    subjects = [c for c in root.children if c.i in held and c.dep_ in (*SUBJECT, "expl")]
    if not subjects:
        return None  # a clause without its subject says nothing of who does what
    edge = subjects[0].left_edge.i  # 'At least two people', 'Nearly all of them'
    first = next(t for t in tokens if t.i >= edge)
    before = [t for t in tokens if t.i < first.i]
    # 'It is over, the mayor said': the words are what counts.
    said = root.lemma_.lower() in _PLAIN and any(t.dep_ == "ccomp" for t in before)
    bare = root.lemma_.lower() in _PLAIN and root.i >= tokens[-1].i - 1
    asks = _ends_with(tokens[-1], "?")
    # 'The choice was made; it was a hard one': two clauses of equal weight.
    twofold = any(_is_clause(t) for t in before)
    # '… assaults, as well as thefts, swept through the square': the subject begins before.
    halved = bool(before) and (before[-1].dep_ == "cc" or before[-1].lower_ in ("as", "and", "or"))
    if (
        bare
        or said
        or asks
        or twofold
        or halved
        or first.i > root.i
        or any(t.lower_ in DOUBT for t in before)
    ):
        first = tokens[0]  # 'If the council agrees, the bridge …' says less without its first half
    clause: Sequence[Token] = [t for t in tokens if t.i >= first.i]
    if said and subjects[0].i > root.i and clause[0].i < root.i:
        clause = [t for t in clause if t.i < root.i]  # '“… a launch,” said the mayor'
    elif said and clause[0] == tokens[0]:  # '…, the official said, speaking on condition of …'
        end = min(subjects[0].left_edge.i, root.i)
        if any(c.dep_ == "ccomp" and c.i < end for c in root.children):
            clause = [t for t in clause if t.i < end] or clause
    kept = _short_enough(clause, root)
    if clause[0] != tokens[0] and not may_begin(kept, before):
        clause = tokens
        kept = _short_enough(clause, root)
    clause, kept = _what_is_said(clause, kept, root)
    whole = len(kept) == len(clause)
    last = kept[-1].nbor() if asks and whole else kept[-1]
    span = Span(kept[0].idx, last.idx + len(last.text))
    return Gist(span, not whole, sentence, voice_of(root, doc))


def _what_is_said(
    clause: Sequence[Token], kept: Sequence[Token], root: Token
) -> tuple[Sequence[Token], Sequence[Token]]:
    """The clause that is reported, and what fits of it, where the cut left little of it behind a
    plain cue: 'South Korea's Defence Ministry said Tuesday that …'."""
    plain = root.lemma_.lower() in _PLAIN and not any(c.dep_ == "neg" for c in root.children)
    said = next((c for c in root.children if c.dep_ == "ccomp" and c.i > root.i), None)
    if not plain:
        return clause, kept
    if kept[-1] == root and said is None and len(kept) > 1:
        return clause, kept[:-1]  # '“… a launch,” said'
    if said is None or kept[-1].i >= said.i or not any(c.dep_ in SUBJECT for c in said.children):
        return clause, kept
    reported = [t for t in clause if t.i >= said.left_edge.i]
    if reported and reported[0].lower_ == "that":
        reported = reported[1:]
    if not reported or reported[0].lower_ in DOUBT | _ASKED | {"even"}:
        return clause, kept
    return reported, _short_enough(reported, said)


def _ends_with(token: Token, mark: str) -> bool:
    """Whether a mark stands right behind a token."""
    return token.i + 1 < len(token.doc) and token.nbor().text.startswith(mark)


def _is_clause(token: Token) -> bool:
    """Whether a token is the verb of a clause that could stand by itself."""
    if token.pos_ not in ("VERB", "AUX") or token.dep_ not in ("ccomp", "conj", "parataxis"):
        return False
    return any(c.dep_ in SUBJECT for c in token.children) and not is_opened(token)


def _reported(tokens: Sequence[Token], statements: Sequence[Statement]) -> Sequence[Token] | None:
    """What a sentence reports, where that is most of it and the cue says no more than 'said': what
    is denied, doubted or asked must not stand alone."""
    for statement in sorted(statements, key=lambda s: s.content[0].start - s.content[-1].end):
        content = [t for t in tokens if any(c.start <= t.idx < c.end for c in statement.content)]
        if 2 * len(content) <= len(tokens):
            continue
        cue = [
            t for t in tokens if statement.cue and statement.cue.start <= t.idx < statement.cue.end
        ]
        plain = all(t.lemma_.lower() in _PLAIN for t in cue if t.pos_ in ("VERB", "NOUN"))
        doubted = any(c.dep_ == "neg" for t in cue for c in t.children)
        whole = content[-1].i - content[0].i < 1.5 * len(content)
        if plain and not doubted and whole and content[0].lower_ not in DOUBT | _ASKED | {"even"}:
            return content[1:] if content[0].lower_ == "that" and len(content) > 1 else content
    return None


def _short_enough(clause: Sequence[Token], root: Token) -> Sequence[Token]:
    """A clause cut where the rest of it narrows nothing of what is kept, so that it fits; else the
    first such place behind, or the whole clause. What stays is unbroken, for a word left out from
    the middle may be the one that counts."""
    room = clause[0].idx + LONGEST
    if clause[-1].idx + len(clause[-1].text) <= room + _LITTLE:
        return clause
    least = clause[0].idx + LONGEST // 2
    places = [
        place
        for place in range(1, len(clause))
        if clause[place].i > root.i
        and clause[place].idx > least
        and clause[place - 1].i != root.i  # 'The mayor called …' says less than the words after it
        and not _hangs(clause[place - 1])
    ]
    fits = [p for p in places if clause[p - 1].idx + len(clause[p - 1].text) <= room]
    longer = places[len(fits) :][:_TRIED]
    end = next((p for p in (*fits[::-1], *longer) if may_end(clause, p)), len(clause))
    left = clause[-1].idx + len(clause[-1].text) - clause[end - 1].idx
    return clause[:end] if left > _LITTLE else clause


def _hangs(token: Token) -> bool:
    """Whether a token leaves a reader waiting for the next one."""
    within = not token.whitespace_ and token.i + 1 < len(token.doc)  # 're-' of 're-election'
    within = within and (token.text in "-–" or token.nbor().text in "-–")
    return (
        within
        or token.pos_ in ("DET", "ADP", "AUX", "PART", "CCONJ", "SCONJ")
        or (
            token.dep_ in ("amod", "advmod", "nummod", "poss", "compound", "neg", "case", "mark")
            and token.head.i > token.i
        )
    )
