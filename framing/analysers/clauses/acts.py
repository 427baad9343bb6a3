"""Who does what in what is read first: the main verbs of headline, standfirst and lead."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from framing.analysers.clauses.tree import SUBJECT, root_of, span_of, voice_of
from framing.models import Span, Voice
from framing.text.dictionary import dictionary
from framing.text.parse import ParsedArticle

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs by which someone says no: a headline with one of them tells another story than one
# without. Particles are part of the entry. Verbs that say no in one sense alone (shares decline,
# roads are blocked, staff are dismissed) are left out, or need what is said no to.
REFUSALS = frozenset(
    "ban bar boycott cancel deny nix quash rebuff refuse refute reject rescind scrap shun "
    "spurn veto back-out call-off rule-out turn-down".split()
)
# Verbs of harm and seizure, which someone does to someone: without an object they are passive.
TRANSITIVE = frozenset(
    "abduct accuse acquit arrest attack behead bomb capture charge convict deport destroy detain "
    "discover execute expel find fine free hit hold hurt identify injure jail kidnap kill name "
    "oust rescue retrieve sack seize sentence shell shoot strike sue suspend topple torture "
    "wound".split()
)
_REFUSE_TO = frozenset({"decline"})  # only with what is declined
_SAYS = frozenset({"say", "tell", "add"})  # a headline with another verb has chosen it
_SOURCE = 3  # words behind a headline's last colon that name who says so
_TAIL = 6  # words at the end of a headline that may say who says so
_NO_WAY = re.compile(r"\bno way\b", re.IGNORECASE)
_WILL = frozenset({"will", "would", "wo", "'ll"})
_GROUP = frozenset({"aux", "auxpass", "neg", "prt"})
_REFUSED = frozenset({"dobj", "xcomp"})
# Words that open a clause beside the main one.
_OPENING = frozenset("as after while when amid before if because though although since".split())
_NOBODY = frozenset("it he she they we you i this that there these those".split())
_NO_WILL = frozenset("it there this that".split())
_IN_NOUN = frozenset(
    {"det", "compound", "amod", "nummod", "poss", "case", "neg", "quantmod", "nmod"}
)


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts, and how, in headline, standfirst or first sentence.

    ``passive``: it is done to the subjects, as in a headline's 'Two killed in storm'. ``actors``
    are the words of the subjects, ``span`` is the verb with its auxiliaries, ``verb``
    its dictionary form with its particle ('rule out'); ``refuses`` says that the verb says no, or
    that a word of negation stands by it.
    """

    table: ClassVar[str] = "acts"
    columns: ClassVar[tuple[str, ...]] = ("verb", "words", "refuses", "voice")

    span: Span
    actors: tuple[Span, ...]
    verb: str
    refuses: bool
    sentence: int
    voice: Voice
    passive: bool = False


def acts_of(
    tokens: Sequence[Token], sentence: int, doc: ParsedArticle, headline: bool
) -> Iterator[Act]:
    """Who does what in a sentence of headline, standfirst or lead.

    Args:
        tokens: the sentence's words, without signs.
        sentence: its index.
        doc: the parsed article.
        headline: the sentence is (part of) a headline, which has a grammar of its own.
    """
    if headline:
        tokens = _without_quotation(_without_attribution(tokens))
    root = root_of(tokens)
    if root is None or root.pos_ not in ("VERB", "AUX"):
        # A headline's verb may hang from a noun ('Seoul, Tokyo to boost ties').
        found = (t for t in tokens if t.pos_ == "VERB" and t.dep_ not in ("amod", "compound"))
        root = next(found, None) if headline else None
    if root is None or (headline and (_is_subordinate(root, tokens) or not _is_verb(root))):
        return
    root = (headline and _named_as(root, tokens)) or root
    held = {token.i for token in tokens}
    cues = {s.cue for s in doc.statements if s.speech and s.cue}
    reported = [c for c in root.children if c.dep_ == "ccomp" and c.i in held]
    told = headline and root.lemma_.lower() not in _SAYS and reported and root.i < reported[0].i
    said = reported and not told and any(cue.start <= root.idx < cue.end for cue in cues)
    if said and not _is_pronouns(reported[0]):
        root = reported[0]  # 'The two agreed to talk, officials said.'
    subjects: list[Span] = []
    for verb in (root, *(c for c in root.conjuncts if c.i in held and c.pos_ in ("VERB", "AUX"))):
        subjects = _subjects(verb, tokens, doc.text, headline) or subjects
        if headline and not _is_certain(subjects, verb, doc.text):
            return
        yield _act(verb, tuple(subjects), held, sentence, doc, headline)


def _is_pronouns(verb: Token) -> bool:
    """Whether a pronoun acts: 'Norland said it was sending a ship' is what Norland said."""
    return any(c.dep_ in SUBJECT and c.lower_ in _NOBODY for c in verb.children)


def _is_verb(token: Token) -> bool:
    """Whether a dictionary has the word as a verb. Where a headline's verb looks like a noun in the
    plural, the parse may take its object for the verb ('Norland fires missile')."""
    return token.pos_ == "AUX" or token.lemma_.lower() in dictionary()["verb"]


