"""The countries that the words for a speaker tell, and the country that an article is set in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from framing.analysers.sources import lexicon
from framing.analysers.sources.acronyms import acronyms
from framing.analysers.sources.phrases import Phrase
from framing.analysers.sources.places import (
    cities,
    of_native_americans,
    places,
    regions,
    small_cities,
    us_states,
)
from framing.clean.known_outlets import known_outlet
from framing.models import Article, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from framing.outlets import OutletProfile
    from framing.text.parse import ParsedArticle

Told = tuple[tuple[str, ...], str]
NONE: Told = ((), "")
_MAX_WORDS = 5
# 'director of Japanese studies', 'envoy for North Korea policy', 'ambassador to France': what the
# office deals with is not where it sits.
_SUBJECT_MATTER = frozenset(
    "studies policy affairs relations history literature language politics expert specialist "
    "analyst watcher scholar issues desk correspondent programme program strategy economy".split()
)
_EXPERTS = frozenset({"expert", "specialist", "analyst", "scholar", "watcher"})
_ABOUT = frozenset({"for", "on", "to", "against", "about", "with", "over", "covering", "into"})
# Where bodies of several countries sit: who speaks 'in Brussels' need not be Belgian.
_WEAK_SEATS = frozenset({"Geneva", "Vienna", "Brussels", "New York", "The Hague", "Strasbourg"})
_BEFORE_CITY = frozenset({"in", "of", "from", "near", "at", "outside", "around"})
_REMOTE = 9
_PLACES = frozenset({"GPE", "LOC", "FAC", "NORP"})


@dataclass(frozen=True, slots=True)
class _Found:
    rank: int  # how directly it tells the speaker's country: 0 best, 9 not at all
    at: int
    words: str
    code: str
    based: bool  # 'Britain-based': where it sits, beside what it is of


def countries_of(
    parsed: ParsedArticle, phrase: Phrase, local: Mapping[str, str], named: Set[str] = frozenset()
) -> Told:
    """Countries (ISO 3166 alpha-2) that a phrase tells, with the words that they rest on.

    Args:
        local: phrases such as 'here' or 'the south' with the country that the outlet means.
        named: words of the speaker's own name, which are no places ('Lund', 'Jordan').
    """
    found = list(_mentions(parsed, phrase.span, local, named))
    if not found and phrase.office:
        found = list(_mentions(parsed, phrase.office, local, named))
    told = [each for each in found if each.rank < _REMOTE]
    if not told:
        return NONE
    joint = _joint(parsed, told)
    if joint or (phrase.sort == "persons" and len({f.code for f in told}) > 1):
        codes = joint or tuple(dict.fromkeys(f.code for f in told))
        return codes, " and ".join(f"'{f.words}'" for f in told if f.code in codes)
    # Nationality and possessor before the noun say most, then 'of', then 'at' and 'in'.
    best = min(told, key=lambda f: (f.based, f.rank, f.at))
    seat = next((f for f in told if f.based and f.code != best.code), None)
    if seat is not None and not best.based:
        return (best.code, seat.code), f"'{best.words}' and '{seat.words}-based'"
    return (best.code,), f"'{best.words}'"


def span_countries(parsed: ParsedArticle, span: Span, local: Mapping[str, str]) -> Told:
    """The country that tells most in a stretch of text."""
    told = [f for f in _mentions(parsed, span, local, frozenset()) if f.rank < _REMOTE]
    best = min(told, key=lambda f: (f.rank, f.at), default=None)
    return ((best.code,), f"'{best.words}'") if best else NONE


def _joint(parsed: ParsedArticle, found: Sequence[_Found]) -> tuple[str, ...]:
    """Countries that stand side by side as possessors or names: 'Seoul and Tokyo'."""
    together: dict[str, None] = {}
    for one, other in pairwise(sorted(found, key=lambda f: f.at)):
        between = parsed.text[one.at + len(one.words) : other.at].replace("’", "'")
        words = re.findall(r"'s|'|\w+|[^\w\s]", between)
        if one.code != other.code and words and set(words) <= {"'s", "'", "and", ",", "or", "the"}:
            together |= {one.code: None, other.code: None}
    return tuple(together)


def _mentions(
    parsed: ParsedArticle, span: Span, local: Mapping[str, str], named: Set[str]
) -> Iterator[_Found]:
    tokens = [t for t in parsed.tokens(span) if not t.is_space]
    at = 0
    while at < len(tokens):
        for length in range(min(_MAX_WORDS, len(tokens) - at), 0, -1):
            first, last = tokens[at], tokens[at + length - 1]
            words = parsed.text[first.idx : last.idx + len(last.text)]
            code, kind = _place(parsed, tokens, at, length, local)
            after = tokens[at + length].lower_ if at + length < len(tokens) else ""
            if words == "Secretary of State" and after == "for":
                code = ""  # a British one
            if kind in ("seat", "city") and after == "county":
                code = ""  # 'Athens County'
            if code and _TAKES_SIDES.search(parsed.text[max(0, first.idx - 5) : first.idx]):
                code = ""  # 'pro-Palestinian demonstrations'
            if code and named >= set(words.split()):
                code = ""  # 'Sven Lund' is no town
            if code:
                following = [t.lower_ for t in tokens[at + length : at + length + 2]]
                based = following in (["-", "based"], ["‑", "based"])
                rank = 5 if based else _rank(tokens, at, length, kind)
                yield _Found(rank, first.idx, words, code, based)
                at += length
                break
        else:
            at += 1


def _place(
    parsed: ParsedArticle, tokens: Sequence[Token], at: int, length: int, local: Mapping[str, str]
) -> tuple[str, str]:
    """Country and kind of the place that the tokens name; empty for none."""
    first, last = tokens[at], tokens[at + length - 1]
    words = " ".join(parsed.text[first.idx : last.idx + len(last.text)].split())
    if not words[:1].isupper():
        code = local.get(words.lower(), "")
        return code, "local" if code else ""
    code, kind = _listed(parsed, tokens, at, length)
    if code or words.lower() in local:
        return (ambiguous(parsed, words, code), kind) if code else (local[words.lower()], "local")
    if _before_title(tokens, at, length) and words in cities():
        return cities()[words], "city"
    return _city(parsed, tokens, at, length)


_NAMING = ("PROPN", "ADJ")


def _listed(
    parsed: ParsedArticle, tokens: Sequence[Token], at: int, length: int
) -> tuple[str, str]:
    """Country and kind of what is a place's name wherever it stands."""
    first, last = tokens[at], tokens[at + length - 1]
    words = " ".join(parsed.text[first.idx : last.idx + len(last.text)].split())
    code, kind = places().get(words, ("", ""))
    if not code and length == 1:
        code, kind = places().get(_whole(parsed.text, words), ("", ""))
    before = tokens[at - 1] if at else None
    named = before is not None and before.text.istitle() and before.pos_ in _NAMING
    if kind == "city" and first.tag_ in ("NNPS", "NNS") and named:
        return "", ""  # 'Christian Democrats'
    return code, kind


