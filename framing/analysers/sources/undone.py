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


def _in_place_of(verb: Token) -> bool:
    """'Rather than call on drivers', 'instead of warning the town': another thing was done."""
    before = verb.doc[max(0, verb.i - 2) : verb.i]
    words = [t.lower_ for t in before]
    return words in (["rather", "than"], ["instead", "of"])


_HEARD = frozenset({"tell", "ask", "inform", "remind", "warn"})


def not_told(verb: Token) -> str:
    """What tells that a verb of saying is of who hears, of nobody, or of what was not done."""
    if _in_place_of(verb):
        return "it was not said"
    if _hears_of_it(verb):
        return "it is heard, and not said"
    return "it is not told who says so" if _is_impersonal(verb) else ""


def _hears_of_it(verb: Token) -> bool:
    """'Told of the raid, a spokesman said …': who is told does not tell."""
    helped = any(c.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass", "agent") for c in verb.children)
    opens = verb.dep_ == "advcl" and verb.i < verb.head.i
    return verb.tag_ == "VBN" and opens and not helped and verb.lemma_.lower() in _HEARD


def _is_impersonal(verb: Token) -> bool:
    """'It’s estimated that', whichever verb the parse takes the short form for."""
    before = [t.lower_ for t in verb.doc[max(0, verb.i - 2) : verb.i]]
    that = verb.doc[verb.i + 1 : verb.i + 2].text.lower() == "that"
    return that and verb.lemma_.lower() != "add" and before in (["it", "’s"], ["it", "'s"])


def shares_passive(verb: Token) -> bool:
    """Whether a participle shares the helping verb in front: 'was built and described as'."""
    own = any(c.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass") for c in verb.children)
    if verb.dep_ != "conj" or verb.tag_ not in ("VBN", "VBD") or own:
        return False
    helped = any(c.dep_ == "auxpass" for c in verb.head.children)
    return helped and not any(c.dep_ in ("dobj", "ccomp") for c in verb.children)


def on_the_telephone(verb: Token) -> str:
    """'She called Orbex in Kelm': whom somebody calls is not what they call anybody."""
    passive = verb.dep_ == "acl" or any(c.dep_ == "auxpass" for c in verb.children)
    if verb.lemma_.lower() != "call" or passive:
        return ""
    behind = [c for c in verb.rights if c.dep_ in ("dobj", "oprd", "ccomp", "attr", "xcomp")]
    lone = len(behind) == 1 and behind[0].pos_ == "PROPN" and behind[0].dep_ != "ccomp"
    own = any(c.dep_ in ("prt", "det") for c in (*verb.rights, *(behind[0].lefts if lone else ())))
    near = lone and behind[0].left_edge.i == verb.i + 1
    return "a call, and it is not told what was said" if near and not own else ""


def of_themselves(verb: Token) -> str:
    """'People who refer to themselves as hill folk': what a people calls itself."""
    behind = verb.doc[verb.i + 1 : verb.i + 3]
    whose = any(t.lower_ == "themselves" for t in behind)
    return "what they call themselves" if whose and verb.dep_ == "relcl" else ""


def a_work(verb: Token, voice: Voice) -> str:
    """'The song he wrote for the film “Snow”': what is written is the noun in front, and nothing
    tells what it says; empty where something may."""
    ahead = next((c for c in verb.lefts if c.dep_ == "dobj" and c.tag_ not in ("WP", "WDT")), None)
    work = verb.head if verb.dep_ == "relcl" else ahead
    if verb.lemma_.lower() != "write" or work is None or voice is Voice.DIRECT:
        return ""
    has_content = any(c.dep_ in ("dobj", "ccomp") and c.pos_ != "PRON" for c in verb.rights)
    who = any(c.tag_ in ("WP", "WP$", "WRB") for c in verb.lefts)
    return "" if has_content or who or can_speak(work) else "a work, and not what it says"


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
