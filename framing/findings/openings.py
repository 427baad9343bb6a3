"""An outlet that opens with something else than all others: another side of the story, or a matter
that the others' articles merely touch."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from framing.analysers.sources.places import places
from framing.evidence.likeness import MOST_ARTICLES, Opening, opening_of
from framing.findings.first_words import NO_NAMES, SMALL, first_words, stem_of, words_of_parts
from framing.findings.taking_part import LEAST, TakingPart
from framing.findings.words import READ, Finding, owned, quoted
from framing.models import Part
from framing.text.runtime import ModelUnavailable
from framing.wording import capital, in_words, joined, number

_FEWEST, _MOST = 2, 3  # words that all others open with: for a finding, and in its text
_LETTERS = 4  # of such a word
_APART = 0.1  # of a cosine: by how much the outlet is less like the others than they are alike
_OWN = 0.7  # cosine, from which an article opens with what another opens with


def opening_findings(page: TakingPart) -> Iterator[Finding]:
    """The outlet whose headline and first sentences are about something else, if there is one. In
    a corpus, whose articles are of many days, it is not looked for."""
    if len(page.articles) > MOST_ARTICLES:
        return
    try:
        read = _openings(page)
    except ModelUnavailable:
        return
    if len(read) < LEAST:
        return
    for slug in read:
        shared = _shared_without(page, [other for other in read if other != slug])
        if len(shared) >= _FEWEST and _is_apart(slug, read):
            yield _finding(page, slug, shared, len(read))
            return


def _finding(page: TakingPart, slug: str, shared: Sequence[str], outlets: int) -> Finding:
    headlines = page.headlines.get(slug, ())
    first = [row for row in page.sentences if row.outlet == slug][:1]
    rows = [*headlines[:1], *first]
    words = joined([quoted(capital(word) if i == 0 else word) for i, word in enumerate(shared)])
    says = f"Its headline is {quoted(headlines[0].text)}. " if headlines else ""
    others = f"each of the other {in_words(outlets - 1)}"
    return Finding(
        topic="headlines",
        outlet=slug,
        title=f"{page.name(slug)} opens with something else",
        clause="it opens with something else",
        text=f"{says}{words} stand in headline or first sentences of {others}, and not in "
        f"{owned(page.name(slug))}.",
        number=f"1 of {number(outlets)}",
        label=f"{page.noun}s that open with something else",
        sure=READ,
        why="By the words, and by how alike the first sentences are.",
        rows=tuple(row.id for row in rows),
        weight=4.2,
    )


def _openings(page: TakingPart) -> dict[str, list[Opening]]:
    """What each outlet's articles open with, by slug; no outlet without a sentence to read.

    Raises:
        ModelUnavailable: the encoder is not installed, or damaged.
    """
    found: defaultdict[str, list[Opening]] = defaultdict(list)
    for row in page.articles:
        opening = opening_of(row.analysis)
        if opening is not None:
            found[row.outlet].append(opening)
    return dict(found)


def _is_apart(slug: str, read: Mapping[str, Sequence[Opening]]) -> bool:
    """Whether an outlet's articles are less like those of all others than any two others are."""

    def near(one: str, other: str) -> float:
        return max(float(a.vector @ b.vector) for a in read[one] for b in read[other])

    others = [other for other in read if other != slug]
    nearest = max(near(slug, other) for other in others)
    least = min(near(one, other) for one, other in combinations(others, 2))
    return nearest < _OWN and nearest + _APART <= least


def _shared_without(page: TakingPart, others: Sequence[str]) -> list[str]:
    """Words that all others have in headline or first sentences, and no other outlet has: the
    commonest first, as they are mostly written. Names of places and common words tell nothing."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    held: defaultdict[str, set[str]] = defaultdict(set)
    for row in page.articles:
        headline = set(words_of_parts(row.analysis, (Part.HEADLINE,)))
        for word in first_words(row.analysis):
            if word.islower() or word in headline:  # else it may be half of a name
                held[stem_of(word)].add(row.outlet)
                forms[stem_of(word)][word] += 1
    shared = [
        each
        for each, by in held.items()
        if by == set(others) and len(each) >= _LETTERS and each not in SMALL | NO_NAMES
    ]
    telling = [each for each in shared if not any(form in places() for form in forms[each])]
    ranked = sorted(telling, key=lambda each: (-forms[each].total(), each))[:_MOST]
    return [_written(forms[each]) for each in ranked]


def _written(forms: Counter[str]) -> str:
    """A word as it is mostly written; in small letters where it ever is."""
    small = [form for form in forms if form.islower()]
    return max(small or forms, key=lambda form: (forms[form], form))
