"""A project folder as a newcomer uses it: no argument, and everything in one file."""

from __future__ import annotations

import json
import re
import shutil

import pytest

SHORT = [
    {"outlet": "DNA", "text": "The mayor said that it rained. Nobody came to the old harbour."},
    {"outlet": "Yonhap", "text": "Officials told reporters that the harbour is closed for good."},
]


@pytest.fixture
def study(framing, tmp_path, monkeypatch):
    """A fresh project with two short articles and quick settings; the working folder."""
    monkeypatch.chdir(tmp_path)
    assert framing("init", "my-study", "--title", "One strait").code == 0
    folder = tmp_path / "my-study"
    rows = "".join(f"{json.dumps(row)}\n" for row in SHORT)
    (folder / "articles" / "short.jsonl").write_text(rows, encoding="utf-8")
    change(folder, 'sources = "tagger"', 'sources = "rules"')
    change(folder, 'tone = "full"', 'tone = "textblob"')
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def samples(study, seeds):
    """The project with two sample articles in place of the short ones."""
    (study / "articles" / "short.jsonl").unlink()
    for number in ("000", "003"):  # by DNA and by Yonhap
        shutil.copy(next(seeds.glob(f"{number}_*.txt")), study / "articles")
    return study


def change(place, old, new):
    """Put words in the place of others: in framing.toml of a project, or in a file."""
    path = place / "framing.toml" if place.is_dir() else place
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def headings(html):
    """The anchors of the sections, in their order."""
    return re.findall(r'<section[^>]* id="([^"]*)"', html.replace("'", '"'))


