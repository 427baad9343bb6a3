"""Statements beyond doubt that the tagger passes over: above all an article's opening sentence,
whose cue stands at its end ('Two were hurt when a bridge fell, police said')."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.reading import FINITE, Reading, noun_phrase, trimmed
from framing.analysers.sources.rules import ACCORDING
from framing.analysers.sources.speech import attributions
from framing.analysers.sources.subjects import can_speak
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.text.parse import ParsedArticle

_PLAIN = frozenset("say tell report announce warn add".split())
_CUE_FORMS = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_MIN_WORDS = 5  # of a content
_AFTER_CUE = 5  # tokens behind a cue that ends its sentence ('on Tuesday')
_TIME = frozenset(
    "on at in late early today yesterday earlier this last week month year night morning afternoon "
    "evening again too here then later recently the".split()
)


def with_missed(
    parsed: ParsedArticle, found: Sequence[Reading], rules: Sequence[Reading]
) -> list[Reading]:
    """``found`` with what it has nothing of: sentences that end in a cue with its subject, and the
    rules' clauses with a plain cue of saying.

    Args:
        found: what the tagger read. Of a sentence that ends in a cue, words in quotation marks
            alone are no reading: the whole sentence is the statement.
        rules: what the rules read.
    """
    new: list[Reading] = []
    replaced: list[Reading] = []
    cued = attributions(parsed, found)
    near, ruled = _by_sentence(parsed, found), _by_sentence(parsed, rules)
    for sentence in parsed.sentences:
        if cued.touches(sentence.span):
            continue
        there = [
            r
            for r in near.get(sentence.span.start, ())
            if any(sentence.span.overlaps(s) for s in (*r.content, r.cue) if s is not None)
        ]
        reading = _trailing(parsed, sentence.span)
        if reading is None and not any(r.cue is None for r in there):
            inside = [
                r
                for r in ruled.get(sentence.span.start, ())
                if r.content and sentence.span.contains(r.content[0])
            ]
            reading = next((r for r in inside if _is_plain(parsed, r)), None)
            according = next((r for r in inside if r.rule == ACCORDING), None)
            reading = reading or (according and _to_the_edge(parsed, sentence.span, according))
        if reading is None:
            continue
        if any(r.cue is None and not _within(r, reading) for r in there):
            continue
        replaced += there
        new.append(replace(reading, rule=f"{reading.rule}; the tagger has none here"))
    return [*(r for r in found if r not in replaced), *new]


def _by_sentence(
    parsed: ParsedArticle, readings: Sequence[Reading]
) -> Mapping[int, Sequence[Reading]]:
    """The readings that may touch each sentence, by its start."""
    starts = [s.span.start for s in parsed.sentences]
    made: dict[int, list[Reading]] = {}
    for reading in readings if starts else ():
        touched = set[int]()
        for span in (*reading.content, reading.cue):
            if span is not None:
                first = max(0, bisect_right(starts, span.start) - 1)
                touched.update(range(first, max(first + 1, bisect_left(starts, span.end))))
        for number in touched:
            made.setdefault(starts[number], []).append(reading)
    return made


def _to_the_edge(parsed: ParsedArticle, sentence: Span, reading: Reading) -> Reading:
    """'…, according to police.' is of the whole sentence in front, however the parse parts it."""
    assert reading.cue is not None
    assert reading.source is not None
    text = parsed.text
    before = trimmed(text, Span(sentence.start, reading.cue.start))
    ends = not any(char.isalnum() for char in text[reading.source.end : sentence.end])
    if (
        not ends
        or not _is_clause(parsed, before)
        or "," not in text[before.end : reading.cue.start]
    ):
        return reading
    return replace(reading, content=(before,))


def _within(reading: Reading, whole: Reading) -> bool:
    """Whether a reading's content is part of another's."""
    first = whole.content[0]
    return first.start <= reading.content[0].start and reading.content[-1].end <= first.end


def _is_plain(parsed: ParsedArticle, reading: Reading) -> bool:
    """Whether a clause or a pledge has a plain cue, and a source of its own that can speak."""
    if reading.cue is None or reading.source is None:
        return False
    verbs = [t for t in parsed.tokens(reading.cue) if t.pos_ == "VERB"]
    words = sum(len(span.of(parsed.text).split()) for span in reading.content)
    asked = parsed.text[reading.content[-1].end : reading.content[-1].end + 1] == "?"
    if not verbs or words < _MIN_WORDS or asked:
        return False
    verb, lemma = verbs[-1], verbs[-1].lemma_.lower()
    if reading.rule.startswith("infinitive"):
        return lemma in _PLEDGES and verb.tag_ in _CUE_FORMS
    if not reading.rule.startswith("clause"):
        return False
    participle = verb.tag_ == "VBG" and any(map(can_speak, parsed.tokens(reading.source)))
    if verb.tag_ in _CUE_FORMS:
        return lemma in _PLAIN | _STRESSED
    return participle and lemma in _trailing_cues()


_STRESSED = frozenset("stress insist emphasise emphasize declare".split())
_PLEDGES = frozenset("pledge vow promise threaten urge call".split())


def _trailing(parsed: ParsedArticle, sentence: Span) -> Reading | None:
    """The attribution of a sentence that ends in its cue: '…, a monitor said on Monday.', '…, he
    said again without giving names.', '…, reported the Courier.'"""
    tokens = [t for t in parsed.tokens(sentence) if not t.is_space]
    at = next((i for i in range(len(tokens) - 1, _MIN_WORDS, -1) if _is_cue(tokens[i])), None)
    if at is None or not (tokens[-1].is_punct or tokens[-1].text.endswith(".")):
        return None  # without a full stop it is a headline
    verb = tokens[at]
    quoted = parsed.quoted_at(verb.idx)
    source = None if quoted else _who_behind(tokens, at) or _who_before(tokens, at)
    if source is None or not _ends(tokens[at + 1 :], source):
        return None
    content = trimmed(parsed.text, Span(tokens[0].idx, min(source.start, verb.idx)))
    words = content.of(parsed.text).split()
    ends_quoted = content.of(parsed.text)[-1:] in tuple("'’\"”")  # a verbless one, too
    if len(words) < _MIN_WORDS or not (ends_quoted or _is_clause(parsed, content)):
        return None
    if words[-1].lower() in _JOINING:
        return None
    cue = Span(verb.idx, verb.idx + len(verb.text))
    return Reading((content,), cue, source, f"cue '{verb.text}' at the end")


