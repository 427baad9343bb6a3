"""How a sentence and a target become the model's input: the same in training and in use.

The target's words are replaced by 'the target', so that the model cannot learn who is liked
(a name that its training data blames would be blamed everywhere). The model reads the whole
sentence, or a window of it around the target, and is told which tokens are the target.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.text.runtime import CLS, SEP

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MASK = "the target"
MAX_TOKENS = 128  # with the two special tokens; 99% of news sentences are shorter
# Text further from the target than this cannot be inside the window.
_REACH = 1200
# Marks that steer the direction of writing, joiners and other format characters carry no tone.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token ids with special tokens, and 1 at each token of the target, else 0."""

    ids: tuple[int, ...]
    target: tuple[int, ...]


def masked(text: str, start: int, end: int) -> tuple[str, int]:
    """The text around the target with its words replaced, and where they now stand.

    Offsets out of range are moved to the nearest end; an empty target stands between two words.
    """
    start = max(0, min(start, len(text)))
    end = max(start, min(end, len(text)))
    before = _INVISIBLE.sub("", text[max(0, start - _REACH) : start])
    after = _INVISIBLE.sub("", text[end : end + _REACH])
    if before and before[-1].isalnum():
        before += " "
    if after and after[0].isalnum():
        after = " " + after
    return before + MASK + after, len(before)


def encode(tokenizer: Tokenizer, text: str, start: int, end: int) -> Encoded:
    """Encode one sentence with the target ``text[start:end]``. Never raises on any text."""
    replaced, at = masked(text, start, end)
    encoding = tokenizer.encode(replaced, add_special_tokens=False)
    inside = [at <= s < at + len(MASK) for s, _ in encoding.offsets]
    first = inside.index(True)
    last = len(inside) - inside[::-1].index(True)
    room = MAX_TOKENS - 2
    # The window keeps the target in its middle unless the sentence's end is nearer.
    left = max(0, min((first + last - room) // 2, len(inside) - room))
    window = slice(left, left + room)
    return Encoded((CLS, *encoding.ids[window], SEP), (0, *(int(x) for x in inside[window]), 0))
