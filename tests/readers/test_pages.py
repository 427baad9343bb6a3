"""Saved pages, feeds, mails, web archives and PDF clippings."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from framing.errors import InputError
from framing.models import Provenance
from framing.outlets import load_outlets
from framing.readers import read_paths
from framing.readers.base import FileContent, InputFile, reader_of
from tests.readers import writers
from tests.readers.writers import STORIES

STORY = STORIES[0]


def read(name: str, data: bytes | str) -> FileContent:
    content = data.encode() if isinstance(data, str) else data
    file = InputFile(name, name, lambda: content, len(content))
    reader = reader_of(file)
    assert reader is not None
    return reader.read(file)


def fields(content: FileContent) -> dict[str, tuple[str, str, str]]:
    (article,) = content.articles
    return {k: (v.value, v.provenance.value, v.evidence) for k, v in article.metadata.items()}


JSON_LD = json.dumps(
    {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "Other"},
            {
                "@type": "NewsArticle",
                "headline": STORY.title,
                "datePublished": "2024-03-01T06:30:00+02:00",
                "author": [{"@type": "Person", "name": "Rita Moss"}],
                "publisher": {"@type": "Organization", "name": "Quay News"},
            },
        ],
    }
)


def test_a_saved_page_gives_its_text_without_furniture_and_what_it_says_of_itself() -> None:
    content = read(
        "p.html", writers.page(head=f'<script type="application/ld+json">{JSON_LD}</script>')
    )
    assert content.articles[0].text.split("\n\n") == list(STORY.paragraphs)
    assert fields(content) == {
        "title": (STORY.title, "extracted", "<h1>"),
        "outlet": ("Quay News", "extracted", "JSON-LD publisher: 'Quay News'"),
        "published": (
            "2024-03-01",
            "extracted",
            "JSON-LD datePublished: '2024-03-01T06:30:00+02:00'",
        ),
        "byline": ("Rita Moss", "extracted", "JSON-LD author"),
    }


def test_meta_elements_canonical_address_and_title() -> None:
    head = """<meta property="og:site_name" content="Quay News"><meta name="author" content="By Rita Moss">
    <meta property="article:published_time" content="2024-03-01T06:30:00Z">
    <link rel="canonical" href="https://www.quay.example/2024/02/28/port">"""
    found = fields(read("p.htm", writers.page(head=head, site=" | World | Quay News")))
    assert found["outlet"][0] == "Quay News"
    assert found["byline"][0] == "Rita Moss"
    assert found["url"][0] == "https://www.quay.example/2024/02/28/port"
    assert found["published"] == (
        "2024-03-01",
        "extracted",
        "article:published_time: '2024-03-01T06:30:00Z'",
    )


def test_the_end_of_the_title_names_the_outlet_where_the_address_does_too() -> None:
    link = '<link rel="canonical" href="https://www.quaynews.example/port">'
    html = (
        writers.page(head=link, site=" | Quay News")
        .replace("<h1>", "<h3>")
        .replace("</h1>", "</h3>")
    )
    found = fields(read("p.html", html))
    assert found["title"][0] == STORY.title
    assert found["outlet"][0] == "Quay News"


def test_a_page_without_a_date_gets_none() -> None:
    assert "published" not in fields(read("p.html", writers.page()))
    assert "outlet" not in fields(read("p.html", writers.page()))


def test_a_date_of_the_address_alone_is_a_guess() -> None:
    link = '<link rel="canonical" href="https://quay.example/2024/02/28/port">'
    found = fields(read("p.html", writers.page(head=link)))
    assert found["published"][:2] == ("2024-02-28", "guessed")
    assert found["outlet"][:2] == ("quay.example", "extracted")


def test_a_date_printed_below_the_headline_counts_and_no_other() -> None:
    html = writers.page(body="<p class='d'>By Rita Moss | Updated Friday, 1 March 2024, 10:00</p>")
    html = html.replace("</footer>", "<p>© Quay News, 5 May 2025</p></footer>")
    assert fields(read("p.html", html))["published"] == (
        "2024-03-01",
        "extracted",
        "printed below the headline: 'By Rita Moss | Updated Friday, 1 March 2024, 10:00'",
    )
    assert "published" not in fields(read("p.html", html.replace("1 March 2024", "noon")))


def test_a_time_element_of_the_article_counts() -> None:
    body = '<time datetime="2024-03-01T08:00">1 March</time>'
    assert fields(read("p.html", writers.page(body=body)))["published"][0] == "2024-03-01"


def test_a_page_is_known_by_its_content_and_read_in_its_encoding() -> None:
    html = writers.page(
        body="<p>Die Fähre fährt über die Förde – täglich, heißt es im Hafen von Kiel seit Jahren.</p>"
    )
    for data in (
        html.encode(),
        html.replace('charset="utf-8"', 'charset="iso-8859-1"').encode("cp1252"),
        html.encode("utf-16"),
    ):
        assert (
            "Die Fähre fährt über die Förde – täglich" in read("saved.txt", data).articles[0].text
        )


def test_an_index_page_is_refused() -> None:
    links = "".join(f"<li><a href='/{n}'>Story {n}</a></li>" for n in range(60))
    with pytest.raises(InputError, match="No article was found"):
        read("p.html", f"<!doctype html><html><body><ul>{links}</ul></body></html>")


def test_a_paywall_is_told() -> None:
    data = json.dumps({"@type": "NewsArticle", "isAccessibleForFree": "False"})
    html = writers.page(head=f'<script type="application/ld+json">{data}</script>')
    assert any("paywall" in note for note in read("p.html", html).articles[0].notes)


def test_neighbours_in_json_ld_are_not_the_page() -> None:
    other = {"@type": "NewsArticle", "headline": STORIES[2].title, "datePublished": "2020-01-01"}
    own = {"@type": "NewsArticle", "headline": STORY.title, "datePublished": "2024-03-01"}
    html = writers.page(
        head=f'<script type="application/ld+json">{json.dumps([other, own])}</script>'
    )
    assert fields(read("p.html", html))["published"][0] == "2024-03-01"


def test_several_articles_on_a_page_are_told() -> None:
    text = "".join(f"<p>{p}</p>" for p in STORIES[1].paragraphs * 2)
    html = writers.page(body="".join(f"<p>{p}</p>" for p in STORY.paragraphs))
    html = html.replace("</main>", f"<article><h2>Next</h2>{text}</article></main>")
    notes = read("p.html", html).articles[0].notes
    assert any("holds 2 articles one below the other" in note for note in notes)


def test_mhtml_is_the_page_inside_with_its_address() -> None:
    found = read("p.mhtml", writers.mhtml(writers.page(), "https://www.quay.example/port"))
    assert found.articles[0].text == STORY.text
    assert fields(found)["url"][0] == "https://www.quay.example/port"


def test_a_library_that_is_missing_is_named_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name, data, line in (
        ("trafilatura", "p.html", writers.page().encode(), "framing[pages]"),
        ("pypdfium2", "p.pdf", b"%PDF-1.7", "framing[pdf]"),
        ("openpyxl", "p.xlsx", writers.zipped({"xl/workbook.xml": b""}), "framing[tables]"),
        ("pyarrow.parquet", "p.parquet", b"PAR1", "framing[parquet]"),
        ("warcio.archiveiterator", "p.warc", b"WARC/1.0", "framing[pages]"),
    ):
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(InputError, match=module.partition(".")[0]) as caught:
            read(name, data)
        assert caught.value.hint == f"pip install '{line}'"


def test_a_web_archive_gives_its_pages_and_passes_over_the_rest(tmp_path: Path) -> None:
    archive = writers.warc(
        [
            ("https://quay.example/port", "text/html; charset=utf-8", writers.page().encode()),
            ("https://quay.example/style.css", "text/css", b"p { color: red }"),
            ("https://bay.example/traders/", "text/html", writers.page(STORIES[1]).encode()),
            ("https://bay.example/menu", "text/html", b"<p>Home</p>"),
        ]
    )
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(archive)
    outcome = read_paths([path], outlets=load_outlets())
    assert [(a.title.value if a.title else "", a.url) for a in outcome.articles] == [
        (STORY.title, "https://quay.example/port"),
        (STORIES[1].title, "https://bay.example/traders/"),
    ]
    assert any("1 records that are no pages" in note for note in outcome.notes)
    assert any("menu.html: passed over" in note for note in outcome.notes)
    assert outcome.skipped == ()  # nobody chose each page of a crawl
    path.write_bytes(writers.warc([("https://quay.example/a.css", "text/css", b"p { }")]))
    with pytest.raises(InputError, match="without pages"):
        read_paths([path], outlets={})


def test_a_feed_of_summaries_is_told_and_not_measured() -> None:
    with pytest.raises(InputError, match="summary only"):
        read("f.rss", writers.rss([(story, False) for story in STORIES]))


def test_a_feed_gives_the_entries_that_it_has_whole() -> None:
    content = read("feed.xml", writers.rss([(STORIES[0], True), (STORIES[1], False)]))
    assert content.articles[0].text == STORY.text
    assert fields(content) == {
        "title": (STORY.title, "declared", "the feed's entry"),
        "outlet": ("Quay News", "declared", "the feed's title"),
        "byline": ("Rita Moss", "declared", "the feed's entry"),
        "published": ("2024-03-01", "declared", "the feed's entry"),
        "url": ("https://quay.example/2024-03-01", "declared", "the feed's entry"),
    }
    assert [s.path for s in content.skipped] == ["feed.xml, entry 2"]
    assert "summary only" in content.skipped[0].reason


def test_atom_with_whole_articles() -> None:
    text = "".join(f"<p>{p}</p>" for p in STORY.paragraphs)
    atom = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Quay News</title>
    <entry><title>{STORY.title}</title><link href="https://quay.example/1"/><published>2024-03-01T00:00:00Z</published>
    <author><name>Rita Moss</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{text}</div></content></entry></feed>"""
    content = read("f.atom", atom)
    assert content.articles[0].text == STORY.text
    assert fields(content)["byline"][0] == "Rita Moss"


