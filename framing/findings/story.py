"""What a story is called: the names and words that its headlines and first sentences share."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

from framing.analysers.clauses import Act
from framing.analysers.sources.places import places
from framing.findings.gaps import country_name
from framing.models import Analysis, Part
from framing.text.casing import is_titled
from framing.wording import joined

_WORD = re.compile(r"[A-Z][.][A-Z][.]?|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NAME = re.compile(r"[A-Z][\w’'-]*(?: (?:(?:of|bin|ibn|al|de|la|van|von) )?[A-Z][\w’'-]*)*")
_INSIDE = re.compile(r"[a-z0-9,;:’'“‘(–—-] [“‘(]?$")  # what stands before a word inside a sentence
_SMALL = frozenset(
    "a about above across after again against ahead all along also amid among an and another any "
    "are around as at away back be because been before behind being below between but by can "
    "could day days despite did do does down during early eight ever first five following for "
    "former four from had has have he her here his how in including into is it its just last "
    "late least "
    "less like many may month more most mr mrs ms near never new next nine no not now of off on "
    "one only onto or other our out over own part people s said say says seven she should since "
    "six so some still such ten than that the their them then there these they this those three "
    "through time to today told two under until up upon very via was way we week well were what "
    "when where which while who why will with within without would year years you your million "
    "billion trillion hundred thousand dozen".split()
)
# Words with a capital that stand before a name, or tell when or who reports, and name no one.
_NO_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june "
    "july august september october november december mon tue tues wed thu thurs fri sat sun jan "
    "feb aug sept oct nov dec prime minister president premier chancellor king queen prince "
    "princess secretary general chief chairman senator governor mayor foreign defence state judge "
    "sir lord lady doctor professor news press agency times post media reuters afp ap bbc cnn "
    "eve day park update breaking exclusive live watch video photo dr i".split()
)
# What stands before a word that tells how somebody is, or how many are.
_SAID_OF = r"\d+|dozens|hundreds|scores|is|are|was|were|be|been|found|left|shot|feared"
_DIRECTIONS = frozenset({"north", "south", "east", "west", "central"})
_FIRST = 2  # sentences of the body that a story's name is read from, beside the headline
_MOST_NAMES, _MOST_WORDS = 2, 3
_CAPITAL = 0.8  # share of its places inside a sentence where a name is written with a capital
_MUCH = 4  # times as often a name stands as a longer one, from which it is told itself
_WHOLE = 0.5  # share of a name's places in a longer one from which the longer one is told
_FEWEST = 2  # words of names and others; one alone says too little
_ALIKE = 5  # letters: 'Israel' and 'Israeli' are one


@dataclass(slots=True)
class _Name:
    """A name as the bodies write it inside their sentences: how often, and in which outlets;
    and in which it stands in headline or first sentences."""

    times: int = 0
    outlets: set[str] = field(default_factory=set)
    first: set[str] = field(default_factory=set)


def story_name(analyses: Sequence[Analysis]) -> str:
    """'Japan and South Korea: defence ministers, talks': names and words that most outlets have in
    headline or first sentences; empty where they share fewer than two."""
    outlets = {analysis.article.outlet for analysis in analyses}
    held: defaultdict[str, set[str]] = defaultdict(set)
    heads: list[list[str]] = []
    for analysis in analyses:
        for word in _first_words(analysis):
            held[_stem(word)].add(analysis.article.outlet)
        heads.append([_stem(word) for word in _words_of(analysis, (Part.HEADLINE,))])
    forms = _forms(analyses)
    names = _shared_names(analyses, outlets)
    in_heads = {stem for head in heads for stem in head}
    said = set(_stems(names)) | _verbs(analyses)
    words = [
        stem
        for stem in _most(held, forms, outlets)
        if stem in in_heads
        and stem not in said
        and not _is_past(stem)
        and _is_thing(stem, forms[stem], analyses)
    ]
    words = [w for i, w in enumerate(words) if not any(_begin_alike(w, o) for o in words[:i])]
    told = _in_order(words[:_MOST_WORDS], heads, forms)
    if sum(len(phrase.split()) for phrase in (*names, *told)) < _FEWEST:
        return ""
    named = _placed(names, analyses) if names else ""
    name = ": ".join(part for part in (named, ", ".join(told)) if part)
    return name[:1].upper() + name[1:]


def _placed(names: Sequence[str], analyses: Sequence[Analysis]) -> str:
    """Two names, or a place with what it lies in: 'Sudaport, Norland' where the copy writes so."""
    both = names if len(names) == _MOST_NAMES else ()
    for one, other in (both, both[::-1]) if both else ():
        if one in places() or other not in places():
            continue  # two countries side by side
        if any(re.search(rf"\b{re.escape(f'{one}, {other}')}\b", _body(a)) for a in analyses):
            return f"{one}, {other}"
    return joined(names)


def _is_thing(stem: str, forms: Mapping[str, int], analyses: Sequence[Analysis]) -> bool:
    """Whether a word names a thing and does not say how many or how somebody is: 'dead', of '84
    dead' and 'was found dead', has no plural."""
    if any(_stem(form) != form.lower() for form in forms):
        return True
    after = rf"\b(?:{_SAID_OF}) {stem}\b"
    return not any(re.search(after, _body(analysis), re.IGNORECASE) for analysis in analyses)


