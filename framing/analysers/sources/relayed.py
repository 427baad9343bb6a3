"""Who speaks where a medium tells what another one said: that one, through the medium. 'Radio
Pakistan said: “The army chief said …”', '“We agreed,” Lund told reporters, according to Yonhap',
'Citing two officials, the Courier reported that …'."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysers.sources.media_named import medium_within
from framing.analysers.sources.reading import FINITE, Reading, noun_phrase, trimmed
from framing.analysers.sources.subjects import can_speak
from framing.models import Span

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle

SAYING = frozenset(
    "say add tell note warn stress insist explain claim argue announce emphasise emphasize "
    "point".split()
)
_TELLING = frozenset("state reveal confirm deny acknowledge admit estimate declare report".split())
_REPORTS = re.compile(
    r"(?:[Mm]edia|[Nn]ews|[Pp]ress) reports|[Rr]eports|.*\b(?:newspaper|paper|website)"
)


def _names_a_medium(words: str) -> bool:
    first = words.split(",", maxsplit=1)[0]
    return any(medium_within(w) or _REPORTS.fullmatch(w) for w in (words, first))


def relayed(parsed: ParsedArticle, reading: Reading) -> Reading:
    """The reading, or who speaks through the medium that is its source."""
    if reading.source is None or reading.cue is None:
        return reading
    cited = _quoted(parsed, reading) or _cited(parsed, reading)
    if cited is not None or len(reading.content) > 1:
        return cited or reading
    reading = _without_tail(parsed, reading)
    assert reading.source is not None
    assert reading.cue is not None
    medium = _names_a_medium(reading.source.of(parsed.text))
    if medium and reading.content[0].end <= min(reading.cue.start, reading.source.start):
        return _behind(parsed, reading)
    reports = reading.cue.of(parsed.text).split()[-1:] in (["reported"], ["reports"])
    if (reports or medium) and reading.content[0].start >= reading.cue.end:
        return _inside(parsed, reading)
    return reading


def _inside(parsed: ParsedArticle, reading: Reading) -> Reading:
    """Who speaks in what a medium reports: 'Radio Pakistan said: “The army chief said …”'."""
    text = parsed.text
    for token in parsed.tokens(reading.content[0])[1:]:
        if token.pos_ != "VERB" or token.lemma_.lower() not in SAYING | _TELLING:
            continue
        subject = next((c for c in token.lefts if c.dep_ == "nsubj"), None)
        clause = next((c for c in token.rights if c.dep_ == "ccomp"), None)
        if subject is None or clause is None or subject.pos_ == "PRON":
            return reading
        if token.head.dep_ in ("relcl", "advcl", "acl") or token.dep_ in ("relcl", "advcl", "acl"):
            return reading
        before = text[reading.content[0].start : parsed.doc[subject.left_edge.i].idx]
        if before.strip(" “\"‘'").lower() not in ("", "that"):
            return reading
        content = trimmed(text, Span(token.idx + len(token.text), reading.content[0].end))
        cue = Span(token.idx, token.idx + len(token.text))
        rule = f"{reading.rule}; reported by a medium"
        return Reading((content,), cue, noun_phrase(subject), rule, reading.source)
    return reading


def _quoted(parsed: ParsedArticle, reading: Reading) -> Reading | None:
    """'Local media quoted witnesses describing how …': the witnesses speak."""
    assert reading.cue is not None
    tokens = list(parsed.tokens(reading.cue))
    quotes = any(t.lemma_ in ("quote", "cite") and t.tag_ in ("VBD", "VBZ") for t in tokens)
    if not quotes or tokens[-1].tag_ != "VBG":
        return None
    last = tokens[-1]
    noun = next((t for t in tokens if t.pos_ in ("NOUN", "PROPN") and t.i < last.i), None)
    if noun is None or not can_speak(noun):
        return None
    cue = Span(last.idx, last.idx + len(last.text))
    source = Span(noun.idx, noun.idx + len(noun.text))
    rule = f"{reading.rule}; quoted by a medium"
    return Reading(reading.content, cue, source, rule, reading.source)


_REPORTED = (
    r",\s+(?:the\s+)?(?P<medium>[A-Z][\w&'’-]*(?:\.[a-z]{2,})*(?:\s+[A-Z][\w&'’-]*){0,3})\s+"
    r"(?:has\s+|also\s+)?(?:reported|reports)(?:\s+\w+day)?"
)
_TAIL, _BEHIND = re.compile(rf"{_REPORTED}$"), re.compile(rf"{_REPORTED}\s*\.")


def _without_tail(parsed: ParsedArticle, reading: Reading) -> Reading:
    """'Police said the road was open, Kelm.com reported': the medium behind is no part of it."""
    content = reading.content[0]
    tail = _TAIL.search(parsed.text, content.start, content.end)
    tail = tail or _BEHIND.match(parsed.text, content.end)
    if tail is None or reading.through is not None:
        return reading
    name = tail.group("medium")
    said = trimmed(parsed.text, Span(content.start, min(tail.start(), content.end)))
    if said.end <= said.start or not (medium_within(name) or "." in name):
        return reading
    return replace(reading, content=(said,), through=Span(*tail.span("medium")))


def _cited(parsed: ParsedArticle, reading: Reading) -> Reading | None:
    """'Citing two officials, the Courier reported that …', '…, the Courier reported, citing an
    official': the officials say so, through the Courier."""
    assert reading.source is not None
    assert reading.cue is not None
    text, home = parsed.text, parsed.sentence_at(reading.cue.start)
    if home is None or not _names_a_medium(reading.source.of(text)):
        return None
    for verb in parsed.tokens(home.span):
        objects = [c for c in verb.rights if c.dep_ == "dobj"]
        if verb.lower_ != "citing" or not objects or not can_speak(objects[0]):
            continue
        source = noun_phrase(objects[0])
        content = reading.content
        if any(c.overlaps(source) for c in content):
            # The tagger took who is cited for what is told.
            start = min(reading.source.start, reading.cue.start)
            content = (trimmed(text, Span(home.span.start, start)),)
            if not any(t.tag_ in FINITE for t in parsed.tokens(content[0])):
                return None
        if not source.overlaps(reading.source):
            rule = f"{reading.rule}; cited by a medium"
            return Reading(content, reading.cue, source, rule, reading.source)
    return None


