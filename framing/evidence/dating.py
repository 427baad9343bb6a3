"""What the articles' dates say against comparing them: waves, lone articles, missing dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime

from framing.clean.dates import age_told
from framing.evidence.doubtful_dates import told_later
from framing.evidence.flags import Case, Flag, Severity, ids_of
from framing.evidence.waves import DAYS_APART, Wave, waves_of
from framing.models import Analysis, Provenance
from framing.wording import day, in_words, joined, plural

LONG_WAVE = 31  # days
OLD = 60  # days; what is so old is not of the days of what is new
MOST_WAVES = 8  # are told one by one


def gap_in_words(days: int) -> str:
    """A number of days as a reader says it: '9 days', '5 months', '4 years and 5 months'."""
    if days < 60:
        return plural(days, "day")
    months = round(days / 30.44)
    if months < 24:
        return plural(months, "month")
    years, rest = divmod(months, 12)
    return plural(years, "year") + (f" and {plural(rest, 'month')}" if rest else "")


def dates_apart(case: Case) -> Iterator[Flag]:
    """Articles that no article of another outlet can be held against, by the waves they are in."""
    waves = waves_of([a for a in case.analyses if told_later(a) is None])
    several = len({a.article.outlet_name for a in case.analyses}) > 1
    shared = [wave for wave in waves if len(wave.outlets) > 1 or not several]
    if len(waves) > 1:
        yield from _alone(case, waves, shared) if shared else _scattered(case, waves)
    if len(shared) > 1:
        yield _several_waves(shared)
    for wave in shared:
        if wave.days > LONG_WAVE:
            yield Flag(
                "long coverage",
                Severity.NOTE,
                f"The articles of {wave} run on without a pause of {DAYS_APART} days.",
                "Its first and its last articles may not report the same events.",
                ids_of(wave.analyses),
            )


def _scattered(case: Case, waves: Sequence[Wave]) -> Iterator[Flag]:
    """What is said where no two outlets wrote in the same days."""
    main = max(waves, key=lambda wave: len(wave.analyses))
    dated = [a for wave in waves for a in wave.analyses]
    if 2 * len(main.analyses) > len(dated):
        yield from _alone(case, waves, [main])
        return
    yield Flag(
        "dates",
        Severity.SERIOUS,
        f"The articles are dated from {day(waves[0].first)} to {day(waves[-1].last)}.",
        "They may not report the same events: compare like dates only.",
        ids_of(dated),
    )


def _alone(case: Case, waves: Sequence[Wave], compared: Sequence[Wave]) -> Iterator[Flag]:
    for wave in waves:
        if wave in compared:
            continue
        nearest = min(compared, key=lambda other: (wave.days_from(other), other.first))
        side = "after" if wave.first > nearest.last else "before"
        gap = gap_in_words(wave.days_from(nearest))
        undated = _undated_copies(case, wave, compared)
        one = len(wave.analyses) == 1
        yield Flag(
            "dates",
            Severity.SERIOUS,
            f"{case.named(wave.analyses)} {'is' if one else 'are'} dated {wave}, {gap} {side} the "
            "nearest of the others.",
            f"{'It' if one else 'They'} may report other events: differences from "
            f"{'it' if one else 'them'} may come from the news, not the outlet."
            + _shared_words(case, wave)
            + _taken_with(case, undated),
            ids_of((*wave.analyses, *undated)),
        )


def _undated_copies(case: Case, wave: Wave, compared: Sequence[Wave]) -> list[Analysis]:
    """Articles without a date that have words of this wave's articles, and none of the others'."""
    here = set(ids_of(wave.analyses))
    there = {i for other in compared for i in ids_of(other.analyses)}
    undated = [a for a in case.analyses if a.article.published is None]
    met: dict[str, set[str]] = {article_id: set() for article_id in ids_of(undated)}
    for passage in case.shared:
        for own in met.keys() & set(passage.article_ids):
            met[own].update(passage.article_ids)
    return [a for a in undated if met[a.article.id] & here and not met[a.article.id] & there]


def _taken_with(case: Case, undated: Sequence[Analysis]) -> str:
    if not undated:
        return ""
    one = len(undated) == 1
    return (
        f" {case.named(undated)}, without a date, {'has' if one else 'have'} words of "
        f"{'it' if one else 'them'}, and {'is' if one else 'are'} taken to be of that date."
    )


def _shared_words(case: Case, wave: Wave) -> str:
    """What to look at where articles of another date have words of the others: perhaps the date."""
    here = set(ids_of(wave.analyses))
    met = {each for p in case.shared if here & set(p.article_ids) for each in p.article_ids} - here
    if not met:
        return ""
    others = case.named([a for a in case.analyses if a.article.id in met])
    return f" Yet words of {others} stand there: check the date."


def _several_waves(waves: Sequence[Wave]) -> Flag:
    """How a study of several waves is made up: which outlets are in which."""
    everyone = sorted({name for wave in waves for name in wave.outlets})
    told = []
    for wave in waves[:MOST_WAVES]:
        missing = [name for name in everyone if name not in wave.outlets]
        if not missing:
            told.append(f"{wave} (all of them)" if len(everyone) > 2 else f"{wave} (both)")
        elif len(missing) < len(wave.outlets):
            told.append(f"{wave} (all but {joined(missing)})")
        else:
            told.append(f"{wave} ({joined(wave.outlets)})")
    more = len(waves) - MOST_WAVES
    told += [plural(more, "other")] if more > 0 else []
    unlike = any(set(wave.outlets) != set(everyone) for wave in waves)
    consequence = "An outlet’s figures go over all its waves; only articles of one wave can report "
    consequence += "the same events, so how far outlets lie apart is tested within each wave."
    if unlike:
        consequence += " Where outlets are in different waves, a difference may come from the news."
    return Flag(
        "waves",
        Severity.SERIOUS if unlike else Severity.NOTE,
        f"The articles stand in {in_words(len(waves))} waves: {'; '.join(told)}.",
        consequence,
        ids_of([a for wave in waves for a in wave.analyses]),
    )


def ages_apart(case: Case) -> Iterator[Flag]:
    """Articles whose pages tell only how old they are, where some are far older than others."""
    told = [(age, a) for a in case.analyses if (age := age_told(a.article.notes))]
    old = [(words, a) for (words, days), a in told if days >= OLD]
    new = [(words, a) for (words, days), a in told if days < OLD]
    if old and new:
        yield Flag(
            "dates",
            Severity.SERIOUS,
            f"Their pages date {_aged(case, old)}, but {_aged(case, new)}.",
            "If the pages were saved together, they may report other events: give their dates in "
            "metadata.csv.",
            ids_of([a for _, a in (*old, *new)]),
        )


def _aged(case: Case, told: Sequence[tuple[str, Analysis]]) -> str:
    words = joined(list(dict.fromkeys(f"‘{words.lower()}’" for words, _ in told)))
    return f"{case.named([a for _, a in told])} {words}"


def missing_dates(case: Case) -> Iterator[Flag]:
    """Articles without a date, and those whose date is a guess."""
    missing = [a for a in case.analyses if a.article.published is None]
    guessed = [
        a
        for a in case.analyses
        if a.article.published and a.article.published.provenance is Provenance.GUESSED
    ]
    if missing:
        yield Flag(
            "missing date",
            Severity.NOTE,
            f"No date of publication was found for {case.named(missing)}.",
            "Whether they report the same days was not checked. A date can be given in "
            "metadata.csv.",
            ids_of(missing),
        )
        yield from _by_month(case, missing)
    if guessed:
        yield Flag(
            "guessed date",
            Severity.NOTE,
            f"The date of {case.named(guessed)} is a guess ({_evidence(guessed, case.refs)}).",
            "Check it before you rely on the order of events.",
            ids_of(guessed),
        )


def _by_month(case: Case, undated: Sequence[Analysis]) -> Iterator[Flag]:
    """Articles that tell the month alone, as monthly papers and archives do: no day is made up for
    them, but that they are of far months is told."""
    months: defaultdict[date, list[Analysis]] = defaultdict(list)
    for analysis in undated:
        if month := _month_of(analysis):
            months[month].append(analysis)
    if not months:
        return
    told = [f"{case.named(held)} of {month:%B %Y}" for month, held in sorted(months.items())]
    known = [*months, *(a.article.published.value for a in case.analyses if a.article.published)]
    far = (max(known) - min(known)).days > OLD
    yield Flag(
        "month alone",
        Severity.SERIOUS if far else Severity.NOTE,
        f"The month alone is told: {joined(told)}.",
        "They may not report the same events: compare like dates only."
        if far
        else "No day was made up for it.",
        ids_of([analysis for held in months.values() for analysis in held]),
    )


def _month_of(analysis: Analysis) -> date | None:
    """The month that a line of the head tells without a day: '2018-09', 'September 2018'."""
    for line in analysis.article.removed:
        words = line.text.strip().rstrip(".").split("\n")[-1].strip()
        for form in ("%Y-%m", "%B %Y", "%b %Y", "%m/%Y"):
            with suppress(ValueError):
                return datetime.strptime(words, form).date()
    return None


def _evidence(analyses: Sequence[Analysis], refs: Mapping[str, str]) -> str:
    told = (a.article.published.evidence for a in analyses if a.article.published)
    said = "; ".join(dict.fromkeys(told))
    for article_id, ref in refs.items():
        said = said.replace(f"the article '{article_id}'", ref)
    return said
