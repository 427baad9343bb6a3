"""Findings that rest on chance: an outlet whose shares lie apart from those of all others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from babel import Locale

from framing.analysers.sources.blocks import BLOCK
from framing.analysers.sources.reading import TURN
from framing.evidence import Comparison, Gap, OutletFigures
from framing.evidence.count import Figure
from framing.evidence.deals import SURE as SURE_P
from framing.evidence.deals import in_deals
from framing.evidence.rows import StatementRow
from framing.evidence.within import pair_within
from framing.findings.resting import (
    all_in_one_of_several,
    in_agency_copy,
    where_alone,
    whose_words,
)
from framing.findings.taking_part import TakingPart
from framing.findings.words import CITED, LIKELY, SURE, Finding, frame_name, has_many, share
from framing.wording import capital, in_words, joined

_NAMINGS = {
    "named": "people with names",
    "unnamed": "people without names",
    "institution": "institutions",
    "document": "documents",
}
# Other media are the way that words came, and seldom whose words they are: no finding.
_ROLES = {
    "official": "officials",
    "government": "politicians and officials",
    "military": "armies and armed groups",
    "expert": "experts",
    "business": "companies",
    "civil_society": "civil society",
    "citizen": "citizens",
}
_VOICES = {
    "narrator": "sentences in the writer’s own words",
    "direct": "sentences wholly in quotation marks",
    "indirect": "sentences of reported speech",
    "mixed": "sentences of several voices",
}
# Only what a reader can make something of: the rest stands in comparison.json.
_LOOKED_AT = ("frame", "role", "naming", "country", "statement")
_OWN_WORDS = "voice.narrator"
# Countries that end in s and take no article.
_ONE = frozenset(
    {"Barbados", "Belarus", "Cyprus", "Honduras", "Laos", "Mauritius", "St Kitts & Nevis"}
)
_OF_STATEMENTS = ("role", "naming", "country")
_IN_MARKS = "statement.direct"
_VOICES_ENOUGH = 2  # speakers behind a share of statements, for it to be the outlet's choice
_ENOUGH = 8  # rows, for an outlet's share to be held against another
_SOME = 4  # rows, from which a share speaks against calling another outlet's the most or the least
_NEAR = 0.5  # of the gap to all others: an outlet that is nearer is like the one that stands apart
_MOST_DISTINCT = 2  # gaps of one kind that one finding joins


def gap_findings(comparison: Comparison) -> list[Finding]:
    """One finding for each outlet and kind of measure with a gap that may be told."""
    kinds: defaultdict[tuple[str, str], list[Gap]] = defaultdict(list)
    between: dict[str, Gap] = {}  # the surest gap of each figure that lies between two camps
    pair = len({gap.outlet for gap in comparison.gaps}) == 2
    for gap in comparison.gaps:
        kind = gap.key.partition(".")[0]
        if kind == "frame" and not comparison.fits:
            continue
        if pair and gap.value < 0:
            continue  # of two outlets, one's less is the other's more: it is told once
        if _is_surpassed(comparison, gap) or _is_of_one_article(comparison, gap):
            continue
        if kind in _OF_STATEMENTS and gap.value > 0 and _speakers(gap) < _VOICES_ENOUGH:
            continue  # one speaker's words, however often the copy cuts them
        if gap.key == _IN_MARKS and _prints_speech(comparison, gap.outlet):
            continue
        looked_at = kind in _LOOKED_AT or gap.key == _OWN_WORDS
        if not (gap.told and looked_at and what(comparison, gap.key)):
            continue
        if not _has_a_like(comparison, gap):
            kinds[gap.outlet, kind].append(gap)
        elif gap.key not in between or gap.p < between[gap.key].p:
            between[gap.key] = gap
    told = {gap.key for held in kinds.values() for gap in held}
    ranked = sorted(
        (gap for key, gap in between.items() if key not in told),
        key=lambda gap: (gap.p, -abs(gap.value), gap.key),
    )
    found = [
        _from_to(comparison, gap)
        for gap in _distinct([gap for gap in ranked if _has_ends(comparison, gap)])[:_MOST_DISTINCT]
    ]
    for (slug, kind), held in _once(kinds).items():
        found.append(_finding(comparison, comparison.outlet(slug), kind, held[:_MOST_DISTINCT]))
    return found


def _once(kinds: Mapping[tuple[str, str], list[Gap]]) -> dict[tuple[str, str], list[Gap]]:
    """The gaps of each outlet and kind, the surest first, without those that count mostly the rows
    of a surer one: what institutions and companies say may be the same statements."""
    found: dict[tuple[str, str], list[Gap]] = {kind: [] for kind in kinds}
    for slug in dict.fromkeys(outlet for outlet, _ in kinds):
        of_outlet = [gap for (outlet, _), held in kinds.items() if outlet == slug for gap in held]
        ranked = sorted(of_outlet, key=lambda gap: (gap.p, -abs(gap.value), gap.key))
        for gap in _distinct(ranked):
            found[slug, gap.key.partition(".")[0]].append(gap)
    return {kind: held for kind, held in found.items() if held}


def _prints_speech(comparison: Comparison, outlet: str) -> bool:
    """Whether an outlet has transcripts or round-ups: they print speech without quotation marks, so
    that their share of marks tells of the form and not of the outlet."""
    rows = comparison.rows.of_outlet(outlet).statements
    return any(row.statement.decided.get("content") in (TURN, BLOCK) for row in rows)


def _speakers(gap: Gap) -> int:
    """How many speakers an outlet's counted statements are of."""
    rows = (row for row in gap.figure.rows if isinstance(row, StatementRow))
    return len({row.speaker_key or row.id for row in rows})


