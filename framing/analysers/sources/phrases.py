"""What the words that name a source tell by themselves: head, name, number, article, title."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.persons import (
    given_names,
    is_firm,
    opens_with_given_name,
    people_of,
)
from framing.analysers.sources.reading import GLUED_CREDIT, noun_phrase, text_of, trimmed
from framing.clean.known_outlets import known_outlet
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

    from framing.text.parse import ParsedArticle

PRONOUNS = {
    "he": "man", "him": "man", "himself": "man", "she": "woman", "her": "woman",
    "herself": "woman", "it": "thing", "itself": "thing", "they": "many", "them": "many",
    "themselves": "many", "who": "man or woman", "i": "self", "me": "self", "we": "selves",
    "us": "selves", "both": "many", "his": "man", "their": "many", "its": "thing",
    "which": "thing", "that": "thing", "this": "thing",
}  # fmt: skip
_COURTESY = {"mr": "man", "mrs": "woman", "ms": "woman", "miss": "woman", "sir": "man",
             "dame": "woman", "lord": "man", "lady": "woman", "madame": "woman"}  # fmt: skip
_NEW = frozenset({"another", "other", "others", "second", "third", "separate", "different", "one"})
_NAME_DEPS = frozenset({"appos", "compound", "nmod", "flat", "dep", "amod"})
_QUANTITY = frozenset("several many some few two three four five both dozens hundreds".split())
_RELATIVE = re.compile(r",?(?:\s+[-–—])?\s+(?:who|whom|whose|which|that|where)\b")
_WORD = re.compile(r"[^\W\d_][\w.'’&-]*")
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
    tokens = parsed.tokens(span)
    content = [t for t in tokens if not t.is_space and not t.is_punct]
    if not content:
        return None
    head = _head(tokens)
    relative = next((t for t in (content[0], content[-1]) if t.tag_ in ("WP", "WDT")), None)
    if relative is not None:  # also 'the judge and the woman who'
        antecedent = _antecedent(relative)
        if antecedent is not None:
            return _phrase(parsed, antecedent, noun_phrase(antecedent))
    if len(content) == 1 and content[0].lower_ in PRONOUNS and content[0].pos_ != "PROPN":
        return _pronoun(content[0])
    phrase = _phrase(parsed, head, span)
    return _jointly(parsed, phrase, tokens) if phrase.name else phrase


_ANSWERS = frozenset({"a", "answer", "interviewee"})  # whoever answers in an interview


def turn_phrase(parsed: ParsedArticle, phrase: Phrase, source: Span) -> Phrase:
    """The phrase of a transcript's tag: a name ('SMITH'), an office ('MAYOR'), or a letter that
    stands for who answers ('A')."""
    words = source.of(parsed.text).split()
    known = lexicon.roles()
    lower = tuple(w.lower().strip(".") for w in words)
    titles = [w for w in lower if w in known.person or w in known.plain or w in _COURTESY]
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
        or _lemma(t) == "counterpart"
        or any(c.i in people for c in t.children)
        for t in others
    ):
        return phrase
    if _of_two_offices(tokens):
        return replace(phrase, plural=False)
    words = tuple(t.lower_ for t in tokens if not t.is_punct and not t.is_space)
    span = trimmed(parsed.text, Span(tokens.start_char, tokens.end_char))
    return replace(phrase, span=span, name=None, words=words, sort="persons", plural=True)


_BEHIND_AND = re.compile(r"[^,]+ and (?!(?:the|an?|his|her|their|its) )(?:[a-z-]+ )+(?=[A-Z])")


def _of_two_offices(tokens: DocSpan) -> bool:
    """Whether one person closes the phrase and holds all offices in it: 'company chairman and chief
    executive Jan Lund'."""
    people = [e for e in entities_in(tokens) if e.label_ == "PERSON"]
    behind = _BEHIND_AND.match(tokens.text)
    if len(people) != 1 or behind is None or people[0].end != tokens.end:
        return False
    return tokens.start_char + behind.end() == people[0].start_char


def phrase_of(parsed: ParsedArticle, head: Token) -> Phrase | None:
    """The phrase around a head noun anywhere in the text."""
    if head.lower_ in PRONOUNS:
        return _pronoun(head)
    return _phrase(parsed, head, noun_phrase(head, joint=False))


