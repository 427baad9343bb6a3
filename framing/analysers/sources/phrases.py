"""What the words that name a source tell by themselves: head, name, number, article, title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.bare_names import is_bare_name
from framing.analysers.sources.head_nouns import ends_a_place, entities_in, in_camel_case, lemma_of
from framing.analysers.sources.named_with_kind import NamedWithKind, named_with_kind
from framing.analysers.sources.office_clauses import office_clause
from framing.analysers.sources.personal_names import clean_name, name_in
from framing.analysers.sources.persons import opens_with_given_name
from framing.analysers.sources.reading import (
    GLUED_CREDIT,
    PICTURE,
    noun_phrase,
    trimmed,
    without_both,
    without_medium,
    without_participle,
    without_time,
)
from framing.analysers.sources.sorts import sort_of
from framing.analysers.sources.titles import COURTESY, gender_told, without_titles
from framing.models import Role, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

    from framing.text.parse import ParsedArticle

PRONOUNS = {
    "he": "man", "him": "man", "himself": "man", "she": "woman", "her": "woman",
    "herself": "woman", "it": "thing", "itself": "thing", "they": "many", "them": "many",
    "themselves": "many", "who": "man or woman", "i": "self", "me": "self", "we": "selves",
    "us": "selves", "both": "many", "his": "man", "their": "many", "its": "thing",
    "which": "thing", "that": "thing", "this": "thing",
}  # fmt: skip
_NEW = frozenset("another other others second third separate different one every any no".split())
_QUANTITY = frozenset("several many some few two three four five both dozens hundreds".split())
_RELATIVE = re.compile(r",?(?:\s+[-–—])?\s+(?:who|whom|whose|which|that|where)\b")
_COLLECTIVE = frozenset({"police", "people", "staff", "crew", "media", "press", "data"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that may name a speaker.

    ``name`` is the personal name in it, if there is one. ``words`` are its words in lower case
    without the name. ``sort``: pronoun, person, persons ('Kim and Kitazawa'), place, organisation,
    name (a proper name of which nothing tells whose it is) or common.
    """

    span: Span
    head: int  # token index
    noun: str  # the head's lemma, lower case
    name: str | None
    words: tuple[str, ...]
    sort: str
    plural: bool = False
    definite: bool = False
    fresh: bool = False  # 'another official', 'a second official', 'one activist'
    indefinite: bool = False
    gender: str = ""
    office: Span | None = None  # 'who heads the programme at …', where a clause tells the office

    @property
    def pronoun(self) -> str:
        """What a pronoun stands for (man, woman, thing, many, self …), empty otherwise."""
        return PRONOUNS.get(self.noun, "") if self.sort == "pronoun" else ""


def phrase_at(parsed: ParsedArticle, span: Span) -> Phrase | None:
    """The phrase that a source span holds; its noun phrase is read in full."""
    heading = _HEADING.match(parsed.text, span.start, span.end)
    if heading is not None:
        span = Span(heading.end(), span.end)
    span = without_both(parsed.text, span)
    signed = _HANDLE.search(parsed.text, span.start, span.end)
    if signed is not None:
        return _signer(parsed, Span(span.start, signed.start()))
    tokens = parsed.tokens(span)
    content = [t for t in tokens if not t.is_space and not t.is_punct]
    if not content:
        return None
    named = named_with_kind(parsed, span)
    return _read(parsed, span, content) if named is None else _with_kind(parsed, span, named)


def _read(parsed: ParsedArticle, span: Span, content: Sequence[Token]) -> Phrase:
    """The phrase of the words ``content`` of a source."""
    tokens = parsed.tokens(span)
    head = _head(tokens)
    relative = next((t for t in (content[0], content[-1]) if t.tag_ in ("WP", "WDT")), None)
    if relative is not None:  # also 'the judge and the woman who'
        antecedent = _nearest(relative, _antecedent(relative))
        if antecedent is not None:
            antecedent = _holder(antecedent)
            if any(map(str.isalnum, antecedent.text)):
                return _phrase(parsed, antecedent, noun_phrase(antecedent))
    if len(content) == 1 and content[0].lower_ in PRONOUNS and content[0].pos_ != "PROPN":
        return _pronoun(content[0])
    if head.dep_ == "appos" and _follows_a_name(head, tokens):
        return _phrase(parsed, head.head, noun_phrase(head.head))
    phrase = _phrase(parsed, head, span)
    if phrase.name:
        return _jointly(parsed, phrase, tokens)
    if _named_behind(head, phrase):
        return replace(phrase, sort="organisation", plural=False)
    return phrase


