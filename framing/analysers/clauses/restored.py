"""A headline as the sentences that it may be short for.

'Mayor to open bridge', 'Bridge closed by storm' and 'Storm closes bridge' leave words out, and
their verbs may be nouns. Each word that may be the verb is put to the test: with 'will', 'was',
'is' or 'have' before it, the headline is a sentence if that word is the verb, and mostly none if it
is not. An act is told where the parser reads such a sentence as one and where no other does as
well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.analysers.clauses.layout import finite, is_quote
from framing.analysers.clauses.tree import SUBJECT
from framing.text.dictionary import dictionary

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

# Words behind which another clause begins.
OPENING = frozenset(
    "as after while when amid before because if since though although until unless despite that "
    "who whom whose which where how why what whether so but than".split()
)
_BE = frozenset("is are was were isn aren wasn weren".split())
_HELPING = frozenset(
    "will would can could must should might has have had do does did wo ca 'll ’ll".split()
)
_MODALS = frozenset("will would can could must should might may".split())
_DO = frozenset({"do", "does", "did"})
_PLURALS = frozenset("people police men women children troops crew staff dozens both".split())
_GROUP = frozenset({"aux", "auxpass", "neg", "advmod"})
_NOBODY = frozenset(
    "it he she they we you i this that there these those here one who what all some".split()
)
_CLAUSES = frozenset({"acl", "relcl", "advcl", "ccomp", "xcomp", "csubj", "parataxis", "dep"})
FINITE, PLAIN, TO, DONE, DOING, SUFFERED = "finite", "plain", "to", "done", "doing", "suffered"
_INSERTED = {FINITE: "will", DONE: "have", DOING: "is", SUFFERED: "was"}


@dataclass(frozen=True, slots=True)
class Tried:
    """A word taken for the verb: its place, as what, and whether one alone can be its subject."""

    verb: int
    kind: str
    singular: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence that a headline is short for: subject and verb group as places in the headline's
    words (ends are behind), the further verbs that 'and' joins, and the tried word."""

    tried: Tried
    subject: tuple[int, int]
    group: tuple[int, int]
    verb: Token
    joined: tuple[int, ...]
    has_object: bool


def tries(words: Sequence[str], tokens: Sequence[Token]) -> list[Tried]:
    """The words of a headline's main part that may be its verb."""
    found: list[Tried] = []
    verbs = dictionary()["verb"]
    quoted = False
    for place, word in enumerate(words):
        small = word.lower()
        if is_quote(tokens[place]):
            quoted = not quoted
        if small in OPENING and place > 1:
            break
        if place == 0 or quoted or not word[0].isalpha():
            continue
        before = words[place - 1].lower()
        if small in _BE | _HELPING:
            found.append(Tried(place, PLAIN))
        elif before == "to" and small in verbs:
            if place > 1:
                found.append(Tried(place, TO))
        elif finite(word) and before not in ("'s", "’s", "the", "a"):
            found.append(Tried(place, FINITE, singular=True))
        elif _is_base(tokens[place], small) and _is_plural(words[:place]):
            found.append(Tried(place, FINITE))
        elif small.endswith("ing") and len(small) > 4:
            found.append(Tried(place, DOING))
        if small not in _BE | _HELPING and _is_past(tokens[place], small):
            found += [Tried(place, DONE), Tried(place, SUFFERED)]
    return found


def _is_base(token: Token, small: str) -> bool:
    """Whether a word may be a verb in its dictionary form, and is no particle ('lights up')."""
    may = token.pos_ in ("VERB", "NOUN", "PROPN", "AUX")
    return may and small in dictionary()["verb"] and not _is_past(token, small)


def _is_past(token: Token, small: str) -> bool:
    return small.endswith("ed") or (
        token.tag_ in ("VBD", "VBN") and token.lemma_.lower() in dictionary()["verb"]
    )


def _is_plural(before: Sequence[str]) -> bool:
    """Whether a subject may be of several: its last word has the ending, or it lists."""
    last = before[-1].lower()
    if last in ("'", "’") and len(before) > 1:
        last = before[-2].lower()
    lists = any(word.lower() in ("and", "&", ",") for word in before)
    return (last.endswith("s") and last not in ("'s", "’s")) or last in _PLURALS or lists


