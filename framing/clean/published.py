"""When an article was published: declared, printed on its page, or shown by its captions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from framing.clean.caption_dates import date_shown
from framing.clean.credits import Credit, best_date
from framing.clean.dates import (
    PrintedDate,
    find_dates,
    has_time,
    note_of_other_date,
    parse_date,
)
from framing.clean.headers import Metadata
from framing.clean.lines import Line, Taken, ends_sentence
from framing.clean.page_credits import ABOVE_HEADLINE, AT_FOOT
from framing.clean.parts import Layout
from framing.clean.run_in import DATE_RUN_IN
from framing.models import Field, Provenance

_ABOVE, _RIGHT_ABOVE = 6, 3  # lines above the headline where its date may stand
_ONE_DAY = timedelta(days=1)  # pages and tables may be of two time zones
_BESIDE = 14  # words of a line that may tell the date among other things
_BESIDE_TIMED = 20  # where it tells the hour, too, or says that it is the date of publication
_VERSIONS = 2  # dates on it: of publication and of an update


def published(
    metadata: Metadata,
    printed: Sequence[Credit],
    layout: Layout,
    lines: Sequence[Line],
    taken: Sequence[Taken],
    notes: list[str],
    first: bool | None,
) -> Field[date] | None:
    """The day of publication: declared; else printed in a credit; else in a line beside the
    headline; else shown by captions. Of printed dates the one that says it is of publication goes
    first, then the one that opens the text, whatever it says of itself, which is the page's own;
    then one on a line; then one of an update. docs/formats.md tells users the same.

    Args:
        metadata: what is declared of the article.
        printed: what its credits say.
        layout: the page, taken apart.
        lines: all its lines.
        taken: what was taken off it.
        notes: what there is to say of the date is added.
        first: whether dates of this page have the day first; None: not known.
    """
    found = _printed(metadata, printed, notes, first)
    return found or _date_beside(layout, lines, taken, first) or _date_shown(layout, taken)


def declared_date(
    metadata: Metadata, notes: list[str], first: bool | None = None
) -> Field[date] | None:
    """The day that is declared; a value that is no date is noted."""
    given = metadata.get("published")
    if given is None:
        return None
    value = parse_date(given.value, first)
    if value is None:
        notes.append(
            f"'{given.value}' ({given.evidence}) is no date that can be read for certain: "
            "write it as 2011-01-31."
        )
        return None
    return Field(value, given.provenance, given.evidence)


def _printed(
    metadata: Metadata,
    printed_credits: Sequence[Credit],
    notes: list[str],
    first: bool | None,
) -> Field[date] | None:
    declared = declared_date(metadata, notes, first)
    notes += [note for credit in printed_credits for note in credit.notes]
    if declared:
        _note_other_date(declared, printed_credits, notes)
        return declared
    dated = [c for c in printed_credits if c.dates]
    firm = [c for c in dated if c.reason not in (ABOVE_HEADLINE, AT_FOOT)]
    loose = [c for c in dated if c.reason == ABOVE_HEADLINE]
    # Below an article stand the dates of others, too.
    foot = [c for c in dated if c.reason == AT_FOOT and any(d.label for d in c.dates)]
    for group in (firm, loose, foot):
        each = [(d, credit) for credit in group for d in credit.dates]
        if not each:
            continue
        printed, credit = min(each, key=_precedence)
        if printed.label == "other":
            continue
        if printed.note:
            notes.append(printed.note)
        if printed.label == "updated" and all(d.label == "updated" for d, _ in each):
            notes.append("Only the date of the last update is printed.")
        if group is loose:
            return Field(printed.value, Provenance.GUESSED, f"{credit.words} (above the headline)")
        if group is firm:
            _note_second_date(printed, group, notes)
        declares = printed.label or credit.reason == "credit line"
        provenance = Provenance.DECLARED if declares else Provenance.EXTRACTED
        return Field(printed.value, provenance, credit.words)
    return None


def _precedence(dated: tuple[PrintedDate, Credit]) -> int:
    """The place of a printed date among others."""
    printed, credit = dated
    if printed.label in ("", "updated") and credit.reason == DATE_RUN_IN:
        return 1
    return {"published": 0, "": 2, "updated": 3}.get(printed.label, 4)


def _note_second_date(used: PrintedDate, group: Sequence[Credit], notes: list[str]) -> None:
    """Tell where two days are printed as that of publication: a file that was given a date, and the
    text in it."""
    others = [
        printed.value for credit in group for printed in credit.dates
        if printed.label in ("", "published") and "dateline" not in credit.reason
        and abs(printed.value - used.value) > _ONE_DAY
    ]  # fmt: skip
    if others:
        notes.append(note_of_other_date(used.value, used.words, others[0], declared=False))


def _note_other_date(
    declared: Field[date], printed_credits: Sequence[Credit], notes: list[str]
) -> None:
    """Tell where the page prints another date than the one that was declared: one of them is wrong,
    and what is compared by date rests on it."""
    dates = tuple(
        printed
        for credit in printed_credits
        if credit.reason not in (ABOVE_HEADLINE, AT_FOOT)
        for printed in credit.dates
        if printed.label in ("", "published")
    )
    printed = best_date(dates)
    if printed and abs(printed.value - declared.value) > _ONE_DAY:
        notes.append(
            note_of_other_date(declared.value, declared.evidence, printed.value, declared=True)
        )


def _date_beside(
    layout: Layout, lines: Sequence[Line], taken: Sequence[Taken], first: bool | None
) -> Field[date] | None:
    """A date that a short line beside the headline holds among other words ('CBS News February 24,
    2020, 7:57 AM'): a guess."""
    placed = layout.placed
    headline = next((at for at, part in placed.items() if part == "headline"), -1)
    body = layout.body[0].at if layout.body else headline
    clock = {t.at for t in taken if t.reason == "page's clock"}
    near = [
        line for line in lines
        if headline - _ABOVE <= line.at <= max(body, headline) + 1
        and line.at not in clock and placed.get(line.at) not in ("caption", "headline")
        and line.words <= (_BESIDE_TIMED if has_time(line.text) else _BESIDE)
        and not ends_sentence(line.text) and "@" not in line.text
        and (line.at >= headline - _RIGHT_ABOVE or has_time(line.text))
    ]  # fmt: skip
    for line in sorted(near, key=lambda line: (line.at < headline, abs(line.at - headline))):
        found = find_dates(line.text, first)
        printed = best_date(found)
        if printed and printed.label != "other" and len({d.value for d in found}) <= _VERSIONS:
            return Field(printed.value, Provenance.GUESSED, f"{line.text} (beside the headline)")
    return None


def _date_shown(layout: Layout, taken: Sequence[Taken]) -> Field[date] | None:
    labels = [t.text for t in taken if t.reason == "caption label"]
    return date_shown(layout.captions, labels, [line.text for line in layout.body])
