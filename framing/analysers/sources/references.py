"""What a mention without a name of its own can stand for: descriptions that vary a name, ordinals,
predicates, short names of bodies.

Each function answers None, or an empty value, where nothing decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.epithets import epithet_role
from framing.analysers.sources.identity import KIN, Speaker, ordinal_of, without_kind
from framing.analysers.sources.leaders import leads
from framing.analysers.sources.persons import is_firm
from framing.analysers.sources.phrases import PRONOUNS, Phrase
from framing.clean.known_outlets import known_outlet
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.text.parse import ParsedArticle

_HEADS_OF_STATES = frozenset({"president", "prime minister", "premier", "chancellor", "leader"})
_PERSONS_NAME = re.compile(r"[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+){1,2}")
_CAPITALS = r"[A-Z][\w-]+"
SEATED = re.compile(r"(?<![\w-])[A-Z][\w.]*(?: [A-Z]\w*)?-based ")  # 'the Oslo-based Orbex'


def subject_of_predicate(head: Token) -> Token | None:
    """Whom 'a professor' is said of in 'her father, Anton Dahl, is a professor who …'."""
    if head.dep_ != "attr" or head.head.lemma_ != "be":
        return None
    return next((c for c in head.head.children if c.dep_ == "nsubj"), None)


def counted(speakers: Sequence[Speaker], phrase: Phrase) -> Speaker | None:
    """'The second source', of whom the article has spoken before."""
    ordinal = ordinal_of(phrase)
    if not ordinal or phrase.words[0] != "the":
        return None
    return next(
        (
            s
            for s in reversed(speakers)
            if any(p.noun == phrase.noun and ordinal_of(p) == ordinal for p in s.phrases)
        ),
        None,
    )


def has_who(head: Token) -> bool:
    """Whether a clause with 'who' makes the noun a person's: 'the fitter, who hurt his arm', 'the
    fitter from Kelm, who hurt his arm'."""
    inside = [head, *(t for t in head.subtree if t.i > head.i and t.ent_type_ in _PLACES)]
    clauses = (c for t in inside for c in t.children if c.dep_ == "relcl")
    return any(t.tag_ == "WP" for clause in clauses for t in clause.children)


_PLACES = ("GPE", "LOC", "FAC", "ORG")


def told_of(
    speakers: Sequence[Speaker], phrase: Phrase, head: Token, sentence: int
) -> Speaker | None:
    """The person of whom the sentence before tells, where a relative's noun without 'of' varies the
    name: 'Jan Lund, 30, was on the tram. The father, from Kelm, said …'."""
    owned = any(c.dep_ == "poss" or c.lower_ == "of" for c in head.children)
    if phrase.noun not in KIN or owned:
        return None
    told = [s for s in speakers if s.name and 0 < sentence - s.subject_in <= 1]
    return told[0] if len(told) == 1 else None


def _place_of(word: str) -> str:
    """The country of a word in lower case: 'ukrainian', 'us'."""
    places = lexicon.places()
    return (places.get(word.title()) or places.get(word.upper()) or ("", ""))[0]


def of_the_nation(text: str, speakers: Sequence[Speaker], phrase: Phrase) -> Speaker | None:
    """'The Ukrainian leader': the one person whom the article calls its president or prime
    minister, if it is one; 'the US president' also the one who is known to have led it."""
    if phrase.noun not in ("leader", *_HEADS_OF_STATES) or len(phrase.words) != 3:
        return None
    places = lexicon.places()
    code = _place_of(phrase.words[1])
    if phrase.noun != "leader":
        known = [s for s in speakers if s.name and code and leads(text, s.name) == code]
        return known[0] if len(known) == 1 else None
    heads = [
        s
        for s in speakers
        if s.name
        and code
        and _HEADS_OF_STATES & s.nouns
        and any(places.get(w.title(), ("", ""))[0] == code for w in s.words)
        and "former" not in {w for p in s.phrases for w in p.words}
    ]
    return heads[0] if len(heads) == 1 else None


def goes_on_as(parsed: ParsedArticle, at: int, contents: Sequence[Span]) -> str:
    """The gender that the speaker's own sentence tells: a woman who speaks on in 'Lund said so,
    adding that she was sad'; empty where it tells none."""
    sentence = parsed.sentence_at(at)
    end = sentence.span.end if sentence is not None else at
    for content in contents:
        if not at < content.start < end:
            continue
        words = [t for t in parsed.tokens(content) if t.lower_ != "that"][:1]
        before = list(parsed.doc[max(0, words[0].i - 2) : words[0].i]) if words else []
        participle = any(t.tag_ == "VBG" and t.dep_ == "advcl" for t in before)
        kind = PRONOUNS.get(words[0].lower_, "") if participle else ""
        if kind in ("man", "woman"):
            return kind
    return ""


