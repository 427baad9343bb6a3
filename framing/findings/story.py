"""What a story is called: the names and words that its headlines and first sentences share."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from framing.analysers.clauses import Act
from framing.analysers.sources.places import places
from framing.evidence.likeness import name_of_matter
from framing.findings.first_words import (
    NO_NAMES,
    SMALL,
    WORD,
    first_words,
    stem_of,
    words_of_parts,
)
from framing.findings.gaps import country_name
from framing.models import Analysis, Part
from framing.text.casing import is_titled
from framing.text.dictionary import dictionary
from framing.wording import joined

_NAME = re.compile(r"[A-Z][\w’'-]*(?: (?:(?:of|bin|ibn|al|de|la|van|von) )?[A-Z][\w’'-]*)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_INSIDE_WORD = re.compile(rf"(?<=[a-z,;’'] )(?:{WORD.pattern})")
_INSIDE = re.compile(r"[a-z0-9,;:’'“‘(–—-] [“‘(]?$")  # what stands before a word inside a sentence
# What stands before a word that tells how somebody is, or how many are.
_SAID_OF = r"\d+|dozens|hundreds|scores|is|are|was|were|be|been|found|left|shot|feared"
_OWNED = re.compile(r"['’]s ")
_BEFORE_NAMES = (NO_NAMES | SMALL) - {"new"}
_DIRECTIONS = frozenset({"north", "south", "east", "west", "central"})
_MOST_NAMES, _MOST_WORDS = 2, 3
_MOSTLY_BEFORE = 0.3  # share of a noun's places that have the same word before it
_CAPITAL = 0.8  # share of its places inside a sentence where a name is written with a capital
_MUCH = 4  # times as often a name stands as a longer one, from which it is told itself
_WHOLE = 0.5  # share of a name's places in a longer one from which the longer one is told
_THIRD = 1 / 3  # of the outlets' headlines
_FEWEST = 2  # words of names and others; one alone says too little
_START = 3  # letters of a stem that its words begin with, too
_ALIKE = 5  # letters: 'Israel' and 'Israeli' are one


@dataclass(slots=True)
class Name:
    """A name as the bodies write it inside their sentences: how often, and in which outlets;
    and in which it stands in headline or first sentences."""

    times: int = 0
    outlets: set[str] = field(default_factory=set)
    first: set[str] = field(default_factory=set)


def story_name(analyses: Sequence[Analysis]) -> str:
    """'Japan and South Korea: defence ministers, talks': names and words that most outlets have in
    headline or first sentences; where they share fewer than two, the name that most headlines give
    the matter ('Dieselgate'); empty without one."""
    outlets = {analysis.article.outlet for analysis in analyses}
    held: defaultdict[str, set[str]] = defaultdict(set)
    for analysis in analyses:
        for word in first_words(analysis):
            held[stem_of(word)].add(analysis.article.outlet)
    forms = _forms(analyses, {stem for stem, by in held.items() if _is_most(stem, by, outlets)})
    names = _shared_names(analyses, outlets)
    in_heads = _in_headlines(analyses)
    said = set(_stems(names)) | _verbs(analyses)
    words = [
        stem
        for stem in _most(held, forms, outlets)
        if stem in in_heads
        and stem not in said
        and not _is_past(stem)
        and _is_thing(stem, forms[stem], analyses)
    ]
    phrases = [_phrase(stem, analyses, len(outlets)) for stem in words[:_MOST_WORDS]]
    # The longest says most; of several, what the most outlets have.
    told = max(phrases, key=lambda phrase: len(phrase.split()), default="")
    if sum(len(part.split()) for part in (*names, told)) < _FEWEST:
        return name_of_matter(analyses).capitalize()
    named = _placed(names, analyses) if names else ""
    name = ": ".join(part for part in (named, told) if part)
    return name[:1].upper() + name[1:]


def _in_headlines(analyses: Sequence[Analysis]) -> set[str]:
    """The stems of words in the headlines of a third of the outlets at least: one headline's word
    is that outlet's view of the story."""
    held: defaultdict[str, set[str]] = defaultdict(set)
    headed = set()
    for analysis in analyses:
        for word in words_of_parts(analysis, (Part.HEADLINE,)):
            held[stem_of(word)].add(analysis.article.outlet)
            headed.add(analysis.article.outlet)
    return {stem for stem, by in held.items() if len(by) >= _THIRD * len(headed)}


