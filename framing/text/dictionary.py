"""Which words a dictionary has as noun, verb or adjective: WordNet's, as the language model's
lemmatiser keeps them."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from framing.text.language_model import language_model

KINDS = ("noun", "verb", "adj", "adv")


@cache
def dictionary() -> dict[str, frozenset[str]]:
    """Words in small letters and in their dictionary form, by kind (``KINDS``); empty sets where
    the language model is missing. Only the lemmatiser's table is loaded (0.4 s)."""
    from spacy.lookups import Lookups  # noqa: PLC0415  (1 s to import)

    spec = find_spec(language_model())
    folders = Path(spec.origin).parent.glob("*/lemmatizer/lookups") if spec and spec.origin else ()
    for folder in folders:
        table = Lookups().from_disk(folder).get_table("lemma_index")
        return {kind: frozenset(table.get(kind, ())) for kind in KINDS}
    return {kind: frozenset() for kind in KINDS}