def _city(parsed: ParsedArticle, tokens: Sequence[Token], at: int, length: int) -> tuple[str, str]:
    """Country and kind of a city or region, where the words around it call for a place."""
    first, last = tokens[at], tokens[at + length - 1]
    words = " ".join(parsed.text[first.idx : last.idx + len(last.text)].split())
    before = tokens[at - 1].lower_ if at else ""
    if first.pos_ != "PROPN" or (first.ent_type_ == "PERSON" and before not in _BEFORE_CITY):
        return "", ""
    if at and tokens[at - 1].pos_ == "PROPN" and tokens[at - 1].text not in places():
        return "", ""  # 'the James Martin Center'
    if at + length < len(tokens) and tokens[at + length].text == "College":
        return "", ""  # 'Dartmouth College' is in no Dartmouth
    # 'the Shanghai Institute of World Affairs', 'Chicago police'
    opens = at + length < len(tokens) and tokens[at + length].pos_ in ("PROPN", "NOUN")
    inside = before in _BEFORE_CITY or first.ent_type_ == "GPE"
    city = cities().get(words, "") or (regions().get(words, "") if inside else "")
    if words in small_cities() and not _borne_out(parsed, words, city):
        return "", ""
    if (first.ent_type_ in (*_PLACES, "ORG") and opens) or before in _BEFORE_CITY:
        return city, "city"
    return (city, "city") if first.ent_type_ in _PLACES else ("", "")


def _whole(text: str, word: str) -> str:
    """The name in 'U.S.-led', and in 'Russias' of copy that has lost its apostrophes."""
    if word.endswith("-led"):
        return word.removesuffix("-led")
    return word.removesuffix("s") if "'" not in text and "’" not in text else word


def _borne_out(parsed: ParsedArticle, words: str, code: str) -> bool:
    """Whether an article that names several places names others in the country of a small one; a
    'Rivera' of a story set in France may be the Riviera."""
    codes = {
        s.of(parsed.text): c for s, c in named_places(parsed) if words not in s.of(parsed.text)
    }
    return len(codes) < _MIN_NAMED or code in codes.values()


