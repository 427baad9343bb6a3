"""What stands behind an attribution and is another one's: '“…,” the guard said, a charge rejected
by the army as “misleading”'; and quotations that go on behind their own attribution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysers.sources.reading import Reading, noun_phrase, trimmed
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.text.parse import ParsedArticle


def with_apposed(parsed: ParsedArticle, readings: Sequence[Reading]) -> list[Reading]:
    """The readings, of which 'a charge rejected by the army as “misleading”' is the army's."""
    made: list[Reading] = []
    for reading in readings:
        at = next((i for i, c in enumerate(reading.content) if _charged(parsed, reading, c)), None)
        verb = _charged(parsed, reading, reading.content[at]) if at is not None else None
        if at is None or verb is None:
            made.append(reading)
            continue
        before = reading.content[:at]
        last = made[-1] if made else None
        if before:
            made.append(replace(reading, content=before))
        elif last is not None and last.cue is None and last.source == reading.source:
            made[-1] = replace(last, cue=reading.cue)
        made.append(_of_the_other(parsed, reading, verb, reading.content[at]))
    return made


def _charged(parsed: ParsedArticle, reading: Reading, content: Span) -> Token | None:
    """The participle that tells by whom a charge is judged, where a content behind its cue is
    nothing but that charge."""
    if reading.cue is None or content.start < reading.cue.end:
        return None
    tokens = parsed.tokens(content)
    if len(tokens) < 2 or tokens[0].lower_ not in ("a", "an"):
        return None
    head = tokens[0].head
    clause = next((c for c in head.children if c.dep_ == "acl" and c.tag_ == "VBN"), None)
    if clause is None or head.pos_ != "NOUN" or not content.contains(_span(clause)):
        return None
    return clause if _agent(clause) is not None else None


def _of_the_other(parsed: ParsedArticle, reading: Reading, verb: Token, content: Span) -> Reading:
    """The reading of who judges the charge: as what, or the charge itself."""
    agent = _agent(verb)
    assert agent is not None
    clauses = [t for t in agent.subtree if t.lower_ == "as" and t.dep_ in ("prep", "mark")]
    source = noun_phrase(agent)
    if clauses and source.start < clauses[0].idx < source.end:
        source = trimmed(parsed.text, Span(source.start, clauses[0].idx))
    rest = trimmed(parsed.text, Span(source.end, content.end))
    charge = trimmed(parsed.text, Span(content.start, verb.idx))
    said = rest if rest.end > rest.start else charge
    return replace(reading, content=(said,), cue=_span(verb), source=source, through=None)


def _span(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token.text))


def _agent(verb: Token) -> Token | None:
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None


def run_on(parsed: ParsedArticle, readings: Sequence[Reading]) -> list[Reading]:
    """The readings, with a quotation that goes on right behind its attribution as one of them:
    '“Stay,” he said. “It is safe.”', also where the second half opens the next paragraph."""
    made: list[Reading] = []
    for reading in readings:
        last = made[-1] if made else None
        if last is not None and _goes_on(parsed, last, reading):
            made[-1] = replace(last, content=(*last.content, *reading.content))
        else:
            made.append(reading)
    return made


def _goes_on(parsed: ParsedArticle, last: Reading, reading: Reading) -> bool:
    """Whether quoted words without a cue follow at once on quoted words of the same source."""
    if reading.cue is not None or last.cue is None or reading.source is None:
        return False
    if reading.source != last.source or reading.through != last.through:
        return False
    start, first = reading.content[0].start, last.content[0].start
    quoted = {q.span.start for q in parsed.quotations}
    if start not in quoted or first not in quoted or start < last.cue.end:
        return False
    attribution = parsed.sentence_at(max(last.cue.end, reading.source.end) - 1)
    behind = max(attribution.span.end if attribution else 0, last.content[-1].end)
    return not any(char.isalnum() for char in parsed.text[behind:start])
