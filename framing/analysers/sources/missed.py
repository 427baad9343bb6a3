"""Statements beyond doubt that the tagger passes over: above all an article's opening sentence,
whose cue stands at its end ('Two were hurt when a bridge fell, police said')."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from framing.analysers.sources.reading import CoveredText, Reading, noun_phrase, trimmed
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.text.parse import ParsedArticle

_PLAIN = frozenset("say tell report announce warn add".split())
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_MIN_WORDS = 5  # of a content
_AFTER_CUE = 5  # tokens behind a cue that ends its sentence ('on Tuesday')
_TIME = frozenset(
    "on at in late early today yesterday earlier this last week month year night morning afternoon "
    "evening again too here then later recently".split()
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
    cued = CoveredText(len(parsed.text), _covered(found))
    for sentence in parsed.sentences:
        if cued.touches(sentence.span):
            continue
        there = [
            r
            for r in found
            if any(sentence.span.overlaps(s) for s in (*r.content, r.cue) if s is not None)
        ]
        reading = _trailing(parsed, sentence.span)
        if any(r.cue or reading is None or not _within(r, reading) for r in there):
            continue
        replaced += there
        if reading is None:
            inside = [r for r in rules if r.content and sentence.span.contains(r.content[0])]
            reading = next((r for r in inside if _is_plain(parsed, r)), None)
        if reading is not None:
            new.append(replace(reading, rule=f"{reading.rule}; the tagger has none here"))
    return [*(r for r in found if r not in replaced), *new]


def _covered(found: Sequence[Reading]) -> Iterator[Span]:
    """The stretches of all attributions that have a cue."""
    for reading in found:
        if reading.cue is not None:
            yield from (*reading.content, reading.cue)


def _within(reading: Reading, whole: Reading) -> bool:
    """Whether a reading's content is part of another's, from its beginning."""
    first = whole.content[0]
    return reading.content[0].start == first.start and reading.content[-1].end <= first.end


def _is_plain(parsed: ParsedArticle, reading: Reading) -> bool:
    """Whether a clause has a finite cue of saying, and a source of its own."""
    if reading.cue is None or reading.source is None or not reading.rule.startswith("clause"):
        return False
    verbs = [t for t in parsed.tokens(reading.cue) if t.pos_ == "VERB"]
    if not verbs or verbs[-1].lemma_.lower() not in _PLAIN or verbs[-1].tag_ not in _FINITE:
        return False
    words = sum(len(span.of(parsed.text).split()) for span in reading.content)
    asked = parsed.text[reading.content[-1].end : reading.content[-1].end + 1] == "?"
    return words >= _MIN_WORDS and not asked


def _trailing(parsed: ParsedArticle, sentence: Span) -> Reading | None:
    """The attribution of a sentence that ends in '…, a monitor said on Monday.'"""
    tokens = [t for t in parsed.tokens(sentence) if not t.is_space]
    at = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].pos_ == "VERB"), -1)
    if at < _MIN_WORDS or tokens[at].lemma_.lower() not in _PLAIN:
        return None
    verb, rest = tokens[at], [t for t in tokens[at + 1 :] if not t.is_punct]
    if verb.tag_ not in _FINITE or len(rest) > _AFTER_CUE or not all(map(_tells_time, rest)):
        return None
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if subject is None or subject.tag_ in ("WP", "WDT") or subject.pos_ == "PRON":
        return None
    source = noun_phrase(subject)
    helpers = tokens[[t.i for t in tokens].index(subject.i) + 1 : at]
    between = [t for t in helpers if t.idx >= source.end and not t.is_punct]
    if any(t.dep_ not in ("aux", "advmod") for t in between):
        return None
    content = trimmed(parsed.text, Span(tokens[0].idx, source.start))
    words = content.of(parsed.text).split()
    if len(words) < _MIN_WORDS or not _is_clause(parsed, content) or words[-1] in ("and", "but"):
        return None
    return Reading(
        (content,),
        Span(verb.idx, verb.idx + len(verb.text)),
        source,
        f"cue '{verb.text}' at the end",
    )


def _tells_time(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME") or token.lower_ in _TIME


def _is_clause(parsed: ParsedArticle, content: Span) -> bool:
    """Whether the words hold a finite verb, and no mark parts it from the rest."""
    tokens = parsed.tokens(content)
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in tokens)
