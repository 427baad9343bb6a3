"""The words that articles open with, in a form in which they can be held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from framing.models import Analysis, Part

WORD = re.compile(r"[A-Z][.][A-Z][.]?|[^\W\d_]\w*(?:['’-]\w+)*")
# Words too common to tell what a story is.
SMALL = frozenset(
    "a about above across after again against ahead all along also amid among an and another any "
    "are around as at away back be because been before behind being below between but by can "
    "could day days despite did do does down during early eight ever first five following for "
    "former four from had has have he her here his how in including into is it its just last "
    "late least "
    "less like many may month more most mr mrs ms near never new next nine no not now of off on "
    "one only onto or other our out over own part people s said say says seven she should since "
    "six so some still such ten than that the their them then there these they this those three "
    "through time to today told two under until up upon very via was way we week well were what "
    "when where which while who why will with within without would year years you your million "
    "billion trillion hundred thousand dozen city "
    "town village area region province country look".split()
)
# Words with a capital that stand before a name, or tell when or who reports, and name no one.
NO_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june "
    "july august september october november december mon tue tues wed thu thurs fri sat sun jan "
    "feb aug sept oct nov dec prime minister president premier chancellor king queen prince "
    "princess secretary chief chairman senator governor mayor foreign defence state judge "
    "sir lord lady doctor professor news press agency times post media reuters afp ap bbc cnn "
    "eve day park update breaking exclusive live watch video photo dr i".split()
)
_MARK = re.compile(r"['’].*$")
_FIRST = 2  # sentences of the body that a story's name is read from, beside the headline


def first_words(analysis: Analysis) -> Iterator[str]:
    """The words of an article's headline, standfirst and first sentences."""
    yield from words_of_parts(analysis, (Part.HEADLINE, Part.STANDFIRST))
    body = [s for s in analysis.sentences if s.part is Part.BODY][:_FIRST]
    for sentence in body:
        yield from WORD.findall(sentence.span.of(analysis.article.text))


def words_of_parts(analysis: Analysis, parts: Sequence[Part]) -> Iterator[str]:
    """The words of the sentences in some parts of an article."""
    for sentence in analysis.sentences:
        if sentence.part in parts:
            yield from WORD.findall(sentence.span.of(analysis.article.text))


@lru_cache(maxsize=1 << 14)
def stem_of(word: str) -> str:
    """A word in small letters without its mark of possession and, mostly, its plural."""
    plain = word.lower()
    if "'" in plain or "’" in plain:
        plain = _MARK.sub("", plain)
    plain = plain.replace("defense", "defence")
    if len(plain) > 4 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        return plain[:-1]
    return plain
