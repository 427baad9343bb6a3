"""Institutions and documents that are one across articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from framing.models import Naming
from framing.people.equivalence import Relation, classes_of
from framing.people.gather import Gathered, Local
from framing.people.institutions import Institution, government_name, institution_of, same
from framing.people.joined import Joined, Kind
from framing.people.owners import by_its_leader

_LEAST_ACRONYM = 3


@dataclass(frozen=True)
class _Body:
    institution: Institution
    document: bool

    @property
    def kind(self) -> Kind:
        """What kind of speaker it is."""
        return "document" if self.document else "institution"

    @property
    def joinable(self) -> bool:
        """Whether its words tell it from others of its kind."""
        if self.document:
            return not self.institution.generic and len(self.institution.words) > 1
        return self.institution.told


def join_bodies(bodies: Sequence[Local], gathered: Gathered) -> Iterator[Joined]:
    """Those institutions and documents that are one, in no order.

    Args:
        bodies: speakers that have an ``institution``.
        gathered: all speakers, with the texts that define acronyms.
    """
    expanded = _expansions(bodies, gathered)
    longer = _longer_names(bodies)
    national = _national(bodies)
    told: dict[_Body, list[Local]] = {}
    for local in bodies:
        whole = by_its_leader(local, gathered) or _in_full(local, longer, expanded)
        whole = _with_national(whole, national)
        if whole is not None:
            told.setdefault(_Body(whole, local.naming is Naming.DOCUMENT), []).append(local)
    joinable = [node for node in told if node.joinable]
    classes, doubtful = classes_of(joinable, _blocks, _related)
    for members in classes:
        found = sorted((each for node in members for each in told[node]), key=lambda x: x.key)
        name = _name([node.institution for node in members])
        several = "several can be meant" if doubtful.intersection(members) else ""
        yield Joined(tuple(found), members[0].kind, name, not several, why=several)
    for node in set(told) - set(joinable):
        why = "it has no name" if node.document else "the article does not tell whose it is"
        for local in told[node]:
            yield Joined((local,), node.kind, local.words, False, True, why)


def _blocks(node: _Body) -> Iterable[str]:
    words = [word for word in node.institution.words if not word.startswith("@")]
    of = [word[1:] for word in node.institution.words if word.startswith("@")]
    if node.institution.generic:
        words = [f"{node.institution.country} {word}" for word in words]
    elif len(of) == 1:  # 'the Norwegian Space Agency' is 'the Norwegian space agency'
        words += [f"{of[0]} {word}" for word in words]
    return [*words, node.institution.acronym] if node.institution.acronym else words


def _related(one: _Body, other: _Body) -> Relation:
    a, b = one.institution, other.institution
    if one.document != other.document:
        return Relation.UNRELATED
    if same(a, b):
        return Relation.SAME
    two = a.words ^ b.words
    countries = {word for word in two if word.startswith("@")}
    return Relation.OTHER if two == countries and len(countries) > 1 else Relation.UNRELATED


def _name(members: Sequence[Institution]) -> str:
    """The fullest name: most words, then by alphabet; a country's for its government."""
    first = members[0]
    if first.is_government:
        return government_name(first.country)
    return min((each.name for each in members), key=lambda n: (n.isupper(), -len(n.split()), n))


def _expansions(bodies: Iterable[Local], gathered: Gathered) -> Mapping[str, Institution]:
    """What acronyms stand for, where all of the study agree: as a text defines them, or as the
    initials of one institution that speaks."""
    meant: defaultdict[str, set[Institution]] = defaultdict(set)
    for text in gathered.texts.values():
        for acronym, long in text.defined:
            meant[acronym].add(replace(institution_of(long, None, gathered.common), acronym=""))
    for local in bodies:
        found = local.institution
        if found is None or local.naming is Naming.DOCUMENT or len(found.words) < 2:
            continue
        for acronym in {found.acronym, "".join(w[0] for w in found.name.split() if w[0].isupper())}:
            if len(acronym) >= _LEAST_ACRONYM:
                meant[acronym].add(replace(found, acronym=""))
    agreed = {}
    for acronym, ways in meant.items():
        ordered = sorted(ways, key=lambda i: (-len(i.words), i.name, i.country))
        longest = ordered[0]
        if all(same(longest, each) or each.words <= longest.words for each in ordered):
            agreed[acronym] = replace(longest, acronym=acronym)
    return agreed


def _longer_names(bodies: Iterable[Local]) -> Mapping[tuple[str, str], set[Institution]]:
    """By article and word, the institutions of several words that speak there."""
    found: defaultdict[tuple[str, str], set[Institution]] = defaultdict(set)
    for local in bodies:
        whole = local.institution
        if whole and local.naming is Naming.INSTITUTION and len(whole.words) > 1:
            for word in whole.words:
                found[local.article, word].add(whole)
    return found


_Words = tuple[str, frozenset[str]]


def _national(bodies: Iterable[Local]) -> Mapping[_Words, set[Institution]]:
    """The institutions of a country that have 'National' in their names, by country and the other
    words."""
    found: defaultdict[_Words, set[Institution]] = defaultdict(set)
    for local in bodies:
        whole = local.institution
        if whole and local.naming is Naming.INSTITUTION and "national" in whole.words:
            found[whole.country, whole.words - {"national"}].add(whole)
    return found


def _with_national(
    found: Institution | None, national: Mapping[_Words, set[Institution]]
) -> Institution | None:
    """'The Norwegian Coalition' is the Norwegian National Coalition, if one of the study alone is
    called so; a coalition without a capital may be another."""
    if found is None or not found.country or not found.name.istitle():
        return found
    if found.generic and found.told:
        return found
    named = national.get((found.country, found.words - {"national"}), set())
    whole = {each for each in named if each.name.istitle()}
    if len(whole) != 1:
        return found
    (name,) = whole
    return replace(name, words=name.words | {f"@{name.country}"}, generic=False)


def _in_full(
    local: Local,
    longer: Mapping[tuple[str, str], set[Institution]],
    expanded: Mapping[str, Institution],
) -> Institution | None:
    """What an acronym stands for; what a short form stands for, where the article has one longer
    name alone with its words ('the Observatory', 'the Security Council')."""
    found = local.institution
    if found is None or local.naming is Naming.DOCUMENT:
        return found
    if found.acronym in expanded and len(found.words) == 1:
        return expanded[found.acronym]
    if not found.words or (found.told and (found.generic or len(found.words) > 1)):
        return found
    sets = [longer.get((local.article, word), set()) for word in found.words]
    fitting = {
        each
        for each in set.intersection(*sets)
        if found.words < each.words and found.country in ("", each.country)
    }
    if fitting and all(same(a, b) for a, b in combinations(fitting, 2)):
        return min(fitting, key=lambda i: (-len(i.words), i.name, i.country))
    return found
