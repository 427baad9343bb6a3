"""Outlet profiles: what is known about who publishes. Load, check, find by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from framing.errors import FramingError, ProfileError
from framing.files import OUTLETS, by_stem
from framing.outlets import expressions
from framing.tomlfile import Checked, contrast, is_colour, load, load_or_explain

# Officially assigned ISO 3166-1 alpha-2 codes, and XK, which the European Union uses for Kosovo.
_CODES = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ
    EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW
    GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY
    KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY
    QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG
    TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA
    ZM ZW
"""
COUNTRIES = frozenset(_CODES.split())
_BETWEEN = re.compile(r"[\W_]+")
_MIN_CONTRAST = 3.0  # WCAG 2.1, 1.4.11: graphical objects against white


def check_country(value: str) -> str:
    """The value, if it is a country's code.

    Raises:
        ValueError: it is none; says what is wanted.
    """
    if value not in COUNTRIES:
        meant = "GB" if value.upper() == "UK" else value.upper()
        also = f"; did you mean {meant}?" if meant in COUNTRIES else ""
        raise ValueError(
            f"must be a country code of two capital letters (ISO 3166-1 alpha-2){also}"
        )
    return value


def _colour(value: str) -> str:
    if not is_colour(value):
        raise ValueError("must be a colour such as '#12436D'")
    on_white = contrast(value)
    if on_white < _MIN_CONTRAST:
        raise ValueError(f"is too pale on white: contrast {on_white:.2f}, at least 3 is needed")
    return value


Country = Annotated[str, AfterValidator(check_country)]
Regex = Annotated[str, Field(min_length=1), AfterValidator(expressions.check)]
Text = Annotated[str, Field(min_length=1)]
Kind = Literal["newspaper", "website", "broadcaster", "agency", "magazine", "other"]


class Ownership(Checked):
    """Who owns the outlet: ``text`` in a sentence or two, ``source`` that says so, ``as_of``."""

    text: Text
    source: Text
    as_of: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


class RecogniseRule(Checked):
    """Words that betray the outlet. 3 points suffice alone; 1 and 2 are habits that add up."""

    pattern: Regex
    where: Literal["text", "head", "foot", "file"] = "text"
    points: Annotated[int, Field(ge=1, le=3)] = 3
    why: Text


class BoilerplateRule(Checked):
    """A line of the outlet's pages that is no part of the article.

    ``line`` is compared whole, capitals and spaces aside; ``pattern`` is a regular expression that
    must match the whole line. ``to_end`` takes off all that follows, too.
    """

    line: Text | None = None
    pattern: Regex | None = None
    where: Literal["anywhere", "head", "foot"] = "anywhere"
    to_end: bool = False
    reason: Text

    @model_validator(mode="after")
    def _one_of_two(self) -> BoilerplateRule:
        if (self.line is None) == (self.pattern is None):
            raise ValueError("needs either 'line' or 'pattern', and not both")
        return self


class _ProfileFile(Checked):
    """The keys of an outlet profile."""

    name: Text
    code: Annotated[str, Field(pattern=r"^[A-Z0-9]{2,4}$")]
    aliases: tuple[Text, ...] = ()
    country: Country
    kind: Kind
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] = "en"
    colour: Annotated[str, AfterValidator(_colour)]
    agencies: tuple[Text, ...] = ()
    tone_neutral: tuple[Text, ...] = ()
    ownership: Ownership | None = None
    places: Mapping[Annotated[str, Field(pattern=r"^[^A-Z]+$")], Country] = Field(
        default_factory=dict
    )
    recognise: tuple[RecogniseRule, ...] = ()
    boilerplate: tuple[BoilerplateRule, ...] = ()


