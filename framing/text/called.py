"""What someone is said to call a thing: the word beside such a verb is not the writer's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs that tell what someone calls a thing, or holds against it.
_CALLS = frozenset(
    "accuse attack blast brand call cast characterise characterize condemn criticise criticize "
    "decry denounce depict deride describe designate dismiss dub frame label mock name oppose "
    "portray refer regard reject slam term view".split()
)
# With these verbs the object is the thing itself, and not what it is called.
_OBJECTS = frozenset(
    "accuse attack blast cast condemn criticise criticize designate frame mock oppose reject "
    "slam".split()
)
_NAMES = frozenset(
    {"oprd", "attr", "dobj", "ccomp", "xcomp"}
)  # where the name stands: 'calls it X'
_BEHIND = frozenset({"as", "of"})  # 'describes it as X', 'accuses them of X'
_WITHIN = frozenset({"amod", "compound", "nmod", "poss", "acomp"})


def is_called(word: Token) -> bool:
    """Whether a word is part of what someone is said to call a thing: 'which Moscow calls a special
    operation', 'opposed the step as illegitimate', 'accused her of scaremongering'.

    Args:
        word: the head of the name, or a word before it.
    """
    head = word
    while head.dep_ in _WITHIN and head.head.i != head.i:
        head = head.head
    if head.dep_ in ("pobj", "pcomp", "amod") and head.head.lower_ in _BEHIND:
        verb = head.head.head
        if verb.pos_ == "NOUN":  # 'opposed the step as illegitimate', hung from 'step'
            verb = verb.head
        return verb.lemma_.lower() in _CALLS
    by_name = head.dep_ in _NAMES and head.head.lemma_.lower() in _CALLS
    return by_name and head.head.lemma_.lower() not in _OBJECTS
