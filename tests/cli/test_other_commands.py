"""framing analyse, schema, doctor, templates, and help."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from framing.analysers.tone import towards


def test_analyse_writes_a_line_for_each_article(framing, seeds, tmp_path):
    quick = ("--sources", "rules", "--tone", "textblob")
    ran = framing("analyse", seeds, "-o", tmp_path / "a.jsonl", *quick)
    assert ran.code == 0, ran.err
    lines = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["schema"] for line in lines] == ["framing.article/1"] * 5


def test_analyse_without_output_prints_json_alone(framing, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "The mayor said it rained."}\n', encoding="utf-8")
    ran = framing("analyse", tmp_path / "a.jsonl", "--as-is")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["text"] == "The mayor said it rained."


def test_analyse_says_where_the_tone_model_is_missing(framing, tmp_path, monkeypatch):
    towards.load_towards_model.cache_clear()
    monkeypatch.setattr(towards, "MODEL", "gone.onnx")
    (tmp_path / "a.txt").write_text(
        "Keir Starmer said the plan was late. Starmer criticised the report.\n", encoding="utf-8"
    )
    ran = framing("analyse", tmp_path / "a.txt")
    towards.load_towards_model.cache_clear()
    assert ran.code == 0
    assert "Tone towards actors is left out" in ran.err
    (document,) = map(json.loads, ran.out.splitlines())
    assert any("Tone towards actors is left out" in note for note in document["notes"])
    assert document["sentences"][0]["tone"]["toward"] == []


def test_schema_is_json(framing):
    ran = framing("schema")
    assert json.loads(ran.out)["title"] == "framing.article/1"


@pytest.mark.pdf
def test_doctor_finds_this_machine_well(framing):
    ran = framing("doctor")
    assert ran.code == 0, ran.out
    assert "Pango" in ran.out
    assert "Language model" in ran.out


def test_templates_list_says_what_each_is_for(framing):
    ran = framing("templates", "list")
    assert "sections/tone.html.j2" in ran.out
    assert "outlets" in ran.out


def test_templates_new_writes_a_start(framing, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = framing("templates", "new", "outlets/quay-news")
    assert ran.code == 0, ran.err
    assert (tmp_path / "report_templates/outlets/quay-news.html.j2").is_file()


def test_templates_check_renders_and_names_mistakes(framing, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.jsonl").write_text(
        '{"outlet": "Quay News", "text": "The mayor said it rained. Nobody came."}\n', "utf-8"
    )
    sections = tmp_path / "report_templates" / "sections"
    sections.mkdir(parents=True)
    (sections / "tonne.html.j2").write_text("<p>never used</p>", encoding="utf-8")
    (sections / "tone.html.j2").write_text("<p>{{ title }}</p>", encoding="utf-8")
    fine = framing("templates", "check", "a.jsonl")
    assert fine.code == 0, fine.err
    assert "sections/tone.html.j2" in fine.out
    assert "sections/tonne.html.j2 takes the place of no template" in fine.err
    (sections / "tone.html.j2").write_text("<p>{{ titel }}</p>", encoding="utf-8")
    broken = framing("templates", "check", "a.jsonl")
    assert broken.code == 1
    assert "'title'" in broken.err


def test_version(framing):
    assert framing("--version").out.startswith("framing 0.")


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("report",),
        ("analyse",),
        ("outlets",),
        ("codebooks",),
        ("templates",),
        ("doctor",),
        ("schema",),
    ],
)
def test_help_is_there_for_every_command(framing, words):
    ran = framing(*words, "--help")
    assert ran.code == 0
    assert "Usage" in ran.out


def test_help_loads_nothing_heavy():
    code = (
        "import sys; sys.argv = ['framing', '--help']\n"
        "from framing.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'spacy', 'numpy', 'weasyprint', 'textblob', 'jinja2', 'onnxruntime', 'pydantic'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "HEAVY []" in ran.stdout


def test_templates_show_leads_from_a_template_to_its_fields(framing):
    ran = framing("templates", "show", "sections/outlet")
    assert ran.code == 0
    assert re.search(r"outlet +OutletView", ran.out)
    assert re.search(r"figures +dict\[str, Figure\]", ran.out)
    ran = framing("templates", "show", "OutletFigures")
    assert "n_sentences" in ran.out
    ran = framing("templates", "show", "OutletVeiw")
    assert ran.code == 1
    assert "Did you mean 'OutletView'" in ran.err


def test_every_setting_with_flags_is_an_option_of_report_with_its_default(framing, monkeypatch):
    from framing.settings import Folders, Settings, setting_of

    told = framing("report", "--help").out
    words = " ".join(re.sub("[│\n]", " ", told).split())
    fields = (Settings.model_fields | Folders.model_fields).values()
    offered = [field for field in fields if setting_of(field).flags]
    assert len(offered) >= 12
    for field in offered:
        for flag in setting_of(field).flags:
            assert flag.split("/")[0] in words, flag
        if isinstance(field.default, str | float):
            assert str(field.default) in words, field.default


def test_an_option_takes_the_bounds_and_the_words_of_its_setting(framing, tmp_path):
    (tmp_path / "a.txt").write_text("It rained in the town on Monday.\n", encoding="utf-8")
    for words in (("--confidence", "2"), ("--tone", "loud"), ("--jobs", "0")):
        assert framing("analyse", tmp_path / "a.txt", *words).code == 2, words
