"""Exchange with NVivo, MAXQDA, ATLAS.ti and others: REFI-QDA projects (.qdpx), out and in.

The standard is REFI-QDA 1.5 (project schema of 18 March 2019): a ZIP archive with ``project.qde``
(XML) and plain-text sources. Positions are code points from 0, the end one past the last.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree import ElementTree as ET

from framing.codebooks import Codebook
from framing.errors import InputError
from framing.models import Analysis, Hit, Span
from framing.validation.sheet import Coding, Item, Key

NAMESPACE = "urn:QDA-XML:project:1.0"
MACHINE = "framing (machine)"
_MOST_BYTES = 200_000_000
_ROOT = uuid5(NAMESPACE_URL, NAMESPACE)
# The earliest time that a ZIP archive can hold: the same project gives the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Selection:
    """A coded stretch of a source: the code's name and who coded it."""

    code: str
    coder: str
    span: Span


@dataclass(frozen=True, slots=True)
class Source:
    """A text of a project, with its codings."""

    name: str
    text: str
    selections: tuple[Selection, ...]


def export_project(
    analyses: Sequence[Analysis], codebook: Codebook, *, blank: bool = False
) -> bytes:
    """A project with all articles as sources, the frames as codes, and the machine's codings of
    their sentences (none when ``blank``: for coders who must not see them)."""
    ET.register_namespace("", NAMESPACE)
    user = _guid("user", MACHINE)
    root = ET.Element(_tag("Project"), name=codebook.title, origin="framing")
    root.set("creatingUserGUID", user)
    users = ET.SubElement(root, _tag("Users"))
    ET.SubElement(users, _tag("User"), guid=user, name=MACHINE)
    codes = ET.SubElement(ET.SubElement(root, _tag("CodeBook")), _tag("Codes"))
    for frame in codebook.frames:
        code = ET.SubElement(
            codes,
            _tag("Code"),
            guid=_guid("code", frame.id),
            name=frame.name,
            isCodable="true",
            color=frame.colour,
        )
        ET.SubElement(code, _tag("Description")).text = " ".join(frame.definition.split())
    variables = ET.SubElement(root, _tag("Variables"))
    for name in ("Outlet", "Published"):
        kind = {"Outlet": "Text", "Published": "Date"}[name]
        ET.SubElement(
            variables,
            _tag("Variable"),
            guid=_guid("variable", name),
            name=name,
            typeOfVariable=kind,
        )
    if analyses:
        sources = ET.SubElement(root, _tag("Sources"))
        for analysis in analyses:
            _add_source(sources, analysis, codebook, user, blank)
    ET.indent(root)
    project = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_entry("project.qde"), project)
        for analysis in analyses:
            name = f"Sources/{_guid('source', analysis.article.id)}.txt"
            archive.writestr(_entry(name), analysis.article.text.encode())
    return out.getvalue()