def sentences(
    words: Sequence[str], spaces: Sequence[bool], each: Tried, make: type[Doc], nlp: Language
) -> tuple[Doc, list[int]]:
    """The sentence in which a word is the verb, and of each of its tokens the place in the
    headline (−1 of what was put in)."""
    told, room, places = list(words), [*spaces[:-1], False], list(range(len(words)))
    verb = each.verb
    if each.kind == FINITE:
        told[verb] = finite(told[verb]) or told[verb].lower()
    if each.kind == TO:
        told[verb - 1] = "will"
    elif each.kind != PLAIN:
        many = each.kind == SUFFERED and (_is_plural(words[:verb]) or words[verb - 1].isdigit())
        inserted = "were" if many else _INSERTED[each.kind]
        told.insert(verb, inserted)
        room.insert(verb, True)
        places.insert(verb, -1)
    if told[-1] not in ".!?":
        told, room, places = [*told, "."], [*room, False], [*places, -1]
    return make(nlp.vocab, words=told, spaces=room), places


def read(doc: Doc, places: Sequence[int], each: Tried) -> Read | None:
    """What a sentence says, where the tried word is its verb and all before it the subject."""
    root = _verb_of(doc, places, each)
    subjects = [c for c in root.children if c.dep_ in SUBJECT] if root else []
    if root is None or len(subjects) != 1 or subjects[0].i > root.i:
        return None
    [subject] = subjects
    inner = list(subject.subtree)
    helping = [t for c in root.children if c.dep_ in _GROUP and c.i < root.i for t in c.subtree]
    helping = [t for t in helping if t.i > subject.i]
    if {t.i for t in (*inner, *helping)} != set(range(root.i)) or len(inner) != inner[-1].i + 1:
        return None  # other words stand before the verb, or within the subject
    own = any(t.dep_ in ("aux", "auxpass") and places[t.i] >= 0 for t in helping)
    if own and each.kind not in (PLAIN, TO):
        return None  # 'Minister May opens …'
    if not (_is_subject(subject, inner, each) and _may_be(root, subject, each)):
        return None
    group = [root.i, *(t.i for t in helping)]
    group += [c.i for c in root.children if c.dep_ in ("prt", "neg")]
    group = [places[i] for i in group if places[i] >= 0]
    end = inner[-1].i + (inner[-1].text != ",")
    return Read(
        each,
        (0, places[end - 1] + 1),
        (min(group), max(group) + 1),
        root,
        tuple(places[c.i] for c in _joined(root)),
        any(c.dep_ == "dobj" and c.i > root.i for c in root.children),
    )


def _verb_of(doc: Doc, places: Sequence[int], each: Tried) -> Token | None:
    """The verb of a sentence, where it is the word that was tried, or that word helps it."""
    roots = [t for t in doc if t.head.i == t.i]
    held = doc[places.index(each.verb)]
    if len(roots) != 1:
        return None
    [root] = roots
    if each.kind != PLAIN:
        return root if root.i == held.i else None
    if root.i == held.i:
        return None if held.lower_ in _DO else root
    helps = held.head.i == root.i and held.dep_ in ("aux", "auxpass")
    wrong = finite(root.text) and root.lower_ not in dictionary()["verb"]
    return root if helps and not (wrong and held.lower_ in _MODALS) else None


def _is_subject(subject: Token, inner: Sequence[Token], each: Tried) -> bool:
    """Whether the words before a verb name its subject, and one that has such a verb."""
    last = inner[-1]
    dangling = last.pos_ in ("ADJ", "ADP", "DET", "CCONJ") and last.i != subject.i
    lost = len(inner) > 1 and last.pos_ == "NUM"  # 'Monitor: 15 killed', of which a sign was lost
    return (
        _is_named(subject)
        and _is_noun_phrase(inner)
        and not dangling
        and not (lost and each.kind in (DONE, SUFFERED))
        and not (each.singular and subject.tag_ == "NNS")
    )


