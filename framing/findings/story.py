"""What a story is called: the names and words that its headlines and first sentences share."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from framing.analysers.sources.places import places
from framing.findings.gaps import country_name
from framing.models import Analysis, Part
from framing.wording import joined

_WORD = re.compile(r"[A-Z][.][A-Z][.]?|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_RUN = re.compile(r"(?<=[a-z,;’'] )[A-Z][\w’'-]*(?: (?:of )?[A-Z][\w’'-]*)*")
_SMALL = frozenset(
    "a about after against all also amid among an and another any are around as at be because "
    "been before being between but by can could day days did do does during eight first five "
    "following for four from had has have he her his how in including into is it its just last "
    "least like many may month more most mr mrs ms near new next nine no not now of off on one "
    "only or other our out over people s said say says seven she should since six so some still "
    "such ten than that the their them there these they this those three through to told two "
    "under until up very via was we week were what when where which while who why will with "
    "within would year years you".split()
)
# Words with a capital that stand before a name, or tell when or who reports, and name no one.
_NO_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june "
    "july august september october november december mon tue tues wed thu thurs fri sat sun jan "
    "feb aug sept oct nov dec prime minister president premier chancellor king queen prince "
    "princess secretary general chief chairman senator governor mayor foreign defence state judge "
    "sir lord lady doctor professor news press agency times post media reuters afp ap bbc cnn "
    "eve day park update breaking exclusive live watch video photo".split()
)
_DIRECTIONS = frozenset({"north", "south", "east", "west"})  # parts of names, and none themselves
_FIRST = 2  # sentences of the body that a story's name is read from, beside the headline
_MOST_NAMES, _MOST_WORDS = 3, 3
_CAPITAL = 0.8  # share of its places inside a sentence where a name is written with a capital
_ALONE = 0.2  # share of a name's places where it stands by itself: 'United' never does
_OFTEN = 0.25  # share of a name's places that makes one of its wholes worth telling
_FEWEST = 2  # names and words; one alone says too little
_ALIKE = 5  # letters: 'Israel' and 'Israeli' are one


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
    names = _most(held, forms, outlets, names=True)
    if len(names) < _FEWEST:  # the first sentences share too little: what the bodies speak of
        anywhere: defaultdict[str, set[str]] = defaultdict(set)
        for analysis in analyses:
            for word in _WORD.findall(_body(analysis)):
                anywhere[_stem(word)].add(analysis.article.outlet)
        more = _most(anywhere, forms, outlets, names=True)
        names += [stem for stem in more if stem not in names]
    in_heads = {stem for head in heads for stem in head}
    words = [w for w in _most(held, forms, outlets, names=False) if w in in_heads]
    shown = _whole_names(_unlike(names), forms, analyses)
    said = set(_stems(shown))
    words = [w for w in words if w not in said and not _is_past(w)]
    told = _in_order(words[:_MOST_WORDS], heads, forms)
    if len(shown) + len(told) < _FEWEST:
        return ""
    return ": ".join(part for part in (joined(shown), ", ".join(told)) if part)


def _most(
    held: Mapping[str, set[str]],
    forms: Mapping[str, Counter[str]],
    outlets: Iterable[str],
    *,
    names: bool,
) -> list[str]:
    """The stems that most outlets have, the commonest first: names, or other words."""
    half = len(set(outlets)) / 2
    found = [
        stem
        for stem, by in held.items()
        if len(by) > half
        and len(stem) > 2 - names
        and stem not in _SMALL
        and stem not in _NO_NAMES | _DIRECTIONS
        and _is_name(forms.get(stem, Counter())) is names
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


def _is_name(forms: Counter[str]) -> bool | None:
    """Whether a word is a name; None where it never stands inside a sentence."""
    if not forms:
        return None
    capitals = sum(n for form, n in forms.items() if not form.islower())
    return capitals >= _CAPITAL * forms.total()


def _unlike(names: Sequence[str]) -> list[str]:
    """Names without those that begin as an earlier one does ('Israeli' beside 'Israel')."""
    kept: list[str] = []
    for name in names:
        if not any(_alike(name, other) for other in kept):
            kept.append(name)
    return kept


def _whole_names(
    names: Sequence[str], forms: Mapping[str, Counter[str]], analyses: Sequence[Analysis]
) -> list[str]:
    """Names as they are written most, with the names that mostly stand beside them ('North Korea',
    'British Transport Police'); a name that is part of an earlier one is not told again."""
    runs: Counter[str] = Counter()
    for analysis in analyses:
        for match in _RUN.finditer(_body(analysis)):
            words = re.sub(r"['’]s?$", "", match.group()).split(" ")
            while words and _stem(words[0]) in (_NO_NAMES | _SMALL) - {"new"}:
                words.pop(0)
            runs[" ".join(words)] += 1
    shown: list[str] = []
    for name in names:
        if len(shown) >= _MOST_NAMES:
            break
        word = forms[name].most_common(1)[0][0]
        within = {run: n for run, n in runs.items() if word in run.split(" ")}
        total = sum(within.values())
        ranked = sorted(within, key=lambda run: (-within[run], run)) or [word]
        sole = 2 * within.get(ranked[0], 0) > total
        if not sole and within.get(word, 0) >= _ALONE * total:
            wholes = [word]
        elif sole:
            wholes = ranked[:1]
        else:  # 'South Korea' and 'North Korea'
            wholes = [run for run in ranked if within[run] >= _OFTEN * total][:2] or ranked[:1]
        for whole in map(_country, wholes):
            if not any(_is_same(whole, other) for other in shown):
                shown.append(whole)
    return shown[:_MOST_NAMES]


def _country(name: str) -> str:
    """A country by its one name: 'Germany' for 'German', 'United States' for 'US'; any other name
    as it is."""
    code, kind = places().get(name, ("", ""))
    return country_name(code) if kind in ("people", "name") and code else name


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