@pytest.mark.parametrize("html", [True, False])
def test_a_mail_is_read_without_headers_and_furniture(html: bool) -> None:
    content = read("letter.eml", writers.mail(html=html).as_bytes())
    assert content.articles[0].text == STORY.text
    found = fields(content)
    assert found["title"][0] == STORY.title
    assert found["outlet"][:2] == ("Quay News", "extracted")
    assert found["published"][0] == "2024-03-01"


def test_a_mail_that_was_passed_on_has_another_sender() -> None:
    found = read("l.eml", writers.mail(subject=f"Fwd: {STORY.title}").as_bytes())
    assert fields(found)["title"][0] == STORY.title
    assert "outlet" not in fields(found)


def test_markdown_is_read_without_its_marks() -> None:
    text = (
        "# The ferry sails\n\n*By Ann Lee*\n\n![A pier](pier.jpg)\n\nThe [harbour board](https://x.example) "
        "said **yes** to a_long_name.\n\n---\n\n> So it sails."
    )
    (article,) = read("x.md", text.encode()).articles
    assert article.text.split("\n\n") == [
        *("The ferry sails", "By Ann Lee", "", "The harbour board said yes to a_long_name.", ""),
        "So it sails.",
    ]
    assert read("x.txt", text.encode()).articles[0].text == text


