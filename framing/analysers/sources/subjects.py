"""Whose the words are, where the parse tells it beyond doubt and the linker has it otherwise.

'The regime accused by Washington of …' is Washington's; 'the director spoke of claims by Dahl,
saying …' is the director's; '“It is over,” tweeted the president' has its source behind the cue;
'…, spokeswoman for the fair Anja Dahl told a paper' opens with an office that is no content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.inverted import inverted, named_behind_cue, themselves
from framing.analysers.sources.reading import FINITE, Reading, merged, noun_phrase, trimmed
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.text.parse import ParsedArticle

_LONGEST_SUBJECT = 10  # tokens between a quotation and its cue
_SUBJECTS = ("nsubj", "nsubjpass")
_TIME = ("DATE", "TIME")
_QUOTED = ("quote", "cite", "interview")
_RELATIVE = ("WP", "WDT", "WP$")
_WHEN = re.compile(r"\s+on [\w. ]{3,20}? that\s+")
_AS = re.compile(r"\s+as\s+")


def with_subject(parsed: ParsedArticle, reading: Reading) -> Reading:
    """The reading with the source that the parse tells, if it tells one.

    Args:
        parsed: the parse.
        reading: an attribution as the tagger and its linker read it.
    """
    if reading.cue is None:
        return reading
    verbs = [t for t in parsed.tokens(reading.cue) if t.pos_ == "VERB"]
    if not verbs:
        return reading
    verb = verbs[-1]
    for way in _WAYS:
        found = way(parsed, reading, verb)
        if found is not None:
            return found
    return _with_office(parsed, reading)


def with_explicit(parsed: ParsedArticle, readings: Sequence[Reading]) -> list[Reading]:
    """The readings, quotations without a cue by who stands behind them in their own sentence:
    '“They had rice,” a guard inside the camp revealed' is no more by who spoke before."""
    made: list[Reading] = []
    for reading in readings:
        first = made[-1] if made else None
        if first is not None and _relayed_on(parsed, first, reading):
            # the next quotation of what a medium relays
            made.append(replace(reading, cue=None, source=first.source, through=reading.source))
            continue
        ahead = _ahead(parsed, reading)
        if ahead is not None:
            made.append(replace(reading, source=ahead))
            continue
        behind = _behind(parsed, reading)
        if behind is not None:
            cue, source = behind
            same = next((r for r in readings if r.cue is not None and r.cue.overlaps(cue)), None)
            if same is None:
                made.append(replace(reading, cue=cue, source=source))
                continue
            if same.source is not None:
                made.append(replace(reading, source=same.source, through=same.through))
                continue
        made.append(reading)
    return made


def _ahead(parsed: ParsedArticle, reading: Reading) -> Span | None:
    """The subject of the clause that a colon parts from a quotation without a cue: 'One comment got
    8,000 likes: “…”' is the comment's, and no more of who spoke before."""
    start = reading.content[0].start
    quoted = any(q.span.start == start for q in parsed.quoted(Span(start, start + 1)))
    if reading.cue is not None or not quoted or not parsed.text[:start].rstrip().endswith(":"):
        return None
    sentence = parsed.sentence_at(start)
    if sentence is None or sentence.span.start >= start:
        return None
    if reading.source is not None and reading.source.overlaps(sentence.span):
        return None
    clause = parsed.tokens(Span(sentence.span.start, start))
    subject = next((t for t in clause if t.dep_ == "nsubj" and t.head.i < clause.end), None)
    if subject is None or subject.pos_ not in ("NOUN", "PROPN"):
        return None
    return noun_phrase(subject) if can_speak(subject) else None


def _relayed_on(parsed: ParsedArticle, first: Reading, reading: Reading) -> bool:
    """Whether a quotation without a cue has for its source the medium through which the one before
    came: '“…,” Lund said, according to Yonhap. “…”'."""
    if reading.source is None or first.source is None:
        return False
    if reading.cue is not None and reading.cue.end > reading.content[0].start:
        return False
    if first.through == reading.source:
        return True
    if first.cue is None or not first.cue.end <= reading.source.start:
        return False
    sentence = parsed.sentence_at(first.cue.start)
    here = sentence is not None and sentence.span.contains(reading.source)
    before = parsed.text[first.cue.end : reading.source.start].split()[-3:]
    apart = sentence is not None and reading.content[0].start >= sentence.span.end
    return here and apart and [w for w in before if w != "the"][-2:] == ["according", "to"]


def _behind(parsed: ParsedArticle, reading: Reading) -> tuple[Span, Span] | None:
    """The cue and its subject behind a quotation that has no cue, as the words stand there; the
    parse often has them wrong behind a list or a quotation of several sentences."""
    text, end = parsed.text, reading.content[-1].end
    if reading.cue is not None or not any(q.span.end == end for q in parsed.quotations):
        return None
    sentence = parsed.sentence_at(end - 1)
    if sentence is None or sentence.span.end <= end:
        return None
    own = reading.source
    if own is not None and own.overlaps(sentence.span):
        return None
    tokens = [t for t in parsed.tokens(Span(end, sentence.span.end)) if not t.is_space]
    at = next((i for i, t in enumerate(tokens) if t.pos_ in ("VERB", "AUX")), 0)
    if not 0 < at <= _LONGEST_SUBJECT or tokens[at].tag_ not in ("VBD", "VBZ"):
        return None
    verb, subject = tokens[at], tokens[:at]
    nouns = any(t.pos_ in ("NOUN", "PROPN") and t.ent_type_ not in _TIME for t in subject)
    if verb.lemma_.lower() not in lexicon.cues().speech or not nouns:
        return None
    if subject[0].pos_ not in ("DET", "NOUN", "PROPN", "ADJ", "NUM") or any(
        t.is_punct for t in subject
    ):
        return None
    rest = [t for t in tokens[at + 1 :] if not t.is_punct]
    if any(t.pos_ in ("VERB", "AUX") for t in rest):
        return None
    last = subject[-1]
    source = trimmed(text, Span(subject[0].idx, last.idx + len(last.text)))
    return Span(verb.idx, verb.idx + len(verb.text)), source


def _by_whom(parsed: ParsedArticle, reading: Reading, verb: Token) -> Reading | None:
    """'X was accused by Y of …', 'the regime accused by Y of …': Y says so of X."""
    if verb.tag_ != "VBN" or verb.lemma_ in ("quote", "cite"):
        return None
    passive = verb.dep_ == "acl" or any(c.dep_ == "auxpass" for c in verb.children)
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    agent = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    if not passive or by is None or agent is None or agent.ent_type_ in _TIME:
        return None
    source = noun_phrase(agent)
    cut = _AS.search(source.of(parsed.text))
    if cut:
        source = Span(source.start, source.start + cut.start())
    about = verb.head if verb.dep_ == "acl" else next(
        (c for c in verb.children if c.dep_ in _SUBJECTS), None
    )  # fmt: skip
    if about is None or about.tag_ in _RELATIVE:
        return None
    saying = _as_saying(verb)
    if saying is not None:
        start, end = saying.idx + len(saying.text), max(c.end for c in reading.content)
        when = _WHEN.match(parsed.text, start, max(start, end))
        start = when.end() if when else start
        own = trimmed(parsed.text, Span(start, max(start, end)))
        who = noun_phrase(about)
        if own.end <= own.start or who.overlaps(own):
            return None
        return replace(reading, source=who, content=(own,), through=source)
    told = noun_phrase(about)
    end = max(c.end for c in reading.content)
    if cut:
        sentence = parsed.sentence_at(verb.idx)
        end = max(end, sentence.span.end if sentence else end)
    rest = trimmed(parsed.text, Span(source.end, max(end, source.end)))
    content = merged(s for s in (told, rest) if s.end > s.start)
    taken = [source, *([reading.cue] if reading.cue else [])]
    if any(s.overlaps(t) for s in content for t in taken):
        return None
    return replace(reading, source=source, content=content)


def _as_saying(verb: Token) -> Token | None:
    """The 'saying' of 'Lund was reported by a daily as saying that …'."""
    if verb.lemma_ != "report":
        return None
    ways = (c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as")
    said = (c for way in ways for c in way.children if c.dep_ == "pcomp")
    return next((c for c in said if c.lemma_ == "say"), None)


def can_speak(noun: Token) -> bool:
    """Whether a noun may be of someone, or of a document, that tells something."""
    known = lexicon.roles()
    listed = known.person.keys() | known.plain | known.body.keys() | known.document
    named = noun.pos_ in ("PROPN", "PRON") or noun.ent_type_ in _SOMEONE
    return noun.dep_ != "expl" and (named or noun.lemma_.lower() in listed)


_SOMEONE = frozenset({"PERSON", "ORG", "GPE", "NORP"})


_BESIDE = frozenset({"with", "despite", "amid"})


def with_whom(verb: Token) -> Token | None:
    """Who speaks in '…, with a spokesman saying the road was open', whether the parse takes them
    for the verb's subject or for what goes with the sentence."""
    if verb.tag_ != "VBG":
        return None
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if subject is None:
        beside = (t for c in verb.head.children if c.lower_ in _BESIDE for t in c.children)
        nouns = (t for t in beside if t.dep_ == "pobj" and t.i < verb.i)
        subject = next((t for t in nouns if can_speak(t)), None)
    if subject is None or subject.pos_ == "PRON" or subject.left_edge.i == 0:
        return None
    between = verb.doc[subject.right_edge.i + 1 : verb.i]
    begins = verb.doc[subject.left_edge.i - 1].lower_ in _BESIDE
    manner = all(t.is_punct or t.pos_ in ("ADV", "CCONJ") for t in between)
    return subject if begins and manner else None


