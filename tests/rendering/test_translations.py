"""Words of the report's pages in other languages: complete, filled in, and the user's own."""

from __future__ import annotations

import re

import pytest
from jinja2 import Environment, nodes

from framing.codebooks import load_codebook
from framing.errors import TemplateError
from framing.evidence import compare
from framing.files import report_templates
from framing.outlets import load_outlets
from framing.report.context import build_view
from framing.report.messages import amounts, gettext, joined, language, read_catalogue, spoken
from framing.report.templates import EXTENSIONS, VALUES, render_html
from framing.report.translating import messages_of, missing_in, write_catalogue
from framing.wording import written_in
from tests.builders import Line, make_analysis

PROFILES = load_outlets()
DEFAULT = report_templates() / "default"
GERMAN = report_templates() / "translations" / "de.po"
TEMPLATES = sorted(path.relative_to(DEFAULT).as_posix() for path in DEFAULT.rglob("*.j2"))
PROSE = r"[^\W\d]{2} [^\W\d]{2}|^[A-Z][a-z]+$"
# Classes, sizes, values that are compared or that a filter translates.
NO_WORDS = {"lines matrix", "band row", "not found", "2pt dotted", *VALUES}
NO_WORDS |= {"1.8pt solid", "1.8pt dashed", "page whole-page"}
MESSAGES = {"gettext", "ngettext", "pgettext", "_"}


def report(locale: str, folders=(), edition="html") -> str:
    analyses = [
        make_analysis("a", "global-times", [Line(frames=("history",)), Line(polarity=-0.5)]),
        make_analysis("b", "quay-news", [Line(frames=("security",)), Line()]),
    ]
    comparison = compare(
        analyses, codebook=load_codebook("history-security"), profiles=PROFILES, title=None
    )
    with written_in(locale), spoken(locale, folders):
        view = build_view(
            comparison, profiles=PROFILES, analysers=(), edition=edition, folders=folders
        )
        return render_html(view, folders)


@pytest.fixture
def own(tmp_path):
    """Writes a catalogue of the user's; gives the template folder."""

    def write(name: str, text: str, encoding="utf-8"):
        path = tmp_path / "translations" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding=encoding)
        return tmp_path

    return write


@pytest.fixture(scope="module")
def wanted():
    return messages_of()


def test_german_lacks_no_message_of_the_templates(wanted):
    missing = [message.id for message in missing_in(read_catalogue(GERMAN), wanted)]
    assert missing == [], "framing templates translate de --templates report_templates"


def test_german_has_no_message_that_is_gone(wanted):
    german = read_catalogue(GERMAN)
    ids = {message.id for message in wanted}
    assert [message.id for message in german if message.id not in ids] == []
    assert not german.obsolete


def test_german_keeps_marks_and_tags():
    for message in read_catalogue(GERMAN):
        pairs = zip(
            [message.id] if isinstance(message.id, str) else message.id,
            [message.string] if isinstance(message.string, str) else message.string,
            strict=True,
        )
        for english, german in pairs if message.id else ():
            for kept in (r"%\(\w+\)s", r"\{\w+\}", r"</?\w+[^>]*>", r"[\w-]+\.(?:csv|json)|--\w+"):
                told = sorted(re.findall(kept, english))
                assert told == sorted(re.findall(kept, german)), german
            assert english[-1].isspace() == german[-1].isspace(), german


def words_of(template: str) -> list[str]:
    """What a template prints that no catalogue can translate."""
    tree = Environment(extensions=EXTENSIONS).parse((DEFAULT / template).read_text("utf-8"))
    text = "".join(
        node.data if isinstance(node, nodes.TemplateData) else "\0"
        for output in tree.find_all(nodes.Output)
        for node in output.nodes
    )
    text = re.sub(r"<style>.*?</style>|<!--.*?-->", "", text, flags=re.DOTALL)
    for _ in range(2):  # a tag within a tag's attribute is a template's
        text = re.sub(r"<[^<>]*>", " ", text)
    found = [f for f in re.findall(r"[^\W\d_]{2,}[^<>\0]*", text) if f.strip() not in NO_WORDS]
    looked_up = {
        id(argument)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in MESSAGES
        for argument in call.args
    }
    for constant in tree.find_all(nodes.Const):
        text = constant.value if isinstance(constant.value, str) else ""
        if re.search(PROSE, text) and id(constant) not in looked_up and text not in NO_WORDS:
            found.append(text)
    return found


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_word_of_a_template_can_be_translated(template):
    assert words_of(template) == []


