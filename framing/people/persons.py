"""People who are one across articles.

A surname is its only bearer's: it takes the full name that its own article has, or that the study
has where one alone bears it and nothing told of the two contradicts. Who could be two stays apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from framing.analysers.sources.persons import given_names
from framing.models import Naming, Role
from framing.people.equivalence import Relation, classes_of
from framing.people.gather import Gathered, Local, person_in
from framing.people.institutions import american
from framing.people.joined import Joined
from framing.people.names import Name, frame, keys_of, relation, surname
from framing.people.runs import alone, bearers, can_be_given, is_no_name, is_title

Key = tuple[str, str]
_OFTENER = 2  # times as often a name stands alone as within a longer one that is not believed


@dataclass(frozen=True)
class _Person:
    """A name to be compared; of a bare surname what its article tells of the bearer counts."""

    name: Name
    gender: str = ""
    role: Role | None = None
    country: str | None = None


def people_of(gathered: Gathered) -> list[Local]:
    """The speakers who have a personal name, also where it was taken for an institution's; not
    those whose name is an institution's in as many articles."""
    bodies = Counter(
        frozenset(local.institution.words)
        for local in gathered.locals
        if local.institution and local.naming is Naming.INSTITUTION
    )
    names = Counter(local.name for local in gathered.locals if local.name)
    named: Counter[frozenset[str]] = Counter()
    for each, count in names.items():
        named[_words(each)] += count
    borne = {surname(each) for each in names if not each.bare}

    def is_person(local: Local, name: Name) -> bool:
        if local.gender or (name.bare and surname(name) in borne):
            return True
        return bodies[_words(name)] < named[_words(name)]

    people = [local for local in gathered.locals if local.name and is_person(local, local.name)]
    full = {local.name for local in people if local.name and not local.name.bare}
    known = {" ".join(name.spellings) for name in full}
    surnames = {key for name in full for key in (name.spellings[0], name.spellings[-1])}
    there: defaultdict[str, set[str]] = defaultdict(set)  # by article, whom its text has in full
    for article, text in gathered.texts.items():
        for key in surnames & text.by_word.keys():
            there[article] |= {
                key
                for name in bearers(text, key, gathered.common)
                if " ".join(name.spellings) in known
            }
    taken = {local.key for local in people}
    for local in gathered.locals:
        if local.key not in taken and local.naming is Naming.INSTITUTION:
            name = person_in(local, known, there[local.article])
            if name is not None:
                people.append(replace(local, name=name))
    return sorted(people, key=lambda local: local.key)


def _words(name: Name) -> frozenset[str]:
    """The words of a name as those of an institution."""
    return frozenset(american(word) for word in name.words)


def join_people(people: Sequence[Local], gathered: Gathered) -> Iterator[Joined]:
    """Those people who are one, in no order."""
    people = _without_what_ran_in(people, gathered)
    first = _surnames_first(people, gathered)
    full = _names_in_full(people, gathered, first)
    told: dict[_Person, list[Local]] = {}
    for local in people:
        name = full[local.key]
        tells = (local.gender, local.role, local.country) if name.bare else ()
        told.setdefault(_Person(name, *tells), []).append(local)
    everyone = [*told, *(_rivals(told, gathered) - told.keys())]
    unsuffixed = [n.name for n in everyone if not n.name.bare and not n.name.suffix]

    def blocks(node: _Person) -> Iterable[str]:
        keys = node.name.spellings
        return (frame(keys[0]), frame(keys[-1])) if keys else ()

    def related(one: _Person, other: _Person) -> Relation:
        found = relation(one.name, other.name, first)
        if found is Relation.OTHER and _have_two_given_names(told, one, other):
            return Relation.SAME
        surnames = one.name.bare + other.name.bare
        if (
            found is Relation.SAME
            and surnames == 1
            and _of_a_father(one.name, other.name, unsuffixed)
        ):
            return Relation.OTHER
        contradict = found is Relation.SAME and surnames and _contradict(told, one, other)
        if contradict:
            return Relation.UNRELATED if surnames > 1 else Relation.OTHER
        return found

    classes, doubtful = classes_of(everyone, blocks, related)
    for members in classes:
        speaking = [node for node in members if node in told]
        found = sorted((each for node in speaking for each in told[node]), key=lambda x: x.key)
        bare = all(node.name.bare for node in speaking)
        words = {word.casefold() for node in speaking for word in node.name.words}
        several = "several bear this name" if doubtful.intersection(speaking) else ""
        plain = "the name is a plain word" if bare and words & gathered.common else ""
        if bare and (several or plain):
            for each in found:
                why = several or plain
                yield Joined((each,), "person", str(full[each.key]), False, True, why)
        elif found:
            whole = fullest([full[each.key] for each in found])
            why = several or _little_told(found, whole, gathered)
            yield Joined(tuple(found), "person", str(whole), not why, why=why)


