"""Which of a codebook's stories an article is about: its actors are named there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from framing.codebooks.model import Actor, Codebook, Story

# An actor that is named once may be there by the way.
NAMED = 2


def stories_in(codebook: Codebook, text: str) -> tuple[str, ...]:
    """The ids of the stories that a text is about, in the codebook's order.

    Of each group of actors that a story needs, the text must name one, twice at least.
    """
    return tuple(story.id for story in codebook.told if _is_about(story, text))


def narrowed(codebook: Codebook, texts: Iterable[str]) -> Codebook:
    """The codebook with the label sets, facts and actors of the stories that any text is about."""
    return codebook.about_stories({each for text in texts for each in stories_in(codebook, text)})


def _is_about(story: Story, text: str) -> bool:
    actors = {actor.id: actor for actor in story.actors}
    return all(
        any(len(_pattern(actors[each]).findall(text)) >= NAMED for each in group if each in actors)
        for group in story.about
    )


@lru_cache(maxsize=512)
def _aliases(aliases: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(aliases, key=lambda alias: (-len(alias), alias))
    patterns = (r"\s+".join(map(re.escape, alias.split())) for alias in ordered)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?!\w)")


def _pattern(actor: Actor) -> re.Pattern[str]:
    return _aliases((actor.name, *actor.aliases))
