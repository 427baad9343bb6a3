"""Scores attributions against gold, as the attribution literature on PolNeAR does.

Tokens are words; punctuation and quotation marks never count. A predicted attribution matches a
gold one when the Jaccard index of their contents' tokens is at least .5 (one to one, the best
pairs first) and its source is right: it holds the head of the gold source (its last word before a
comma, preposition or relative pronoun), or both have none.

Slices: ALL; SPEECH (with quotation marks, or with a reporting word in the cue: it leaves out
beliefs and intentions); QUOTED (with double quotation marks).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from framing.models import Span

SLICES = ("ALL", "SPEECH", "QUOTED")
_WORD = re.compile(r"\w+")
_MARKS = frozenset('"“”„«»〝〞')
_MIN_JACCARD = 0.5
_HEAD_ENDS = frozenset(
    "of in at for from with on who whom whose that which and by to as about into".split()
)
# Reporting verbs by stem; a cue that holds one of their forms reports speech.
_REPORTING = """
say tell add announce argue assert claim comment conclude confirm continue declare deny describe
explain insist note point recall remark reply respond report state suggest tweet warn write
acknowledge admit allege ask accuse assure caution call cite complain concede contend criticize
emphasize estimate joke mention observe pledge predict promise propose question quip quote
reiterate reveal stress testify urge vow accord boast agree answer blast condemn dismiss echo praise
""".split()
_IRREGULAR = frozenset(
    {"said", "told", "wrote", "written", "replied", "replies", "denied", "denies"}
)


def _forms(verb: str) -> Iterable[str]:
    stem = verb[:-1] if verb.endswith("e") else verb
    yield from (verb, verb + "s", verb + "es", stem + "ed", stem + "ing", verb + verb[-1] + "ed")
    if verb.endswith("y"):
        yield from (verb[:-1] + "ies", verb[:-1] + "ied")
    yield from (verb + verb[-1] + "ing",)


_SPEECH = frozenset(form for verb in _REPORTING for form in _forms(verb)) | _IRREGULAR


@dataclass(frozen=True, slots=True)
class Attribution:
    """Spans of the roles; cue and source may be empty."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()


@dataclass(slots=True)
class Count:
    """Numbers of one slice, over all articles."""

    gold: int = 0
    found: int = 0
    matched_gold: int = 0
    matched_found: int = 0

    @property
    def precision(self) -> float:
        """Share of the found that are right."""
        return self.matched_found / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that is found."""
        return self.matched_gold / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Item:
    """An attribution as token numbers."""

    content: frozenset[int]
    source: frozenset[int]
    head: int | None
    slices: frozenset[str]


class Words:
    """The words of a text by number."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [Span(*m.span()) for m in _WORD.finditer(text)]
        self.starts = [span.start for span in self.spans]

    def of(self, spans: Iterable[Span]) -> list[int]:
        found = []
        for span in spans:
            at = bisect_left(self.starts, span.start)
            while at < len(self.spans) and self.spans[at].end <= span.end:
                found.append(at)
                at += 1
        return sorted(set(found))


def score(
    articles: Iterable[tuple[str, Sequence[Attribution], Sequence[Attribution]]],
) -> Mapping[str, Count]:
    """Counts by slice over articles, each given as (text, gold, found)."""
    counts = {name: Count() for name in SLICES}
    for text, gold, found in articles:
        words = words_of(text)
        golds = [item for a in gold if (item := item_of(words, a, is_gold=True)).content]
        founds = [item for a in found if (item := item_of(words, a, is_gold=False)).content]
        pairs = _match(golds, founds)
        for name, count in counts.items():
            count.gold += sum(name in g.slices for g in golds)
            count.found += sum(name in f.slices for f in founds)
            count.matched_gold += sum(name in golds[g].slices for g, _ in pairs)
            count.matched_found += sum(name in founds[f].slices for _, f in pairs)
    return counts


def words_of(text: str) -> Words:
    """The words of a text."""
    return Words(text)


def item_of(words: Words, attribution: Attribution, is_gold: bool) -> Item:
    """An attribution as the matching compares it."""
    text = words.text
    quoted = any(
        char in _MARKS
        for s in attribution.content
        for char in text[max(0, s.start - 1) : s.end + 1]
    )
    cue = " ".join(s.of(text) for s in attribution.cue)
    speech = (
        quoted
        or any(w in _SPEECH for w in _WORD.findall(cue.lower()))
        or cue.strip() in (":", "—", "―")
        or (not is_gold and not cue)
    )
    source = words.of(attribution.source)
    slices = {"ALL"} | ({"SPEECH"} if speech else set()) | ({"QUOTED"} if quoted else set())
    return Item(
        frozenset(words.of(attribution.content)),
        frozenset(source),
        _head(words, source),
        frozenset(slices),
    )


def _head(words: Words, source: Sequence[int]) -> int | None:
    """The last word of the source before a comma, dash, preposition or relative pronoun."""
    head: int | None = None
    for at in source:
        span = words.spans[at]
        word = span.of(words.text).lower()
        if head is not None and word in _HEAD_ENDS:
            break
        if head is not None and word == "s" and words.text[span.start - 1] in "'’":
            continue
        head = at
        if at != source[-1] and re.match(
            r"\s?[(—–]|[,;:]|\s-\s", words.text[span.end : span.end + 3]
        ):
            break
    return head


def _match(golds: Sequence[Item], founds: Sequence[Item]) -> list[tuple[int, int]]:
    """The matched pairs with the right source."""
    return [(g, f) for g, f, right in matched(golds, founds) if right]


def matched(golds: Sequence[Item], founds: Sequence[Item]) -> list[tuple[int, int, bool]]:
    """One-to-one pairs by content, the best first, and whether the source is right."""
    options = []
    for g, gold in enumerate(golds):
        for f, found in enumerate(founds):
            shared = len(gold.content & found.content)
            jaccard = shared / len(gold.content | found.content) if shared else 0.0
            if jaccard >= _MIN_JACCARD:
                right = found.head is None if gold.head is None else gold.head in found.source
                options.append((-jaccard, not right, g, f))
    pairs, used_gold, used_found = [], set(), set()
    for _, wrong, g, f in sorted(options):
        if g in used_gold or f in used_found:
            continue
        used_gold.add(g)
        used_found.add(f)
        pairs.append((g, f, not wrong))
    return pairs
