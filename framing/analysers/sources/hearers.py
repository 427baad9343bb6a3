"""What stands before a cue and does not speak: who was told ('residents told to leave'), and a
thing that shows something ('symptoms that suggested a fever')."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.reading import Reading
from framing.analysers.sources.subjects import can_speak

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.text.parse import ParsedArticle

# Verbs of which the hearer is the object, and so the subject where they are passive.
_TO_SOMEBODY = frozenset("tell order urge instruct remind inform advise warn ask".split())
_NEED_AN_OBJECT = frozenset("tell order urge instruct remind inform".split())
_OBJECTS = frozenset({"dobj", "dative", "iobj"})
_EVIDENCE = frozenset(
    "show suggest indicate reveal demonstrate mean prove promise confirm underline underscore "
    "highlight illustrate express".split()
)


def without_hearer(parsed: ParsedArticle, reading: Reading) -> Reading:
    """The reading without its source, where that is who was told, and nobody says by whom."""
    if reading.cue is None or reading.source is None or reading.source.start >= reading.cue.start:
        return reading
    verbs = [t for t in parsed.tokens(reading.cue) if t.pos_ == "VERB"]
    if verbs and _is_told_of(reading, verbs[-1]):
        return replace(reading, source=None)
    hears = bool(verbs) and all(v.lemma_.lower() in _TO_SOMEBODY for v in verbs)
    if not hears or not _hears(verbs[-1]):  # 'she said in reply to being asked'
        return reading
    return replace(reading, source=None)


_QUOTED = frozenset({"quote", "cite", "hear", "report", "say"})


def _is_told_of(reading: Reading, verb: Token) -> bool:
    """Whether the source is of whom others speak: 'Lund, 19, was described as kind', 'named by
    police as Otto Dahl'."""
    if reading.source is None or verb.tag_ != "VBN" or verb.lemma_.lower() in _QUOTED:
        return False
    cues = lexicon.cues()
    says = verb.lemma_.lower() in cues.speech | cues.object | _NAMES
    if not says or not any(c.dep_ == "auxpass" for c in verb.children):
        return False
    subject = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
    if subject is None:
        return False
    start, end = reading.source
    by = [t for c in verb.children if c.dep_ == "agent" for t in c.subtree]
    return start <= subject.idx < end and not any(start <= t.idx < end for t in by)


_NAMES = frozenset("name identify describe call dub label brand remember hail".split())


def _hears(verb: Token) -> bool:
    """Whether the verb's subject is the hearer: 'was told to leave', 'were called and told to
    leave', 'Residents told to leave'."""
    if any(c.dep_ == "agent" for c in verb.children):
        return False
    above = verb
    while above.dep_ == "conj" and not any(c.dep_ in ("nsubj", "nsubjpass") for c in above.lefts):
        above = above.head
    helped = any(c.dep_ == "auxpass" for c in above.children)
    own = verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.children)
    if helped and (above is verb or own):
        return True
    if verb.lemma_.lower() not in _NEED_AN_OBJECT or verb.tag_ not in ("VBD", "VBN"):
        return False
    if any(c.dep_ in _OBJECTS or c.dep_ == "aux" for c in verb.children):
        return False
    behind = verb.doc[verb.i + 1 : verb.i + 3]
    return len(behind) > 1 and behind[0].lower_ == "to" and behind[1].tag_ == "VB"


def only_shows(parsed: ParsedArticle, reading: Reading) -> bool:
    """Whether what stands for a source is a thing, and its cue tells what it shows."""
    if reading.cue is None or reading.source is None:
        return False
    verbs = [t for t in parsed.tokens(reading.cue) if t.pos_ == "VERB"]
    if not verbs or verbs[-1].lemma_.lower() not in _EVIDENCE:
        return False
    head = parsed.tokens(reading.source).root
    if head.tag_ in ("WDT", "WP") and verbs[-1].dep_ == "relcl":
        head = verbs[-1].head
    plain = head.pos_ == "NOUN" and not head.ent_type_ and head.text.islower()
    if not plain or may_be_a_person(head):
        return False
    return not any(can_speak(t) or _is_a_record(t) for t in (head, *_of_what(head)))


def may_be_a_person(noun: Token) -> bool:
    """Whether a noun that is not listed is made as those of people are ('the first lady', 'a
    bodybuilder')."""
    return noun.lemma_.lower().endswith(_OF_PEOPLE)


_OF_PEOPLE = ("er", "or", "ist", "ian", "man", "woman", "lady", "star", "figure")


def _of_what(head: Token) -> list[Token]:
    """The nouns behind 'of': 'a cache of letters'."""
    return [t for c in head.children if c.lower_ == "of" for t in c.children if t.pos_ == "NOUN"]


def _is_a_record(noun: Token) -> bool:
    """Whether a noun is of what people have written down or worked out."""
    return noun.lower_ in ("data", "information") or noun.lower_.endswith(
        ("analysis", "mail", "mails")
    )
