"""Who speaks behind the cue: '“…!” tweeted the president', 'reported the Courier'."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.reading import FINITE, Reading, noun_phrase
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.text.parse import ParsedArticle

_GAP = 3  # characters between a quotation and the cue behind it
_TIME = ("DATE", "TIME")
_PAUSES = tuple(",\"”'’")


def named_behind_cue(verb: Token) -> Token | None:
    """The Courier of '…, reported the Courier, saying …'."""
    if verb.lemma_.lower() not in lexicon.cues().speech or verb.i == 0:
        return None
    if verb.doc[verb.i - 1].text not in _PAUSES or any(
        c.dep_ in ("nsubj", "nsubjpass") for c in verb.lefts
    ):
        return None
    named = (c for c in verb.rights if c.dep_ in ("nsubj", "dobj") and c.pos_ == "PROPN")
    return next((c for c in named if c.left_edge.i == verb.i + 1), None)


def inverted(parsed: ParsedArticle, reading: Reading, verb: Token) -> Reading | None:
    """'“…!” tweeted the president.'"""
    if reading.source is not None or not reading.content:
        return None
    named = named_behind_cue(verb)
    if named is not None:
        source = noun_phrase(named)
        said = tuple(c for c in reading.content if not c.overlaps(source))
        return replace(reading, source=source, content=said) if said else None
    last = [c for c in reading.content if c.end <= verb.idx]
    quoted = last and any(q.span.end == last[-1].end for q in parsed.quotations)
    if not quoted or verb.idx - last[-1].end > _GAP or verb.i + 1 >= len(parsed.doc):
        return None
    if verb.lemma_.lower() not in lexicon.cues().speech:
        return None
    after = (c for c in verb.rights if c.dep_ in ("nsubj", "dobj", "attr", "dep"))
    noun = next((c for c in after if c.left_edge.i == verb.i + 1), None)
    behind = reading.content[-1]
    nominal = not any(t.tag_ in FINITE for t in parsed.tokens(behind))
    if noun is None and len(reading.content) > 1 and nominal:
        # 'said the “Let Us Sing” movement': the tagger took the source for content
        touching = 0 <= behind.start - reading.cue.end <= 1 if reading.cue else False
        return replace(reading, source=behind, content=reading.content[:-1]) if touching else None
    if noun is None or noun.pos_ not in ("NOUN", "PROPN", "PRON") or noun.ent_type_ in _TIME:
        return None
    source = noun_phrase(noun)
    content = tuple(c for c in reading.content if not c.overlaps(source))
    return replace(reading, source=source, content=content)


def themselves(parsed: ParsedArticle, reading: Reading, verb: Token) -> Reading | None:
    """'The kind of gift Lund himself once called “cruel”': who stands right before 'himself' and
    the verb says so, and not the noun that the clause hangs on."""
    source = reading.source
    tokens = list(parsed.tokens(source)) if source is not None else []
    if len(tokens) < _WITH_NOUN or tokens[-1].lower_ not in ("himself", "herself"):
        return None
    at = len(tokens) - 1
    while at > 0 and tokens[at - 1].pos_ == "PROPN":
        at -= 1
    named, before = tokens[at:-1], tokens[at - 1]
    if not named or at == 0 or before.pos_ != "NOUN" or tokens[-1].i > verb.i:
        return None
    if before.lemma_.lower() in lexicon.roles().person.keys() | lexicon.roles().plain:
        return None  # 'the mayor Jan Lund himself'
    last = tokens[-1]
    return replace(reading, source=Span(named[0].idx, last.idx + len(last.text)))


_WITH_NOUN = 3  # words of a noun, a name and 'himself'
