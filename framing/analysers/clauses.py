"""Clauses: who does what in headline and first sentence, and the main clause of each sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from framing.models import Article, Part, Result, Span, Statement, Voice
from framing.text.parse import ParsedArticle

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST = 68  # characters of a gist
# Verbs by which someone says no: a headline with one of them tells another story than one
# without. Particles are part of the entry. Verbs that say no in one sense alone (shares decline,
# roads are blocked, staff are dismissed) are left out, or need what is said no to.
REFUSALS = frozenset(
    "ban bar boycott cancel deny nix oppose quash rebuff refuse refute reject rescind scrap shun "
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
_TAIL = 6  # words at the end of a headline that may say who says so
_WILL = frozenset({"will", "would", "wo", "'ll"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_GROUP = frozenset({"aux", "auxpass", "neg", "prt"})
_REFUSED = frozenset({"dobj", "xcomp"})
# Cues that add nothing to what is said: without them the words mean the same.
_PLAIN = frozenset(
    "accord according add announce comment confirm continue declare describe explain note observe "
    "point quote read recall remark report reveal say show state statement tell tweet write".split()
)
_DOUBT = frozenset(
    "although barely few hardly if neither never no nor not only rarely scarcely seldom though "
    "unless whether".split()
)
_ASKED = frozenset({"how", "what", "when", "where", "who", "why", "which"})
_IN_NOUN = frozenset(
    {"det", "compound", "amod", "nummod", "poss", "case", "neg", "quantmod", "nmod"}
)
_NOT_WORDS = frozenset({"SPACE", "PUNCT"})


@dataclass(frozen=True, slots=True)
class Gist:
    """The main clause of a sentence, from its subject on, in the article's own words and unbroken:
    ``cut``: it goes on in the sentence."""

    table: ClassVar[str] = ""
    columns: ClassVar[tuple[str, ...]] = ()

    span: Span
    cut: bool
    sentence: int
    voice: Voice


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


class Clauses:
    """The main clause of each sentence of the body, and who acts in headline and first sentence.

    Both are read from the parse. A main clause begins with its subject and is cut where a phrase
    begins, so that it stays short; nothing is left out of its middle. Of what is said it is the
    clause that is reported; of what is denied, doubted or asked it has who does so, too. It
    stands in the story line to remind a reader of the sentence, and takes its place nowhere. The
    acts of headline, standfirst and first sentence are the main verbs with their subjects; a verb
    of refusal is one of a short list, or a plan that is denied ('will not', 'not to').
    """

    name = "clauses"
    version = "3"
    needs = frozenset({"tagger", "lemmatizer", "parser"})
    uses = ("sources",)

    def analyse(self, doc: ParsedArticle, article: Article) -> Result:  # noqa: ARG002
        """The gist of each sentence of the body, and the acts of what is read first."""
        body = [s.index for s in doc.sentences if s.part is Part.BODY]
        first = body[0] if body else -1
        statements = [s for s in doc.statements if s.speech]
        found: list[Gist | Act] = []
        for sentence in doc.sentences:
            tokens = [
                token
                for token in doc.doc.char_span(*sentence.span, alignment_mode="contract") or ()
                if token.pos_ not in _NOT_WORDS
            ]
            if not tokens:
                continue
            if sentence.part in (Part.HEADLINE, Part.STANDFIRST) or sentence.index == first:
                headline = sentence.part is Part.HEADLINE
                found += _acts(tokens, sentence.index, doc, headline)
            if sentence.part is Part.BODY:
                gist = _gist(tokens, sentence.index, doc, statements)
                if gist:
                    found.append(gist)
        return Result(analyser=self.name, version=self.version, mentions=tuple(found))


def _root(tokens: Sequence[Token]) -> Token | None:
    """The token that all others of a stretch hang from; the first of several."""
    held = {token.i for token in tokens}
    heads = [t for t in tokens if t.head.i not in held or t.head.i == t.i]
    verbs = [t for t in heads if t.pos_ in ("VERB", "AUX")]
    return next(iter(verbs or heads), None)


def _acts(
    tokens: Sequence[Token], sentence: int, doc: ParsedArticle, headline: bool
) -> Iterator[Act]:
    if headline:
        tokens = _without_quotation(_without_attribution(tokens))
    root = _root(tokens)
    if root is None or root.pos_ not in ("VERB", "AUX"):
        # A headline's verb may hang from a noun ('Seoul, Tokyo to boost ties').
        root = next((t for t in tokens if headline and t.pos_ == "VERB"), None)
    if root is None:
        return
    held = {token.i for token in tokens}
    cues = {s.cue for s in doc.statements if s.speech and s.cue}
    reported = [c for c in root.children if c.dep_ == "ccomp" and c.i in held]
    told = headline and root.lemma_.lower() not in _SAYS and reported and root.i < reported[0].i
    if reported and not told and any(cue.start <= root.idx < cue.end for cue in cues):
        root = reported[0]  # 'The two agreed to talk, officials said.'
    subjects: list[Span] = []
    for verb in (root, *(c for c in root.conjuncts if c.i in held and c.pos_ in ("VERB", "AUX"))):
        own = [c for c in verb.children if c.dep_ in _SUBJECT and c.i in held]
        if own:
            subjects = [_span(_noun(subject)) for subject in own]
            if headline and len(subjects) == 1:
                subjects = [_up_to(subjects[0], verb, tokens)]
        elif not subjects and headline:
            before = [t for t in tokens if t.i < verb.i and t.pos_ in ("PROPN", "NOUN", "CCONJ")]
            subjects = [_span(before)] if before else []
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
        supposed = any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in verb.children)
        suffered = any(c.dep_ == "auxpass" for c in verb.children)
        refuses = not (supposed or suffered) and (
            lemma in REFUSALS
            or f"{lemma}-{particle}" in REFUSALS
            or (lemma in _REFUSE_TO and any(c.dep_ in _REFUSED for c in verb.children))
            or _wills_not(group)
        )
        by = next((c for c in verb.children if c.lower_ == "by" and c.i == verb.i + 1), None)
        if headline and by is not None and _is_passive(verb, by, group):
            group.append(by)  # 'Town struck by missile': the subject does nothing
        span = _span(group)
        yield Act(
            span=span,
            actors=tuple(subjects),
            verb=f"{lemma} {particle}".strip(),
            refuses=refuses,
            sentence=sentence,
            voice=_voice(verb, doc),
            passive=headline and _suffers(verb, group),
        )


def _without_attribution(tokens: Sequence[Token]) -> Sequence[Token]:
    """A headline's words without who says so at its end ('Bodies found in tunnel, army says')."""
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