def _shared_names(analyses: Sequence[Analysis], outlets: set[str]) -> list[str]:
    """The names that most outlets have, whole: those of headlines and first sentences, the
    commonest first; where these are fewer than two, what all bodies speak of."""
    found = _names(analyses)
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
        if not called or _plain(called) in own:
            continue
        at = next(
            (i for i, s in enumerate(shown) if _is_same(called, s) or _holds(called, s)), None
        )
        if at is None:
            shown.append(called)
        elif _holds(called, shown[at]) and _MUCH * found[name].times >= wholes[shown[at]].times:
            shown[at] = called
    return shown[:_MOST_NAMES]


def _holds(name: str, other: str) -> bool:
    """Whether one of two names begins or ends with the other, and the first is the longer."""
    return len(name) > len(other) and f" {other} " in f" {name} "


def _names(analyses: Sequence[Analysis]) -> dict[str, _Name]:
    """The names inside the sentences of the bodies. At a sentence's start a capital tells nothing:
    there a run of words counts if it stands inside a sentence elsewhere."""
    found: defaultdict[str, _Name] = defaultdict(_Name)
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
    small = _written_small(analyses)
    for name in [n for n in found if " " not in n]:
        if found[name].times < _CAPITAL * (found[name].times + small[name.lower()]):
            del found[name]
    for analysis in analyses:
        first = " ".join(_first_words(analysis)).lower() + " "
        for name, each in found.items():
            if name.lower() + " " in first or name.lower() + "'" in first:
                each.first.add(analysis.article.outlet)
                each.outlets.add(analysis.article.outlet)
    return dict(found)


def _bare(run: str) -> str:
    """A run of capitalised words without titles, days and small words before it, nor a possessive:
    empty where nothing is left."""
    words = re.sub(r"['’]s?$", "", run).split(" ")
    while words and _stem(words[0]) in (_NO_NAMES | _SMALL) - {"new"}:
        words.pop(0)
    if len(words) == 1 and not (words[0][2:] or words[0][1:].isupper()):
        return ""
    return " ".join(words)


def _written_small(analyses: Sequence[Analysis]) -> Counter[str]:
    small: Counter[str] = Counter()
    for analysis in analyses:
        small.update(word for word in _WORD.findall(_body(analysis)) if word.islower())
    return small


def _is_part(name: str, wholes: Mapping[str, _Name], found: Mapping[str, _Name]) -> bool:
    """Whether a name mostly stands within a longer one that most outlets have, too: 'Goldman' of
    'Goldman Sachs'. 'Kim' of 'Kim Jong Un' is one, for surnames stand alone afterwards."""
    for other, each in wholes.items():
        if other != name and f" {name} " in f" {other} ":
            total = each.times + wholes[name].times
            surname = other.endswith(f" {name}") and _stem(other.split()[0]) not in _DIRECTIONS
            rest = other.removeprefix(name).strip()
            given = other.startswith(name) and rest in found and found[rest].times > each.times
            if surname or given or each.times >= _WHOLE * total:
                return True
    return False


def _verbs(analyses: Sequence[Analysis]) -> set[str]:
    """The stems of what headlines say that somebody does."""
    return {
        _stem(word)
        for analysis in analyses
        for result in analysis.results.values()
        for act in result.mentions
        if isinstance(act, Act)
        for word in (*act.span.of(analysis.article.text).split(), *act.verb.split())
    }


