"""Articles to training data: features, gold tags and gold links, batched for torch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from framing.analysers.sources.features import Features, Floats, Ints, featurise
from framing.models import Article, Parts, Span
from framing.text.parse import parse_articles
from training.sources.polnear import GoldArticle, read_split

NEEDS = frozenset({"parser", "lemmatizer", "ner"})
COLUMNS = ("LEMMA", "TAG", "DEP", "ENT_TYPE")
PAD = 32  # empty tokens between the articles of a batch: more than the widest dilation reaches

Example = tuple[GoldArticle, Features]


def load_examples(polnear: Path, split: str) -> list[Example]:
    """The articles of a split with their features, parsed as framing parses (a minute or more)."""
    gold = read_split(polnear, split)
    articles = (
        Article(
            id=g.id, path=g.id, text=g.text, parts=Parts(Span(0, len(g.text))), outlet="unknown",
            outlet_name="unknown",
        )
        for g in gold
    )  # fmt: skip
    parsed = parse_articles(articles, NEEDS)
    return [(g, featurise(p)) for g, p in zip(gold, parsed, strict=True)]


def gold_tags(gold: GoldArticle, features: Features) -> Ints:
    """Tags (0..6) of the gold; cues win over sources, and both over contents."""
    tags = np.zeros(len(features.starts), dtype=np.int64)
    roles = (
        (5, (s for a in gold.attributions for s in a.content)),
        (1, (s for a in gold.attributions for s in a.source)),
        (3, (s for a in gold.attributions for s in a.cue)),
    )
    for begin, spans in roles:
        for span in spans:
            first, last = token_range(features, span)
            if last > first:
                tags[first:last] = begin + 1
                tags[first] = begin
    return tags


def token_range(features: Features, span: Span) -> tuple[int, int]:
    """Positions of the tokens that a span touches, half-open."""
    first = int(np.searchsorted(features.ends, span.start, side="right"))
    return first, int(np.searchsorted(features.starts, span.end, side="left"))


@dataclass(frozen=True, slots=True)
class WordVectors:
    """Static vectors: sorted 32-bit word hashes, their rows, and the table, 8 bits a number."""

    keys: npt.NDArray[np.uint32]
    rows: npt.NDArray[np.uint16]
    table: npt.NDArray[np.int8]
    scale: float

    def of(self, hashes: npt.NDArray[np.uint64]) -> Floats:
        """Vectors by the 64-bit hash of the lower-case word; zeros for unknown words."""
        short = (hashes >> np.uint64(32)).astype(np.uint32)
        at = np.searchsorted(self.keys, short)
        at[at == len(self.keys)] = 0
        known = (self.keys[at] == short)[:, None]
        return np.where(known, self.table[self.rows[at]] * np.float32(self.scale), 0).astype("f4")


def read_vectors(model: Path, width: int, longest: int) -> WordVectors:
    """The vectors of a spaCy model's folder, reduced to ``width`` principal components.

    Only words in lower case (letters, hyphens, apostrophes, full stops) of at most ``longest``
    characters are kept.
    """
    import spacy  # noqa: PLC0415
    from spacy.vocab import Vocab  # noqa: PLC0415

    vocab: Vocab = spacy.load(
        model,
        exclude=["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer", "ner"],
    ).vocab
    data = np.asarray(vocab.vectors.data, dtype=np.float32)
    words = [(vocab.strings[key], key, row) for key, row in vocab.vectors.key2row.items()]
    kept = [
        (key, row)
        for word, key, row in words
        if row >= 0
        and word == word.lower()
        and 0 < len(word) <= longest
        and all(c.isalpha() or c in "-'." for c in word)
    ]
    centred = data - data.mean(axis=0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True) + 1e-6
    _, _, components = np.linalg.svd(centred, full_matrices=False)
    table = centred @ components[:width].T
    table *= 0.5 / table.std()
    scale = float(np.abs(table).max() / 127)
    short = np.array([key >> 32 for key, _ in kept], dtype=np.uint32)
    rows = np.array([row for _, row in kept], dtype=np.uint16)
    keys, first = np.unique(short, return_index=True)
    return WordVectors(keys, rows[first], np.round(table / scale).astype(np.int8), scale)


@dataclass(frozen=True, slots=True)
class Encoder:
    """What turns features into numbers for the network; fitted on the training articles."""

    vocabulary: dict[str, npt.NDArray[np.uint64]]
    vectors: WordVectors
    mean: Floats
    std: Floats

    @classmethod
    def fit(cls, examples: Sequence[Example], vectors: WordVectors, rare_lemma: int) -> Encoder:
        """Vocabularies (sorted hashes) and the mean and deviation of the parser's encoding."""
        vocabulary = {}
        for column in COLUMNS:
            counts: Counter[int] = Counter()
            for _, features in examples:
                counts.update(features.ids[column].tolist())
            least = rare_lemma if column == "LEMMA" else 1
            kept = sorted(h for h, n in counts.items() if n >= least)
            vocabulary[column] = np.array(kept, dtype=np.uint64)
        mean = np.mean([f.tensor.mean(axis=0) for _, f in examples], axis=0)
        std = np.mean([f.tensor.std(axis=0) for _, f in examples], axis=0) + 1e-3
        return cls(vocabulary, vectors, mean.astype(np.float32), std.astype(np.float32))

    @property
    def sizes(self) -> dict[str, int]:
        """Rows of each embedding: the vocabulary, and 0 for what is unknown."""
        return {column: len(known) + 1 for column, known in self.vocabulary.items()}

    def encode(self, example: Example) -> dict[str, npt.NDArray[Any]]:
        """One article as arrays over its tokens, with its gold tags."""
        gold, features = example
        encoded: dict[str, npt.NDArray[Any]] = {}
        for column in COLUMNS:
            known, hashes = self.vocabulary[column], features.ids[column]
            at = np.searchsorted(known, hashes)
            at[at == len(known)] = 0
            encoded[column] = np.where(known[at] == hashes, at + 1, 0)
        encoded["vector"] = self.vectors.of(features.ids["LOWER"])
        encoded["tensor"] = ((features.tensor - self.mean) / self.std * 0.5).astype(np.float32)
        encoded["flags"] = features.flags
        encoded["rules"] = features.rules
        encoded["head"] = features.head
        encoded["gold"] = gold_tags(gold, features)
        return encoded


def batch_of(articles: Sequence[dict[str, npt.NDArray[Any]]]) -> dict[str, torch.Tensor]:
    """Articles one after the other with empty tokens between; heads point inside the batch."""
    parts: dict[str, list[npt.NDArray[Any]]] = {name: [] for name in articles[0]}
    masks: list[Floats] = []
    offset = 0
    for article in articles:
        n = len(article["gold"])
        for name, values in article.items():
            gap = np.zeros((PAD, *values.shape[1:]), dtype=values.dtype)
            if name == "head":
                values, gap = values + offset, np.arange(offset + n, offset + n + PAD)  # noqa: PLW2901
            parts[name] += [values, gap]
        masks += [np.ones(n, dtype=np.float32), np.zeros(PAD, dtype=np.float32)]
        offset += n + PAD
    batch = {name: torch.from_numpy(np.concatenate(values)) for name, values in parts.items()}
    head = batch["head"].numpy()
    dependents = np.bincount(head, minlength=offset) - (head == np.arange(offset))
    batch["children"] = torch.from_numpy(np.maximum(dependents, 1).astype(np.float32))
    batch["mask"] = torch.from_numpy(np.concatenate(masks))
    return batch
