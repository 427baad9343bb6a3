"""Who speaks: statements, speakers and their fields, on sentences of our own."""

from __future__ import annotations

import logging
import subprocess
import sys
from dataclasses import replace

import pytest

from framing.analysers.sources import Sources
from framing.models import Article, Field, Naming, Parts, Provenance, Role, Span, Voice
from framing.outlets import load_outlets
from framing.text.parse import parse_articles

WAYS = ("tagger", "rules")


def article_of(text: str, outlet: str = "unknown") -> Article:
    return Article(
        id="a", path="a", text=text, parts=Parts(Span(0, len(text))), outlet=outlet, outlet_name="A"
    )


def analyse(text: str, way: str = "tagger", profiles=None, article: Article | None = None):
    analyser = Sources(profiles, way)
    article = article or article_of(text)
    return analyser.analyse(next(parse_articles([article], analyser.needs)), article)


def statements(text: str, way: str = "tagger"):
    return analyse(text, way).statements


def content(text: str, statement) -> str:
    return " … ".join(span.of(text) for span in statement.content)


@pytest.fixture(params=WAYS)
def way(request) -> str:
    return request.param


def test_a_quotation_interrupted_by_its_cue_is_one_statement(way):
    text = '"The road is open," the mayor said. "But the bridge will stay closed until May."'
    (statement,) = statements(text, way)
    assert len(statement.content) == 2
    assert statement.voice is Voice.DIRECT
    assert statement.source.of(text) == "the mayor"
    assert statement.cue.of(text) == "said"


def test_voice_tells_direct_indirect_and_mixed(way):
    text = (
        '"We have lost a whole year," said Anna Berg.\n\n'
        "Officials said the dam was safe.\n\n"
        'The envoy said the plan was "a gift to nobody" in its present form.'
    )
    assert [s.voice for s in statements(text, way)] == [Voice.DIRECT, Voice.INDIRECT, Voice.MIXED]


def test_according_to(way):
    text = "According to the ministry, four bridges were washed away."
    (statement,) = statements(text, way)
    assert content(text, statement) == "four bridges were washed away"
    assert statement.cue.of(text).lower() == "according to"
    assert statement.naming is Naming.INSTITUTION


def test_a_quotation_that_runs_over_paragraphs_stays_with_its_speaker(way):
    text = (
        'Minister Eva Holt said: "We came here with open hands and we were given nothing.\n\n'
        '"We will not come here a second time, whatever they promise us."'
    )
    found = statements(text, way)
    assert found
    assert {s.speaker_id for s in found} == {"eva-holt"}
    assert "second time" in " ".join(content(text, s) for s in found)


def test_a_quotation_alone_in_its_paragraph_belongs_to_the_speaker_before(way):
    text = (
        "Coach Dan Whelan said his team was tired.\n\n"
        '"We have played nine games in three weeks and everybody can see it."'
    )
    found = statements(text, way)
    assert {s.speaker_id for s in found} == {"dan-whelan"}


@pytest.mark.parametrize(
    "text",
    [
        'The so-called "peace" lasted nine days.',
        'The film "Gone by Morning" opens on Friday.',
        'They live in the "green zone" of the city.',
        'The treaty, known as the "Charter of Basel", expired in 1999.',
        'The pact, called the "Charter of the Northern Ports", is nine pages long.',
    ],
)
def test_scare_quotes_and_titles_are_no_statements(text, way):
    assert statements(text, way) == ()


def test_another_official_is_kept_apart_from_the_official(way):
    text = (
        "An official said the talks had failed. The official said they would resume. "
        "Another official said they would not."
    )
    first, second, third = statements(text, way)
    assert first.speaker_id == second.speaker_id != third.speaker_id


def test_headline_and_body_name_one_speaker(way):
    text = "Ruiz: talks will resume in May\n\nForeign Minister Ana Ruiz said the date was fixed."
    assert {s.speaker_id for s in statements(text, way)} == {"ana-ruiz"}


def test_a_transcript_gives_each_turn_to_its_speaker(way):
    text = (
        "HOLT: Did you read the report before you signed it?\n\n"
        "MARSH: I read the summary, and I trusted the rest.\n\n"
        "HOLT: Would you sign it again today?"
    )
    found = statements(text, way)
    assert [s.source.of(text) for s in found] == ["HOLT", "MARSH", "HOLT"]
    assert found[0].speaker_id == found[2].speaker_id != found[1].speaker_id


def test_a_name_under_a_quotation_signs_it(way):
    text = "“I have never seen the river so low in all my life.” ― Maria Costa"
    (statement,) = statements(text, way)
    assert statement.speaker_id == "maria-costa"


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("The ministry said in a statement that the road was open.", "statement"),
        ("The envoy told a news conference that the talks had failed.", "press conference"),
        ("The singer said in an interview that she would stop.", "interview"),
        ("The mayor wrote on Twitter that the bridge was safe.", "social media"),
        ("The minister told Reuters that no decision had been taken.", "other outlet"),
        ("The minister said that no decision had been taken.", None),
    ],
)
def test_channel(text, channel, way):
    (statement,) = statements(text, way)
    assert statement.channel == channel


