"""The rules reader: attributions from the dependency parse and the quotation marks.

Each step was measured on PolNeAR dev (share of attributions found, F1): clause complements with
inherited subjects, 'according to', quoted spans, floating quotations, joining a quotation that
its cue interrupts, infinitives, objects and prepositions. Nominal cues ('his claim that') made it
worse and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.headlines import headlines
from framing.analysers.sources.reading import (
    CoveredText,
    Reading,
    below,
    merged,
    noun_phrase,
    runs,
    span_of,
    text_of,
    trimmed,
)
from framing.analysers.sources.speech import attach_quotations, laid_out, overridden
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from framing.text.parse import ParsedArticle

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_CLIMBS = ("conj", "advcl", "xcomp", "acl", "pcomp", "ccomp", "dep", "relcl")
_MAX_CLIMB = 3
_LEADING = frozenset({"aux", "auxpass", "neg", "prt"})
QUOTING = "'quoted as saying'"
ACCORDING = "'according to'"
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "PART", "ADP", "CCONJ", "DET"})
_MAX_NESTING = 3  # contents in contents; deeper ones are never kept
_MAX_GAP = 14  # tokens from a source's head to the cue


def read(parsed: ParsedArticle) -> list[Reading]:
    """All attributions of the article, in text order; their contents never overlap."""
    length = len(parsed.text)
    quoted = CoveredText(length, (q.span for q in parsed.quotations if not q.single))
    nested = [CoveredText(length) for _ in range(_MAX_NESTING)]
    found = headlines(parsed)
    for token in parsed.doc:
        if quoted.at(token.idx) or all(level.at(token.idx) for level in nested):
            continue  # what is said inside a quotation is the quotation's own content
        if token.lower_ == "according":
            found += _according(token)
        elif token.pos_ in ("VERB", "AUX"):
            reading = _verb(token)
            if reading:
                found.append(reading)
                for span in reading.content:
                    level = next((t for t in nested if not t.touches(span)), nested[-1])
                    level.add(span)
    return attach_quotations(parsed, overridden(_apart(parsed.text, found), laid_out(parsed)))


def _verb(verb: Token) -> Reading | None:
    """The attribution that a verb introduces, if it is a cue with a source."""
    if verb.lemma_ == "call" and verb.dep_ == "acl" and not _calls_upon(verb):
        return None  # 'a pact called the "Charter"'
    source = quoted_source(verb) or subject_of(verb)
    if source is None:
        return None
    content, rule = content_of(verb, source)
    if not content:
        return None
    doc = verb.doc
    named = _without_cue(content, verb, source)
    spans = tuple(
        s
        for start, end in runs(named)
        if (s := trimmed(text_of(doc), span_of(doc, start, end)))[0] < s[1]
    )
    if not spans:
        return None
    if is_quoting(verb):
        rule = QUOTING
    cue = _cue_span(verb)
    return Reading(
        spans, cue, _up_to(doc, source, cue, _cue_start(verb)), f"{rule} of '{verb.lemma_}'"
    )


def _calls_upon(verb: Token) -> bool:
    """Whether 'the Coalition called upon the council to act' is a sentence that the parse has taken
    for a noun with a participle."""
    following = verb.doc[verb.i + 1 : verb.i + 2]
    upon = any(t.lower_ in ("upon", "on", "for") for t in following)
    return upon and verb.head.dep_ == "ROOT" and verb.head.pos_ in ("NOUN", "PROPN")


def quoted_source(verb: Token) -> Token | None:
    """Y of 'X quoted Y as saying' and of 'Y was quoted by X as saying'."""
    if not is_quoting(verb):
        return None
    return next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)


def subject_of(verb: Token) -> Token | None:
    """The verb's subject: its own, its agent, or the one that it shares with a verb above it."""
    if any(c.dep_ == "auxpass" for c in verb.children):
        # Without an agent none is left: who is 'expected to go' says nothing.
        agents = (g for c in verb.children if c.dep_ == "agent" for g in c.children)
        return next((g for g in agents if g.dep_ == "pobj"), None)
    token, found = verb, None
    for _ in range(_MAX_CLIMB):
        own = next((c for c in token.children if c.dep_ in _SUBJECTS), None)
        if own is None:  # 'The council had on Monday accused', where it is that of 'had'
            helping = (g for c in token.children if c.dep_ == "aux" for g in c.children)
            own = next((g for g in helping if g.dep_ in _SUBJECTS and g.i < token.i), None)
        if own is not None:
            found = _antecedent(own, token)
        elif token.dep_ == "acl":
            found = token.head  # 'a statement saying that'
        elif token.dep_ in _CLIMBS and token.head.pos_ in ("VERB", "AUX"):
            token = token.head
            continue
        break
    return found


