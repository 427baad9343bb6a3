"""Findings on emphasis: the two poles against each other, and frames that set an outlet apart."""

from __future__ import annotations

from framing.evidence import Comparison, Difference, OutletFigures
from framing.evidence.measures import LOG_RATIO
from framing.findings.topics import total
from framing.findings.words import Finding, bare, counted, interval_in_percent, unit_noun, whose
from framing.wording import capital, in_words, joined, number, percent, plural

_LISTED = 6  # outlets whose counts a sentence can hold


def frame_name(comparison: Comparison, frame: str) -> str:
    """A frame's name in running text, in lower case."""
    name = comparison.codebook.frame(frame).name
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def clear_poles(
    comparison: Comparison,
) -> tuple[list[OutletFigures], list[OutletFigures], list[OutletFigures]]:
    """Outlets whose log ratio lies clearly with the first pole, the second, or neither."""
    first, second, neither = [], [], []
    for outlet in comparison.outlets:
        ratio = outlet.figures.get(LOG_RATIO)
        if ratio is None or ratio.value is None or not ratio.excludes_zero:
            neither.append(outlet)
        elif ratio.value > 0:
            first.append(outlet)
        else:
            second.append(outlet)
    return first, second, neither


def poles_title(comparison: Comparison) -> str:
    """The heading of the section on the two poles."""
    assert comparison.codebook.poles
    one, two = (frame_name(comparison, pole) for pole in comparison.codebook.poles)
    ones, twos = (
        sum(o.figures[f"frame.{pole}"].count for o in comparison.outlets)
        for pole in comparison.codebook.poles
    )
    if not ones and not twos:
        return f"Neither {one} nor {two} was found"
    if not ones or not twos:
        return f"No {one if not ones else two} was found; too little to compare"
    first, second, neither = clear_poles(comparison)
    n, noun = len(comparison.outlets), unit_noun(comparison.outlets)
    if not neither and not first:
        where = f"every {noun}" if n > 1 else f"this {noun}"
        return f"{capital(two)} outweighs {one} in {where}"
    if not neither and not second:
        where = f"every {noun}" if n > 1 else f"this {noun}"
        return f"{capital(one)} outweighs {two} in {where}"
    if first and second:
        return f"{capital(two)} outweighs {one} in {len(second)}, the reverse in {len(first)}"
    if second:
        return f"{capital(two)} outweighs {one} in {len(second)} of {n} {noun}s"
    if first:
        return f"{capital(one)} outweighs {two} in {len(first)} of {n} {noun}s"
    return f"{capital(one)} and {two} cannot be told apart"


def poles_finding(comparison: Comparison) -> Finding | None:
    """How often each pole is spoken of, counted, outlet by outlet where there is room."""
    if not comparison.codebook.poles:
        return None
    one, two = comparison.codebook.poles
    one_name, two_name = frame_name(comparison, one), frame_name(comparison, two)
    outlets = [o for o in comparison.outlets if o.n_sentences]
    if not outlets:
        return None
    ones = sum(o.figures[f"frame.{one}"].count for o in outlets)
    twos = sum(o.figures[f"frame.{two}"].count for o in outlets)
    if not ones and not twos:
        return None  # what does not compare says that the codebook may be of another story
    total = sum(o.n_sentences for o in outlets)
    text = (
        f"{capital(two_name)} stands in {number(twos)} of {number(total)} sentences and "
        f"{one_name} in {number(ones)}; a sentence can hold both, or neither."
    )
    if 1 < len(outlets) <= _LISTED:
        counts = [
            f"{bare(o.name)} {o.figures[f'frame.{one}'].count:.0f} and "
            f"{o.figures[f'frame.{two}'].count:.0f} of {o.n_sentences}"
            for o in outlets
        ]
        text += f" {capital(one_name)} and {two_name}: {'; '.join(counts)}."
        unclear = clear_poles(comparison)[2]
        if 0 < len(unclear) < len(outlets):
            text += f" Not clear either way: {joined([bare(o.name) for o in unclear])}."
    return Finding(
        "emphasis",
        poles_title(comparison),
        text,
        f"{ones:.0f} : {twos:.0f}",
        f"sentences with {one_name}, with {two_name}",
    )


def sets_apart(comparison: Comparison, frame: str) -> OutletFigures | None:
    """The outlet whose share of a frame differs clearly from every other's, all to one side."""
    measure = f"frame.{frame}"
    for outlet in comparison.outlets:
        others = [o for o in comparison.outlets if o.slug != outlet.slug]
        if len(others) < 2:
            return None
        sides = {_side(comparison.difference(measure, outlet.slug, others[0].slug))}
        for other in others[1:]:
            if sides not in ({-1}, {1}):
                break
            sides.add(_side(comparison.difference(measure, outlet.slug, other.slug)))
        if sides in ({-1}, {1}):
            return outlet
    return None


