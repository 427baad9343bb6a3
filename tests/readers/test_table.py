"""Tables of articles: JSON Lines and CSV."""

from __future__ import annotations

import json

import pytest

from framing.errors import InputError
from framing.outlets import load_outlets
from framing.readers import read_paths
from framing.readers.base import FileContent, InputFile, reader_of
from framing.settings import Settings


def read(name: str, content: str, **columns: str) -> FileContent:
    data = content.encode()
    file = InputFile(name, name, lambda: data, len(data), columns=columns)
    reader = reader_of(file)
    assert reader is not None
    return reader.read(file)


def test_jsonl_rows_with_and_without_metadata() -> None:
    rows = [
        {"id": 7, "outlet": "GT", "title": "Ferry", "published": "2014-05-03", "text": "It sails."},
        {"text": "It\u2028does not.\r\n"},
        {"text": "Third.", "byline": None, "agencies": ["AFP", "AP"], "mood": "glad"},
    ]
    content = read("t.jsonl", "\n\n".join(json.dumps(row) for row in rows))
    first, second, third = content.articles
    assert (first.id, first.text) == ("7", "It sails.")
    assert {k: (v.value, v.provenance, v.evidence) for k, v in first.metadata.items()} == {
        "outlet": ("GT", "declared", "column 'outlet'"),
        "title": ("Ferry", "declared", "column 'title'"),
        "published": ("2014-05-03", "declared", "column 'published'"),
    }
    assert (second.id, second.name, second.text) == (None, "t-2", "It\u2028does not.\r\n")
    assert second.metadata == {}
    assert {k: v.value for k, v in third.metadata.items()} == {"agencies": "AFP; AP"}
    assert content.notes == ("t.jsonl: not used: column 'mood'.",)
    assert content.skipped == ()


def test_bad_jsonl_rows_are_named_with_their_line_and_skipped() -> None:
    lines = [
        '{"text": "Good."}',
        "{broken",
        '["a", "list"]',
        '{"title": "No text"}',
        '{"text": "  "}',
        '{"text": 5}',
        '{"text": "Good.", "title": {"en": "nested"}}',
        '{"text": "A ferry \\ud83d sails."}',
        json.dumps({"text": "x" * 400_001}),
        '{"text": "Good, too."}',
    ]
    content = read("t.jsonl", "\n".join(lines))
    assert [a.text for a in content.articles] == ["Good.", "Good, too."]
    assert [s.path for s in content.skipped] == [f"t.jsonl, line {n}" for n in range(2, 10)]
    reasons = [s.reason for s in content.skipped]
    for reason, words in zip(
        reasons,
        [
            "not valid JSON",
            "object",
            "no 'text'",
            "empty",
            "not text",
            "'title'",
            "half a",
            "400,001",
        ],
        strict=True,
    ):
        assert words in reason
    assert all(s.hint for s in content.skipped)
    assert "Split it" in content.skipped[-1].hint


@pytest.mark.parametrize(("name", "comma"), [("t.csv", ","), ("t.csv", ";"), ("t.tsv", "\t")])
def test_csv_with_quoted_lines(name: str, comma: str) -> None:
    text = '"It sails, he said; ""soon"".\n\nNo date."'
    content = read(name, comma.join(["ID", "Outlet", "text"]) + f"\r\na{comma}DNA{comma}{text}\r\n")
    assert [(a.id, a.text) for a in content.articles] == [
        ("a", 'It sails, he said; "soon".\n\nNo date.')
    ]
    assert content.articles[0].metadata["outlet"].value == "DNA"


def test_bad_csv_rows_are_named_with_the_line_they_start_on() -> None:
    content = read("t.csv", 'id,text\na,"Two\nlines."\nb,\nc,one,too many\n\nd,Good.\n')
    assert [a.id for a in content.articles] == ["a", "d"]
    assert [s.path for s in content.skipped] == ["t.csv, line 4", "t.csv, line 5"]
    assert "quotation marks" in content.skipped[1].reason


