"""README and docs do what they say: their commands are run, in order, in one folder with articles."""

from __future__ import annotations

import re
import shlex
import textwrap
from pathlib import Path

import pytest
from pypdf import PdfReader

import framing
from tests.cli.helpers import Shell
from tests.validation.test_learn import coded as code_food
from tests.validation.test_learn import texts as food_articles

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = {"README.md": README} | {
    path.name: path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md"))
}
COMMAND = re.compile(r"^ *\$ ((?:framing|cd) [^#\n]+)", re.MULTILINE)


def section(page: str, heading: str) -> str:
    return PAGES[page].split(f"## {heading}\n")[1].split("\n## ")[0]


def test_the_pages_name_commands():
    assert len(COMMAND.findall(README)) >= 6
    told = [command.strip() for text in PAGES.values() for command in COMMAND.findall(text)]
    assert 'framing outlets new "Kyodo News" --country JP' in told
    assert "framing pack check study.zip articles/" in told


HARBOUR = """Global Times

Two ports agree to reopen ferry link

Two port towns agreed on Monday to reopen a ferry link that was closed after the war.

"We have waited for this for a long time," Mayor Hana Sato told reporters.

Fishing crews oppose the plan. They fear for the old quay, officials said.
"""


def one_article(folder: Path) -> None:
    """A small article: reports on the samples are set elsewhere."""
    folder.mkdir()
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8")


@pytest.mark.pdf
def test_every_command_of_readme_and_docs_runs(tmp_path, capsys, monkeypatch):
    """Page by page, in one folder; what two pages have in common runs once."""
    one_article(tmp_path / "articles")
    shell = Shell(capsys, monkeypatch)
    done: set[str] = set()
    for page, text in PAGES.items():
        monkeypatch.chdir(tmp_path)
        for command in map(str.strip, COMMAND.findall(text)):
            if (key := " ".join(command.split())) in done and page != "tutorial.md":
                continue
            done.add(key)
            if command.startswith("cd "):
                monkeypatch.chdir(command.removeprefix("cd "))
                # The page that the tutorial shows is the one that it pasted.
                pasted = re.search(r"```text\n(.*?)```", text, re.DOTALL).group(1)
                Path("articles/harbour.txt").write_text(pasted, encoding="utf-8")
                continue
            ran = shell(*shlex.split(command)[1:])
            # What this machine lacks is no fault of the docs.
            assert ran.code == 0 or command == "framing doctor", (page, command, ran.err)
    assert (tmp_path / "outlets/kyodo-news.toml").is_file()
    assert (tmp_path / "study/report.pdf").is_file()
    assert (tmp_path / "report_templates/outlets/kyodo-news.html.j2").is_file()
    assert (tmp_path / "report_templates/outlets/global-times.html.j2").is_file()
    assert (tmp_path / "output/report.pdf").is_file()
    assert (tmp_path / "ferry/output/report.pdf").is_file()
    rows = (tmp_path / "ferry/output/report.data/articles.csv").read_text(encoding="utf-8")
    assert "Harbour Post,Ferry to sail again after nine years,Nils Berg" in rows
    assert "2024-03-01" in rows


KYODO = """Kyodo News

Two ports agree to reopen ferry link

TOKYO - Two port towns agreed on Monday to reopen a ferry link that has been closed for nine years.

"We have waited for this for a long time," Mayor Hana Sato told reporters here.

The transport ministry said it would pay half of the cost.

Follow the harbour with us

Read this story in the app
"""
QUAY = """Quay News

Ferry to sail again after nine years

The ferry between the two towns will sail again, officials said on Monday.

Fishing crews opposed the plan in the past. They fear for the old quay.
"""


@pytest.mark.pdf
def test_a_new_outlet_in_five_minutes_word_for_word(tmp_path, capsys, monkeypatch):
    told = section("outlets.md", "A new outlet in five minutes")
    steps = re.findall(r"^ +```(\w+)\n(.*?)^ +```$", told, re.MULTILINE | re.DOTALL)
    assert [kind for kind, _ in steps] == "console toml console console jinja console".split()
    texts = [textwrap.dedent(text) for _, text in steps]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/kyodo.txt").write_text(KYODO, encoding="utf-8")
    (tmp_path / "articles/quay.txt").write_text(QUAY, encoding="utf-8")
    shell = Shell(capsys, monkeypatch)

    def run(step: int) -> str:
        ran = shell(*shlex.split(texts[step].removeprefix("$ "))[1:])
        assert ran.code == 0, (texts[step], ran.err)
        return ran.out

    # 1. A commented profile, which is sound as it is.
    assert "outlets/kyodo-news.toml" in run(0)
    profile = tmp_path / "outlets/kyodo-news.toml"
    before = shell("outlets", "check", "articles/").out
    assert "advertising for the app" not in before
    # 2. Open it, and add at the end.
    profile.write_text(profile.read_text("utf-8") + texts[1], encoding="utf-8")
    # 3. What is recognised, what is removed, what looks left over.
    told = run(2).split("articles/quay.txt")[0]
    recognised, removed, left = re.split("removed\n|looks left over\n", told)
    assert "Kyodo News (extracted" in recognised
    assert "Read this story in the app   (advertising for the app)" in removed
    # What the reader of lines takes off without a profile is shown with what was removed.
    assert "Follow the harbour with us" in removed
    assert "Follow the harbour with us" not in left
    assert "Read this story" not in left
    # 4. A page of its own, with its blocks named; then what the page puts into one of them.
    assert "report_templates/outlets/kyodo-news.html.j2" in run(3)
    template = tmp_path / "report_templates/outlets/kyodo-news.html.j2"
    written = template.read_text("utf-8")
    assert texts[4].splitlines()[0] in written.splitlines()
    assert "{% block" in written
    assert re.search(r"^   first ", written, re.MULTILINE)
    template.write_text(texts[4], encoding="utf-8")
    # 5. The report holds that page, and the packaged one for the other outlet.
    assert "output/report.pdf" in run(5)
    pages = [page.extract_text() for page in PdfReader("output/report.pdf").pages]
    own = [page for page in pages if "Kyodo News as read by our Tokyo desk." in page]
    assert len(own) == 1
    assert "HEADLINE AND FIRST SENTENCE" in own[0].upper()


