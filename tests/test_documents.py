"""framing.article/1: what is written conforms to the schema, and spans cover what they say."""

from __future__ import annotations

import json

import jsonschema
import pytest

import framing
from framing.export.documents import json_schema, to_document, write_documents


@pytest.fixture(scope="module")
def documents(seed_analyses):
    return [json.loads(json.dumps(to_document(a))) for a in seed_analyses]


def test_documents_conform_to_the_schema(documents):
    validator = jsonschema.Draft202012Validator(json_schema())
    validator.check_schema(json_schema())
    for document in documents:
        assert not list(validator.iter_errors(document))


def test_the_contracts_keys_are_there(documents):
    for document in documents:
        assert document["schema"] == "framing.article/1"
        assert {
            "id", "path", "outlet", "outlet_name", "title", "byline", "dateline", "published",
            "agencies", "language", "text", "parts", "removed", "sentences", "statements", "tone",
            "emphasis", "naming",
        } <= document.keys()  # fmt: skip
        assert document["parts"].keys() == {"headline", "standfirst", "body", "captions"}
        for sentence in document["sentences"]:
            assert {"span", "part", "paragraph", "voice", "frames", "tone", "shared_with"} <= (
                sentence.keys()
            )
            assert {"polarity", "subjectivity", "toward"} <= sentence["tone"].keys()
        for statement in document["statements"]:
            assert {
                "content", "cue", "source", "speaker", "speaker_id", "voice", "naming", "role",
                "country", "via",
            } <= statement.keys()  # fmt: skip


def test_all_spans_lie_inside_the_text(documents):
    def spans(value):
        if isinstance(value, list):
            if len(value) == 2 and all(isinstance(x, int) for x in value):
                yield value
            else:
                for inner in value:
                    yield from spans(inner)
        elif isinstance(value, dict):
            for inner in value.values():
                yield from spans(inner)

    for document in documents:
        n = len(document["text"])
        found = list(spans([document["parts"], document["sentences"], document["statements"]]))
        assert len(found) > 50
        assert all(0 <= start <= end <= n for start, end in found)


def test_global_times_and_korea_herald_are_known(documents):
    by_outlet = {document["outlet"]: document for document in documents}
    assert by_outlet["global-times"]["outlet_name"] == "Global Times"
    assert by_outlet["korea-herald"]["published"] == "2015-06-24"
    assert by_outlet["korea-herald"]["agencies"] == ["Yonhap"]
    assert by_outlet["ahram-online"]["published"] == "2011-01-10"
    assert by_outlet["dna"]["published"] is None


def test_shared_copy_is_named_from_both_sides(documents):
    ids = {document["outlet"]: document["id"] for document in documents}
    shared = {
        document["outlet"]: {i for s in document["sentences"] for i in s["shared_with"]}
        for document in documents
    }
    assert ids["global-times"] in shared["dna"]
    assert ids["dna"] in shared["global-times"]


def test_as_is_gives_the_text_back_character_for_character(tmp_path):
    text = "  Views: 858\n\n\n\u00a0“Odd  spacing”, he said.\r\nLeave a Reply "
    (tmp_path / "rows.jsonl").write_text(json.dumps({"text": text}) + "\n", encoding="utf-8")
    (article,) = framing.read(tmp_path / "rows.jsonl", as_is=True)
    assert article.text == text
    (analysis,) = framing.analyse([article])
    assert to_document(analysis)["text"] == text


def test_parquet_holds_the_same(tmp_path, seed_analyses):
    from pyarrow import parquet

    write_documents(seed_analyses[:2], tmp_path / "a.parquet")
    rows = parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert [row["outlet"] for row in rows] == [a.article.outlet for a in seed_analyses[:2]]
    assert json.loads(rows[0]["sentences"]) == json.loads(
        json.dumps(to_document(seed_analyses[0])["sentences"])
    )


def test_worker_processes_change_nothing(seed_articles, seed_analyses):
    # One for each process, which share nothing with another.
    alone = [
        number
        for number, analysis in enumerate(seed_analyses)
        if not any(sentence.shared_with for sentence in analysis.sentences)
    ][:2]
    assert len(alone) == 2
    again = framing.analyse([seed_articles[n] for n in alone], settings=framing.Settings(jobs=2))
    assert [to_document(a) for a in again] == [to_document(seed_analyses[n]) for n in alone]