def _little_told(found: Sequence[Local], name: Name, gathered: Gathered) -> str:
    """Why private people of one name in several outlets may be two: others of the study bear the
    surname, too, and nothing but the name is told of them in both."""
    private = all(local.role in (None, Role.CITIZEN) for local in found)
    if len({local.outlet for local in found}) < _SEVERAL or not private or name.bare:
        return ""
    told = [_told_beside(local, name) for local in found]
    if any(one & other for one, other in combinations(told, 2)):
        return ""
    last = surname(name)
    bearing = {
        str(each)
        for text in gathered.texts.values()
        for each in bearers(text, last, gathered.common)
        if not each.bare and relation(each, name) is not Relation.SAME
    }
    return "several bear the surname, and no more is told in both" if bearing else ""


_SEVERAL = 2


def _told_beside(local: Local, name: Name) -> set[str]:
    """What an article tells of somebody beside the name: ages, trades, homes."""
    words = {w for each in (local.words, *local.phrases) for w in re.findall(r"\w+", each.lower())}
    own = {word.casefold() for word in name.words}
    return {w for w in words - own if len(w) >= _TELLING or w.isdigit()}


_TELLING = 4  # letters


def _of_a_father(one: Name, other: Name, unsuffixed: Sequence[Name]) -> bool:
    """Whether a surname alone is rather that of the namesake without a suffix whom the study names,
    too: 'Lund' is Jan Lund where there is a Jan Lund Jr beside him."""
    bare, full = (one, other) if one.bare else (other, one)
    if not full.suffix or bare.suffix:
        return False
    same = replace(full, suffix="")
    return any(relation(same, each) is Relation.SAME for each in unsuffixed)


def _without_what_ran_in(people: Sequence[Local], gathered: Gathered) -> list[Local]:
    """The people, their names without words that a caption or a map ran into them: 'Virginia Donald
    Trump', 'Huma Abedin Dailymail.com', where the study has the name within far more often."""
    plain: dict[Name, Name] = {}
    for name in {local.name for local in people if local.name and len(local.name.words) > 2}:
        times = _heard(name, gathered)
        inside = {each: _heard(each, gathered) for each in _names_within(name, gathered.common)}
        often = [each for each, n in inside.items() if n - times >= _OFTENER * times]
        if often:
            plain[name] = max(sorted(often, key=str), key=lambda n: len(n.words))
    return [
        replace(local, name=plain[local.name]) if local.name in plain else local for local in people
    ]


def _names_within(name: Name, common: Set[str]) -> Iterator[Name]:
    """What can be a full name at the start or the end of a longer one."""
    words = name.words
    for n in range(2, len(words)):
        for run in (words[:n], words[-n:]):
            first, last = (w.capitalize() if w.isupper() else w for w in (run[0], run[-1]))
            given = first in given_names() and not is_title(first)  # whose surname may be a place's
            if (
                can_be_given(first, common)
                and last[:1].isupper()
                and (given or not is_no_name(last))
            ):
                yield Name(run)


def _heard(name: Name, gathered: Gathered) -> int:
    """How often the study's texts have a name, alone or within a longer one; once at least."""
    n, words = len(name.words), [word.casefold() for word in name.words]
    runs = (
        run
        for text in gathered.texts.values()
        for run in text.by_word.get(name.spellings[-1] if name.spellings else "", ())
    )
    folded = ([word.casefold() for word in run] for run in runs)
    return max(1, sum(words == run[i : i + n] for run in folded for i in range(len(run) - n + 1)))


def _have_two_given_names(
    told: Mapping[_Person, Sequence[Local]], one: _Person, other: _Person
) -> bool:
    """Whether two full names of one surname are a person's in two languages ('William Lai', 'Lai
    Ching-te'): an English given name before it, a hyphened one behind it, one role and country."""
    forms = {_english_form(node.name) for node in (one, other)}
    if forms != {"given first", "surname first"}:
        return False
    posts = [
        {(each.role, each.country) for each in told.get(node, ()) if each.role and each.country}
        for node in (one, other)
    ]
    return len(posts[0] | posts[1]) == 1 and bool(posts[0]) and posts[0] == posts[1]


def _english_form(name: Name) -> str:
    if len(name.words) != 2:
        return ""
    if name.words[1].partition("-")[2][:1].islower():
        return "surname first"
    return "given first" if given_names().get(name.words[0]) else ""


