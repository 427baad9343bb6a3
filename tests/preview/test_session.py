"""The session: only what changed is done anew."""

from __future__ import annotations

import pytest

from framing.errors import CodebookError, InputError, ProfileError, ProjectError, TemplateError
from framing.preview import Session
from tests.preview.study import ARTICLES, PROFILE, make_study, settings_of, write


@pytest.fixture
def study(tmp_path):
    """A project folder."""
    return make_study(tmp_path / "study")


@pytest.fixture
def session(study):
    """A session that has built its report once."""
    session = Session(settings_of(study))
    first = session.build()
    assert (first.articles, first.analysed) == (2, 2)
    return session


@pytest.fixture(scope="module")
def lasting(tmp_path_factory):
    """A project folder and a session of it that has built its report: whatever a test changes
    there, it puts back."""
    study = make_study(tmp_path_factory.mktemp("lasting") / "study")
    session = Session(settings_of(study))
    session.build()
    return study, session


def test_a_template_costs_no_analysis(study, session):
    write(study / "report_templates/sections/cover.html.j2", "<p>A cover of ours</p>")
    built = session.build()
    assert "<p>A cover of ours</p>" in built.html
    assert built.analysed == 0


def test_theme_sections_and_locale_cost_no_analysis(study, session):
    text = (study / "framing.toml").read_text("utf-8")
    changed = text.replace('theme = "default"', 'theme = "print"').replace('  "naming",\n', "")
    write(study / "framing.toml", changed.replace('locale = "en-GB"', 'locale = "de"'))
    assert session.build().analysed == 0


def test_an_article_costs_the_analysis_of_one(study, session):
    write(study / "articles/quay.txt", ARTICLES["quay.txt"] + "\nWork starts in spring.\n")
    built = session.build()
    assert built.analysed == 1
    assert "Work starts in spring." in built.html
    write(study / "articles/third.txt", "Third Post\n\nA ferry stopped.\n\nIt was late on Monday.")
    assert (session.build().analysed, session.build().analysed) == (1, 0)
    (study / "articles/third.txt").unlink()
    built = session.build()
    assert (built.articles, built.analysed) == (2, 0)


def test_a_profile_costs_an_analysis_only_where_analysers_ask_for_it(study, session):
    profile = study / "outlets/quay-news.toml"
    write(profile, PROFILE.replace("#12436D", "#801650"))
    built = session.build()
    assert built.analysed == 0
    assert "#801650" in built.html
    write(profile, PROFILE + '[places]\nhere = "NO"\n')
    assert session.build().analysed == 1


def test_boilerplate_that_a_profile_takes_off_changes_the_article(study, session):
    rule = '[[boilerplate]]\nline = "Harbour plan wins backing"\nreason = "no headline"\n'
    write(study / "outlets/quay-news.toml", PROFILE + rule)
    assert session.build().analysed == 1


def test_a_codebook_costs_all_analyses(study, session):
    from framing.files import CODEBOOKS

    text = (CODEBOOKS / "history-security.toml").read_text("utf-8")
    write(study / "codebooks/history-security.toml", text + "\n# ours\n")
    assert session.build().analysed == 2


def test_what_articles_share_is_told_anew_without_an_analysis(study, session):
    passage = (
        "The council of the town met on Monday evening and decided after long talks that the new "
        "harbour should be built beside the old quay before the end of next year.\n"
    )
    for name in ARTICLES:
        write(study / "articles" / name, ARTICLES[name] + "\n" + passage)
    assert session.build().analysed == 2
    assert session._counted.comparison.shared
    write(study / "articles/tide.txt", ARTICLES["tide.txt"])
    # The first article is as it was: what it shared is gone all the same.
    assert session.build().analysed == 1
    assert not session._counted.comparison.shared
    quay = session._counted.comparison.analyses[0]
    assert all(not sentence.shared_with for sentence in quay.sentences)


@pytest.mark.parametrize(
    ("name", "text", "error", "words"),
    [
        ("report_templates/sections/tone.html.j2", "{{ titel }}", TemplateError, "line 1"),
        ("report_templates/sections/tone.html.j2", "{% if %}", TemplateError, "line 1"),
        ("report_templates/themes/default/theme.toml", "colour = 1", TemplateError, "theme.toml"),
        ("framing.toml", "titel = 1", ProjectError, "framing.toml, line 1: unknown key 'titel'"),
        ("framing.toml", "title = ", ProjectError, "not valid TOML"),
        ("framing.toml", 'theme = "prnt"', TemplateError, "no theme 'prnt'"),
        ("framing.toml", 'sections = ["cover", "tnoe"]', TemplateError, "no section 'tnoe'"),
        ("framing.toml", 'articles = ["away"]', InputError, "away: there is no such"),
        ("framing.toml", 'outlets = ["nobody"]', ProfileError, "nobody"),
        ("outlets/quay-news.toml", "name = 3", ProfileError, "quay-news.toml"),
        ("codebooks/history-security.toml", "x = 1", CodebookError, "history-security.toml"),
    ],
)
def test_what_is_broken_is_named_and_keeps_nothing_from_working_again(
    lasting, name, text, error, words
):
    study, session = lasting
    before = (study / name).read_text("utf-8") if (study / name).exists() else None
    write(study / name, text)
    with pytest.raises(error) as raised:
        session.build()
    assert words in raised.value.message
    assert raised.value.hint
    if before is None:
        (study / name).unlink()
    else:
        write(study / name, before)
    assert session.build().analysed == 0


def test_no_articles_yet(study):
    for name in ARTICLES:
        (study / "articles" / name).unlink()
    session = Session(settings_of(study))
    with pytest.raises(InputError, match="holds no articles"):
        session.build()
    write(study / "articles/quay.txt", ARTICLES["quay.txt"])
    assert session.build().articles == 1
