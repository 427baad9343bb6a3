"""Checking a codebook: its own examples, and terms that are dead, duplicate or overlapping."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from framing.analysers.facts import Facts
from framing.analysers.heads import readable
from framing.analysers.indicators import NEEDS
from framing.codebooks import Codebook, Term
from framing.codebooks.patterns import Gap, Sequenced, Word, variants
from framing.models import Article, Failed, Hit, Part
from framing.text.parse import ParsedArticle
from framing.validation.guard import each_read
from framing.validation.semantic import code_sentences


class Kind(StrEnum):
    """What is wrong with a codebook. Failed examples are errors; the rest is advice."""

    EXAMPLE = "example"
    DEAD = "dead"
    DUPLICATE = "duplicate"
    OVERLAP = "overlap"
    COLOUR = "colour"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of a check: what kind, under which key of the file, and in words."""

    kind: Kind
    key: str
    message: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, and how many examples it ran."""

    problems: tuple[Problem, ...]
    examples: int

    @property
    def failed(self) -> tuple[Problem, ...]:
        """The examples that came out wrong."""
        return tuple(p for p in self.problems if p.kind is Kind.EXAMPLE)


def check_codebook(codebook: Codebook) -> Checked:
    """Run the codebook's own examples as tests, and look for terms that do nothing.

    A term is *dead* when it can never count (all that it stands for lies in its ``not_in``, or its
    only ``near`` is itself), a *duplicate* when the same words stand twice under one key
    with the same conditions, and it
    *overlaps* when two frames count the same words or a shorter term already counts it.
    Two frames whose colours a reader could take for one are told, too.
    """
    terms = list(codebook.terms())
    ready = readable(codebook)
    tried = ready if ready.frames else codebook  # of which the reader says what to do
    problems = [
        *_untried(tried),
        *_examples(tried),
        *_dead(terms, codebook.lists),
        *_duplicates(terms),
        *_overlaps(terms, codebook.lists),
        *_colours(codebook),
    ]
    n = sum(len(frame.include) + len(frame.exclude) for frame in tried.frames)
    return Checked(tuple(problems), n)


_LOOK_ALIKE = 48  # distance of two colours in RGB, of 441, under which they look the same
_MISSED = {
    "indicators": "no indicator is found",
    "meaning": "the frame is not read",
    "both": "neither meaning nor an indicator finds the frame",
}


def _untried(codebook: Codebook) -> Iterator[Problem]:
    for frame in codebook.unread:
        yield Problem(
            Kind.UNREAD,
            f"frames.{frame.id}",
            "nobody has taught it yet, so that its examples were not tried; code sentences: "
            "framing validate sheet, then framing codebooks learn",
        )


def _examples(codebook: Codebook) -> Iterator[Problem]:
    cases = [
        (frame, example, wanted)
        for frame in codebook.frames
        for wanted, examples in ((True, frame.include), (False, frame.exclude))
        for example in examples
    ]
    results = code_sentences(codebook, [example.sentence for _, example, _ in cases])
    for (frame, example, wanted), result in zip(cases, results, strict=True):
        hits = [hit for hit in result.found(Hit) if hit.frame == frame.id]
        if wanted and not hits:
            yield Problem(
                Kind.EXAMPLE,
                f"frames.{frame.id}.include",
                f"{_MISSED[frame.by]} in “{example.sentence}”",
            )
        if hits and not wanted:
            found = ", ".join(f"'{hit.indicator}'" for hit in hits)
            yield Problem(
                Kind.EXAMPLE,
                f"frames.{frame.id}.exclude",
                f"{found} is found in “{example.sentence}”",
            )


def _colours(codebook: Codebook) -> Iterator[Problem]:
    """Pairs of frames in much the same colour."""
    for one, other in combinations(codebook.frames, 2):
        if math.dist(_rgb(one.colour), _rgb(other.colour)) < _LOOK_ALIKE:
            yield Problem(
                Kind.COLOUR,
                f"frames.{other.id}.colour",
                f"{other.colour} looks like {one.colour}, the colour of '{one.id}'",
            )


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _dead(
    terms: Sequence[tuple[str, Term]], lists: Mapping[str, Sequence[str]]
) -> Iterator[Problem]:
    for key, term in terms:
        if term.near and set(term.near) == {term.pattern}:
            yield Problem(Kind.DEAD, key, f"'{term.written}' must stand near itself alone")
            continue
        blocked = {v for pattern in term.not_in for v in variants(pattern, lists)}
        if blocked and all(
            any(_within(sequence, other) for other in blocked)
            for sequence in variants(term.pattern, lists)
        ):
            yield Problem(
                Kind.DEAD, key, f"'{term.written}' never counts: its 'not_in' takes all of it"
            )


def _within(one: Sequenced, other: Sequenced) -> bool:
    """Whether ``other`` matches wherever ``one`` does, word for word."""
    return len(one) == len(other) and all(
        isinstance(a, Word)
        and isinstance(b, Word)
        and (not b.atoms or (bool(a.atoms) and set(a.atoms) <= set(b.atoms)))
        for a, b in zip(one, other, strict=True)
    )


def _duplicates(terms: Sequence[tuple[str, Term]]) -> Iterator[Problem]:
    # The same words with other conditions are no duplicate: either may hold.
    seen: dict[tuple[str, str, str], int] = defaultdict(int)
    for key, term in terms:
        seen[key, term.pattern, term.model_dump_json(exclude={"written"})] += 1
    for (key, pattern, _), count in seen.items():
        if count > 1:
            yield Problem(Kind.DUPLICATE, key, f"'{pattern}' stands there {count} times")


def _overlaps(
    terms: Sequence[tuple[str, Term]], lists: Mapping[str, Sequence[str]]
) -> Iterator[Problem]:
    frames = [(key, term) for key, term in terms if key.startswith("frames.")]
    keys_of: defaultdict[str, list[str]] = defaultdict(list)
    for key, term in frames:
        if key not in keys_of[term.pattern]:
            keys_of[term.pattern].append(key)
    for pattern, keys in keys_of.items():
        if len(keys) > 1:
            names = " and ".join(key.removeprefix("frames.") for key in keys)
            yield Problem(Kind.OVERLAP, keys[0], f"'{pattern}' counts for {names}")
    free: defaultdict[str, list[tuple[Term, Sequenced]]] = defaultdict(list)
    for key, term in frames:
        if not (term.near or term.not_near):
            free[key] += [(term, sequence) for sequence in variants(term.pattern, lists)]
    for key, term in frames:
        sequences = variants(term.pattern, lists)
        shorter = next(
            (
                other
                for other, inner in free[key]
                if other.pattern != term.pattern and all(_holds(s, inner) for s in sequences)
            ),
            None,
        )
        if shorter:
            yield Problem(
                Kind.OVERLAP, key, f"'{term.written}' adds nothing to '{shorter.written}'"
            )


def _holds(longer: Sequenced, shorter: Sequenced) -> bool:
    """Whether every match of ``longer`` holds a match of ``shorter``."""
    if any(isinstance(element, Gap) for element in shorter):
        return False
    n = len(shorter)
    return any(_within(longer[i : i + n], shorter) for i in range(len(longer) - n + 1))


CONTENT = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})
# Of the weight of two sentences' words, the part that they share. In the sample articles pairs from
# here on tell one thing, with few exceptions.
ALIKE = 0.18
MIN_SHARED = 3


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that may tell the fact."""

    outlet: str
    article: str
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate fact card: the words that its sentences share, rarest first, and the sentences,
    from two outlets or more."""

    words: tuple[str, ...]
    told: tuple[Told, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that may tell the fact, sorted."""
        return tuple(sorted({told.outlet for told in self.told}))


