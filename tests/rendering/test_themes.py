"""Themes: data alone changes how a report looks; mistakes in them are named."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from framing.codebooks import load_codebook
from framing.errors import TemplateError
from framing.evidence import compare
from framing.files import report_templates
from framing.outlets import load_outlets
from framing.report.catalogue import list_templates, new_template
from framing.report.context import build_view
from framing.report.document import as_data
from framing.report.templates import render_html
from framing.report.themes import list_themes, load_theme
from framing.tomlfile import contrast, mixed_with_white
from tests.builders import Line, make_analysis

PROFILES = load_outlets()
PACKAGED = [name for name, _, _ in list_themes()]


def view_in(theme):
    analyses = [
        make_analysis("a", "global-times", [Line(frames=("history",)), Line(polarity=-0.5)]),
        make_analysis("b", "quay-news", [Line(frames=("security",)), Line()]),
    ]
    comparison = compare(
        analyses, codebook=load_codebook("history-security"), profiles=PROFILES, title=None
    )
    return build_view(comparison, profiles=PROFILES, analysers=(), theme=theme)


@pytest.fixture
def own(tmp_path):
    """Writes a file of the user's own theme 'ours'; gives the template folder."""

    def write(name: str, text: str):
        path = tmp_path / "themes" / "ours" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_theme_gives_only_what_it_changes(own):
    folder = own("theme.toml", 'description = "Ours"\n[colours]\nnegative = "#000000"\n')
    theme, default = load_theme("ours", [folder]), load_theme()
    assert theme.colours["negative"] == "#000000"
    assert theme.colours["positive"] == default.colours["positive"]
    assert theme.roles == default.roles
    assert ("ours", "Ours", True) in list_themes([folder])


def test_a_themes_styles_come_after_ours(own):
    folder = own("theme.toml", 'own_colours = false\nframes = ["#010203"]\n')
    own("tokens.css", ":root { --accent: #00703c; }")
    own("theme.css", "h2 { color: #00703d; }")
    html = render_html(view_in(load_theme("ours", [folder])), [folder])
    assert html.index("--accent: #1a1a1a") < html.index("--accent: #00703c")
    assert html.index("/* The layout") < html.index("h2 { color: #00703d; }")
    assert "#010203" in html


def test_the_users_templates_come_before_the_themes(own, tmp_path):
    own("theme.toml", "")
    own("sections/tone.html.j2", "<p>From the theme</p>")
    theme = load_theme("ours", [tmp_path])
    assert "<p>From the theme</p>" in render_html(view_in(theme), [tmp_path])
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "tone.html.j2").write_text("<p>From the user</p>")
    html = render_html(view_in(theme), [tmp_path])
    assert "<p>From the user</p>" in html
    assert "<p>From the theme</p>" not in html


def test_an_unknown_theme_names_the_nearest():
    with pytest.raises(TemplateError, match="no theme 'prnt'") as caught:
        load_theme("prnt")
    assert "'print'" in caught.value.hint


@pytest.mark.parametrize("name", ["../default", "", "Print", "a/b"])
def test_a_theme_is_no_path(name):
    with pytest.raises(TemplateError):
        load_theme(name)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[colours]\npaper = "#FFFFFF"\ninkk = "#000000"\n', ("line 3", "colours.inkk", "'ink'")),
        ('\n[colours]\nink = "black"\n', ("line 3", "colours.ink", "'#12436D'")),
        ('colour = "#000000"\n', ("line 1", "unknown key 'colour'", "colours")),
        ("[tints]\nmark = 2\n", ("line 2", "tints.mark")),
        ('[roles]\nexpert = { fil = "#000000", ink = "#FFFFFF" }\n', ("expert", "fil")),
    ],
)
def test_a_mistake_is_named_with_file_line_and_key(own, text, said):
    folder = own("theme.toml", text)
    with pytest.raises(TemplateError) as caught:
        load_theme("ours", [folder])
    whole = f"{caught.value.message} {caught.value.hint}"
    assert "theme.toml" in whole
    for words in said:
        assert words in whole


def test_a_new_theme_looks_like_the_default_one(tmp_path):
    path = new_template("themes/ours", tmp_path)
    assert {p.name for p in path.iterdir()} == {"theme.toml", "tokens.css"}
    theme = load_theme("ours", [tmp_path])
    default = load_theme()
    for name in ("font", "own_colours", "colours", "sizes", "tints", "roles", "namings", "voices"):
        assert getattr(theme, name) == getattr(default, name), name
    with pytest.raises(TemplateError, match="there already"):
        new_template("themes/ours", tmp_path)
    with pytest.raises(TemplateError, match="cannot be named"):
        new_template("themes/../x", tmp_path)
    assert not [found for found in list_templates([tmp_path]) if found.own]