def _with_kind(parsed: ParsedArticle, span: Span, named: NamedWithKind) -> Phrase:
    """The phrase of a name that runs into what its bearer is."""
    own = parsed.tokens(named.name)
    phrase = _phrase(parsed, own.root, named.name)
    own_words = without_titles(named.name.of(parsed.text).split())
    name = phrase.name or " ".join(own_words) if named.person else None
    low = [t.lower_ for t in parsed.tokens(span) if not t.is_punct and not t.is_space]
    inside = {w.lower() for w in name.split()} if name else set()
    whole = span if name else named.name
    sort = "person" if name else "organisation"
    words = tuple(w for w in low if w not in inside)
    return replace(
        phrase, span=whole, name=name, sort=sort, words=words, plural=False,
        definite=not name, fresh=False, indefinite=False,
    )  # fmt: skip


def _follows_a_name(head: Token, tokens: DocSpan) -> bool:
    """Whether the source is the apposition alone of what is named right before it: 'India, the
    largest buyer of arms, said'."""
    name = head.head
    comma = tokens.start > 0 and tokens.doc[tokens.start - 1].text == ","
    return comma and name.pos_ == "PROPN" and name.i == tokens.start - 2 and head.pos_ == "NOUN"


def _named_behind(head: Token, phrase: Phrase) -> bool:
    """Whether the name of a body follows what it is: 'the product's makers, Equihaus Foods'."""
    known = lexicon.roles()
    kind = phrase.noun in known.body or known.person.get(phrase.noun) is Role.BUSINESS
    return kind and any(
        c.dep_ == "appos"
        and c.pos_ == "PROPN"
        and c.ent_type_ == "ORG"
        and c.i > head.i
        and c.idx < phrase.span.end
        for c in head.children
    )


_HANDLE = re.compile(r"\s\(@\w+\)$")  # behind the name under a post


def _signer(parsed: ParsedArticle, span: Span) -> Phrase | None:
    """The phrase of the name under a post, and of nothing that the parse takes into it."""
    tokens = parsed.tokens(span)
    if not len(tokens):
        return None
    phrase = _phrase(parsed, _head(tokens), span)
    words = span.of(parsed.text)
    own = without_titles(words.split())
    if phrase.name is not None and phrase.name != " ".join(own):
        phrase = replace(phrase, name=None, sort="name")  # 'Kelm Fire' of 'Kelm Fire Dept'
    named = phrase.name is not None
    sort = "name" if phrase.sort in ("common", "pronoun", "persons") else phrase.sort
    low = phrase.words if named else tuple(words.lower().split())
    low = tuple(w for w in low if w in words.lower())
    return replace(phrase, span=span, sort=sort, plural=False, words=low, office=None)


_ANSWERS = frozenset({"a", "answer", "interviewee"})  # whoever answers in an interview


def turn_phrase(parsed: ParsedArticle, phrase: Phrase, source: Span) -> Phrase:
    """The phrase of a transcript's tag: a name ('SMITH'), an office ('MAYOR'), or a letter that
    stands for who answers ('A')."""
    words = source.of(parsed.text).split()
    known = lexicon.roles()
    lower = tuple(w.lower().strip(".") for w in words)
    titles = [w for w in lower if w in known.person or w in known.plain or w in COURTESY]
    named = [w for w, low in zip(words, lower, strict=True) if low not in titles]
    if len("".join(words)) > 1 and named and " ".join(lower) not in _ANSWERS:
        name = " ".join(w.title() if w.isupper() else w for w in named)
        return replace(
            phrase, span=source, name=name, words=tuple(titles), sort="person", office=None
        )
    sort = "common" if titles else "turn"
    noun = titles[-1] if titles else "speaker"
    return replace(phrase, span=source, name=None, noun=noun, words=lower, sort=sort)


