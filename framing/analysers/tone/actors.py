"""Where a sentence names an actor of the story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from framing.models import Sentence, Span, Voice
from framing.parse import ParsedArticle


class ActorLike(Protocol):
    """Someone that tone can be towards; a codebook's ``Actor`` is one."""

    @property
    def id(self) -> str:
        """The key of the actor in results ('north_korea')."""
        ...

    @property
    def name(self) -> str:
        """The name that the report prints."""
        ...

    @property
    def aliases(self) -> tuple[str, ...]:
        """The names that articles use for the actor."""
        ...


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor's name in a sentence, and in whose words it stands."""

    actor: str
    span: Span
    sentence: Sentence
    voice: Voice


class Mentions:
    """Finds the aliases of actors: whole words, the longest first.

    An alias with a capital letter is matched as it is written (but 'the' in either case); one
    without is matched in any case. An alias that two actors share belongs to the first.
    """

    def __init__(self, actors: Sequence[ActorLike]) -> None:
        self._owners: dict[str, str] = {}
        for actor in actors:
            for alias in (actor.name, *actor.aliases):
                self._owners.setdefault(_key(alias), actor.id)
        aliases = sorted(
            {alias for actor in actors for alias in (actor.name, *actor.aliases) if alias.strip()},
            key=lambda alias: (-len(alias), alias),
        )
        patterns = "|".join(_pattern(alias) for alias in aliases)
        self._pattern = re.compile(rf"(?<![\w-])(?:{patterns})(?!\w)") if patterns else None

    def find(self, doc: ParsedArticle) -> Iterator[Mention]:
        """All mentions, in text order. A name inside a longer name ('the North Sea') is none."""
        if self._pattern is None:
            return
        text = doc.text
        for sentence in doc.sentences:
            for match in self._pattern.finditer(text, *sentence.span):
                owner = self._owners.get(_key(match.group()))
                tokens = doc.tokens(Span(*match.span()))
                if owner is None or not len(tokens) or _inside_a_longer_name(doc, match.end()):
                    continue
                yield Mention(owner, Span(*match.span()), sentence, doc.voices[tokens[0].i])


def _inside_a_longer_name(doc: ParsedArticle, end: int) -> bool:
    """Whether the words that end at ``end`` only begin a name ('Japan Airlines')."""
    if doc.text[end : end + 1] != " ":
        return False
    following = doc.tokens(Span(end + 1, end + 2))
    if not len(following) or not following[0].text[:1].isupper() or following[0].pos_ != "PROPN":
        return False
    last = doc.doc[following[0].i - 1]
    return last.dep_ in ("compound", "nmod", "amod") and last.head.i >= following[0].i


def _pattern(alias: str) -> str:
    words = [re.escape(word) for word in alias.split()]
    if alias == alias.lower():
        return "(?i:" + r"\s+".join(words) + ")"
    if words[0].lower() == "the" and len(words) > 1:
        words[0] = "[Tt]he"
    return r"\s+".join(words)


def _key(alias: str) -> str:
    return " ".join(alias.split()).lower()
