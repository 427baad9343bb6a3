"""The country of those who have led one, whom copy names without it: 'Mr Netanyahu', 'Putin's
spokesman', 'Trump supporters'."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from framing.analysers.sources.identity import Speaker
from framing.files import PACKAGE

_DATA = PACKAGE / "data" / "leaders.toml"
_FAMILY_FIRST = frozenset({"CN", "KP", "KR", "TW", "VN"})
_TITLE = (
    r"(?:President(?:-elect)?|Prime Minister|Premier|PM|Chancellor|Supreme Leader|Chairman|"
    r"Taoiseach)"
)
_NO_GIVEN_NAME = frozenset(
    "president minister premier pm chancellor leader mr mrs ms former the and by for of to with a "
    "that as but from in on when while if after ex then".split()
)


@lru_cache(maxsize=1)
def _leaders() -> tuple[Mapping[str, str], Mapping[str, list[str]], frozenset[str]]:
    """Countries by full name, full names by surname, and the surnames that suffice."""
    data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    countries: dict[str, str] = {}
    surnames: dict[str, list[str]] = {}
    for code, names in data["names"].items():
        for name in names.split(", "):
            countries[_plain(name)] = code
            words = name.split()
            surname = words[0] if code in _FAMILY_FIRST else words[-1]
            surnames.setdefault(_plain(surname), []).append(name)
    return countries, surnames, frozenset(map(_plain, data["alone"]["surnames"].split()))


def _plain(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name)
    return "".join(c for c in bare if not unicodedata.combining(c)).lower()


def leads(text: str, name: str) -> str:
    """The country that the person of a name has led; empty where it is none of them.

    Args:
        text: the article: a surname is a leader's where the article names or titles that one, or
            where it says enough, and the article names no other person of it.
        name: a personal name, full or the surname alone.
    """
    countries, surnames, alone = _leaders()
    plain = _plain(name)
    if " " in name.strip():
        return countries.get(plain, "")
    known = surnames.get(plain, [])
    codes = {countries[_plain(full)] for full in known}
    if len(codes) != 1:
        return ""
    (code,) = codes
    capitals = {
        m.group(1).lower().rstrip(".")
        for m in re.finditer(rf"\b([A-Z][\w.-]*) {re.escape(name)}\b", text)
    }
    own = {_plain(w) for full in known for w in full.split()}
    others = {_plain(w) for w in capitals} - own - _NO_GIVEN_NAME
    named = any(full in text for full in known)
    titled = re.search(rf"\b{_TITLE} {re.escape(name)}\b", text) is not None
    if others and not named:
        return ""
    return code if named or titled or plain in alone else ""


def of_a_leader(text: str, speaker: Speaker) -> tuple[tuple[str, ...], str]:
    """The country of a leader, or of whom the words for a speaker say to be a leader's, and the
    words that tell it; both empty where none does. Of two who speak as one, both countries."""
    if speaker.name and (code := leads(text, speaker.name)):
        return (code,), speaker.name
    alone = _leaders()[2]
    found: dict[str, str] = {}
    for phrase in speaker.phrases:
        words = phrase.span.of(text)
        for match in re.finditer(r"\b([A-Z][^\W\d_]+)(?=['’]s? |\s|$)", words):
            name = match.group(1)
            if name in (speaker.name or "").split() or _plain(name) not in alone:
                continue
            if code := leads(text, name):
                found.setdefault(code, name)
        if found:
            break
    codes = tuple(found) if speaker.lead.sort == "persons" else tuple(found)[:1]
    return codes, found[codes[0]] if codes else ""