def test_long_csv_fields_are_read_up_to_the_limit() -> None:
    content = read("t.csv", f"text\n{'x' * 400_000}\n{'y' * 400_001}\n")
    assert [len(a.text) for a in content.articles] == [400_000]
    assert [s.path for s in content.skipped] == ["t.csv, line 3"]


def test_a_table_without_text_is_none() -> None:
    with pytest.raises(InputError, match="no column 'text'") as caught:
        read("t.csv", "name,size\nferry,3\n")
    assert "id,outlet,title,published,byline,text,url" in caught.value.hint
    with pytest.raises(InputError, match="empty"):
        read("t.csv", " \n")


def test_a_quotation_mark_that_is_not_closed_is_told() -> None:
    found = read("t.csv", 'id,text\n1,"A whole row."\n2,"No end\n3,"Lost."\n4,Lost too\n')
    assert [a.id for a in found.articles] == ["1", "4"]
    assert [s.path for s in found.skipped] == ["t.csv, line 3"]
    assert "is not closed" in found.skipped[0].reason


def test_doubled_marks_and_lines_inside_a_cell_are_sound() -> None:
    found = read("t.csv", 'id,text\n1,"He said ""yes"".\n\nShe said ""no""."\n')
    assert not found.skipped
    assert found.articles[0].text == 'He said "yes".\n\nShe said "no".'


STORY = "The ferry sails again, the harbour said on Monday. " * 8

REAL_HEADERS = [
    # Kaggle, Media Cloud, newspaper3k, news-please, quanteda, GDELT, spreadsheets of people.
    "id,title,publication,author,date,content",
    "stories_id,Title,media_name,authors,publish_date,Text",
    "doc_id,headline,newspaper,author,pub_date,body",
    "guid,Headline,Source,Authors,Published_Date,Article",
    "uuid,head_line,Source Name,author(s),Published At,full-text",
    "_id,news_title,outlet,writer,datePublished,articleBody",
    "ID,HEADING,Media Outlet,Reporter,Article Date,Story Text",
    "docid,title,source_domain,authors,date_publish,maintext",
]


@pytest.mark.parametrize("header", REAL_HEADERS)
def test_the_columns_of_peoples_tables_are_known(header: str) -> None:
    names = header.split(",")
    row = ["x1", "Ferry", "Quay News", "Ann Lee", "2024-03-01", STORY]
    content = read("t.csv", f"{header}\n{','.join([*row[:-1], chr(34) + STORY + chr(34)])}\n")
    (article,) = content.articles
    assert article.text == STORY
    found = {field: (v.value, v.evidence) for field, v in article.metadata.items()}
    assert found == {
        "title": ("Ferry", f"column '{names[1]}'"),
        "outlet": ("Quay News", f"column '{names[2]}'"),
        "byline": ("Ann Lee", f"column '{names[3]}'"),
        "published": ("2024-03-01", f"column '{names[4]}'"),
    }


def test_columns_of_ones_own_are_named_by_the_user() -> None:
    table = f'Zeitung,Wann,Wortlaut\nQuay News,2024-03-01,"{STORY}"\n'
    content = read("t.csv", table, text="Wortlaut", outlet="zeitung", published="Wann")
    (article,) = content.articles
    assert article.text == STORY
    assert {k: v.value for k, v in article.metadata.items()} == {
        "outlet": "Quay News",
        "published": "2024-03-01",
    }


def test_a_choice_goes_before_names_that_are_known() -> None:
    content = read("t.csv", f'text,summary text\nShort.,"{STORY}"\n', text="summary_text")
    assert [a.text for a in content.articles] == [STORY]
    content = read("t.csv", f'text\n"{STORY}"\n', outlet="paper")
    assert content.notes == ("t.csv: there is no column 'paper' (asked for as outlet).",)


