"""What every analyser is: a name, a version, what it needs of the parse, and one function.

A new analyser is one file. Its class docstring is its section in the report's method appendix.
Third parties register theirs through the entry point group ``framing.analysers``; the entry point
names a class that takes no arguments.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Protocol, runtime_checkable

from framing.errors import FramingError
from framing.models import Article, Result
from framing.parse import ParsedArticle

ENTRY_POINT_GROUP = "framing.analysers"


@runtime_checkable
class Analyser(Protocol):
    """One way of measuring an article.

    Attributes:
        name: the key of its results, a lower-case word ('tone').
        version: changes whenever the same article can give another result.
        needs: of the parse: any of 'tagger', 'lemmatizer', 'parser', 'ner'.
    """

    name: str
    version: str
    needs: frozenset[str]

    def analyse(self, doc: ParsedArticle, article: Article) -> Result:
        """Measure one article. Never raises on any text: what cannot be measured is left out."""
        ...


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
