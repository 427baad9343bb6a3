"""What words say for a frame when nothing stands beside them.

In a sentence a word takes on what its neighbours mean, so that 'called' and 'Lebanon' may say most
for an attack. The table beside the heads has what each head makes of each whole word of the
encoder's vocabulary by itself: made once, when the heads are trained, for it would cost a reading a
word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from framing.analysers.heads import PACKAGED, load_heads
from framing.text.runtime import ModelUnavailable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from framing.text.encoder import SentenceEncoder

WORDS = "words.npy"
STEPS = 10  # to one in the logit
NOTHING = -128  # for what is no word
_POSSESSIVE = re.compile(r"['’]s?$")
_PARTS = re.compile(r"[-.'’\s]+")

Alone = Callable[[str], float | None]


def says_alone(frame: str, encoder: SentenceEncoder, folder: Path = PACKAGED.parent) -> Alone:
    """What a word says by itself for a frame that ships, as a logit; None where nothing is known.

    A possessive is read without its ending; of a word or name of several parts the part that says
    most counts.

    Raises:
        ModelUnavailable: the table is missing or damaged.
    """
    column = list(load_heads(folder / PACKAGED.name).heads).index(frame)
    table = _table(folder)[:, column]

    def says(word: str) -> float | None:
        found = []
        for part in _PARTS.split(_POSSESSIVE.sub("", word.lower())):
            place = encoder.place(part)
            if place is not None and place < len(table) and table[place] != NOTHING:
                found.append(float(table[place]) / STEPS)
        return max(found, default=None)

    return says


def table_of(
    words: Sequence[tuple[int, str]], says: Callable[[str], Sequence[float]]
) -> NDArray[np.int8]:
    """The table of words, each with its place in the vocabulary; ``says`` gives a word's logits."""
    table = np.full((words[-1][0] + 1, len(says(words[0][1]))), NOTHING, dtype=np.int8)
    for place, word in words:
        table[place] = np.clip(np.round(np.array(says(word)) * STEPS), NOTHING + 1, 127)
    return table


@lru_cache(maxsize=2)
def _table(folder: Path) -> NDArray[np.int8]:
    try:
        found: NDArray[np.int8] = np.load(folder / WORDS)
    except Exception as exc:  # of a file that is cut off: whatever numpy raises
        raise ModelUnavailable(
            f"What words say for frames cannot be read: {folder / WORDS} is missing or damaged.",
            "Install framing again.",
        ) from exc
    return found
