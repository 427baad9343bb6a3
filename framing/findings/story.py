"""What a story is called: the words that its headlines share."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from framing.models import Analysis, Part, Sentence

_WORD = re.compile(r"[A-Z][.][A-Z][.]?|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SMALL = frozenset(
    "a about after against all also amid among an and another any are around as at be because been "
    "before between but by can could day days during eight first five following for four from had "
    "has have he his how in including into is it its just last like many may month more most new "
    "next nine no not now of off on one only or other out over people s said say says seven she "
    "since six so some still such ten than that the their them there these they this those three "
    "through to told two until up very was we week were what when where which while who why will "
    "with within would year years".split()
)
_DATES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December Mon Tue Tues Wed Thu Thurs Fri Sat Sun "
    "Jan Feb Aug Sept Oct Nov Dec".split()
)
_MOST_NAMES, _MOST_WORDS = 2, 3


def story_name(analyses: Sequence[Analysis]) -> str:
    """'Japan and South Korea: defence, ministers, talks': the names and words that most of the
    outlets' headlines or first sentences share; empty where they share none."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    words: defaultdict[str, set[str]] = defaultdict(set)
    spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    headed: set[str] = set()
    outlets = {analysis.article.outlet for analysis in analyses}
    for analysis in analyses:
        outlet = analysis.article.outlet
        headed |= {_stem(word) for word in _first_words(analysis, Part.HEADLINE)}
        for word in _first_words(analysis):
            key = _stem(word)
            if key in _SMALL or len(key) < 2:
                continue
            spelled[key][word] += 1
            words[key].add(outlet)
    met = {analysis.article.id: _names(analysis) for analysis in analyses}
    inside = set().union(*met.values())
    for analysis in analyses:
        # A first word has a capital in any case: it is a name where another sentence shows so.
        first = _opening(analysis)
        for name in met[analysis.article.id] | ({first} & inside):
            names[name].add(analysis.article.outlet)
    shared = [name for name, held in names.items() if 2 * len(held) > len(outlets)]
    shared.sort(key=lambda name: (-len(names[name]), name))
    shown = [n for n in shared if not any(n != other and n in other for other in shared)]
    shown = shown[:_MOST_NAMES]
    used = {_stem(word) for name in shared for word in _WORD.findall(name)}
    common = [
        key
        for key, held in words.items()
        if 2 * len(held) > len(outlets) and key not in used and _is_small(spelled[key])
    ]
    common.sort(key=lambda key: (-len(words[key]), -spelled[key].total(), key))
    told = [spelled[key].most_common(1)[0][0].lower() for key in common if key in headed]
    told = told[:_MOST_WORDS]
    head = " and ".join(shown)
    return ": ".join(part for part in (head, ", ".join(told)) if part)


def _first_words(analysis: Analysis, part: Part | None = None) -> Iterator[str]:
    text = analysis.article.text
    for sentence in _first(analysis):
        if part is None or sentence.part is part:
            yield from _WORD.findall(sentence.span.of(text))


def _first(analysis: Analysis) -> Iterator[Sentence]:
    body = False
    for sentence in analysis.sentences:
        if sentence.part in (Part.HEADLINE, Part.STANDFIRST):
            yield sentence
        elif sentence.part is Part.BODY and not body:
            body = True
            yield sentence


def _names(analysis: Analysis) -> set[str]:
    """Runs of words in capitals in the first sentence of the body, where only names have them."""
    found = set()
    text = analysis.article.text
    for sentence in _first(analysis):
        if sentence.part is not Part.BODY:
            continue
        words = sentence.span.of(text)
        for match in re.finditer(r"(?<=[a-z,] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*", words):
            name = re.sub(r"['’]s?$", "", match.group())
            if name not in _DATES:
                found.add(name)
        first = re.match(r"[A-Z][\w-]+(?: [A-Z][\w-]+)*", words)
        if first and " " in first.group():
            found.add(first.group())
    return found


def _opening(analysis: Analysis) -> str:
    """The first word of the body."""
    body = next((s for s in analysis.sentences if s.part is Part.BODY), None)
    found = _WORD.match(body.span.of(analysis.article.text)) if body else None
    return found.group() if found else ""


def _stem(word: str) -> str:
    plain = re.sub(r"['’].*$", "", word.lower())
    plain = plain.replace("defense", "defence")
    return (
        plain[:-1] if len(plain) > 4 and plain.endswith("s") and not plain.endswith("ss") else plain
    )


def _is_small(forms: Counter[str]) -> bool:
    """Whether a word is written small at least once: a name never is."""
    return any(form.islower() for form in forms)