def _is_surpassed(comparison: Comparison, gap: Gap) -> bool:
    """Whether an outlet that takes no part, its articles being of another date, has more of it
    still (or less): a reader would call 'has more' false."""
    own = gap.figure.count / gap.figure.n if gap.figure.n else 0.0
    apart = (figure.count / figure.n for _, figure in _having(comparison, gap.key, taking=False))
    return any((theirs >= own) if gap.value > 0 else (theirs <= own) for theirs in apart)


def _is_of_one_article(comparison: Comparison, gap: Gap) -> bool:
    """Whether all that an outlet has more of stands in one of its articles: it is what that article
    is about, and not how the outlet tells the story."""
    rows = gap.figure.rows
    return gap.value > 0 and all_in_one_of_several(TakingPart(comparison), gap.outlet, rows)


def _having(
    comparison: Comparison, key: str, *, taking: bool, least: int = _ENOUGH
) -> list[tuple[OutletFigures, Figure]]:
    """The outlets that take part, or those that do not, whose share rests on so many rows."""
    part = {gap.outlet for gap in comparison.gaps}
    if taking:  # without the articles that are left out of comparisons, as in the gaps themselves
        figures = {gap.outlet: gap.figure for gap in comparison.gaps if gap.key == key}
    else:
        rest = (outlet for outlet in comparison.outlets if outlet.slug not in part)
        figures = {outlet.slug: outlet.figures[key] for outlet in rest if key in outlet.figures}
    return [
        (outlet, figures[outlet.slug])
        for outlet in comparison.outlets
        if outlet.slug in figures and figures[outlet.slug].n >= least
    ]


def _has_a_like(comparison: Comparison, gap: Gap) -> bool:
    """Whether another outlet comes near, be it with few rows: the gap is then one between two
    camps, and 'has more' would be read as of one alone."""
    apart = abs(gap.tried)
    sign = 1 if gap.value > 0 else -1
    return any(
        sign * _between(comparison, gap, figure) < _NEAR * apart
        for outlet, figure in _having(comparison, gap.key, taking=True, least=_SOME)
        if outlet.slug != gap.outlet
    )


def _between(comparison: Comparison, gap: Gap, other: Figure) -> float:
    """How far an outlet's share lies from another's: within waves, where both have one."""
    inner = pair_within(gap.figure, other, comparison.waves) if gap.within else None
    return gap.figure.count / gap.figure.n - other.count / other.n if inner is None else inner


def what(comparison: Comparison, key: str) -> str:
    """What a share is of, in words: 'security', 'statements by experts'; empty where the report
    has no plain word for it."""
    measure, _, category = key.partition(".")
    if measure == "frame":
        return frame_name(comparison, category)
    if measure == "role" and category in _ROLES:
        return f"statements by {_ROLES[category]}"
    if measure == "naming" and category in _NAMINGS:
        return f"statements by {_NAMINGS[category]}"
    if measure == "country":
        return f"statements from {from_country(category)}"
    if measure == "statement":
        return "statements with quoted words"
    return _VOICES.get(category, "") if measure == "voice" else ""