@dataclass(frozen=True, slots=True)
class _Sentence:
    outlet: str
    article: str
    index: int
    text: str
    lemmas: frozenset[str]


def suggest_cards(
    codebook: Codebook,
    articles: Sequence[Article],
    most: int = 12,
    on_failed: Callable[[Failed], None] | None = None,
) -> tuple[Suggestion, ...]:
    """Candidate fact cards for what the codebook's cards do not find yet; those that the most
    outlets share come first, then those with the rarest words. ``on_failed`` is called with each
    article that something unforeseen ended; by default a warning names it."""
    sentences = _uncovered(codebook, articles, on_failed)
    counts = Counter(lemma for s in sentences for lemma in s.lemmas)
    weight = {lemma: math.log(len(sentences) / n) for lemma, n in counts.items()}
    alike: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for one, other in _pairs(sentences):
        value = _alike(sentences[one].lemmas, sentences[other].lemmas, weight)
        alike[one][other] = alike[other][one] = value
    groups = _groups(alike, len(sentences))
    suggestions = []
    for group in groups:
        members = [sentences[i] for i in group]
        held = Counter(lemma for s in members for lemma in s.lemmas)
        shared = [lemma for lemma, n in held.items() if n * 2 > len(members) and n > 1]
        if len({s.outlet for s in members}) < 2 or len(shared) < MIN_SHARED:
            continue
        ranked = sorted(shared, key=lambda lemma: (-weight[lemma], lemma))
        told = tuple(Told(s.outlet, s.article, s.text) for s in members)
        suggestions.append(Suggestion(tuple(ranked), told))
    suggestions.sort(
        key=lambda s: (
            -len(s.outlets),
            -sum(weight[word] for word in s.words[:MIN_SHARED]),
            s.told[0].article,
            s.told[0].text,
        )
    )
    return tuple(suggestions[:most])


