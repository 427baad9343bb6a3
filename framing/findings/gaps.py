"""Findings that rest on chance: an outlet whose shares lie apart from those of all others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from babel import Locale

from framing.evidence import Comparison, Gap, OutletFigures
from framing.evidence.deals import SURE as SURE_P
from framing.evidence.deals import in_deals
from framing.findings.words import LIKELY, SURE, Finding, frame_name, has_many, share
from framing.wording import capital, joined

_NAMINGS = {
    "named": "people with names",
    "unnamed": "people without names",
    "institution": "institutions",
    "document": "documents",
}
_ROLES = {
    "official": "officials",
    "government": "governments",
    "military": "militaries",
    "expert": "experts",
    "media": "media",
    "business": "business",
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
_MOST_DISTINCT = 2  # gaps of one kind that one finding joins
_CITED = 3


def gap_findings(comparison: Comparison) -> list[Finding]:
    """One finding for each outlet and kind of measure with a gap that may be told."""
    kinds: defaultdict[tuple[str, str], list[Gap]] = defaultdict(list)
    for gap in comparison.gaps:
        kind = gap.key.partition(".")[0]
        if gap.told and kind in _LOOKED_AT and what(comparison, gap.key):
            kinds[gap.outlet, "frame" if kind == "frame" else kind].append(gap)
    found = []
    for (slug, kind), held in kinds.items():
        outlet = comparison.outlet(slug)
        held.sort(key=lambda gap: (gap.p, -abs(gap.value), gap.key))
        held = _distinct(held)[:_MOST_DISTINCT]
        found.append(_finding(comparison, outlet, kind, held))
    return found


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
        return f"statements from {country_name(category)}"
    if measure == "statement":
        return "statements in quotation marks"
    return _VOICES.get(category, "") if measure == "voice" else ""


def country_name(code: str) -> str:
    """A country's name in English: 'South Korea' for 'KR'; the code itself where it has none."""
    return str(Locale("en").territories.get(code, code))


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
    name = outlet.name
    sides = [f"{_more(gap)} {_noun(comparison, gap)}" for gap in held]
    clause = joined(sides)
    first = held[0]
    counts = [_counts(comparison, gap, many, name if not place else "") for place, gap in enumerate(held)]
    weakest = max(gap.p for gap in held)
    deals = [
        in_deals(gap.p) + (f" ({_noun(comparison, gap)})" if len(held) > 1 else "") for gap in held
    ]
    unit = "Whole articles" if first.by_article else "Whole paragraphs"
    rows = [row.id for gap in held for row in gap.figure.rows[: max(_CITED // len(held), 2)]]
    return Finding(
        topic="emphasis" if kind == "frame" else "sources",
        outlet=outlet.slug,
        title=f"{capital(clause)} in {name}",
        clause=clause,
        text=f"{capital('; '.join(counts))}.",
        number=share(first.figure.count, first.figure.n, many),
        label=_label(comparison, first, many),
        sure=SURE if weakest <= SURE_P else LIKELY,
        why=f"{unit} dealt at random: a gap so large in {joined(deals)}.",
        rows=tuple(dict.fromkeys(rows)),
        weight=3.0 + abs(first.value) + (0.5 if first.family == "poles" else 0.0) - 10 * first.p,
    )


def _more(gap: Gap) -> str:
    if gap.value > 0:
        return "more"
    return "less" if gap.key.startswith("frame.") else "fewer"


def _label(comparison: Comparison, gap: Gap, many: bool) -> str:
    others = share(gap.others_count, gap.others_n, many)
    if gap.key.startswith("frame."):
        return f"sentences about {_noun(comparison, gap)}; the others {others}"
    return f"{_noun(comparison, gap)}; the others {others}"


def _of(gap: Gap) -> str:
    return gap.figure.of


def _noun(comparison: Comparison, gap: Gap) -> str:
    return what(comparison, gap.key)


def _counts(comparison: Comparison, gap: Gap, many: bool, name: str) -> str:
    """'security takes 8 of 15 sentences in Global Times and 39 of 41 in the others'; the name and
    the unit are left out where they were said."""
    noun = _noun(comparison, gap)
    own = share(gap.figure.count, gap.figure.n, many)
    others = share(gap.others_count, gap.others_n, many)
    unit = f" {_of(gap)}" if name and gap.key.startswith("frame.") and not many else ""
    verb = "takes" if gap.key.startswith("frame.") else "are"
    if not name:
        return f"{noun} {own}, elsewhere {others}"
    return f"{noun} {verb} {own}{unit} in {name} and {others} in the others"
