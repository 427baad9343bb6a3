"""Which pairs of sentences are worth comparing word by word.

Up to ``EXACT`` sentences, all pairs that share two runs of three words, or of three content words.
Beyond, hashing keeps the work in proportion to the number of sentences: winnowing (Schleimer,
Wilkerson & Aiken, SIGMOD 2003) finds every pair that shares a run of eight words, and MinHash with
locality-sensitive hashing (Broder 1997; Indyk & Motwani 1998) finds, by all odds, pairs that share
a third of their runs of three.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import chain, combinations, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]
    Places = NDArray[np.int64]

EXACT = 20_000
# Runs that very many sentences share join each of them to the next only.
MAX_HOLDERS = 60
MIN_COMMON = 2
BANDS, ROWS = 40, 2
WINDOW = 6  # of runs of three words: every shared run of WINDOW + 2 words has a common fingerprint
_SEED = 2011
_MOST_WORDS = 1 << 18
_AT_ONCE = 512  # sentences that are hashed together
STOP_WORDS = frozenset(
    "a an the and or but nor so as at by for from in into of off on onto out over to up with about "
    "after before between during under through than then that this these those there it its he his "
    "him she her they them their we our us you your i my me who whom whose which what when where "
    "while if is are was were be been being am has have had having do did does will would can "
    "could may might must shall should not no also just only very more most such own same other "
    "another said say says told according".split()
)

Words = tuple[str, ...]
Pair = tuple[int, int]


def candidate_pairs(
    sentences: Sequence[Words], owners: Sequence[int], exact: int = EXACT
) -> list[Pair]:
    """Pairs of positions in ``sentences``, sorted, of different owners (articles).

    Args:
        sentences: each sentence's normalised words.
        owners: whose sentence each is.
        exact: up to so many sentences all pairs are weighed, beyond they are found by hashing.
    """
    found = _exact(sentences) if len(sentences) <= exact else _hashed(sentences)
    return sorted({(i, j) for i, j in found if owners[i] != owners[j]})


def _runs(words: Words) -> set[Words]:
    content = tuple(word for word in words if word not in STOP_WORDS)
    return {run for row in (words, content) for run in zip(row, row[1:], row[2:], strict=False)}


def _exact(sentences: Sequence[Words]) -> Iterator[Pair]:
    holders: defaultdict[Words, list[int]] = defaultdict(list)
    for i, words in enumerate(sentences):
        for run in _runs(words):
            holders[run].append(i)
    common: Counter[Pair] = Counter()
    for held in holders.values():
        if len(held) > 1:
            common.update(_joined(held, sentences))
    return (pair for pair, count in common.items() if count >= MIN_COMMON)


def _joined(held: Sequence[int], sentences: Sequence[Words]) -> Iterable[Pair]:
    """All pairs of a few holders; of many, each with the next in the order of their words."""
    if len(held) <= MAX_HOLDERS:
        return combinations(sorted(held), 2)
    ordered = sorted(held, key=lambda i: (sentences[i], i))
    return ((min(i, j), max(i, j)) for i, j in pairwise(ordered))


class _WordKeys(dict[str, int]):
    """A key for each word, hashed once; gone with the search that asks for it."""

    def __missing__(self, word: str) -> int:
        key = int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")
        if len(self) < _MOST_WORDS:
            self[word] = key
        return key


def _run_keys(sentences: Sequence[Words], word_keys: _WordKeys) -> tuple[Keys, Places]:
    """One 64-bit key a run of three words, in order, and the position of its sentence."""
    import numpy as np  # noqa: PLC0415

    lengths = [len(words) for words in sentences]
    hashed = map(word_keys.__getitem__, chain.from_iterable(sentences))
    keys = np.fromiter(hashed, np.uint64, sum(lengths))
    owners = np.repeat(np.arange(len(sentences)), lengths)
    mixed = keys[:-2] * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (keys[1:-1] >> np.uint64(7))) * np.uint64(0xC2B2AE3D27D4EB4F)
    mixed = (mixed ^ (keys[2:] >> np.uint64(13))) * np.uint64(0x165667B19E3779F9)
    inside = owners[:-2] == owners[2:]
    return (mixed ^ (mixed >> np.uint64(29)))[inside], owners[:-2][inside]


def _hashed(sentences: Sequence[Words]) -> Iterator[Pair]:
    import numpy as np  # noqa: PLC0415

    rng = np.random.default_rng(_SEED)
    factors = rng.integers(1, 2**63, size=(BANDS * ROWS, 1), dtype=np.uint64) * np.uint64(2)
    factors += np.uint64(1)  # odd, for multiply-shift hashing
    positions: list[Places] = []
    signatures: list[Keys] = []
    prints: list[tuple[Keys, Places]] = []
    word_keys = _WordKeys()
    for start in range(0, len(sentences), _AT_ONCE):
        some = sentences[start : start + _AT_ONCE]
        keys, owners = _run_keys(some, word_keys)
        plain = [tuple(word for word in words if word not in STOP_WORDS) for words in some]
        content, theirs = _run_keys(plain, word_keys)
        both, whose = np.concatenate([keys, content]), np.concatenate([owners, theirs])
        if not len(both):
            continue
        order = np.argsort(whose, kind="stable")
        both, whose = both[order], whose[order]
        first = _starts(whose)
        least = np.minimum.reduceat((both * factors) >> np.uint64(32), first, axis=1)
        signatures.append((least[0::ROWS] << np.uint64(32)) ^ least[1::ROWS])
        positions.append(whose[first] + start)
        picked, of = _winnow(keys, owners)
        prints.append((picked, of + start))
    if not positions:
        return
    held = np.concatenate(positions)
    for band in range(BANDS):
        yield from _equal(np.concatenate([s[band] for s in signatures]), held, sentences)
    picked, of = (np.concatenate(each) for each in zip(*prints, strict=True))
    yield from _equal(picked, of, sentences)


def _starts(ordered: Keys | Places) -> Places:
    """Where a new value begins in a row of them."""
    import numpy as np  # noqa: PLC0415

    return np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))


def _winnow(keys: Keys, owners: Places) -> tuple[Keys, Places]:
    """The fingerprints of sentences: the least key of each window of a sentence's keys, of a
    shorter sentence the least of all, each with the position of its sentence."""
    import numpy as np  # noqa: PLC0415

    if not len(keys):
        return keys, owners
    first = _starts(owners)
    lengths = np.diff(first, append=len(keys))
    short = lengths <= WINDOW
    least, of = np.minimum.reduceat(keys, first)[short], owners[first][short]
    if short.all():
        return least, of
    windows = np.lib.stride_tricks.sliding_window_view(keys, WINDOW).min(axis=1)
    last = WINDOW - 1
    inside = (owners[:-last] == owners[last:]) & ~np.repeat(short, lengths)[:-last]
    return np.concatenate([least, windows[inside]]), np.concatenate([of, owners[:-last][inside]])


def _equal(keys: Keys, positions: Places, sentences: Sequence[Words]) -> Iterator[Pair]:
    """Pairs of positions whose keys are equal."""
    import numpy as np  # noqa: PLC0415

    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = _starts(ordered)
    ends = np.append(starts[1:], len(ordered))
    several = ends - starts > 1
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        held = sorted(set(positions[order[start:end]].tolist()))
        yield from _joined(held, sentences)