def _antecedent(subject: Token, verb: Token) -> Token:
    """The noun that 'who', 'which' or 'that' stands for."""
    relative = subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl"
    return verb.head if relative else subject


def _up_to(doc: Doc, source: Token, cue: Span, cue_start: int) -> Span:
    """The source's noun phrase, taken up to the cue where only nominal words stand between: the
    parse may split 'officials at South Korea's and Japan's foreign ministries'."""
    span = noun_phrase(source)
    if span.end >= cue.start:
        return span
    between = [t for t in doc[source.i + 1 : source.i + _MAX_GAP] if span.end <= t.idx < cue.start]
    if between and between[-1].i == cue_start - 1 and all(t.pos_ in _NOMINAL for t in between):
        return Span(span.start, between[-1].idx + len(between[-1].text))
    return span


def _cue_span(verb: Token) -> Span:
    """The verb with the auxiliaries, negation and particle that touch it."""
    end = verb.i + 1
    near = {c.i for c in verb.children if c.dep_ in _LEADING}
    while end in near:
        end += 1
    return span_of(verb.doc, _cue_start(verb), end)


def _cue_start(verb: Token) -> int:
    start = verb.i
    near = {c.i for c in verb.children if c.dep_ in _LEADING}
    while start - 1 in near:
        start -= 1
    return start


def _without_cue(content: set[int], verb: Token, source: Token) -> set[int]:
    """The content less the words of cue and source, where the parse nests them."""
    own = {verb.i} | {c.i for c in verb.children if c.dep_ in _LEADING}
    if source.i in content or source.head.i == verb.i:
        own |= {t.i for t in source.subtree} if source.head.i == verb.i else set()
    return content - own


def _according(token: Token) -> Iterator[Reading]:
    """'according to X': X is the source, the rest of its clause the content."""
    to = next((c for c in token.children if c.lower_ == "to"), None)
    if to is None and token.i + 1 < len(token.doc) and token.doc[token.i + 1].lower_ == "to":
        to = token.doc[token.i + 1]
    if to is None:
        return
    source = next((c for c in to.children if c.dep_ in ("pobj", "pcomp")), None)
    if source is None:
        return
    doc, outer = token.doc, token
    while outer.head.i != outer.i and outer.dep_ != "ccomp":
        outer = outer.head
        if outer.pos_ in ("VERB", "AUX") and outer.dep_ in ("ROOT", "ccomp", "conj", "relcl"):
            break
    inside = below(outer, [token])
    if source.i in inside:
        inside -= below(source)
    inside -= {token.i, to.i}
    spans = tuple(
        s
        for start, end in runs(inside)
        if (s := trimmed(text_of(doc), span_of(doc, start, end)))[0] < s[1]
        and any(doc[i].is_alpha for i in range(start, end))
    )
    if spans:
        cue = span_of(doc, token.i, to.i + 1)
        yield Reading(spans, cue, noun_phrase(source), ACCORDING)


def _apart(text: str, found: list[Reading]) -> list[Reading]:
    """Readings whose contents do not overlap: the one that holds more wins.

    'officials said …, according to AFP' keeps the officials: the agency is the channel.
    """
    media = lexicon.media()

    def size(reading: Reading) -> tuple[bool, int]:
        channel = (
            reading.rule == ACCORDING
            and reading.source is not None
            and reading.source.of(text).removeprefix("the ") in media
        )
        return channel, -sum(s.end - s.start for s in reading.content)

    kept: list[Reading] = []
    taken = CoveredText(len(text))
    for reading in sorted(found, key=size):
        parts = [*reading.content, *([reading.cue] if reading.cue else [])]
        if any(taken.touches(part) for part in parts):
            continue
        kept.append(reading)
        for part in parts:
            taken.add(part)
    return sorted(
        (Reading(merged(r.content), r.cue, r.source, r.rule) for r in kept),
        key=lambda r: r.content[0],
    )


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
