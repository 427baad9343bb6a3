"""Contents that hold more than one statement, or more than the statement: parted and cut.

The tagger reads windows of tokens, so that a content may run on into the next sentence, and over a
second cue: '… were hurt, adding that two had died', 'Moscow says it has not …, but a general told'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.acts import NOT_SPOKEN
from framing.analysers.sources.reading import Reading, noun_phrase, trimmed
from framing.analysers.sources.relayed import SAYING, relayed
from framing.analysers.sources.subjects import can_speak, with_whom
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.text.parse import ParsedArticle

_PARTICIPLES = ("advcl", "conj", "ccomp", "acl", "dep", "xcomp", "ROOT")
# 'What she called a crime', 'which they say is safe': the word stands for what was said.
_RELATIVE = frozenset({"what", "which", "who", "whom", "that"})
_FIRST = 3  # words of a statement before a second cue


def parted(parsed: ParsedArticle, readings: list[Reading]) -> list[Reading]:
    """The readings, each content within its sentence, and parted where it holds a second cue."""
    found: list[Reading] = []
    for reading in readings:
        content = tuple(c for span in reading.content if (c := _cut(parsed, reading, span)))
        content = tuple(c for c in content if c.of(parsed.text).lower() not in _RELATIVE) or content
        content = _without_circumstance(parsed, reading, content)
        content = _without_remark(parsed, reading, content)
        content = _without_deed(parsed, reading, content)
        content = _without_whom(parsed, reading, _without_next_subject(parsed, content))
        if content:
            whole = relayed(parsed, replace(reading, content=content))
            found += _parts(parsed, whole)
    return sorted(_rejoined(parsed, found), key=lambda r: r.content[0])


def _rejoined(parsed: ParsedArticle, found: list[Reading]) -> list[Reading]:
    """'“It is over,” Lund said in a statement after the vote', '“Good,” she said of the plan': the
    cue is the quotation's, and what stands behind it tells when or of what that was said."""
    text = parsed.text
    alone = [r for r in found if r.cue is None]
    gone: list[Reading] = []
    made = []
    for reading in found:
        cue, source, content = reading.cue, reading.source, reading.content
        behind = cue is not None and len(content) == 1 and content[0].start >= cue.end
        ahead = text[max(0, content[0].start - 12) : content[0].start].split()[-1:]
        around = [*ahead, content[0].of(text).split()[0]]
        about = cue is not None and cue.of(text).split()[-1].lower() in ("of", "about")
        when = about or any(word.lower() in _CIRCUMSTANCES for word in around)
        if behind and source is not None and when:
            before = next((r for r in alone if 0 <= source.start - r.content[-1].end <= 2), None)
            if before is not None and text[before.content[-1].end - 1] in "”\"’'":
                gone.append(before)
                made.append(replace(reading, content=before.content))
                continue
        made.append(reading)
    return [r for r in made if r not in gone]


_CIRCUMSTANCES = frozenset("as while when after before during".split())
_MEANWHILE = re.compile(rf"(?:\s*+,)?\s++(?:{'|'.join(sorted(_CIRCUMSTANCES))})\s++(?!well\b)")


def _without_circumstance(
    parsed: ParsedArticle, reading: Reading, content: tuple[Span, ...]
) -> tuple[Span, ...]:
    """'“It is hard,” he said, as he washed his eyes': what he did meanwhile is no part of it."""
    if reading.cue is None or not content:
        return content
    text, last = parsed.text, content[-1]
    quoted = [q.span for q in parsed.quotations]
    opening = next((q for q in quoted if q.start <= last.start < q.end < last.end), None)
    if opening is not None and last.start >= reading.cue.end:
        words = len(opening.of(text).split())
        more = any(opening.end <= q.start < last.end for q in quoted)
        if _MEANWHILE.match(text, opening.end) and words >= _FIRST and not more:
            return (*content[:-1], Span(last.start, opening.end))
    if len(content) < 2:
        return content
    direct = all(any(q.contains(c) or c.contains(q) for q in quoted) for c in content[:-1])
    plain = not any(q.overlaps(last) for q in quoted)
    first = last.of(text).split()[0].lower()
    behind = content[-2].end <= reading.cue.start < last.start
    return content[:-1] if direct and plain and behind and first in _CIRCUMSTANCES else content


# In the training corpus what stands behind these is the narrator's more often than not.
_REMARK = re.compile(r";|,\s+(?:but|while|which|though|although)\b")


def _without_remark(
    parsed: ParsedArticle, reading: Reading, content: tuple[Span, ...]
) -> tuple[Span, ...]:
    """'They said the road was open, but nobody could pass': what the narrator holds against words
    without quotation marks, or tells of them, is no part of them."""
    if reading.cue is None or len(content) != 1 or content[0].start < reading.cue.end:
        return content
    if bool(parsed.quoted(content[0])):
        return content
    words = content[0].of(parsed.text)
    for match in _REMARK.finditer(words):
        at = content[0].start + match.end() - 1
        if len(words[: match.start()].split()) >= _FIRST and not _goes_on_behind(
            parsed, at, content
        ):
            return (trimmed(parsed.text, Span(content[0].start, content[0].start + match.start())),)
    return content