def country_name(code: str) -> str:
    """A country's name in English: 'South Korea' for 'KR'; the code itself where it has none."""
    return str(Locale("en").territories.get(code, code))


def from_country(code: str) -> str:
    """The name as it stands after 'from': 'the United States'."""
    name = country_name(code)
    several = name.startswith("United ") or (name.endswith("s") and name not in _ONE)
    return f"the {name}" if several or "Republic" in name else name


def _distinct(held: Sequence[Gap]) -> list[Gap]:
    """Without gaps that count the same rows: of officials and governments the surer one stays."""
    kept: list[Gap] = []
    for gap in held:
        rows = {row.id for row in gap.figure.rows}
        if not any(
            rows and 2 * len(rows & {row.id for row in other.figure.rows}) > len(rows)
            for other in kept
        ):
            kept.append(gap)
    return kept


def _finding(
    comparison: Comparison, outlet: OutletFigures, kind: str, held: Sequence[Gap]
) -> Finding:
    many = has_many(comparison)
    first = held[0]
    compared = {gap.outlet for gap in comparison.gaps} - {outlet.slug}
    others = comparison.outlet(*compared).name if len(compared) == 1 else "the others"
    sure = max(gap.p for gap in held) <= SURE_P
    nouns = [what(comparison, gap.key) for gap in held]
    clause = joined([f"{_more(gap)} {noun}" for gap, noun in zip(held, nouns, strict=True)])
    counts = [
        _counts(gap, noun, many, outlet.name if gap is first else "", others)
        for gap, noun in zip(held, nouns, strict=True)
    ]
    rests = _rests_on(comparison, first)
    # One of each gap, then the second of each.
    parted = [[row.id for row in gap.figure.rows[:CITED]] for gap in held]
    rows = [row for each in zip_longest(*parted) for row in each if row]
    return Finding(
        topic="emphasis" if kind == "frame" else "sources",
        outlet=outlet.slug,
        title=f"{outlet.name} has {clause}",
        clause=clause,
        text=f"{capital('; '.join(counts))}.{rests}",
        number=share(first.figure.count, first.figure.n, many),
        label=_label(first, nouns[0], many, others),
        sure=SURE if sure else LIKELY,
        hint=first.family != "poles" or bool(rests),
        why=_how_rare(held, nouns),
        rows=tuple(dict.fromkeys(rows)),
        total=len({row.id for gap in held for row in gap.figure.rows}),
        weight=_weight(first, sure),
    )


def _has_ends(comparison: Comparison, gap: Gap) -> bool:
    """Whether no outlet with few rows has more than the most, or less than the least, of those with
    enough: 'smallest in' would be false of it. Of several waves it is not known: an outlet may have
    the most because of when it wrote."""
    if gap.within:
        return False
    enough = [each for _, each in _having(comparison, gap.key, taking=True)]
    held = [each.count / each.n for each in enough]
    every = _having(comparison, gap.key, taking=True, least=_SOME)
    return all(min(held) <= each.count / each.n <= max(held) for _, each in every)


def _from_to(comparison: Comparison, gap: Gap) -> Finding:
    """A share that differs by more than luck, while no outlet is alone with much or little of it:
    all outlets in their order."""
    many = has_many(comparison)
    enough = _having(comparison, gap.key, taking=True)
    held = [(outlet.name, figure) for outlet, figure in enough]
    held.sort(key=lambda each: (-each[1].count / each[1].n, each[0]))
    noun = what(comparison, gap.key)
    most, least = held[0], held[-1]
    at_ends = [
        joined([name for name, each in held if each.count * end.n == end.count * each.n])
        for _, end in (most, least)
    ]
    ends = f"share of {noun} is largest in {at_ends[0]}, smallest in {at_ends[1]}"
    shares = [f"{share(figure.count, figure.n, many)} in {name}" for name, figure in held]
    rows = [row.id for pair in zip_longest(most[1].rows, least[1].rows) for row in pair if row]
    return Finding(
        topic="emphasis" if gap.key.startswith("frame.") else "sources",
        outlet="",
        title=f"The {ends}",
        clause=f"the {ends}",
        text=f"{capital(noun)}, where the outlet has at least {in_words(_ENOUGH)} "
        f"{gap.figure.of}: {joined(shares)}.",
        number=share(most[1].count, most[1].n, many),
        label=f"{noun} in {most[0]}; {share(least[1].count, least[1].n, many)} in {least[0]}",
        sure=SURE if gap.p <= SURE_P else LIKELY,
        hint=gap.family != "poles",
        why=_how_rare([gap], [noun]),
        rows=tuple(dict.fromkeys(rows))[: 2 * CITED],
        total=len({row.id for _, figure in held for row in figure.rows}),
        weight=_weight(gap, gap.p <= SURE_P) - 0.2,
    )


