"""What a reader hands on: an attribution as the copy words it, its speaker not yet resolved."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.models import Role, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TRIMMED = frozenset(" \t\n\r\u00a0,;:.–—―-")
_FREE = re.compile(rb"\0+")
_CLAUSES = frozenset({"relcl", "advcl", "parataxis", "ccomp"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})  # tags of verbs that make a sentence
TURN = "a turn in a transcript"  # the rule of a reading whose source is a tag ('SMITH', 'A')
_MAX_PHRASE = 30  # tokens; a longer subtree is a misparse


def text_of(doc: Doc) -> str:
    """The Doc's text, joined once (spaCy joins its tokens at each call)."""
    data = doc.user_data
    if "text" not in data:
        data["text"] = str(doc.text)
    return str(data["text"])


@dataclass(frozen=True, slots=True)
class Reading:
    """One attribution: content (one span or more), cue, source, and the rule that found it.

    ``through``: the medium that reports what another one said.
    """

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    rule: str
    through: Span | None = None


def span_of(doc: Doc, start: int, end: int) -> Span:
    """Offsets of the tokens ``start`` to ``end`` (exclusive)."""
    if end <= start:
        return Span(0, 0)
    last = doc[end - 1]
    return Span(doc[start].idx, last.idx + len(last.text))


def trimmed(text: str, span: Span) -> Span:
    """The span without space and joining punctuation at its ends; quotation marks stay."""
    start, end = span
    while start < end and text[start] in _TRIMMED:
        start += 1
    while end > start and text[end - 1] in _TRIMMED and not _abbreviated(text, start, end):
        end -= 1
    return Span(start, end)


_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_PART = r"morning|afternoon|evening|night"
_WHEN = re.compile(
    r"(?<=[\w.)\]'’]),?\s+(?:(?:on|in|late|early|earlier)\s+)*(?:"
    r"(?:this|last)\s+(?:week|month|year|weekend|spring|summer|autumn|fall|winter|"
    rf"{_PART}|{_DAY}|{_MONTH})|{_DAY}(?:\s+(?:{_PART}))?|yesterday|today|tonight|"
    rf"{_MONTH}\s+\d{{1,2}}(?:,\s+\d{{4}})?|(?<=in\s){_MONTH}(?:\s+\d{{4}})?),?$"
)

_DAY_AHEAD = re.compile(rf"{_DAY}\s+(?=\w)")
_EARLIER_AHEAD = re.compile(
    rf"(?:(?:(?:hours|days|weeks|months|years) )?(?:earlier|later|ago)|{_PART}) "
    r"(?=the [A-Z]|[A-Z]\w+ )"
)
_ON = re.compile(r"\b(?:on|by|since|until|late|early|last)\s$", re.I)


def without_time(doc: Doc, span: Span) -> Span:
    """The words for a speaker without when it was said, which the parse may take for a part of
    them: 'European regulators this month', 'a statement Monday'. 'Bloody Sunday' is no day."""
    text = text_of(doc)
    ahead = _DAY_AHEAD.match(text, span.start, span.end)
    if ahead is not None and _ON.search(text, max(0, span.start - 8), span.start):
        span = Span(ahead.end(), span.end)  # 'On Friday officials said'
    earlier = _EARLIER_AHEAD.match(text, span.start, span.end)
    if earlier is not None:
        span = Span(earlier.end(), span.end)  # 'morning Observatory chief Jan Lund said'
    match = _WHEN.search(text, span.start, span.end)
    if match is None:
        return span
    tokens = doc.char_span(match.start(), span.end, alignment_mode="contract")
    dated = tokens is not None and any(t.ent_type_ in ("DATE", "TIME") for t in tokens)
    first = doc.char_span(span.start, match.start(), alignment_mode="contract")
    if first is None or not len(first) or not dated:
        return span
    last = first[-1]
    whole = last.ent_type_ in ("DATE", "TIME", "EVENT") or last.pos_ not in ("NOUN", "PROPN")
    # 'A poll released last week': when that was; 'his show on Friday': which one.
    within = any(t.pos_ in ("VERB", "AUX") for t in first)
    which = match.group().split()[0] == "on" and last.pos_ == "NOUN"
    return span if whole or within or which else Span(span.start, match.start())


