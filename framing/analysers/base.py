"""What every analyser is: a name, a version, what it needs of the parse, and one function.

A new analyser is one file. Its class docstring is its section in the report's method appendix.
Those that ship and those of other packages come in through one door: the entry point group
``framing.analysers``, where each names its class.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Protocol, runtime_checkable

from framing.codebooks import Codebook
from framing.errors import FramingError
from framing.models import Article, Result
from framing.outlets import OutletProfile
from framing.settings import Settings
from framing.text.language_model import language_model
from framing.text.parse import ParsedArticle

ENTRY_POINT_GROUP = "framing.analysers"
# What a profile says that no analyser asks for: how to read pages, and how the report shows it.
_NOT_ANALYSED = {"code", "colour", "ownership", "recognise", "boilerplate"}


@dataclass(frozen=True, slots=True)
class Setup:
    """What analysers are made from; plain data, so that every worker can make its own."""

    settings: Settings
    profiles: Mapping[str, OutletProfile]
    codebook: Codebook

    def made_with(self) -> dict[str, Any]:
        """The settings that analyses rest on, as plain data; the codebook and what only reading
        needs have their own places."""
        names = sorted(self.settings.that_change("analysis").keys() - {"codebook", "columns"})
        said = self.settings.model_dump(mode="json", include=set(names))
        return {name: said[name] for name in names}

    def known_of(self, outlet: str) -> str:
        """What an outlet's analyses rest on of its profile, as JSON; empty where it has none."""
        profile = self.profiles.get(outlet)
        return profile.model_dump_json(exclude=_NOT_ANALYSED) if profile else ""

    def rests_on(self, article: Article) -> Hashable:
        """What an article's analysis rests on: where this is the same, the analysis is."""
        known = self.known_of(article.outlet)
        said = json.dumps(self.settings.that_change("analysis"), default=str)
        return (article, known, self.codebook.id, self.codebook.sha256, said, language_model())

    def about_stories(self, stories: Collection[str]) -> Setup:
        """The same with what the codebook knows of these stories."""
        return replace(self, codebook=self.codebook.about_stories(stories))

    def analysers(self) -> tuple[Analyser, ...]:
        """The analysers that are installed, in the order they run.

        Raises:
            FramingError: one cannot be loaded, or is no analyser.
        """
        points = sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda point: point.name)
        return in_order([_made(point, self) for point in points])


@runtime_checkable
class Analyser(Protocol):
    """One way of measuring an article.

    Attributes:
        name: the key of its results, a lower-case word ('tone').
        version: changes whenever the same article can give another result.
        needs: of the parse: any of 'tagger', 'lemmatizer', 'parser', 'ner'.

    What else its class may have:

    - ``made_from(setup)``, a class method that makes it from the settings, profiles and codebook of
      a study; without it, the class is called with no argument.
    - ``uses``, a tuple of names: analysers that run before it, whose results it finds in
      ``ParsedArticle.results``. One that asks for the voice of words uses 'sources'.
    - ``measures``, a tuple of ``framing.evidence.Measure``: what is counted over its mentions, for
      templates to show with ``figure(key, outlet)``.
    - ``manual_note``, a string: what of its method holds of this study alone. The report prints it
      below the class's own words.
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
        ready = next((a for a in waiting if names.isdisjoint(getattr(a, "uses", ()))), None)
        if ready is None:
            raise FramingError(
                f"The analysers {', '.join(sorted(names))} wait for each other's results.",
                "Take a name out of the 'uses' of one of them.",
            )
        waiting.remove(ready)
        found.append(ready)
    return tuple(found)


def measures_of(analysers: Sequence[Analyser]) -> tuple[Any, ...]:
    """The measures that analysers bring with them, in the order of the analysers."""
    return tuple(measure for a in analysers for measure in getattr(a, "measures", ()))


def _made(point: EntryPoint, setup: Setup) -> Analyser:
    """The analyser that an entry point names."""
    try:
        named = point.load()
        made = getattr(named, "made_from", None)
        analyser = made(setup) if made else named()
    except FramingError:
        raise
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
    return analyser