def _goes_on_behind(parsed: ParsedArticle, at: int, content: tuple[Span, ...]) -> bool:
    """Whether the clause that the word at ``at`` opens ends before the content does: 'the bridge,
    which was closed, had been safe'."""
    word = next(iter(parsed.tokens(Span(at, at + 1))), None)
    if word is None or word.tag_ != "WDT":
        return False
    verb = next((t for t in (word, *word.ancestors) if t.dep_ == "relcl"), None)
    if verb is None:
        return True
    rest = parsed.doc[verb.right_edge.i + 1 :]
    return any(t.is_alpha for t in rest if t.idx < content[0].end)


def _cut(parsed: ParsedArticle, reading: Reading, span: Span) -> Span | None:
    """The span without what stands in another sentence, unless quotation marks reach over both."""
    first = parsed.sentence_at(span.start)
    home = parsed.sentence_at(reading.cue.start) if reading.cue else None
    quoted = [q.span for q in parsed.quoted(span)]
    if first is None or first.span.end >= span.end:
        # 'The show “Who Pays?”' in the sentence after '…”, he said.'
        stray = home is not None and first is not None and first.index > home.index
        opens = any(q.start <= span.start for q in quoted)
        return None if stray and quoted and not opens and len(reading.content) > 1 else span
    if any(q.start < first.span.end < q.end for q in quoted):
        return span
    kept = home.span if home and home.span.overlaps(span) else first.span
    if any(not kept.contains(q) for q in quoted):
        return span
    return trimmed(parsed.text, Span(max(span.start, kept.start), min(span.end, kept.end)))


def _parts(parsed: ParsedArticle, reading: Reading) -> Iterator[Reading]:
    for number, span in enumerate(reading.content):
        second = _second_cue(parsed, reading, span)
        if second is None:
            continue
        verb, source, start = second
        before = trimmed(parsed.text, Span(span.start, start))
        after = trimmed(parsed.text, Span(verb.idx + len(verb.text), span.end))
        if before.end <= before.start or after.end <= after.start:
            continue
        yield replace(reading, content=(*reading.content[:number], before))
        rest = Reading(
            (after, *reading.content[number + 1 :]),
            Span(verb.idx, verb.idx + len(verb.text)),
            source or reading.source,
            f"{reading.rule}; a second cue",
        )
        yield from _parts(parsed, rest)
        return
    yield reading


def _second_cue(
    parsed: ParsedArticle, reading: Reading, span: Span
) -> tuple[Token, Span | None, int] | None:
    """A cue inside the content, its source where it has its own, and where its clause begins."""
    tokens = parsed.tokens(span)
    acts = _acts()
    for token in tokens[_FIRST:]:
        if token.pos_ != "VERB" or token.i + 1 >= tokens.end or token.lemma_.lower() not in acts:
            continue
        if parsed.quoted_at(token.idx):
            continue
        following = parsed.doc[token.i + 1]
        saying = token.lemma_.lower() in SAYING
        goes_on = following.lower_ == "that" or following.text in '“"‘:'
        subject = next((c for c in token.lefts if c.dep_ == "nsubj"), None)
        own = with_whom(token) if saying and token.tag_ == "VBG" else None
        if own is not None:
            return token, noun_phrase(own), parsed.doc[own.left_edge.i - 1].idx
        if saying and token.tag_ == "VBG" and goes_on and token.dep_ in _PARTICIPLES:
            return token, None, token.idx
        if subject is None and _goes_on(reading, token):
            return token, None, _joint(token).idx
        if subject is None or subject.pos_ == "PRON" or token.tag_ not in _FINITE:
            continue
        start = parsed.doc[_opening(token, subject)]
        clause = token.dep_ in ("conj", "advcl") or _beside_the_cue(parsed, reading, token)
        tells = any(c.dep_ == "ccomp" for c in token.children)
        against = token.dep_ in ("conj", "advcl") and start.lower_ in _AGAINST
        if (clause and saying and tells) or (against and _has_object(token)):
            return token, noun_phrase(subject), start.idx
    return None


_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_AGAINST = frozenset({"while", "but", "whereas"})


@lru_cache(maxsize=1)
def _acts() -> frozenset[str]:
    """Verbs that may open a statement of their own inside a content."""
    cues = lexicon.cues()
    return SAYING | cues.object | cues.preposition.keys() | (cues.speech - NOT_SPOKEN)


def _has_object(verb: Token) -> bool:
    return any(c.dep_ in ("ccomp", "dobj", "prep", "xcomp") and c.i > verb.i for c in verb.children)


