"""Shared copy: passages that stand in two or more articles, and in whose voice.

An outlet is not credited with an agency's words: what several articles share is found by its
words alone, whether quoted or not, and each figure can be had with and without it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from framing.clean.credits import UNSPECIFIED, agencies_in
from framing.models import Analysis, Part, SharedPassage, Span, Voice
from framing.shared_copy.alignment import MIN_WORDS, Alignment, Words, align, norms_of, words_of
from framing.shared_copy.candidates import candidate_pairs
from framing.text.parse import split_paragraphs
from framing.text.quotations import find_quotations

# A passage is quoted, or not, when this share of its characters is.
_MOSTLY = 0.75
_SOME = 0.2


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """A sentence: its article's position among the analyses, and its own index."""

    article: int
    sentence: int


@dataclass(frozen=True, slots=True)
class _Link:
    one: _Place
    other: _Place
    alignment: Alignment


def with_shared_copy(analyses: Sequence[Analysis]) -> tuple[Analysis, ...]:
    """The analyses with what they share: ``Analysis.shared`` holds the passages that stand in two
    or more of them, and ``Sentence.shared_with`` the ids of the other articles (in the order of the
    analyses).

    The order of the analyses changes only the order in which articles are named.
    """
    given, analyses = analyses, sorted(analyses, key=_by_outlet)
    links, places = _links(analyses)
    groups = _groups(links)
    inner: defaultdict[_Place, list[_Link]] = defaultdict(list)
    for link in links:
        inner[link.one].append(link)
        inner[link.other].append(link)
    chosen = sorted(_one_an_article(group, inner, analyses) for group in groups)
    held: defaultdict[int, list[SharedPassage]] = defaultdict(list)
    for group in chosen:
        passage = _passage(group, inner, places, analyses)
        for place in group:
            held[place.article].append(passage)
    partners: dict[_Place, list[int]] = {}
    for group in groups:
        articles = sorted({place.article for place in group})
        for place in group:
            partners[place] = [i for i in articles if i != place.article]
    order = {id(analysis): i for i, analysis in enumerate(given)}
    marked = {}
    for number, analysis in enumerate(analyses):
        sentences = []
        for sentence in analysis.sentences:
            others = [analyses[i] for i in partners.get(_Place(number, sentence.index), ())]
            others.sort(key=lambda other: order[id(other)])
            shared_with = tuple(other.article.id for other in others)
            as_it_is = shared_with == sentence.shared_with
            sentences.append(sentence if as_it_is else replace(sentence, shared_with=shared_with))
        marked[id(analysis)] = replace(
            analysis, sentences=tuple(sentences), shared=tuple(held[number])
        )
    return tuple(marked[id(analysis)] for analysis in given)


def _by_outlet(analysis: Analysis) -> tuple[str, str, str]:
    """An order that does not rest on the input's."""
    article = analysis.article
    return article.outlet_name.casefold(), article.outlet, article.id


def passages_of(analyses: Sequence[Analysis]) -> tuple[SharedPassage, ...]:
    """The passages that stand in two or more of these analyses: articles in the order of the
    analyses, passages in text order of the first."""
    order = {analysis.article.id: i for i, analysis in enumerate(analyses)}
    found = []
    for passage in dict.fromkeys(p for analysis in analyses for p in analysis.shared):
        sides = sorted(
            (side for side in passage.sides() if side[0] in order), key=lambda s: order[s[0]]
        )
        if len(sides) > 1:
            ids, spans, sentences, voices = zip(*sides, strict=True)
            found.append(
                replace(passage, article_ids=ids, spans=spans, sentences=sentences, voices=voices)
            )
    return tuple(sorted(found, key=lambda p: [(order[i], s) for i, _, s, _ in p.sides()]))


def _links(analyses: Sequence[Analysis]) -> tuple[list[_Link], dict[_Place, Words]]:
    """The pairs of sentences that share a passage, and the words of these sentences. Of all others
    the bare words are held, and only until the pairs are found."""
    order: list[_Place] = []
    norms: list[tuple[str, ...]] = []
    for number, analysis in enumerate(analyses):
        for sentence in analysis.sentences:
            found = norms_of(analysis.article.text, sentence.span)
            if len(found) >= MIN_WORDS:
                order.append(_Place(number, sentence.index))
                norms.append(found)
    pairs = candidate_pairs(norms, [place.article for place in order])
    del norms

    @cache
    def words(place: _Place) -> Words:
        analysis = analyses[place.article]
        return words_of(analysis.article.text, analysis.sentences[place.sentence].span)

    links = []
    for i, j in pairs:
        alignment = align(words(order[i]), words(order[j]))
        if alignment:
            links.append(_Link(order[i], order[j], alignment))
    linked = {place for link in links for place in (link.one, link.other)}
    return links, {place: words(place) for place in linked}