def _beside(_: ParsedArticle, reading: Reading, verb: Token) -> Reading | None:
    """'She left, with a spokesman saying …': the spokesman says so."""
    subject = with_whom(verb)
    if subject is None or verb.lemma_.lower() not in lexicon.cues().speech | lexicon.cues().object:
        return None
    source = noun_phrase(subject)
    free = not any(source.overlaps(c) for c in reading.content)
    return replace(reading, source=source) if free else None


_MESSENGERS = frozenset({"word", "news", "talk", "rumours", "rumors"})


def _whose_participle(parsed: ParsedArticle, reading: Reading, verb: Token) -> Reading | None:
    """'The director named Dahl, saying …': who says so is the subject of the sentence, not whom
    its object names."""
    head = verb.head
    saying = verb.lemma_.lower() in lexicon.cues().speech
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or not saying:
        return None
    behind = named_behind_cue(head)
    ahead = reading.source is None or reading.source.end <= head.idx
    if behind is not None and behind.i < verb.i and ahead:
        return replace(reading, source=noun_phrase(behind))
    if reading.source is None:
        return None
    subject = next((c for c in head.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.tag_ in _RELATIVE or not subject.i < head.i < verb.i:
        return None
    if subject.lower_ in _MESSENGERS:
        return None  # 'Word of the raid came after Lund wrote to Dahl, warning …'
    source = noun_phrase(subject)
    between = head.idx < reading.source.start and reading.source.end <= verb.idx
    before = parsed.text[head.idx : reading.source.start].split()[-1:]
    own = any(c.dep_ in _SUBJECTS for c in verb.children)
    if own or before in (["from"], ["of"], ["with"]):
        return None  # 'they had a letter from the mayor, warning …', 'with some drivers claiming'
    free = not any(source.overlaps(c) for c in reading.content)
    return replace(reading, source=source) if between and free else None


def _quoted_by(parsed: ParsedArticle, reading: Reading, verb: Token) -> Reading | None:
    """'Two witnesses quoted by Own Radio said …': the witnesses say so."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if reading.source is None or subject is None or subject.tag_ in _RELATIVE:
        return None
    for clause in subject.children:
        if clause.dep_ != "acl" or clause.tag_ != "VBN" or clause.lemma_ not in _QUOTED:
            continue
        inside = parsed.doc[clause.i : clause.right_edge.i + 1]
        if inside.start_char <= reading.source.start and reading.source.end <= inside.end_char:
            return replace(reading, source=noun_phrase(subject))
    return None


def _next_clause(parsed: ParsedArticle, reading: Reading, verb: Token) -> Reading | None:
    """'The council called a meeting on Friday and UN chief Jan Lund said …': the words are of whom
    the clause behind 'and' names right before its verb, and not of the subject of the first."""
    doc, source = parsed.doc, reading.source
    if source is None or source.end > verb.idx or verb.tag_ not in FINITE:
        return None
    start = verb.i
    while start > 0 and doc[start - 1].pos_ in ("PROPN", "NOUN", "ADJ"):
        start -= 1
    named = doc[start : verb.i]
    joins = start > 0 and doc[start - 1].pos_ == "CCONJ"
    person = len(named) > 1 and named[-1].ent_type_ == "PERSON"
    place = len(named) > 0 and all(t.ent_type_ == "GPE" for t in named)
    if not (joins and (person or place)):
        return None
    first = parsed.tokens(Span(source.end, doc[start - 1].idx)) if source.end < named[0].idx else ()
    if not any(t.tag_ in FINITE for t in first):
        return None
    return replace(reading, source=Span(named.start_char, named.end_char))


def _with_own_cue(parsed: ParsedArticle, reading: Reading, _: Token) -> Reading | None:
    """'More were hurt than police first thought, Lund said', '“… Do you want to come?” the mayor
    tweeted': who stands right before a verb of saying has that for a cue, and no verb before."""
    source, cue, doc = reading.source, reading.cue, parsed.doc
    if source is None or cue is None or cue.end > source.start:
        return None
    tokens = parsed.tokens(source)
    if not len(tokens) or tokens.end >= len(doc) or tokens[-1].is_punct:
        return None
    verb, before = doc[tokens.end], parsed.text[: source.start].rstrip()
    says = verb.tag_ in ("VBD", "VBZ") and verb.lemma_.lower() in lexicon.cues().speech
    first = reading.content[0].start
    sentence = parsed.sentence_at(cue.start)
    if not says or before[-1:] not in _PAUSES or first >= cue.start or sentence is None:
        return None
    if sentence.span.end < verb.idx or any(c.start >= source.end for c in reading.content):
        return None
    said = trimmed(parsed.text, Span(first, source.start))
    own = Span(verb.idx, verb.idx + len(verb.text))
    return replace(reading, content=(said,), cue=own)


_PAUSES = tuple(",\"”'’")


MAKING = frozenset("lead prompt cause force push drive compel move spur enable allow".split())


def _made_to(_: ParsedArticle, reading: Reading, verb: Token) -> Reading | None:
    """'The ruling led a judge to dismiss the case': the judge does."""
    above = verb.head
    if reading.source is None or verb.tag_ != "VB" or above.lemma_.lower() not in MAKING:
        return None
    mover = next((c for c in above.lefts if c.dep_ in _SUBJECTS), None)
    moved = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    moved = moved or next((c for c in above.rights if c.dep_ == "dobj"), None)
    if mover is None or moved is None or not above.i < moved.i < verb.i or not can_speak(moved):
        return None
    if not noun_phrase(mover).overlaps(reading.source):
        return None
    source = noun_phrase(moved)
    return (
        None
        if any(source.overlaps(c) for c in reading.content)
        else replace(reading, source=source)
    )


_WAYS = (
    *(themselves, _with_own_cue, _made_to, _by_whom, _beside),
    *(_whose_participle, _quoted_by, _next_clause, inverted),
)


def _with_office(parsed: ParsedArticle, reading: Reading) -> Reading:
    """'…, spokeswoman for the fair Anja Dahl told a paper': the office is the source's."""
    if reading.source is None or not reading.content:
        return reading
    text, content = parsed.text, reading.content[-1]
    if not 0 <= reading.source.start - content.end <= 1:
        return reading
    comma = text.rfind(", ", content.start, content.end)
    office = Span(comma + 2, content.end)
    tokens = parsed.tokens(office)
    if comma < 0 or not len(tokens) or any(t.tag_ in FINITE for t in tokens):
        return reading
    known, first = lexicon.roles(), tokens[0].lemma_.lower()
    if first not in known.person.keys() | known.plain or "”" in office.of(text):
        return reading
    rest = trimmed(text, Span(content.start, comma))
    source = Span(office.start, reading.source.end)
    return replace(reading, source=source, content=(*reading.content[:-1], rest))