def _gist(
    tokens: Sequence[Token], sentence: int, doc: ParsedArticle, statements: Sequence[Statement]
) -> Gist | None:
    tokens = _reported(tokens, statements) or tokens
    root = _root(tokens)
    if root is None or root.pos_ not in ("VERB", "AUX"):
        return None
    held = {token.i for token in tokens}
    subjects = [c for c in root.children if c.i in held and c.dep_ in (*_SUBJECT, "expl")]
    if not subjects:
        return None  # a clause without its subject says nothing of who does what
    edge = subjects[0].left_edge.i  # 'At least two people', 'Nearly all of them'
    first = next(t for t in tokens if t.i >= edge)
    before = [t for t in tokens if t.i < first.i]
    bare = root.lemma_.lower() in _PLAIN and root.i >= tokens[-1].i - 1  # '…, the mayor said'
    if bare or first.i > root.i or any(t.lower_ in _DOUBT for t in before):
        first = tokens[0]  # 'If the council agrees, the bridge …' says less without its first half
    clause = [t for t in tokens if t.i >= first.i]
    kept = _short_enough(clause, root)
    span = Span(kept[0].idx, kept[-1].idx + len(kept[-1].text))
    return Gist(span, len(kept) < len(clause), sentence, _voice(root, doc))


def _reported(tokens: Sequence[Token], statements: Sequence[Statement]) -> Sequence[Token] | None:
    """What a sentence reports, where that is most of it and the cue says no more than 'said': what
    is denied, doubted or asked must not stand alone."""
    for statement in sorted(statements, key=lambda s: s.content[0].start - s.content[-1].end):
        content = [t for t in tokens if any(c.start <= t.idx < c.end for c in statement.content)]
        if 2 * len(content) <= len(tokens):
            continue
        cue = [
            t for t in tokens if statement.cue and statement.cue.start <= t.idx < statement.cue.end
        ]
        plain = all(t.lemma_.lower() in _PLAIN for t in cue if t.pos_ in ("VERB", "NOUN"))
        doubted = any(c.dep_ == "neg" for t in cue for c in t.children)
        whole = content[-1].i - content[0].i < 1.5 * len(content)
        if plain and not doubted and whole and content[0].lower_ not in _DOUBT | _ASKED:
            return content[1:] if content[0].lower_ == "that" and len(content) > 1 else content
    return None


def _short_enough(clause: Sequence[Token], root: Token) -> Sequence[Token]:
    """A clause cut where a phrase begins, or else between words, so that it fits; what stays is
    unbroken, for a word left out from the middle may be the one that counts."""
    room = clause[0].idx + LONGEST
    if clause[-1].idx + len(clause[-1].text) <= room:
        return clause
    fits = [place for place, t in enumerate(clause) if t.idx + len(t.text) <= room]
    last = fits[-1] + 1 if fits else 1
    least = clause[0].idx + LONGEST // 2
    cuts = [
        place
        for place in range(1, last + 1)
        if place < len(clause)
        and clause[place].i > root.i
        and clause[place].idx > least
        and _opens(clause[place])
        and not _hangs(clause[place - 1])
    ]
    end = cuts[-1] if cuts else last
    while end > 1 and _hangs(clause[end - 1]):
        end -= 1
    return clause[:end]


def _opens(token: Token) -> bool:
    """Whether a phrase or clause begins with the token."""
    begins = token.dep_ in ("prep", "mark", "cc", "relcl", "advcl", "acl", "agent")
    return (begins and token.lower_ != "of") or (token.i > 0 and token.nbor(-1).text in ",;:–—-")


def _hangs(token: Token) -> bool:
    """Whether a token leaves a reader waiting for the next one."""
    return token.pos_ in ("DET", "ADP", "AUX", "PART", "CCONJ", "SCONJ") or (
        token.dep_ in ("amod", "nummod", "poss", "compound", "neg", "case", "mark")
        and token.head.i > token.i
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


def _span(tokens: Sequence[Token]) -> Span:
    first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
    return Span(first.idx, last.idx + len(last.text))


def _voice(token: Token, doc: ParsedArticle) -> Voice:
    return doc.voices[token.i]
