"""A new outlet profile, to be filled in: commented, and sound as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from framing.errors import ProfileError
from framing.files import OUTLETS
from framing.outlets import OutletProfile, check_country, find_outlet, load_profile, slugify

# The report's palette, in its order; each has a contrast of 3 or more on white.
PALETTE = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")

_STARTER = """# The profile of one outlet. What stands after a '#' is a comment.
# When you have filled it in:  framing outlets check
# and to see what it does to articles:  framing outlets check path/to/articles

name = "{name}"
code = "{code}"  # 2 to 4 capitals or digits: the report calls its first article '{code}-1'
# Other names that tables and pages use for it, and its address on the web (without 'www.'):
# aliases = ["Morning Post", "morningpost.example"]
aliases = []
country = "{country}"  # ISO 3166-1 alpha-2
kind = "{kind}"  # newspaper | website | broadcaster | agency | magazine | other
language = "en"  # ISO 639
colour = "{colour}"  # in charts; contrast on white must be 3 or more
# Agencies whose copy it carries, beside the well-known ones:
agencies = []
# Words whose tone is left out in its copy, such as the name of a section:
tone_neutral = []

# Who owns it. The report prints this with the source; take the '#' off when you know.
# [ownership]
# text = "Owned by …"
# source = "Who says so, and when"
# as_of = "2024-05-31"

# What places mean in its copy, in lower case. Add phrases such as "the mainland" = "CN".
[places]
here = "{country}"

# How to know it. Its name alone on a line, its copyright line and its address (an alias with a
# dot) are recognised without a rule. Add what else betrays it, one block for each:
#   where: head or foot (the page's first or last lines), text, or file (the file's name)
#   points: 3 suffice alone; 1 and 2 add up
# [[recognise]]
# where = "head"
# pattern = '^Staff Reporter of the Post$'
# points = 3
# why = "its staff byline"

# Lines of its pages that are no part of the article. Share buttons, comment forms, copyright lines
# and the like go by general rules; add what only this outlet prints, one block for each, with
# either 'line' (the whole line) or 'pattern' (a regular expression for the whole line). A menu
# above the headline is such a line; else it may be taken for the headline.
#   where: anywhere, head or foot
#   to_end: true takes off all that follows, too, as under 'Related coverage'
# A headline or date that is still read wrong, you can set right in a metadata.csv beside the
# articles: file,title,published
# [[boilerplate]]
# line = "Support our journalism"
# reason = "appeal for donations"
"""


def new_profile(
    name: str, country: str, folder: Path, outlets: Mapping[str, OutletProfile], kind: str
) -> Path:
    """Write a profile for ``name`` into ``folder`` (made if need be); returns the file's path.

    Where a profile of that name ships with the package, the file starts as its copy, which then
    takes its place. Nothing is ever overwritten.

    Args:
        name: the outlet's name; the file is named after it.
        country: ISO 3166-1 alpha-2 code.
        folder: where the user's profiles are.
        outlets: the profiles there are, so that names and codes stay unique.
        kind: newspaper, website, broadcaster, agency, magazine or other.

    Raises:
        ProfileError: the file is there already, the name belongs to another profile, the country
            or kind is unknown, or the file cannot be written.
    """
    slug = slugify(name)
    if not slug or '"' in name or "\\" in name:
        raise ProfileError(
            f"'{name}' cannot name an outlet.", 'Use letters and digits, such as "Kyodo News".'
        )
    try:
        country = check_country(country.strip().upper())
    except ValueError as exc:
        raise ProfileError(f"The country '{country}' {exc}.", "For example: --country JP") from exc
    path = folder / f"{slug}.toml"
    if path.exists():
        raise ProfileError(f"{path} is there already.", "Change that file, or choose another name.")
    known = find_outlet(name, outlets)
    if known is not None and known.slug != slug:
        raise ProfileError(
            f"'{name}' is a name of the outlet '{known.slug}', which has a profile.",
            f"To change it, make your copy: framing outlets new {known.slug} "
            f"--country {known.country}",
        )
    packaged = OUTLETS / f"{slug}.toml"
    if packaged.is_file():
        text = packaged.read_text(encoding="utf-8")
    else:
        text = _STARTER.format(
            name=name.strip(),
            code=_code(name, {profile.code for profile in outlets.values()}),
            country=country,
            kind=kind,
            colour=_colour(outlets),
        )
    _write_checked(path, text)
    return path


def _code(name: str, taken: set[str]) -> str:
    """A code for a name: its initials, else its first letters, else with a number."""
    words = re.findall(r"[A-Za-z0-9]+", re.sub(r"(?i)^the ", "", name))
    letters = "".join(words).upper() or "NEW"
    initials = "".join(word[0] for word in words).upper()[:4]
    options = [initials, letters[:2], letters[:3], letters[:4]]
    options += [f"{letters[:2]}{number}" for number in range(2, 100)]
    return next(code for code in options if len(code) >= 2 and code not in taken)


def _colour(outlets: Mapping[str, OutletProfile]) -> str:
    """The palette's colour that the fewest outlets have."""
    used = [profile.colour.upper() for profile in outlets.values()]
    return min(PALETTE, key=used.count)


def _write_checked(path: Path, text: str) -> None:
    """Write a profile whole or not at all, and only if it is sound."""
    draft = path.with_name(f".{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8")
        _check_draft(draft, path)
        draft.rename(path)
    except OSError as exc:
        raise ProfileError(
            f"{path} cannot be written ({exc.strerror}).", "Name another folder with --outlets."
        ) from exc
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _check_draft(draft: Path, path: Path) -> None:
    """Check a draft as the profile that it will be.

    Raises:
        ProfileError: it is not sound; the message names ``path``.
    """
    try:
        load_profile(draft, slug=path.stem)
    except ProfileError as exc:
        raise ProfileError(exc.message.replace(str(draft), str(path)), exc.hint) from exc
