"""Whose words paragraphs are that open with a name: 'Jane Smith, director of the Institute: The
talks failed.', 'MARIA COSTA: We need them.', as round-ups of opinions print them.

Two paragraphs of an article must open so, and hold sentences: one alone may be anything. Lists of
other people's lives, of players and their marks, of dates and places look much the same, and are
nobody's words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.persons import given_names, people_of
from framing.analysers.sources.reading import FINITE, TURN, Reading
from framing.analysers.sources.titles import without_titles
from framing.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan

    from framing.text.parse import ParsedArticle

BLOCK = "a name that opens a paragraph"
_OPENED = re.compile(
    r"^[^\S\n]*(?P<label>[^\W\d_][^\n:;?!\"“”«»„]{2,160}?)[^\S\n]*(?P<cue>:)(?:[^\S\n]+|[^\S\n]*\n\s*)"
    r"(?P<content>\S(?:[^\n]*\S)?)",
    re.M,
)
_PARTED = re.compile(r",|\s[(–—|-]")  # a name, and what its bearer is
_SENTENCE_INSIDE = re.compile(r"[a-z]{3}\. [A-Z]")
_ENDS = re.compile(r"[.!?…][\"”’»)\]]*$")
_PARTICLES = frozenset("de da del della van von der den bin ibn al el la le di du dos".split())
_MAX_NAME, _MAX_DESCRIPTION = 5, 20  # words
_MIN_WORDS = 4  # of what is said
_MIN_BLOCKS = 2
_QUOTES = '"“„«'
_OWN = frozenset("i we me us my our you your".split())
_THIRD = frozenset("he she his her born who".split())
_CUE_FORMS = frozenset({"VBD", "VBZ", "VBP", "VBG"})
_MOST_LIVES = 1 / 3  # of the blocks


@dataclass(frozen=True, slots=True)
class _Block:
    reading: Reading
    described: bool  # by what the person does
    bare: bool  # by a name alone, not in capitals
    quoted: bool
    own: bool  # 'I', 'we', 'you'
    life: bool  # tells of the person it opens with


def blocks(parsed: ParsedArticle) -> list[Reading]:
    """The paragraphs that are the words of whom they open with, two at least."""
    found = [b for match in _OPENED.finditer(parsed.text) if (b := _block(parsed, match))]
    if not found:
        return []
    lives = sum(b.life for b in found) > _MOST_LIVES * len(found)
    speaks = any(b.own or b.quoted or b.described for b in found)
    kept = [
        b
        for b in found
        if b.quoted or (b.own and not b.life) or (speaks and not (lives or b.life or b.bare))
    ]
    # A bare name before a sentence is somebody's words where others are told with what they do.
    if any(b.described for b in kept):
        kept += [b for b in found if b.bare and b not in kept and not (lives or b.life)]
    return [b.reading for b in kept] if len(kept) >= _MIN_BLOCKS else []


def _block(parsed: ParsedArticle, match: re.Match[str]) -> _Block | None:
    label, content = (Span(*match.span(part)) for part in ("label", "content"))
    parts = _PARTED.split(match["label"], maxsplit=1)
    name, description = parts[0].strip(), parts[1].strip() if len(parts) > 1 else ""
    dash = match["label"][len(parts[0]) :].strip()[:1] in "–—|-"
    if description and dash and name.isupper() and not description.isupper():
        return None  # 'PORT NEWS — Our Peter Lund': a heading, and who wrote below it
    words = without_titles(name.split())
    if not _is_person(parsed, Span(label.start, label.start + len(parts[0])), words, description):
        return None
    if not _only_describes(parsed, label, description) or not _is_sentence(parsed, content):
        return None
    quoted = match["content"][0] in _QUOTES
    tokens = parsed.tokens(content)
    own = any(t.lower_ in _OWN for t in tokens)
    known = lexicon.roles()
    inside = parsed.tokens(Span(label.start + len(parts[0]), label.end))
    described = any(t.lemma_.lower() in known.person.keys() | known.plain for t in inside)
    if description and not (described or quoted or own):
        return None  # 'Peter Lund, 34, of Oslo: The father of two …'
    bare = not description and not name.isupper()
    rule = BLOCK if description or bare else TURN
    reading = Reading((content,), Span(*match.span("cue")), label, rule)
    return _Block(reading, described, bare, quoted, own, not quoted and _is_life(tokens, words))


def _is_person(parsed: ParsedArticle, at: Span, words: list[str], description: str) -> bool:
    """Whether a label opens with a person's name: two words or more, or a surname in capitals that
    the article has in full."""
    if not 0 < len(words) <= _MAX_NAME or not words[-1][:1].isupper():
        return False
    if not all(w[0].isupper() or w.lower() in _PARTICLES for w in words):
        return False
    people = people_of(parsed.doc)
    plain = [w.title() if w.isupper() else w for w in words]
    if len(words) == 1:
        return not description and words[0].isupper() and plain[0] in people.last
    if people.has(" ".join(plain)) or plain[0] in given_names():
        return True
    labels = {t.ent_type_ for t in parsed.tokens(at)}
    known = lexicon.roles()
    office = any(w.strip(".,)").lower() in known.person for w in description.split())
    return "PERSON" in labels or (office and not labels & {"GPE", "DATE", "LOC", "FAC", "TIME"})


def _only_describes(parsed: ParsedArticle, label: Span, description: str) -> bool:
    """Whether what stands between name and colon tells who it is, and not that they said so."""
    if len(description.split()) > _MAX_DESCRIPTION or _SENTENCE_INSIDE.search(description):
        return False
    tokens = parsed.tokens(label)
    cues = lexicon.cues()
    says = (
        t.pos_ == "VERB" and t.tag_ in _CUE_FORMS and t.lemma_.lower() in cues.speech | cues.object
        for t in tokens
    )
    return not any(says) and (not description or tokens[-1].pos_ not in ("VERB", "AUX"))


def _is_sentence(parsed: ParsedArticle, content: Span) -> bool:
    """Whether a whole sentence follows the colon."""
    text = content.of(parsed.text)
    begins = text.lstrip("\"“„«‘'")[:1]
    if len(text.split()) < _MIN_WORDS or not _ENDS.search(text):
        return False
    if not (begins.isupper() or begins.isdigit()):
        return False
    return any(t.tag_ in FINITE for t in parsed.tokens(content))


def _is_life(tokens: DocSpan, words: list[str]) -> bool:
    """Whether a paragraph tells of the person that it opens with: 'She was born …', 'Led the city
    for …', 'The former mayor …', or by the surname."""
    first = tokens[0]
    if first.lower_ in _THIRD or first.tag_ in ("VBD", "VBN"):
        return True
    if len(tokens) > 1 and first.lower_ in ("the", "a") and tokens[1].lower_ == "former":
        return True
    surname = words[-1].casefold()
    return any(t.text.casefold() == surname for t in first.sent if t.i >= first.i)