def _placed(names: Sequence[str], analyses: Sequence[Analysis]) -> str:
    """Two names, or a place with what it lies in: 'Sudaport, Norland' where the copy writes so."""
    both = names if len(names) == _MOST_NAMES else ()
    for one, other in (both, both[::-1]) if both else ():
        if one in places() or other not in places():
            continue  # two countries side by side
        if any(re.search(rf"\b{re.escape(f'{one}, {other}')}\b", _body(a)) for a in analyses):
            return f"{one}, {other}"
    # A person before what he speaks of: 'Ana Ruiz and Mars'.
    if both and " " in both[1] and " " not in both[0] and not set(both) & places().keys():
        return joined(both[::-1])
    return joined(names)


def _is_thing(stem: str, forms: Mapping[str, int], analyses: Sequence[Analysis]) -> bool:
    """Whether a word names a thing: a noun that is no adjective ('nuclear', 'northern'), and that
    does not say how many or how somebody is: 'dead', of '84 dead', has no plural."""
    lemmas = dictionary()
    if not {stem, stem.removesuffix("s")} & lemmas["noun"] or stem in lemmas["adj"]:
        return False
    if any(stem_of(form) != form.lower() for form in forms):
        return True
    after = rf"\b(?:{_SAID_OF}) {stem}\b"
    return not any(re.search(after, _body(analysis), re.IGNORECASE) for analysis in analyses)


def _phrase(stem: str, analyses: Sequence[Analysis], outlets: int) -> str:
    """A noun as it is mostly written, with the word before it that most outlets put there: 'safe
    zone', 'sex trafficking'."""
    forms: Counter[str] = Counter()
    before: defaultdict[str, Counter[str]] = defaultdict(Counter)
    having: defaultdict[str, set[str]] = defaultdict(set)
    for analysis in analyses:
        text = _read(analysis)
        if stem[:_START] not in text:
            continue
        for first, second in pairwise(WORD.finditer(text)):
            word = second.group()
            if not (word.startswith(stem[:_START]) and word.islower() and stem_of(word) == stem):
                continue
            forms[word] += 1
            beside = text[first.end() : second.start()] == " "
            if beside and first.group().islower() and stem_of(first.group()) not in SMALL:
                modifier = stem_of(first.group())
                before[modifier][first.group()] += 1
                having[modifier].add(analysis.article.outlet)
    told = max(forms, key=lambda form: (forms[form], form), default=stem)
    modifier = max(before, key=lambda each: (before[each].total(), each), default="")
    often = before[modifier].total() >= _MOSTLY_BEFORE * forms.total()
    if not often or len(having[modifier]) * 2 <= outlets:
        return told
    return f"{max(before[modifier], key=lambda word: (before[modifier][word], word))} {told}"


def _shared_names(analyses: Sequence[Analysis], outlets: set[str]) -> list[str]:
    """The names that most outlets have, whole: those of headlines and first sentences, the
    commonest first; where these are fewer than two, what all bodies speak of."""
    found = _countries_as_one(names_in(analyses))
    half = len(outlets) / 2
    wholes = {name: each for name, each in found.items() if len(each.outlets) > half}
    told = [name for name in wholes if not _is_part(name, wholes, found)]
    ranked = sorted(told, key=lambda n: (-len(wholes[n].first), -wholes[n].times, n))
    first = [name for name in ranked if len(wholes[name].first) > half]
    if len(first) < _FEWEST:
        first += [n for n in ranked if n not in first and len(wholes[n].outlets) == len(outlets)]
    own = {_plain(analysis.article.outlet_name) for analysis in analyses}
    shown: list[str] = []
    for name in first:
        called = _country(name, found)
        if not called or _plain(called) in own or _is_adjective(called):
            continue
        at = next(
            (i for i, s in enumerate(shown) if _is_same(called, s) or _holds(called, s)), None
        )
        if at is None:
            shown.append(called)
        elif _holds(called, shown[at]) and _MUCH * found[name].times >= wholes[shown[at]].times:
            shown[at] = called
    return shown[:_MOST_NAMES]