def test_of_a_mail_that_was_passed_on_the_one_inside_is_read() -> None:
    story = writers.STORIES[0]
    text = (
        "Have a look at this.\n\n---------- Forwarded message ---------\n"
        f"From: {story.outlet} <news@quay.example>\nDate: Fri, Mar 1, 2024 at 8:00 AM\n"
        f"Subject: {story.title}\nTo: <ann@lee.example>\n\n\n{story.text}\n"
    )
    message = writers.mail(subject="Fwd: for you", html=False)
    message.set_content(text)
    (article,) = read("x.eml", message.as_bytes()).articles
    assert article.text.strip() == story.text
    assert {name: field.value for name, field in article.metadata.items()} == {
        "title": story.title,
        "outlet": story.outlet,
        "published": "Fri, Mar 1, 2024 at 8:00 AM",
    }


def test_files_attached_to_a_mail_are_read(tmp_path: Path) -> None:
    message = writers.mail(html=False)
    message.set_content("See the export.")
    message.add_attachment(
        writers.docx(writers.nexis_paragraphs()),
        maintype="application",
        subtype="x",
        filename="e.docx",
    )
    (tmp_path / "m.eml").write_bytes(message.as_bytes())
    outcome = read_paths([tmp_path / "m.eml"], outlets=load_outlets())
    assert [a.path for a in outcome.articles] == ["m.eml/e.docx"] * 3


@pytest.mark.parametrize("name", ["m.eml", "m.txt", "m.rss", "m.warc", "m.json", "m.xml"])
def test_what_is_called_a_format_is_never_read_as_prose(name: str) -> None:
    prose = "Ferry talks resume\n\nThe two ports agreed on Monday to talk again, officials said."
    if name == "m.txt":
        assert read(name, prose).articles
        return
    with pytest.raises(InputError):
        read(name, prose)