def test_the_likeliest_column_is_proposed() -> None:
    with pytest.raises(
        InputError, match=r"likeliest is 'Wortlaut' \(about 72 words a row\)"
    ) as caught:
        read("t.csv", f'Zeitung,Wortlaut\nQuay News,"{STORY}"\n')
    assert "--columns text=Wortlaut" in caught.value.hint
    assert 'text = "Wortlaut"' in caught.value.hint
    content = read("t.csv", f'text,newspapr\n"{STORY}",Quay News\n')
    assert "'newspapr' may be the outlet: --columns outlet=newspapr." in content.notes[0]


def test_summaries_and_lists_of_addresses_are_no_texts() -> None:
    with pytest.raises(InputError, match="only 'description': a summary is not measured"):
        read("t.csv", f'title,description\nFerry,"{STORY}"\n')
    with pytest.raises(InputError, match="list of addresses"):
        read("t.csv", "title,url\nFerry,https://quay.example/1\n")
    with pytest.raises(InputError, match="list of 3 addresses"):
        read("t.txt", "https://a.example/1\nhttps://a.example/2\n\nhttps://a.example/3\n")
    with pytest.raises(InputError, match="list of 2 addresses"):
        read("t.json", '["https://a.example/1", "https://a.example/2"]')


def dates(*cells: str) -> tuple[list[str | None], tuple[str, ...]]:
    rows = "\n".join(f'"{cell}",The ferry sails.' for cell in cells)
    content = read("t.csv", f"date,text\n{rows}\n")
    found = [
        a.metadata["published"].value if "published" in a.metadata else None
        for a in content.articles
    ]
    return found, content.notes


def test_stamps_of_programs_are_dates() -> None:
    assert dates(
        "1704099600", "1704099600000", "1704099600.5", "20240301T120000Z", "20240301", "20240301093000",
        "2024-03-01 09:00:00+00:00", "Fri, 01 Mar 2024 09:00:00 GMT", "March 1, 2024", "1er mars 2024",
        "NaT", "",
    )[0] == [
        *["2024-01-01"] * 3, *["2024-03-01"] * 7, None, None,
    ]  # fmt: skip


def test_day_first_or_month_first_is_told_over_the_whole_column() -> None:
    assert dates("03/04/2024", "25/04/2024") == (["2024-04-03", "2024-04-25"], ())
    assert dates("03/04/2024", "04/25/2024") == (["2024-03-04", "2024-04-25"], ())
    assert dates("3.4.24", "25.4.24")[0] == ["2024-04-03", "2024-04-25"]
    found, notes = dates("03/04/2024", "05/05/2024")
    assert found == ["03/04/2024", "2024-05-05"]
    assert "'03/04/2024' can be read day first or month first" in notes[0]
    found, notes = dates("03/04/2024", "25/04/2024", "04/25/2024")
    assert found == ["03/04/2024", "2024-04-25", "2024-04-25"]
    assert "those that could be either were not read" in notes[0]


def test_impossible_dates_stay_as_written_for_cleaning_to_tell() -> None:
    assert dates("2024-02-30", "31/02/2024", "yesterday")[0] == [
        "2024-02-30",
        "31/02/2024",
        "yesterday",
    ]


def test_lists_of_names_and_markup_in_cells() -> None:
    content = read(
        "t.csv",
        """authors,text\n"['Ann Lee', 'Bo Berg']",<p>It sails.</p><p>It does &amp; will.</p>\n""",
    )
    (article,) = content.articles
    assert article.metadata["byline"].value == "Ann Lee; Bo Berg"
    assert article.text == "It sails.\n\nIt does & will."


def test_the_outlets_name_is_taken_off_titles() -> None:
    for title in (
        "Ferry sails - Quay News",
        "Ferry sails | World | Quay News",
        "Quay News: x | Ferry sails",
    ):
        content = read("t.csv", f"title,source,text\n{title},Quay News,It sails.\n")
        found = content.articles[0].metadata["title"].value
        assert found == ("Ferry sails" if title.startswith("Ferry") else title)