def test_report_needs_no_argument(framing, study):
    (study / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    change(study, '# logo = "logo.png"', 'logo = "logo.svg"')
    ran = framing("report", "--format", "html")
    assert ran.code == 0, ran.err
    page = (study / "output" / "report.html").read_text(encoding="utf-8")
    assert "<title>One strait</title>" in page
    options = json.loads((study / "output" / "report.data" / "manifest.json").read_text())
    assert options["options"]["sources"] == "rules"
    assert "data:image/svg+xml" in page
    assert options["options"]["logo"] == "logo.svg"


def test_inside_a_folder_of_the_project_it_is_the_same_report(framing, study, monkeypatch):
    monkeypatch.chdir(study / "articles")
    assert framing("report", "-f", "html", "-q").code == 0
    assert (study / "output" / "report.html").is_file()


def test_users_choose_and_order_sections(framing, study):
    own = study / "report_templates" / "sections"
    own.mkdir()
    (own / "our_note.html.j2").write_text(
        '<section data-title="Our note" id="our-note"><h2>{{ articles|length }} read</h2></section>',
        encoding="utf-8",
    )
    path = study / "framing.toml"
    text = re.sub(
        r"sections = \[.*?\n\]",
        'sections = ["key_findings", "our_note", "methods", "tone"]',
        path.read_text(encoding="utf-8"),
        flags=re.S,
    )
    path.write_text(text, encoding="utf-8")
    assert framing("report", "-o", "r.html", "-q").code == 0
    page = (study / "r.html").read_text(encoding="utf-8")
    assert headings(page) == ["key-findings", "our-note", "methods", "tone", "in-full"]
    assert "<h2>2 read</h2>" in page
    # Nothing leads to what was left out, in the contents or from a figure.
    places = set(re.findall(r'\bid="([^"]+)"', page))
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert links <= places
    assert "tone" in links
    assert "evidence" not in links


def test_a_section_that_is_not_there_is_told_before_the_work(framing, study):
    change(study, '  "tone",', '  "tones",')
    ran = framing("report")
    assert ran.code == 1
    assert "no section 'tones'" in ran.err
    assert "Did you mean 'tone'?" in ran.err
    assert not list((study / "output").iterdir())


def test_users_choose_and_order_outlets(framing, study):
    change(study, "outlets = []", 'outlets = ["Yonhap", "dna"]')
    assert framing("report", "-o", "r.html", "-q").code == 0
    found = json.loads((study / "r.data" / "comparison.json").read_text(encoding="utf-8"))
    assert [o["outlet"] for o in found["outlets"]] == ["yonhap", "dna"]
    change(study, '"dna"]', '"le-monde"]')
    ran = framing("report")
    assert ran.code == 1
    assert "No article is by the outlet 'le-monde'" in ran.err
    assert "yonhap" in ran.err


def test_dates_and_numbers_are_of_the_locale(framing, study):
    rows = [
        row | {"published": day}
        for row, day in zip(SHORT, ("2011-01-04", "2015-06-24"), strict=True)
    ]
    written = "".join(f"{json.dumps(row)}\n" for row in rows)
    (study / "articles" / "short.jsonl").write_text(written, encoding="utf-8")
    change(study, 'locale = "en-GB"', 'locale = "de"')
    assert framing("report", "-o", "r.html", "-q").code == 0
    page = (study / "r.html").read_text(encoding="utf-8")
    assert "Datiert 4. Januar 2011 bis 24. Juni 2015" in page
    assert re.search(r"\d\xa0%", page)


def test_the_command_line_counts_before_the_file(framing, study):
    ran = framing("report", "-o", "r.html", "--codebook", "climate", "--title", "Other", "-q")
    assert ran.code == 0, ran.err
    manifest = json.loads((study / "r.data" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["codebook"]["id"] == "climate"
    assert "<title>Other</title>" in (study / "r.html").read_text(encoding="utf-8")


def test_a_project_without_articles_says_where_they_go(framing, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    framing("init", ".")
    ran = framing("report")
    assert ran.code == 1
    assert "articles" in ran.err


def test_outside_of_a_project_articles_must_be_named(framing, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = framing("report")
    assert ran.code == 2
    assert "framing init" in ran.err


def test_other_commands_know_the_project_too(framing, study):
    ran = framing("outlets", "new", "Kyodo News", "--country", "JP")
    assert ran.code == 0
    assert (study / "outlets" / "kyodo-news.toml").is_file()
    ran = framing("analyse", "-q")
    assert len(ran.out.splitlines()) == 2


def test_a_section_of_ones_own_starts_from_a_template(framing, study):
    assert framing("templates", "new", "sections/our_note").code == 0
    change(study, '  "tone",', '  "our_note",')
    ran = framing("templates", "check")  # knows the project, too
    assert ran.code == 0
    assert "takes the place of no template" not in ran.err
    assert framing("report", "-o", "r.html", "-q").code == 0
    page = (study / "r.html").read_text(encoding="utf-8")
    assert "our-note" in headings(page)
    assert 'href="#ev-dna-sentences"' in page[page.index('id="our-note"') :]


@pytest.mark.pdf
def test_what_does_nothing_in_a_template_is_told_with_file_and_line(framing, study):
    assert framing("templates", "new", "outlets/dna").code == 0
    change(study / "report_templates/outlets/dna.html.j2", "block heading", "block haeding")
    folder = study / "report_templates"
    for name, text in {
        "theme.css": "h2 { colour: red; }\nh3 { color: #zz; color: var(--acent); cursor: wait }\n",
        "tokens.css": ":root {\n  --ink-soft: gray; --accent: redd;\n}\n",
        "sections/tone.html.j2": "<section>\n<div>\n<p>One<p>two<br>\n</section>\n</b>\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    ran = framing("templates", "check")
    assert ran.code == 0
    said = [line for line in ran.err.replace(str(study) + "/", "").splitlines() if line]
    assert [line.removeprefix("Warning: report_templates/") for line in said] == [
        "sections/tone.html.j2, line 2: <div> is not closed.",
        "sections/tone.html.j2, line 5: </b> closes nothing.",
        "theme.css, line 1: 'colour: red' does nothing in the PDF: it knows no 'colour'. "
        "Did you mean 'color'?",
        "theme.css, line 2: 'color: #zz' does nothing in the PDF (invalid value).",
        "theme.css, line 2: nothing defines the variable '--acent'. Did you mean '--accent'?",
        "tokens.css, line 2: '--accent: redd' is no value where it is used ('color: redd').",
        "Warning: outlets/dna.html.j2: what it extends has no block 'haeding', so nobody sees it. "
        "Did you mean 'heading'?",
    ]


def test_what_ships_holds_nothing_idle(framing, samples):
    framing("templates", "new", "report")
    for name in ("tokens.css", "report.css", "screen.css", "full.css", "sections/tone"):
        framing("templates", "new", name)
    framing("templates", "new", "themes/ours")
    ran = framing("templates", "check", "--theme", "ours")
    assert (ran.code, ran.err) == (0, "")


def test_limits_that_no_section_tells_are_not_said_to_open_the_report(framing, study):
    path = study / "framing.toml"
    text = re.sub(
        r"sections = \[.*?\n\]", 'sections = ["tone"]', path.read_text("utf-8"), flags=re.S
    )
    path.write_text(text, encoding="utf-8")
    ran = framing("report", "-f", "html")
    assert "serious limits" in ran.out
    assert "beside the findings" not in ran.out
    assert "serious limits" in ran.out
    change(study, 'sections = ["tone"]', "sections = []")  # as with outlets, none named is all
    assert "beside the findings" in framing("report", "-f", "html").out


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('codebook = "history-security"', 'codebook = "climat"', "There is no codebook 'climat'"),
        ('theme = "default"', 'theme = "prnt"', "There is no theme 'prnt'"),
        ('  "evidence",', '  "evidense",', "There is no section 'evidense'"),
        ("outlets = []", 'outlets = [\n  "dna",\n  "nobody",\n]', "No article is by the outlet"),
    ],
)
def test_a_name_in_framing_toml_that_nothing_has_is_told_with_its_line(
    framing, study, old, new, told
):
    change(study, old, new)
    text = (study / "framing.toml").read_text(encoding="utf-8")
    wrong = new.rsplit('"', 2)[1]
    line = 1 + next(i for i, line in enumerate(text.splitlines()) if f'"{wrong}"' in line)
    ran = framing("report")
    assert ran.code == 1
    assert f"framing.toml, line {line}: {told}" in ran.err


def test_a_wrong_name_on_the_command_line_is_not_laid_to_the_file(framing, study):
    ran = framing("report", "--codebook", "nothing")
    assert ran.code == 1
    assert "There is no codebook 'nothing'" in ran.err
    assert "framing.toml" not in ran.err
