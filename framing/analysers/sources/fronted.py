"""What is said in front of a cue in the middle of its sentence, where the tagger took what stands
behind the cue for it: 'The road will be closed, the mayor said Tuesday, a plan that …', '…,
reported the Courier, saying …', 'The road is closed the mayor said without giving reasons.'"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.reading import FINITE, CoveredText, Reading, trimmed
from framing.analysers.sources.speech import attributions
from framing.analysers.sources.subjects import can_speak
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.text.parse import ParsedArticle

_MIN_WORDS = 5  # of what stands in front
_GOES_ON = frozenset({"and", "but", "or"})


def fronted(parsed: ParsedArticle, readings: Sequence[Reading]) -> list[Reading]:
    """The readings, those with the wrong side of their cue for content turned round."""
    taken = attributions(parsed, readings)
    made = [_turned(parsed, reading, taken) for reading in readings]
    turned = [r for r, before in zip(made, readings, strict=True) if r is not before]
    claimed = CoveredText(len(parsed.text), (c for r in turned for c in r.content))
    return [r for r in made if r in turned or not any(claimed.touches(c) for c in r.content)]


def _turned(parsed: ParsedArticle, reading: Reading, taken: CoveredText) -> Reading:
    cue, source = reading.cue, reading.source
    if cue is None or len(reading.content) != 1 or reading.content[0].start < cue.end:
        return reading
    home, behind = parsed.sentence_at(cue.start), reading.content[0]
    if home is None or not home.span.contains(behind):
        return reading
    names = _names_a_speaker(parsed, cue, behind)
    if names:
        front = _front(parsed, Span(home.span.start, cue.start), taken, comma=True)
        return replace(reading, content=(front,), source=behind) if front else reading
    if source is None or not home.span.start < source.start < cue.start:
        return reading
    kind = _kind_behind(parsed, behind)
    front = _front(parsed, Span(home.span.start, source.start), taken, comma=kind != "manner")
    if front is None or not kind:
        return reading
    return replace(reading, content=(front, behind) if kind == "more" else (front,))


def _kind_behind(parsed: ParsedArticle, behind: Span) -> str:
    """What stands behind the cue: 'manner' ('without giving reasons'), 'more' of what was said
    ('and so it would stay'), a 'remark' on it ('a plan that …'); empty where it is the content."""
    tokens = parsed.tokens(behind)
    first = tokens[0].lower_ if len(tokens) else ""
    before = parsed.text[: behind.start].rstrip()[-12:]
    if first == "without" or before.endswith(" without saying"):
        return "manner"
    if not before.endswith(","):
        return ""
    if first in _GOES_ON:
        return "more"
    own = (t for t in tokens if t.dep_ not in ("relcl", "acl", "aux") and t.tag_ in FINITE)
    clause = any(t.head.dep_ != "relcl" and t.dep_ != "relcl" for t in own)
    return "" if clause or tokens.root.pos_ not in ("NOUN", "PROPN") else "remark"


def _names_a_speaker(parsed: ParsedArticle, cue: Span, behind: Span) -> bool:
    """Whether a cue behind a comma is followed by a name alone: '…, reported the Courier'."""
    if not parsed.text[: cue.start].rstrip().endswith(",") or behind.start - cue.end > 1:
        return False
    tokens = parsed.tokens(behind)
    if not any(t.tag_ in FINITE for t in parsed.tokens(cue)):
        return False
    nominal = not any(t.pos_ in ("VERB", "AUX", "SCONJ", "CCONJ") for t in tokens)
    if not len(tokens) or not nominal:
        return False
    document = tokens.root.lemma_.lower() in lexicon.roles().document
    return can_speak(tokens.root) and not document


def _front(parsed: ParsedArticle, span: Span, taken: CoveredText, comma: bool) -> Span | None:
    """The clause in front, if nothing else has it; behind it stands a comma."""
    text = parsed.text
    front = trimmed(text, span)
    ends = text[front.end : span.end].strip().startswith(",") if comma else True
    words = front.of(text).split()
    if not ends or len(words) < _MIN_WORDS or taken.touches(front):
        return None
    return front if any(_tells(t) for t in parsed.tokens(front)) else None


def _tells(token: Token) -> bool:
    """Whether a token is a finite verb of no relative clause ('a guard, who is new,')."""
    return token.tag_ in FINITE and all(t.dep_ != "relcl" for t in (token, *token.ancestors))