def _uncovered(
    codebook: Codebook,
    articles: Sequence[Article],
    on_failed: Callable[[Failed], None] | None,
) -> list[_Sentence]:
    facts = Facts(codebook)

    def of(doc: ParsedArticle, article: Article) -> list[_Sentence]:
        found = []
        covered = {finding.sentence for finding in facts.analyse(doc, article).mentions}
        for sentence in doc.sentences:
            if sentence.part is not Part.BODY or sentence.index in covered:
                continue
            lemmas = frozenset(
                token.lemma_.lower()
                for token in doc.tokens(sentence.span)
                if token.pos_ in CONTENT and not token.is_stop and len(token.text) > 1
            )
            text = " ".join(sentence.span.of(article.text).split())
            found.append(_Sentence(article.outlet_name, article.id, sentence.index, text, lemmas))
        return found

    each = each_read(articles, NEEDS, of, on_failed)
    return sorted((s for _, found in each for s in found), key=lambda s: (s.article, s.index))


def _pairs(sentences: Sequence[_Sentence]) -> Iterable[tuple[int, int]]:
    """Pairs from two outlets that share enough lemmas to be compared."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for i, sentence in enumerate(sentences):
        for lemma in sentence.lemmas:
            holders[lemma].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        shared.update(combinations(held, 2))
    return sorted(
        pair
        for pair, n in shared.items()
        if n >= MIN_SHARED and sentences[pair[0]].outlet != sentences[pair[1]].outlet
    )


def _alike(one: frozenset[str], other: frozenset[str], weight: Mapping[str, float]) -> float:
    """The weighted share of common lemmas (Jaccard's coefficient, weighed by rarity)."""
    common, either = one & other, one | other
    # Sorted, so that the sum is the same whatever the order of the sets.
    total = sum(weight[lemma] for lemma in sorted(either))
    return sum(weight[lemma] for lemma in sorted(common)) / total if total else 0.0


def _groups(alike: Mapping[int, Mapping[int, float]], n: int) -> list[list[int]]:
    """Average linkage, in one pass: a sentence joins the first group to whose members it is alike
    on average."""
    groups: list[list[int]] = []
    for i in range(n):
        own = alike.get(i, {})
        home = next((g for g in groups if sum(own.get(j, 0.0) for j in g) / len(g) >= ALIKE), None)
        if home is not None:
            home.append(i)
        elif own:
            groups.append([i])
    return [group for group in groups if len(group) > 1]


def as_toml(suggestions: Sequence[Suggestion]) -> str:
    """The candidates as fact cards to be judged, named and mended by a person."""
    if not suggestions:
        return "# No sentence is shared in substance by two outlets and uncovered by the cards.\n"
    out = []
    for number, suggestion in enumerate(suggestions, 1):
        out.append(f"# {', '.join(suggestion.outlets)}")
        out += [f"#   {told.outlet}: {told.text}" for told in suggestion.told]
        words = [json.dumps(word, ensure_ascii=False) for word in suggestion.words[:4]]
        out.append(
            f'[[facts]]\nid = "candidate_{number}"\nname = "…"\npatterns = [{words[0]}]\n'
            f"near = [{', '.join(words[1:])}]\n"
        )
    return "\n".join(out)
