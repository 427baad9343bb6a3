"""Who is asked, and answers: 'The Courier asked Lena Brandt of Orbex whether … “It will.”'"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from framing.analysers.sources.media_named import medium_within
from framing.analysers.sources.reading import Reading, noun_phrase
from framing.analysers.sources.subjects import can_speak
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

    from framing.text.parse import ParsedArticle

_QUESTION = frozenset("if whether how what why when who where which about".split())
_INTERVIEWERS = frozenset("we i reporter reporters journalist journalists interviewer".split())
_OBJECTS = ("dobj", "dative", "iobj")
_SITE = re.compile(r"[\w-]+(?:\.[a-z]{2,})+", re.I)


def is_the_outlets_question(parsed: ParsedArticle, reading: Reading) -> bool:
    """Whether a medium, or who writes, asks somebody: that is no statement of theirs."""
    if reading.cue is None or "ask" not in reading.cue.of(parsed.text).lower():
        return False
    verb = next((t for t in parsed.tokens(reading.cue) if t.lemma_.lower() == "ask"), None)
    if verb is None or any(q.span.contains(reading.cue) for q in parsed.quoted(reading.cue)):
        return False
    sentence = parsed.sentence_at(verb.idx)
    return sentence is not None and _asks(parsed, verb, sentence.span)


def _asks(parsed: ParsedArticle, verb: Token, sentence: Span) -> bool:
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if subject is None:
        words = " ".join(parsed.text[sentence.start : verb.idx].split())
    elif subject.lower_ in _INTERVIEWERS:
        return _whom(verb) is not None
    else:
        words = noun_phrase(subject).of(parsed.text)
    named = _SITE.fullmatch(words) or medium_within(words)
    return bool(named) and _whom(verb) is not None


def who_answers(parsed: ParsedArticle, quotation: Span) -> Span | None:
    """Whom the sentence in front of a quotation asks something: the quotation is the answer."""
    text = parsed.text
    if quotation.of(text).rstrip("\"”’'»").endswith("?"):
        return None
    before = text[: quotation.start].rstrip()
    sentence = parsed.sentence_at(max(0, len(before) - 1))
    if sentence is None:
        return None
    tokens = parsed.tokens(Span(sentence.span.start, min(sentence.span.end, len(before))))
    verb = next((t for t in tokens if t.lemma_.lower() == "ask" and t.pos_ == "VERB"), None)
    if verb is None or not _is_question(tokens, verb, before):
        return None
    if parsed.quoted_at(verb.idx):
        return None
    whom = _whom(verb)
    return noun_phrase(whom) if whom is not None else None


def _is_question(tokens: DocSpan, verb: Token, before: str) -> bool:
    behind = [t.lower_ for t in tokens if t.i > verb.i]
    return before.endswith(("?", ":")) or bool(_QUESTION.intersection(behind))


def _whom(verb: Token) -> Token | None:
    """Somebody who can answer behind 'asked': its object, else the name right behind it."""
    objects = (c for c in verb.rights if c.dep_ in _OBJECTS)
    found = next((c for c in objects if _is_somebody(c)), None)
    if found is not None:
        return found
    behind = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else verb
    if behind.ent_type_ != "PERSON":
        return None
    name = next((e for e in verb.doc.ents if e.start == behind.i), None)
    return name.root if name is not None else None


def _is_somebody(noun: Token) -> bool:
    named = any(c.dep_ == "appos" and c.ent_type_ == "PERSON" for c in noun.rights)
    return named or noun.pos_ == "PROPN" or can_speak(noun)
