"""Findings on sources: who speaks, and who is left without a name."""

from __future__ import annotations

from collections.abc import Sequence

from framing.evidence import Comparison, OutletFigures
from framing.evidence.comparison import MIN_SCORED_WORDS
from framing.findings.words import Finding, bare, interval_signed, unit_noun
from framing.wording import capital, in_words, joined, percent, plural, signed

OFFICIAL = ("role.official",)
_LISTED = 6


def total(outlets: Sequence[OutletFigures], *measures: str) -> tuple[int, int]:
    """Count of statements with any of the measures, and of all statements, over all outlets."""
    n = sum(outlet.n_statements for outlet in outlets)
    count = sum(outlet.figures[m].count for outlet in outlets for m in measures)
    return int(count), n


def sources_title(comparison: Comparison) -> str:
    """The heading of the section on sources."""
    officials, n = total(comparison.outlets, *OFFICIAL)
    if not n:
        return "No attributed statement was found"
    return f"Officials make {officials} of {plural(n, 'statement')}"


def official_finding(comparison: Comparison) -> Finding | None:
    """How many statements come from governments and militaries."""
    officials, n = total(comparison.outlets, *OFFICIAL)
    if not n:
        return None
    text = (
        f"Government and military speakers make {officials} of {plural(n, 'attributed statement')}."
    )
    outlets = [o for o in comparison.outlets if o.n_statements]
    if 1 < len(outlets) <= _LISTED:
        counts = [
            f"{bare(o.name)} {sum(o.figures[m].count for m in OFFICIAL):.0f} of {o.n_statements}"
            for o in outlets
        ]
        text += f" By {unit_noun(comparison.outlets)}: {joined(counts)}."
    return Finding(
        "sources",
        sources_title(comparison),
        text,
        percent(officials / n),
        "of statements from governments and militaries",
    )


def confirmed_note(comparison: Comparison) -> str:
    """How many of the speakers a person has confirmed or corrected; '' where nobody has looked."""
    if comparison.corrections is None:
        return ""
    spoken = {row.speaker.id: row.speaker for row in comparison.counted.statements if row.speaker}
    confirmed = sum(speaker.confirmed for speaker in spoken.values())
    changed = sum(bool(speaker.corrected) for speaker in spoken.values())
    return (
        f"A person has confirmed {confirmed} of {plural(len(spoken), 'speaker')} and said role, "
        f"country or naming of {changed} ({comparison.corrections})."
    )


def unnamed_finding(comparison: Comparison) -> Finding | None:
    """How many statements come from people without a name."""
    unnamed, n = total(comparison.outlets, "naming.unnamed")
    if not n or not unnamed:
        return None
    named, _ = total(comparison.outlets, "naming.named")
    unknown, _ = total(comparison.outlets, "naming.unknown")
    return Finding(
        "sources",
        f"Unnamed speakers make {unnamed} of {plural(n, 'statement')}",
        f"{plural(unnamed, 'statement')} {_comes(unnamed)} from people without a name, such as "
        f"‘an official’; {named} from named people; the rest from institutions and documents"
        f"{', or from speakers that were not found' if unknown else ''}.",
        percent(unnamed / n),
        "of statements from unnamed people",
    )


def _comes(n: int) -> str:
    return "comes" if n == 1 else "come"


_LISTED = 6


def labels_in_use(comparison: Comparison) -> dict[str, dict[str, tuple[str, ...]]]:
    """Label set → label → names of the outlets that use it, all in the codebook's order."""
    used: dict[str, dict[str, tuple[str, ...]]] = {}
    for label_set in comparison.codebook.label_sets:
        for label in label_set.labels:
            key = f"label.{label_set.id}.{label.id}"
            outlets = tuple(o.name for o in comparison.outlets if key in o.figures)
            if outlets:
                used.setdefault(label_set.id, {})[label.id] = outlets
    return used


def naming_title(comparison: Comparison) -> str:
    """The heading of the section on naming."""
    used = labels_in_use(comparison)
    contested = [labels for labels in used.values() if len(labels) > 1]
    if contested:
        return (
            f"{capital(in_words(len(contested)))} {_referents(len(contested))} under several names"
        )
    if used:
        return "No referent has two names here"
    return "No label of the codebook was found"


