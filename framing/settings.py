"""Settings: what a study is made of, how it is analysed, and how its report looks.

One model holds them all. Its fields are the keys of framing.toml, the options of the command line
and what the manifest records: a new setting is one field of ``StudyFile``. What the command line
says counts before framing.toml, and that before the default.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic.fields import FieldInfo

from framing.errors import InputError, ProjectError, SettingsError, did_you_mean
from framing.files import packaged_sections, write_file
from framing.tomlfile import Checked, line_of, load
from framing.wording import LOCALE, parse_locale

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

PROJECT_FILE = "framing.toml"
# What a project folder holds, and what each is for.
FOLDERS = {
    "articles": "your articles",
    "outlets": "your outlet profiles",
    "codebooks": "your codebooks",
    "report_templates": "your templates and themes",
}
THEME = "default"
# The sheet of corrections in a project folder, where no other is named.
SPEAKERS = ("speakers.csv", "speakers.xlsx")
# Probability below which the tone towards an actor is left untold.
CONFIDENCE = 0.7
# The report's sections in their order.
SECTIONS = packaged_sections()
# The one that stands alone on a page of its own, with --summary.
SUMMARY = "summary"
# What has to be made anew when a setting changes; nothing that is written rests on the others.
Changes = Literal["analysis", "comparison", "report"]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a field says beside its type, default and description.

    Attributes:
        changes: what rests on it; None where it says only where things are and who works.
        flags: the names of its option, as Typer takes them; none where there is no option.
        first: it begins a new paragraph of the starter framing.toml.
    """

    changes: Changes | None = None
    flags: tuple[str, ...] = ()
    first: bool = False


def _locale(name: str) -> str:
    try:
        parse_locale(name)
    except InputError as exc:
        raise ValueError(f"is no locale. {exc.hint}") from exc
    return name


def _report_file(path: Path) -> Path:
    if path.suffix.lower() not in ("", ".pdf", ".html", ".htm"):
        raise ValueError("must end in .pdf or .html")
    return path


def _inside(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    if not paths:
        raise ValueError("must name at least one file, folder or table")
    return paths


def _columns(said: object) -> object:
    """A mapping as it is; 'text=content,outlet=source' as one."""
    if not isinstance(said, str):
        return said
    pairs = [part.partition("=") for part in said.split(",") if part.strip()]
    if not all(equals and column.strip() for _, equals, column in pairs):
        raise ValueError("must be of the form text=content,outlet=source")
    return {field.strip(): column.strip() for field, _, column in pairs}


def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"names '{twice[0]}' twice")
    return names


def _or_all(names: tuple[str, ...]) -> tuple[str, ...]:
    return names or SECTIONS


def _file_or_name(named: str | Path) -> str | Path:
    return Path(named) if str(named).endswith(".toml") else named


