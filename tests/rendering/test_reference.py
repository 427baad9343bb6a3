"""What people who write templates can look up."""

from __future__ import annotations

import pytest

from framing.errors import TemplateError
from framing.report.catalogue import list_templates
from framing.report.reference import Record, TemplateReference, as_text, context, describe


@pytest.mark.parametrize("name", [found.name for found in list_templates()])
def test_every_template_says_what_it_is_for_and_what_it_uses(name):
    found = describe(name)
    assert isinstance(found, TemplateReference)
    assert found.about
    assert set(found.names) <= set(context())
    assert found.name in as_text(found)


def test_a_section_goes_by_its_short_name():
    found = describe("tone")
    assert found.name == "sections/tone.html.j2"
    assert ("outlets", "list[OutletView]") in found.names
    assert "OutletView" in [record.name for record in found.records]


def test_the_page_of_an_outlet_gets_that_outlet():
    assert describe("sections/outlet").extra == ("outlet",)


def test_the_report_names_its_blocks():
    assert {"cover", "tone", "evidence", "styles"} <= set(describe("report").blocks)


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("OutletView", ("articles", "list[ArticleView]")),
        ("Figure", ("excludes_zero", "bool")),
        ("Codebook", ("frames", "list[Frame]")),
        ("Theme", ("sizes", "dict[str, int]")),
    ],
)
def test_a_kind_of_value_shows_its_fields(kind, field):
    found = describe(kind)
    assert isinstance(found, Record)
    assert found.about
    assert field in found.fields


def test_the_users_own_template_is_shown_before_the_packaged_one(tmp_path):
    (tmp_path / "sections").mkdir()
    path = tmp_path / "sections" / "tone.html.j2"
    path.write_text("{# Ours. #}{{ title }}", encoding="utf-8")
    found = describe("tone", [tmp_path])
    assert (found.path, found.about, found.names) == (path, "Ours.", (("title", "str"),))


def test_a_broken_template_is_told_with_its_line(tmp_path):
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "tone.html.j2").write_text("a\n{% if %}", encoding="utf-8")
    with pytest.raises(TemplateError, match="line 2"):
        describe("tone", [tmp_path])


def test_an_unknown_name_meets_the_nearest():
    with pytest.raises(TemplateError, match="Did you mean 'tone'"):
        describe("toen")