class OutletProfile(_ProfileFile):
    """An outlet profile; ``slug`` is the name of its file without '.toml'.

    ``places`` maps phrases of the outlet's copy, in lower case ('here', 'the south'), to country
    codes. ``tone_neutral`` are words whose tone is left out in this outlet's copy.
    """

    slug: str

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all aliases, as written."""
        return (self.name, *self.aliases)


def slugify(name: str) -> str:
    """A name as a slug: lower-case ASCII letters and digits joined by hyphens ('The Köln Post' →
    'the-koln-post'); other scripts keep their letters."""
    if not name.isascii():
        parted = unicodedata.normalize("NFKD", name)
        name = "".join(c for c in parted if not unicodedata.combining(c))
        name = unicodedata.normalize("NFC", name)
    return _BETWEEN.sub("-", name.casefold()).strip("-")


def load_outlets(folders: Sequence[Path] = ()) -> Mapping[str, OutletProfile]:
    """All outlet profiles by slug, sorted; a profile in ``folders`` shadows the packaged one.

    Raises:
        ProfileError: a profile is broken (file, line and key are named), a folder is missing, or
            two profiles share a code or a name.
    """
    profiles = {slug: load_profile(path) for slug, path in _files(folders).items()}
    for clash in _clashes(profiles):
        raise clash
    return profiles


def check_outlets(
    folders: Sequence[Path] = (),
) -> tuple[Mapping[str, OutletProfile], tuple[FramingError, ...]]:
    """The profiles that are sound, and everything that is wrong with the others.

    Raises:
        ProfileError: a folder is missing.
    """
    profiles: dict[str, OutletProfile] = {}
    errors: list[FramingError] = []
    for slug, path in _files(folders).items():
        found = _read(path, slug)
        if isinstance(found, OutletProfile):
            profiles[slug] = found
        else:
            errors += found
    return profiles, (*errors, *_clashes(profiles))


def _files(folders: Sequence[Path]) -> Mapping[str, Path]:
    for folder in folders:
        if not folder.is_dir():
            raise ProfileError(
                f"{folder}: there is no such folder.", "Name the folder that holds your profiles."
            )
    return by_stem((*folders, OUTLETS))


def load_profile(path: Path, slug: str | None = None) -> OutletProfile:
    """Read and check one profile; its slug is the file's name unless one is given.

    Raises:
        ProfileError: the file is broken; file, line, key and what is allowed are named.
    """
    slug = path.stem if slug is None else slug
    _check_slug(slug, path)
    return _profile(slug, load(path, _ProfileFile, ProfileError))


def _read(path: Path, slug: str) -> OutletProfile | tuple[FramingError, ...]:
    """A profile, or all that is wrong with it."""
    try:
        _check_slug(slug, path)
    except ProfileError as exc:
        return (exc,)
    read = load_or_explain(path, _ProfileFile, ProfileError)
    return _profile(slug, read) if isinstance(read, _ProfileFile) else read


def _check_slug(slug: str, path: Path) -> None:
    if not slug or slugify(slug) != slug:
        raise ProfileError(
            f"{path}: the file's name is the outlet's slug, and '{slug}' is none.",
            f"Rename it to '{slugify(slug) or 'my-outlet'}.toml'.",
        )


def _profile(slug: str, checked: _ProfileFile) -> OutletProfile:
    fields = {name: getattr(checked, name) for name in _ProfileFile.model_fields}
    return OutletProfile(slug=slug, **fields)


def _clashes(profiles: Mapping[str, OutletProfile]) -> Iterator[ProfileError]:
    """Codes and names that two profiles share."""
    codes: dict[str, str] = {}
    names: dict[str, str] = {}
    for slug, profile in profiles.items():
        if profile.code in codes:
            yield ProfileError(
                f"The outlets '{codes[profile.code]}' and '{slug}' both have the code "
                f"'{profile.code}'.",
                "Give one of them another code: it names their articles in the report.",
            )
        codes[profile.code] = slug
        for name in dict.fromkeys(slugify(name) for name in profile.names):
            if name in names:
                yield ProfileError(
                    f"The outlets '{names[name]}' and '{slug}' share the name or alias '{name}'.",
                    "Take the alias out of one of them.",
                )
            names[name] = slug


def find_outlet(name: str, outlets: Mapping[str, OutletProfile]) -> OutletProfile | None:
    """The profile that a declared name means: by slug, name, alias or code; None if none."""
    slug = slugify(name)
    if slug in outlets:
        return outlets[slug]
    for profile in outlets.values():
        own = {slugify(own) for own in profile.names}
        bare = {o.removeprefix("the-") for o in own}
        if slug in own or slug.removeprefix("the-") in bare or name.strip() == profile.code:
            return profile
    return None


def chosen_slugs(
    wanted: Sequence[str], found: Mapping[str, str], outlets: Mapping[str, OutletProfile]
) -> tuple[str, ...]:
    """The slugs of the outlets that a user wants, in the user's order.

    Args:
        wanted: slugs, names, aliases or codes; none for all that were found, by name.
        found: the names of the articles' outlets, by slug.
        outlets: the profiles, which know aliases and codes.

    Raises:
        ProfileError: an outlet has no article; the message lists those that have.
    """
    if not wanted:
        return tuple(sorted(found, key=lambda slug: (found[slug].casefold(), slug)))
    slugs = []
    for name in wanted:
        profile = find_outlet(name, outlets)
        slug = profile.slug if profile else slugify(name)
        if slug not in found:
            raise ProfileError(
                f"No article is by the outlet '{name}'.",
                f"There are articles by: {', '.join(sorted(found))}.",
            )
        slugs.append(slug)
    return tuple(dict.fromkeys(slugs))


def get_outlet(slug: str, outlets: Mapping[str, OutletProfile]) -> OutletProfile:
    """The profile that a user names by slug, name, alias or code.

    Raises:
        ProfileError: there is none; the message lists those there are.
    """
    profile = find_outlet(slug, outlets)
    if profile is None:
        raise ProfileError(
            f"There is no outlet profile '{slug}'.",
            f'There are: {", ".join(outlets)}. Make one: framing outlets new "{slug}" --country XX',
        )
    return profile