def _groups(links: Iterable[_Link]) -> list[list[_Place]]:
    """The sentences that links join, directly or through others; each group in order."""
    parent: dict[_Place, _Place] = {}

    def root(place: _Place) -> _Place:
        while parent.setdefault(place, place) != place:
            place = parent[place] = parent[parent[place]]
        return place

    for link in links:
        first, second = sorted((root(link.one), root(link.other)))
        parent[second] = first
    groups: defaultdict[_Place, list[_Place]] = defaultdict(list)
    for place in sorted(parent):
        groups[root(place)].append(place)
    return list(groups.values())


def _one_an_article(
    group: Sequence[_Place],
    links: Mapping[_Place, Sequence[_Link]],
    analyses: Sequence[Analysis],
) -> list[_Place]:
    """One sentence an article: of a passage that an article repeats (a standfirst taken from the
    body), the sentence in the body, then the one most like another article's."""

    def rank(place: _Place) -> tuple[bool, float, int]:
        part = analyses[place.article].sentences[place.sentence].part
        best = max(_weight(link.alignment) for link in links[place])
        return part is Part.BODY, best, -place.sentence

    held: defaultdict[int, list[_Place]] = defaultdict(list)
    for place in group:
        held[place.article].append(place)
    return [max(places, key=rank) for _, places in sorted(held.items())]


def _weight(alignment: Alignment) -> float:
    """How much two sentences share: the words in the range, times how alike they are."""
    return alignment.similarity * sum(e - s for s, e in (alignment.one, alignment.other))


def _passage(
    group: Sequence[_Place],
    links: Mapping[_Place, Sequence[_Link]],
    places: Mapping[_Place, Words],
    analyses: Sequence[Analysis],
) -> SharedPassage:
    members = set(group)
    inner = [link for place in group for link in links[place] if link.one == place]
    inner = [link for link in inner if link.other in members]
    ranges: defaultdict[_Place, list[tuple[int, int]]] = defaultdict(list)
    for link in inner:
        ranges[link.one].append(link.alignment.one)
        ranges[link.other].append(link.alignment.other)
    spans, voices = [], []
    for place in group:
        held = ranges.get(place) or [(0, len(places[place].norms))]
        span = _span(places[place], min(s for s, _ in held), max(e for _, e in held))
        spans.append(span)
        voices.append(_voice(analyses[place.article], span))
    return SharedPassage(
        article_ids=tuple(analyses[place.article].article.id for place in group),
        spans=tuple(spans),
        sentences=tuple(place.sentence for place in group),
        similarity=min((link.alignment.similarity for link in inner), default=0.0),
        voices=tuple(voices),
        agency=_agency([(analyses[place.article], place.sentence) for place in group]),
    )


def _span(words: Words, start: int, end: int) -> Span:
    return Span(words.spans[start].start, words.spans[end - 1].end)


def _voice(analysis: Analysis, span: Span) -> Voice:
    """Whose words a passage is in: mixed where a part of it only is quoted. A signed post or a turn
    of a transcript is its speaker's, with marks or without."""
    text = analysis.article.text
    contents = [content for s in analysis.statements for content in s.content]
    spoken = [c for s in analysis.statements if s.voice is Voice.DIRECT for c in s.content]
    quotations = [
        q.inner
        for q in find_quotations(text, split_paragraphs(text))
        if q.inner.end - q.inner.start > 1
        and (len(q.inner.of(text).split()) >= 5 or any(q.inner.overlaps(c) for c in contents))
    ]
    quoted = _covered(span, [*quotations, *spoken])
    if quoted >= _MOSTLY:
        return Voice.DIRECT
    if quoted >= _SOME:
        return Voice.MIXED
    return Voice.INDIRECT if _covered(span, contents) >= 0.5 else Voice.NARRATOR


def _covered(span: Span, others: Iterable[Span]) -> float:
    """The share of the span's characters that lie inside any of the others."""
    inside: set[int] = set()
    for other in others:
        inside.update(range(max(span.start, other.start), min(span.end, other.end)))
    return len(inside) / max(1, span.end - span.start)


def _agency(holders: Sequence[tuple[Analysis, int]]) -> str | None:
    """The agency named for a passage: in its sentences; else the one that all articles credit;
    else the only one that any of them credits."""
    for analysis, sentence in holders:
        named = agencies_in(analysis.sentences[sentence].span.of(analysis.article.text))
        for agency in named:
            if agency != UNSPECIFIED:
                return agency
    credited = [
        [field.value for field in analysis.article.agencies if field.value != UNSPECIFIED]
        for analysis, _ in holders
    ]
    common = [agency for agency in credited[0] if all(agency in c for c in credited)]
    if len(common) == 1:
        return common[0]
    anyone = sorted({agency for held in credited for agency in held})
    return anyone[0] if len(anyone) == 1 else None