class StudyFile(Checked):
    """The keys of framing.toml; all may be missing."""

    title: Annotated[str | None, Setting("comparison", ("--title", "-t"))] = Field(
        None, description="The report's title."
    )
    articles: Annotated[tuple[Path, ...], AfterValidator(_inside), Setting()] = Field(
        (Path("articles"),), description="Files, folders, or tables (.jsonl, .csv), from here."
    )
    columns: Annotated[
        Mapping[str, str], BeforeValidator(_columns), Setting("analysis", ("--columns",))
    ] = Field(
        default_factory=dict,
        description="What your tables call their columns, where that is not known: "
        '{text = "content"}, or text=content,outlet=source on the command line.',
    )
    output: Annotated[Path, AfterValidator(_report_file), Setting(flags=("--output", "-o"))] = (
        Field(
            Path("output/report.pdf"),
            description="The report's file, .pdf or .html; its data go beside it.",
        )
    )
    codebook: Annotated[
        str | Path,
        AfterValidator(_file_or_name),
        Setting("analysis", ("--codebook", "-c"), first=True),
    ] = Field(
        "history-security",
        description="A codebook's name, or a .toml file: see 'framing codebooks list'.",
    )
    outlets: Annotated[tuple[str, ...], AfterValidator(_once), Setting("comparison")] = Field(
        (), description='Who takes part, in this order; empty for all: ["yonhap", "dna"].'
    )
    own_copy_only: Annotated[bool, Setting("comparison", ("--own-copy-only/--all-copy",))] = Field(
        False, description="Leave agency copy and shared passages out, or not."
    )
    sections: Annotated[
        tuple[str, ...],
        AfterValidator(_once),
        AfterValidator(_or_all),
        Setting("report", first=True),
    ] = Field(
        SECTIONS,
        description="The sections of the report, in their order; put a '#' before those that you "
        'do not want. A name that you add is a template of yours: "my_section" is '
        "report_templates/sections/my_section.html.j2",
    )
    theme: Annotated[str, Setting("report", ("--theme",))] = Field(
        THEME, description="How it looks: see 'framing templates list'."
    )
    organisation: Annotated[str, Setting("report")] = Field(
        "", description="Who publishes it; stands above the title."
    )
    logo: Annotated[Path | None, Setting("report")] = Field(
        None,
        description="An image beside it: a .png, .jpg or .svg file, from here.",
        examples=["logo.png"],
    )
    footer: Annotated[str, Setting("report")] = Field(
        "", description="A line at the foot of each page, in place of the story's name."
    )
    paper: Annotated[Literal["A4", "Letter"], Setting("report", ("--paper",))] = Field(
        "A4", description='The size of the pages: "A4" or "Letter".'
    )
    summary: Annotated[bool, Setting("report", ("--summary/--full",))] = Field(
        False, description="One page that stands alone, or the whole report."
    )
    locale: Annotated[str, AfterValidator(_locale), Setting("comparison")] = Field(
        LOCALE,
        description='Of dates and numbers: "en-US", "fr-CA" …; with "de" the words of the pages '
        "are German, too (others: 'framing templates translate').",
    )
    sources: Annotated[
        Literal["tagger", "rules"], Setting("analysis", ("--sources",), first=True)
    ] = Field(
        "tagger",
        description='How statements are found: "tagger", or "rules", which need no trained model.',
    )
    tone: Annotated[Literal["full", "textblob"], Setting("analysis", ("--tone",))] = Field(
        "full", description='Tone in "full", or by "textblob", the lexicon alone.'
    )
    confidence: Annotated[float, Field(ge=0, le=1), Setting("analysis", ("--confidence",))] = Field(
        CONFIDENCE, description="Leave tone towards actors untold below this, 0 to 1."
    )
    speakers: Annotated[Path | None, Setting("comparison", ("--speakers",), first=True)] = Field(
        None,
        description="Your corrections of who speaks, a sheet that 'framing speakers' wrote (in a "
        "project, speakers.csv or speakers.xlsx beside framing.toml by default).",
    )
    group_by: Annotated[str | None, Setting("comparison", ("--group-by",))] = Field(
        None, description='A column of your own in that sheet to group speakers by: "party".'
    )


class Folders(Checked):
    """The user's own folders; what stands there shadows the packaged files of the same name."""

    outlets: Annotated[tuple[Path, ...], Setting(flags=("--outlets",))] = Field(
        (), description="Folder of your outlet profiles (default: ./outlets)."
    )
    codebooks: Annotated[tuple[Path, ...], Setting(flags=("--codebooks",))] = Field(
        (), description="Folder of your codebooks (default: ./codebooks)."
    )
    templates: Annotated[tuple[Path, ...], Setting(flags=("--templates",))] = Field(
        (), description="Folder of your templates (default: ./report_templates)."
    )

    @staticmethod
    def found(given: Mapping[str, Path], root: Path) -> Folders:
        """The folders given; for one that is not, the folder of its usual name under ``root``
        ('outlets', 'codebooks', 'report_templates'), if there is one.

        Raises:
            InputError: a folder that was given is not there.
        """
        found = {}
        for name in Folders.model_fields:
            usual = "report_templates" if name == "templates" else name
            if name in given:
                if not given[name].is_dir():
                    raise InputError(
                        f"{given[name]}: there is no such folder.", f"Name your {usual}."
                    )
                found[name] = (given[name],)
            elif (root / usual).is_dir():
                found[name] = (root / usual,)
        return Folders(**found)


