"""What a person's corrections make of the study's speakers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from framing.errors import InputError, did_you_mean
from framing.models import Naming, Role
from framing.outlets import slugify
from framing.people.corrections import Corrections, Row
from framing.people.gather import Local
from framing.people.speakers import Speaker, StudySpeakers


@dataclass
class _Target:
    """A speaker as the sheet wants them: the rows about them, and the places that they get."""

    rows: list[tuple[Row, Speaker]] = field(default_factory=list)
    locals: list[Local] = field(default_factory=list)


def corrected(study: StudySpeakers, sheet: Corrections) -> StudySpeakers:
    """The study's speakers with what a person says of them, which counts before what was read.

    Args:
        study: the speakers as they were read.
        sheet: the corrections; ``notes`` of the result tells what in it names nobody.

    Raises:
        InputError: a name is that of several speakers, or rows contradict each other: where, and
            what to do.
    """
    find = _finder(study)
    notes: list[str] = []
    about: list[tuple[Row, Speaker]] = []
    for row in sheet.rows:
        speaker = find(row.about)
        if speaker is None:
            known = [*study.speakers, *(each.name for each in study.speakers.values())]
            hint = did_you_mean(row.about, known, cutoff=0.75)
            notes.append(
                f"{row.where}: nobody in these articles is '{row.about}', so the line was not "
                f"used. {hint}".strip()
            )
        else:
            about.append((row, speaker))
    targets = _targets(study, about, notes)
    made = {key: _made(key, target, study) for key, target in targets.items()}
    ordered = sorted(made.values(), key=lambda s: (s.name.casefold(), s.name, s.id))
    return StudySpeakers({each.id: each for each in ordered}, tuple(notes), sheet.columns)


def _finder(study: StudySpeakers) -> Callable[[str], Speaker | None]:
    """Finds a speaker by id, by name, or by what else the articles call them, if one alone is."""
    by_name: defaultdict[str, set[str]] = defaultdict(set)
    for speaker in study.speakers.values():
        forms = {speaker.name, *speaker.names, *(x.id for x in speaker.locals)}
        for form in forms | {str(x.name) for x in speaker.locals if x.name}:
            by_name[slugify(form)].add(speaker.id)

    def find(named: str) -> Speaker | None:
        if named in study.speakers:
            return study.speakers[named]
        ids = by_name.get(slugify(named), set())
        return study.speakers[next(iter(ids))] if len(ids) == 1 else None

    return find


def _targets(
    study: StudySpeakers, about: Sequence[tuple[Row, Speaker]], notes: list[str]
) -> dict[str, _Target]:
    """Who the sheet makes of the speakers, by the id that they get."""
    wanted = [_wanted(row, speaker, study, about) for row, speaker in about]
    moved = {speaker.id: key for (_, speaker), key in zip(about, wanted, strict=True)}
    rows_of: defaultdict[str, list[int]] = defaultdict(list)
    for index, (_, speaker) in enumerate(about):
        rows_of[speaker.id].append(index)
    targets: defaultdict[str, _Target] = defaultdict(_Target)
    for key, speaker in study.speakers.items():
        indices = rows_of.get(key, [])
        if not indices:
            targets[key].locals += speaker.locals
            continue
        ends = [_followed(wanted[i], speaker.id, moved) for i in indices]
        for i, end in zip(indices, ends, strict=True):
            targets[end].rows.append(about[i])
        if len(set(ends)) == 1:
            targets[ends[0]].locals += speaker.locals
            if len(indices) > 1:
                notes.append(
                    f"{about[indices[-1]][0].where}: '{key}' stands in line "
                    f"{about[indices[0]][0].line} already; the first of the two counts."
                )
            continue
        for local, end in _parted(speaker, [about[i][0] for i in indices], ends):
            targets[end].locals.append(local)
    return {key: target for key, target in targets.items() if target.locals}


def _wanted(
    row: Row, speaker: Speaker, study: StudySpeakers, about: Sequence[tuple[Row, Speaker]]
) -> str:
    """The id that a row gives its speaker: that in the row, or that of whom its name is."""
    given = row.said.get("id", "")
    if given and "read_as" in row.said and given != speaker.id:
        return given
    name = row.said.get("name", speaker.name)
    if name.casefold() == speaker.name.casefold() or row.about == name:
        return speaker.id
    same = {s.id for s in study.speakers.values() if s.name.casefold() == name.casefold()}
    if len(same) > 1:
        raise InputError(
            f"{row.where}: {len(same)} speakers are called '{name}'.",
            f"Write the id of the one that you mean under 'id': {', '.join(sorted(same)[:4])}.",
        )
    if same:
        return same.pop()
    others = [
        other.id
        for each, other in about
        if each.said.get("name", "").casefold() == name.casefold() and each.line < row.line
    ]
    return others[0] if others else speaker.id


def _followed(key: str, own: str, moved: Mapping[str, str]) -> str:
    """Where a speaker ends who is made one with another that is moved, too."""
    seen = {own}
    while key in moved and key not in seen and moved[key] != key:
        seen.add(key)
        key = moved[key]
    return key


def _parted(
    speaker: Speaker, rows: Sequence[Row], ends: Sequence[str]
) -> Iterable[tuple[Local, str]]:
    """Each place of a speaker whom several rows part, by the articles that the rows name."""
    of_article: dict[str, str] = {}
    for row, end in zip(rows, ends, strict=True):
        articles = [a.strip() for a in row.said.get("articles", "").split(";") if a.strip()]
        for article in articles:
            if of_article.setdefault(article, end) != end:
                raise InputError(
                    f"{row.where}: '{speaker.id}' is parted, and two lines name the article "
                    f"'{article}'.",
                    "Leave in 'articles' of each line only those in which that one speaks.",
                )
    return [(local, of_article.get(local.article, ends[0])) for local in speaker.locals]


def _made(key: str, target: _Target, study: StudySpeakers) -> Speaker:
    """The speaker that a target makes: what rows say, else what was read of the first."""
    base = study.speakers.get(key) or target.rows[0][1]
    rows = sorted(target.rows, key=lambda pair: (pair[1].id != key, pair[0].line))
    if not rows:
        return replace(base, locals=tuple(sorted(target.locals, key=lambda x: x.key)))
    row, first = rows[0]
    said: dict[str, tuple[Naming | Role | str | None, str]] = {}
    for each, speaker in rows:
        for name, value in each.values.items():
            if name not in said and value != getattr(speaker, name):
                said[name] = value, each.told
    groups: dict[str, str] = {}
    for each, _ in reversed(rows):
        groups |= each.groups
    one = len({speaker.id for _, speaker in rows} | {base.id}) > 1
    confirmed = all(each.confirmed for each, _ in rows)
    changes = {name: value for name, (value, _) in said.items()}
    return replace(
        base,
        id=key,
        name=row.said.get("name", first.name),
        locals=tuple(sorted(target.locals, key=lambda x: x.key)),
        sure=base.sure or confirmed or one,
        why="" if confirmed or one else base.why,
        confirmed=confirmed,
        groups=groups,
        corrected=said,
        **changes,  # type: ignore[arg-type]
    )