def _before_title(tokens: Sequence[Token], at: int, length: int) -> bool:
    """Whether words open a phrase before a title: 'Vancouver Archbishop Michael Miller'."""
    if at or at + length >= len(tokens):
        return False
    title = tokens[at + length]
    return title.text.istitle() and title.lower_ in lexicon.roles().person


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


def _rank(tokens: Sequence[Token], at: int, length: int, kind: str) -> int:
    """How directly a place word tells the speaker's country: 0 best, 9 not at all."""
    governed = next((t.lower_ for t in reversed(tokens[:at]) if t.pos_ == "ADP"), "")
    if kind == "local" and tokens[at].lower_ == "here":
        return 3
    remote = _subject_matter(tokens, at, length, kind, governed)
    if remote:
        return remote
    if kind in ("city", "seat"):
        words = " ".join(t.text for t in tokens[at : at + length])
        if words in _WEAK_SEATS and governed in ("in", "at"):
            return _REMOTE
        if words == "Washington" and governed in ("in", "based"):
            return 6
        return 5 if kind == "city" else 4
    if not governed:
        return 0
    return 1 if tokens[at + length - 1].dep_ in ("poss", "amod", "compound", "nmod") else 2


def _subject_matter(tokens: Sequence[Token], at: int, length: int, kind: str, governed: str) -> int:
    """7 or 9 where the place is what the office deals with, 0 where it is not."""
    preceding = tokens[at - 1].lower_ if at else ""
    if preceding == "the" and at > 1:
        preceding = tokens[at - 2].lower_
    # 'a spokesman for Air China', 'who works for the city of Oslo'
    serves = any(t.lower_.startswith(("spokes", "work")) for t in tokens[:at])
    about = preceding in _ABOUT or (governed in _ABOUT and governed != "with")
    if about and not (serves and governed == "for"):
        return _REMOTE
    following = [t.lower_ for t in tokens[at + length : at + length + 2]]
    if following and following[0] in _SUBJECT_MATTER:
        if kind != "people":
            return _REMOTE
        if following[0] not in _EXPERTS:  # a 'Chinese expert' is Chinese, a 'China expert' may be
            return _REMOTE if following[0] in ("studies", "policy", "affairs") else 7
    subjects = _SUBJECT_MATTER - _EXPERTS
    return _REMOTE if governed == "of" and subjects.intersection(following) else 0


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
    dateline: str | None = None
    scene: str | None = None
    most: str | None = None


_TAKES_SIDES = re.compile(r"(?:pro|anti)[-‐‑]$", re.I)
_SOLE = 0.6  # share of the places from which an article is about one country alone
_MIN_ALONE = 2  # places that suffice where the article names none of another country
_MIN_NAMED = 3  # places from which the country that they are of is the article's
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
    if (count >= _MIN_NAMED or alone) and any(
        count >= share * total and count >= max(times, times_more) * second
        for share, times in _MOST
    ):
        main = code
        why = f"{count} of the {total} places that the article names are there"
    pair: tuple[str, ...] = ()
    if len(ranked) > 1 and second >= _MIN_NAMED and count + second >= _PAIR * total:
        pair = tuple(sorted(each for each, _ in ranked[:2]))
    # An outlet writes of its own country's offices without naming it, as long as the article is
    # about home, too; then the country that it names most is not everybody's.
    named = counts[home] if home else 0
    near = named >= count - 1 and (named > 0 or count == 0)
    between = home in [each for each, _ in ranked[:2]]  # home and one other country
    about_home = near or (between and named >= _AT_HOME and _OWN * named >= count)
    # The lead names places there alone.
    if scene == code and scene != home and (count >= _MIN_NAMED or len(ranked) > 1):
        about_home = False
    own = home if home and about_home else None
    present = country and counts[country] >= _AT_HOME and _OWN * counts[country] >= count
    present = present and (scene != code or scene == country)
    if own or present:
        main, why = (None, "") if main != country else (main, why)
    abroad = bool(main and main != country)
    sole = bool(main) and count >= _SOLE * total
    return replace(plain, home=own, main=main, why=why, abroad=abroad, pair=pair, alone=sole)


def named_places(parsed: ParsedArticle) -> tuple[tuple[Span, str], ...]:
    """The places that an article names, with their countries, in text order; read once."""
    data = parsed.doc.user_data
    if "places" not in data:
        data["places"] = tuple(_named_places(parsed))
    places_named: tuple[tuple[Span, str], ...] = data["places"]
    return places_named


def _named_places(parsed: ParsedArticle) -> Iterator[tuple[Span, str]]:
    doc = parsed.doc
    for entity in doc.ents:
        if entity.label_ not in _PLACES and entity.label_ != "ORG":
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
    return code if count >= _MIN_NAMED and count > second else None


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
