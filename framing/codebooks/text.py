"""A codebook in plain words, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from framing.codebooks.model import Codebook, Conditions, Frame, Indicator


def as_text(codebook: Codebook) -> str:
    """All that a codebook holds, as readable lines."""
    return "\n".join(_lines(codebook)) + "\n"


def _lines(codebook: Codebook) -> Iterator[str]:
    yield f"{codebook.title} (version {codebook.version})"
    yield f"{codebook.path}"
    yield f"sha256 {codebook.sha256}"
    if codebook.description:
        yield f"\n{codebook.description.strip()}"
    if codebook.poles:
        yield f"\nCompared: {codebook.poles[0]} against {codebook.poles[1]}"
    for name, patterns in codebook.lists.items():
        yield f"\n@{name}: {', '.join(patterns)}"
    for frame in codebook.frames:
        yield from _frame(frame)
    for label_set in codebook.label_sets:
        yield f"\nNAMES  {label_set.name} [{label_set.id}]"
        for label in label_set.labels:
            side = f" — {label.takes_side}" if label.takes_side else ""
            yield f"  {label.name}: {', '.join(label.patterns)}{_conditions(label)}{side}"
    if codebook.facts:
        yield "\nFACTS"
        for card in codebook.facts:
            yield f"  {card.name} [{card.id}]: {', '.join(card.patterns)}{_conditions(card)}"
    if codebook.actors:
        yield "\nACTORS"
        for actor in codebook.actors:
            yield f"  {actor.name} [{actor.id}]: {', '.join(actor.aliases)}"


def _frame(frame: Frame) -> Iterator[str]:
    yield f"\nFRAME  {frame.name} [{frame.id}]"
    yield f"  {' '.join(frame.definition.split())}"
    for sign, examples in (("+", frame.include), ("−", frame.exclude)):
        for example in examples:
            note = f"  ({example.note})" if example.note else ""
            yield f"  {sign} {example.sentence}{note}"
    for indicator in frame.indicators:
        yield f"  · {_indicator(indicator)}"
    if frame.not_in:
        yield f"  never inside: {', '.join(frame.not_in)}"


def _indicator(indicator: Indicator) -> str:
    words = [*indicator.lemma, *(f"“{p}”" for p in indicator.phrase), *indicator.pattern]
    note = f"{indicator.note}: " if indicator.note else ""
    return f"{note}{', '.join(words)}{_conditions(indicator)}"


def _conditions(conditions: Conditions) -> str:
    parts = []
    for name, patterns, scope in (
        ("near", conditions.near, conditions.within),
        ("not near", conditions.not_near, conditions.not_within),
    ):
        if patterns:
            where = f"within {scope} words" if isinstance(scope, int) else f"in the {scope}"
            parts.append(f"{name} ({where}) {', '.join(patterns)}")
    if conditions.not_in:
        parts.append(f"not in {', '.join(conditions.not_in)}")
    return f" [{'; '.join(parts)}]" if parts else ""