SHAPES = {
    "array": [{"text": STORY, "source": "Quay News"}],
    "newsapi": {
        "status": "ok",
        "totalResults": 1,
        "articles": [{"source": {"id": None, "name": "Quay News"}, "content": STORY}],
    },
    "webhose": {
        "posts": [
            {
                "uuid": "1",
                "thread": {"site": "quay.example", "site_full": "Quay News"},
                "text": STORY,
            }
        ]
    },
    "wordpress": [{"content": {"rendered": f"<p>{STORY}</p><p></p>"}, "source": "Quay News"}],
    "elastic": {
        "hits": {
            "hits": [{"_id": "7", "_source": {"body": STORY, "source": {"name": "Quay News"}}}]
        }
    },
    "guardian": {
        "response": {"results": [{"fields": {"bodyText": STORY}, "publication": "Quay News"}]}
    },
    "one": {"maintext": STORY, "source_domain": "quay.example"},
    "pandas": {"text": {"0": STORY}, "source": {"0": "Quay News"}},
    "split": {"columns": ["text", "source"], "index": [0], "data": [[STORY, "Quay News"]]},
    "by id": {"a": {"text": STORY, "outlet": "Quay News"}},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_json_in_every_shape(shape: str) -> None:
    for name in ("t.json", "t.txt"):
        if name == "t.txt" and not json.dumps(SHAPES[shape]).startswith(("{", "[{")):
            continue
        (article,) = read(name, json.dumps(SHAPES[shape], indent=1)).articles
        assert article.text.strip() == STORY.strip()
        assert article.metadata["outlet"].value in ("Quay News", "quay.example")


def test_json_lines_called_json_are_read() -> None:
    lines = "\n".join(json.dumps({"text": f"The ferry {n} sails."}) for n in range(3))
    assert len(read("t.json", lines).articles) == 3


@pytest.mark.parametrize("data", ['{"a": 1}', "[1, 2]", '"text"', "{broken", "[" * 100_000])
def test_json_that_holds_no_articles_is_refused(data: str) -> None:
    with pytest.raises(InputError):
        read("t.json", data)


def test_a_table_in_a_text_file_is_a_table() -> None:
    content = read("t.txt", f"id\ttitle\ttext\n1\tFerry\t{STORY}\n2\tPort\t{STORY}\n")
    assert [a.id for a in content.articles] == ["1", "2"]
    prose = (
        "Text, title, article: the words of the board\n\nThe board met on Monday to count words."
    )
    assert len(read("t.txt", prose).articles) == 1


def test_the_choice_of_columns_on_the_command_line() -> None:
    assert Settings(columns="text=content, outlet = Source Name").columns == {
        "text": "content",
        "outlet": "Source Name",
    }
    assert Settings(columns="").columns == {}
    for words in ("text", "text="):
        with pytest.raises(ValueError, match="text=content"):
            Settings(columns=words)


@pytest.mark.parametrize("address", ["[", "http://[", "//[::1", "http://a]b/"])
def test_a_cell_that_is_no_address_leaves_its_article_there(address, tmp_path):
    table = tmp_path / "a.csv"
    table.write_text(
        f"url,text\n{address},The mayor said on Monday that a harbour would be built.\n"
    )
    outcome = read_paths([table], outlets=load_outlets())
    assert not outcome.skipped
    assert len(outcome.articles) == 1


def test_a_column_that_is_asked_for_and_is_not_there_is_named() -> None:
    with pytest.raises(InputError) as refused:
        read("t.csv", "foo,bar\nIt sails.,GT\n", text="story")
    assert "'story'" in str(refused.value)
    assert refused.value.hint == "Its columns: 'foo', 'bar'."


def test_rows_that_were_written_by_read_have_no_columns_that_are_not_used() -> None:
    row = {"text": "It sails.", "words": 2, "provenance": {"title": {"evidence": "column 'kop'"}}}
    ours = row | {"removed": [], "suspected": [{"text": "Share"}]}
    assert read("t.jsonl", json.dumps(ours)).notes == ()
    assert "'words'" in read("t.jsonl", json.dumps(row)).notes[0]
