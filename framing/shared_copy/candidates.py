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
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]

EXACT = 20_000
# Runs that very many sentences share join each of them to the next only.
MAX_HOLDERS = 60
MIN_COMMON = 2
BANDS, ROWS = 40, 2
WINDOW = 6  # of runs of three words: every shared run of WINDOW + 2 words has a common fingerprint
_SEED = 2011
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


@lru_cache(maxsize=1 << 18)
def _word_key(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


def _run_keys(words: Words) -> Keys:
    """One 64-bit key a run of three words, in order."""
    import numpy as np  # noqa: PLC0415

    keys = np.array([_word_key(word) for word in words], dtype=np.uint64)
    if len(keys) < 3:
        return keys[:0]
    mixed = keys[:-2] * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (keys[1:-1] >> np.uint64(7))) * np.uint64(0xC2B2AE3D27D4EB4F)
    mixed = (mixed ^ (keys[2:] >> np.uint64(13))) * np.uint64(0x165667B19E3779F9)
    return mixed ^ (mixed >> np.uint64(29))


def _hashed(sentences: Sequence[Words]) -> Iterator[Pair]:
    import numpy as np  # noqa: PLC0415

    rng = np.random.default_rng(_SEED)
    factors = rng.integers(1, 2**63, size=(BANDS * ROWS, 1), dtype=np.uint64) * np.uint64(2)
    factors += np.uint64(1)  # odd, for multiply-shift hashing
    signatures = np.zeros((len(sentences), BANDS), dtype=np.uint64)
    prints: list[Keys] = []
    owners: list[NDArray[np.int64]] = []
    hashed = np.zeros(len(sentences), dtype=bool)
    for i, words in enumerate(sentences):
        keys = _run_keys(words)
        content = _run_keys(tuple(word for word in words if word not in STOP_WORDS))
        both = np.unique(np.concatenate([keys, content]))
        if not len(both):
            continue
        hashed[i] = True
        least = ((both * factors) >> np.uint64(32)).min(axis=1).reshape(BANDS, ROWS)
        signatures[i] = (least[:, 0] << np.uint64(32)) ^ least[:, 1]
        picked = _winnow(keys)
        prints.append(picked)
        owners.append(np.full(len(picked), i, dtype=np.int64))
    positions = np.flatnonzero(hashed)
    for band in range(BANDS):
        yield from _equal(signatures[positions, band], positions, sentences)
    if prints:
        yield from _equal(np.concatenate(prints), np.concatenate(owners), sentences)


def _winnow(keys: Keys) -> Keys:
    """The fingerprints of a sentence: the least key of each window of keys."""
    import numpy as np  # noqa: PLC0415

    if len(keys) <= WINDOW:
        return keys.min(keepdims=True) if len(keys) else keys
    windows = np.lib.stride_tricks.sliding_window_view(keys, WINDOW)
    return np.unique(windows.min(axis=1))


def _equal(keys: Keys, positions: NDArray[np.int64], sentences: Sequence[Words]) -> Iterator[Pair]:
    """Pairs of positions whose keys are equal."""
    import numpy as np  # noqa: PLC0415

    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    ends = np.append(starts[1:], len(ordered))
    for start, end in zip(starts, ends, strict=True):
        if end - start > 1:
            held = sorted({int(i) for i in positions[order[start:end]]})
            yield from _joined(held, sentences)
