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
    from framing.parse import ParsedArticle

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

TAGS = ("O", "B-S", "I-S", "B-U", "I-U", "B-C", "I-C")
_COLUMNS = ["LOWER", "LEMMA", "TAG", "POS", "DEP", "ENT_TYPE", "HEAD", "IS_SPACE", "IS_TITLE",
            "IS_UPPER", "IS_PUNCT", "LIKE_NUM", "SENT_START", "IS_ALPHA", "SHAPE", "IDX", "LENGTH"]  # fmt: skip
_LISTS = ("speech", "thought", "infinitive", "object", "preposition", "person", "plain", "body",
          "document", "media", "places")  # fmt: skip
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

    lists: tuple[Iterable[str], ...] = (
        cues.speech, cues.thought, cues.infinitive, cues.object, cues.preposition,
        (*roles.person, *(w + "s" for w in roles.person)), (*roles.plain, *(w + "s" for w in roles.plain)),
        roles.body, (*roles.document, *(w + "s" for w in roles.document)),
        (w.lower() for w in lexicon.media()), (w.lower() for w in lexicon.places()),
    )  # fmt: skip
    return tuple(hashes(words) for words in lists)


def _hash(vocab: Vocab, word: str) -> int:
    return int(vocab.strings[word])  # the hash; a word that is not in the store is not added


def featurise(parsed: ParsedArticle) -> Features:
    """The features of an article, all as arrays."""
    doc = parsed.doc
    columns: Any = doc.to_array(_COLUMNS)
    column = {name: columns[:, i] for i, name in enumerate(_COLUMNS)}
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
        for name in ("LOWER", "LEMMA", "TAG", "POS", "DEP", "ENT_TYPE", "SHAPE")
    }
    paragraph = np.searchsorted([p.start for p in parsed.paragraphs], starts, side="right") - 1
    sentence = np.cumsum(column["SENT_START"][keep] == 1)
    readings = tuple(rules.read(parsed))
    flags = np.zeros((len(keep), N_FLAGS), dtype=np.float32)
    _fill_flags(flags, parsed, column, keep, starts, ends, paragraph)
    tensor = np.asarray(doc.tensor, dtype=np.float32)
    if tensor.shape[0] != len(doc):
        tensor = np.zeros((len(doc), 96), dtype=np.float32)
    return Features(
        keep, starts, ends, ids, flags, tensor[keep], head,
        tags_of(readings, starts, ends), np.maximum(paragraph, 0), sentence, readings,
    )  # fmt: skip


def _fill_flags(
    flags: Floats,
    parsed: ParsedArticle,
    column: dict[str, Any],
    keep: Ints,
    starts: Ints,
    ends: Ints,
    paragraph: Ints,
) -> None:
    if not len(keep):
        return
    vocab = parsed.doc.vocab
    lemma, lower = column["LEMMA"][keep], column["LOWER"][keep]
    at = 0
    for name, known in zip(_LISTS, _list_hashes(vocab), strict=True):
        words = (
            lower if name in ("person", "plain", "body", "document", "media", "places") else lemma
        )
        flags[:, at] = np.isin(words, known)
        at += 1
    for name in ("IS_TITLE", "IS_UPPER", "IS_PUNCT", "LIKE_NUM", "IS_ALPHA"):
        flags[:, at] = column[name][keep]
        at += 1
    flags[:, at] = column["SENT_START"][keep] == 1
    flags[0, at] = 1
    at += 1
    opens = np.ones(len(keep), dtype=bool)
    opens[1:] = paragraph[1:] != paragraph[:-1]
    flags[:, at] = opens
    flags[:, at + 1] = np.append(opens[1:], True)
    at += 2
    # Paragraph length and whether it ends like a sentence: headlines and subheads do not.
    for number, span in enumerate(parsed.paragraphs):
        inside = paragraph == number
        if not inside.any():
            continue
        flags[inside, at] = span.of(parsed.text)[-1:] not in ".!?\"”’')…"
        flags[inside, at + 1] = inside.sum() < 18
        flags[inside, at + 2] = inside.sum() > 60
    flags[paragraph <= 0, at + 3] = 1
    at += 4
    for quotation in parsed.quotations:
        first = int(np.searchsorted(ends, quotation.span.start, side="right"))
        last = int(np.searchsorted(starts, quotation.span.end, side="left"))
        if last <= first:
            continue
        base = at + 9 if quotation.single else at
        flags[first:last, base] = 1
        flags[first, base + 1] = 1
        flags[last - 1, base + 2] = 1
        if quotation.single:
            continue
        flags[first:last, at + 3] = not quotation.closed
        flags[first:last, at + 4] = quotation.continues
        words = last - first
        flags[first:last, at + 5] = words < 6
        flags[first:last, at + 6] = words > 14
        if last < len(flags):
            flags[last, at + 7] = 1
        if first > 0:
            flags[first - 1, at + 8] = 1
    at += 12
    for kind in ("man", "woman", "thing", "many", "self", "selves"):
        known = [_hash(vocab, w) for w, k in PRONOUNS.items() if kind == k]
        flags[:, at] = np.isin(lower, np.array(known, dtype=np.uint64))
        at += 1
    depth = np.cumsum(
        (lower == np.uint64(_hash(vocab, "("))).astype(int)
        - (lower == np.uint64(_hash(vocab, ")"))).astype(int)
    )
    flags[:, at] = depth > 0
    flags[:, at + 1] = lower == np.uint64(_hash(vocab, ":"))


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