def test_the_make_targets_of_the_readme_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    told = {t for text in PAGES.values() for t in re.findall(r"(?:\$ |`)make ([a-z]+)", text)}
    assert {"report", "test", "docs", "pictures"} <= told
    for target in told:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("name", [*PAGES, "CONTRIBUTING.md"])
def test_every_file_that_the_docs_name_is_there(name):
    text = PAGES.get(name) or (ROOT / name).read_text(encoding="utf-8")
    beside = DOCS if name in PAGES and name != "README.md" else ROOT
    for path in re.findall(
        r"`((?:framing|report_templates/default|evaluation|training|tests|docs)/[\w/.-]+)`",
        text,
    ):
        assert (ROOT / path).exists(), path
    for path in re.findall(r"\]\((?!https?:)([\w/.-]+)[)#]", text):
        assert (beside / path).exists(), path


def test_every_column_of_the_data_is_told(seed_comparison):
    told = PAGES["formats.md"].split("## The data files")[1]
    for name, data in framing.Study().data_files(seed_comparison).items():
        assert name in told
        if not name.endswith(".csv"):
            continue
        # Of files that share a part of the page, all of it counts.
        part = next(p for p in told.split("\n### ") if name in p.split("\n")[0])
        for column in data.decode().split("\n")[0].split(","):
            asked = "frame_…" if column.startswith("frame_") else column
            assert f"`{asked}`" in part, (name, column)


@pytest.mark.pdf
def test_the_python_of_the_readme_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    one_article(tmp_path / "seeds")
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL).group(1)
    assert code in PAGES["python.md"]
    exec(compile(code, "README.md", "exec"), {})
    assert (tmp_path / "output/report.pdf").is_file()


def test_the_project_file_of_the_tutorial_is_sound(tmp_path):
    from framing.settings import load_settings

    block = re.search(r"```toml\n(title = .*?)```", PAGES["tutorial.md"], re.DOTALL).group(1)
    (tmp_path / "framing.toml").write_text(block, encoding="utf-8")
    settings = load_settings(tmp_path)
    assert settings.outlets == ("yonhap", "global-times")
    assert "our_note" in settings.sections


FOOD = re.search(
    r"```toml\n(.*?)```", section("codebooks.md", "A frame of your own, by coding"), re.S
)


@pytest.mark.parametrize(
    ("page", "heading"),
    [("README.md", "A frame of your own"), ("codebooks.md", "A frame of your own, by coding")],
)
def test_a_frame_of_ones_own_by_coding_word_for_word(page, heading, tmp_path, capsys, monkeypatch):
    block = re.search(r"```sh\n(.*?)```", section(page, heading), re.DOTALL).group(1)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    for number, text in enumerate(food_articles()):
        path = tmp_path / "articles" / f"{number}.txt"
        path.write_text(f"Town news {number}\n\n{text}\n", encoding="utf-8")
    (tmp_path / "codebooks").mkdir()
    (tmp_path / "codebooks/food.toml").write_text(FOOD.group(1), encoding="utf-8")
    shell = Shell(capsys, monkeypatch)
    sheet, learn, report = block.strip().split("\n")
    ran = shell(*shlex.split(sheet)[1:])
    assert ran.code == 0, ran.err
    assert "Then: framing codebooks learn food coding" in ran.out
    code_food(tmp_path / "coding")  # the hour of coding
    ran = shell(*shlex.split(learn)[1:])
    assert ran.code == 0, ran.err
    assert "sentences" in ran.out
    if "--next" in learn:
        assert "to code next" in ran.out
        assert (tmp_path / "coding-2/coder-1.xlsx").is_file()
    assert shell(*shlex.split(report)[1:]).code == 0
    assert "cross-validation over articles" in (tmp_path / "output/food.html").read_text("utf-8")