def _countries_as_one(found: Mapping[str, Name]) -> dict[str, Name]:
    """Names with those of a country as one: 'S Korea' and 'South Korea'."""
    merged: defaultdict[str, Name] = defaultdict(Name)
    for name, each in found.items():
        code, kind = places().get(name, ("", ""))
        one = merged[country_name(code) if code and kind == "name" else name]
        one.times += each.times
        one.outlets |= each.outlets
        one.first |= each.first
    return dict(merged)


def _holds(name: str, other: str) -> bool:
    """Whether one of two names begins or ends with the other, and the first is the longer."""
    return len(name) > len(other) and f" {other} " in f" {name} "


def names_in(analyses: Sequence[Analysis]) -> dict[str, Name]:
    """The names inside the sentences of the bodies. At a sentence's start a capital tells nothing:
    there a run of words counts if it stands inside a sentence elsewhere."""
    found: defaultdict[str, Name] = defaultdict(Name)
    starts: list[tuple[str, str]] = []
    for analysis in analyses:
        outlet, body = analysis.article.outlet, _read(analysis)
        for match in _NAME.finditer(body):
            name = _bare(match.group())
            if not name:
                continue
            if _INSIDE.search(body[max(0, match.start() - 4) : match.start()]):
                found[name].times += 1
                found[name].outlets.add(outlet)
            else:
                starts.append((name, outlet))
    for name, outlet in starts:
        if name in found:
            found[name].times += 1
            found[name].outlets.add(outlet)
    single = [name for name in found if " " not in name]
    small = _written_small(analyses, {name.lower() for name in single})
    for name in single:
        if found[name].times < _CAPITAL * (found[name].times + small[name.lower()]):
            del found[name]
    _mark_first(found, analyses)
    return dict(found)


def _mark_first(found: Mapping[str, Name], analyses: Sequence[Analysis]) -> None:
    """Note in which outlets' headlines and first sentences the names stand."""
    spelled: defaultdict[str, list[Name]] = defaultdict(list)
    for name, each in found.items():
        spelled[name.lower().replace("-", " ")].append(each)
    longest = max((name.count(" ") + 1 for name in spelled), default=0)
    for analysis in analyses:
        for run in _runs(first_words(analysis), longest):
            for each in spelled.get(run, ()):
                each.first.add(analysis.article.outlet)
                each.outlets.add(analysis.article.outlet)


def _runs(words: Iterable[str], longest: int) -> set[str]:
    """Runs of up to so many words in lower case, without possessives; a hyphen parts words."""
    parts = [_POSSESSIVE.sub("", part) for word in words for part in word.lower().split("-")]
    return {
        " ".join(parts[start : start + length])
        for start in range(len(parts))
        for length in range(1, longest + 1)
    }


@lru_cache(maxsize=1 << 14)
def _bare(run: str) -> str:
    """A run of capitalised words without titles, days and small words before it, nor a possessive:
    empty where nothing is left."""
    words = _POSSESSIVE.sub("", _OWNED.split(run)[-1]).split(" ")
    while words and stem_of(words[0]) in _BEFORE_NAMES:
        words.pop(0)
    if len(words) == 1 and not (words[0][2:] or words[0][1:].isupper()):
        return ""
    return " ".join(words)


def _written_small(analyses: Sequence[Analysis], words: Set[str]) -> Counter[str]:
    """How often bodies have these words without a capital."""
    small: Counter[str] = Counter()
    for analysis in analyses:
        small.update(filter(words.__contains__, WORD.findall(_body(analysis))))
    return small


def _is_part(name: str, wholes: Mapping[str, Name], found: Mapping[str, Name]) -> bool:
    """Whether a name mostly stands within a longer one that most outlets have, too: 'Goldman' of
    'Goldman Sachs'. 'Kim' of 'Kim Jong Un' is one, for surnames stand alone afterwards."""
    for other, each in wholes.items():
        if other != name and f" {name} " in f" {other} ":
            total = each.times + wholes[name].times
            surname = other.endswith(f" {name}") and stem_of(other.split()[0]) not in _DIRECTIONS
            rest = other.removeprefix(name).strip()
            given = other.startswith(name) and rest in found and found[rest].times > each.times
            if surname or given or each.times >= _WHOLE * total:
                return True
    return False