def _contradict(told: Mapping[_Person, Sequence[Local]], one: _Person, other: _Person) -> bool:
    """Whether what is told of two bearers of a surname cannot be true of one person."""
    a, b = told.get(one, ()), told.get(other, ())
    genders = [
        {each.gender for each in side} | {_given_gender(node.name)}
        for node, side in ((one, a), (other, b))
    ]
    countries = [{x.country for x in side} - {None} for side in (a, b)]
    roles = [{x.role for x in side} - {None, Role.OTHER} for side in (a, b)]
    return (
        _apart(genders[0], genders[1])
        or _apart(countries[0], countries[1])
        or _apart(roles[0], roles[1])
    )


def _given_gender(name: Name) -> str:
    """'man' or 'woman' where the given name of a full name tells it, else ''."""
    return "" if name.bare else given_names().get(name.words[0], "")


def _apart(one: Set[object], other: Set[object]) -> bool:
    told, others = one - {""}, other - {""}
    return bool(told and others and not told & others)


def _surnames_first(people: Iterable[Local], gathered: Gathered) -> frozenset[str]:
    """First words that are surnames: articles use them alone more often than the last ('Kim'), or a
    given name with a hyphen follows ('Ban Ki-moon')."""
    counts = alone(gathered.texts.values(), gathered.common)
    last_words: defaultdict[str, set[bool]] = defaultdict(set)
    for name in {local.name for local in people if local.name and not local.name.bare}:
        first, last = keys_of(name.words[0]), keys_of(name.words[-1])
        if first and last:
            hyphened = len(name.words) == 2 and name.words[1].partition("-")[2][:1].islower()
            more = counts[first[0]] > max(1, counts[last[-1]])
            last_words[first[0]].add(more or (hyphened and not counts[last[-1]]))
    # 'Kim Jong Un' and 'Kim Darroch': a word that is a given name once is taken for one always.
    return frozenset(word for word, is_surname in last_words.items() if all(is_surname))


def _names_in_full(
    people: Sequence[Local], gathered: Gathered, first: frozenset[str]
) -> Mapping[Key, Name]:
    """Everyone's name, a surname in full where its own article names one alone that bears it."""
    named: defaultdict[tuple[str, str], set[Name]] = defaultdict(set)
    for local in people:
        if local.name and not local.name.bare:
            named[local.article, surname(local.name, first)].add(local.name)
    found: dict[Key, Name] = {}
    for local in people:
        name = local.name
        if name is None:
            continue
        found[local.key] = name
        key = surname(name)
        if not name.bare or not key:
            continue
        bearing = named[local.article, key] | {
            each
            for each in bearers(gathered.texts[local.article], key, gathered.common)
            if surname(each, first) == key
        }
        bearing = {x for x in bearing if not _apart({local.gender}, {_given_gender(x)})}
        titled = _titled(local, name, gathered) if bearing else set()
        apart = all(relation(x, y) is Relation.OTHER for x in bearing for y in titled)
        if len(titled) == 1 and apart:
            bearing = titled  # 'President Lund', where the article has Anna Lund alone in full
        if bearing and all(
            relation(a, b, first) is Relation.SAME for a, b in combinations(bearing, 2)
        ):
            found[local.key] = fullest(sorted(bearing, key=str))
    return found


def _titled(local: Local, name: Name, gathered: Gathered) -> set[Name]:
    """The full names that stand in the study's texts behind the title that a bare surname has."""
    last = name.words[-1]
    words = [w.strip(".,") for each in (local.words, *local.phrases) for w in each.split()]
    titles = {a for a, b in pairwise(words) if b == last and is_title(a)}
    runs = (run for text in gathered.texts.values() for run in text.by_word.get(surname(name), ()))
    return {
        Name(run[at + 1 : at + 3])
        for run in runs
        for at in range(len(run) - 2)
        if run[at] in titles and run[at + 2] == last and can_be_given(run[at + 1], gathered.common)
    }


def _rivals(told: Mapping[_Person, Sequence[Local]], gathered: Gathered) -> set[_Person]:
    """The full names in all texts for those whose surname alone names a speaker."""
    wanted = {surname(node.name) for node in told if node.name.bare}
    return {
        _Person(name)
        for text in gathered.texts.values()
        for key in wanted & text.by_word.keys()
        for name in bearers(text, key, gathered.common)
    }


def fullest(names: Sequence[Name]) -> Name:
    """The fullest form: most words that are no initials, most often, most words, then by alphabet;
    one in capitals alone last."""
    counts = Counter(names)
    return min(
        counts,
        key=lambda n: (
            str(n).isupper(),
            -sum(len(word.strip(".")) > 1 for word in n.words),
            -counts[n],
            -len(n.words),
            str(n),
        ),
    )
