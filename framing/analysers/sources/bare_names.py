"""Somebody's whole name that is also the word for an office: 'Prince sang', 'a tribute to Prince'.

The article tells: it writes the word with a capital and without an article wherever it stands, and
puts no other name behind it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.former import PARTISANS
from framing.models import Role

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LEAST = 2  # uses as a name within sentences, one of them as who acts or owns
_TITLED = 3  # times as many as those before another name, or behind an article
_AS_AN_OFFICE = frozenset("as be become elect appoint name make crown call remain".split())
_ACTS = ("nsubj", "poss")
_STANDS = (*_ACTS, "nsubjpass", "dobj", "pobj", "compound", "conj", "dative")
_ARTICLES = frozenset("the a an this that his her their our its my".split())
_TITLE_CASE = 0.7  # share of a headline's words that are capitalised


def is_bare_name(token: Token) -> bool:
    """Whether a word for an office is somebody's whole name in its article."""
    return token.text[:1].isupper() and token.lower_ in _bare_names(token.doc)


def _bare_names(doc: Doc) -> frozenset[str]:
    data = doc.user_data
    if "bare names" not in data:
        data["bare names"] = _found(doc)
    names: frozenset[str] = data["bare names"]
    return names


def _found(doc: Doc) -> frozenset[str]:
    offices = lexicon.roles().person
    used, acting, titled = Counter[str](), Counter[str](), Counter[str]()
    offices_here = set[str]()
    for token in doc:
        word = token.lower_
        if offices.get(word, Role.CITIZEN) is Role.CITIZEN or word in PARTISANS:
            continue
        if token.text.islower():
            offices_here.add(word)
        elif _has_an_article(token) or _opens_a_title(token):
            titled[word] += 1
        elif token.dep_ in _STANDS and not token.is_sent_start and not _in_a_headline(token):
            used[word] += 1
            acting[word] += token.dep_ in _ACTS
    return frozenset(
        word
        for word, times in used.items()
        if times >= _LEAST
        and acting[word]
        and word not in offices_here
        and times >= _TITLED * titled[word]
    )


def _has_an_article(token: Token) -> bool:
    """Whether the word stands as offices do: behind an article or an adjective, or as what somebody
    is; an article may be that of a noun behind it ('the Prince song')."""
    if token.dep_ == "compound":
        return False
    before = token.doc[token.i - 1] if token.i else token
    own = any(c.lower_ in _ARTICLES or c.dep_ in ("amod", "nmod") for c in token.lefts)
    return own or token.dep_ in ("attr", "oprd") or before.lemma_.lower() in _AS_AN_OFFICE


def _opens_a_title(token: Token) -> bool:
    """Whether a name, or what the office is of, stands right behind: 'Prince Harry', 'Prince of
    Wales'; also whether a name runs into the word ('Crown Prince')."""
    doc = token.doc
    before, behind = doc[max(0, token.i - 1)], doc[min(len(doc) - 1, token.i + 1)]
    named = behind.text.istitle() and behind.pos_ == "PROPN" and behind.i > token.i
    led = before.i < token.i and before.pos_ == "PROPN" and before.text.istitle()
    return named or led or behind.lower_ == "of"


def _in_a_headline(token: Token) -> bool:
    words = [t for t in token.sent if t.is_alpha]
    return sum(t.text[:1].isupper() for t in words) >= _TITLE_CASE * len(words)