_BOTH = re.compile(r"[Bb]oth (?=(?:the )?[A-Z][^,;]* and )")


def without_both(text: str, span: Span) -> Span:
    """The two of 'Both Norway and Iceland'."""
    both = _BOTH.match(text, span.start, span.end)
    return Span(both.end(), span.end) if both is not None else span


def runs(indices: Iterable[int]) -> list[tuple[int, int]]:
    """Runs of consecutive numbers, as half-open pairs, in order."""
    found: list[tuple[int, int]] = []
    for index in sorted(set(indices)):
        if found and found[-1][1] == index:
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return found


def merged(spans: Iterable[Span], gap: int = 0) -> tuple[Span, ...]:
    """Spans in order, joined where they overlap or stand at most ``gap`` characters apart."""
    found: list[Span] = []
    for span in sorted(spans):
        if span.end <= span.start:
            continue
        if found and span.start <= found[-1].end + gap:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def tidied(text: str, readings: Iterable[Reading]) -> list[Reading]:
    """The readings in text order, with spans that hold words and no space at their ends, and no
    character in two contents (the earlier reading keeps it)."""
    kept: list[Reading] = []
    taken = CoveredText(len(text))
    for reading in sorted(readings, key=lambda r: r.content[:1]):
        content = []
        for span in merged(reading.content):
            for piece in taken.free(span):
                whole = trimmed(text, _from_word_start(text, piece))
                if any(char.isalnum() for char in whole.of(text)):
                    content.append(whole)
        if not content:
            continue
        for span in content:
            taken.add(span)
        kept.append(
            Reading(
                tuple(content),
                _bare(text, reading.cue),
                _without_next(
                    text, reading.cue, _without_credit(text, _bare(text, reading.source))
                ),
                reading.rule,
                reading.through,
            )
        )
    return sorted(kept, key=lambda r: r.content[0])


# What a page prints with a picture, run into the sentence behind it.
PICTURE = re.compile(
    r"(?:Image (?:copyright|source)\s+)?(?:[A-Z]\w*\s+){0,3}Image caption\s+"
    r"|[^()]*\)\s+(?=\w)"  # 'Photo: Dahlgren/Own Pictures) Passengers'
    r"|(?:AP:)?(?:Associated Press|Getty Images|Reuters|EPA|AFP)\s+\d{1,2}\s+"
    r"|(?:Hide|Show) [Cc]aption(?: \d+ of \d+)?\s+|CLOSE\s+(?=[A-Z][a-z])"
)


# 'Foto Dahlgren The former mayor': capitalised words before a 'The' that opens a sentence.
GLUED_CREDIT = re.compile(r"(?:[A-Z][\w'’-]*[ \t]+){1,4}(?=The\s+[a-z])")


_MEDIUM_AHEAD = re.compile(r"(?P<medium>[A-Z]{2,5})[ \t]+(?=(?P<body>[A-Z][a-z]+)\b)")


def without_medium(text: str, span: Span) -> Span:
    """Who speaks, without the medium whose picture stands before the sentence: 'BBC Police have
    said'."""
    match = _MEDIUM_AHEAD.match(text, span.start, span.end)
    if match is None or text[: span.start].rstrip(" ")[-1:] not in ("", "\n"):
        return span
    government = lexicon.roles().body.get(match["body"].lower()) is Role.GOVERNMENT
    glued = match["medium"] in lexicon.media() and government
    return Span(match.end(), span.end) if glued else span


def without_participle(span: Span, head: Token) -> Span:
    """The phrase of a body without what it is doing: 'Police investigating the crash'."""
    body = lexicon.roles().body.get(head.lower_) is Role.GOVERNMENT
    clause = next((c for c in head.rights if c.dep_ == "acl" and c.tag_ == "VBG"), None)
    if not body or clause is None or clause.i != head.i + 1 or clause.idx >= span.end:
        return span
    return Span(span.start, max(clause.idx, span.start + 1))


