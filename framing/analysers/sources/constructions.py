"""The constructions that give a cue verb its content: clause, infinitive, preposition, object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.reading import below

if TYPE_CHECKING:
    from spacy.tokens import Token

_MEDIA_OF_SPEECH = frozenset(
    "statement interview speech report letter briefing conference message email address post "
    "note tweet memo article book column".split()
)


def content_of(verb: Token, source: Token) -> tuple[set[int], str]:
    """Token indices of the content, and which construction gave them."""
    cues, lemma = lexicon.cues(), verb.lemma_.lower()
    if lemma in cues.speech or lemma in cues.thought or is_quoting(verb):
        for construction, name in (
            (_clause, "clause"),
            (_outer_clause, "parenthesis"),
            (_in_statement, "clause"),
            (_quoted_clause, "clause"),
        ):
            inside = construction(verb, source)
            if inside:
                return inside, name
    if lemma in cues.infinitive and (inside := _infinitive(verb)):
        return inside, "infinitive"
    if lemma in cues.preposition and (inside := _prepositional(verb)):
        return inside, "preposition"
    return (_object(verb, source), "object") if lemma in cues.object else (set(), "")


def _clause(verb: Token, source: Token) -> set[int]:
    """'She said (that) …'."""
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and c.i != source.i]
    return set().union(*(below(clause) for clause in clauses))


def _outer_clause(verb: Token, _: Token) -> set[int]:
    """'The road, she said, is open': the clause that the verb stands in."""
    if verb.dep_ in ("parataxis", "advcl", "relcl", "ccomp") and _parenthetical(verb):
        return below(verb.head, [verb])
    return set()


def _quoted_clause(verb: Token, _: Token) -> set[int]:
    """The clause under 'saying' of 'X quoted Y as saying …'."""
    if not is_quoting(verb):
        return set()
    clauses = (c for c in verb.subtree if c.dep_ == "ccomp" and c.head.lemma_ == "say")
    clause = next(clauses, None)
    return below(clause) if clause is not None else set()


def _infinitive(verb: Token) -> set[int]:
    """'They agreed to push for talks', 'urged both sides to talk'."""
    children = list(verb.children)
    for child in children:
        if child.dep_ == "xcomp" and child.i > verb.i and child.pos_ in ("VERB", "AUX"):
            objects = [c for c in children if c.dep_ in ("dobj", "dative") and c.i < child.i]
            return below(child).union(*(below(o) for o in objects))
        if child.dep_ == "ccomp" and child.i > verb.i:
            return below(child)
    return set()


def _prepositional(verb: Token) -> set[int]:
    """'Called for calm'."""
    prepositions = lexicon.cues().preposition[verb.lemma_.lower()]
    children = list(verb.children)
    for child in children:
        if child.i > verb.i and child.dep_ in ("prep", "prt") and child.lower_ in prepositions:
            return below(child).union(*(below(c) for c in children if c.dep_ == "dobj"))
    return set()


def _object(verb: Token, source: Token) -> set[int]:
    """'Rejected the claim', 'accused the North of sinking a ship'."""
    children = list(verb.children)
    objects = [c for c in children if c.dep_ in ("dobj", "nsubjpass") and c.i != source.i]
    if not objects or _media_or_time(objects[0]):
        return set()
    extra = [c for c in children if c.dep_ in ("prep", "dative") and c.i > objects[-1].i]
    extra = [c for c in extra if c.lower_ in ("of", "for", "as", "with", "against")]
    return set().union(*(below(c) for c in (*objects, *extra)))


def _in_statement(verb: Token, _: Token) -> set[int]:
    """The clause of 'said in a statement that …', which the parse hangs on the statement."""
    prepositions = (c for c in verb.children if c.dep_ == "prep" and c.i > verb.i)
    nouns = (t for preposition in prepositions for t in preposition.subtree)
    for noun in nouns:
        if noun.lemma_.lower() not in _MEDIA_OF_SPEECH:
            continue
        for clause in noun.children:
            if clause.dep_ in ("acl", "ccomp", "relcl") and any(
                c.dep_ in ("mark", "nsubj", "dobj") and c.lower_ == "that" for c in clause.children
            ):
                return below(clause)
    return set()


def _media_or_time(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME") or token.lower_ in ("itself", "himself", "herself")


def _parenthetical(verb: Token) -> bool:
    """Whether the verb with its subject stands between commas or at the sentence's end."""
    left, right = verb.left_edge.i, verb.right_edge.i
    doc = verb.doc
    before = left == 0 or doc[left - 1].is_punct or doc[left].is_punct
    after = right + 1 >= len(doc) or doc[right + 1].is_punct or doc[right].is_punct
    return before and after and verb.lemma_.lower() in lexicon.cues().speech


def is_quoting(verb: Token) -> bool:
    """'X quoted Y as saying', 'Y was quoted as saying', 'cited Y as saying'."""
    if verb.lemma_ not in ("quote", "cite"):
        return False
    return any(
        grand.lemma_ in ("say", "tell")
        for c in verb.children
        if c.dep_ == "prep"
        for grand in c.children
    )
