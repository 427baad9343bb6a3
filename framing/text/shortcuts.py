"""Shorter ways to what spaCy's rules and tables say, with nothing that they say changed.

The attribute ruler tries all of its rules on every token, a fifth of the parse. Most ask for a tag,
a dependency or one of few words: what they say is kept for whatever looks the same to them. The
lemmatizer seeks words in lists of ten thousand, which are read as sets here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.lookups import Table
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

_ASKED = ("LOWER", "TAG", "DEP", "IS_SPACE")  # what a rule of one word may ask of it
_Match = tuple[int, int, int, int]  # a rule's number, its name's hash, where it starts and ends


def shortened(nlp: Language) -> Language:
    """The pipeline itself, its ruler and its lemmatizer taking the shorter ways."""
    from spacy.pipeline import AttributeRuler, Lemmatizer  # noqa: PLC0415  (1 s to import)

    for _, component in nlp.pipeline:
        if isinstance(component, AttributeRuler):
            component.match = _Rules(component).match  # type: ignore[method-assign]
        elif isinstance(component, Lemmatizer) and component.lookups.has_table("lemma_index"):
            _as_sets(component.lookups.get_table("lemma_index"))
    return nlp


def _as_sets(index: Table) -> None:
    for key, forms in list(index.items()):
        if isinstance(forms, list):
            index[key] = frozenset(forms)


class _Rules:
    """A ruler's rules: those of one word, which are tried once on what looks the same to them, and
    the rest, which are tried everywhere."""

    def __init__(self, ruler: AttributeRuler) -> None:
        from spacy.matcher import Matcher  # noqa: PLC0415  (1 s to import)

        self._strings = ruler.vocab.strings
        self._of_one, self._rest = Matcher(ruler.vocab), Matcher(ruler.vocab)
        words: set[str] = set()
        for number, rule in enumerate(ruler.patterns):
            patterns: Any = rule["patterns"]
            alone = all(len(each) == 1 and _is_plain(each[0]) for each in patterns)
            (self._of_one if alone else self._rest).add(str(number), patterns)
            if alone:
                words.update(word for each in patterns for word in _words(each[0]))
        hashes = sorted(self._strings.add(word) for word in words)
        self._words = np.array(hashes, dtype=np.uint64)
        self._known: dict[tuple[int, ...], tuple[tuple[int, int], ...]] = {}

    def match(self, doc: Doc) -> list[_Match]:
        """What the ruler's own method gives: later rules come later."""
        columns: Any = doc.to_array(list(_ASKED)).astype(np.uint64)
        # A word that no rule asks for is like any other.
        columns[:, 0] = np.where(np.isin(columns[:, 0], self._words), columns[:, 0], 0)
        found: list[_Match] = []
        for at, asked in enumerate(map(tuple, columns.tolist())):
            rules = self._known.get(asked)
            if rules is None:
                matches: Any = self._of_one(doc[at : at + 1], allow_missing=True)
                names = dict.fromkeys(name for name, _, _ in matches)
                rules = self._known[asked] = tuple((self._number(name), name) for name in names)
            found.extend((number, name, at, at + 1) for number, name in rules)
        rest: Any = self._rest(doc, allow_missing=True)
        found.extend((self._number(name), name, start, end) for name, start, end in rest)
        return sorted(found)

    def _number(self, name: int) -> int:
        return int(self._strings[name])


def _is_plain(asked: Mapping[str, Any]) -> bool:
    """Whether all that a rule asks of a word is among ``_ASKED``, and the word one of few."""
    word = asked.get("LOWER", "")
    few = isinstance(word, str) or set(word) == {"IN"}
    return few and set(asked) <= set(_ASKED)


def _words(asked: Mapping[str, Any]) -> list[str]:
    word = asked.get("LOWER", [])
    return [word] if isinstance(word, str) else list(word["IN"] if word else [])
