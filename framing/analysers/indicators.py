"""Finding a codebook's words in a parsed article.

Every word type is looked up once in the codebook's vocabulary and remembered, so that the cost of
a text is one dictionary look-up a token; only where a first word fits is the rest of a pattern
compared. Word positions leave out hyphens, quotation marks, spaces and the possessive 's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Self

from framing.analysers.word_places import Pair, Place, View, fits, is_near, pairs_of, raised_in
from framing.codebooks.model import Term
from framing.codebooks.patterns import (
    DASHES,
    Atom,
    Gap,
    Word,
    acronym,
    inflections,
    normal,
    variants,
)
from framing.models import Span, Voice
from framing.text.parse import ParsedArticle
from framing.text.quotations import DOUBLE_MARKS, SINGLE_CLOSING, SINGLE_OPENING

if TYPE_CHECKING:
    from spacy.strings import StringStore

    from framing.analysers.base import Setup
    from framing.codebooks.model import Codebook

NEEDS = frozenset({"parser", "lemmatizer"})


class OfCodebook:
    """What the analysers that look for a codebook's words have in common."""

    needs = NEEDS
    uses = ("sources",)  # each find has the voice of its words

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook

    @classmethod
    def made_from(cls, setup: Setup) -> Self:
        """The analyser for a study's codebook."""
        return cls(setup.codebook)


_MAX_TYPES = 300_000  # then the memory of word types starts anew
_PASSED_OVER = DOUBLE_MARKS | set(SINGLE_OPENING + SINGLE_CLOSING) | {"'s", "’s", "''", "``"}


class Match(NamedTuple):
    """A term found: its index in the matcher's terms, its span, sentence and spaCy tokens."""

    term: int
    span: Span
    sentence: int
    first: int
    last: int


class _Type(NamedTuple):
    """What the vocabulary knows of a word type: its atoms, the sequences that it can begin by
    itself, and those that it can begin if the next word has a certain atom."""

    atoms: frozenset[int]
    alone: tuple[int, ...]
    paired: Mapping[int, tuple[int, ...]]
    parts: tuple[_Type, ...] = ()  # of a token that holds a dash: what its words are


class _Conditions(NamedTuple):
    """A term's conditions, each the number of a group of patterns."""

    near: int
    not_near: int
    not_in: int


class _Found:
    """Where each pattern matches in one article; groups of patterns are gathered when first asked
    for, because many terms share their conditions."""

    def __init__(self, groups: Sequence[tuple[int, ...]]) -> None:
        self.places: dict[int, list[Place]] = {}
        self._members = groups
        self._gathered: dict[int, list[Place]] = {}

    def group(self, number: int) -> list[Place]:
        """The places of all patterns of a group."""
        if number not in self._gathered:
            self._gathered[number] = [
                place for pattern in self._members[number] for place in self.places.get(pattern, ())
            ]
        return self._gathered[number]


