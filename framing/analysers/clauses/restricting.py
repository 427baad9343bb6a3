"""Where a sentence may be cut without saying more than it did.

'Only five of the 85 ferries sail in winter' without 'in winter' is false, and so is 'the port will
close' without 'if the strike goes on'; 'the mayor met the owners' without 'in Norland' is as true
as before. What is told as done once holds without its time, place and manner; what is counted,
compared, denied, possible, usual or conditional does not.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from framing.analysers.clauses.tree import SUBJECT

if TYPE_CHECKING:
    from spacy.tokens import Token

# Words that say no or little: what stands behind them narrows what is denied.
DOUBT = frozenset(
    "although barely despite few hardly if neither never no nor not only rarely scarcely seldom "
    "though unless whereas whether while".split()
)
_REFUSING = frozenset("bar deny dismiss doubt exclude fail prevent refuse reject".split())
_OF_ALL = frozenset("all any both each either every just more most same such".split())
# What a clause opens with that says when another holds.
_CONDITIONS = frozenset("if lest once provided unless until whether".split())
_TIMES = frozenset("after as before when whenever where wherever while".split())
_POSSIBLE = frozenset("can could may might must ought should would 'd".split())
_COMPARED = frozenset({"JJR", "JJS", "RBR", "RBS"})
_EXCEPTING = frozenset({"barring", "but", "except", "of", "than", "without"})
_MODIFYING = frozenset({"prep", "npadvmod", "advmod", "advcl", "agent", "relcl", "acl"})
_FREE = frozenset({"advcl", "relcl", "acl", "appos", "advmod", "npadvmod", "prep"})


def may_end(clause: Sequence[Token], place: int) -> bool:
    """Whether nothing of a clause from a place on restricts what stands before it."""
    kept = clause[:place]
    held = {token.i for token in kept}
    inside = held | {token.i for token in clause}
    if any(t.head.i in inside and t.head.i not in held for t in kept):
        return False  # what they belong to is still to come
    if kept[-1].dep_ == "npadvmod" and clause[place].dep_ in ("prep", "mark"):
        return False  # 'a week after …'
    beside = clause[place].i == kept[-1].i + 1  # no comma or mark between
    if beside and clause[place].dep_ != "cc" and kept[-1].pos_ in ("VERB", "ADJ"):
        return False  # 'a way to deal with …', 'the team responsible for …'
    narrow = is_narrow(kept)
    for token in clause[place:]:
        if token.head.i in held:
            if not _is_free(token, narrow) or _in_what_restricts(token.head, held):
                return False
        elif token.head.i not in inside and token.dep_ != "punct":
            return False
    return True


_SHORT = 5  # words before a subject
_SCENES = frozenset({"DATE", "TIME", "GPE", "LOC", "FAC"})
# Words that lead over from the sentence before.
_TURNING = frozenset(
    "meanwhile however also earlier later then now today yesterday tomorrow separately moreover "
    "furthermore additionally instead besides indeed thus therefore ago last next this".split()
)
_SPEECHES = frozenset(
    "statement speech interview tweet post press news conference briefing letter comment remark "
    "address report email".split()
)


def may_begin(clause: Sequence[Token], opening: Sequence[Token]) -> bool:
    """Whether a clause says no more without what stands before its subject: no condition, of a
    clause that nothing narrows; and where it is short no more than when, where or in which speech:
    'For most' and 'After days of pressure' tell how it is meant."""
    if not opening:
        return True
    if is_narrow(clause) or any(_is_condition(token) for token in opening):
        return False
    return len(opening) > _SHORT or all(_sets_the_scene(token) for token in opening)


def _sets_the_scene(token: Token) -> bool:
    if token.ent_type_ in _SCENES or token.lower_ in _TURNING or token.lemma_.lower() in _SPEECHES:
        return True
    return token.pos_ in ("ADP", "DET", "PUNCT", "CCONJ", "SPACE") or (
        token.pos_ == "ADJ" and token.head.lemma_.lower() in _SPEECHES
    )


def is_narrow(words: Sequence[Token]) -> bool:
    """Whether words are of a kind that what follows may narrow: counted, compared, denied,
    possible, or told as what is usual."""
    return any(
        token.dep_ in ("neg", "preconj")
        or token.lower_ in DOUBT | _OF_ALL
        or token.lower_ in _POSSIBLE
        or token.lemma_.lower() in _REFUSING
        or token.tag_ in _COMPARED
        or (token.dep_ == "nummod" and _is_counted(token.head))
        or _is_usual(token)
        for token in words
    )


def _is_counted(noun: Token) -> bool:
    """Whether a number says how many there are: 'seven ferries', not 'the two ferries', nor a
    date."""
    known = any(c.dep_ == "poss" or c.lower_ in ("the", "these", "those") for c in noun.children)
    return not known and noun.ent_type_ not in ("DATE", "TIME")


def _is_usual(token: Token) -> bool:
    """Whether a token is a main verb in the present, with nothing that says it is over or goes
    on: 'ferries sail', 'the port is open'."""
    if token.tag_ not in ("VBZ", "VBP") or token.dep_ in ("aux", "auxpass"):
        return False
    return token.dep_ not in ("relcl", "acl") and not any(c.dep_ == "aux" for c in token.children)


def _in_what_restricts(word: Token, held: Set[int]) -> bool:
    """Whether a kept word stands in a clause that says which thing is meant, or on what condition:
    of such a clause nothing may be missing."""
    while word.head != word and word.head.i in held:
        if word.dep_ in ("relcl", "acl") and not (_behind_comma(word) or _is_any(word.head)):
            return True
        if _is_condition(word):
            return True
        word = word.head
    return False


def _is_free(token: Token, narrow: bool) -> bool:
    """Whether what hangs from the kept words says nothing that narrows them.

    Args:
        token: the head of what is cut off.
        narrow: whether the kept words are of a kind that can be narrowed.
    """
    if token.dep_ in ("punct", "cc", "intj", "parataxis"):
        return True
    if token.dep_ == "conj":
        return _is_joined(token)
    if _is_condition(token) or token.lower_ in _EXCEPTING:
        return False
    if _behind_comma(token):
        return token.dep_ in _FREE and not (narrow and token.dep_ in ("prep", "npadvmod"))
    if narrow or token.dep_ not in _MODIFYING or token.dep_ == "agent" or token.head.pos_ == "ADJ":
        return False
    if token.head.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
        return _is_any(token.head) and not _is_content(token)
    return token.lower_ != "by"


def _is_joined(token: Token) -> bool:
    """Whether a second clause, or a further thing done or listed, stands behind the first: 'and'
    adds, 'or' leaves a choice, and two subjects may do together what none does alone."""
    words = [c.lower_ for c in token.head.children if c.dep_ == "cc"]
    if "or" in words or "nor" in words:
        return False
    if token.pos_ in ("VERB", "AUX"):
        return True
    own = any(c.dep_ in ("det", "poss", "nummod") for c in token.children)
    first = token.head
    while first.dep_ == "conj":
        first = first.head
    return first.dep_ in ("dobj", "pobj") and (own or _behind_comma(token))


def _is_condition(token: Token) -> bool:
    """Whether a clause says when another holds: 'if', 'unless', 'should the strike go on', and
    'when' beside what is not past."""
    if token.lower_ in _CONDITIONS:
        return True
    if token.pos_ not in ("VERB", "AUX") or token.dep_ not in ("advcl", "ccomp", "xcomp", "relcl"):
        return False
    lefts = [t for t in token.lefts if t.dep_ in ("mark", "advmod", "aux")]
    words = {t.lower_ for t in lefts}
    inverted = [t for t in lefts if t.lower_ in ("should", "had", "were") and t.dep_ == "aux"]
    subject = next((c for c in token.children if c.dep_ in SUBJECT), None)
    if inverted and subject is not None and inverted[0].i < subject.i and token.dep_ == "advcl":
        return True
    if words & _CONDITIONS:
        return True
    return bool(words & _TIMES - {"as", "while"}) and not _is_past(token.head)


def _is_past(verb: Token) -> bool:
    helping = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    past = any(t.tag_ == "VBD" for t in (verb, *helping))
    return past or any(t.lemma_.lower() == "have" for t in helping)


def _behind_comma(token: Token) -> bool:
    """Whether a comma or dash parts a constituent from what stands before it."""
    first = token.left_edge
    while first.i > 0 and first.is_punct and first.i < token.i:
        if first.text in ",;:–—-":
            return True
        first = first.nbor()
    return first.i > 0 and first.nbor(-1).text in ",;:–—-"


def _is_any(noun: Token) -> bool:
    """Whether a noun speaks of some thing and not of one that is known: 'a firm', 'firms'."""
    known = [c for c in noun.children if c.dep_ in ("det", "poss", "nummod", "quantmod")]
    if not known:
        return noun.tag_ == "NNS" and noun.dep_ not in SUBJECT
    return all(c.lower_ in ("a", "an", "another") for c in known)


def _is_content(token: Token) -> bool:
    """Whether a clause says what a noun is of: 'the view that …', 'plans to …'."""
    opened = any(c.dep_ in ("mark", "aux") for c in token.lefts)
    return token.dep_ == "acl" and opened