def _may_be(root: Token, subject: Token, each: Tried) -> bool:
    """Whether what stands behind a verb fits what it was taken for."""
    if any(_is_clause(t, root) for t in root.doc if t.i > root.i):
        return False
    if each.kind == FINITE:
        if _is_noun_behind(root, subject, each):
            return False
        return not (root.nbor().pos_ == "VERB" and root.nbor().tag_ in ("VB", "VBP"))
    has_object = any(c.dep_ == "dobj" and c.i > root.i for c in root.children)
    if each.kind in (DONE, SUFFERED) and subject.pos_ == "NUM" and _is_before_noun(root):
        return False  # '21 freed dockers'
    if each.kind == SUFFERED:
        return any(c.dep_ == "auxpass" for c in root.children) and not has_object
    if each.kind == DONE:
        return has_object and _has_done(root)
    return each.kind != DOING or _is_doing(root, has_object)


def _is_noun_behind(root: Token, subject: Token, each: Tried) -> bool:
    """Whether a word in -s may be the last noun of a phrase: 'Letter over bridge fears'."""
    phrase = any(t.dep_ == "prep" for t in subject.subtree)
    has_object = any(c.dep_ == "dobj" for c in root.children)
    return each.singular and phrase and not has_object and not is_verb_alone(root.lower_)


def _is_before_noun(verb: Token) -> bool:
    return verb.nbor().pos_ in ("ADJ", "NOUN", "PROPN", "NUM", "VERB")


def _has_done(verb: Token) -> bool:
    """Whether what a participle does it to stands right behind it, and nothing is done to that in
    turn ('killed 700 injured', 'told to leave')."""
    done = [c for c in verb.children if c.dep_ == "dobj" and c.left_edge.i <= verb.i + 2]
    following = verb.nbor()
    if not done or (following.pos_ in ("ADP", "PART") and following.dep_ != "prt"):
        return False
    return not any(t.tag_ in ("VBN", "VBD") and t.dep_ != "amod" for t in done[0].subtree)


def _is_doing(verb: Token, has_object: bool) -> bool:
    """Whether a word in -ing is a verb: with an object, behind an adverb, or no noun at all."""
    before = any(c.dep_ == "advmod" and c.i < verb.i for c in verb.children)
    noun = verb.lower_ in dictionary()["noun"]
    acts = has_object or any(c.dep_ == "prep" and c.lower_ != "of" for c in verb.children)
    return acts and (has_object or before or not noun)


def _is_named(subject: Token) -> bool:
    return subject.pos_ in ("NOUN", "PROPN", "NUM", "ADJ") and subject.lower_ not in _NOBODY


def _is_noun_phrase(inner: Sequence[Token]) -> bool:
    """Whether the words before a verb are one noun with what belongs to it, and none of them can
    only be a verb."""
    for token in inner:
        parts = is_quote(token) or token.text in ":;" or token.dep_ in _CLAUSES
        if parts and token.dep_ not in ("acl", "relcl"):
            return False
        if token.pos_ == "AUX" or is_verb_alone(token.text):
            return False
    commas = sum(token.text == "," for token in inner)
    return inner[-1].text != "," or commas > 1


def is_verb_alone(word: str) -> bool:
    """Whether a word is in the dictionary as a verb and as nothing else ('tightens')."""
    lemma, words = finite(word) or word, dictionary()
    return (
        lemma in words["verb"]
        and word.islower()
        and not {lemma, word} & (words["noun"] | words["adj"] | words["adv"])
    )


def _is_clause(token: Token, root: Token) -> bool:
    """Whether a finite verb behind the verb hangs from it without a word that opens its clause: the
    sentence is then read together from two."""
    if token.dep_ not in ("ccomp", "parataxis", "dep") or token.head.i != root.i:
        return False
    opened = any(
        c.dep_ in ("mark", *SUBJECT) or c.tag_ in ("WP", "WDT", "WRB") for c in token.lefts
    )
    return token.pos_ in ("VERB", "AUX") and not (token.dep_ == "ccomp" and opened)


def _joined(root: Token) -> Iterator[Token]:
    """The verbs that 'and' joins to a verb, with the same subject."""
    for verb in root.children:
        if verb.dep_ != "conj" or verb.pos_ not in ("VERB",) or verb.i == 0:
            continue
        own = any(c.dep_ in SUBJECT for c in verb.children)
        if not own and verb.nbor(-1).lower_ == "and":
            yield verb