def test_a_commented_line_of_a_new_theme_can_be_used_as_it_stands(tmp_path):
    path = new_template("themes/ours", tmp_path) / "theme.toml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"(?m)^# (?=\w+ = )", "", text), encoding="utf-8")
    theme, default = load_theme("ours", [tmp_path]), load_theme()
    assert (theme.colours, theme.sizes, theme.roles) == (
        default.colours,
        default.sizes,
        default.roles,
    )


# What a reader must be able to tell apart, whatever their eyes and whatever the printer.


def seen_on(theme, fill) -> str:
    """The edge by which a mark stands out against paper."""
    return fill.outline or fill.fill


@pytest.mark.parametrize("name", PACKAGED)
def test_marks_stand_out_against_paper_and_neighbours(name):
    theme = load_theme(name)
    paper = theme.colours["paper"]
    for fills in (theme.roles, theme.namings, theme.voices):
        for key, fill in fills.items():
            assert contrast(seen_on(theme, fill), paper) >= 3, key
            assert contrast(fill.ink, fill.fill) >= 4.5, key
        for one, other in pairwise(fills.values()):
            edges = max(
                contrast(a, b)
                for a in (one.fill, seen_on(theme, one))
                for b in (other.fill, seen_on(theme, other))
            )
            assert edges >= 3, (one, other)
    for key in ("negative", "positive", "ink"):
        assert contrast(theme.colours[key], paper) >= 3, key
        assert contrast(theme.colours[key], theme.colours["ground"]) >= 3, key
    assert contrast(theme.colours["faint"], paper) >= 4.5
    for colour in (*theme.outlets, *theme.frames):
        assert contrast(colour, paper) >= 3, colour
    for codebook in ("history-security", "climate") if theme.own_colours else ():
        for frame in load_codebook(codebook).frames:
            for ground in (paper, theme.colours["ground"]):
                assert contrast(frame.colour, ground) >= 3, (codebook, frame.id, ground)
    for colour in theme.frames:
        assert contrast(theme.colours["ink"], mixed_with_white(colour, theme.tints["mark"])) >= 4.5


@pytest.mark.parametrize("name", PACKAGED)
def test_words_of_the_page_can_be_read(name):
    tokens = {}
    for path in (report_templates() / "default", load_theme(name).folder):
        if (path / "tokens.css").is_file():
            found = re.findall(r"(--[\w-]+): (#\w{6});", (path / "tokens.css").read_text("utf-8"))
            tokens |= dict(found)
    for ink in ("--ink", "--ink-soft", "--ink-faint", "--accent", "--warn", "--negative"):
        for ground in ("#ffffff", tokens["--panel"]):
            assert contrast(tokens[ink], ground) >= 4.5, (ink, ground)
    assert contrast(tokens["--positive"], "#ffffff") >= 4.5
    for ink in ("--ink", "--ink-soft", "--ink-faint"):
        assert contrast(tokens[ink], tokens["--cover"]) >= 4.5, ink
    for ground in ("#ffffff", tokens["--word-ground"]):
        assert contrast(tokens["--word"], ground) >= 4.5, ground


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('<img src="theme:images/desk.png" alt="">', "no file of the theme"),
        ('<p style="background: url(theme:images/desk.png)">', "no file of the theme"),
        ('<img src="https://example.org/desk.png" alt="">', "nothing is fetched"),
        ("<style>\n@font-face { src: url(theme:fonts/desk.ttf) }</style>", "fonts/desk.ttf"),
        ('<form action="/send">', "could load or send"),
    ],
)
@pytest.mark.parametrize("edition", ["pdf", "html"])
def test_what_a_template_may_not_name_is_told_with_file_and_line(tmp_path, line, said, edition):
    name = "sections/cover.html.j2"
    (tmp_path / "sections").mkdir()
    (tmp_path / name).write_text(
        f"<h1>{{{{ title }}}}</h1>\n{{% if true %}}\n{line}\n{{% endif %}}\n"
    )
    view = replace(view_in(load_theme()), edition=edition)
    with pytest.raises(TemplateError) as told:
        render_html(view, [tmp_path], as_data if edition == "html" else None)
    row = 4 if "<style>" in line else 3
    assert told.value.message.startswith(f"{tmp_path / name}, line {row}: ")
    assert said in told.value.message


def test_a_style_sheets_missing_typeface_is_told_with_file_and_line(own):
    folder = own("theme.toml", "")
    own("theme.css", "h2 { color: #101010; }\n\n@font-face { src: url(theme:fonts/mine.ttf) }\n")
    with pytest.raises(TemplateError, match=r"ours/theme\.css, line 3: .*fonts/mine\.ttf"):
        render_html(view_in(load_theme("ours", [folder])), [folder])