def _subjects(verb: Token, tokens: Sequence[Token], text: str, headline: bool) -> list[Span]:
    """The words of a verb's own subjects; in a headline without them, the nouns before it."""
    held = {token.i for token in tokens}
    own = [c for c in verb.children if c.dep_ in SUBJECT and c.i in held and not _is_not(c)]
    subjects = _whole([span_of(_noun(subject)) for subject in own], text)
    if headline and len(subjects) == 1:
        return [_up_to(subjects[0], verb, tokens)]
    if headline and not subjects and verb.dep_ != "conj":
        nouns = ("PROPN", "NOUN", "CCONJ", "NUM")
        before = [t for t in tokens if t.i < verb.i and t.pos_ in nouns and not _is_not(t)]
        if verb.dep_ == "acl" and verb.head in before:  # 'Crash: dozens injured'
            before = list(_noun(verb.head))
        named = _after_colon(sorted(before, key=lambda token: token.i))
        return [span_of(named)] if named else []
    return subjects


def _whole(spans: Sequence[Span], text: str) -> list[Span]:
    """The spans, those that a hyphen alone parts as one: 'Ex-guards' is read as two subjects."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and text[found[-1].end : span.start].strip() in ("-", "‑"):
            span = Span(found.pop().start, span.end)  # noqa: PLW2901
        found.append(span)
    return found


def _is_not(token: Token) -> bool:
    """Whether a token is a half of 'won't', which capitals may turn into a noun."""
    glued = not token.whitespace_ and token.i + 1 < len(token.doc)
    halves = (token, token.nbor()) if glued else (token,)
    return any(half.lower_.replace("’", "'") in ("n't", "not") for half in halves)


