"""framing outlets: list, show, new, check; and what they call."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from framing.cli.outlets import app
from framing.errors import FramingError, ProfileError
from framing.files import OUTLETS
from framing.outlets import load_outlets, load_profile
from framing.outlets.new import PALETTE, new_profile
from framing.readers.check import check_articles
from framing.settings import new_project
from framing.tomlfile import contrast

SEEDS = Path(__file__).resolve().parent.parent.parent / "seeds"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def fails(*words: str) -> FramingError:
    result = run(*words)
    assert isinstance(result.exception, FramingError), result.output
    return result.exception


def test_list(here: Path) -> None:
    result = run("list")
    assert result.exit_code == 0
    for words in ("global-times", "GT", "Yonhap", "agency"):
        assert words in result.output


def test_show_by_any_name(here: Path) -> None:
    result = run("show", "GT")
    assert result.exit_code == 0
    for words in ("Global Times", "People's Daily", "the north = KP", "told|tells"):
        assert words in result.output
    assert run("show", "global times").output == result.output
    error = fails("show", "Harbour Post")
    assert "korea-herald" in error.hint


def test_new_writes_a_sound_commented_profile_once(here: Path) -> None:
    result = run("new", "The Harbour Post", "--country", "no", "--kind", "website")
    assert result.exit_code == 0, result.exception
    path = here / "outlets" / "the-harbour-post.toml"
    assert "outlets/the-harbour-post.toml" in result.output
    profile = load_outlets([here / "outlets"])["the-harbour-post"]
    assert (profile.name, profile.country, profile.kind) == ("The Harbour Post", "NO", "website")
    assert profile.code == "HP"
    assert profile.colour == "#A285D1"  # the one that no packaged outlet has
    text = path.read_text("utf-8")
    assert text.count("#") > 15
    # What is commented out is sound once the '#' is taken off.
    lines = [line.removeprefix("# ") if _is_toml(line) else line for line in text.split("\n")]
    filled = here / "filled" / path.name
    filled.parent.mkdir()
    filled.write_text("\n".join(lines), "utf-8")
    whole = load_profile(filled)
    assert whole.ownership is not None
    assert len(whole.recognise) == len(whole.boilerplate) == 1
    changed = f"{text}# changed"
    path.write_text(changed, "utf-8")
    assert "is there already" in fails("new", "The Harbour Post", "--country", "NO").message
    assert path.read_text("utf-8") == changed
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def _is_toml(line: str) -> bool:
    keys = ("[", "text =", "source =", "as_of =", "where =", "pattern =", "points =", "why =")
    return line.removeprefix("# ").startswith((*keys, "line =", "reason =")) and line[:1] == "#"


def test_new_from_a_packaged_profile_is_its_copy(here: Path) -> None:
    assert run("new", "dna", "--country", "IN").exit_code == 0
    assert Path("outlets/dna.toml").read_text("utf-8") == (OUTLETS / "dna.toml").read_text("utf-8")
    assert run("check").exit_code == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("Zz Post", "--country", "UK"), "did you mean GB?"),
        (("Zz Post", "--country", "Norway"), "two capital letters"),
        (("DNA India", "--country", "IN"), "a name of the outlet 'dna'"),
        (("!!!", "--country", "NO"), "cannot name an outlet"),
        (('The "Post"', "--country", "NO"), "cannot name an outlet"),
    ],
)
def test_new_refuses_with_a_reason(here: Path, words: tuple[str, ...], message: str) -> None:
    error = fails("new", *words)
    assert message in error.message
    assert error.hint
    assert not list(here.rglob("*.toml"))


def test_new_into_a_place_that_cannot_be(here: Path) -> None:
    Path("file").write_text("x", "utf-8")
    assert (
        "cannot be written" in fails("new", "A B", "--country", "NO", "--outlets", "file/x").message
    )


def test_codes_and_colours_stay_apart(here: Path) -> None:
    folder = here / "outlets"
    for name in ("Good Times", "Great Tidings", "조선일보", "X", "A B C D E F"):
        known = load_outlets([folder] if folder.is_dir() else [])
        new_profile(name, "NO", folder, known, "newspaper")
    made = load_outlets([folder])
    assert len({profile.code for profile in made.values()}) == len(made) == 10
    assert "조선일보" in made
    assert all(contrast(colour) >= 3 for colour in PALETTE)
    with pytest.raises(ProfileError):
        new_profile("Good Times", "NO", folder, made, "newspaper")


def test_check_says_what_profiles_lack_and_names_broken_ones(here: Path) -> None:
    run("new", "Harbour Post", "--country", "NO")
    result = run("check")
    assert result.exit_code == 0
    assert "harbour-post: ownership is not stated" in result.output
    assert "6 profiles are sound" in result.output
    Path("outlets/harbour-post.toml").write_text('name = "x"\nkind = 3\n', "utf-8")
    result = run("check")
    assert result.exit_code == 1
    assert "harbour-post.toml" in result.output


def test_check_names_every_problem_of_every_broken_profile_and_tries_the_rest(here: Path) -> None:
    for name in ("Harbour Post", "Quay News", "Tide Weekly"):
        run("new", name, "--country", "NO")
    Path("outlets/harbour-post.toml").write_text(
        'name = "Harbour Post"\ncode = "hp"\ncountry = "Norway"\nkind = "paper"\ncolor = "#12436D"\n',
        "utf-8",
    )
    Path("outlets/quay-news.toml").write_text('name = "Quay News\n', "utf-8")
    Path("in").mkdir()
    Path("in/a.txt").write_text(
        "Tide Weekly\n\nFerry talks\n\nThe two ports agreed to talk again.", "utf-8"
    )
    for words in (("check",), ("check", "in")):
        result = run(*words)
        assert result.exit_code == 1
        for problem in (
            "outlets/harbour-post.toml, line 5: unknown key 'color'",
            "Did you mean 'colour'?",
            "the key 'colour' is missing",
            "line 2: 'code' (it is 'hp')",
            "line 3: 'country' (it is 'Norway')",
            "line 4: 'kind' (it is 'paper')",
            "outlets/quay-news.toml: is not valid TOML",
        ):
            assert problem in result.output
    assert "Tide Weekly (extracted" in result.output
    assert "6 profiles are sound" in run("check").output


def test_check_in_a_project_folder_tries_the_projects_articles(here: Path) -> None:
    new_project(here / "study")
    os.chdir(here / "study")
    assert run("check").exit_code == 0  # no articles yet
    Path("articles/a.txt").write_text("Ferry talks\n\nThe two ports agreed to talk.", "utf-8")
    result = run("check")
    assert result.exit_code == 0, result.exception
    assert "profiles are sound" in result.output
    assert "articles/a.txt" in result.output
    assert "not recognised" in result.output


def test_check_with_articles_shows_what_is_known_removed_and_left_over(here: Path) -> None:
    Path("in").mkdir()
    body = "The two ports agreed to talk again, an official said.\n\n{}\n\nNo date was set."
    Path("in/a.txt").write_text("Ferry talks\n\n" + body.format("Harbour life"), "utf-8")
    Path("in/b.txt").write_text(
        "Other talks\n\nViews: 3\n\n" + body.format("Follow the tides with us every day, always.")
    )
    result = run("check", "in")
    assert result.exit_code == 0, result.exception
    for words in (
        "in/a.txt",
        "not recognised",
        "Views: 3   (view counter)",
        "Harbour life   (",
        "No date was set.   (stands in 1 other article, too)",
    ):
        assert words in result.output
    assert "every day, always.   (" not in result.output


def test_nothing_looks_left_over_in_the_sample_articles() -> None:
    checked = check_articles([SEEDS], load_outlets())
    assert len(checked.articles) == 5
    assert [found.left_over for found in checked.articles] == [()] * 5