def _add_source(
    sources: ET.Element, analysis: Analysis, codebook: Codebook, user: str, blank: bool
) -> None:
    article = analysis.article
    guid = _guid("source", article.id)
    source = ET.SubElement(
        sources,
        _tag("TextSource"),
        guid=guid,
        name=article.id,
        plainTextPath=f"internal://{guid}.txt",
        creatingUser=user,
    )
    frames = {frame.id: frame for frame in codebook.frames}
    found: defaultdict[int, list[str]] = defaultdict(list)
    for hit in () if blank else analysis.found(Hit):
        if hit.frame in frames and hit.frame not in found[hit.sentence]:
            found[hit.sentence].append(hit.frame)
    for index, names in sorted(found.items()):
        span = analysis.sentences[index].span
        selection = ET.SubElement(
            source,
            _tag("PlainTextSelection"),
            guid=_guid("selection", article.id, str(index)),
            name=f"{article.id} {index}",
            startPosition=str(span.start),
            endPosition=str(span.end),
            creatingUser=user,
        )
        for name in names:
            coding = ET.SubElement(
                selection,
                _tag("Coding"),
                guid=_guid("coding", article.id, str(index), name),
                creatingUser=user,
            )
            ET.SubElement(coding, _tag("CodeRef"), targetGUID=_guid("code", name))
    values = [("Outlet", "TextValue", article.outlet_name)]
    if article.published:
        values.append(("Published", "DateValue", article.published.value.isoformat()))
    for name, kind, text in values:
        value = ET.SubElement(source, _tag("VariableValue"))
        ET.SubElement(value, _tag("VariableRef"), targetGUID=_guid("variable", name))
        ET.SubElement(value, _tag(kind)).text = text


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _guid(*parts: str) -> str:
    """A GUID that depends on the parts alone."""
    made: UUID = _ROOT
    for part in parts:
        made = uuid5(made, part)
    return str(made).upper()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def read_project(path: Path) -> tuple[Source, ...]:
    """The text sources of a project and their codings, whatever program wrote it.

    Raises:
        InputError: unreadable, no REFI-QDA project, or too large.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
                raise InputError(f"{path} is too large.", "Export the coded texts alone.")
            files = {name.lower(): archive.read(name) for name in archive.namelist()}
    except OSError as exc:
        raise InputError(f"{path} cannot be read ({exc.strerror}).", "Check the path.") from exc
    except zipfile.BadZipFile as exc:
        raise InputError(
            f"{path} is no REFI-QDA project.", "Export the project as .qdpx (REFI-QDA)."
        ) from exc
    project = next((data for name, data in files.items() if name.endswith(".qde")), None)
    if project is None:
        raise InputError(f"{path} holds no project.qde.", "Export the project as .qdpx (REFI-QDA).")
    try:
        root = ET.fromstring(project)
    except ET.ParseError as exc:
        raise InputError(f"{path}: project.qde is not sound XML ({exc}).") from exc
    codes = {code.get("guid", ""): code.get("name", "") for code in root.iter(_tag("Code"))}
    users = {user.get("guid", ""): user.get("name", "") for user in root.iter(_tag("User"))}
    default = users.get(root.get("creatingUserGUID", ""), path.stem)
    return tuple(
        Source(
            element.get("name", ""),
            _text_of(element, files, path),
            tuple(_selections(element, codes, users, default)),
        )
        for element in root.iter(_tag("TextSource"))
    )


def _text_of(element: ET.Element, files: Mapping[str, bytes], path: Path) -> str:
    content = element.find(_tag("PlainTextContent"))
    if content is not None:
        return content.text or ""
    name = element.get("plainTextPath", "").removeprefix("internal://").lower()
    data = files.get(f"sources/{name}", files.get(name))
    if data is None:
        raise InputError(
            f"{path}: the text of '{element.get('name', '')}' is not in the project.",
            "Export the project with its sources.",
        )
    return data.decode("utf-8-sig")


def _selections(
    source: ET.Element, codes: Mapping[str, str], users: Mapping[str, str], default: str
) -> Iterator[Selection]:
    for selection in source.iter(_tag("PlainTextSelection")):
        try:
            span = Span(
                int(selection.get("startPosition", "")), int(selection.get("endPosition", ""))
            )
        except ValueError:
            continue  # no place in the text: nothing to hold against a sentence
        for coding in selection.iter(_tag("Coding")):
            reference = coding.find(_tag("CodeRef"))
            code = codes.get(reference.get("targetGUID", "") if reference is not None else "")
            user = coding.get("creatingUser") or selection.get("creatingUser") or ""
            if code:
                yield Selection(code, users.get(user) or default, span)


def codings_from(sources: Iterable[Source], key: Key, codebook: Codebook) -> tuple[Coding, ...]:
    """Each coder's codes of the key's sentences, read from the sources of one or more projects.

    A sentence is coded when a selection covers half of it, or lies for half of itself inside it.
    A sentence without a coding counts as coded 0 where its coder coded anything in any source.
    Codes are matched to frames by name or id, coders by name; the machine's own are passed over.

    Raises:
        InputError: a source is missing, or its text is not that of the key.
    """
    frames = {name.casefold(): f.id for f in codebook.frames for name in (f.name, f.id)}
    texts: dict[str, str] = {}
    selections: defaultdict[str, list[Selection]] = defaultdict(list)
    for source in sources:
        texts.setdefault(source.name, source.text)
        selections[source.name] += [s for s in source.selections if s.coder != MACHINE]
    coders = sorted({s.coder for held in selections.values() for s in held})
    codes: dict[str, dict[str, dict[str, bool]]] = {
        coder: {frame: {} for frame in key.frames} for coder in coders
    }
    for item, span in _located(key, texts):
        for coder in coders:
            for frame in key.frames:
                codes[coder][frame][item.id] = any(
                    s.coder == coder
                    and frames.get(s.code.casefold()) == frame
                    and _covers(s.span, span)
                    for s in selections[item.article]
                )
    return tuple(Coding(coder, codes[coder]) for coder in coders)


def _located(key: Key, texts: Mapping[str, str]) -> Iterator[tuple[Item, Span]]:
    """The place of each sentence in its source; programs may change line ends and spaces."""
    ends: defaultdict[str, int] = defaultdict(int)
    for item in sorted(key.items, key=lambda item: (item.article, item.sentence)):
        if item.article not in texts:
            raise InputError(
                f"The project has no source named '{item.article}'.",
                "Keep the names that 'framing validate export' gave the sources.",
            )
        words = r"\s+".join(re.escape(word) for word in item.text.split())
        match = re.compile(words).search(texts[item.article], ends[item.article])
        if match is None:
            raise InputError(
                f"'{item.article}' does not hold the sentence {item.id}: “{item.text[:60]}…”.",
                "Its text was changed: code the sources as they were exported.",
            )
        ends[item.article] = match.end()
        yield item, Span(*match.span())


def _covers(selection: Span, sentence: Span) -> bool:
    common = min(selection.end, sentence.end) - max(selection.start, sentence.start)
    shorter = min(selection.end - selection.start, sentence.end - sentence.start)
    return common > 0 and common * 2 >= shorter