def _after_colon(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words behind the last colon between them: 'Crash: Seven dead and 50' is no subject."""
    for place in range(len(tokens) - 1, 0, -1):
        if ":" in tokens[0].doc[tokens[place - 1].i + 1 : tokens[place].i].text:
            return tokens[place:]
    return tokens


def _act(
    verb: Token,
    subjects: tuple[Span, ...],
    held: Collection[int],
    sentence: int,
    doc: ParsedArticle,
    headline: bool,
) -> Act:
    opened = [c for c in verb.children if c.dep_ == "xcomp" and c.i in held]
    group = [verb, *(c for c in verb.children if c.dep_ in _GROUP and c.i in held)]
    if verb.dep_ != "xcomp" and verb.lemma_ in ("be", "have", "agree", "plan", "want", "seek"):
        for inner in opened:
            if not any(c.tag_ == "TO" for c in inner.children):
                continue  # 'schools have unmarked graves' is misread as a verb
            between = [c for c in inner.children if c.dep_ in ("aux", "neg", "prt")]
            group += [inner, *between]
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), "")
    lemma = verb.lemma_.lower()
    by = next((c for c in verb.children if c.lower_ == "by" and c.i == verb.i + 1), None)
    passive = headline and _suffers(verb, group)
    if headline and by is not None and _is_passive(verb, by, group):
        group.append(by)  # 'Town struck by missile': the subject does nothing
        passive = True
    return Act(
        span=span_of(group),
        actors=subjects,
        verb=f"{lemma} {particle}".strip(),
        refuses=_refuses(verb, lemma, particle, group),
        sentence=sentence,
        voice=voice_of(verb, doc),
        passive=passive,
    )


def _refuses(verb: Token, lemma: str, particle: str, group: Sequence[Token]) -> bool:
    """Whether a verb says no, and not only 'if', as something that is done to its subject, or of a
    thing without a will ('It won't bring them back')."""
    supposed = any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in verb.children)
    suffered = any(c.dep_ == "auxpass" for c in verb.children)
    a_thing = any(c.dep_ in SUBJECT and c.lower_ in _NO_WILL for c in verb.children)
    return not (supposed or suffered or a_thing) and (
        lemma in REFUSALS
        or f"{lemma}-{particle}" in REFUSALS
        or (lemma in _REFUSE_TO and any(c.dep_ in _REFUSED for c in verb.children))
        or _wills_not(group)
    )


def _is_certain(subjects: Sequence[Span], verb: Token, text: str) -> bool:
    """Whether a headline's subject can be told: no 'who', no pronoun, and no word in quotation
    marks, which may well be the verb ('China “punishes” Taiwan'); and no 'no way' before the verb,
    which would say no in another's words."""
    words = [subject.of(text) for subject in subjects]
    if _NO_WAY.search(verb.sent.text[: verb.idx - verb.sent.start_char]):
        return False
    if any(each.lower() in _NOBODY for each in words):
        return False
    relative = any(c.dep_ in SUBJECT and c.tag_ in ("WP", "WDT") for c in verb.children)
    return not relative and not any(mark in each for each in words for mark in "'\"‘“”")


def _is_subordinate(root: Token, tokens: Sequence[Token]) -> bool:
    """Whether the verb stands in a clause that opens the headline ('As bubble loses air, frauds
    rise'), because the parser found no verb behind it."""
    comma = next((t.i for t in tokens[0].doc[tokens[0].i : tokens[-1].i] if t.text == ","), None)
    return tokens[0].lower_ in _OPENING and comma is not None and root.i < comma


def _named_as(root: Token, tokens: Sequence[Token]) -> Token | None:
    """The participle that is a headline's verb, where the parser took one from a clause behind it:
    'Victims named as repair work starts'."""
    for participle in (t for t in tokens if t.dep_ == "acl" and t.tag_ in ("VBN", "VBD")):
        between = [t.lower_ for t in tokens if participle.i < t.i < root.i]
        if participle.head.dep_ in SUBJECT and participle.head.head == root:
            return participle if _OPENING.intersection(between) else None
    return None


def _without_attribution(tokens: Sequence[Token]) -> Sequence[Token]:
    """A headline's words without who says so at its end ('Bodies found in tunnel, army says',
    'Norland shipped arms: report')."""
    for place in range(len(tokens) - 1, max(2, len(tokens) - 1 - _SOURCE), -1):
        if ":" in tokens[0].doc[tokens[place - 1].i + 1 : tokens[place].i].text:
            behind = tokens[place:]
            verbs = [t for t in behind if t.pos_ in ("VERB", "AUX")]
            if len(behind) == 1 or all(t.lemma_.lower() in _SAYS for t in verbs):
                return tokens[:place]
    for place in range(len(tokens) - 1, max(1, len(tokens) - _TAIL), -1):
        comma = tokens[place].i - 1 > tokens[place - 1].i and tokens[place].nbor(-1).text == ","
        if comma and any(t.lemma_.lower() in _SAYS for t in tokens[place:]):
            return tokens[:place]
    return tokens


def _without_quotation(tokens: Sequence[Token]) -> Sequence[Token]:
    """A headline's words without a quotation that a colon parts from them ('“It was bad”: Bridge
    closed'): who speaks acts elsewhere."""
    for left, right in pairwise(tokens):
        if ":" not in left.doc[left.i + 1 : right.i].text:
            continue
        before = [t for t in tokens if t.i <= left.i]
        after = [t for t in tokens if t.i >= right.i]
        if _is_quoted(before):
            return after
        if _is_quoted(after):
            return before
    return tokens


def _is_quoted(tokens: Sequence[Token]) -> bool:
    """Whether a mark of quotation stands before and behind some words."""
    first, last = tokens[0], tokens[-1]
    opened = first.i > 0 and first.nbor(-1).is_quote
    closed = last.i + 1 < len(last.doc) and last.nbor(1).is_quote
    return opened and closed


def _up_to(subject: Span, verb: Token, tokens: Sequence[Token]) -> Span:
    """A headline's subject with the names that a comma joins to it ('Norland, Suda to talk')."""
    rest = [t for t in tokens if t.idx >= subject.end and t.i < verb.i and t.dep_ not in _GROUP]
    rest = [t for t in rest if not _is_not(t)]
    if rest and all(t.pos_ in ("PROPN", "CCONJ") for t in rest):
        return Span(subject.start, rest[-1].idx + len(rest[-1].text))
    return subject


def _is_passive(verb: Token, by: Token, group: Sequence[Token]) -> bool:
    """Whether a headline's verb is a participle whose doer follows; it may lack its 'was'."""
    active = any(t.dep_ == "aux" and t.lemma_ == "have" for t in group)
    return by.dep_ in ("agent", "prep") and not active and verb.tag_ in ("VBD", "VBN")


def _suffers(verb: Token, group: Sequence[Token]) -> bool:
    """Whether what a headline's verb tells is done to its subject: a participle with 'be' or with
    nothing before it and no object behind. Headlines tell what someone did in the present."""
    if any(child.dep_ == "auxpass" for child in verb.children):
        return True
    bare = not any(t.dep_ == "aux" for t in group)
    objects = any(child.dep_ in ("dobj", "ccomp", "xcomp") for child in verb.children)
    return bare and not objects and verb.tag_ in ("VBN", "VBD") and verb.lemma_ in TRANSITIVE


def _wills_not(group: Sequence[Token]) -> bool:
    """'will not', 'won't', 'not to': a plan or will that is denied. 'Is not' and 'has not' state
    what is the case, and refuse nothing."""
    denied = any(token.dep_ == "neg" for token in group)
    return denied and any(
        token.lower_ in _WILL or (token.lower_ == "to" and token.tag_ == "TO") for token in group
    )


def _noun(head: Token) -> list[Token]:
    """A noun with its article and the words that make it plain: compounds, adjectives, numbers,
    owners, 'of …', and what is joined to it."""
    kept = [head]
    for child in head.children:
        if child.dep_ in _IN_NOUN:
            kept += _noun(child)
        elif child.dep_ == "prep" and child.lower_ == "of":
            kept += [
                child,
                *(t for c in child.children if c.dep_ == "pobj" for t in _noun(c)),
            ]
        elif child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ"):
            kept += [c for c in head.children if c.dep_ == "cc"] + _noun(child)
    return sorted({t.i: t for t in kept}.values(), key=lambda t: t.i)