def _jointly(parsed: ParsedArticle, phrase: Phrase, tokens: DocSpan) -> Phrase:
    """Two persons or more who speak as one: a speaker of their own, not the first of them."""
    head = parsed.doc[phrase.head]
    named = (head, *(c for c in head.children if c.dep_ == "appos"))
    others = [t for n in named for t in n.conjuncts if tokens.start <= t.i < tokens.end]
    roots = (e.root for e in entities_in(tokens) if e.label_ == "PERSON")
    people = {root.i for root in roots if root.dep_ != "poss"}
    if not any(
        t.pos_ == "PROPN"
        or t.i in people
        or lemma_of(t) == "counterpart"
        or any(c.i in people for c in t.children)
        for t in others
    ):
        return phrase
    if _of_two_offices(tokens):
        return replace(phrase, plural=False)
    words = tuple(t.lower_ for t in tokens if not t.is_punct and not t.is_space)
    span = trimmed(parsed.text, Span(tokens.start_char, tokens.end_char))
    return replace(phrase, span=span, name=None, words=words, sort="persons", plural=True)


_BEHIND_AND = re.compile(
    r"[^,]+ and (?!(?:the|an?|his|her|their|its) )(?:[\w&-]+ )*?(?P<office>[\w-]+) "
    r"(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){0,2})$"
)


def _of_two_offices(tokens: DocSpan) -> bool:
    """Whether one person closes the phrase and holds all offices in it: 'company chairman and chief
    executive Jan Lund', 'Orbex CEO and Volta founder Lena Brandt'."""
    behind = _BEHIND_AND.match(tokens.text)
    if behind is None:
        return False
    known = lexicon.roles()
    offices = known.person.keys() | known.plain
    named = tokens.start_char + behind.start("name")
    joint = tokens.text.index(" and ")
    before = tokens.text[:joint].split()
    # 'Orbex and its founder', 'Jan Lund and actress Lena Brandt' are two.
    if behind.group("office").lower() not in offices or before[-1].lower() not in offices:
        return False
    apart = tokens.start_char + joint
    return not any(
        e.label_ == "PERSON" and e.end_char <= apart and opens_with_given_name(e.text)
        for e in entities_in(tokens)
    ) and any(e.start_char <= named < e.end_char for e in entities_in(tokens))


def phrase_of(parsed: ParsedArticle, head: Token) -> Phrase | None:
    """The phrase around a head noun anywhere in the text."""
    if head.lower_ in PRONOUNS:
        return _pronoun(head)
    if not any(map(str.isalnum, head.text)):
        return None  # a full stop that the parse takes for a name
    return _phrase(parsed, head, noun_phrase(head, joint=False))


def _antecedent(relative: Token) -> Token | None:
    """The noun that 'who' or 'which' stands for."""
    verb = relative.head
    for _ in range(3):
        if verb.dep_ == "relcl":
            return verb.head
        verb = verb.head
    return None


def _nearest(relative: Token, antecedent: Token | None) -> Token | None:
    """The proper noun right before 'which' where the parse takes a thing in front of it: 'on a
    collision course with Oslo, which warned …'."""
    at = relative.i - 1
    while at > 0 and relative.doc[at].is_punct:
        at -= 1
    near = relative.doc[at]
    thing = antecedent is not None and antecedent.pos_ == "NOUN" and not antecedent.ent_type_
    if antecedent is None or not thing or antecedent.i >= near.i or relative.lower_ == "who":
        return antecedent
    known, noun = lexicon.roles(), lemma_of(antecedent)
    speaks = noun in known.person or noun in known.plain or noun in known.body
    named = near.pos_ == "PROPN" and near.ent_type_ in ("GPE", "ORG", "NORP")
    return near if named and not speaks and noun not in known.document else antecedent


_CARRIED = frozenset("placard banner sign poster t-shirt shirt flag".split())


def _holder(thing: Token) -> Token:
    """Who speaks by what they carry: 'women held up placards that read …'."""
    if lemma_of(thing) not in _CARRIED or thing.dep_ != "dobj":
        return thing
    return next((c for c in thing.head.lefts if c.dep_ == "nsubj"), thing)


