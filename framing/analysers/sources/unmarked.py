"""Attributions at the end of a sentence in copy that has lost its commas: 'Two shells fell in the
town a source at Kelm Police told the agency.' The parse has little to hold on to there; who speaks
is what stands right before the cue and can speak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.media_named import medium_within
from framing.analysers.sources.reading import FINITE, Reading, trimmed
from framing.analysers.sources.subjects import can_speak
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.text.parse import ParsedArticle

_CUES = frozenset("said says say told reported reports announced confirmed added stated".split())
_PRONOUNS = frozenset({"he", "she", "it", "they"})
_OF = frozenset({"at", "of", "for", "in", "from"})
# Before who speaks these make the cue's clause part of the sentence: 'as the army said'.
_JOINING = frozenset(
    "that which who whom what as than and but or if when while because although where how why to "
    "of in at on by for with from about against over".split()
)
_MIN_WORDS = 5  # of a content
_LONGEST = 12  # words of who speaks
_TO_WHOM = 5  # words of who is told
_SHORTEST = 40  # words of copy that can be told to have lost them
_WORDS_A_COMMA = 150  # words without a comma from which copy has lost its own


def lost_its_commas(text: str) -> bool:
    """Whether copy has next to no commas for its length."""
    words = len(text.split())
    return words > _SHORTEST and text.count(",") * _WORDS_A_COMMA < words


def with_unmarked(parsed: ParsedArticle, found: Sequence[Reading]) -> list[Reading]:
    """``found`` with the attributions that close a sentence, in copy without commas; what the
    tagger read from the words before them falls away."""
    if not lost_its_commas(parsed.text):
        return list(found)
    made: list[Reading] = []
    dropped: list[Reading] = []
    for sentence in parsed.sentences:
        new = _at_the_end(parsed, sentence.span)
        if new is None:
            continue
        there = [r for r in found if _inside(r, new)]
        whole = next((r for r in there if _same(r, new)), None)
        told = next((r for r in there if _opens(parsed, sentence.span, r)), None)
        if whole is not None:
            continue
        if told is None:
            made.append(_with_more(parsed, new, there))
        elif new.source is not None and medium_within(new.source.of(parsed.text)):
            made.append(_through(parsed, told, new))
        else:
            continue
        dropped += there
    return sorted([*(r for r in found if r not in dropped), *made], key=lambda r: r.content[0])


def _same(reading: Reading, new: Reading) -> bool:
    """Whether a reading has the same cue, a source, and what stands in front for content."""
    assert new.cue is not None
    same = reading.cue is not None and reading.cue.overlaps(new.cue)
    return same and reading.source is not None and reading.content[0].end <= new.cue.start


def _inside(reading: Reading, new: Reading) -> bool:
    """Whether a reading was made of a new one's words."""
    assert new.cue is not None
    whole = Span(new.content[0].start, new.cue.end)
    return any(whole.overlaps(span) for span in (*reading.content, reading.cue) if span)


def _opens(parsed: ParsedArticle, sentence: Span, reading: Reading) -> bool:
    """Whether somebody speaks from the start of the sentence on: 'The mayor said … the agency
    reported'."""
    if reading.cue is None or reading.source is None or reading.source.start != sentence.start:
        return False
    speech = lexicon.cues().speech
    says = any(t.lemma_.lower() in speech for t in parsed.tokens(reading.cue))
    much = len(reading.content[0].of(parsed.text).split()) >= _MIN_WORDS  # no 'Sheikh Said it said'
    return says and much and reading.content[0].start >= reading.cue.end


def _with_more(parsed: ParsedArticle, new: Reading, there: Sequence[Reading]) -> Reading:
    """The new reading with the quotation that its speaker goes on with in the next sentence."""
    assert new.cue is not None
    same = (r for r in there if r.cue is not None and r.cue.overlaps(new.cue))
    later = [c for r in same for c in r.content if c.start >= new.cue.end]
    more = [c for c in later if parsed.text[c.start] in _OPENING]
    return replace(new, content=(*new.content, *more))


def _through(parsed: ParsedArticle, told: Reading, new: Reading) -> Reading:
    """What the first speaker says, through the medium that closes the sentence."""
    assert new.source is not None
    end = new.source.start
    content = (trimmed(parsed.text, Span(c.start, min(c.end, end))) for c in told.content)
    kept = tuple(c for c in content if c.end > c.start)
    return replace(told, content=kept or told.content, through=new.source)


def _at_the_end(parsed: ParsedArticle, sentence: Span) -> Reading | None:
    tokens = [t for t in parsed.tokens(sentence) if not t.is_space and not t.is_punct]
    at = next((i for i in range(len(tokens) - 1, _MIN_WORDS, -1) if tokens[i].text in _CUES), None)
    if at is None or not _closes(tokens, at):
        return None
    start = _who_starts(tokens, at)
    if start is not None and start > 1 and tokens[start - 1].lower_ == "and":
        also = tokens[start - 2]  # 'residents and a monitoring group said'
        crowd = also.tag_ == "NNS" and also.lemma_.lower() in _crowds()
        start = start - 2 if crowd else start
    if start is None or start < _MIN_WORDS or tokens[start - 1].lower_ in _JOINING:
        return None
    verb, last = tokens[at], tokens[at - 1]
    if not any(t.tag_ in FINITE or t.tag_ == "VBN" for t in tokens[:start]):
        return None
    source = Span(tokens[start].idx, last.idx + len(last.text))
    content = trimmed(parsed.text, Span(tokens[0].idx, source.start))
    cue = Span(verb.idx, verb.idx + len(verb.text))
    return Reading((content,), cue, source, f"cue '{verb.text}' at the end, without a comma")