def _antecedent(relative: Token) -> Token | None:
    """The noun that 'who' or 'which' stands for."""
    verb = relative.head
    for _ in range(3):
        if verb.dep_ == "relcl":
            return verb.head
        verb = verb.head
    return None


def _head(tokens: DocSpan) -> Token:
    root = tokens.root
    known = lexicon.roles()
    first = tokens[0]
    office = _lemma(first) in known.person.keys() | known.plain
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
    whole = _in_one_line(parsed.text, whole, head)
    whole = _behind(_HEADING, parsed.text, whole, head)
    whole = _behind(GLUED_CREDIT, parsed.text, whole, head)
    whole = _without_stray_mark(parsed.text, trimmed(parsed.text, whole))
    tokens = parsed.tokens(whole)
    name_span = _name(doc, tokens, head)
    name = _clean_name(name_span.of(parsed.text)) if name_span else None
    if name_span and name:
        at = parsed.text.find(name.split()[0], name_span.start, name_span.end)
        name_span = Span(max(at, name_span.start), name_span.end)
    else:
        name_span, name = None, None
    words = tuple(
        t.lower_
        for t in tokens
        if not t.is_punct
        and not t.is_space
        and (t.tag_ not in ("WP", "WDT") or t.text == "WHO")
        and not (name_span and name_span.start <= t.idx < name_span.end)
    )
    words = tuple(word for each in words for word in _SHORT.get(each, (each,)))
    first = next((t for t in tokens if not t.is_punct and not t.is_space), head)
    # 'The' of a possessor is not the phrase's own: "the South's defence ministry" is definite too.
    own = [c.lower_ for c in head.lefts if c.dep_ in ("det", "amod", "nummod", "predet")]
    fresh = bool(_NEW.intersection(own)) or first.lower_ in _NEW
    definite = first.lower_ in ("the", "this", "that", "these", "those") or "the" in own
    sort = _sort(head, tokens, name)
    one_body = sort == "organisation" and not any(c.dep_ == "conj" for c in head.children)
    return Phrase(
        whole, head.i, _SHORT.get(_lemma(head), (_lemma(head),))[-1], name, words, sort,
        plural=not one_body and _plural(head, tokens, name),
        definite=definite and not fresh,
        fresh=fresh,
        indefinite=first.lower_ in ("a", "an") or bool(_QUANTITY.intersection(own)),
        gender=_gender(tokens, words, _lemma(head)),
        office=_office(parsed, head),
    )  # fmt: skip


_SHORT = {"pm": ("prime", "minister")}  # offices that copy shortens
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
    if words[:2] in ("' ", "’ "):
        return trimmed(text, Span(span.start + 2, span.end))
    stray = words[:1] in '"”’»' and not any(mark in words[1:] for mark in '"“”’»')
    return trimmed(text, Span(span.start + 1, span.end)) if stray and len(words) > 1 else span


_OFFICES = frozenset("head lead run direct chair work teach study serve own manage oversee".split())


def _office(parsed: ParsedArticle, head: Token) -> Span | None:
    """A relative or participle clause that tells what the speaker does."""
    for token in (head, *(c for c in head.children if c.dep_ == "appos")):
        for clause in token.children:
            if clause.dep_ in ("relcl", "acl") and clause.lemma_.lower() in _OFFICES:
                inside = parsed.doc[clause.left_edge.i : clause.right_edge.i + 1]
                return Span(inside.start_char, inside.end_char)
    return None


def _lemma(head: Token) -> str:
    """The head's lemma; the tagger leaves capitalised plurals ('Officials') as they are."""
    lemma = head.lemma_.lower()
    known = lexicon.roles()
    if head.lower_ in known.body and not (lemma in known.body or lemma in known.person):
        return head.lower_  # 'forces', 'media'
    if lemma == "corp" and head.lower_ == "corps":
        return "corps"
    if lemma.endswith("s") and lemma[:-1] in known.person.keys() | known.plain:
        return lemma[:-1]
    if lemma.endswith("sses") and lemma[:-2] in known.person.keys() | known.plain:
        return lemma[:-2]
    if lemma.endswith("ies") and lemma[:-3] + "y" in known.person.keys() | known.plain:
        return lemma[:-3] + "y"
    return "spokesman" if lemma == "spokesmen" else lemma