@pytest.mark.parametrize(
    "data",
    [
        writers.mail().as_bytes(),
        writers.rss([(STORY, True)]).encode(),
        writers.page().encode(),
        json.dumps([{"text": STORY.text}]).encode(),
        writers.mhtml(writers.page(), "https://quay.example").replace(b"\n", b"\r\n"),
    ],
)
def test_what_lies_in_a_text_file_is_read_as_what_it_is(data: bytes) -> None:
    content = read("x.txt", data)
    assert content.articles[0].text == STORY.text


def pdf(html: str) -> bytes:
    from weasyprint import HTML

    return HTML(string=html).write_pdf()


def test_a_clipping_is_read_column_by_column() -> None:
    text = "".join(f"<p>{p}</p>" for p in STORY.paragraphs)
    data = pdf(
        f"""<style>@page {{ size: A5; margin: 2cm; @bottom-center {{ content: counter(page) }}
        @top-center {{ content: 'Quay News, Friday' }} }} body {{ font: 10pt/1.3 serif }} h1 {{ font-size: 22pt }}
        .c {{ columns: 2; column-gap: 8mm; hyphens: auto }} p {{ margin: 0 0 3mm }}</style>
        <html lang="en"><h1>{STORY.title}</h1><div class="c">{text}</div></html>"""
    )
    content = read("clipping.pdf", data)
    article = content.articles[0]
    assert article.metadata["title"].value == STORY.title
    assert article.metadata["title"].provenance is Provenance.EXTRACTED
    assert " ".join(article.text.split()).endswith(" ".join(STORY.text.split()))
    assert [p for p in article.text.split("\n\n") if p in STORY.paragraphs] == list(
        STORY.paragraphs
    )


def test_running_heads_and_page_numbers_are_off() -> None:
    text = "".join(f"<p>{p}</p>" for p in STORY.paragraphs * 4)
    data = pdf(
        f"""<style>@page {{ size: A5; margin: 2cm; @bottom-center {{ content: counter(page) }}
        @top-center {{ content: 'Quay News, Friday' }} }} body {{ font: 12pt serif }}</style>{text}"""
    )
    article = read("c.pdf", data).articles[0]
    assert "Quay News, Friday" not in article.text
    assert article.text.split() == (STORY.text + "\n\n").split() * 4


def test_a_scan_is_refused_with_what_to_do() -> None:
    with pytest.raises(InputError, match="no text layer") as caught:
        read("scan.pdf", pdf("<svg width='100' height='100'><rect width='90' height='90'/></svg>"))
    assert "ocrmypdf" in caught.value.hint


def test_a_nexis_export_as_pdf_is_its_documents() -> None:
    rows = "".join(
        "<div style='break-after: page'></div>" if p == "\f" else f"<p>{p}</p>"
        for p in writers.nexis_paragraphs()
    )
    content = read("e.pdf", pdf(f"<style>p {{ margin: 0 0 6mm }}</style>{rows}"))
    assert [a.metadata["title"].value for a in content.articles] == [s.title for s in STORIES]
    assert [a.metadata["outlet"].value for a in content.articles] == [s.outlet for s in STORIES]


def test_workbooks_and_parquet_are_tables() -> None:
    import openpyxl
    import pyarrow as pa
    import pyarrow.parquet as pq

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Headline", "Newspaper", "Date", "Article"])
    for story in STORIES:
        sheet.append([story.title, story.outlet, story.day, story.text])
    book.create_sheet("Notes").append(["who", "when"])
    saved = io.BytesIO()
    book.save(saved)
    table = pa.Table.from_pylist(
        [
            {"headline": s.title, "source": {"name": s.outlet}, "date": s.day, "body": s.text}
            for s in STORIES
        ]
    )
    parquet = io.BytesIO()
    pq.write_table(table, parquet)
    for name, data in (("t.xlsx", saved.getvalue()), ("t.parquet", parquet.getvalue())):
        content = read(name, data)
        assert [a.text for a in content.articles] == [s.text for s in STORIES]
        for story, article in zip(STORIES, content.articles, strict=True):
            values = {k: v.value for k, v in article.metadata.items()}
            assert values == {
                "title": story.title,
                "outlet": story.outlet,
                "published": story.day.isoformat(),
            }
