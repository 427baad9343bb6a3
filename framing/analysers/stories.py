"""Which of a codebook's stories an article is about: its actors are named there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from functools import lru_cache, partial

from framing.analysers.facts import FactFinding
from framing.codebooks.model import Actor, Codebook, Story
from framing.later import only
from framing.models import ActorTone, Analysis, ArticleFigure, NamingChoice

# An actor that is named once may be there by the way.
NAMED = 2


def stories_in(codebook: Codebook, text: str) -> tuple[str, ...]:
    """The ids of the stories that a text is about, in the codebook's order.

    Of each group of actors that a story needs, the text must name one, twice at least.
    """
    return tuple(story.id for story in codebook.told if all(_named(story, text)))


def stories_near(codebook: Codebook, text: str) -> tuple[str, ...]:
    """The ids of the stories that a text may be about: it names one of their sides, twice at least.

    What an article holds of a story is looked for in all of these, for another article of its study
    may be about the story, and what was not looked for must not be called 'not found'.
    """
    return tuple(story.id for story in codebook.told if any(_named(story, text)))


def narrowed(codebook: Codebook, texts: Iterable[str]) -> Codebook:
    """The codebook with the label sets, facts and actors of the stories that any text is about."""
    return codebook.about_stories({each for text in texts for each in stories_in(codebook, text)})


def within(analyses: Sequence[Analysis], whole: Codebook, study: Codebook) -> list[Analysis]:
    """The analyses without the names, facts and actors of stories that no article is about.

    Args:
        analyses: made with the stories that each article may be about.
        whole: the codebook with all its stories.
        study: the same, narrowed to the stories of these analyses.
    """
    everything = whole.about_stories([story.id for story in whole.told])
    gone = frozenset(_ids(everything)) - frozenset(_ids(study))
    return [_without(analysis, gone) for analysis in analyses] if gone else list(analyses)


def _ids(codebook: Codebook) -> Iterator[str]:
    yield from (each.id for each in codebook.label_sets)
    yield from (each.id for each in codebook.facts)
    yield from (each.id for each in codebook.actors)


def _without(analysis: Analysis, gone: Set[str]) -> Analysis:
    results = {}
    for name, result in analysis.results.items():
        mentions = tuple(each for each in result.mentions if _of(each) not in gone)
        figures = only(result.figures, partial(_is_told, gone))
        results[name] = replace(result, mentions=mentions, figures=figures)
    return replace(analysis, results=results)


def _is_told(gone: Set[str], figure: ArticleFigure) -> bool:
    return not gone & set(figure.name.split("."))


def _of(mention: object) -> str:
    """The id of the label set, fact or actor that a mention is of; '' for what is of no story."""
    if isinstance(mention, NamingChoice):
        return mention.label_set
    if isinstance(mention, FactFinding):
        return mention.fact
    return mention.actor if isinstance(mention, ActorTone) else ""


def _named(story: Story, text: str) -> Iterator[bool]:
    """Of each group of actors that a story needs, whether the text names one often enough."""
    actors = {actor.id: actor for actor in story.actors}
    for group in story.about:
        yield any(
            len(_pattern(actors[each]).findall(text)) >= NAMED for each in group if each in actors
        )


@lru_cache(maxsize=512)
def _aliases(aliases: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(aliases, key=lambda alias: (-len(alias), alias))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(_alias, ordered))})(?!\w)")


def _alias(alias: str) -> str:
    """A pattern; 'the South' is not named in 'the South China Sea'."""
    words = r"\s+".join(map(re.escape, alias.split()))
    return rf"{words}(?!\s+[A-Z])" if alias.startswith("the ") else words


def _pattern(actor: Actor) -> re.Pattern[str]:
    return _aliases((actor.name, *actor.aliases))