def _referents(n: int) -> str:
    return "referent goes" if n == 1 else "referents go"


def naming_finding(comparison: Comparison) -> Finding | None:
    """The codebook's first referent that goes under several names, with who uses which."""
    used = labels_in_use(comparison)
    sets = [s for s in comparison.codebook.label_sets if len(used.get(s.id, ())) > 1]
    if not sets:
        return None
    chosen = sets[0]  # the codebook's author puts first what matters most
    labels = {label.id: label.name for label in chosen.labels}
    shown = [
        f"‘{labels[label]}’ ({joined([bare(o) for o in outlets[:_LISTED]])}"
        f"{' and others' if len(outlets) > _LISTED else ''})"
        for label, outlets in used[chosen.id].items()
    ]
    n = len(used[chosen.id])
    return Finding(
        "naming",
        f"One referent, {in_words(n)} names",
        f"{capital(chosen.name)}: {joined(shown)}.",
        str(n),
        f"{plural(n, 'name').split(' ', 1)[1]} for one referent",
    )


POLARITY = "tone.polarity"
_LISTED = 6


def _measured(comparison: Comparison) -> list[OutletFigures]:
    return [o for o in comparison.outlets if o.tone_is_measured]


def scored_words(comparison: Comparison) -> int:
    """How many words the lexicon scored in the narrator's sentences, all outlets together."""
    return int(sum(o.figures["tone.scored"].count for o in comparison.outlets))


def tone_title(comparison: Comparison) -> str:
    """The heading of the section on tone."""
    noun, n = unit_noun(comparison.outlets), len(comparison.outlets)
    measured = _measured(comparison)
    if not measured:
        return "Too few scored words to speak of tone"
    figures = [o.figures[POLARITY] for o in measured]
    negative = sum(f.excludes_zero and (f.value or 0) < 0 for f in figures)
    positive = sum(f.excludes_zero and (f.value or 0) > 0 for f in figures)
    if not negative and not positive:
        return f"No {noun}’s own wording leans clearly either way"
    if negative and positive:
        return f"Own wording leans negative in {negative}, positive in {positive}"
    lean, count = ("negative", negative) if negative else ("positive", positive)
    where = f"{count} of {n} {noun}s" if n > 1 else f"this {noun}"
    return f"The narrator’s wording leans {lean} in {where}"


def tone_note(comparison: Comparison) -> str:
    """What may be said of the narrator's polarity, and what it does not mean."""
    measured = _measured(comparison)
    noun, n = unit_noun(comparison.outlets), len(comparison.outlets)
    words = plural(scored_words(comparison), "word")
    where = f"{n} {noun}s" if n > 1 else f"one {noun}"
    if not measured:
        return (
            f"The lexicon scores {words} of the narrator in {where}, under {MIN_SCORED_WORDS} in "
            f"each {noun}: a mean of so few is an accident. The words themselves are listed."
        )
    clear = [o for o in measured if o.figures[POLARITY].excludes_zero]
    if clear and len(clear) <= _LISTED:
        shown = [
            f"{bare(o.name)} {signed(o.figures[POLARITY].value)} "
            f"{interval_signed(o.figures[POLARITY])}"
            for o in clear
        ]
        text = f"On a scale from −1 to +1 the interval excludes zero for {joined(shown)}."
    elif clear:
        text = f"The interval excludes zero for {len(clear)} of {len(measured)} {noun}s."
    else:
        text = "On a scale from −1 to +1 every interval includes zero."
    return text + (
        " A report about an attack scores negative because its words do: tone is no verdict."
    )


def tone_finding(comparison: Comparison) -> Finding | None:
    """The key finding on tone; None where too few words were scored to speak of it."""
    measured = _measured(comparison)
    if not measured:
        return None
    clear = [o for o in measured if o.figures[POLARITY].excludes_zero]
    return Finding(
        "tone",
        tone_title(comparison),
        tone_note(comparison),
        f"{len(clear)} of {len(measured)}",
        f"{unit_noun(comparison.outlets)}s whose interval excludes zero",
    )