def named_after(pronoun: Token) -> list[str]:
    """The proper nouns that a pronoun's own clause goes on to name. 'He urged Lund to go', 'she
    said Brandt had left' are of somebody else (principle C of binding theory: Chomsky 1981)."""
    if pronoun.dep_ != "nsubj" or pronoun.head.pos_ not in ("VERB", "AUX"):
        return []
    clause = pronoun.doc[pronoun.i + 1 : pronoun.head.right_edge.i + 1]
    # 'He said he was glad of Lund's help' may be Lund: copy names anew whose a thing is.
    whose = {t.i for t in clause if t.dep_ == "poss" for t in t.subtree}
    return [token.text for token in clause if token.pos_ == "PROPN" and token.i not in whose]


def owner_named(head: Token) -> Token | None:
    """The possessor of a relative, a spokesman or a lawyer: 'his', 'Lund' of 'Lund's lawyer' or of
    'a spokesman for Lund'."""
    for child in head.children:
        if child.dep_ == "poss" and (child.lower_ in ("his", "her") or child.pos_ == "PROPN"):
            return child if child.text not in lexicon.places() else None
        if child.dep_ == "prep" and child.lower_ in ("of", "for", "to"):
            named = next((c for c in child.children if c.dep_ == "pobj"), None)
            if named is not None and named.pos_ == "PROPN":
                return named if named.text not in lexicon.places() else None
    return None


def is_no_person(text: str, speaker: Speaker) -> bool:
    """Whether a speaker of whom no personal name is known has been 'it', or has a body's name."""
    if speaker.name or speaker.thing:
        return speaker.thing and not speaker.name
    words = (p.span.of(text) for p in speaker.phrases if p.sort in ("organisation", "name"))
    bare = (re.sub(r"^[Tt]he\s+|['’]s?$", "", " ".join(w.split())) for w in words)
    names = {without_kind(SEATED.sub("", each)) for each in bare}
    return bool(names) and any(is_told_a_body(text, name) for name in sorted(names))


def may_be_a_person(text: str, speaker: Speaker) -> bool:
    """Whether a speaker has a name of two or three words that nothing but the entity recogniser
    takes for a body's: 'Kudirat Okelola said … She said …'."""
    if speaker.lead.sort != "organisation":
        return False
    words = " ".join(speaker.lead.span.of(text).split())
    listed = {w.lower() for w in words.split()} & lexicon.roles().body.keys()
    known = listed or words in lexicon.media() or is_firm(text, words)
    return _PERSONS_NAME.fullmatch(words) is not None and not known


@lru_cache(maxsize=512)
def is_told_a_body(text: str, name: str) -> bool:
    """Whether an article speaks of a name as of a body ('shares of Orbex', 'the chip maker Orbex',
    'Orbex said it …') and nowhere as of a person: no 'he' or 'she' stands for it."""
    if is_firm(text, name) or known_outlet(name) is not None:
        return True
    if epithet_role(text, name, person=True)[0] is not None:
        return False
    return epithet_role(text, name, person=False)[0] is not None


def in_full(text: str, phrase: Phrase, key: str) -> Phrase | None:
    """The one longer name in the article that 'the Observatory' is short for, though nobody of that
    name has spoken: 'Anton Dahl, head of the Coastal Observatory for Birds'."""
    if " " in key or key.lower() not in lexicon.roles().body or not phrase.definite:
        return None
    found: dict[str, Span] = {}
    for match in _longer_names(key).finditer(text):
        whole = match.group().removeprefix("The ")
        name = SEATED.sub("", whole)  # 'the Oslo-based Coastal Observatory'
        if " " in name:
            found.setdefault(name, Span(match.end() - len(whole), match.end()))
    if len(found) != 1:
        return None
    ((name, span),) = found.items()
    low = tuple(span.of(text).lower().split())
    return replace(phrase, span=span, sort="organisation", words=low, noun=low[-1])


@lru_cache(maxsize=32)
def _longer_names(key: str) -> re.Pattern[str]:
    """Names of two words or more of which one is the key; two before it may be joined by 'and'
    where 'the' opens the name ('the Peace and Reconciliation Commission')."""
    behind = rf"(?: (?:for|of|on) {_CAPITALS}(?: {_CAPITALS})*)"
    joint = rf"(?<=[Tt]he )(?:{_CAPITALS} )+and (?:{_CAPITALS} )+{key}{behind}?"
    return re.compile(rf"{joint}|(?:{_CAPITALS} )+{key}{behind}?|\b{key}{behind}")
