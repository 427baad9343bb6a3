"""The arithmetic of scores for labels and their probabilities; training counts by it, too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from framing.analysers.tone.towards import LABELS

_BINS = 10

Told = Mapping[str, float]  # the probability of each label


def best(told: Sequence[Told]) -> list[str]:
    """The label with the greatest probability."""
    return [max(p, key=p.__getitem__) for p in told]


def macro_f1(gold: Sequence[str], guess: Sequence[str]) -> float:
    """Mean F1 over the three labels."""
    total = 0.0
    for label in LABELS:
        hits = sum(g == p == label for g, p in zip(gold, guess, strict=True))
        total += 2 * hits / max(1, gold.count(label) + guess.count(label))
    return total / len(LABELS)


def recall(gold: Sequence[str], guess: Sequence[str], label: str) -> float:
    """The share of a label's items that are found."""
    hits = sum(g == p == label for g, p in zip(gold, guess, strict=True))
    return hits / max(1, gold.count(label))


def confident_half(gold: Sequence[str], told: Sequence[Told]) -> float:
    """Accuracy on the half of the items where the greatest probability is greatest."""
    ranked = sorted(zip(gold, told, strict=True), key=lambda pair: -max(pair[1].values()))
    half = ranked[: (len(ranked) + 1) // 2]
    return sum(max(p, key=p.__getitem__) == g for g, p in half) / len(half)


def at_confidence(
    gold: Sequence[str], told: Sequence[Told], confidence: float
) -> tuple[float, float]:
    """The share of items that are not abstained from, and the accuracy on those."""
    kept = [(p, g) for p, g in zip(told, gold, strict=True) if max(p.values()) >= confidence]
    right = sum(max(p, key=p.__getitem__) == g for p, g in kept)
    return len(kept) / len(gold), right / max(1, len(kept))


def calibration_error(gold: Sequence[str], told: Sequence[Told]) -> float:
    """Expected calibration error of the greatest probability, ten bins of equal width."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for g, p in zip(gold, told, strict=True):
        top = max(p, key=p.__getitem__)
        bins.setdefault(min(_BINS - 1, int(p[top] * _BINS)), []).append((p[top], top == g))
    return sum(
        abs(sum(p for p, _ in each) - sum(right for _, right in each)) for each in bins.values()
    ) / len(gold)