def _behind(parsed: ParsedArticle, reading: Reading) -> Reading:
    """Who speaks where a medium stands behind the statement: '“We agreed,” Lund told reporters,
    according to Yonhap', 'Lund said the road was open, Yonhap reported'."""
    assert reading.source is not None
    assert reading.cue is not None
    text, content = parsed.text, reading.content[0]
    sentence = parsed.sentence_at(reading.cue.start)
    end = min(reading.cue.start, reading.source.start)
    if sentence is None or not sentence.span.overlaps(content):
        return reading
    for verb in parsed.tokens(Span(max(content.start, sentence.span.start), end)):
        if verb.tag_ not in ("VBD", "VBZ") or verb.lemma_.lower() not in SAYING | _TELLING:
            continue
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is None or subject.tag_ in ("WP", "WDT", "EX") or verb.dep_ == "relcl":
            continue
        if parsed.quoted_at(verb.idx):
            continue
        source = noun_phrase(subject)
        cue = Span(verb.idx, verb.idx + len(verb.text))
        if source.overlaps(reading.source) or source.overlaps(cue):
            continue
        first, last = min(source.start, cue.start), max(source.end, cue.end)
        before = trimmed(text, Span(content.start, min(first, content.end)))
        after = trimmed(text, Span(cue.end, content.end))
        if not text[content.start : first].strip(" “\"'‘"):
            own = after  # 'Lund said the road was open, Yonhap reported'
        elif last >= content.end or _only_to_whom(parsed, Span(last, content.end)):
            own = before  # '“We agreed,” Lund told reporters, according to Yonhap'
        else:
            continue
        gap = text[own.end : first] if own is before else ""
        if own.end <= own.start or gap.strip(_MARKS):
            continue
        rule = f"{reading.rule}; relayed by a medium"
        return Reading((own, *reading.content[1:]), cue, source, rule, reading.source)
    return reading


def _only_to_whom(parsed: ParsedArticle, span: Span) -> bool:
    """Whether nothing but 'reporters', 'in Kelm' or 'on Monday' stands in a stretch."""
    tokens = [t for t in parsed.tokens(span) if not t.is_punct and not t.is_space]
    return len(tokens) <= _FEW and not any(t.pos_ in ("VERB", "AUX", "SCONJ") for t in tokens)


_FEW = 5  # words behind a cue that say to whom, where or when
_MARKS = " ,”\"'’"
