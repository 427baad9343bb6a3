"""Where an article is set, by its outlet and by the places that it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.acronyms import acronyms
from framing.analysers.sources.named_places import (
    MIN_NAMED,
    named_places,
)
from framing.analysers.sources.places import (
    cities,
    places,
)
from framing.clean.known_outlets import known_outlet
from framing.models import Article, Span

if TYPE_CHECKING:
    from framing.outlets import OutletProfile
    from framing.text.parse import ParsedArticle


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an article is set.

    Attributes:
        local: what 'here' and 'the South' mean in it.
        acronyms: what acronyms are short for.
        outlet: the outlet's name.
        own: the outlet's country, where the outlet wrote the copy itself.
        home: the outlet's country, where the outlet wrote the copy itself and the article is about
            it, too.
        main: the country that most of its places are of, if one is; ``why`` says so.
        abroad: whether ``main`` is not the outlet's country.
        pair: the two countries that the article is about, if it is about two.
        alone: whether it is about ``main`` alone.
        only: whether all places that it names, several, are there.
        dateline: the country of the place that the dateline names.
        scene: the one country whose places the lead names, where it names none of another.
        most: the country in which most of the places lie that it names, peoples left out.
    """

    local: Mapping[str, str]
    acronyms: Mapping[str, Span]
    outlet: str = ""
    own: str | None = None
    home: str | None = None
    main: str | None = None
    why: str = ""
    abroad: bool = False
    pair: tuple[str, ...] = ()
    alone: bool = False
    only: bool = False
    dateline: str | None = None
    scene: str | None = None
    most: str | None = None


_SOLE = 0.6  # share of the places from which an article is about one country alone
_MIN_ALONE = 2  # places that suffice where the article names none of another country
# Its share of the article's places, and how many times as often as the next country.
_MOST = ((0.5, 2), (0.35, 3))
_MANY = 5  # places of a second country from which the article is about it, too
_AT_HOME = 2  # places of the outlet's own country that make an article one about home, too,
_OWN = 3  # if no other country has more than so many times as many
_PAIR = 0.7  # share of the places that the two countries of an article have


def _placed(
    counts: Counter[str], plain: Setting, home: str | None, country: str | None, scene: str | None
) -> Setting:
    """The setting by how often each country's places are named, and where the lead is set."""
    ranked = sorted(counts.items(), key=lambda c: (-c[1], c[0] != home, c[0]))
    total = counts.total()
    (code, count), (_, second) = (*ranked, ("", 0), ("", 0))[:2]
    main, why = None, ""
    alone = count >= _MIN_ALONE and count == total
    times_more = _OWN if second > _MANY else 0
    if (count >= MIN_NAMED or alone) and any(
        count >= share * total and count >= max(times, times_more) * second
        for share, times in _MOST
    ):
        main = code
        why = f"{count} of the {total} places that the article names are there"
    pair: tuple[str, ...] = ()
    if len(ranked) > 1 and second >= MIN_NAMED and count + second >= _PAIR * total:
        pair = tuple(sorted(each for each, _ in ranked[:2]))
    # An outlet writes of its own country's offices without naming it, as long as the article is
    # about home, too; then the country that it names most is not everybody's.
    named = counts[home] if home else 0
    near = named >= count - 1 and (named > 0 or count == 0)
    between = home in [each for each, _ in ranked[:2]]  # home and one other country
    about_home = near or (between and named >= _AT_HOME and _OWN * named >= count)
    # The lead names places there alone.
    if scene == code and scene != home and (count >= MIN_NAMED or len(ranked) > 1):
        about_home = False
    own = home if home and about_home else None
    present = country and counts[country] >= _AT_HOME and _OWN * counts[country] >= count
    present = present and (scene != code or scene == country)
    if own or present:
        main, why = (None, "") if main != country else (main, why)
    abroad = bool(main and main != country)
    sole = bool(main) and count >= _SOLE * total
    only = bool(main) and count == total >= MIN_NAMED
    return replace(
        plain, home=own, main=main, why=why, abroad=abroad, pair=pair, alone=sole, only=only
    )


