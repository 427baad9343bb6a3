"""Names that one outlet's articles have and no other's: read off the words, exact for these texts.

Whoever is named in one copy alone is part of how it tells the story, quoted or not. A name counts
only where the other texts, with captions and what cleaning took out of them, have neither its last
word nor its initials, nor another name of the same country.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Sequence, Set
from functools import lru_cache

from framing.analysers.sources.places import places
from framing.evidence import Comparison
from framing.evidence.likeness import MOST_ARTICLES
from framing.evidence.spelling import bones
from framing.findings.first_words import NO_NAMES, SMALL, stem_of
from framing.findings.story import names_in
from framing.models import Analysis
from framing.text.dictionary import dictionary

_WORD = re.compile(r"\w+(?:[.&'’-]\w+)*")
_CAPITALS = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)?")
_LEAST = 2  # times: what is named once is mostly in passing
_SHORT = 3  # letters of a name, at least
_PREFIX = 5  # letters: 'Qatari' and 'Qatar' are of one


def names_alone(comparison: Comparison) -> dict[str, list[str]]:
    """The names of people, bodies and places that one outlet alone has, by its slug, those that it
    has most first. None in a study of more articles than one story has, or of several events; an
    outlet whose articles are set apart (another date) has none."""
    analyses = comparison.analyses
    if len(analyses) > MOST_ARTICLES or not comparison.one_event or len(comparison.outlets) < 2:
        return {}
    compared = {row.outlet for row in comparison.rows.articles if row.id not in comparison.apart}
    texts = _texts(analyses)
    bodies: defaultdict[str, str] = defaultdict(str)
    for analysis in analyses:
        article = analysis.article
        bodies[article.outlet] += f"{article.body}\n"
    words = {slug: _words(text) for slug, text in texts.items()}
    countries = {slug: _countries(text) for slug, text in texts.items()}
    found: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    names = names_in(analyses)
    for name, each in names.items():
        if len(each.outlets) != 1 or not _may_name(name):
            continue
        [slug] = each.outlets
        times = len(re.findall(rf"\b{re.escape(name.split()[-1])}\b", bodies[slug]))
        if times < _LEAST:
            continue
        others = [other for other in texts if other != slug]
        if slug not in compared or _is_own(name, comparison.outlet(slug).name):
            continue
        if not any(_has(words[o], name) or _country(name) & countries[o] for o in others):
            whole = _bare(_in_full(name, texts[slug]), names)
            if not any(_has(words[other], whole) for other in others):
                found[slug].append((-times, texts[slug].find(name), whole))
    return {slug: _whole([name for *_, name in sorted(each)]) for slug, each in found.items()}


def _texts(analyses: Sequence[Analysis]) -> dict[str, str]:
    """All that an outlet's pages hold, with captions and what was taken out."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for analysis in analyses:
        article = analysis.article
        texts[article.outlet] += article.printed
    return {slug: " ".join(" ".join(parts).split()) for slug, parts in texts.items()}


def _words(text: str) -> frozenset[str]:
    """The words of a text in small letters, the beginnings of the longer ones, the bones of those
    with a capital, and the initials of names in a row."""
    found: set[str] = set()
    for match in _WORD.finditer(text):
        word = stem_of(match.group())
        found |= {word, *re.split(r"[-.]", word)}
        if len(word) >= _PREFIX:
            found.add(f"{word[:_PREFIX]}…")
        if match.group()[0].isupper():
            found |= {f"{bones(part)}~" for part in re.split(r"[-.]", word) if len(part) >= _PREFIX}
    for run in re.findall(r"[A-Z]\w+(?:(?: of| and| for| the)* [A-Z]\w+)+", text):
        initials = "".join(word[0] for word in run.split() if word[0].isupper()).casefold()
        found |= {initials[i:] for i in range(len(initials) - 1)}
    return frozenset(found)


def _has(words: Set[str], name: str) -> bool:
    """Whether a text's words have a name's last word, another form or spelling of it, or its
    initials."""
    parts = name.split()
    last = stem_of(parts[-1])
    initials = "".join(part[0] for part in parts if part[0].isupper()).casefold()
    return (
        last in words
        or f"{last[:_PREFIX]}…" in words
        or (len(last) >= _PREFIX and f"{bones(last)}~" in words)
        or (len(parts) > 1 and len(initials) > 1 and initials in words)
    )


def _countries(text: str) -> frozenset[str]:
    """The countries that a text names, by code, also by their people."""
    names: set[str] = set()
    for run in _CAPITALS.findall(text):
        names |= {run, *run.split()}
    return frozenset(code for name in names for code in _country(name))


@lru_cache(maxsize=1 << 14)
def _country(name: str) -> frozenset[str]:
    code, kind = places().get(name, ("", ""))
    return frozenset({code}) if code and kind in ("name", "people") else frozenset()


def _may_name(name: str) -> bool:
    """Whether a run of words with capitals names somebody or something: no weekday, no title, no
    people ('Qatari'), no common word that has a capital here."""
    word = name.lower()
    if " " in name:
        return stem_of(name.rsplit(maxsplit=1)[-1]) not in NO_NAMES | SMALL
    lemmas = dictionary()
    common = word in lemmas["adj"] or word in lemmas["verb"] or word in lemmas["adv"]
    people = places().get(name, ("", ""))[1] == "people"
    return len(name) >= _SHORT and not common and not people and word not in NO_NAMES | SMALL


def _in_full(name: str, text: str) -> str:
    """A name as the text gives it in full, where it does: 'Ana Ruiz' for 'Ana', 'Institutes of
    Harbour Studies' for 'Institutes'."""
    if name in places():
        return name  # 'China', not 'China Institutes'
    longer = re.search(rf"\b{re.escape(name)}(?: (?:of|for)(?: the)?(?: [A-Z]\w+)+)+", text)
    if longer:
        return longer.group()
    if " " in name:
        return name
    word = r"[A-Z]\w[\w’'-]*"
    runs = re.findall(rf"(?:{word} )?\b{re.escape(name)}\b(?: {word})?", text)
    full = [run for run in runs if " " in run and all(map(_may_stand, run.split()))]
    return max(sorted(set(full)), key=full.count, default=name)


def _bare(name: str, names: Container[str]) -> str:
    """A name without what stands before it: a people, a title, another name ('to the United Ports
    Ana Ruiz')."""
    words = name.split()
    while len(words) > 1 and (
        words[0].lower() in NO_NAMES or places().get(words[0], ("", ""))[1] == "people"
    ):
        words.pop(0)
    for n in range(len(words) - 2, 1, -1):
        if " ".join(words[:n]) in names and words[n][0].isupper():
            return " ".join(words[n:])
    return " ".join(words)


def _may_stand(word: str) -> bool:
    return word.lower() not in NO_NAMES | SMALL


def _is_own(name: str, outlet: str) -> bool:
    """Whether a name is the outlet's, a part of it, or its site's ('MailOnline')."""
    own = outlet.casefold().split()
    return any(name.casefold().startswith(word) for word in own if len(word) > _SHORT) or (
        f" {name.casefold()} " in f" {outlet.casefold()} "
    )


def _whole(names: Sequence[str]) -> list[str]:
    """The names, each once: 'Ana Ruiz' and not 'Ruiz' beside it."""
    longest = (max((n for n in names if f" {name} " in f" {n} "), key=len) for name in names)
    return list(dict.fromkeys(longest))
