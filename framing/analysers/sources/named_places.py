"""The places that an article names, and their countries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from framing.analysers.sources.places import (
    cities,
    of_native_americans,
    parties,
    places,
    regions,
    us_states,
)
from framing.models import Span

if TYPE_CHECKING:
    from framing.text.parse import ParsedArticle

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "NORP"})


def ambiguous(parsed: ParsedArticle, words: str, code: str) -> str:
    """The code, or another where a name is a country's and a US state's ('Georgia'); empty where
    the article does not tell which, and for 'Indian' of America's first peoples."""
    if of_native_americans(parsed.text, words):
        return ""
    if words not in us_states() or code == "US":
        return code
    capital = re.search(r"\bGeorgians?\b|\bTbilisi\b|\bAbkhazia\b|\bSouth Ossetia\b", parsed.text)
    american = re.search(r"\bAtlanta\b|\bU\.S\.|\bUS\b|\bGov\.|\bSen\.|\bRep\.", parsed.text)
    if capital and not american:
        return code
    return "US" if american and not capital else ""


MIN_NAMED = 3  # places from which the country that they are of is the article's


def named_places(parsed: ParsedArticle) -> tuple[tuple[Span, str], ...]:
    """The places that an article names, with their countries, in text order; read once."""
    data = parsed.doc.user_data
    if "places" not in data:
        data["places"] = _without_parties_abroad(parsed.text, list(_named_places(parsed)))
    places_named: tuple[tuple[Span, str], ...] = data["places"]
    return places_named


def _without_parties_abroad(
    text: str, found: list[tuple[Span, str]]
) -> tuple[tuple[Span, str], ...]:
    """The places without words for parties of a country of which no place is named, where another
    country is named as often: New Zealand has a Labour, too."""
    party = Counter(code for span, code in found if span.of(text) in parties())
    other = Counter(code for span, code in found if span.of(text) not in parties())
    most = max(other.values(), default=0)
    abroad = {code for code, n in party.items() if code not in other and n <= most}
    return tuple(
        each for each in found if each[1] not in abroad or each[0].of(text) not in parties()
    )


def _named_places(parsed: ParsedArticle) -> Iterator[tuple[Span, str]]:
    doc = parsed.doc
    for entity in doc.ents:
        if entity.label_ not in PLACE_LABELS and entity.label_ != "ORG":
            continue
        words = re.sub(r"^[Tt]he\s+|['’]s$", "", " ".join(entity.text.split()))
        code, _ = places().get(words, ("", ""))
        if code:
            code = ambiguous(parsed, words, code)
        elif entity.label_ in ("GPE", "LOC", "FAC"):
            code = cities().get(words, "")
            if not code and entity.label_ == "GPE":
                code = regions().get(words, "")
        elif entity.label_ == "ORG":
            first = words.split(" ")[0]
            code = places().get(first, ("", ""))[0] if " " in words else ""
            code = ambiguous(parsed, first, code) if code else ""
        if code:
            yield Span(entity.start_char, entity.end_char), code


@lru_cache(maxsize=256)
def paired_country(text: str, noun: str) -> str | None:
    """The country whose people's name stands before the noun wherever the article gives one: 'the
    army' of an article that speaks of the 'Syrian army' alone. None where it gives several."""
    codes = set()
    if noun not in text:
        return None
    for match in re.finditer(
        rf"\b([A-Z][\w.]+(?: [A-Z]\w+)?)(?:['’]s)? (?:\w+ ){{0,2}}{re.escape(noun)}\b", text
    ):
        words = match.group(1)
        for each in (words, words.split()[0], words.split()[-1]):
            code, kind = places().get(each, ("", ""))
            if code and kind in ("people", "name"):
                codes.add(code)
                break
    return codes.pop() if len(codes) == 1 else None