def setting_of(parsed: ParsedArticle, article: Article, profile: OutletProfile | None) -> Setting:
    """Where an article is set, by its outlet and by the places that it names."""
    outlet = profile.country if profile else _country_of_outlet(article)
    media = lexicon.media()
    countries = {m.country if (m := media.get(f.value)) else "" for f in article.agencies}
    home = outlet if outlet and countries <= {outlet} else None
    name = profile.name if profile else article.outlet_name
    counts = Counter(code for span, code in named_places(parsed) if _in_prose(parsed, span))
    plain = Setting(
        local_places(parsed.text, profile),
        acronyms(parsed.text),
        name,
        dateline=_country_of_dateline(article),
        own=home,
        most=_most(parsed),
    )
    scene = _scene(parsed, article)
    return _placed(
        counts, replace(plain, scene=_scene_of_places(parsed, article)), home, outlet, scene
    )


_LEAD = 2  # sentences of the body in which an article says where it is set


def _scene(parsed: ParsedArticle, article: Article) -> str | None:
    """The one country whose places and people the lead names; None for none or several."""
    codes = {code for _, code in _in_lead(parsed, article)}
    return codes.pop() if len(codes) == 1 else None


def _scene_of_places(parsed: ParsedArticle, article: Article) -> str | None:
    """The one country where the lead's places are, whoever acts there: 'Massive Russian strikes hit
    Ukraine'."""
    named = _in_lead(parsed, article)
    words = {re.sub(r"^[Tt]he\s+|['’]s$", "", span.of(parsed.text)): code for span, code in named}
    where = {code for w, code in words.items() if places().get(w, ("", "city"))[1] in _WHERE}
    return where.pop() if len(where) == 1 else None


_WHERE = frozenset({"name", "city"})


def _most(parsed: ParsedArticle) -> str | None:
    """The country in which most places lie that an article names, whoever acts there."""
    counts: Counter[str] = Counter()
    for span, code in named_places(parsed):
        words = re.sub(r"^[Tt]he\s+|['’]s$", "", span.of(parsed.text))
        if places().get(words, ("", "city"))[1] in _WHERE and _in_prose(parsed, span):
            counts[code] += 1
    ((code, count), (_, second)) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    return code if count >= MIN_NAMED and count > second else None


def _in_lead(parsed: ParsedArticle, article: Article) -> list[tuple[Span, str]]:
    body = article.parts.body
    lead = [s.span for s in parsed.sentences if s.span.start >= body.start][:_LEAD]
    return [each for each in named_places(parsed) if any(s.contains(each[0]) for s in lead)]


_LEAST_PROSE = 5  # words of a sentence; less is a menu's or a list's


def _in_prose(parsed: ParsedArticle, span: Span) -> bool:
    """Whether a place is named in a sentence, and in no menu ('New York', 'Bay Area')."""
    sentence = parsed.sentence_at(span.start)
    if sentence is None:
        return False
    lines = sentence.span.of(parsed.text).splitlines()
    return max(len(line.split()) for line in lines) >= _LEAST_PROSE if lines else False


def _country_of_dateline(article: Article) -> str | None:
    """The country that 'SEOUL, South Korea' tells; None for 'SEOUL/TOKYO'."""
    if article.dateline is None or "/" in article.dateline.value:
        return None
    for part in article.dateline.value.split(","):
        words = " ".join(part.split())
        words = words.title() if words.isupper() else words
        code = places().get(words, ("", ""))[0] or cities().get(words, "")
        if code:
            return code
    return None


def _country_of_outlet(article: Article) -> str | None:
    known = known_outlet(article.outlet_name)
    if known is not None:
        return known.country
    domain = _DOMAIN.search(article.outlet_name.lower())
    code = domain.group("country").upper() if domain else ""
    return {"UK": "GB"}.get(code, code) or None


_DOMAIN = re.compile(r"\w\.(?:com?|org|net)\.(?P<country>[a-z]{2})$")  # 'courier.com.au'


def local_places(text: str, profile: OutletProfile | None) -> dict[str, str]:
    """Countries by phrases in lower case: what the outlet's profile says, and 'the South' where the
    text names exactly one country that it can be."""
    catholic = {} if _EASTERN.search(text) else dict.fromkeys(("pope", "pontiff", "holy see"), "VA")
    return {**catholic, **dict(_sides(text)), **(profile.places if profile else {})}


_EASTERN = re.compile(r"\bCoptic\b|\bAlexandria\b|\bTawadros\b")  # churches with popes of their own


def _sides(text: str) -> Iterator[tuple[str, str]]:
    for side in ("South", "North", "East", "West"):
        codes = {code for of, phrase, code in lexicon.sides() if of == side and phrase in text}
        if side in ("South", "North") and re.search(r"\bKoreas?\b|\bKorean\b", text) and not codes:
            codes = {"KR" if side == "South" else "KP"}
        if len(codes) == 1:
            yield f"the {side.lower()}", codes.pop()
