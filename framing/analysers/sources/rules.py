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
from framing.analysers.sources.constructions import content_of, is_quoting
from framing.analysers.sources.layout import laid_out, overridden
from framing.analysers.sources.quoted import attach_quotations
from framing.analysers.sources.reading import (
    Reading,
    Taken,
    below,
    merged,
    noun_phrase,
    runs,
    span_of,
    text_of,
    trimmed,
)
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from framing.parse import ParsedArticle

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_CLIMBS = ("conj", "advcl", "xcomp", "acl", "pcomp", "ccomp", "dep", "relcl")
_MAX_CLIMB = 3
_LEADING = frozenset({"aux", "auxpass", "neg", "prt"})
_MAX_HEADLINE_SOURCE = 5  # words before the colon of 'Minister: talks to go on'
_COLON = ":"
QUOTING = "'quoted as saying'"
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "PART", "ADP", "CCONJ", "DET"})
_MAX_NESTING = 3  # contents in contents; deeper ones are never kept
_MAX_GAP = 14  # tokens from a source's head to the cue


def read(parsed: ParsedArticle) -> list[Reading]:
    """All attributions of the article, in text order; their contents never overlap."""
    length = len(parsed.text)
    quoted = Taken(length, (q.span for q in parsed.quotations if not q.single))
    nested = [Taken(length) for _ in range(_MAX_NESTING)]
    found = list(_headlines(parsed))
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
    if verb.lemma_ == "call" and verb.dep_ == "acl":
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
        yield Reading(spans, cue, noun_phrase(source), "'according to'")


def _headlines(parsed: ParsedArticle) -> Iterator[Reading]:
    """'Minister: talks to go on', as headlines attribute."""
    for paragraph in parsed.paragraphs:
        text = paragraph.of(parsed.text)
        if "\n" in text or text.rstrip().endswith((".", "”", '"')) or _COLON not in text:
            continue
        tokens = parsed.tokens(paragraph)
        at = next((t.i for t in tokens if t.text == _COLON), None)
        if at is None or not 0 < at - tokens.start <= _MAX_HEADLINE_SOURCE:
            continue
        if not any(t.pos_ == "PROPN" or t.ent_type_ for t in parsed.doc[tokens.start : at]):
            continue
        source = trimmed(parsed.text, span_of(parsed.doc, tokens.start, at))
        content = trimmed(parsed.text, span_of(parsed.doc, at + 1, tokens.end))
        if content.end > content.start and source.end > source.start:
            yield Reading(
                (content,), span_of(parsed.doc, at, at + 1), source, "colon in a headline"
            )


def _apart(text: str, found: list[Reading]) -> list[Reading]:
    """Readings whose contents do not overlap: the one that holds more wins.

    'officials said …, according to AFP' keeps the officials: the agency is the channel.
    """
    media = lexicon.media()

    def size(reading: Reading) -> tuple[bool, int]:
        channel = (
            reading.rule == "'according to'"
            and reading.source is not None
            and reading.source.of(text).removeprefix("the ") in media
        )
        return channel, -sum(s.end - s.start for s in reading.content)

    kept: list[Reading] = []
    taken = Taken(len(text))
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