class Settings(StudyFile):
    """All that a user may choose: what framing.toml says, and what only this run knows.

    Raises:
        SettingsError: there is no such setting, or a value is none of those allowed; it is a
            ``FramingError`` and a ``ValueError``.

    Attributes:
        jobs: worker processes; 1 works in this process.
        folders: the user's own profiles, codebooks and templates.
        file: the framing.toml that the rest was read from, if any.
    """

    jobs: Annotated[int, Field(ge=1), Setting(flags=("--jobs", "-j"))] = Field(
        1, description="Worker processes."
    )
    folders: Annotated[Folders, Setting()] = Folders()
    file: Annotated[Path | None, Setting()] = None

    if not TYPE_CHECKING:  # whose signature is that of the fields

        def __init__(self, /, **said: Any) -> None:
            try:
                super().__init__(**said)
            except ValidationError as exc:
                raise _explained(exc.errors()[0]) from exc

    @property
    def root(self) -> Path:
        """Where the project's own folders stand, or would stand."""
        return self.file.parent if self.file else Path()

    @property
    def speakers_sheet(self) -> Path | None:
        """The sheet of corrections: the one named, else the project's own, if there is one."""
        if self.speakers is not None or self.file is None:
            return self.speakers
        usual = (self.root / name for name in SPEAKERS)
        return next((path for path in usual if path.is_file()), None)

    def that_change(self, *what: Changes) -> dict[str, Any]:
        """The settings, by name, on which the analyses, the comparison or the report rest."""
        return {
            name: getattr(self, name)
            for name, field in Settings.model_fields.items()
            if setting_of(field).changes in what
        }


def setting_of(field: FieldInfo) -> Setting:
    """What a field of the model says about itself."""
    return next(each for each in field.metadata if isinstance(each, Setting))


def find_project_folder(start: Path) -> Path | None:
    """The folder of the nearest framing.toml, here or above; ``start`` as it is if that is it."""
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / PROJECT_FILE).is_file():
            return start if folder == here else folder
    return None


def load_settings(
    folder: Path | None = None, said: Mapping[str, Any] = MappingProxyType({})
) -> Settings:
    """What is said here, else what a folder's framing.toml says, else the defaults.

    Args:
        folder: a project folder, from which the paths in its framing.toml count; None for none.
        said: settings by name; of ``folders`` a mapping of one folder each. These paths count
            from the working folder.

    Raises:
        ProjectError: framing.toml is missing or broken; names file, line and key.
        InputError: what is said cannot be, or a folder that is named is not there.
    """
    values: dict[str, Any] = dict(said)
    if folder is not None:
        values["file"] = folder / PROJECT_FILE
        read = load(folder / PROJECT_FILE, StudyFile, ProjectError)
        values = {key: _from(folder, value) for key, value in read} | values
    values["folders"] = Folders.found(said.get("folders", {}), folder or Path())
    return Settings(**values)


def _explained(problem: ErrorDetails) -> SettingsError:
    """What is wrong with a setting, with the nearest name or value that there is."""
    *outer, name = map(str, problem["loc"])
    model = Folders if outer == ["folders"] else Settings
    if problem["type"] == "extra_forbidden":
        known = list(model.model_fields)
        return SettingsError(
            f"There is no setting '{'.'.join([*outer, name])}'.",
            f"{did_you_mean(name, known)}There are: {', '.join(known)}.",
        )
    why = problem["msg"].removeprefix("Value error, ").rstrip(".")
    field = model.model_fields.get(name)
    allowed = get_args(field.annotation) if field and problem["type"] == "literal_error" else ()
    return SettingsError(
        f"'{'.'.join([*outer, name])}': {why}.", did_you_mean(str(problem["input"]), allowed)
    )


