"""Sentences that an article prints twice: a caption or a list of points that says what the text
says."""

from __future__ import annotations

import re
from collections import defaultdict

from framing.models import Analysis, Part

# A sentence says again what another says from so many words on, if so many of the words of both are
# the same; five words beside each other, to find them by.
_LEAST_WORDS, _ALIKE, _KEY = 8, 0.8, 5
_WORD = re.compile(r"\w+")


def repeated_sentences(analysis: Analysis) -> frozenset[int]:
    """The sentences that say again what the article says elsewhere, by index: the same words, but
    for one in five. What stands in the body counts before captions and lists of points."""
    order = sorted(analysis.sentences, key=lambda each: (each.part is not Part.BODY, each.index))
    seen: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    found = set()
    for sentence in order:
        words = _WORD.findall(sentence.span.of(analysis.article.text).casefold())
        held = frozenset(words)
        if len(words) < _LEAST_WORDS or sentence.part is Part.HEADLINE:
            continue
        keys = {" ".join(words[at : at + _KEY]) for at in range(len(words) - _KEY + 1)}
        near = (other for key in keys for other in seen.get(key, ()))
        if any(len(held & other) >= _ALIKE * len(held | other) for other in near):
            found.add(sentence.index)
            continue
        for key in keys:
            seen[key].append(held)
    return frozenset(found)
