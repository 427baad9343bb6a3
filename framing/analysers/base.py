"""What every analyser is: a name, a version, what it needs of the parse, and one function.

A new analyser is one file. Its class docstring is its section in the report's method appendix.
Third parties register theirs through the entry point group ``framing.analysers``; the entry point
names a class that takes no arguments.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import entry_points
from typing import Protocol, runtime_checkable

from framing.errors import FramingError
from framing.models import Article, Result
from framing.text.parse import ParsedArticle

ENTRY_POINT_GROUP = "framing.analysers"


@runtime_checkable
class Analyser(Protocol):
    """One way of measuring an article.

    Attributes:
        name: the key of its results, a lower-case word ('tone').
        version: changes whenever the same article can give another result.
        needs: of the parse: any of 'tagger', 'lemmatizer', 'parser', 'ner'.

    An analyser that reads what others found names them in ``uses``, a tuple of their names, and
    finds their results in ``ParsedArticle.results``: those that run, run before it (``in_order``).
    """

    name: str
    version: str
    needs: frozenset[str]

    def analyse(self, doc: ParsedArticle, article: Article) -> Result:
        """Measure one article. Never raises on any text: what cannot be measured is left out."""
        ...


def in_order(analysers: Sequence[Analyser]) -> tuple[Analyser, ...]:
    """The analysers in the order given, but each after those that it uses.

    Raises:
        FramingError: two of them use each other.
    """
    waiting = list(analysers)
    found: list[Analyser] = []
    while waiting:
        names = {analyser.name for analyser in waiting}
        ready = next((a for a in waiting if names.isdisjoint(_uses(a))), None)
        if ready is None:
            raise FramingError(
                f"The analysers {', '.join(sorted(names))} wait for each other's results.",
                "Take a name out of the 'uses' of one of them.",
            )
        waiting.remove(ready)
        found.append(ready)
    return tuple(found)


def _uses(analyser: Analyser) -> tuple[str, ...]:
    return tuple(getattr(analyser, "uses", ()))


def third_party() -> tuple[Analyser, ...]:
    """The analysers that other installed packages register, sorted by name.

    Raises:
        FramingError: one cannot be loaded, or is not an analyser.
    """
    found = []
    for point in sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda p: p.name):
        try:
            analyser = point.load()()
        except Exception as exc:  # whatever a stranger's module raises on import
            raise FramingError(
                f"The analyser '{point.name}' ({point.value}) cannot be loaded: {exc}.",
                "Mend or uninstall the package that registers it.",
            ) from exc
        if not isinstance(analyser, Analyser):
            raise FramingError(
                f"'{point.value}' is not an analyser.",
                "It needs: name, version, needs, analyse(doc, article).",
            )
        found.append(analyser)
    return tuple(found)