def _head(tokens: DocSpan) -> Token:
    root = tokens.root
    known = lexicon.roles()
    first = tokens[0]
    office = lemma_of(first) in known.person.keys() | known.plain
    if first.dep_ == "poss" and office and any(c.dep_ == "prep" for c in first.children):
        return first  # 'Spokesman for Nigeria's President', which the parse takes for the President
    if root.dep_ in ("amod", "compound", "nmod", "poss") or root.pos_ in ("ADP", "PUNCT", "DET"):
        nouns = [t for t in tokens if t.pos_ in ("NOUN", "PROPN")]
        return nouns[0] if nouns else root
    if root.pos_ == "VERB":  # 'Mr Brandt, 31, treated for shock'
        nouns = [t for t in tokens if t.pos_ in ("NOUN", "PROPN") and t.i < root.i]
        heads = (t for t in nouns if t.dep_ not in ("compound", "poss", "amod", "nmod"))
        return next(heads, root)
    return root


def _pronoun(token: Token) -> Phrase:
    noun = token.lower_
    kind = PRONOUNS[noun]
    return Phrase(
        Span(token.idx, token.idx + len(token.text)), token.i, noun, None, (), "pronoun",
        plural=kind in ("many", "selves"), definite=True,
        gender=kind if kind in ("man", "woman") else "",
    )  # fmt: skip


def _phrase(parsed: ParsedArticle, head: Token, span: Span) -> Phrase:
    doc = parsed.doc
    full = noun_phrase(head, joint=False)
    near = full.start <= span.end and span.start <= full.end
    whole = Span(min(span.start, full.start), max(span.end, full.end)) if near else span
    if whole.end > full.end and _RELATIVE.match(parsed.text, full.end):
        whole = Span(whole.start, full.end)  # 'the secretary, who arrives on Sunday'
    if span.end < full.end and parsed.text.startswith(" as ", span.end):
        whole = Span(whole.start, span.end)  # 'described by friends as a kind man'
    if any(
        t.pos_ == "CCONJ" for t in parsed.tokens(Span(whole.start, max(whole.start, span.start)))
    ):
        whole = Span(span.start, whole.end)  # 'for Friday and the minister Eva Lund said'
    if whole.start < span.start and _runs_into_a_name(parsed, span):
        whole = Span(span.start, whole.end)
    if whole.start < span.start == head.idx and head.tag_ == "NNS" and ends_a_place(head):
        whole = Span(span.start, whole.end)
    whole = _in_one_line(parsed.text, whole, head)
    whole = _behind(_HEADING, parsed.text, whole, head)
    for credit in (PICTURE, GLUED_CREDIT):
        whole = _behind(credit, parsed.text, whole, head)
    whole = without_medium(parsed.text, without_participle(whole, head))
    whole = _without_stray_mark(parsed.text, trimmed(parsed.text, whole))
    whole = without_time(doc, without_both(parsed.text, whole))
    tokens = parsed.tokens(whole)
    name_span = name_in(doc, tokens, head)
    name = clean_name(name_span.of(parsed.text)) if name_span else None
    if name and name.isupper() and name.lower() in lexicon.roles().person:
        name = None  # the CEO of 'the Orbex founder (and Volta CEO)'
    if name_span and name and not in_camel_case(name):
        at = parsed.text.find(name.split()[0], name_span.start, name_span.end)
        name_span = Span(max(at, name_span.start), name_span.end)
    else:
        name_span, name = None, None
    behind = head.idx + len(head.text)
    apart = name_span is not None and behind < name_span.start and parsed.text[behind] == ","
    if apart and lexicon.places().get(head.text, ("", ""))[1] == "name":
        whole = trimmed(parsed.text, Span(behind + 1, whole.end))  # 'ties with Norway, the mayor …'
        tokens = parsed.tokens(whole)
    words = tuple(
        t.lower_
        for t in tokens
        if not t.is_punct
        and not t.is_space
        and (t.tag_ not in ("WP", "WDT") or t.text == "WHO")
        and not (name_span and name_span.start <= t.idx < name_span.end)
        and not is_bare_name(t)
    )
    words = tuple(word for each in words for word in _SHORT.get(each, (each,)))
    first = next((t for t in tokens if not t.is_punct and not t.is_space), head)
    # 'The' of a possessor is not the phrase's own: "the South's defence ministry" is definite too.
    own = [c.lower_ for c in head.lefts if c.dep_ in ("det", "amod", "nummod", "predet")]
    fresh = bool(_NEW.intersection(own)) or first.lower_ in _NEW
    definite = first.lower_ in ("the", "this", "that", "these", "those") or "the" in own
    sort = sort_of(head, tokens, name)
    one_body = sort == "organisation" and not any(c.dep_ == "conj" for c in head.children)
    return Phrase(
        whole, head.i, _SHORT.get(lemma_of(head), (lemma_of(head),))[-1], name, words, sort,
        plural=not one_body and sort != "person" and _plural(head),
        definite=definite and not fresh,
        fresh=fresh,
        indefinite=first.lower_ in ("a", "an") or bool(_QUANTITY.intersection(own)),
        gender=gender_told(tokens, words, lemma_of(head)),
        office=office_clause(parsed, head),
    )  # fmt: skip