def _from(folder: Path, value: Any) -> Any:
    """The value; paths in it count from the folder."""
    if isinstance(value, tuple):
        return tuple(_from(folder, inner) for inner in value)
    return folder / value if isinstance(value, Path) else value


def where_said(settings: Settings, key: str, value: str) -> str:
    """'framing.toml, line 7: ' where that value of a key was read from a file, else nothing."""
    if settings.file is None:
        return ""
    line = line_of(key, value, settings.file)
    return f"{settings.file}, line {line}: " if line else ""


def new_project(folder: Path, title: str | None = None) -> tuple[Path, ...]:
    """Make a project folder: framing.toml and the folders it speaks of. Nothing is overwritten.

    Args:
        folder: made if need be; what stands in it stays.
        title: the report's title; without one, the folder's name in plain words.

    Returns:
        What was made.

    Raises:
        ProjectError: there is a framing.toml already, or ``folder`` is a file.
        OutputError: it cannot be written.
    """
    target = folder / PROJECT_FILE
    if target.exists():
        raise ProjectError(f"{target} is there already.", "Change that file, or name a new folder.")
    if folder.exists() and not folder.is_dir():
        raise ProjectError(f"{folder} is a file.", "Name a folder: framing init my-study")
    words = re.sub(r"[-_\s]+", " ", folder.resolve().name).strip()
    write_file(target, _starter(title or words[:1].upper() + words[1:] or "My study").encode())
    made = [target]
    for name in FOLDERS:
        if not (folder / name).exists():
            (folder / name).mkdir()
            made.append(folder / name)
    return tuple(made)


_WIDTH = 100


def project_text(values: Mapping[str, Any], opening: Sequence[str] = ()) -> str:
    """A framing.toml that says these values, without a word on each.

    Args:
        values: by the names of its keys; one that is None is left out.
        opening: lines that stand above them, as comments.
    """
    lines = [f"# {line}" for line in opening]
    lines += [
        f"{key} = {_toml(values[key])}"
        for key in StudyFile.model_fields
        if values.get(key) is not None
    ]
    return "\n".join(lines) + "\n"


def _starter(title: str) -> str:
    """A framing.toml that says what happens without it, key by key."""
    lines = [
        "# What 'framing report' does here. Take a line out, and the value shown still holds.",
        "# What you say on the command line counts before this file.",
        "# See the report while you change it:  framing templates preview",
        "",
    ]
    for key, field in StudyFile.model_fields.items():
        lines += [""] * setting_of(field).first
        lines += _entry(
            key,
            title if key == "title" else field.get_default(call_default_factory=True),
            field.description or "",
            *(field.examples or ()),
        )
    return "\n".join(lines) + "\n"


def _entry(key: str, value: Any, about: str, example: str = "") -> Iterable[str]:
    """A key with its value, and beside it, or above where that is too long, what it is for."""
    line = f"# {key} = {_toml(example)}" if value is None else f"{key} = {_toml(value)}"
    beside = f"{line}  # {about[:1].lower()}{about[1:].rstrip('.')}"
    if "\n" not in line and len(beside) <= _WIDTH:
        return (beside,)
    above = textwrap.wrap(about, _WIDTH, initial_indent="# ", subsequent_indent="# ")
    return (*above, line)


def _toml(value: Any) -> str:
    """A value as TOML writes it: JSON's escapes are among TOML's."""
    if isinstance(value, tuple):
        inner = [_toml(each) for each in value]
        joined = f"[{', '.join(inner)}]"
        if len(joined) <= _WIDTH // 2:
            return joined
        return "[\n" + "".join(f"  {each},\n" for each in inner) + "]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_toml(key)} = {_toml(inner)}' for key, inner in value.items())}}}"
    plain = value.as_posix() if isinstance(value, Path) else value
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")
