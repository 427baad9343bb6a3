"""REFI-QDA projects: what we write, and what other programs write."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from framing.codebooks import Codebook, load_codebook
from framing.errors import InputError
from framing.models import Article, Field, Parts, Provenance, Span
from framing.validation.refi_qda import (
    MACHINE,
    NAMESPACE,
    codings_from,
    export_project,
    read_project,
)
from framing.validation.run import import_projects, score_sheets, write_project
from framing.validation.semantic import code_articles
from framing.validation.sheet import draw

TEXT = (
    "“Missiles” & memories\n\nJapan's colonial rule ended in 1945. It rained. "
    "The two navies held a joint drill – the first in years."
)
Q = f"{{{NAMESPACE}}}"


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook("history-security")


@pytest.fixture(scope="module")
def article() -> Article:
    body = TEXT.index("Japan's")
    return Article(
        id="a1",
        path="",
        text=TEXT,
        parts=Parts(Span(body, len(TEXT)), headline=Span(0, body - 2)),
        outlet="gull",
        outlet_name="The Gull",
        published=Field(date(2011, 1, 10), Provenance.DECLARED),
    )


@pytest.fixture
def project(article: Article, codebook: Codebook, tmp_path: Path) -> Path:
    path = tmp_path / "p.qdpx"
    path.write_bytes(export_project(code_articles(codebook, [article]), codebook))
    return path


def root_of(path: Path) -> ET.Element:
    with zipfile.ZipFile(path) as archive:
        return ET.fromstring(archive.read("project.qde"))


def test_the_project_holds_texts_codes_and_codings(project: Path, codebook: Codebook) -> None:
    source = read_project(project)[0]
    assert (source.name, source.text) == ("a1", TEXT)
    coded = [(s.code, s.coder, s.span.of(TEXT)) for s in source.selections]
    assert coded == [
        ("Security", MACHINE, "“Missiles” & memories"),
        ("History", MACHINE, "Japan's colonial rule ended in 1945."),
        ("Security", MACHINE, "The two navies held a joint drill – the first in years."),
    ]


def test_the_project_keeps_the_schemas_order_and_types(project: Path, codebook: Codebook) -> None:
    root = root_of(project)
    assert [child.tag.removeprefix(Q) for child in root] == [
        "Users",
        "CodeBook",
        "Variables",
        "Sources",
    ]
    source = root.find(f"{Q}Sources/{Q}TextSource")
    assert source is not None
    tags = [child.tag.removeprefix(Q) for child in source]
    assert tags == sorted(tags, key=["PlainTextSelection", "VariableValue"].index)
    guids = [v for e in root.iter() for k, v in e.attrib.items() if k == "guid"]
    assert len(guids) == len(set(guids))
    references = [e.get("targetGUID") for e in root.iter() if e.get("targetGUID")]
    assert set(references) <= set(guids)
    assert all(re.fullmatch(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", guid) for guid in guids)
    values = [e.text for e in source.iter() if e.tag in (f"{Q}TextValue", f"{Q}DateValue")]
    assert values == ["The Gull", "2011-01-10"]
    assert [c.get("color") for c in root.iter(f"{Q}Code")] == [f.colour for f in codebook.frames]


def test_the_same_articles_give_the_same_bytes(article: Article, codebook: Codebook) -> None:
    analyses = code_articles(codebook, [article])
    assert export_project(analyses, codebook) == export_project(analyses, codebook)


def test_a_blank_project_has_no_codings(
    article: Article, codebook: Codebook, tmp_path: Path
) -> None:
    path = tmp_path / "p.qdpx"
    path.write_bytes(export_project(code_articles(codebook, [article]), codebook, blank=True))
    assert read_project(path)[0].selections == ()


def other_program(path: Path, text: str, *codings: tuple[str, str, str]) -> Path:
    """A project as other programs write one: the text inside, braces around GUIDs, two users."""
    users = {
        "Ann": "{00000000-0000-0000-0000-00000000000A}",
        "Bo": "{00000000-0000-0000-0000-00000000000B}",
    }
    codes = {
        "HISTORY": "{00000000-0000-0000-0000-000000000001}",
        "security": "{00000000-0000-0000-0000-000000000002}",
    }
    selections = ""
    for coder, code, words in codings:
        start = text.index(words)
        selections += (
            f'<PlainTextSelection guid="{{00000000-0000-0000-0001-00000000000A}}" '
            f'startPosition="{start}" endPosition="{start + len(words)}">'
            f'<Coding guid="{{00000000-0000-0000-0002-00000000000A}}" creatingUser="{users[coder]}">'
            f'<CodeRef targetGUID="{codes[code]}"/></Coding></PlainTextSelection>'
        )
    escaped = text.replace("&", "&amp;")
    xml = (
        f'<?xml version="1.0"?><Project xmlns="{NAMESPACE}" name="x"><Users>'
        + "".join(f'<User guid="{g}" name="{n}"/>' for n, g in users.items())
        + "</Users><CodeBook><Codes>"
        + "".join(f'<Code guid="{g}" name="{n}" isCodable="true"/>' for n, g in codes.items())
        + f'</Codes></CodeBook><Sources><TextSource guid="{{00000000-0000-0000-0003-00000000000A}}" '
        f'name="a1"><PlainTextContent>{escaped}</PlainTextContent>{selections}</TextSource>'
        "</Sources></Project>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("Project.qde", xml)
    path.write_bytes(out.getvalue())
    return path


def test_codings_of_other_programs_reach_their_sentences(
    article: Article, codebook: Codebook, tmp_path: Path
) -> None:
    key = draw(code_articles(codebook, [article]), codebook, 99)
    spaced = TEXT.replace("\n\n", "\n \n").replace("It rained.", "It  rained.")
    path = other_program(
        tmp_path / "x.qdpx",
        spaced,
        ("Ann", "HISTORY", "colonial rule"),
        ("Ann", "security", "The two navies held a joint drill"),
        ("Bo", "HISTORY", "1945. It"),  # for the most part in the first sentence
    )
    codings = codings_from(read_project(path), key, codebook)
    by_text = {item.id: item.text for item in key.items}
    found = {
        (c.coder, frame, by_text[unit][:9])
        for c in codings
        for frame, codes in c.codes.items()
        for unit, code in codes.items()
        if code
    }
    assert found == {
        ("Ann", "history", "Japan's c"),
        ("Ann", "security", "The two n"),
        ("Bo", "history", "Japan's c"),
    }
    assert all(len(codes) == 3 for c in codings for codes in c.codes.values())


def test_from_export_to_score(article: Article, codebook: Codebook, tmp_path: Path) -> None:
    folder = tmp_path / "coding"
    key = write_project([article], codebook, folder, blank=True)
    assert len(key.items) == 3
    with pytest.raises(InputError, match="No coding"):
        import_projects(folder, [folder / "project.qdpx"], codebook)
    words = ("colonial rule", "HISTORY"), ("joint drill", "security")
    coded = other_program(
        tmp_path / "x.qdpx", TEXT, *((who, code, w) for who in ("Ann", "Bo") for w, code in words)
    )
    written = import_projects(folder, [coded], codebook)
    assert [path.name for path in written] == ["ann.csv", "bo.csv"]
    record = score_sheets(folder, (), tmp_path / "codebooks").record
    history = record.frame("history")
    assert history is not None
    assert (history.alpha.value, history.f1.value) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no archive", "is no REFI-QDA project"),
        (None, "cannot be read"),
    ],
)
def test_a_broken_project_is_named(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "x.qdpx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=words):
        read_project(path)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"a.txt": "x"}, r"holds no project\.qde"),
        ({"project.qde": "<Project"}, "not sound XML"),
        (
            {
                "project.qde": f'<Project xmlns="{NAMESPACE}"><Sources><TextSource name="a" '
                'plainTextPath="internal://b.txt"/></Sources></Project>'
            },
            "text of 'a' is not in the project",
        ),
    ],
)
def test_an_incomplete_project_is_named(tmp_path: Path, files: dict[str, str], words: str) -> None:
    path = tmp_path / "x.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    with pytest.raises(InputError, match=words):
        read_project(path)


def test_a_changed_text_is_not_guessed_at(
    article: Article, codebook: Codebook, tmp_path: Path
) -> None:
    key = draw(code_articles(codebook, [article]), codebook, 99)
    path = other_program(
        tmp_path / "x.qdpx", TEXT.replace("rained", "snowed"), ("Ann", "HISTORY", "rule")
    )
    with pytest.raises(InputError, match="Its text was changed"):
        codings_from(read_project(path), key, codebook)
