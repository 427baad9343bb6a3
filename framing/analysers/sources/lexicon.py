"""The word lists that the sources analyser rests on, read once from the packaged TOML files.

They are data, so that a reader of the report can look up why a speaker got a role or a country.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from framing.analysers.sources.places import places
from framing.files import PACKAGE, packaged_toml
from framing.models import Role

__all__ = [
    "DATA",
    "PLATFORMS",
    "Cues",
    "Medium",
    "Roles",
    "cues",
    "media",
    "media_lower",
    "places",
    "roles",
    "sides",
]

# Where people post: neither media that report nor persons.
PLATFORMS = (
    "Twitter Facebook Instagram Telegram Weibo WhatsApp YouTube TikTok Snapchat Reddit LinkedIn "
    "WeChat Periscope Medium Bluesky Threads VKontakte"
).split()
DATA = PACKAGE / "data" / "sources"


@dataclass(frozen=True, slots=True)
class Cues:
    """Lemmas that introduce a statement, by what they take as content."""

    speech: frozenset[str]
    thought: frozenset[str]
    infinitive: frozenset[str]
    object: frozenset[str]
    preposition: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Roles:
    """Nouns that tell what a speaker is. Entries of several words are joined by single spaces."""

    person: Mapping[str, Role]
    body: Mapping[str, Role]
    plain: frozenset[str]
    document: frozenset[str]
    kinds: Mapping[str, Role]  # whose documents of a kind are, where nothing tells their author
    international: frozenset[str]
    longest: int  # words in the longest entry


@dataclass(frozen=True, slots=True)
class Medium:
    """A news agency or outlet that copy names as a source or channel. ``told``: whether its name
    tells its country, or it is a state's own."""

    name: str
    country: str
    agency: bool
    told: bool = False


def _read(name: str) -> dict[str, Any]:
    return packaged_toml(DATA / name)


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The cue verbs (``cues.toml``)."""
    data = _read("cues.toml")
    return Cues(
        frozenset(data["speech"].split()),
        frozenset(data["thought"].split()),
        frozenset(data["infinitive"].split()),
        frozenset(data["object"].split()),
        {verb: frozenset(words) for verb, words in data["preposition"].items()},
    )


@lru_cache(maxsize=1)
def roles() -> Roles:
    """The role nouns (``roles.toml``)."""
    data = _read("roles.toml")

    def words(text: str) -> list[str]:
        return [word.replace("-", " ") for word in text.split()]

    person = {w: Role(role) for role, text in data["person"].items() for w in words(text)}
    body = {w: Role(role) for role, text in data["body"].items() for w in words(text)}
    longest = max(len(entry.split()) for entry in (*person, *body))
    return Roles(
        person,
        body,
        frozenset(words(data["plain"]["words"])),
        frozenset(words(data["document"]["words"])),
        {w: Role(role) for role, text in data["document"]["of"].items() for w in words(text)},
        frozenset(words(data["international"]["words"])),
        longest,
    )


@lru_cache(maxsize=1)
def media() -> Mapping[str, Medium]:
    """Agencies and outlets by each form of their names (``media.toml``)."""
    data = _read("media.toml")
    return {
        form: Medium(
            name,
            entry["country"],
            kind == "agencies",
            entry.get("state", False) or any(map(_has_a_country, entry["names"])),
        )
        for kind in ("agencies", "outlets")
        for name, entry in data[kind].items()
        for form in entry["names"]
    }


def _has_a_country(name: str) -> bool:
    """Whether a country or a people stands in a medium's name: 'Times of India'."""
    words = name.split()
    runs = (" ".join(words[at:end]) for at in range(len(words)) for end in (at + 1, at + 2))
    return any(places().get(run, ("", ""))[1] in ("name", "people") for run in runs)


@lru_cache(maxsize=1)
def media_lower() -> Mapping[str, Medium]:
    """Agencies and outlets by each form of their names in lower case, without 'the'."""
    return {form.lower().removeprefix("the "): medium for form, medium in media().items()}


@lru_cache(maxsize=1)
def sides() -> tuple[tuple[str, str, str], ...]:
    """Countries named by a side: ('South', 'South Korea', 'KR')."""
    return tuple(
        (side, phrase, code)
        for side in ("South", "North", "East", "West")
        for phrase, (code, kind) in places().items()
        if kind == "name" and phrase.startswith(side + " ")
    )
