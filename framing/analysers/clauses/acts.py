"""Who does what in what is read first: the main verbs of headline, standfirst and lead."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from framing.analysers.clauses.tree import SUBJECT, root_of, span_of, voice_of
from framing.models import Span, Voice
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
_WILL = frozenset({"will", "would", "wo", "'ll"})
_GROUP = frozenset({"aux", "auxpass", "neg", "prt"})
_REFUSED = frozenset({"dobj", "xcomp"})
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
    that a word of negation stands by it; ``by`` are the words of a headline that say who says so.
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
    by: Span | None = None


def acts_of(tokens: Sequence[Token], sentence: int, doc: ParsedArticle) -> Iterator[Act]:
    """Who does what in a sentence of standfirst or lead.

    Args:
        tokens: the sentence's words, without signs.
        sentence: its index.
        doc: the parsed article.
    """
    root = root_of(tokens)
    if root is None or root.pos_ not in ("VERB", "AUX"):
        return
    held = {token.i for token in tokens}
    cues = {s.cue for s in doc.statements if s.speech and s.cue}
    reported = [c for c in root.children if c.dep_ == "ccomp" and c.i in held]
    said = reported and any(cue.start <= root.idx < cue.end for cue in cues)
    if said and not _is_pronouns(reported[0]):
        root = reported[0]  # 'The two agreed to talk, officials said.'
    subjects: list[Span] = []
    for verb in (root, *(c for c in root.conjuncts if c.i in held and c.pos_ in ("VERB", "AUX"))):
        subjects = _subjects(verb, tokens, doc.text) or subjects
        yield _act(verb, tuple(subjects), held, sentence, doc)


def _is_pronouns(verb: Token) -> bool:
    """Whether a pronoun acts: 'Norland said it was sending a ship' is what Norland said."""
    return any(c.dep_ in SUBJECT and c.lower_ in _NOBODY for c in verb.children)


def _subjects(verb: Token, tokens: Sequence[Token], text: str) -> list[Span]:
    """The words of a verb's own subjects."""
    held = {token.i for token in tokens}
    own = [c for c in verb.children if c.dep_ in SUBJECT and c.i in held]
    return _whole([span_of(_noun(subject)) for subject in own], text)


def _whole(spans: Sequence[Span], text: str) -> list[Span]:
    """The spans, those that a hyphen alone parts as one: 'Ex-guards' is read as two subjects."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and text[found[-1].end : span.start].strip() in ("-", "‑"):
            span = Span(found.pop().start, span.end)  # noqa: PLW2901
        found.append(span)
    return found


def _act(
    verb: Token,
    subjects: tuple[Span, ...],
    held: Collection[int],
    sentence: int,
    doc: ParsedArticle,
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
    return Act(
        span=span_of(group),
        actors=subjects,
        verb=f"{lemma} {particle}".strip(),
        refuses=_refuses(verb, lemma, particle, group),
        sentence=sentence,
        voice=voice_of(verb, doc),
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


def says_no(lemma: str, particle: str, group: Sequence[str], has_object: bool) -> bool:
    """Whether a headline's verb says no, or a plan or will is denied in it.

    Args:
        lemma, particle: the verb in its dictionary form, and its particle.
        group: the verb with its auxiliaries, in small letters.
        has_object: whether it tells what is said no to.
    """
    denied = any(word.replace("’", "'") in ("not", "n't") for word in group)
    return (
        lemma in REFUSALS
        or f"{lemma}-{particle}" in REFUSALS
        or (lemma in _REFUSE_TO and has_object)
        or (denied and any(word in _WILL or word == "to" for word in group))
    )


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