def _rests_on(comparison: Comparison, gap: Gap) -> str:
    """What more of something rests on, where that is one article of several or one speaker; of
    statements, an agency's copy."""
    copied = "" if gap.key.startswith("frame.") else in_agency_copy(gap.figure.base)
    if gap.value < 0:
        return copied
    page = TakingPart(comparison)
    measure, _, category = gap.key.partition(".")
    rows = gap.figure.rows
    spoken = whose_words(page, category, rows) if measure == "frame" else ""
    return where_alone(page, gap.outlet, rows) + spoken + copied


def _how_rare(held: Sequence[Gap], nouns: Sequence[str]) -> str:
    """How often a deal has gaps as large, said once where it is the same of all; and that it is one
    look of several, where it is not at the poles."""
    hint = "" if held[0].family == "poles" else " One of several shares looked at: a hint."
    deals = [in_deals(gap.p) for gap in held]
    if len(set(deals)) == 1:
        return f"{'A gap' if len(held) == 1 else 'Each gap'} so large: {deals[0]}.{hint}"
    each = [f"{deal} ({noun})" for deal, noun in zip(deals, nouns, strict=True)]
    return f"A gap so large: {joined(each)}.{hint}"


def _weight(gap: Gap, sure: bool) -> float:
    """By size and certainty; what is looked at beside the poles weighs less."""
    family = 0.5 if gap.family == "poles" else -0.7
    return 3.0 + abs(gap.value) - 10 * gap.p + family - (0.0 if sure else 0.6)


def _more(gap: Gap) -> str:
    """'more', 'fewer'; 'only' of statements that are all of the kind."""
    if gap.key.startswith("frame."):
        return "more on" if gap.value > 0 else "less on"
    if gap.value > 0:
        return "only" if gap.figure.count == gap.figure.n else "more"
    return "fewer"


def _label(gap: Gap, noun: str, many: bool, others: str) -> str:
    theirs = share(gap.others_count, gap.others_n, many)
    of = "sentences about " if gap.key.startswith("frame.") else ""
    return f"{of}{noun}; {others} {theirs}"


def _counts(gap: Gap, noun: str, many: bool, name: str, others: str) -> str:
    """'security takes 8 of 15 sentences in Global Times and 39 of 41 in the others'; the name and
    the unit are left out where they were said."""
    own = share(gap.figure.count, gap.figure.n, many)
    theirs = share(gap.others_count, gap.others_n, many)
    is_frame = gap.key.startswith("frame.")
    unit = f" {gap.figure.of}" if name and is_frame and not many else ""
    if not name:
        return f"{noun} {own}, elsewhere {theirs}"
    verb = "takes" if is_frame else "are"
    return (
        f"{noun} {verb} {own}{unit} in {name} and {theirs} in {others}{_untold(gap)}{_inside(gap)}"
    )


def _inside(gap: Gap) -> str:
    """How far apart the shares are within waves, where articles stand in several."""
    if not gap.within:
        return ""
    points = f"{abs(round(100 * gap.tried))} points apart"
    return f", {points} within waves of coverage"


def _untold(gap: Gap) -> str:
    """Of how many statements the copy does not tell, the outlet's own and the others'."""
    measure = gap.key.partition(".")[0]
    what_ = {"role": "the role", "country": "the country"}.get(measure, "the name or kind")
    own, theirs = gap.figure.unknown, gap.others_unknown
    if not own and not theirs:
        return ""
    if not own or not theirs:
        side = "these" if theirs else "the former"
        return f" ({what_} of the speaker is not told in {in_words(own or theirs)} of {side})"
    return (
        f" ({what_} of the speaker is not told in {in_words(own)} of the former, in "
        f"{in_words(theirs)} of the latter)"
    )