def _plural(head: Token, tokens: DocSpan, name: str | None) -> bool:
    if name and not any(t.dep_ == "conj" and t.ent_type_ == "PERSON" for t in tokens):
        return False
    if head.lower_ in _COLLECTIVE:
        return False
    coordinated = any(c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN") for c in head.children)
    return (
        head.tag_ in ("NNS", "NNPS")
        or coordinated
        or (head.lower_ != _lemma(head) and (head.lower_ == _lemma(head) + "s"))
    )


_MEN = frozenset(
    "son father husband brother grandfather grandson uncle nephew boyfriend widower dad boy king "
    "prince duke pope".split()
)
_WOMEN = frozenset(
    "daughter mother wife sister grandmother granddaughter aunt niece girlfriend widow mum mom "
    "girl queen princess duchess nun actress".split()
)


def _gender(tokens: DocSpan, words: tuple[str, ...], noun: str) -> str:
    for token in tokens:
        courtesy = _COURTESY.get(token.lower_.strip("."))
        if courtesy:
            return courtesy
    if noun in _MEN or noun in _WOMEN:
        return "man" if noun in _MEN else "woman"
    for word in words:
        if word.endswith("woman") or word in ("mother", "wife", "sister", "queen", "actress"):
            return "woman"
        if word.endswith("man") and word not in ("woman", "german", "human", "chairman", "roman"):
            return "man"
        if word in ("father", "husband", "brother", "king", "pope"):
            return "man"
    return ""


def _sort(head: Token, tokens: DocSpan, name: str | None) -> str:
    if name:
        return "person"
    text = tokens.text
    known = lexicon.roles()
    own = re.sub(r"^[Tt]he ", "", text)
    if own.lower() in known.body and own[:1].isupper() and len(tokens) > 2:
        return "organisation"  # 'Doctors Without Borders'
    if head.pos_ == "PROPN" or head.ent_type_:
        noun = _lemma(head)
        if noun in known.person or noun in known.plain or one_of_a_people(head):
            return "common"
        bare = text.removeprefix("the ").removeprefix("The ")
        alone = noun_phrase(head, joint=False).of(text_of(tokens.doc))
        places = {bare, alone.removeprefix("the ").removeprefix("The ")}
        if places & lexicon.places().keys() or head.ent_type_ == "GPE":
            return "place"
        if head.ent_type_ == "NORP" and head.tag_ == "NNPS":
            return "common"  # 'Muslims'
        labelled = head.ent_type_ in ("ORG", "GPE", "FAC", "NORP", "LOC")
        if (labelled and not _in_title_case(head)) or _named_body(text):
            return "organisation"
        if head.pos_ == "PROPN":
            return "name"
    return "organisation" if _CAMEL.fullmatch(head.text) else "common"


_CAMEL = re.compile(r"[A-Z][a-z]+[A-Z]\w*")  # 'SpaceX', which is no plain word


def one_of_a_people(head: Token) -> bool:
    """Whether the head names one or several of a people: 'Germans', 'an Afghan'. 'The Russians'
    may be their government."""
    if lexicon.places().get(head.text, ("", ""))[1] != "people":
        return False
    before = [c.lower_ for c in head.lefts]
    one = any(word in ("a", "an", "one", "another") for word in before)
    return one or ("the" not in before and head.text.endswith("s"))


_TITLE_CASE = 0.7  # share of a sentence's words that are capitalised in a headline's style
_MIN_TITLE = 4


def _in_title_case(token: Token) -> bool:
    """Whether the sentence is set as some headlines are: 'Trump Declares Victory In Trade Fight'.
    What is a name there, and whose, the entity recogniser cannot tell."""
    words = [t for t in token.sent if t.is_alpha]
    capitals = sum(t.text[:1].isupper() for t in words)
    return len(words) >= _MIN_TITLE and capitals >= _TITLE_CASE * len(words)


_ACRONYM = re.compile(r"\b(?:[A-Z]{2,6}|(?:[A-Z]\.){2,})\b")


def _named_body(text: str) -> bool:
    """Whether a proper name is a body's by its own words: it has an article, an acronym, a known
    medium's name or a word such as 'council'."""
    bare = text.removeprefix("the ").removeprefix("The ")
    acronym = _ACRONYM.search(text) is not None and not text.isupper()
    short = text.isupper() and len(text) <= _LONGEST_ACRONYM
    return bare != text or acronym or short or _is_body(text) or bare in lexicon.media()


_LONGEST_ACRONYM = 5


# What copy calls one of a people beside the name ('Brit Jan Lund'), though it is a given name, too.
_PEOPLES = frozenset({"Brit", "Aussie", "Kiwi"})


def _clean_name(text: str) -> str:
    """The personal name without titles in front and without a possessive ending."""
    known = lexicon.roles()
    words = re.sub(r"['’]s?$", "", text.strip()).split()
    while len(words) > 1:
        bare = words[0].lower().strip(".")
        titled = bare in known.person or bare in known.plain or bare in _COURTESY
        place = words[0] in lexicon.places() and words[0] not in given_names()
        place = place or words[0] in lexicon.PLATFORMS  # the credit of a picture before the name
        place = place or (words[0] in _PEOPLES and len(words) > 2)
        if not titled and not place:
            break
        words = words[1:]
    # 'Vancouver Archbishop Michael Miller': a title within, and no given name before it.
    inner = [
        at for at, word in enumerate(words[:-1]) if at and word.lower().strip(".") in known.person
    ]
    if inner and not any(word in given_names() for word in words[: inner[-1]]):
        words = words[inner[-1] + 1 :]
    return " ".join(words)


def entities_in(tokens: DocSpan) -> Sequence[DocSpan]:
    """The entities that lie within some tokens. spaCy looks through all of the article's for each
    span that asks; here they are listed once an article."""
    data = tokens.doc.user_data
    if "entities" not in data:
        found = list(tokens.doc.ents)
        data["entities"] = ([entity.start for entity in found], found)
    starts, entities = data["entities"]
    first = bisect_left(starts, tokens.start)
    last = bisect_left(starts, tokens.end)
    return [entity for entity in entities[first:last] if entity.end <= tokens.end]


_LEGAL = frozenset("Inc Ltd Corp Co plc PLC LLC LLP AG SA NV SE GmbH Holdings".split())


def _name(doc: Doc, tokens: DocSpan, head: Token) -> Span | None:
    """Where the personal name stands in the phrase: by the entity recogniser, else by shape."""
    media, places = lexicon.media(), lexicon.places()
    for entity in entities_in(tokens):
        if entity.label_ != "PERSON" or not _WORD.search(entity.text):
            continue
        if any(char.isdigit() for char in entity.text):
            continue  # 'February 2022'
        root = entity.root
        if entity.text in media or entity.text in places:
            continue
        if len(entity) == 1 and _is_body(entity.text):
            continue
        if entity[-1].text.strip(".") in _LEGAL and len(entity) > 1:
            continue  # 'Qualcomm Inc'
        if entity[-1].text.isupper() and entity[-1].lower_ in lexicon.roles().person:
            continue  # 'Garissa MP'
        whole = people_of(doc).last.get(entity.text, entity.text)
        if (
            len(entity) == 1
            and whole == entity.text
            and _lemma(entity[0]) in lexicon.roles().person
        ):
            continue  # 'Pope', of whom no name is given
        if entity.text in people_of(doc).never:
            continue
        own = root.i == head.i or head in entity
        tied = root.dep_ in _NAME_DEPS and root.head.i == head.i
        tied = tied or _closes(tokens, entity, head)
        if not own and (_of_an_office(doc, head, entity.start) or _of_a_body(head, entity)):
            continue
        if (own or tied) and root.dep_ != "poss":
            return _hyphened(doc, Span(entity.start_char, entity.end_char))
    return (
        _apposed(doc, head)
        or _shaped(doc, tokens, head)
        or _trailing(tokens, head)
        or _reporter(tokens)
        or _after_office(tokens)
        or _behind_body(tokens, head)
    )


def _behind_body(tokens: DocSpan, head: Token) -> Span | None:
    """The name that closes 'spokeswoman for the festival Anja Dahl': a person's behind a plain noun
    that names no office, and so is not whose the office is."""
    start = tokens.end
    while start - 1 > head.i and tokens.doc[start - 1].pos_ == "PROPN":
        start -= 1
    run = tokens.doc[start : tokens.end]
    if len(run) < 2 or not (run[-1].ent_type_ == "PERSON" or opens_with_given_name(run.text)):
        return None
    known = lexicon.roles()
    offices = known.person.keys() | known.plain
    before = tokens.doc[start - 1]
    plain = before.pos_ == "NOUN" and before.text.islower() and _lemma(before) not in offices
    own = _lemma(head) in offices and head.i < before.i - 1
    return Span(run.start_char, run.end_char) if plain and own else None


_CAPITALISED_END = re.compile(r"\b([a-z]+)\s+((?:[A-Z][\w'’-]+\s+){1,2}[A-Z][\w'’-]+)$")


def _after_office(tokens: DocSpan) -> Span | None:
    """The name that closes 'her Chinese counterpart Wang Yi', whatever it was taken for."""
    known = lexicon.roles()
    match = _CAPITALISED_END.search(tokens.text)
    if match is None or match.group(1) not in known.person.keys() | known.plain:
        return None
    name = match.group(2)
    first = name.split()[0]
    foreign = first in lexicon.places() or name in lexicon.media() or _is_body(name)
    if foreign or name.isupper() or tokens.text[: match.start()].rstrip().endswith(("'s", "’s")):
        return None
    return Span(tokens.start_char + match.start(2), tokens.start_char + match.end(2))


def _of_a_body(head: Token, entity: DocSpan) -> bool:
    """Whether a name only tells whose a body is: 'the Obama administration'."""
    known, noun = lexicon.roles(), _lemma(head)
    listed = noun in known.body and noun not in known.person and noun not in known.plain
    return entity.end <= head.i and head.pos_ == "NOUN" and listed


def _of_an_office(doc: Doc, head: Token, start: int) -> bool:
    """Whether a name is that of an office behind the head: 'a spokesman for the President Lund'."""
    known = lexicon.roles().person
    between = doc[head.i + 1 : start]
    office = len(between) > 1 and _lemma(between[-1]) in known
    return (
        office
        and any(t.pos_ == "ADP" for t in between)
        and not any(t.dep_ == "cc" or t.text == "," for t in between)
    )


def _closes(tokens: DocSpan, entity: DocSpan, head: Token) -> bool:
    """Whether a name closes 'company chairman and chief executive Richard Smith'."""
    known = lexicon.roles()
    if entity.end != tokens.end or entity.start - 1 <= head.i:
        return False
    joined = {t.i for t in head.conjuncts}
    before = tokens.doc[entity.start - 1]
    offices = known.person.keys() | known.plain
    if before.text in lexicon.places() and _lemma(head) in known.person:
        return True  # 'the ambassador to the US Eva Lund'
    return _lemma(before) in offices and before.i in joined | {
        c.i for t in (head, *head.conjuncts) for c in t.children
    }


_OF_A_MEDIUM = re.compile(
    r"(?P<medium>[\w .&]+?)['’]s\s+(?P<name>[A-Z][\w'’]+(?:[ -][A-Z][\w'’]+){1,3})$"
)


def _reporter(tokens: DocSpan) -> Span | None:
    """The name in 'NPR's Ofeibea Quist-Arcton'."""
    match = _OF_A_MEDIUM.match(tokens.text)
    if match is None or _is_body(match.group("name")):
        return None
    medium = re.sub(r"^[Tt]he\s+", "", match.group("medium"))
    if medium not in lexicon.media() and known_outlet(medium) is None:
        return None
    return Span(tokens.start_char + match.start("name"), tokens.start_char + match.end("name"))


def _apposed(doc: Doc, head: Token) -> Span | None:
    """The name in 'its spokeswoman, Ingrid Dahl', whatever the entity recogniser took it for."""
    known = lexicon.roles()
    if _lemma(head) not in known.person and _lemma(head) not in known.plain:
        return None
    for child in head.children:
        if child.dep_ != "appos" or child.pos_ != "PROPN" or child.i < head.i:
            continue
        start = child.i
        while doc[start - 1].pos_ == "PROPN" and start - 1 > head.i:
            start -= 1
        text = doc[start : child.i + 1].text
        if text not in lexicon.media() and text not in lexicon.places() and not _is_body(text):
            return _hyphened(doc, Span(doc[start].idx, child.idx + len(child.text)))
    return None


_AFTER_COMMA = re.compile(r",\s+((?:[A-Z][\w'’.-]+\s+){1,3}[A-Z][\w'’-]+),?$")


def _trailing(tokens: DocSpan, head: Token) -> Span | None:
    """The name that closes the phrase: 'a spokesperson for Buhari, Mallam Garba Shehu'."""
    known = lexicon.roles()
    if _lemma(head) not in known.person and _lemma(head) not in known.plain:
        return None
    match = _AFTER_COMMA.search(tokens.text)
    if match is None or _is_body(match.group(1)) or match.group(1) in lexicon.places():
        return None
    before = tokens.text[: match.start()].split()[-1].lower()
    if before in known.person and before != _lemma(head):
        return None  # 'the spokesman for the President, Eva Lund'
    return Span(tokens.start_char + match.start(1), tokens.start_char + match.end(1))


def _shaped(doc: Doc, tokens: DocSpan, head: Token) -> Span | None:
    """A personal name that the entity recogniser missed: capitalised words after a title, or an
    unknown capitalised pair with an appositive that tells a person."""
    known = lexicon.roles()
    run = [t for t in tokens if t.pos_ == "PROPN" or (t.text[:1].isupper() and t.is_alpha)]
    surname = people_of(doc).last.get(head.text, head.text) != head.text
    people = head.ent_type_ in ("GPE", "NORP") and not surname
    if not run or people or tokens.text in lexicon.media():
        return None
    start = head.i
    while start > tokens.start and (
        (doc[start - 1].pos_ == "PROPN" or doc[start - 1].text[:1].isupper())
        and doc[start - 1].is_alpha
        and doc[start - 1].lower_ not in known.person
        and doc[start - 1].lower_ not in known.plain
        and doc[start - 1].lower_ not in _COURTESY
        and (doc[start - 1].text not in lexicon.places() or doc[start - 1].text in given_names())
    ):
        start -= 1
    if head.pos_ not in ("PROPN", "NOUN") or not head.text[:1].isupper():
        return None
    text = doc[start : head.i + 1].text
    article = start > tokens.start and doc[start - 1].lower_ in ("the", "a", "an")
    if not article and not _is_body(text) and (known_name := _known(doc, start, head)) is not None:
        return known_name
    body = _is_body(text) or is_firm(text_of(doc), text)
    if head.pos_ != "PROPN" or body or text in lexicon.places():
        return None
    aged = start - 2 > tokens.start and doc[start - 3 : start].text.lower().endswith("year-old")
    titled = aged or (
        start > tokens.start
        and (
            doc[start - 1].lower_.strip(".") in known.person
            or doc[start - 1].lower_.strip(".") in known.plain
            or doc[start - 1].lower_.strip(".") in _COURTESY
        )
    )
    apposed = any(
        c.dep_ == "appos" and (_lemma(c) in known.person or _lemma(c) in known.plain)
        for c in head.children
    )
    if titled or apposed:
        return _hyphened(doc, Span(doc[start].idx, head.idx + len(head.text)))
    return None


def _known(doc: Doc, start: int, head: Token) -> Span | None:
    """The end of the run that is the name of a person of the article, or opens with a given name:
    'Tory Brexiteer Andrea Jenkyns', 'Ford' of an article that names Christine Ford."""
    people = people_of(doc)
    for first in range(start, head.i + 1):
        text = " ".join(t.text for t in doc[first : head.i + 1])
        whole = text in lexicon.places() or text in lexicon.media()
        if not whole and (people.has(text) or opens_with_given_name(text)):
            return _hyphened(doc, Span(doc[first].idx, head.idx + len(head.text)))
    return None


def _hyphened(doc: Doc, span: Span) -> Span:
    end = span.end
    match = re.compile(r"-[^\W\d_]+").match(text_of(doc), end)
    return Span(span.start, match.end() if match else end)


def _is_body(text: str) -> bool:
    """Whether a word of the name, or several together, say that it is an organisation."""
    known = lexicon.roles()
    words = text.lower().split()
    pairs = {" ".join(pair) for pair in pairwise(words)}
    return any(word in known.body for word in words) or bool(pairs & known.body.keys())
