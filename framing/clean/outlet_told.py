"""Which outlet an article is of: declared, recognised by its page, or told by its file."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence

from framing.clean.file_names import NOT_RECOGNISED, outlet_of_file
from framing.clean.headers import Metadata
from framing.clean.kinds import Reading
from framing.clean.known_outlets import known_outlet
from framing.clean.lines import Line
from framing.clean.publisher import profile_of, publisher
from framing.clean.recognise import recognise
from framing.models import Field
from framing.outlets import OutletProfile, find_outlet, slugify

_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)+", re.ASCII)  # 'nytimes.com' as an outlet's name


def outlet_told(
    lines: Sequence[Line],
    read: Mapping[int, Reading],
    path: str,
    outlets: Mapping[str, OutletProfile],
    metadata: Metadata,
    notes: list[str],
) -> tuple[OutletProfile | None, str, str, Field[str] | None, str | None]:
    """Profile, name, slug, field and country of the outlet: declared; else by a profile's marks;
    else by what the page says of itself; else by its file's or folder's name; else unknown."""
    declared = metadata.get("outlet")
    if declared and slugify(declared.value):
        profile, name, slug = named(declared, outlets, notes)
        known = known_outlet(name)
        country = profile.country if profile else known.country if known else None
        return profile, name, slug, field_of(declared, profile), country
    found = recognise(lines, path.rsplit("/", 1)[-1], outlets)
    by_name = found.profile is not None and all(m.where == "file" for m in found.marks)
    if found.profile is not None and not by_name:
        field = Field(found.profile.name, found.provenance, found.evidence)
        return found.profile, field.value, found.profile.slug, field, found.profile.country
    if found.note:
        notes.append(found.note)
    url = metadata.get("url")
    told = None if found.note else publisher(lines, read, url=url.value if url else None)
    if told is None and found.profile is not None:
        field = Field(found.profile.name, found.provenance, found.evidence)
        return found.profile, field.value, found.profile.slug, field, found.profile.country
    told = told or outlet_of_file(path)
    if told is not None and not found.note:
        field, country = told
        profile = profile_of(field.value, outlets)
        if profile is not None:
            field = Field(profile.name, field.provenance, field.evidence)
            return profile, profile.name, profile.slug, field, profile.country
        return None, field.value, slugify(field.value), field, country or None
    profile, name, slug = unknown(path)
    notes.append(f"{NOT_RECOGNISED}: name it in metadata.csv, or add a profile.")
    return profile, name, slug, None, None


def named(
    declared: Field[str] | None, outlets: Mapping[str, OutletProfile], notes: list[str]
) -> tuple[OutletProfile | None, str, str]:
    """Profile, name and slug of a declared outlet; a name much like a known one is noted."""
    assert declared is not None
    name = _plain_name(declared.value)
    profile = find_outlet(name, outlets)
    if profile is not None:
        return profile, profile.name, profile.slug
    slug = slugify(name)
    known = {slugify(name): p.name for p in outlets.values() for name in (p.slug, *p.names)}
    near = difflib.get_close_matches(slug, known, n=1, cutoff=0.85)
    if near:
        notes.append(
            f"There is no profile of '{declared.value}' ({declared.evidence}). "
            f"Did you mean '{known[near[0]]}'?"
        )
    return None, name, slug


def _plain_name(value: str) -> str:
    """A declared outlet's name; where a known one's address stands there, its name."""
    known = known_outlet(value) if _SITE.fullmatch(value.strip()) else None
    return known.name if known else value.strip()


def field_of(declared: Field[str] | None, profile: OutletProfile | None) -> Field[str] | None:
    """The field of a declared outlet, under the name that its profile gives it."""
    if declared is None:
        return None
    name = profile.name if profile else _plain_name(declared.value)
    return Field(name, declared.provenance, declared.evidence)


def unknown(path: str) -> tuple[None, str, str]:
    """Profile, name and slug where nothing tells the outlet: the file stands for it."""
    file = path.rsplit("/", 1)[-1]
    stem = slugify(file.rsplit(".", 1)[0]) or "file"
    return None, f"Outlet not told ({file})", f"unknown-{stem}"