def _beside_the_cue(parsed: ParsedArticle, reading: Reading, verb: Token) -> bool:
    """Whether the parse hangs a second clause with its own cue under the first cue: 'Dahl said it
    was late and the prime minister, Petteri Olo, said …'."""
    if reading.cue is None or verb.dep_ != "ccomp" or any(c.dep_ == "mark" for c in verb.lefts):
        return False
    start = parsed.doc[min([c.left_edge.i for c in verb.lefts] or [verb.i]) - 1]
    return start.dep_ == "cc" and reading.cue.start <= verb.head.idx < reading.cue.end


def _goes_on(reading: Reading, verb: Token) -> bool:
    """Whether a verb of saying is the cue's second half, of the same subject: 'Konashenkov said
    … and accused Britain of …', 'confirmed there had been deaths and called them tragic'."""
    if reading.cue is None or verb.dep_ != "conj" or _joint(verb).dep_ != "cc":
        return False
    head = verb.head
    if reading.cue.start <= head.idx < reading.cue.end:
        return _same_form(verb, head)
    subject = next((c for c in head.lefts if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    return subject is not None and verb.tag_ in ("VBD", "VBZ") and not can_speak(subject)


def _same_form(verb: Token, head: Token) -> bool:
    """Whether two verbs can share a subject: 'said and proposed', 'has said and proposed'."""
    helped = head.tag_ == "VBN" and any(c.dep_ == "aux" for c in head.lefts)
    return verb.tag_ == head.tag_ or (helped and verb.tag_ in _FINITE)


def _joint(verb: Token) -> Token:
    """What stands before a verb and its adverbs: 'and', in 'and later also accused'."""
    at = verb.i - 1
    while at > 0 and verb.doc[at].dep_ in ("advmod", "neg", "aux"):
        at -= 1
    return verb.doc[max(at, 0)]


def _without_next_subject(parsed: ParsedArticle, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """'She accused them of theft and the players were taken away': a noun behind 'and' that is the
    subject of what follows is no part of what was said."""
    if not content:
        return content
    last = content[-1]
    tokens = parsed.tokens(last)
    for token in tokens[1:]:
        if token.dep_ != "cc" or token.lower_ not in ("and", "but"):
            continue
        behind = parsed.doc[token.i + 1 : tokens.end]
        rest = parsed.doc[tokens.end : tokens.end + 1]
        heads = {t.head.i for t in behind if t.dep_ in ("nsubj", "nsubjpass")}
        nominal = len(behind) > 0 and not any(t.pos_ in ("VERB", "AUX") for t in behind)
        if not nominal or not len(rest) or rest[0].tag_ not in _FINITE:
            continue
        clause = any(t.tag_ in _FINITE for t in parsed.doc[tokens.start : token.i])
        if rest[0].i in heads or rest[0].head.i in heads or not clause:
            return (*content[:-1], trimmed(parsed.text, Span(last.start, token.idx)))
    return content


def _without_whom(
    parsed: ParsedArticle, reading: Reading, content: tuple[Span, ...]
) -> tuple[Span, ...]:
    """'They accused him of theft': a pronoun for who is accused says nothing of it."""
    if reading.cue is None or not content or content[0].start < reading.cue.end:
        return content
    tokens = parsed.tokens(content[0])
    if len(tokens) < 3 or tokens[0].pos_ != "PRON" or tokens[1].lower_ != "of":
        return content
    return (Span(tokens[1].idx, content[0].end), *content[1:])


def _without_deed(
    parsed: ParsedArticle, reading: Reading, content: tuple[Span, ...]
) -> tuple[Span, ...]:
    """'She accused them of theft and threw them off the bus': what the speaker did besides is no
    part of what they said."""
    if reading.cue is None or not content:
        return content
    last = content[-1]
    acts = _acts()
    for verb in parsed.tokens(last)[_LEAST:]:
        joint = _joint(verb)
        if verb.dep_ != "conj" or joint.dep_ != "cc" or verb.lemma_.lower() in acts:
            continue
        if verb.tag_ not in _FINITE or not _same_form(verb, verb.head):
            continue
        inside = parsed.quoted_at(verb.idx)
        if inside or not reading.cue.start <= verb.head.idx < reading.cue.end:
            continue
        return (*content[:-1], trimmed(parsed.text, Span(last.start, joint.idx)))
    return content


_LEAST = 2  # words of a content before what its speaker did


def _opening(verb: Token, subject: Token) -> int:
    """The token with which the second clause begins: its 'and', 'but' or 'while'."""
    start = min([subject.left_edge.i, *(c.i for c in verb.lefts)])
    before = verb.doc[start - 1] if start else verb
    return before.i if before.dep_ == "cc" or before.lower_ in ("while", "but", "and") else start
