"""Speech that was only tried, begun, owed or expected: nobody has said it. 'The council began to
acknowledge the harm', 'ports are required to report', 'the school has yet to say'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.analysers.sources.subjects import MAKING, can_speak
from framing.models import Voice

if TYPE_CHECKING:
    from spacy.tokens import Token

EVASIONS = frozenset(
    "decline refuse fail stop avoid refrain hesitate unable able want try need neglect "
    "forget attempt struggle reluctant hesitant".split()
)
_BEGUN = frozenset({"begin", "start"})
# Who is made to speak, or was heard, has spoken.
_DONE = MAKING | {"hear", "see", "quote", "know", "inspire"}


def is_existential(noun: Token) -> bool:
    """Whether a noun is what there is: 'there were accusations'."""
    return noun.dep_ == "attr" and any(c.dep_ == "expl" for c in noun.head.children)


def undone(verb: Token, voice: Voice) -> str:
    """What tells that the verb of an infinitive was not done; empty where nothing does. Words in
    quotation marks were said, however the copy puts it."""
    if verb.dep_ not in ("xcomp", "acl", "advcl", "ccomp", "conj"):
        return ""
    auxiliaries = [c for c in verb.children if c.dep_ == "aux"]
    if not any(c.tag_ == "TO" for c in auxiliaries) or any(c.lemma_ == "have" for c in auxiliaries):
        return ""  # 'is believed to have said'
    above = verb.head
    unwilling = above.pos_ == "ADJ" and above.lower_.startswith("un")
    if unwilling or (verb.dep_ in ("xcomp", "acl") and above.lemma_.lower() in EVASIONS):
        return "it was not said"
    if voice is not Voice.INDIRECT:
        return ""
    if above.lemma_ == "have" and any(t.lower_ == "yet" for t in verb.doc[above.i : verb.i]):
        return "it was not said"
    if verb.dep_ == "xcomp" and above.lemma_.lower() in _BEGUN:
        return "it was only begun"
    passive = any(c.dep_ == "auxpass" for c in above.children)
    if passive and above.tag_ == "VBN" and above.lemma_.lower() not in _DONE:
        return "it was owed or expected"
    return ""


def a_deed(verb: Token) -> str:
    """'Blasted water cannon at the boats', 'blasted the boats with cannon': a thing is let loose
    on something, and no word; empty where a word may be."""
    if verb.lemma_.lower() != "blast":
        return ""
    thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if thing is None or thing.pos_ != "NOUN":
        return ""
    aimed = [
        prep.lower_ for owner in (thing, verb) for prep in owner.children if prep.dep_ == "prep"
    ]
    plain = not any(c.dep_ in ("det", "poss") for c in thing.children) and not can_speak(thing)
    loose = (plain and "at" in aimed) or "with" in aimed
    return f"'{verb.text}' tells a deed" if loose else ""
