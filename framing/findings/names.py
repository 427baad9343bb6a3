"""Findings of names: one thing under several names, and who takes a side with one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from framing.analysers.sources.places import places
from framing.codebooks.model import LabelSet
from framing.evidence.rows import MentionRow
from framing.findings.taking_part import LEAST, LISTED, TakingPart
from framing.findings.words import (
    READ,
    Finding,
    form,
    inside,
    judging,
    quoted,
)
from framing.models import NamingChoice, Part, Voice
from framing.wording import capital, joined, number

_MOSTLY = 3  # uses of a name, for an outlet to have it mostly
_NEARLY = 0.66  # of its uses of all names of the thing
_HARDLY = 0.2  # of an outlet's uses of two names, for it to lean to the other
_CAMP = 2  # outlets on each side, for a name to part them

# Of two names, the outlets that lean to the one and to the other, each with its uses of both.
_Camps = tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]]]


def name_findings(page: TakingPart) -> Iterator[Finding]:
    """Where the outlets part over a name, or one alone judges with it; none of a codebook that is
    of another story."""
    if not page.comparison.fits:
        return
    divided = list(_divided(page))
    yield from divided or _sides(page)
    yield from _proper_names(page)
    yield from _names(page)


def _proper_names(page: TakingPart) -> Iterator[Finding]:
    """One thing that has several names of its own, and one outlet that mostly has another than all
    others do, outside quotation marks: the one with most uses."""
    used: defaultdict[str, defaultdict[str, defaultdict[str, list[MentionRow]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for row, choice in page.mentions(NamingChoice):
        if choice.voice is not Voice.DIRECT and any(map(str.isupper, row.words)):
            used[choice.label_set][row.outlet][choice.label].append(row)
    best: tuple[str, list[MentionRow], str, dict[str, tuple[int, int]]] | None = None
    for held in used.values():
        most = {slug: max(by, key=lambda each: len(by[each])) for slug, by in held.items()}
        often = Counter(most.values())
        if len(most) < LEAST or len(often) != 2 or min(often.values()) != 1:
            continue
        usual, rare = (label for label, _ in often.most_common())
        slug = next(each for each in most if most[each] == rare)
        rows = held[slug][rare]
        if len(rows) < _MOSTLY or len(rows) < _NEARLY * sum(map(len, held[slug].values())):
            continue
        other = Counter(row.words for each in held.values() for row in each[usual]).most_common(1)
        shares = {
            each: (len(by[usual]), sum(map(len, by.values())))
            for each, by in held.items()
            if each != slug
        }
        if any(2 * n <= all_ for n, all_ in shares.values()):
            continue
        if best is None or len(rows) > len(best[1]):
            best = (slug, rows, other[0][0], shares)
    if best is None:
        return
    slug, rows, other_name, shares = best
    name = Counter(row.words for row in rows).most_common(1)[0][0]
    elsewhere = [
        f"{page.name(each)} {number(n)} of {number(all_)}" for each, (n, all_) in shares.items()
    ]
    yield Finding(
        topic="naming",
        outlet=slug,
        title=f"Only {page.name(slug)} mostly says {quoted(name)}",
        clause=f"{quoted(name)}, where others say {quoted(other_name)}",
        text=f"{page.name(slug)} has {quoted(name)} {number(len(rows))} times. The others mostly "
        f"have {quoted(other_name)}: {joined(elsewhere[:LISTED])}.",
        number=number(len(rows)),
        label=f"uses of {quoted(name)} in {page.name(slug)}",
        sure=READ,
        why="By the codebook’s names. Outside quotation marks.",
        rows=tuple(dict.fromkeys(row.id for row in rows))[:3],
        total=len({row.id for row in rows}),
        weight=min(1.9 + 0.1 * len(rows), 2.6),
    )


def _names(page: TakingPart) -> Iterator[Finding]:
    """One thing under several names, with the words that judge."""
    uses: defaultdict[str, defaultdict[str, list[tuple[str, str]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row, choice in page.mentions(NamingChoice):
        if choice.voice is not Voice.DIRECT:
            before = judging(row, choice)
            judged = f"{before} {row.words}" if before else ""
            uses[choice.label_set][row.outlet].append((judged, row.id))
    for label_set in page.comparison.codebook.label_sets:
        held: Mapping[str, list[tuple[str, str]]] = uses.get(label_set.id, {})
        told: dict[str, tuple[str, str]] = {}
        for slug, named in held.items():
            first = next((each for each in named if each[0]), None)
            if first:
                told[slug] = first
        if not told or len(told) == len(held) or len(held) < LEAST:
            continue
        with_it = [f"{page.name(slug)} has {quoted(words)}" for slug, (words, _) in told.items()]
        plain = [page.name(slug) for slug in held if slug not in told]
        yield Finding(
            topic="naming",
            outlet=next(iter(told)) if len(told) == 1 else "",
            title=f"{capital(label_set.name)}: an evaluative word in "
            f"{joined([page.name(slug) for slug in told])}",
            clause=f"an evaluative word for {inside(label_set.name)}",
            text=f"{capital(joined(with_it[:LISTED]))}; {joined(plain[:LISTED])} "
            f"{form(plain, 'names', 'name')} it without one.",
            number=f"{number(len(told))} of {number(len(held))}",
            label=f"{page.noun}s that name it have an evaluative word with it",
            sure=READ,
            why="Words outside quotation marks; too few to test.",
            rows=tuple(dict.fromkeys(row for _, row in told.values())),
            weight=2.1,
        )
        return


def _sides(page: TakingPart) -> Iterator[Finding]:
    """A name that takes a side, in one outlet's own words alone, while at least two others have
    other names for things of the kind: the one with most uses."""
    said: defaultdict[tuple[str, str], defaultdict[str, list[MentionRow]]] = defaultdict(
        lambda: defaultdict(list)
    )
    # By its words, whatever they name.
    uses: defaultdict[str, defaultdict[str, list[MentionRow]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row, choice in page.mentions(NamingChoice):
        told = choice.voice is Voice.NARRATOR and not choice.attributed
        if told and row.place.sentence.part is not Part.CAPTION:
            said[choice.label_set, choice.label][row.outlet].append(row)
            uses[_small(row.words)][row.outlet].append(row)
    found: list[tuple[LabelSet, str, list[MentionRow], dict[str, str]]] = []
    for label_set in page.comparison.codebook.label_sets:
        for label in label_set.labels:
            users: Mapping[str, list[MentionRow]] = said.get((label_set.id, label.id), {})
            if not label.takes_side or len(users) != 1:
                continue
            [(slug, rows)] = users.items()
            if any(set(uses[_small(row.words)]) != {slug} for row in rows):
                continue  # of another thing, others say it, too
            rows = _all_uses(uses, slug, rows)
            others = {
                outlet: _small(row.words)
                for other in label_set.labels
                for outlet, held in said.get((label_set.id, other.id), {}).items()
                for row in held[:1]
                if outlet != slug
            }
            if len(others) >= LEAST - 1:
                found.append((label_set, slug, rows, others))
    if not found:
        return
    label_set, slug, rows, others = max(found, key=lambda each: (len(each[2]), each[0].id))
    often = Counter(_small(row.words) for row in rows)
    words = [quoted(word) for word, _ in often.most_common()]
    elsewhere = [f"{page.name(outlet)} {quoted(name)}" for outlet, name in others.items()]
    yield Finding(
        topic="naming",
        outlet=slug,
        title=f"Only {page.name(slug)} says {words[0]} in its own words",
        clause=f"alone in saying {words[0]}",
        text=f"Of {label_set.name}, {page.name(slug)} has {joined(words[:LISTED])} outside "
        f"quotation marks and reported speech. In the others stand {joined(elsewhere[:LISTED])}.",
        number=number(len(rows)),
        label=f"{form(rows, 'use', 'uses')} in {page.name(slug)}; none in the others",
        sure=READ,
        why="By the codebook’s names that take a side. Whom each means, read there.",
        rows=tuple(dict.fromkeys(row.id for row in rows))[:3],
        total=len({row.id for row in rows}),
        weight=min(1.8 + 0.2 * len(rows), 2.5),
    )


def _all_uses(
    uses: Mapping[str, Mapping[str, Sequence[MentionRow]]], slug: str, rows: Sequence[MentionRow]
) -> list[MentionRow]:
    """The rows with those where the same words are counted for another thing, each place once."""
    words = dict.fromkeys(_small(row.words) for row in rows)
    found = {row.mention.span: row for word in words for row in uses[word][slug]}
    return [found[span] for span in sorted(found)]


def _small(words: str) -> str:
    """Words as they stand inside a sentence, without the capitals of headlines; a name keeps its
    own."""
    raised = words.isupper() or words.istitle()
    return words.lower() if raised and words.title() not in places() else words


def _divided(page: TakingPart) -> Iterator[Finding]:
    """Two names of one set, one of which takes a side, that part the outlets: two or more lean to
    the one, two or more to the other, outside quotation marks. The pair that parts most of them,
    and of such pairs the one with most uses."""
    used: defaultdict[str, defaultdict[str, list[tuple[MentionRow, str]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row, choice in page.mentions(NamingChoice):
        if choice.voice is not Voice.DIRECT and row.place.sentence.part is not Part.CAPTION:
            used[choice.label_set][row.outlet].append((row, choice.label))
    best: tuple[tuple[int, int, int], LabelSet, tuple[str, str], _Camps] | None = None
    for label_set in page.comparison.codebook.label_sets:
        held: Mapping[str, list[tuple[MentionRow, str]]] = used.get(label_set.id, {})
        sided = [label.id for label in label_set.labels if label.takes_side]
        for one, other in combinations([label.id for label in label_set.labels], 2):
            if not {one, other} & set(sided):
                continue
            camps = (_leaning(held, one, other), _leaning(held, other, one))
            least = min(map(len, camps))
            uses = sum(n for camp in camps for n, _ in camp.values())
            rank = (least, sum(map(len, camps)), uses)
            if least >= _CAMP and (best is None or rank > best[0]):
                best = (rank, label_set, (one, other), camps)
    if best is None:
        return
    (_, n, _), label_set, labels, camps = best
    held = used[label_set.id]
    words = [_commonest(held, camp, label) for camp, label in zip(camps, labels, strict=True)]
    sides = [_side(page, held, camp, label) for camp, label in zip(camps, labels, strict=True)]
    text = f"{sides[0]}; {sides[1]}. "
    mixed = [(slug, *each) for camp in camps for slug, each in camp.items() if each[1]]
    if mixed:
        told = [
            f"{number(few)} of {number(few + many)} times in {page.name(slug)}"
            for slug, many, few in mixed
        ]
        text += f"A name of the other kind stands {joined(told)}, in the rest never."
    else:
        text += "None of them has a name of the other kind."
    both = [
        page.name(slug)
        for slug, rows in held.items()
        if {*labels} <= {label for _, label in rows} and not any(slug in camp for camp in camps)
    ]
    if both:
        text += f" {joined(both)} {form(both, 'has', 'have')} both."
    rows = [
        next(row.id for row, label in held[slug] if label == wanted)
        for camp, wanted in zip(camps, labels, strict=True)
        for slug in camp
    ]
    never = "hardly ever" if mixed else "never"
    yield Finding(
        topic="naming",
        outlet="",
        title=f"{quoted(capital(words[0]))} or {quoted(words[1])}: the names part the outlets",
        clause="the outlets part over a name",
        text=text,
        number=f"{number(len(camps[0]))} and {number(len(camps[1]))}",
        label=f"{page.noun}s that have one kind of name and {never} the other",
        sure=READ,
        why="Outside quotation marks. Whom each means, read there.",
        rows=tuple(dict.fromkeys(rows)),
        weight=2.6 + 0.1 * n,
    )


def _side(
    page: TakingPart,
    held: Mapping[str, list[tuple[MentionRow, str]]],
    camp: Iterable[str],
    label: str,
) -> str:
    """'Ash and Birch have ‘rebels’, Cedar has ‘rebel fighters’': each outlet by its own words."""
    by_word: defaultdict[str, list[str]] = defaultdict(list)
    for slug in camp:
        by_word[_commonest(held, [slug], label)].append(page.name(slug))
    return ", ".join(
        f"{joined(names)} {form(names, 'has', 'have')} {quoted(word)}"
        for word, names in by_word.items()
    )


def _leaning(
    held: Mapping[str, list[tuple[MentionRow, str]]], one: str, other: str
) -> dict[str, tuple[int, int]]:
    """The outlets that have one name and never, or next to never, the other: uses of both."""
    found = {}
    for slug, rows in held.items():
        often = Counter(label for _, label in rows)
        many, few = often[one], often[other]
        if many and (not few or (many >= _MOSTLY and few <= _HARDLY * (many + few))):
            found[slug] = (many, few)
    return found


def _commonest(
    held: Mapping[str, list[tuple[MentionRow, str]]], camp: Iterable[str], wanted: str
) -> str:
    """The form of a name that most of some outlets have, and have most often."""
    forms = [
        Counter(_small(row.words) for row, label in held[slug] if label == wanted) for slug in camp
    ]
    often = sum(forms, Counter[str]())
    best = min(often, key=lambda word: (-sum(word in each for each in forms), -often[word], word))
    return f"{best}s" if f"{best}s" in often else best  # 'rebels' where 'rebel-held' is commoner