def test_german_pages_and_english_findings():
    html = report("de")
    assert '<html lang="de">' in html
    for word in ("Befunde", "Wer spricht", "Methode", "Jeder Satz"):
        assert word in html
    for word in (">Findings<", ">Method<", "Every sentence", "not told"):
        assert word not in html
    assert "Befunde, Grenzen und Hinweise stehen auf Englisch." in html
    assert re.search(r'<h1[^>]* lang="en">', html)
    assert "Was zählt" not in html


def test_english_pages_do_not_speak_of_languages():
    html = report("en-GB")
    assert '<html lang="en">' in html
    assert "written in English" not in html
    assert ' lang="en"' not in html.partition("<body>")[2]


def test_a_locale_without_a_catalogue_changes_no_word():
    html = report("fr")
    assert '<html lang="en">' in html
    assert ">Findings<" in html


def test_amounts_and_lists_are_written_as_the_language_does():
    with spoken("de"):
        assert language() == "de"
        assert amounts("8 of 15") == "8 von 15"
        assert amounts("30 to 74") == "30 bis 74"
        assert joined(["a", "b", "c"]) == "a, b und c"
        assert gettext("Codebook %(codebook)s:", codebook="x") == "Codebuch x:"
    assert amounts("8 of 15") == "8 of 15"
    assert joined(["a", "b", "c"]) == "a, b and c"


def test_a_country_has_words_of_its_own_before_its_language(own):
    own("de.po", 'msgid "Findings"\nmsgstr "Ergebnisse"\n\nmsgid "Method"\nmsgstr "Vorgehen"\n')
    folder = own("de_AT.po", 'msgid "Method"\nmsgstr "Methodik"\n')
    with spoken("de-AT", (folder,)):
        said = [gettext("Findings"), gettext("Method"), gettext("Limits")]
    assert said == ["Ergebnisse", "Methodik", "Grenzen"]


def test_a_users_own_language_and_template(own, tmp_path):
    section = tmp_path / "sections" / "our_note.html.j2"
    section.parent.mkdir()
    section.write_text("{# Our note: a test. #}<p>{{ _('Read by us') }} as ever</p>")
    written = write_catalogue("fr", tmp_path)
    text = written.path.read_text("utf-8")
    assert written.missing == written.messages > 400
    assert 'msgid "Read by us"' in text
    assert 'msgid "Our note"' in text
    written.path.write_text(
        text.replace('msgid "Read by us"\nmsgstr ""', 'msgid "Read by us"\nmsgstr "Lu par nous"')
    )
    again = write_catalogue("fr", tmp_path)
    assert again.missing == written.missing - 1
    with spoken("fr", (tmp_path,)):
        assert language() == "fr"
        assert gettext("Read by us") == "Lu par nous"


def test_only_what_is_missing_is_asked_for(tmp_path):
    section = tmp_path / "sections" / "our_note.html.j2"
    section.parent.mkdir()
    section.write_text(
        "{# Our note: a test. #}{% trans n=outlets|length %}{{ n }} read{% endtrans %}"
    )
    written = write_catalogue("de", tmp_path)
    assert (written.messages, written.missing) == (2, 2)
    assert 'msgid "%(n)s read"' in written.path.read_text("utf-8")
    whole = write_catalogue("de", tmp_path, whole=True)
    assert whole.messages > 400
    assert whole.missing == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('msgid "%(n)s more"\nmsgstr "%(m)s mehr"\n', "line 1.*cannot be filled in"),
        ('msgid "All"\nmsgstr "100 %"\n', "cannot be filled in"),
        ('msgid "All"\nmsgstr All\n', "line 2.*no line"),
        ('msgid "All"\n\nmsgstr "Alle"\nalles\n', "line 4.*no line"),
    ],
)
def test_a_broken_catalogue_is_told(own, text, told):
    folder = own("de.po", text)
    with pytest.raises(TemplateError, match=told), spoken("de", (folder,)):
        pass


def test_a_catalogue_in_another_encoding_is_told(own):
    folder = own("de.po", 'msgid "All"\nmsgstr "Für alle"\n', encoding="latin-1")
    with pytest.raises(TemplateError, match="cannot be read"), spoken("de", (folder,)):
        pass
