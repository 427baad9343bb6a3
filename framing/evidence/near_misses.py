"""Facts that an outlet may tell in words that the codebook's card does not have.

'Not found' is read as 'left out', whatever a note says. So a fact is called not found only where
no sentence of the outlet comes near the words by which others tell it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from math import log
from typing import TYPE_CHECKING

from framing.analysers.facts import FactFinding
from framing.codebooks.patterns import normal

if TYPE_CHECKING:
    from framing.evidence.rows import Rows

_SHARE = 0.5  # of what the words weigh, in one sentence: the rarer one of two is enough
_STEM = 5  # letters
_SMALL = frozenset(
    "a an and any are as at be been but by for from had has have he her his if in into is it its "
    "no not of on or out over she so than that the their them they this to up was were which who "
    "will with would".split()
)


def near_misses(rows: Rows) -> dict[str, frozenset[str]]:
    """The outlets, by fact, that have a sentence with half of what the words weigh by which another
    outlet tells the fact, though the fact's card was not found in them.

    A word weighs more the fewer of the study's sentences have it, and the more of the wordings by
    which the fact is told: where others tell of 'nuclear tests' and 'nuclear arms', a 'nuclear
    bomb' is near, and another 'test' is not.
    """
    told: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
    tellers: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows.mentions:
        if isinstance(row.mention, FactFinding):
            told[row.mention.fact].add(_content(row.words))
            tellers[row.mention.fact].add(row.outlet)
    sentences = [(row.outlet, _content(row.text)) for row in rows.sentences] if told else []
    having = Counter(word for _, words in sentences for word in words)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for fact, forms in told.items():
        common = Counter(word for form in forms for word in form)
        weights = {
            word: log(len(sentences) / max(having[word], 1)) * common[word] / len(forms)
            for word in common
        }
        for outlet, words in sentences:
            if outlet not in tellers[fact] and any(_is_near(f, words, weights) for f in forms):
                found[fact].add(outlet)
    return {fact: frozenset(outlets) for fact, outlets in found.items()}


def _is_near(form: frozenset[str], words: frozenset[str], weights: Mapping[str, float]) -> bool:
    total = sum(weights[word] for word in form)
    return total > 0 and sum(weights[word] for word in form & words) >= _SHARE * total


def _content(text: str) -> frozenset[str]:
    """The words of a text that carry meaning, cut to their first letters."""
    words = (normal(word) for word in re.findall(r"[\w’'-]+", text))
    return frozenset(word[:_STEM] for word in words if word not in _SMALL)
