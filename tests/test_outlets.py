"""Outlet profiles: the packaged ones, the user's, and what is said of broken ones."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from framing.errors import ProfileError
from framing.files import OUTLETS
from framing.outlets import (
    COUNTRIES,
    OutletProfile,
    expressions,
    find_outlet,
    get_outlet,
    load_outlets,
    slugify,
)
from framing.tomlfile import contrast

GOOD = """name = "The Harbour Post"
code = "HP"
aliases = ["Harbour Post", "harbourpost.example"]
country = "NO"
kind = "newspaper"
colour = "#12436D"

[ownership]
text = "Owned by its readers."
source = "The Harbour Post, 3 May 2014"
as_of = "2014-05-03"

[places]
here = "NO"

[[recognise]]
where = "head"
pattern = '^Harbour desk$'
points = 3
why = "its desk"

[[recognise]]
pattern = 'told the Post'
points = 1
why = "its phrase"

[[boilerplate]]
line = "Ahoy!"
reason = "greeting"

[[boilerplate]]
pattern = 'Tide table.*'
where = "foot"
reason = "tides"
"""


def write(tmp_path: Path, text: str, name: str = "harbour-post.toml") -> Path:
    (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_five_profiles_are_packaged_and_whole() -> None:
    outlets = load_outlets()
    assert list(outlets) == ["ahram-online", "dna", "global-times", "korea-herald", "yonhap"]
    assert [p.country for p in outlets.values()] == ["EG", "IN", "CN", "KR", "KR"]
    assert outlets["yonhap"].kind == "agency"
    assert len({p.colour for p in outlets.values()}) == 5
    for profile in outlets.values():
        assert profile.ownership is not None
        assert profile.ownership.source
        assert profile.language == "en"
        assert profile.places["the south"] == "KR"
        assert profile.places["the north"] == "KP"
        assert profile.places["here"] == profile.country
        assert contrast(profile.colour) >= 3
        assert profile.agencies


def test_packaged_profiles_hold_comments_and_no_web_addresses() -> None:
    for path in OUTLETS.glob("*.toml"):
        text = path.read_text("utf-8")
        assert text.startswith("# ")
        assert "://" not in text


def test_profiles_travel_between_processes() -> None:
    outlets = load_outlets()
    assert pickle.loads(pickle.dumps(outlets)) == outlets


def test_users_profile_is_added_and_shadows(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(
        tmp_path,
        GOOD.replace('"HP"', '"XX"').replace("arbour", "aven"),
        "dna.toml",
    )
    outlets = load_outlets([tmp_path])
    assert outlets["harbour-post"].name == "The Harbour Post"
    assert outlets["harbour-post"].slug == "harbour-post"
    assert outlets["dna"].code == "XX"
    assert "dna" in load_outlets()
    assert load_outlets()["dna"].code == "DNA"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('kind = "newspaper"', 'kind = "blog"', 5, "'kind' (it is 'blog')"),
        ('country = "NO"', 'country = "UK"', 4, "did you mean GB?"),
        ('country = "NO"', 'country = "Norway"', 4, "two capital letters"),
        ('colour = "#12436D"', 'colour = "#FFE066"', 6, "too pale"),
        ('colour = "#12436D"', 'colour = "navy"', 6, "'#12436D'"),
        ('code = "HP"', 'code = "harbour"', 2, "'code'"),
        ('code = "HP"', 'cod = "HP"', 2, "unknown key 'cod'"),
        ('as_of = "2014-05-03"', 'as_of = "May 2014"', 11, "'ownership.as_of'"),
        ('here = "NO"', 'here = "Oslo"', 14, "'places.here'"),
        ("'told the Post'", "'told (the'", 23, "'recognise.2.pattern'"),
        ("points = 1", "points = 7", 24, "'recognise.2.points' (it is 7)"),
        ('why = "its desk"', "", 16, "the key 'recognise.1.why' is missing"),
        ('reason = "greeting"', "", 27, "the key 'boilerplate.1.reason' is missing"),
        ('where = "foot"', 'were = "foot"', 33, "unknown key 'boilerplate.2.were'"),
        ('line = "Ahoy!"', "", 27, "either 'line' or 'pattern'"),
        ('name = "The Harbour Post"', "", None, "the key 'name' is missing"),
    ],
)
def test_a_broken_profile_is_named_with_file_line_and_key(
    tmp_path: Path, old: str, new: str, line: int | None, words: str
) -> None:
    assert old in GOOD
    folder = write(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(ProfileError) as caught:
        load_outlets([folder])
    message = caught.value.message
    assert words in message
    assert "harbour-post.toml" in message
    found = re.search(r", line (\d+)", message)
    assert (int(found[1]) if found else None) == line
    assert caught.value.hint


def test_toml_that_is_none_and_a_file_that_is_no_slug(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"not valid TOML.*line 2"):
        load_outlets([write(tmp_path, 'name = "x"\nkind = newspaper\n')])
    (tmp_path / "harbour-post.toml").unlink()
    with pytest.raises(ProfileError) as caught:
        load_outlets([write(tmp_path, GOOD, "Harbour Post.toml")])
    assert "harbour-post.toml" in caught.value.hint
    with pytest.raises(ProfileError, match="no such folder"):
        load_outlets([tmp_path / "nowhere"])


def test_two_profiles_cannot_share_a_code_or_a_name(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="both have the code 'GT'"):
        load_outlets([write(tmp_path, GOOD.replace('"HP"', '"GT"'))])
    with pytest.raises(ProfileError, match="share the name or alias 'korea-herald'"):
        load_outlets([write(tmp_path, GOOD.replace('"Harbour Post"', '"Korea Herald"'))])


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("korea-herald", "korea-herald"),
        ("The Korea Herald", "korea-herald"),
        ("korea herald", "korea-herald"),
        ("KH", "korea-herald"),
        ("DNA", "dna"),
        ("daily news and analysis", "dna"),
        ("the global times", "global-times"),
        ("Yonhap", "yonhap"),
        ("Ahram", None),
        ("", None),
    ],
)
def test_declared_names_find_their_profile(name: str, slug: str | None) -> None:
    found = find_outlet(name, load_outlets())
    assert (found.slug if found else None) == slug


def test_an_unknown_outlet_is_told_with_those_there_are() -> None:
    assert isinstance(get_outlet("GT", load_outlets()), OutletProfile)
    with pytest.raises(ProfileError) as caught:
        get_outlet("Harbour Post", load_outlets())
    assert "korea-herald" in caught.value.hint
    assert 'framing outlets new "Harbour Post"' in caught.value.hint


def test_slugs_and_countries() -> None:
    assert slugify("The Köln Post & Söhne") == "the-koln-post-sohne"
    assert slugify("조선일보") == "조선일보"
    assert slugify("!!!") == ""
    assert len(COUNTRIES) == 250  # 249 of ISO 3166-1, and Kosovo
    assert contrast("#000000") == pytest.approx(21)
    assert contrast("#FFFFFF") == pytest.approx(1)


def test_an_expression_without_end_is_told_and_never_waited_for(monkeypatch):
    monkeypatch.setattr(expressions, "SECONDS", 0.05)
    assert expressions.fullmatch("(a+)+$", "a" * 40)
    for look in (expressions.search, expressions.fullmatch):
        with pytest.raises(ProfileError, match=r"more than 0\.05 seconds") as raised:
            look("(a|aa)+$", "a" * 60 + "!")
        assert "(a|aa)+$" in raised.value.message
        assert "repetition inside a repetition" in raised.value.hint


def test_a_pattern_slow_on_line_after_line_is_stopped_by_what_it_takes_in_all(monkeypatch):
    monkeypatch.setattr(expressions, "TOTAL_SECONDS", 0.2)
    line = "b" * 24 + "!"
    with pytest.raises(ProfileError, match=r"0\.2 seconds on \d+ lines"):
        all(expressions.search("(b|bb)+$", line) is None for _ in range(1000))
    assert all(expressions.search("b$", line) is None for _ in range(1000))