def _is_cue(token: Token) -> bool:
    return token.tag_ in _CUE_FORMS and token.lemma_.lower() in _trailing_cues()


def _ends(behind: Sequence[Token], source: Span) -> bool:
    """Whether behind the cue stands no more than when or how it was said, or a statement apart."""
    rest = [t for t in behind if not t.is_punct and t.idx >= source.end]
    apart = bool(rest) and rest[0].lower_ in ("saying", "adding")
    when = len(rest) <= _AFTER_CUE and all(map(_tells_time, rest))
    return apart or when or _is_manner(rest)


# 'than he said', 'what he said', 'as police said': the cue's clause is part of the sentence.
_JOINING = frozenset(
    "and but or than as what which who whom that how why when where because if like although "
    "though while of for to about with by from in on at".split()
)


@lru_cache(maxsize=1)
def _trailing_cues() -> frozenset[str]:
    cues = lexicon.cues()
    return (cues.speech & _SAYS) | _PLAIN | {"post"}


_SAYS = frozenset(
    "acknowledge admit affirm allege argue assert claim complain concede conclude confirm declare "
    "disclose emphasise emphasize estimate explain insist joke note observe point predict recall "
    "remark reply respond reveal state stress testify tweet write".split()
)


def _who_before(tokens: list[Token], at: int) -> Span | None:
    """The cue's subject in front of it: '…, he said', '…, police in Kelm said'."""
    verb = tokens[at]
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if subject is None or subject.tag_ in ("WP", "WDT", "DT", "EX"):
        return None
    source = noun_phrase(subject)
    helpers = tokens[[t.i for t in tokens].index(subject.i) + 1 : at]
    between = [t for t in helpers if t.idx >= source.end and not t.is_punct]
    if any(t.dep_ not in ("aux", "advmod", "appos") for t in between):
        return None
    last = max((t.idx + len(t.text) for t in between if t.dep_ == "appos"), default=source.end)
    return Span(source.start, max(source.end, last))  # with the letters in brackets behind a name


def _who_behind(tokens: list[Token], at: int) -> Span | None:
    """A name behind the cue, which stands behind a comma: '…, reported the Courier'."""
    if tokens[at - 1].text != "," or at + 1 >= len(tokens):
        return None
    if any(c.dep_ == "nsubj" for c in tokens[at].lefts):
        return None  # 'Lund, who lives there, tweeted his thanks'
    first = tokens[at + 1]
    noun = first if first.pos_ in ("PROPN", "NOUN") else first.head
    while noun.head.i > noun.i and noun.dep_ in ("compound", "det", "amod", "nmod", "poss"):
        noun = noun.head
    named = noun.pos_ == "PROPN" or noun.dep_ in ("nsubj", "dobj")
    if not named or noun.left_edge.i != first.i or noun.pos_ not in ("NOUN", "PROPN"):
        return None
    return noun_phrase(noun)


def _is_manner(rest: list[Token]) -> bool:
    """'Again without naming anyone', 'in a statement', 'to reporters': how it was said."""
    words = [t for t in rest if t.pos_ != "ADV" or t.lower_ == "when"]
    if not words or len(words) > _LONG_TAIL:
        return False
    if words[0].lower_ == "without":
        return True
    finite = any(t.pos_ in ("VERB", "AUX") for t in words)
    return words[0].lower_ in ("in", "at", "during", "on", "via", "by", "to") and not finite


_LONG_TAIL = 10  # words


def _tells_time(token: Token) -> bool:
    """Whether a word tells when or where: 'late on Friday in the U.S.'."""
    return token.ent_type_ in ("DATE", "TIME", "GPE") or token.lower_ in _TIME


def _is_clause(parsed: ParsedArticle, content: Span) -> bool:
    """Whether the words hold a finite verb, and no mark parts it from the rest."""
    tokens = parsed.tokens(content)
    return any(t.tag_ in FINITE for t in tokens)