def _most(
    held: Mapping[str, set[str]], forms: Mapping[str, Counter[str]], outlets: Set[str]
) -> list[str]:
    """The stems of words, no names, that most outlets have, the commonest first."""
    half = len(outlets) / 2
    found = [
        stem
        for stem, by in held.items()
        if len(by) > half
        and len(stem) > 2
        and stem not in _SMALL | _NO_NAMES | _DIRECTIONS
        and _is_common(forms.get(stem, Counter()))
    ]
    return sorted(found, key=lambda stem: (-len(held[stem]), -forms[stem].total(), stem))


def _forms(analyses: Sequence[Analysis]) -> dict[str, Counter[str]]:
    """How each word is written inside the sentences of the bodies."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for analysis in analyses:
        for match in re.finditer(rf"(?<=[a-z,;’'] )(?:{_WORD.pattern})", _body(analysis)):
            bare = re.sub(r"['’]s?$", "", match.group())
            forms[_stem(bare)][bare] += 1
    return forms


def _is_common(forms: Counter[str]) -> bool:
    """Whether a word that stands inside sentences is no name there."""
    capitals = sum(n for form, n in forms.items() if not form.islower())
    return bool(forms) and capitals < _CAPITAL * forms.total()


def _country(name: str, found: Mapping[str, _Name]) -> str:
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


def _is_past(word: str) -> bool:
    """Whether a word looks like a verb's past ('killed'), which names no story."""
    return len(word) > _ALIKE and word.endswith("ed")


def _stems(names: Sequence[str]) -> list[str]:
    return [_stem(word) for name in names for word in name.split() if word[:1].isupper()]


def _is_same(name: str, other: str) -> bool:
    """Whether two names may be of one: 'Mary Lind' and 'Lind', but not 'South Suda' and 'Suda'
    where that is 'North Suda'."""
    one, two = _stems([name]), _stems([other])
    heads = bool(one and two) and _alike(one[-1], two[-1])
    return heads and (len(one) == 1 or len(two) == 1 or _alike(one[0], two[0]))


def _alike(one: str, other: str) -> bool:
    """Whether two words begin alike: 'Israel' and 'Israeli'."""
    return one[:_ALIKE] == other[:_ALIKE]


def _begin_alike(one: str, other: str) -> bool:
    """Whether one of two words is the other's beginning: 'tech' and 'technology'."""
    return one.startswith(other) or other.startswith(one)


def _in_order(
    words: Sequence[str], heads: Sequence[Sequence[str]], forms: Mapping[str, Counter[str]]
) -> list[str]:
    """Words in the order that headlines have them; what stands side by side there stays so."""
    spelled = {word: forms[word].most_common(1)[0][0].lower() for word in words}
    place = {
        word: min(head.index(word) for head in heads if word in head)
        for word in words
        if any(word in head for head in heads)
    }
    left = sorted(place, key=lambda word: (place[word], word))
    pairs = {(a, b) for head in heads for a, b in pairwise(head)}
    told: list[str] = []
    while left:
        run = [left.pop(0)]
        while True:
            follows = next((word for word in left if (run[-1], word) in pairs), None)
            if follows is None:
                break
            left.remove(follows)
            run.append(follows)
        told.append(" ".join(spelled[word] for word in run))
    return told


def _read(analysis: Analysis) -> str:
    """The body, and the headline where a capital tells a name in it."""
    headline = analysis.article.parts.headline
    head = headline.of(analysis.article.text) if headline else ""
    return _body(analysis) if is_titled(head) else f"{head}\n{_body(analysis)}"


def _body(analysis: Analysis) -> str:
    return analysis.article.parts.body.of(analysis.article.text)


def _first_words(analysis: Analysis) -> Iterator[str]:
    yield from _words_of(analysis, (Part.HEADLINE, Part.STANDFIRST))
    body = [s for s in analysis.sentences if s.part is Part.BODY][:_FIRST]
    for sentence in body:
        yield from _WORD.findall(sentence.span.of(analysis.article.text))


def _words_of(analysis: Analysis, parts: Sequence[Part]) -> Iterator[str]:
    for sentence in analysis.sentences:
        if sentence.part in parts:
            yield from _WORD.findall(sentence.span.of(analysis.article.text))


def _stem(word: str) -> str:
    plain = re.sub(r"['’].*$", "", word.lower()).replace("defense", "defence")
    if len(plain) > 4 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        return plain[:-1]
    return plain


def _plain(name: str) -> str:
    return re.sub(r"^the ", "", name.lower())