def test_anonymity_is_flagged_for_all_statements_of_the_speaker(way):
    text = (
        "A diplomat, speaking on condition of anonymity, said the text was final. "
        "The diplomat said it would be signed in May. Residents said they knew nothing of it."
    )
    first, second, third = statements(text, way)
    assert (first.anonymity, second.anonymity, third.anonymity) == (True, True, False)
    assert "condition of anonymity" in first.decided["anonymity"]


def test_every_field_tells_how_it_was_decided(way):
    text = "South Korean defence minister Han Ji-min told Reuters that the drill would go ahead."
    (statement,) = statements(text, way)
    assert set(statement.decided) >= {"content", "speaker", "naming", "role", "country", "via"}
    assert "South Korean" in statement.decided["country"]
    assert list(statement.decided) == sorted(statement.decided)


def test_an_agreed_statement_is_explained_by_the_rule():
    text = "The ministry said the road was open."
    (statement,) = statements(text)
    assert statement.decided["content"] == "tagger; rules agree: clause of 'say'"


def test_here_is_where_the_outlet_is():
    text = "Officials here said the summit would be moved."
    article = article_of(text, "yonhap")
    (statement,) = analyse(text, profiles=load_outlets(), article=article).statements
    assert statement.country == "KR"
    assert analyse(text).statements[0].country is None


def test_a_ministry_without_nationality_is_domestic_only_in_own_copy():
    text = "Defense Ministry officials said the drill would go ahead."
    own = article_of(text, "korea-herald")
    agency = replace(own, agencies=(Field("AFP", Provenance.EXTRACTED),))
    profiles = load_outlets()
    assert analyse(text, profiles=profiles, article=own).statements[0].country == "KR"
    assert analyse(text, profiles=profiles, article=agency).statements[0].country is None


def test_the_north_is_a_government_where_the_text_names_one_korea(way):
    text = "South Korea accuses the North of sinking a ship. The North denied it had done so."
    found = statements(text, way)
    assert [(s.speaker_id, s.country, s.role) for s in found] == [
        ("kr-government", "KR", Role.GOVERNMENT),
        ("kp-government", "KP", Role.GOVERNMENT),
    ]


def test_an_agency_beside_another_source_is_the_channel(way):
    text = "Naval officials have revealed that the fleet will sail on Monday, according to AFP."
    found = statements(text, way)
    assert "AFP" in {s.via for s in found}


def test_measures_count_what_the_statements_show():
    text = (
        "Mayor Ana Ruiz said the road was open. Residents said it was not. "
        "Ruiz said they were mistaken."
    )
    result = analyse(text)
    measures = {m.name: m for m in result.figures}
    assert measures["statements"].value == len(result.statements) == 3
    assert measures["speakers"].value == 2
    assert measures["speakers_of_half"].value == 1
    assert measures["share_named"].value == pytest.approx(2 / 3)
    assert measures["share_named"].n == 3
    assert len(measures["share_named"].evidence) == 2


def test_an_article_without_statements_has_no_shares():
    measures = {m.name: m for m in analyse("The bridge is 90 metres long.").figures}
    assert measures["statements"].value == 0
    assert measures["share_named"].value is None


def test_missing_or_damaged_weights_fall_back_to_the_rules(tmp_path, monkeypatch, caplog):
    from framing.analysers.sources import tagger

    loader = tagger.weights
    for content_ in (None, b"PK\x03\x04 not an archive"):
        path = tmp_path / f"weights-{content_ is None}.npz"
        if content_:
            path.write_bytes(content_)
        monkeypatch.setattr(tagger, "weights", lambda path=path: loader(path))
        with caplog.at_level(logging.WARNING):
            analyser = Sources()
        monkeypatch.undo()
        assert analyser.way == "rules"
        assert analyser.version.endswith("rules")
        assert "rules" in analyser.notice
        assert path.name in caplog.text


def test_the_versions_of_the_ways_differ():
    assert Sources().version != Sources(way="rules").version


def test_the_same_input_gives_the_same_result_whatever_the_hash_seed():
    text = (
        "Naval officials in Seoul told Reuters that the fleet would sail, according to AFP. "
        "Kim's ministry said it knew. It said in a statement that China and Japan agreed."
    )
    code = (
        "import sys; from tests.analysers.test_sources import analyse;"
        "print([analyse(sys.argv[1], way) for way in ('tagger', 'rules')])"
    )
    other = subprocess.run(
        [sys.executable, "-c", code, text],
        env={"PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert other.strip() == str([analyse(text, way) for way in ("tagger", "rules")])


def test_using_the_tagger_imports_no_torch():
    code = (
        "import sys; sys.modules['torch'] = None\n"
        "from framing.analysers.sources import Sources; assert Sources().way == 'tagger'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
