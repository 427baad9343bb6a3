"""Names of other alphabets, however their vowels are spelled: 'Hizballah' and 'Hezbollah'."""

from __future__ import annotations

import re
from functools import lru_cache

_CONSONANTS = 3  # that tell a name
_VOWELS = re.compile(r"[aeiouyw’'-]")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 14)
def bones(name: str) -> str:
    """What all spellings of a name agree on: its consonants, each once. A name with few of them is
    left as it is."""
    kept = _TWICE.sub(r"\1", _VOWELS.sub("", name.lower()))
    return kept if len(kept) >= _CONSONANTS else name
