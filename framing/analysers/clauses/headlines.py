"""Who acts in a headline: told where it is certain, and left out where it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysers.clauses.acts import TRANSITIVE, Act, says_no
from framing.analysers.clauses.layout import finite, layout
from framing.analysers.clauses.restored import (
    DOING,
    DONE,
    FINITE,
    OPENING,
    PLAIN,
    SUFFERED,
    TO,
    Read,
    is_verb_alone,
    read,
    sentences,
    tries,
)
from framing.analysers.clauses.tree import SUBJECT, span_of
from framing.models import Part
from framing.text.casing import as_sentence, is_titled
from framing.text.parse import ParsedArticle

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_NO_WAY = re.compile(r"\bno way\b", re.IGNORECASE)
_GOES_ON = frozenset("be have agree plan want seek".split())  # 'agree to talk' is one act
_PARTIAL = frozenset({DONE, DOING, SUFFERED})
_CONDITIONS = frozenset({"if", "unless", "until"})  # of what is told without them


def headline_acts(
    tokens: Sequence[Token], sentence: int, doc: ParsedArticle, outlet: str, nlp: Language
) -> Iterator[Act]:
    """Who does what in a sentence of a headline.

    Args:
        tokens: its words and signs.
        sentence: its index.
        doc: the parsed article.
        outlet: whose headline it is.
        nlp: the pipeline with which the article was parsed.
    """
    cues = {
        t.i
        for s in doc.statements
        if s.speech and s.cue
        for t in tokens
        if s.cue.start <= t.idx < s.cue.end
    }
    laid = layout(tokens, outlet, cues, speakers_of(doc))
    if laid is None or _NO_WAY.search(span_of(tokens).of(doc.text)):
        return
    words = list(laid.words)
    said = list(laid.by)
    told = _told(words, doc, nlp)
    while told is not None and not said and _says(told, words):
        inner = words[told.group[1] :]
        if inner and inner[0].lower_ == "that":
            inner = inner[1:]
        within = _told(inner, doc, nlp) if inner else None
        if within is None:
            break
        said, words, told = words[: told.group[1]], inner, within
    if told is None:
        return
    yield from _acts(told, words, said, sentence, doc)


def speakers_of(doc: ParsedArticle) -> frozenset[str]:
    """The words, in small letters, of those whom an article quotes."""
    sources = (s.source.of(doc.text) for s in doc.statements if s.speech and s.source)
    return frozenset(word for source in sources for word in re.findall(r"\w+", source.lower()))


def _says(told: Read, words: Sequence[Token]) -> bool:
    """Whether a verb only says that another does something ('says', not 'warns', which a headline
    chooses)."""
    return told.verb.lemma_.lower() == "say" and told.group[1] < len(words)


def _told(tokens: Sequence[Token], doc: ParsedArticle, nlp: Language) -> Read | None:
    """The one sentence that some words of a headline are short for; None where it is not certain.

    The words are read as printed, as a sentence has them, and with a full stop; all must agree with
    the one restored sentence that holds."""
    from spacy.tokens import Doc as Made  # noqa: PLC0415  (1 s to import)

    end = next((i for i, t in enumerate(tokens) if i > 1 and t.lower_ in OPENING), len(tokens))
    if any(t.lower_ in _CONDITIONS for t in tokens[end:]):
        return None
    tokens = tokens[:end]
    if len(tokens) < 2:
        return None
    printed = [t.text for t in tokens]
    spaces = [bool(t.whitespace_) for t in tokens]
    words = _as_words(printed, doc)
    tried = tries(words, tokens)
    if not tried:
        return None
    to = [each.verb for each in tried if each.kind == TO]
    comma = _comma_of_a_pair(words, min(to or [each.verb for each in tried]))
    if comma:
        printed[comma] = words[comma] = "and"
        spaces[comma - 1] = True
    made = [sentences(words, spaces, each, Made, nlp) for each in tried]
    room = [*spaces[:-1], False]
    plain = [
        Made(nlp.vocab, words=words, spaces=room),
        Made(nlp.vocab, words=[*words, "."], spaces=[*room, False]),
    ]
    if words != printed:
        plain.append(Made(nlp.vocab, words=[*printed, "."], spaces=[*room, False]))
    docs = list(nlp.pipe([*plain, *(each for each, _ in made)], disable=["ner"]))
    readings = [
        found
        for parsed, (_, places), each in zip(docs[len(plain) :], made, tried, strict=True)
        if (found := read(parsed, places, each)) is not None
    ]
    return _agreed(readings, docs[: len(plain)], words != printed, doc, words)


def _comma_of_a_pair(words: Sequence[str], verb: int) -> int:
    """The place of the one comma before a verb, which in a headline is short for 'and' ('Norland,
    Suda to meet'); 0 where there is none."""
    commas = [i for i, word in enumerate(words[:verb]) if word == ","]
    between = len(commas) == 1 and 0 < commas[0] < verb - 1
    return commas[0] if between and "and" not in words[:verb] else 0


def _as_words(printed: Sequence[str], doc: ParsedArticle) -> list[str]:
    """The words as a sentence has them, where the headline's capitals tell nothing."""
    headline = [s.span for s in doc.sentences if s.part is Part.HEADLINE]
    whole = doc.text
    if not headline or not is_titled(whole[headline[0].start : headline[-1].end]):
        return list(printed)
    return as_sentence(printed, whole[: headline[0].start] + " " + whole[headline[-1].end :])


def _agreed(
    readings: Sequence[Read],
    plain: Sequence[Doc],
    cased: bool,
    doc: ParsedArticle,
    words: Sequence[str],
) -> Read | None:
    """The reading with which all parses of the words as they stand agree."""
    fitting = [r for r in readings if all(_fits(r, parsed) for parsed in plain[:2])]
    if not fitting:
        # A word that is a verb and nothing else is the verb, whatever the parser takes it for.
        fitting = [
            r for r in readings if r.tried.kind == FINITE and is_verb_alone(words[r.tried.verb])
        ]
        if len(fitting) != 1 or len({r.tried.verb for r in readings}) != 1:
            return None
    verbs = {r.tried.verb for r in fitting}
    if len(verbs) != 1 or (len(fitting) > 1 and {r.tried.kind for r in fitting} != {PLAIN}):
        return None
    found = fitting[0]
    if found.tried.kind in _PARTIAL and _has_verb_behind(found, words):
        return None
    if _is_owned(found, words) or any(_rivals(other, found, words, cased) for other in readings):
        return None
    if cased:
        roots = _roots(plain[2])
        if len(roots) == 1 and roots[0].pos_ == "VERB" and roots[0].i not in _held(found):
            return None
    if found.tried.kind == SUFFERED and not _is_suffered(found, words, doc):
        return None
    return found


def _has_verb_behind(found: Read, words: Sequence[str]) -> bool:
    """Whether a word behind a participle is a verb and nothing else ('Dockers freed in swap reunite
    with families'), or denies one that is left out ('Ships sunk in war not a danger')."""
    start = found.tried.verb + 1
    return any(
        word.lower() == "not" or (is_verb_alone(word.lower()) and before.lower() != "to")
        for before, word in zip(words[start - 1 :], words[start:], strict=False)
    )


def _is_owned(found: Read, words: Sequence[str]) -> bool:
    """Whether the word before a verb in its dictionary form may be the verb, behind a name that
    ends in 's ('Harbour's plans push')."""
    place = found.tried.verb
    owned = place > 1 and words[place - 2] in ("'s", "’s")
    return owned and found.tried.kind == FINITE and bool(finite(words[place - 1]))


def _rivals(other: Read, found: Read, words: Sequence[str], cased: bool) -> bool:
    """Whether another word may be the verb as well.

    Beside a participle or an infinitive that is any other verb; beside a verb, one that is no noun;
    before one in its dictionary form, one in -s ('Bombing marks end')."""
    at, here = other.tried.verb, found.tried.verb
    kind, known = other.tried.kind, found.tried.kind
    if known == TO and _is_of_names(found) and other.subject[1] > found.group[0]:
        return False  # 'Lind to boost harbour' is no subject
    if at == here:
        return kind != known and PLAIN not in (kind, known)
    if known == PLAIN:
        return kind == PLAIN and at not in _held(found)
    if kind == PLAIN:
        return True
    alone = is_verb_alone(words[at].lower())
    if known != FINITE:
        ends = other.tried.singular and at == len(words) - 1
        return kind != FINITE or alone or at < here or other.has_object or ends
    named = not words[at].islower() and not cased
    beside = at == here - 1 and not found.tried.singular
    return kind == FINITE and not named and (alone or beside)


def _held(found: Read) -> range:
    return range(*found.group)


def _roots(parsed: Doc) -> list[Token]:
    return [t for t in parsed if t.head.i == t.i]


def _fits(found: Read, parsed: Doc) -> bool:
    """Whether a parse of the words as they stand has the same verb and the same subject; where it
    has a noun alone, whether the verb is what is done to that ('Dockers hurt in storm')."""
    roots = _roots(parsed)
    if len(roots) != 1:
        return False
    [root] = roots
    start, end = found.subject
    if found.tried.kind == SUFFERED and root.i in range(start, end):
        verb = parsed[found.tried.verb]
        by = verb.i + 1 < len(parsed) and verb.nbor().lower_ == "by"
        harmed = found.verb.lemma_.lower() in TRANSITIVE
        return verb.dep_ == "acl" and verb.head.i == root.i and (by or harmed)
    if found.tried.kind == TO and root.i in range(start, end) and _is_of_names(found):
        return True  # 'Lind to open bridge' is no phrase, as 'Plan to open bridge' is
    if root.i not in _held(found):
        return False
    subjects = [c for c in root.children if c.dep_ in SUBJECT]
    return bool(subjects) and all(c.i in range(start, end) for c in subjects)


def _is_of_names(found: Read) -> bool:
    """Whether the subject is of names alone, which nobody does anything 'to' as nouns do."""
    subject = next(c for c in found.verb.children if c.dep_ in SUBJECT)
    return all(t.pos_ in ("PROPN", "CCONJ", "PUNCT") for t in subject.subtree)


def _is_suffered(found: Read, words: Sequence[str], doc: ParsedArticle) -> bool:
    """Whether it is certain that something is done to the subject: by someone, by a verb of harm,
    or by a form that the article has behind a form of 'be'."""
    place, lemma = found.tried.verb, found.verb.lemma_.lower()
    if lemma in TRANSITIVE or (place + 1 < len(words) and words[place + 1].lower() == "by"):
        return True
    form = re.escape(words[place].lower())
    return bool(re.search(rf"\b(?:was|were|been|being|is|are|be) (?:\w+ly )?{form}\b", doc.text))


def _acts(
    told: Read, words: Sequence[Token], said: Sequence[Token], sentence: int, doc: ParsedArticle
) -> Iterator[Act]:
    """The act of a reading, and of the verbs that 'and' joins to it."""
    actors = (span_of(words[slice(*told.subject)]),)
    by = span_of(said) if said else None
    passive = any(c.dep_ == "auxpass" for c in told.verb.children)
    first, last = told.group
    group = list(words[first:last])
    lemma = told.verb.lemma_.lower()
    rest = words[last:]
    goes_on = lemma in _GOES_ON and any(c.dep_ == "xcomp" for c in told.verb.children)
    if goes_on and not passive and len(rest) > 1 and rest[0].lower_ == "to":
        group += rest[:2]
    if passive and rest and rest[0].lower_ == "by":
        group.append(rest[0])
    particle = next((c.lower_ for c in told.verb.children if c.dep_ == "prt"), "")
    head = words[told.tried.verb]
    act = Act(
        span=span_of(group),
        actors=actors,
        verb=f"{lemma} {particle}".strip(),
        refuses=not passive
        and says_no(lemma, particle, [t.lower_ for t in group], told.has_object),
        sentence=sentence,
        voice=doc.voices[head.i],
        passive=passive,
        by=by,
    )
    yield act
    for place in told.joined:
        verb = words[place]
        small = verb.lower_
        yield replace(
            act, span=span_of([verb]), verb=small, refuses=says_no(small, "", [small], True)
        )