def _without_credit(text: str, span: Span | None) -> Span | None:
    """Who speaks, without the words of a picture in front: 'Associated Press 9 FBI director …'."""
    match = PICTURE.match(text, span.start, span.end) if span else None
    match = match or (GLUED_CREDIT.match(text, span.start, span.end) if span else None)
    bare = Span(match.end(), span.end) if span and match and match.end() < span.end else span
    return without_medium(text, bare) if bare else bare


# '(TC) The pair': where copy without a full stop goes on with the next sentence.
_NEXT = re.compile(r"(?<=[)\]])\s+(?:The|They|He|She|It|Both)\b[\sa-z]*$")


def _without_next(text: str, cue: Span | None, span: Span | None) -> Span | None:
    """Who speaks, behind the cue, without the subject of the sentence that follows."""
    if span is None or cue is None or span.start < cue.end:
        return span
    match = _NEXT.search(text, span.start, span.end)
    return Span(span.start, match.start()) if match and match.start() > span.start else span


class CoveredText:
    """Which characters of a text are taken; quick to ask, however many spans there are."""

    def __init__(self, length: int, spans: Iterable[Span] = ()) -> None:
        self._mask = bytearray(length)
        for span in spans:
            self.add(span)

    def add(self, span: Span) -> None:
        """Take the span's characters."""
        self._mask[span.start : span.end] = b"\1" * (span.end - span.start)

    def at(self, offset: int) -> bool:
        """Whether the character is taken."""
        return bool(self._mask[offset])

    def touches(self, span: Span) -> bool:
        """Whether one of the span's characters is taken."""
        return self._mask.find(1, span.start, span.end) >= 0

    def free(self, span: Span) -> list[Span]:
        """The stretches of the span that are not taken."""
        found = _FREE.finditer(self._mask, span.start, span.end)
        return [Span(*match.span()) for match in found]


_CUT_WORD = re.compile(r"(?:\b(?:[Tt]he|[Aa]n?)\s+)?\b[A-Za-z]{1,12}-$")


def _from_word_start(text: str, span: Span) -> Span:
    """The span with the first half of a hyphenated word that it begins in: 'the e-tailer'."""
    match = _CUT_WORD.search(text, max(0, span.start - 20), span.start)
    return Span(match.start(), span.end) if match else span


def _bare(text: str, span: Span | None) -> Span | None:
    """The span without white space at its ends; None where nothing is left."""
    if span is None:
        return None
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None


def below(token: Token, without: Iterable[Token] = ()) -> set[int]:
    """Indices of the token's subtree, less the subtrees of the tokens ``without``."""
    inside = {t.i for t in token.subtree}
    for other in without:
        if other.i in inside:
            inside -= {t.i for t in other.subtree}
    return inside


def _abbreviated(text: str, start: int, end: int) -> bool:
    """Whether the full stop that ends the span belongs to an abbreviation ('the U.S.')."""
    if text[end - 1] != "." or end - start < 2:
        return False
    return text[end - 2].isupper() and (end - start == 2 or not text[end - 3].isalpha())


def noun_phrase(head: Token, joint: bool = True) -> Span:
    """The noun phrase around its head with its appositive and prepositions, without the relative
    and participle clauses that hang on it.

    Args:
        joint: keep what is coordinated with it ('Kim and Kitazawa').
    """
    doc = head.doc
    clauses = [t for t in head.subtree if t.dep_ in _CLAUSES]
    clauses += [c for c in head.children if c.dep_ == "acl"]
    if not joint:
        # 'President Eva Lund and Premier Jan Brandt': the second may hang on the first's name.
        names = [c for c in head.children if c.dep_ == "appos"]
        clauses += [c for t in (head, *names) for c in t.children if c.dep_ in ("cc", "conj")]
    inside = below(head, clauses)
    start, end = head.i, head.i + 1
    while start - 1 in inside and end - start < _MAX_PHRASE:
        start -= 1
    while end in inside and end - start < _MAX_PHRASE and doc[end].text != ":":
        end += 1
    # A hyphenated name that the tokenizer parted: 'Han Min-koo'.
    while end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_:
        if doc[end].whitespace_ or not doc[end + 1].is_alpha:
            break
        end += 2
    span = trimmed(text_of(doc), span_of(doc, start, end))
    return span if span.end > span.start else span_of(doc, head.i, head.i + 1)