class TermMatcher:
    """Finds all of ``terms`` in one pass. Patterns are compiled once, on construction."""

    def __init__(self, terms: Sequence[Term], lists: Mapping[str, Sequence[str]]) -> None:
        self._terms = tuple(terms)
        self._lists = lists
        self._patterns: dict[str, int] = {}
        self._atoms: dict[Atom, int] = {}
        # A sequence is its pattern and, for each place, the atoms that fit; None is a gap.
        self._sequences: list[tuple[int, tuple[frozenset[int] | None, ...]]] = []
        self._alone: defaultdict[int, list[int]] = defaultdict(list)
        self._paired: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        self._terms_of: defaultdict[int, list[int]] = defaultdict(list)
        self._groups: dict[tuple[int, ...], int] = {}
        self._conditions = [self._compile(i, term) for i, term in enumerate(self._terms)]
        self._forms, self._lemmas, self._prefixes = self._vocabulary()
        self._types: dict[tuple[int, int, int, bool, bool], _Type | None] = {}
        self._pairs: dict[Pair, _Type | None] = {}

    def _compile(self, index: int, term: Term) -> _Conditions:
        self._terms_of[self._pattern(term.pattern)].append(index)
        near, not_near, not_in = (
            self._groups.setdefault(tuple(self._pattern(p) for p in patterns), len(self._groups))
            for patterns in (term.near, term.not_near, term.not_in)
        )
        return _Conditions(near, not_near, not_in)

    def _pattern(self, pattern: str) -> int:
        if pattern in self._patterns:
            return self._patterns[pattern]
        number = self._patterns[pattern] = len(self._patterns)
        for sequence in variants(pattern, self._lists):
            places = tuple(self._place(element) for element in sequence)
            first = places[0]
            if first is None:  # cannot be: a sequence begins with a word
                continue
            index = len(self._sequences)
            second = places[1] if len(places) > 1 else None
            for atom in sorted(first):
                if second:
                    self._paired[atom] += [(following, index) for following in sorted(second)]
                else:  # one word only, or any word or a gap comes next
                    self._alone[atom].append(index)
            self._sequences.append((number, places))
        return number

    def _place(self, element: Word | Gap) -> frozenset[int] | None:
        if isinstance(element, Gap):
            return None
        return frozenset(self._atoms.setdefault(a, len(self._atoms)) for a in element.atoms)

    def _vocabulary(
        self,
    ) -> tuple[dict[str, list[Atom]], dict[str, list[Atom]], list[Atom]]:
        forms: defaultdict[str, list[Atom]] = defaultdict(list)
        lemmas: defaultdict[str, list[Atom]] = defaultdict(list)
        prefixes = [atom for atom in self._atoms if atom.prefix]
        for atom in self._atoms:
            if atom.exact and not atom.prefix:
                forms[atom.text].append(atom)
            elif not atom.prefix:
                lemmas[atom.text].append(atom)
                for form in sorted(inflections(atom.text)):
                    forms[form].append(atom)
        return dict(forms), dict(lemmas), prefixes

    def _classify(
        self,
        word: str,
        lemma: str,
        pos: str,
        shouted: bool = False,
        raised: bool = False,
        single: bool = True,
    ) -> _Type | None:
        """What is known of a word type; None for signs that word positions leave out.

        ``shouted``: it stands in a sentence of capitals alone, where 'US' is no acronym.
        ``raised``: its place gives it its capital, which makes a noun no name ('Rebels said').
        ``single``: it is one word, and not two that stand for one.
        """
        if word.isspace() or word in _PASSED_OVER or DASHES.fullmatch(word):
            return None
        text, base = normal(word), normal(lemma)
        joined = text.replace("-", "") if "-" in text else text  # 'cease-fire' that is one token
        prefixes = self._prefixes if single else ()
        fitting = [
            *self._forms.get(text, ()),
            *self._lemmas.get(base, ()),
            *(self._forms.get(joined, ()) if joined != text else ()),
            *(self._lemmas.get(base.replace("-", ""), ()) if "-" in base else ()),
            *(a for a in prefixes if text.startswith(a.text) or joined.startswith(a.text)),
        ]
        # What has full stops is an acronym also among capitals.
        in_capitals = acronym(word) and (not shouted or "." in word)
        capital = word[:1].isupper()
        atoms = {
            self._atoms[atom]
            for atom in fitting
            if (capital or not atom.capital)
            and (in_capitals or not atom.acronym)
            and (atom.pos in (None, pos) or (raised and pos == "PROPN" and atom.pos == "NOUN"))
        }
        alone = {sequence for atom in atoms for sequence in self._alone.get(atom, ())}
        paired: defaultdict[int, set[int]] = defaultdict(set)
        for atom in atoms:
            for following, sequence in self._paired.get(atom, ()):
                paired[following].add(sequence)
        return _Type(
            frozenset(atoms),
            tuple(sorted(alone)),
            {following: tuple(sorted(found)) for following, found in sorted(paired.items())},
            self._parts(word, shouted),
        )

    def _parts(self, word: str, shouted: bool) -> tuple[_Type, ...]:
        """The words of a token that spaCy leaves whole though a dash parts it ('war‑crimes')."""
        words = [part for part in DASHES.split(word) if part]
        if len(words) < 2:
            return ()
        found = (self._classify(part, part, "", shouted) for part in words)
        return tuple(kind for kind in found if kind is not None)

    def find(self, parsed: ParsedArticle) -> list[Match]:
        """All matches of all terms whose conditions hold, in text order, then in term order."""
        places = self._places(parsed)
        if places is None:
            return []
        view, found = places
        matches = [
            self._match(term, place, view, parsed)
            for term, place in self._candidates(found)
            if self._fails(term, place, view, found) is None
        ]
        return sorted(matches, key=lambda m: (m.span, m.term))

    def nearly(self, parsed: ParsedArticle) -> list[tuple[Match, str]]:
        """The matches whose words stand there but do not count, each with the condition that
        stands in the way: 'near', 'not_near' or 'not_in'."""
        places = self._places(parsed)
        if places is None:
            return []
        view, found = places
        missed = []
        for term, place in self._candidates(found):
            reason = self._fails(term, place, view, found)
            if reason:
                missed.append((self._match(term, place, view, parsed), reason))
        return sorted(missed, key=lambda m: (m[0].span, m[0].term))

    def _candidates(self, found: _Found) -> Iterator[tuple[int, Place]]:
        for pattern, places in found.places.items():
            for term in self._terms_of.get(pattern, ()):
                for place in places:
                    yield term, place

    def _places(self, parsed: ParsedArticle) -> tuple[View, _Found] | None:
        """Where each pattern matches, conditions aside; None where no pattern can begin."""
        columns = parsed.doc.to_array(["ORTH", "LEMMA", "POS", "IDX"]).T.tolist()
        strings = parsed.doc.vocab.strings
        types = self._types
        if len(types) > _MAX_TYPES:
            types.clear()
        if len(self._pairs) > _MAX_TYPES:
            self._pairs.clear()
        atoms: list[frozenset[int]] = []
        tokens: list[int] = []
        candidates: list[tuple[int, _Type]] = []
        shouted = self._shouted(parsed)
        raised = raised_in(parsed, columns[3])
        for i, types_key in enumerate(zip(*columns[:3], strict=True)):
            key = (*types_key, i in shouted, i in raised)
            try:
                kind = types[key]
            except KeyError:
                kind = types[key] = self._look_up(strings, key)
            if kind is None:
                continue
            for part in kind.parts if kind.parts and not kind.alone else (kind,):
                if part.alone or part.paired:
                    candidates.append((len(tokens), part))
                atoms.append(part.atoms)
                tokens.append(i)
        pairs = list(pairs_of(columns, tokens, strings, shouted, raised))
        if not candidates and not pairs:
            return None
        offsets = [columns[3][i] for i in tokens]
        starts = [bisect_right(offsets, s.span.start - 1) for s in parsed.sentences]
        view = View(atoms, tokens, starts, [s.paragraph for s in parsed.sentences])
        found = self._compare(candidates, view)
        self._add_joined(pairs, dict(candidates), view, strings, found)
        return view, found

    def _compare(self, candidates: Iterable[tuple[int, _Type]], view: View) -> _Found:
        """The patterns that match at the candidates, each with its places in text order."""
        atoms = view.atoms
        found = _Found(tuple(self._groups))
        for position, kind in candidates:
            sequences = [(number, 1) for number in kind.alone]
            if kind.paired and position + 1 < len(atoms):
                # Both words are known to fit: the comparison starts at the third.
                sequences += [
                    (number, 2)
                    for atom in atoms[position + 1]
                    for number in kind.paired.get(atom, ())
                ]
            if not sequences:
                continue
            sentence = view.sentence(position)
            limit = view.end_of(sentence)
            if sentence < 0:
                continue
            for number, known in sequences:
                pattern, elements = self._sequences[number]
                end = position + known
                if end > limit:
                    continue
                if len(elements) > known:
                    end = fits(elements[known:], atoms, end, limit)
                if end:
                    place = Place(position, end, sentence)
                    listed = found.places.setdefault(pattern, [])
                    if place not in listed[-4:]:
                        listed.append(place)
        return found

    def _add_joined(
        self,
        pairs: Sequence[tuple[int, Pair]],
        kinds: Mapping[int, _Type],
        view: View,
        strings: StringStore,
        found: _Found,
    ) -> None:
        """Add what matches where two words stand for one ('cease-fire', 'air strike'), as if they
        were one; ``kinds`` are those of single words."""
        one: dict[int, _Type] = {}
        for place, pair in pairs:
            if place - 1 not in one and (kind := self._look_up_pair(strings, pair)) is not None:
                one[place] = kind
        if not one:
            return
        kept = [i for i in range(len(view.tokens)) if i - 1 not in one]
        begins = [*kept, len(view.tokens)]
        joined = View(
            [one[i].atoms if i in one else view.atoms[i] for i in kept],
            [view.tokens[i] for i in kept],
            [bisect_left(kept, start) for start in view.starts],
            view.paragraphs,
        )
        known = {**kinds, **one}
        candidates = [(i, known[place]) for i, place in enumerate(kept) if place in known]
        for pattern, places in self._compare(candidates, joined).places.items():
            listed = found.places.setdefault(pattern, [])
            for start, end, sentence in places:
                found_at = Place(begins[start], begins[end], sentence)
                if any(i in one for i in kept[start:end]) and found_at not in listed:
                    listed.append(found_at)

    def _look_up_pair(self, strings: StringStore, pair: Pair) -> _Type | None:
        try:
            return self._pairs[pair]
        except KeyError:
            first, last, lemma, pos = (strings[hashed] for hashed in pair[:4])
            word, base = first + last, first + lemma
            known = normal(word) in self._forms or normal(base) in self._lemmas
            kind = self._classify(word, base, pos, *pair[4:], single=False) if known else None
            self._pairs[pair] = kind if kind and kind.atoms else None
            return self._pairs[pair]

    def _look_up(self, strings: StringStore, key: tuple[int, int, int, bool, bool]) -> _Type | None:
        word, lemma, pos = (strings[hashed] for hashed in key[:3])
        return self._classify(word, lemma, pos, key[3], key[4])

    @staticmethod
    def _shouted(parsed: ParsedArticle) -> frozenset[int]:
        """The tokens of sentences in capitals alone."""
        return frozenset(
            token.i
            for sentence in parsed.sentences
            if " " in (text := sentence.span.of(parsed.text)) and text.isupper()
            for token in parsed.tokens(sentence.span)
        )

    def _match(self, term: int, place: Place, view: View, parsed: ParsedArticle) -> Match:
        first, last = view.tokens[place.start], view.tokens[place.end - 1]
        end = parsed.doc[last]
        span = Span(parsed.doc[first].idx, end.idx + len(end.text))
        return Match(term, span, parsed.sentences[place.sentence].index, first, last)

    def _fails(self, index: int, place: Place, view: View, found: _Found) -> str | None:
        """The condition of the term that does not hold at a place, if any."""
        term, conditions = self._terms[index], self._conditions[index]
        if any(
            other.start <= place.start and place.end <= other.end
            for other in found.group(conditions.not_in)
        ):
            return "not_in"
        if term.near and not is_near(place, term.within, found.group(conditions.near), view):
            return "near"
        if is_near(place, term.not_within, found.group(conditions.not_near), view):
            return "not_near"
        return None


def voice_of(parsed: ParsedArticle, match: Match) -> Voice:
    """The voice of most of the match's words; of the first of them where two voices tie. A match
    with a word in quotation marks is never the narrator's."""
    voices = parsed.voices[match.first : match.last + 1]
    if Voice.DIRECT in voices:
        return Voice.DIRECT
    return max(voices, key=voices.count)


def longest(matches: Iterable[Match]) -> list[Match]:
    """Of matches that overlap, the longest (the earlier, then the first term, of equals)."""
    ranked = sorted(matches, key=lambda m: (m.span.start - m.span.end, m.span, m.term))
    kept: list[Match] = []
    for match in ranked:
        if not any(match.span.overlaps(other.span) for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda m: m.span)