def _verbs(analyses: Sequence[Analysis]) -> set[str]:
    """The stems of what headlines say that somebody does."""
    return {
        stem_of(word)
        for analysis in analyses
        for result in analysis.results.values()
        for act in result.mentions
        if isinstance(act, Act)
        for word in (*act.span.of(analysis.article.text).split(), *act.verb.split())
    }


def _is_most(stem: str, by: Set[str], outlets: Set[str]) -> bool:
    """Whether most outlets have a word that may say something."""
    told = len(stem) > 2 and stem not in SMALL | NO_NAMES | _DIRECTIONS
    return 2 * len(by) > len(outlets) and told


def _most(
    held: Mapping[str, set[str]], forms: Mapping[str, Counter[str]], outlets: Set[str]
) -> list[str]:
    """The stems of words, no names, that most outlets have, the commonest first."""
    found = [
        stem
        for stem, by in held.items()
        if _is_most(stem, by, outlets) and _is_common(forms.get(stem, Counter()))
    ]
    return sorted(found, key=lambda stem: (-len(held[stem]), -forms[stem].total(), stem))


def _forms(analyses: Sequence[Analysis], stems: Set[str]) -> dict[str, Counter[str]]:
    """How the words of these stems are written inside the sentences of the bodies."""
    # A stem has the first letters of its words, so that few words need be stemmed.
    starts = {stem[:_START] for stem in stems}
    written: Counter[str] = Counter()
    for analysis in analyses:
        words = _INSIDE_WORD.findall(_body(analysis))
        written.update(word for word in words if word.lower()[:_START] in starts)
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, times in written.items():
        bare = _POSSESSIVE.sub("", word)
        if (stem := stem_of(bare)) in stems:
            forms[stem][bare] += times
    return forms


def _is_common(forms: Counter[str]) -> bool:
    """Whether a word that stands inside sentences is no name there."""
    capitals = sum(n for form, n in forms.items() if not form.islower())
    return bool(forms) and capitals < _CAPITAL * forms.total()


def _country(name: str, found: Mapping[str, Name]) -> str:
    """A country by its one name: 'Germany' for 'German' where an article names Germany, too
    ('Indian boarding schools' are not of India), 'United States' for 'US'; any other name as it is.
    Empty for a people alone."""
    code, kind = places().get(name, ("", ""))
    if kind not in ("people", "name") or not code:
        return name
    country = country_name(code)
    if kind == "people":
        named = (other for other in found if places().get(other) == (code, "name"))
        return country if country in found or any(named) else ""
    return country


def _is_adjective(name: str) -> bool:
    """Whether a name is an adjective with a capital: 'Indigenous', 'Korean'."""
    word, lemmas = name.lower(), dictionary()
    of_people = word.endswith(("an", "ese", "ish"))
    return word in lemmas["adj"] and (of_people or word not in lemmas["noun"])


def _is_past(word: str) -> bool:
    """Whether a word looks like a verb's past ('killed'), which names no story."""
    return len(word) > _ALIKE and word.endswith("ed")


def _stems(names: Sequence[str]) -> list[str]:
    return [stem_of(word) for name in names for word in name.split() if word[:1].isupper()]


def _is_same(name: str, other: str) -> bool:
    """Whether two names may be of one: 'Mary Lind' and 'Lind', but not 'South Suda' and 'Suda'
    where that is 'North Suda'."""
    one, two = _stems([name]), _stems([other])
    heads = bool(one and two) and _alike(one[-1], two[-1])
    return heads and (len(one) == 1 or len(two) == 1 or _alike(one[0], two[0]))


def _alike(one: str, other: str) -> bool:
    """Whether two words begin alike: 'Israel' and 'Israeli'."""
    return one[:_ALIKE] == other[:_ALIKE]


def _read(analysis: Analysis) -> str:
    """The body, and the headline where a capital tells a name in it."""
    headline = analysis.article.parts.headline
    head = headline.of(analysis.article.text) if headline else ""
    return _body(analysis) if is_titled(head) else f"{head}\n{_body(analysis)}"


def _body(analysis: Analysis) -> str:
    return analysis.article.body


def _plain(name: str) -> str:
    return re.sub(r"^the ", "", name.lower())
