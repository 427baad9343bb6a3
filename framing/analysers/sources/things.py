"""Whose the words are where the parse or the linker has a thing for who speaks: 'a court ruled in a
dispute, which concluded …' is the court's, and no dispute's."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.hearers import may_be_a_person
from framing.analysers.sources.reading import FINITE, Reading, noun_phrase, trimmed
from framing.analysers.sources.subjects import can_speak
from framing.analysers.sources.undone import is_existential
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.text.parse import ParsedArticle

_SUBJECTS = ("nsubj", "nsubjpass")


def not_of_a_thing(parsed: ParsedArticle, reading: Reading) -> Reading:
    """The reading with who speaks in place of a thing that cannot, as far as the copy tells who."""
    if reading.cue is None:
        there = _there_were(parsed, reading)
        return replace(reading, cue=there, source=None) if there is not None else reading
    verb = next((t for t in reversed(parsed.tokens(reading.cue)) if t.pos_ == "VERB"), None)
    if verb is None:
        return reading
    if reading.source is None:
        opens = _who_goes_on(verb)
        free = opens is not None and not any(opens.overlaps(c) for c in reading.content)
        return replace(reading, source=opens) if free else reading
    for way in _WAYS:
        source = way(parsed, reading.source, verb)
        if source is not None and not any(source.overlaps(c) for c in reading.content):
            return replace(reading, source=source)
    return reading


def _there_were(parsed: ParsedArticle, reading: Reading) -> Span | None:
    """The noun of 'there were claims that …', of which nobody is told to have made them."""
    first = parsed.tokens(reading.content[0])[:1]
    at = first[0].i - 1 if len(first) else -1
    noun = parsed.doc[at] if at >= 0 else None
    if noun is None or noun.pos_ != "NOUN" or not is_existential(noun):
        return None
    return Span(noun.idx, noun.idx + len(noun.text))


def _who_goes_on(verb: Token) -> Span | None:
    """'Despite saying that …, Lund warned …': who is the subject behind says both."""
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    if verb.tag_ != "VBG" or verb.dep_ not in ("pcomp", "advcl") or above.i < verb.i:
        return None
    who = next((c for c in above.lefts if c.dep_ == "nsubj" and c.i > verb.i), None)
    own = _subject(verb) is not None or who is None or who.tag_ in ("WP", "WDT", "EX")
    return None if own or who is None or not can_speak(who) else noun_phrase(who)


def is_a_thing(noun: Token) -> bool:
    """Whether a plain noun is of something that neither speaks nor is a document."""
    plain = noun.pos_ == "NOUN" and not noun.ent_type_ and not noun.text.isupper()
    return plain and not can_speak(noun) and not may_be_a_person(noun)


def _subject(verb: Token) -> Token | None:
    return next((c for c in verb.lefts if c.dep_ in _SUBJECTS), None)


def _who_judges(parsed: ParsedArticle, source: Span, verb: Token) -> Span | None:
    """'A court ruled against the state in a dispute, which concluded …': who ruled concluded."""
    relative = parsed.tokens(source)
    cues = lexicon.cues().speech
    if len(relative) != 1 or relative[0].tag_ != "WDT" or verb.dep_ != "relcl":
        return None
    if not is_a_thing(verb.head) or verb.lemma_.lower() not in cues:
        return None
    above = next((t for t in verb.head.ancestors if t.tag_ in FINITE), None)
    who = _subject(above) if above is not None else None
    if above is None or who is None or above.lemma_.lower() not in cues | {"decide", "find"}:
        return None
    return noun_phrase(who) if can_speak(who) and who.pos_ != "PRON" else None


def _among_those(parsed: ParsedArticle, source: Span, verb: Token) -> Span | None:
    """'Lund was among those who called for …', 'Lund was one of those who …': Lund did."""
    those = verb.head
    if verb.dep_ != "relcl" or those.lower_ != "those" or those.dep_ != "pobj":
        return None
    tokens = parsed.tokens(source)
    if not any(t == those or t.tag_ == "WP" for t in tokens):
        return None
    be = next((t for t in those.ancestors if t.pos_ in ("VERB", "AUX")), None)
    who = _subject(be) if be is not None and be.lemma_ == "be" else None
    return noun_phrase(who) if who is not None else None


_INSERTED = re.compile(r",\s[a-z]+ing\s[^,.;“\"]{1,80},\s*(?:(?:had|has|have|also)\s)*$")


def _behind_insertion(parsed: ParsedArticle, source: Span, verb: Token) -> Span | None:
    """'… after the Kelm Courier, quoting unnamed people, reported that': who stands in front of
    what is inserted before the verb, and not whom the sentence names first."""
    sentence = parsed.sentence_at(verb.idx)
    if sentence is None or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    inserted = _INSERTED.search(parsed.text, sentence.span.start, verb.idx)
    if inserted is None:
        return None
    before = parsed.tokens(Span(sentence.span.start, inserted.start()))
    if not len(before) or before[-1].pos_ not in ("PROPN", "NOUN") or not can_speak(before[-1]):
        return None
    who = noun_phrase(before[-1], joint=False)
    who = Span(who.start, min(who.end, inserted.start()))
    return who if source.end <= who.start else None


def _behind_comma(parsed: ParsedArticle, source: Span, verb: Token) -> Span | None:
    """'After the discovery of the wells, Secretary Eva Lund announced …': the parse has taken what
    stands in front of the comma for the subject."""
    tokens = parsed.tokens(source)
    comma = parsed.text.rfind(", ", source.start, source.end)
    if comma < 0 or not is_a_thing(tokens.root) or source.end > verb.idx:
        return None
    before = parsed.doc[tokens.start - 1] if tokens.start else None
    behind = trimmed(parsed.text, Span(comma + 1, source.end))
    last = parsed.tokens(behind)[-1] if len(parsed.tokens(behind)) else None
    opens = before is not None and before.pos_ in ("ADP", "SCONJ")
    if not opens or last is None or last.pos_ != "PROPN" or last.i + 1 != _first(verb).i:
        return None
    return behind


_OPENS = re.compile(r"(?:Already|Once|Long|Now|Still)\s.*,\s+(?=(?:the|its|an?)\s)")


def _behind_opening(parsed: ParsedArticle, source: Span, verb: Token) -> Span | None:
    """'Already the subject of a probe by NorFin, the agency said …': who stands before the verb."""
    opening = _OPENS.match(parsed.text, source.start, source.end)
    whole = opening or _OPENS.match(parsed.text, _sentence(parsed, verb).start, source.end)
    if whole is None or whole.end() >= source.end or source.end > verb.idx:
        return None
    who = Span(whole.end(), source.end)
    return who if any(map(can_speak, parsed.tokens(who))) else None


def _sentence(parsed: ParsedArticle, verb: Token) -> Span:
    sentence = parsed.sentence_at(verb.idx)
    return sentence.span if sentence is not None else Span(verb.idx, verb.idx)


def _who_does(parsed: ParsedArticle, source: Span, verb: Token) -> Span | None:
    """'A man stood in the middle of a road covered in dust and shouting …': the man does."""
    if verb.tag_ != "VBG" or _subject(verb) is not None or verb.dep_ not in ("conj", "acl"):
        return None
    if not is_a_thing(parsed.tokens(source).root):
        return None
    above = next((t for t in verb.ancestors if t.tag_ in FINITE), None)
    who = _subject(above) if above is not None else None
    return noun_phrase(who) if who is not None and can_speak(who) and who.i < verb.i else None


def _made_public_by(parsed: ParsedArticle, source: Span, _: Token) -> Span | None:
    """'The last bits of information shared by the port suggested …': the port does."""
    if not is_a_thing(parsed.tokens(source).root):
        return None
    for clause in parsed.tokens(source):
        if clause.dep_ != "acl" or clause.tag_ != "VBN" or clause.lemma_ not in _MADE_PUBLIC:
            continue
        by = (t for c in clause.children if c.dep_ == "agent" for t in c.children)
        agent = next((t for t in by if t.dep_ == "pobj" and can_speak(t)), None)
        if agent is not None:
            return noun_phrase(agent)
    return None


_IN_A_STATEMENT = re.compile(
    r"an? (?:[\w-]+ )?(?:statement|interview|message|letter|email|comment|speech) "
    r"(?:to|with|on|for) (?:the )?[A-Z][\w-]*(?: [A-Z][\w-]*)* (?=(?:an?|the) [a-z])"
)


def _behind_statement(parsed: ParsedArticle, source: Span, verb: Token) -> Span | None:
    """'In a statement to Kelm Radio a source at the port said': who stands behind the medium."""
    front = _IN_A_STATEMENT.match(parsed.text, source.start, source.end)
    opens = parsed.text[: source.start].rstrip()[-2:].lower() == "in"
    return Span(front.end(), source.end) if front and opens and front.end() < verb.idx else None


_MADE_PUBLIC = frozenset("share release publish issue provide disclose".split())
_WAYS = (
    *(_who_judges, _among_those, _behind_insertion, _behind_comma),
    *(_behind_opening, _who_does, _made_public_by, _behind_statement),
)


def _first(verb: Token) -> Token:
    """The first word of the verb's group: 'has' of 'has also said'."""
    group = [c for c in verb.lefts if c.dep_ in ("aux", "advmod", "neg") and c.i < verb.i]
    return min(group, key=lambda t: t.i, default=verb)