def _runs_into_a_name(parsed: ParsedArticle, span: Span) -> bool:
    """Whether a name follows without a comma what is no title: a plural ('hurt 20 others Jan Lund
    told'), the end of a quotation."""
    first = next(iter(parsed.tokens(span)), None)
    before = parsed.doc[first.i - 1] if first is not None and first.i else None
    if first is None or before is None or first.pos_ != "PROPN":
        return False
    himself = span.of(parsed.text).endswith((" himself", " herself"))
    plain = before.tag_ == "NNS" or (himself and before.tag_ == "NN")
    return (plain and before.text.islower()) or before.text in _CLOSING


_CLOSING = ('"', "”")
# Offices that copy shortens, or writes in parts.
_SHORT = {"pm": ("prime", "minister"), "elect": ("president",)}
_HEADING = re.compile(r"(?=.*?\b[A-Z]{4,}\b)(?:[A-Z][A-Z’']+\s+){2,}(?=[A-Z][a-z])")


def _behind(glued: re.Pattern[str], text: str, span: Span, head: Token) -> Span:
    """The span without what runs into it and is no part of it: a cross-heading in capitals ('CHECK
    IT ALL Equihaus'), or a picture's credit before a 'The' within a sentence."""
    match = glued.match(text, span.start, span.end)
    inside = match is not None and match.end() <= head.idx
    return Span(match.end(), span.end) if match is not None and inside else span


def _in_one_line(text: str, span: Span, head: Token) -> Span:
    """The part of the span in its head's line: 'on X.' and 'Putin' below it are no name."""
    first = text.rfind("\n", span.start, max(span.start, head.idx)) + 1
    end = text.find("\n", head.idx + len(head.text), span.end)
    return Span(max(span.start, first), end if end >= 0 else span.end)


def _without_stray_mark(text: str, span: Span) -> Span:
    """The phrase without a quotation mark that closes what stands before it: '” Adil Salahi'."""
    words = span.of(text)
    heading = _QUOTED_HEADING.match(words)
    if heading and text[span.start - 1 : span.start] in tuple("'‘"):
        return trimmed(text, Span(span.start + heading.end(), span.end))
    aside = _BEHIND_A_QUOTATION.match(words)
    if aside is not None and aside.end() < len(words):
        return trimmed(text, Span(span.start + aside.end(), span.end))
    if words[:2] in ("' ", "’ "):
        return trimmed(text, Span(span.start + 2, span.end))
    stray = words[:1] in '"”’»' and not any(mark in words[1:] for mark in '"“”’»')
    return trimmed(text, Span(span.start + 1, span.end)) if stray and len(words) > 1 else span


# 'Not the end' A spokeswoman for Equihaus', of which the tagger has no opening mark
_BEHIND_A_QUOTATION = re.compile(r"[^'’\"”“‘]*['’\"”]\s+[-–—]\s+")  # 'clean' - China'
_QUOTED_HEADING = re.compile(r"[^'’\n]{3,60}['’]\s+(?=[A-Z])")


def _plural(head: Token) -> bool:
    if head.lower_ in _COLLECTIVE:
        return False
    coordinated = any(c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN") for c in head.children)
    return (
        head.tag_ in ("NNS", "NNPS")
        or coordinated
        or (head.lower_ != lemma_of(head) and (head.lower_ == lemma_of(head) + "s"))
    )
