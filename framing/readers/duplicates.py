"""The same article twice, an updated version of it, and one story in several outlets.

Texts are compared by their runs of five words, found alike through the smallest hashes of each
(bottom-k sketches: Broder 1997), so that thousands of articles can be held against each other.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from framing.models import Article

ALIKE = ("The same text as", "Nearly the same text as")
"""How the notes begin that say what is alike."""
_RUN = 5  # words
_SKETCH = 48  # hashes that stand for a text
_COMMON = 12  # of them, from which two texts are held against each other
_SAME = 0.8  # share of the shorter text's runs that the longer holds, from which they are one
_LENGTHS = 0.4  # a shorter text than this share of the longer is an excerpt and no version of it
_SHORT = 60  # words; shorter texts are one only if they are equal
_DAYS = 31  # articles further apart are two, however alike (a yearly notice)
_STANDS_FOR = re.compile(r"Stands for '(.+)' as well \(")
_COMMON_HASH = 50  # texts; a run that more of them have is boilerplate


@dataclass(frozen=True, slots=True)
class _Text:
    """What an article is compared by: its words' runs in order, each once, of which the first are
    its sketch; how many words it has; and a digest of them. All articles of a study are held."""

    runs: array[int]
    words: int
    digest: bytes


def told_apart(
    articles: Sequence[Article], raw: Sequence[bytes], *, drop: bool
) -> tuple[tuple[Article, ...], tuple[str, ...]]:
    """The articles without those that would count twice, with notes on what is alike.

    An article that stands there twice within one outlet, or in an earlier version, is left out; of
    two versions the later stays (by date; else the longer; else the one read last). What several
    outlets print stays in each, and is told.

    Args:
        articles: in order.
        raw: digests of their texts as read. Where the outlet is not known, only equal raw texts are
            one.
        drop: whether articles are left out; else they are told only.

    Returns:
        The articles, and a note for each that was left out.
    """
    texts = [_text(article) for article in articles]
    notes: dict[int, list[str]] = defaultdict(list)
    dropped: dict[int, tuple[int, str]] = {}
    for one, other in _alike(texts):
        equal = texts[one].digest == texts[other].digest
        twice = _counts_twice(articles[one], articles[other], raw[one] == raw[other], equal)
        if not twice:
            how = ALIKE[0] if equal else ALIKE[1]
            for this, that in ((one, other), (other, one)):
                if len(notes[this]) < 3:
                    notes[this].append(
                        f"{how} '{articles[that].id}' ({articles[that].outlet_name})."
                    )
            continue
        if one in dropped or other in dropped:
            continue
        kept, left = _later(articles, texts, one, other, equal)
        what = "the same article" if equal else "an earlier version of the same article"
        if drop:
            dropped[left] = (kept, what)
        else:
            notes[other].append(f"The same text as '{articles[one].id}'.")
    said = []
    for left, (stays, what) in sorted(dropped.items()):
        kept = stays
        while kept in dropped:
            kept = dropped[kept][0]
        article = articles[left]
        said.append(
            f"{article.path}: '{article.id}' is {what} as '{articles[kept].id}', and is not "
            "counted."
        )
        notes[kept].append(f"Stands for '{article.id}' as well ({article.path}: {what}).")
    left_out = {articles[at].id for at in dropped}
    result = []
    for at, article in enumerate(articles):
        if at in dropped:
            continue
        mine = [
            note
            for note in notes[at]
            if not any(f"'{gone}' (" in note for gone in left_out) or note.startswith("Stands for")
        ]
        result.append(replace(article, notes=(*article.notes, *mine)) if mine else article)
    return tuple(result), tuple(said)


def stands_for(notes: Iterable[str]) -> list[str]:
    """The articles, by id, for which one stands as well, as its notes tell."""
    return [match[1] for note in notes if (match := _STANDS_FOR.match(note))]


def _counts_twice(one: Article, other: Article, same_raw: bool, equal: bool) -> bool:
    """Whether two articles of nearly the same text are one article of one outlet."""
    if one.outlet_field is None or other.outlet_field is None:
        # Unknown outlets: only a page saved twice is surely one article.
        return same_raw and one.outlet_field is None and other.outlet_field is None
    if one.outlet != other.outlet:
        return False
    if one.published and other.published and not equal:
        return abs((one.published.value - other.published.value).days) <= _DAYS
    return True


def _later(
    articles: Sequence[Article], texts: Sequence[_Text], one: int, other: int, equal: bool
) -> tuple[int, int]:
    """Of two versions the one that stays and the one that goes."""

    def age(at: int) -> tuple[date, int, int]:
        published = articles[at].published
        day = published.value if published else date.min
        return (day, texts[at].words, -at if equal else at)

    return (one, other) if age(one) > age(other) else (other, one)


def _text(article: Article) -> _Text:
    body = article.parts.body.of(article.text) or article.text
    words = re.findall(r"\w+", body.casefold())
    runs = {
        zlib.crc32(" ".join(words[at : at + _RUN]).encode("utf-8", "surrogatepass"))
        for at in range(max(1, len(words) - _RUN + 1))
    }
    return _Text(array("I", sorted(runs)), len(words), digest_of_text(" ".join(words)))


def digest_of_text(text: str) -> bytes:
    """What stands for a text where only its sameness is asked for."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _alike(texts: Sequence[_Text]) -> Iterator[tuple[int, int]]:
    """Pairs of articles whose texts are equal or nearly so, in order."""
    repeated = _repeated(texts)
    holders: dict[int, list[int]] = defaultdict(list)
    equals: dict[bytes, int] = {}
    for at, text in enumerate(texts):
        first = equals.setdefault(text.digest, at)
        if first != at:
            yield first, at
            continue
        shared: Counter[int] = Counter()
        for mark in text.runs[:_SKETCH]:
            if mark in repeated:
                if len(holders[mark]) < _COMMON_HASH:
                    shared.update(holders[mark])
                holders[mark].append(at)
        if text.words < _SHORT:
            continue
        for other, count in sorted(shared.items()):
            if count >= _COMMON and _nearly(texts[other], text):
                yield other, at


def _repeated(texts: Sequence[_Text]) -> frozenset[int]:
    """The marks that several sketches have: to note who has each of the others would take ten times
    the memory of the texts."""
    import numpy as np  # noqa: PLC0415  (kept out of the command line's start)

    sketches = [np.frombuffer(text.runs[:_SKETCH], np.uint32) for text in texts]
    if not sketches:
        return frozenset()
    marks, counts = np.unique(np.concatenate(sketches), return_counts=True)
    return frozenset(marks[counts > 1].tolist())


def _nearly(one: _Text, other: _Text) -> bool:
    short, long = sorted((one, other), key=lambda text: len(text.runs))
    if short.words < _SHORT or len(short.runs) < _LENGTHS * len(long.runs):
        return False
    return len(set(short.runs).intersection(long.runs)) >= _SAME * len(short.runs)
