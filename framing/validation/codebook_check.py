"""Checking a codebook: its own examples, and terms that are dead, duplicate or overlapping."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from framing.codebooks import Codebook, Term
from framing.codebooks.patterns import Gap, Sequenced, Word, variants
from framing.validation.sentences import code_sentences


class Kind(StrEnum):
    """What is wrong with a codebook. Failed examples are errors; the rest is advice."""

    EXAMPLE = "example"
    DEAD = "dead"
    DUPLICATE = "duplicate"
    OVERLAP = "overlap"


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
    """
    terms = list(codebook.terms())
    problems = [
        *_examples(codebook),
        *_dead(terms, codebook.lists),
        *_duplicates(terms),
        *_overlaps(terms, codebook.lists),
    ]
    n = sum(len(frame.include) + len(frame.exclude) for frame in codebook.frames)
    return Checked(tuple(problems), n)


def _examples(codebook: Codebook) -> Iterator[Problem]:
    cases = [
        (frame, example, wanted)
        for frame in codebook.frames
        for wanted, examples in ((True, frame.include), (False, frame.exclude))
        for example in examples
    ]
    results = code_sentences(codebook, [example.sentence for _, example, _ in cases])
    for (frame, example, wanted), result in zip(cases, results, strict=True):
        hits = [hit for hit in result.hits if hit.frame == frame.id]
        if wanted and not hits:
            yield Problem(
                Kind.EXAMPLE,
                f"frames.{frame.id}.include",
                f"no indicator is found in “{example.sentence}”",
            )
        if hits and not wanted:
            found = ", ".join(f"'{hit.indicator}'" for hit in hits)
            yield Problem(
                Kind.EXAMPLE,
                f"frames.{frame.id}.exclude",
                f"{found} is found in “{example.sentence}”",
            )


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