def _side(gap: Difference | None) -> int:
    """To which side of zero a difference's interval lies; 0 where it holds zero or is missing."""
    return 0 if gap is None else (gap.low > 0) - (gap.high < 0)


def apart_findings(comparison: Comparison) -> list[Finding]:
    """One finding for each frame that sets an outlet apart from all others."""
    found = []
    for frame in comparison.codebook.frames:
        outlet = sets_apart(comparison, frame.id)
        if outlet is None:
            continue
        figure = outlet.figures[f"frame.{frame.id}"]
        others = [
            o.figures[f"frame.{frame.id}"].value or 0.0
            for o in comparison.outlets
            if o.slug != outlet.slug
        ]
        name = frame_name(comparison, frame.id)
        low, high = percent(min(others)), percent(max(others))
        span = f"{low} of sentences" if low == high else f"{low} to {high} of sentences"
        found.append(
            Finding(
                "emphasis",
                f"{capital(name)} sets {whose(outlet)} apart",
                f"{capital(name)} stands in {counted(figure)} sentences of {whose(outlet)} "
                f"({percent(figure.value)}, interval {_plain(interval_in_percent(figure))}). "
                f"In the other {in_words(len(others))} it stands in {span}. "
                f"The interval of each difference excludes zero.",
                percent(figure.value),
                f"of sentences, {bare(outlet.name)}: {name}",
            )
        )
    return found


def _plain(interval: str) -> str:
    return interval.strip("()") or "not measured"


def share_note(comparison: Comparison, frame: str) -> str:
    """What may be said of a frame's shares across outlets: the pairs that differ clearly."""
    measure = f"frame.{frame}"
    pairs = [d for d in comparison.differences if d.measure == measure]
    clear = [d for d in pairs if d.excludes_zero]
    name = frame_name(comparison, frame)
    if not pairs:
        return f"{capital(name)}: there is no pair to compare."
    if not clear:
        return f"{capital(name)}: no difference whose interval excludes zero."
    names = {o.slug: bare(o.name) for o in comparison.outlets}
    shown = [f"{names[d.first]} against {names[d.second]}" for d in clear]
    which = f" ({joined(shown)})" if len(shown) <= _LISTED else ""
    return (
        f"{capital(name)}: the interval of the difference excludes zero in {len(clear)} of "
        f"{plural(len(pairs), 'pair')}{which}."
    )


def chart_titles(comparison: Comparison) -> dict[str, str]:
    """A title of ten words or fewer for each chart, by the chart's key."""
    outlets = comparison.outlets
    statements = total(outlets)[1]
    sentences = sum(o.figures["voice.narrator"].n for o in outlets)
    narrated = sum(int(o.figures["voice.narrator"].count) for o in outlets)
    clear = sum(o.tone_is_measured and o.figures["tone.polarity"].excludes_zero for o in outlets)
    experts, citizens = total(outlets, "role.expert")[0], total(outlets, "role.citizen")[0]
    unnamed = total(outlets, "naming.unnamed")[0]
    return {
        "chart.tone": f"The interval excludes zero for {clear} of "
        f"{plural(len(outlets), unit_noun(outlets))}",
        "chart.voices": f"The narrator has {narrated} of {plural(sentences, 'sentence')}",
        "chart.roles": f"Experts make {experts}, citizens {citizens} of "
        f"{plural(statements, 'statement')}",
        "chart.namings": f"Unnamed speakers make {unnamed} of {plural(statements, 'statement')}",
        "chart.shares": _shares(comparison),
        "chart.strips": _strips(comparison),
    }


def _drawn(comparison: Comparison) -> list[str]:
    """The frames that the charts on emphasis draw: the poles, or the codebook's first two."""
    ids = [frame.id for frame in comparison.codebook.frames]
    return list(comparison.codebook.poles or ids[:2])


def _shares(comparison: Comparison) -> str:
    """'History stands in 10 of 70 sentences, security in 57'."""
    n = sum(o.n_sentences for o in comparison.outlets)
    counts = [
        int(sum(o.figures[f"frame.{frame}"].count for o in comparison.outlets))
        for frame in _drawn(comparison)
    ]
    return _each(comparison, counts, plural(n, "sentence"))


def _strips(comparison: Comparison) -> str:
    """'History stands in 4 of 5 articles, security in 5'."""
    counts = [
        len(
            {row.article.id for o in comparison.outlets for row in o.figures[f"frame.{frame}"].rows}
        )
        for frame in _drawn(comparison)
    ]
    return _each(comparison, counts, plural(len(comparison.analyses), "article"))


def _each(comparison: Comparison, counts: list[int], of: str) -> str:
    names = [frame_name(comparison, frame) for frame in _drawn(comparison)]
    first = f"{capital(names[0])} stands in {counts[0]} of {of}"
    others = (f", {name} in {n}" for name, n in zip(names[1:], counts[1:], strict=True))
    return first + "".join(others)
