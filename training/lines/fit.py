"""Fitting the reader of lines: variants of pages, out-of-fold scores, forests, thresholds."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from framing.clean.line_features import BUCKETS, buckets
from framing.clean.line_reader import CLASSES, first_input, log_softmax, second_input
from framing.clean.lines import ends_sentence
from training.lines.pages import SavedPage
from training.lines.paste import PageLine

Array = np.ndarray[Any, Any]
BODY, FURNITURE = 0, len(CLASSES) - 1
FOLDS = 3
SEED = 7
LOST = 0.003  # share of body sentences that may be lost, out of fold, in training
SUSPECTED = 0.03  # share of body sentences that are lost or suspected


class Item(NamedTuple):
    """A line of a variant: its text, whether a blank line stands before it, its class or None."""

    text: str
    gap: bool
    label: str | None


@dataclass(frozen=True, slots=True)
class Variant:
    """A page as somebody may have pasted it."""

    page: int
    kind: str
    items: tuple[Item, ...]
    fold: int


def variants(
    page: SavedPage, number: int, lines: Sequence[PageLine], labels: Sequence[str | None]
) -> Iterator[Variant]:
    """The page whole; whole without blank lines or with bullets; cut near the article; its text
    alone with some of its captions, credits and headings."""
    rng = random.Random(f"{SEED} {page.id}")
    fold = int(hashlib.sha256(page.site.encode()).hexdigest(), 16) % FOLDS
    body = [i for i, name in enumerate(labels) if name == "body"]
    if not body:
        return
    items = [Item(line.text, line.gap, name) for line, name in zip(lines, labels, strict=True)]
    bulleted = [
        Item(f"* {item.text}", item.gap, item.label) if "li" in line.tags[-3:] else item
        for item, line in zip(items, lines, strict=True)
    ]

    def spaced(chosen: Sequence[Item], how: int) -> tuple[Item, ...]:
        if how == 0:
            return tuple(chosen)
        return tuple(Item(text, how == 1, name) for text, _, name in chosen)

    above = [i for i, name in enumerate(labels) if name == "headline" and i < body[0]]
    start = above[-1] if above else body[0]
    yield Variant(number, "page", tuple(items), fold)
    other = bulleted if rng.random() < 0.4 else items
    yield Variant(number, "plain", spaced(other, rng.choice([1, 2, 2])), fold)
    for kind in ("cut", "cut again"):
        low = max(0, start - rng.choice([0, 0, 1, 2, 4, 8, 15]))
        high = min(len(items), body[-1] + 1 + rng.choice([0, 1, 2, 4, 8, 15, 30]))
        yield Variant(number, kind, spaced(items[low:high], rng.choice([0, 1, 2])), fold)
    some = {name for name in ("caption", "credit", "cross-heading", "standfirst")
            if rng.random() < 0.6}  # fmt: skip
    kept = {"body", "headline", *some}
    text = [
        item
        for i, item in enumerate(items)
        if item.label in kept and start - 3 <= i <= body[-1] + 3
    ]
    if len(text) >= 3:
        yield Variant(number, "text", spaced(text, rng.choice([1, 2])), fold)


class Data(NamedTuple):
    """Rows of all variants, one after the other."""

    variants: list[Variant]
    words: Any
    y: Array
    weight: Array
    fold: Array
    starts: list[int]


def rows(found: Sequence[Variant]) -> Data:
    """Hashed words, classes (−1: unknown), weights and folds of all lines."""
    y: list[int] = []
    weight: list[float] = []
    fold: list[int] = []
    hashed = []
    starts = [0]
    for variant in found:
        classes = [CLASSES.index(i.label) if i.label else -1 for i in variant.items]
        body, other = classes.count(BODY), classes.count(FURNITURE)
        for value in classes:
            # A page of a thousand menu lines says no more than one of forty.
            heavy = {BODY: min(1.0, 30 / max(body, 1)), FURNITURE: min(1.0, 40 / max(other, 1))}
            weight.append(0.0 if value < 0 else heavy.get(value, 1.0))
        y += classes
        fold += [variant.fold] * len(classes)
        hashed += [buckets(item.text) for item in variant.items]
        starts.append(len(y))
    pointer = np.cumsum([0, *map(len, hashed)])
    index = np.concatenate(hashed)
    words = sparse.csr_matrix(
        (np.ones(len(index), np.float32), index, pointer), shape=(len(hashed), BUCKETS)
    )
    return Data(list(found), words, np.array(y), np.array(weight), np.array(fold), starts)


def fit_words(words: Any, y: Array, weight: Array) -> LogisticRegression:
    used = weight > 0
    model = LogisticRegression(C=0.3, max_iter=60, tol=1e-3)
    return model.fit(words[used], y[used], sample_weight=weight[used])


def word_logs(model: LogisticRegression, words: Any) -> Array:
    return log_softmax(model.decision_function(words).astype(np.float32))


def _forest() -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=110, learning_rate=0.12, max_leaf_nodes=16, l2_regularization=1.0,
        min_samples_leaf=30, early_stopping=False, random_state=SEED,
    )  # fmt: skip


def _used(data: Data) -> tuple[Array, Array]:
    """Rows that the forests learn from (menus thinned out) and their weights."""
    rng = np.random.default_rng(SEED)
    menu = data.y == FURNITURE
    thin = rng.random(len(data.y)) < np.where(menu, np.minimum(1, 2 * data.weight), 1)
    used = (data.weight > 0) & thin
    return used, np.where(menu & (data.weight < 0.5), 0.5, data.weight)


def _out_of_fold(x: Array, data: Data) -> Array:
    used, weight = _used(data)
    odds = np.zeros(len(data.y), np.float32)
    for fold in range(FOLDS):
        rest = used & (data.fold != fold)
        model = _forest().fit(x[rest], data.y[rest] == BODY, sample_weight=weight[rest])
        here = data.fold == fold
        odds[here] = model.decision_function(x[here])
    return odds


def pack_forest(model: HistGradientBoostingClassifier, name: str) -> dict[str, Array]:
    """The trees of a fitted model in the form of ``line_reader.Forest``."""
    trees = [step[0].nodes for step in model._predictors]
    inner, leaves = 15, 16
    feature = np.zeros((len(trees), inner), np.int16)
    threshold = np.full((len(trees), inner), np.inf, np.float32)
    mask = np.full((len(trees), inner), 0xFFFF, np.uint16)
    leaf = np.zeros((len(trees), leaves), np.float32)
    for t, nodes in enumerate(trees):
        count = [0, 0]

        def walk(at: int, t: int = t, nodes: Any = nodes, count: list[int] = count) -> list[int]:
            node = nodes[at]
            if node["is_leaf"]:
                leaf[t, count[0]] = node["value"]
                count[0] += 1
                return [count[0] - 1]
            here = count[1]
            count[1] += 1
            left = walk(int(node["left"]))
            feature[t, here] = node["feature_idx"]
            threshold[t, here] = node["num_threshold"]
            mask[t, here] = 0xFFFF & ~sum(1 << k for k in left)
            return left + walk(int(node["right"]))

        walk(0)
    return {
        f"{name}_feature": feature, f"{name}_threshold": threshold, f"{name}_mask": mask,
        f"{name}_leaf": leaf, f"{name}_base": np.float32(model._baseline_prediction.ravel()[0]),
    }  # fmt: skip


def fit(found: Sequence[Variant]) -> tuple[dict[str, Array], dict[str, float]]:
    """The weights of the reader, and what its training measured out of fold."""
    data = rows(found)
    scores = np.zeros((len(data.y), len(CLASSES)), np.float32)
    for fold in range(FOLDS):
        rest = data.fold != fold
        model = fit_words(data.words[rest], data.y[rest], data.weight[rest])
        scores[~rest] = word_logs(model, data.words[~rest])
    words = fit_words(data.words, data.y, data.weight)
    first = np.concatenate([
        first_input([i.text for i in v.items], [i.gap for i in v.items], scores[a:b])
        for v, a, b in zip(data.variants, data.starts, data.starts[1:], strict=False)
    ])  # fmt: skip
    odds = _out_of_fold(first, data)
    second = np.concatenate([
        second_input(first[a:b], odds[a:b])
        for a, b in zip(data.starts, data.starts[1:], strict=False)
    ])  # fmt: skip
    final = 1 / (1 + np.exp(-_out_of_fold(second, data)))
    used, weight = _used(data)
    forests = [
        pack_forest(_forest().fit(x[used], data.y[used] == BODY, sample_weight=weight[used]), name)
        for x, name in ((first, "first"), (second, "second"))
    ]
    out, sure = _thresholds(final, data)
    scale = np.abs(words.coef_).max() / 127
    kinds, bias = _kinds(first, data)
    stored: dict[str, Array] = {
        "words": np.round(words.coef_.T / scale).astype(np.int8),
        "words_scale": np.float32(scale), "words_bias": words.intercept_.astype(np.float32),
        **forests[0], **forests[1], "kinds": kinds, "kinds_bias": bias,
        "out": np.float32(out), "sure": np.float32(sure),
    }  # fmt: skip
    return stored, _measured(final, data, out)


def _kinds(first: Array, data: Data) -> tuple[Array, Array]:
    """A logistic model of the classes that are not the body, over the first forest's input."""
    used = (data.weight > 0) & (data.y != BODY)
    rng = np.random.default_rng(SEED)
    used &= (data.y != FURNITURE) | (rng.random(len(data.y)) < 0.15)
    mean, spread = first[used].mean(axis=0), first[used].std(axis=0) + 0.05
    model = LogisticRegression(C=0.05, max_iter=80, tol=1e-3)
    model.fit((first[used] - mean) / spread, data.y[used])
    kinds = np.zeros((first.shape[1], len(CLASSES)), np.float32)
    bias = np.full(len(CLASSES), -20.0, np.float32)
    for row, value in enumerate(model.classes_):
        kinds[:, value] = model.coef_[row] / spread
        bias[value] = model.intercept_[row] - float((model.coef_[row] * mean / spread).sum())
    return kinds, bias


