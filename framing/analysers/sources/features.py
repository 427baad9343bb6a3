"""What the tagger sees of each token: word, parse, quotation marks, word lists, and the rules.

Tokens of white space are left out; ``Features.tokens`` maps back to the Doc. The same function
serves training and use, so that both see the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from framing.analysers.sources import lexicon, rules
from framing.analysers.sources.phrases import PRONOUNS
from framing.analysers.sources.reading import Reading

if TYPE_CHECKING:
    from spacy.vocab import Vocab

    from framing.models import Span
    from framing.text.parse import ParsedArticle

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

TAGS = ("O", "B-S", "I-S", "B-U", "I-U", "B-C", "I-C")
_COLUMNS: list[int | str] = [
    *("LOWER", "LEMMA", "TAG", "POS", "DEP", "ENT_TYPE", "HEAD", "IDX", "LENGTH", "SENT_START"),
    *("IS_SPACE", "IS_TITLE", "IS_UPPER", "IS_PUNCT", "LIKE_NUM", "IS_ALPHA"),
]
_BY_LEMMA = ("speech", "thought", "infinitive", "object", "preposition")
_BY_FORM = ("person", "plain", "body", "document", "media", "places")
_LISTS = (*_BY_LEMMA, *_BY_FORM)
N_FLAGS = 43


@dataclass(frozen=True, slots=True)
class Features:
    """Numbers for n tokens. ``ids``: hashes by column, (n,) each. ``flags``: (n, N_FLAGS) of 0 and
    1. ``tensor``: the parser's own (n, 96) encoding. ``head``: position of each token's head.
    ``rules``: the tag (0..6) that the rules reader gives. ``paragraph``: paragraph numbers."""

    tokens: Ints
    starts: Ints
    ends: Ints
    ids: dict[str, npt.NDArray[np.uint64]]
    flags: Floats
    tensor: Floats
    head: Ints
    rules: Ints
    paragraph: Ints
    sentence: Ints
    readings: tuple[Reading, ...]


@lru_cache(maxsize=2)
def _list_hashes(vocab: Vocab) -> tuple[npt.NDArray[np.uint64], ...]:
    cues, roles = lexicon.cues(), lexicon.roles()

    def hashes(words: Iterable[str]) -> npt.NDArray[np.uint64]:
        return np.array(sorted(_hash(vocab, w) for w in set(words)), dtype=np.uint64)

    def plurals(words: Iterable[str]) -> list[str]:
        return [form for word in words for form in (word, word + "s")]

    lists: tuple[Iterable[str], ...] = (
        *(cues.speech, cues.thought, cues.infinitive, cues.object, cues.preposition),
        *(plurals(roles.person), plurals(roles.plain), roles.body, plurals(roles.document)),
        [word.lower() for word in lexicon.media()],
        [word.lower() for word in lexicon.places()],
    )
    return tuple(hashes(words) for words in lists)


def _hash(vocab: Vocab, word: str) -> int:
    return int(vocab.strings[word])  # the hash; a word that is not in the store is not added


def featurise(parsed: ParsedArticle) -> Features:
    """The features of an article, all as arrays."""
    doc = parsed.doc
    columns: Any = doc.to_array(_COLUMNS)
    column = {str(name): columns[:, i] for i, name in enumerate(_COLUMNS)}
    idx, lengths = (column[name].astype(np.int64) for name in ("IDX", "LENGTH"))
    keep = np.flatnonzero(column["IS_SPACE"] == 0)
    at = np.full(len(doc) + 1, -1, dtype=np.int64)
    at[keep] = np.arange(len(keep))
    heads = np.arange(len(doc)) + column["HEAD"].astype(np.int64)
    head = at[heads[keep]]
    head = np.where(head < 0, np.arange(len(keep)), head)
    starts, ends = idx[keep], (idx + lengths)[keep]
    ids = {
        name: column[name][keep].astype(np.uint64)
        for name in ("LOWER", "LEMMA", "TAG", "DEP", "ENT_TYPE")
    }
    paragraph = np.searchsorted([p.start for p in parsed.paragraphs], starts, side="right") - 1
    sentence = np.cumsum(column["SENT_START"][keep] == 1)
    readings = tuple(rules.read(parsed))
    kept = {name: values[keep] for name, values in column.items()}
    flags = _flags(parsed, kept, starts, ends, paragraph)
    tensor = np.asarray(doc.tensor, dtype=np.float32)
    if tensor.shape[0] != len(doc):
        tensor = np.zeros((len(doc), 96), dtype=np.float32)
    return Features(
        keep, starts, ends, ids, flags, tensor[keep], head,
        tags_of(readings, starts, ends), np.maximum(paragraph, 0), sentence, readings,
    )  # fmt: skip


def _flags(
    parsed: ParsedArticle, column: dict[str, Any], starts: Ints, ends: Ints, paragraph: Ints
) -> Floats:
    """(n, N_FLAGS): word lists and shapes, place in the paragraph, quotation marks, pronouns."""
    n = len(starts)
    if not n:
        return np.zeros((0, N_FLAGS), dtype=np.float32)
    vocab = parsed.doc.vocab
    lower = column["LOWER"]
    listed = [
        np.isin(lower if name in _BY_FORM else column["LEMMA"], known)
        for name, known in zip(_LISTS, _list_hashes(vocab), strict=True)
    ]
    shapes = [column[name] != 0 for name in ("IS_TITLE", "IS_UPPER", "IS_PUNCT", "LIKE_NUM")]
    pronouns = [
        np.isin(lower, np.array([_hash(vocab, w) for w, k in PRONOUNS.items() if k == kind]))
        for kind in ("man", "woman", "thing", "many", "self", "selves")
    ]
    opening, closing, colon = (lower == np.uint64(_hash(vocab, mark)) for mark in "():")
    depth = np.cumsum(opening.astype(int) - closing.astype(int))
    first = column["SENT_START"] == 1
    first[0] = True
    plain = [*listed, *shapes, column["IS_ALPHA"] != 0, first]
    return np.concatenate(
        [
            np.stack(plain, axis=1).astype(np.float32),
            _paragraph_flags(parsed, paragraph),
            _quotation_flags(parsed, starts, ends),
            np.stack([*pronouns, depth > 0, colon], axis=1).astype(np.float32),
        ],
        axis=1,
    )


def _paragraph_flags(parsed: ParsedArticle, paragraph: Ints) -> Floats:
    """First and last token; no sentence end (headlines), short, long; the first paragraph."""
    flags = np.zeros((len(paragraph), 6), dtype=np.float32)
    edge = np.flatnonzero(np.diff(paragraph)) + 1
    starts = np.concatenate([[0], edge])
    ends = np.concatenate([edge, [len(paragraph)]])
    flags[starts, 0] = 1
    flags[ends - 1, 1] = 1
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        number = int(paragraph[start])
        if number >= 0:
            last = parsed.text[parsed.paragraphs[number].end - 1]
            flags[start:end, 2] = last not in ".!?\"”’')…"
            flags[start:end, 3] = end - start < 18
            flags[start:end, 4] = end - start > 60
    flags[paragraph <= 0, 5] = 1
    return flags


def _quotation_flags(parsed: ParsedArticle, starts: Ints, ends: Ints) -> Floats:
    """Inside, first, last, unclosed, continued, short, long, just after, just before; then inside,
    first and last for single marks."""
    flags = np.zeros((len(starts), 12), dtype=np.float32)
    for quotation in parsed.quotations:
        first = int(np.searchsorted(ends, quotation.span.start, side="right"))
        last = int(np.searchsorted(starts, quotation.span.end, side="left"))
        if last <= first:
            continue
        base = 9 if quotation.single else 0
        flags[first:last, base] = 1
        flags[first, base + 1] = 1
        flags[last - 1, base + 2] = 1
        if quotation.single:
            continue
        flags[first:last, 3] = not quotation.closed
        flags[first:last, 4] = quotation.continues
        flags[first:last, 5] = last - first < 6
        flags[first:last, 6] = last - first > 14
        flags[last : last + 1, 7] = 1
        flags[max(0, first - 1) : first, 8] = 1
    return flags


def tags_of(readings: Sequence[Reading], starts: Ints, ends: Ints) -> Ints:
    """BIO tags (0..6, see ``TAGS``) of attributions; where they overlap, cue and source win."""
    tags = np.zeros(len(starts), dtype=np.int64)

    def put(span: Span, begin: int) -> None:
        first = int(np.searchsorted(ends, span.start, side="right"))
        last = int(np.searchsorted(starts, span.end, side="left"))
        if last > first:
            tags[first:last] = begin + 1
            tags[first] = begin

    for reading in readings:
        for span in reading.content:
            put(span, 5)
    for reading in readings:
        if reading.source:
            put(reading.source, 1)
        if reading.cue:
            put(reading.cue, 3)
    return tags