def _closes(tokens: Sequence[Token], at: int) -> bool:
    """Whether no more than to whom or when it was said stands behind the cue."""
    behind = list(tokens[at + 1 :])
    if tokens[at].text == "told":
        whom = next((i for i, t in enumerate(behind) if _tells_time(t)), len(behind))
        if not 0 < whom <= _TO_WHOM or not _names(behind[:whom]):
            return False
        behind = behind[whom:]
    goes_on = [t.lower_ for t in behind[:1]] == ["and"] and behind[1:2]
    if goes_on and goes_on[0].tag_ == "VBD":
        return True  # 'raids killed ten a monitor said and caused damage'
    if len(behind) > 1 and behind[0].lower_ in _MEANWHILE and behind[0].dep_ in ("mark", "advmod"):
        return any(t.tag_ in FINITE for t in behind)  # 'a monitor said as rebels took the town'
    while behind and _tells_time(behind[0]):
        behind = behind[1:]
    return not behind or behind[0].tag_ == "VBG"  # 'reported Thursday updating a toll'


_MEANWHILE = frozenset({"as", "while", "after", "before", "when"})


def _names(words: Sequence[Token]) -> bool:
    return words[-1].pos_ in ("PROPN", "NOUN", "PRON") and all(
        t.pos_ in ("PROPN", "NOUN", "PRON", "DET", "ADJ", "PART") for t in words
    )


def _tells_time(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME") or token.lower_ in ("on", "late", "earlier", "early")


def _who_starts(tokens: Sequence[Token], at: int) -> int | None:
    """Where in ``tokens`` begins who speaks, right before the cue; None where nobody stands."""
    last = tokens[at - 1]
    if last.lower_ in _PRONOUNS:
        return at - 1
    if last.text in lexicon.media():
        return _with_office(tokens, at - 1)
    if last.text in _OF_MEDIA and at > 1 and tokens[at - 2].pos_ == "PROPN":
        return at - 2  # 'Press TV', whatever place stands before it
    if last.pos_ == "PROPN" and last.text.isupper() and len(last.text) > 1:
        return at - 1  # an agency's letters
    if last.tag_ == "NNS" and last.lemma_.lower() in _crowds() and tokens[at].text != "told":
        return at - 1  # 'rebels say'
    found: int | None = None
    for i in range(at - 1, max(-1, at - 1 - _LONGEST), -1):
        token = tokens[i]
        if token.pos_ == "DET" and token.lower_ in ("a", "an", "the"):
            if _head_speaks(tokens[i + 1 : at]):
                found = i
            if i == 0 or tokens[i - 1].lower_ not in _OF:
                break
        elif token.pos_ not in ("NOUN", "PROPN", "ADJ", "ADP", "PART") or (
            token.pos_ == "ADP" and token.lower_ not in _OF
        ):
            break
    if found is not None:
        return found
    start = at
    while start > 0 and tokens[start - 1].pos_ == "PROPN" and tokens[start - 1].text.istitle():
        start -= 1
    named = at - start > 1 and all(t.ent_type_ in ("PERSON", "ORG", "") for t in tokens[start:at])
    return _with_office(tokens, start) if named else None


@lru_cache(maxsize=1)
def _crowds() -> frozenset[str]:
    """Nouns of people who speak as several."""
    known = lexicon.roles()
    return frozenset(known.person) | known.plain


def _with_office(tokens: Sequence[Token], start: int) -> int:
    """Where what stands before a name begins that tells who it is: 'rebel commander', 'Norland
    Defence Ministry spokesman', 'state news agency'."""
    known = lexicon.roles()
    kinds = known.person.keys() | known.plain | known.body.keys() | _OF_AGENCIES
    office = start
    while office > 0 and _touches(tokens, office) and tokens[office - 1].lower_.strip(".") in kinds:
        office -= 1
    first = office
    while first > 0 and _touches(tokens, first) and _is_title_case(tokens[first - 1]):
        first -= 1
    of_a_place = first > 0 and tokens[first - 1].lower_ in _JOINING  # 'the town of Kelm'
    return office if office == start or of_a_place else first


def _touches(tokens: Sequence[Token], at: int) -> bool:
    """Whether no mark stands before a word, as the one that closes a quotation."""
    return bool(tokens[at - 1].whitespace_)


def _is_title_case(token: Token) -> bool:
    return token.text.istitle() and token.pos_ in ("PROPN", "ADJ")


_OF_AGENCIES = frozenset({"news", "state", "official"})
_OPENING = frozenset("\"“‘'")
_OF_MEDIA = frozenset({"TV", "News", "Radio", "Television"})


def _head_speaks(words: Sequence[Token]) -> bool:
    """Whether the noun that a phrase is of, the last before a preposition, can speak."""
    end = next((i for i, t in enumerate(words) if t.pos_ == "ADP"), len(words))
    return bool(end) and words[end - 1].pos_ in ("NOUN", "PROPN") and can_speak(words[end - 1])