def _sentences(data: Data) -> Array:
    """Body lines that are sentences: those that are measured; lists and tables are not."""
    texts = [item.text for variant in data.variants for item in variant.items]
    ends = np.array([ends_sentence(text) and len(text.split()) >= 4 for text in texts])
    return (data.y == BODY) & ends


def _thresholds(p: Array, data: Data) -> tuple[float, float]:
    """The thresholds that lose, and that suspect, the agreed shares of body sentences, where each
    page counts the same."""
    body = _sentences(data)
    sizes = np.diff(data.starts)
    kinds = np.repeat([v.kind for v in data.variants], sizes)
    here = np.flatnonzero(body & (kinds != "text"))
    of = np.repeat(np.arange(len(sizes)), sizes)[here]
    weight = 1 / np.bincount(of, minlength=len(sizes))[of]
    order = np.argsort(p[here])
    share = np.cumsum(weight[order]) / weight.sum()
    out, sure = (p[here][order][np.searchsorted(share, lost)] for lost in (LOST, SUSPECTED))
    return float(out), float(sure)


def _measured(p: Array, data: Data, out: float) -> dict[str, float]:
    kinds = np.repeat([v.kind for v in data.variants], np.diff(data.starts))
    told: dict[str, float] = {}
    for kind in ("page", "cut", "text"):
        here = kinds == kind
        body = here & _sentences(data)
        told[f"{kind}: body sentences lost"] = round(float((p[body] < out).mean()), 4)
        for value in (3, 4, 5, 6):
            of = here & (data.y == value)
            if of.sum() >= 20:
                told[f"{kind}: {CLASSES[value]} out"] = round(float((p[of] < out).mean()), 4)
    return told
