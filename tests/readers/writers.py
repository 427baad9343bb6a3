"""Small writers of files as databases, browsers and programs write them, with invented articles."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from html import escape


@dataclass(frozen=True)
class Story:
    """An invented article."""

    title: str
    outlet: str
    day: date
    byline: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def words(self) -> int:
        return len(self.text.split())


STORIES = (
    Story(
        "Port of Varna reopens after a week of storms",
        "Quay News",
        date(2024, 3, 1),
        "Rita Moss",
        (
            "The port of Varna reopened on Friday after a week of storms that had kept forty ships "
            "outside the bay, the harbour authority said.",
            "“Every quay is working again,” said Ana Petrova, who runs the port. She thanked the "
            "pilots, who had brought in two tankers at night while the wind still blew.",
            "Grain traders had lost a week of trade. The authority promised extra shifts until the "
            "queue of lorries at the gate is gone, and said that it would waive the fees for storage.",
            "The storms were the longest that the weather service has measured in that part of the "
            "Black Sea. A breakwater was damaged and will be mended in the summer.",
        ),
    ),
    Story(
        "Traders fear that delays at the port will last",
        "Bay Herald",
        date(2024, 3, 2),
        "Omar Haddad",
        (
            "Grain merchants doubt that the harbour can catch up before the end of the month, though "
            "the first barges left it on Saturday morning.",
            "“We lost a week, and nobody gives it back to us,” said Ivan Kolev, whose firm ships "
            "wheat to Egypt. He has asked the ministry of transport for help.",
            "A spokeswoman for the ministry said that the request would be looked at. Insurers, for "
            "their part, have begun to count the damage to silos along the southern quay.",
            "Last year the same traders had asked for a longer breakwater; the council put the plan "
            "off because of what it would cost the town.",
        ),
    ),
    Story(
        "Two ferries collide in fog, nobody is hurt",
        "The Lighthouse",
        date(2024, 4, 11),
        "",
        (
            "Two ferries touched in thick fog off the cape on Thursday, and some three hundred "
            "passengers were brought ashore in small boats, the coast guard reported.",
            "Nobody was hurt. One of the two captains told the police that his radar had failed "
            "minutes before, and that he had sounded the horn until he heard an answer.",
            "The company that owns both vessels took them out of service. It expects to sail again "
            "once divers have seen the hulls, perhaps as early as Sunday.",
            "Fishermen had warned the mayor in spring that the buoys on the northern channel were "
            "dark; a letter with forty names lies at the town hall.",
        ),
    ),
)


def english(day: date) -> str:
    months = "January February March April May June July August September October November December"
    weekdays = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    return (
        f"{months.split()[day.month - 1]} {day.day}, {day.year} {weekdays.split()[day.weekday()]}"
    )


# Nexis


def nexis_paragraphs(
    stories: Sequence[Story] = STORIES, declared: int | None = None, length: int | None = None
) -> list[str]:
    """The paragraphs of a Nexis Uni export; '\f' stands for a new section."""
    found = ["User Name: A READER", "Date and Time: Monday, June 3, 2024 9:00:00 AM CEST"]
    found += ["Job Number: 123456789", f"Documents ({declared or len(stories)})"]
    for number, story in enumerate(stories, 1):
        found += [f"{number}. {story.title}", "Client/Matter: -None-", "Search Terms: port"]
        found += ["Search Type: Natural Language", "Content Type", "Narrowed by", "News"]
    found.append("\f")
    for story in stories:
        found += ["", story.title, story.outlet, english(story.day), ""]
        found += [f"Copyright {story.day.year} {story.outlet} All Rights Reserved"]
        found += ["Section: NEWS; Pg. 4", f"Length:\u00a0{length or story.words} words"]
        if story.byline:
            found.append(f"Byline: By {story.byline}")
        found += ["Body", "", *story.paragraphs, "Classification", "Language: ENGLISH"]
        found += ["Publication-Type: Newspaper", "Subject: PORTS & HARBORS (90%)"]
        found += [f"Load-Date: {english(story.day).rpartition(' ')[0]}", "End of Document", "\f"]
    return found


def docx(paragraphs: Sequence[str]) -> bytes:
    """A Word file of those paragraphs."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = []
    for text in paragraphs:
        if text == "\f":
            body.append("<w:p><w:pPr><w:sectPr/></w:pPr></w:p>")
        else:
            runs = "</w:t></w:r><w:r><w:t xml:space='preserve'>".join(
                escape(part) for part in (text[: len(text) // 2], text[len(text) // 2 :])
            )
            body.append(f"<w:p><w:r><w:t xml:space='preserve'>{runs}</w:t></w:r></w:p>")
    document = f"<?xml version='1.0' encoding='UTF-8'?><w:document xmlns:w='{space}'><w:body>{''.join(body)}</w:body></w:document>"
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


def rtf(paragraphs: Sequence[str]) -> bytes:
    """An RTF file of those paragraphs."""
    lines = []
    for text in paragraphs:
        plain = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}").replace("\f", "")
        words = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in plain)
        if text in {story.title for story in STORIES}:
            # Titles are links to the database.
            link = '{\\*\\fldinst{HYPERLINK "https://example.org/doc?id=1" }}'
            words = f"{{\\field{link}{{\\fldrslt {words}}}}}"
        lines.append(words + "\\par")
    return ("{\\rtf1\\ansi\\ansicpg1252 " + "\n".join(lines) + "}").encode("ascii")


def wrapped(text: str, width: int = 78) -> str:
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) + 1 > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def lexisnexis_text(stories: Sequence[Story] = STORIES, of: int | None = None) -> str:
    """A text file as LexisNexis wrote it."""
    found = [
        "",
        "Download Request: Selected Items: 1-3",
        "Time Of Request: Monday, June 3, 2024",
        "",
    ]
    for number, story in enumerate(stories, 1):
        found += ["", f"{number} of {of or len(stories)} DOCUMENTS".rjust(50), "", "", ""]
        found += [story.outlet.center(78), "", english(story.day).center(78), "", story.title, ""]
        if story.byline:
            found += [f"BYLINE: {story.byline}", ""]
        found += [f"LENGTH: {story.words} words", ""]
        for paragraph in story.paragraphs:
            found += [wrapped(paragraph), ""]
        found += [f"LOAD-DATE: {english(story.day)}", "", "LANGUAGE: ENGLISH", ""]
        found += [
            "PUBLICATION-TYPE: Newspaper",
            "",
            "",
            f"Copyright 2024 {story.outlet}".center(78),
        ]
        found += ["All Rights Reserved".center(78), ""]
    return "\n".join(found)


def lexisnexis_html(stories: Sequence[Story] = STORIES) -> str:
    """A page as LexisNexis wrote it."""

    def block(*spans: str, end: str = "") -> str:
        return f'<BR><DIV CLASS="c3"><P CLASS="c1">{"".join(f"<SPAN>{escape(s)}</SPAN>" for s in spans)}</P>{end}\n</DIV>'

    found = ["<HTML><HEAD><!-- LXNComment 1826:1 --><TITLE>&nbsp;</TITLE></HEAD><BODY>"]
    for number, story in enumerate(stories, 1):
        found.append(f'<A NAME="DOC_ID_1_{number}"></A><!-- <DOC NUMBER={number}><DOCFULL> -->')
        found.append(block(f"{number} of {len(stories)} DOCUMENTS"))
        found.append(block(story.outlet))
        month, rest = english(story.day).split(" ", 1)
        found.append(block(month, f" {rest}"))
        found.append(block(story.title))
        if story.byline:
            found.append(block("BYLINE: ", story.byline))
        found.append(block("LENGTH: ", f"{story.words} words"))
        found.append(
            "<BR><DIV>"
            + "".join(f"<P><SPAN>{escape(p)}</SPAN></P>" for p in story.paragraphs)
            + "</DIV>"
        )
        found.append(block("LOAD-DATE: ", english(story.day)))
        found.append(block("LANGUAGE: ", "ENGLISH"))
        found.append(block(f"Copyright 2024 {story.outlet}"))
    return "\n".join([*found, "</BODY></HTML>"])


# Factiva


def factiva_lines(stories: Sequence[Story] = STORIES) -> str:
    """Factiva's page whose facts stand in lines."""
    found = ["<html><head><title>Factiva</title></head><body class=''>"]
    for number, story in enumerate(stories):
        id_ = f"QUAYN000{story.day:%Y%m%d}ek31000{number}x"
        author = f'<div class="author">By {story.byline}  </div>' if story.byline else ""
        body = "".join(
            f'<p class="articleParagraph enarticleParagraph">{escape(p)}</p>\n'
            for p in story.paragraphs
        )
        found.append(
            f'<div id="article-{id_}" class="article"><div class="article enArticle"><p>\n<div>News; 1</div>'
            f'<div id="hd"><span class="enHeadline">{escape(story.title)}  </span>\n</div>{author}'
            f"<div>{story.words} words</div><div>{story.day.day} {english(story.day).split()[0]} {story.day.year}</div>"
            f"<div>15:32</div><div>{story.outlet}</div><div>QUAYN</div><div>English</div>"
            f"<div>Copyright 2024.  All Rights Reserved.  </div>\n</p>{body}<p>Quay Press Ltd</p><p>Document {id_}</p></div></div>"
        )
    return "\n".join([*found, "</body></html>"])


def factiva_text(stories: Sequence[Story] = STORIES) -> str:
    """Factiva's articles as plain text."""
    found = []
    for number, story in enumerate(stories):
        head = [story.title, ""]
        head += [f"By {story.byline}"] if story.byline else []
        head += [
            f"{story.words} words",
            f"{story.day.day} {english(story.day).split()[0]} {story.day.year}",
            *(["15:32"] if number % 2 else []),
            *(story.outlet, "QUAYN", "First", "4", "English"),
            f"(c) 2024 {story.outlet} Ltd. All rights reserved",
        ]
        body = "\n\n".join(story.paragraphs)
        found.append(
            "\n".join(head) + f"\n\n{body}\n\nDocument QUAYN0002024010{number}ek31000{number}x\n"
        )
    return "\n".join([*found, "Search Summary\nText\tferry and talks\nSource\tAll Sources\n"])


def factiva_codes(stories: Sequence[Story] = STORIES) -> str:
    """Articles of Factiva as text with the codes of its fields."""
    found = []
    for number, story in enumerate(stories):
        lead, *rest = story.paragraphs
        found += [f"HD {story.title}", *([f"BY By {story.byline}"] if story.byline else [])]
        found += [f"WC {story.words} words"]
        found += [f"PD {story.day.day} {english(story.day).split()[0]} {story.day.year}"]
        found += [f"SN {story.outlet}", "SC QUAYN", "LA English", "LP", lead, "", "TD"]
        found += ["\n\n".join(rest), "", "NS gtrans : Transport", "PUB Quay Press Ltd"]
        found += [f"AN Document QUAYN0002024030{number}ek31000{number}", ""]
    return "\n".join(found)


def odt(paragraphs: Sequence[str]) -> bytes:
    """An OpenDocument text."""
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    text = "".join(f"<text:p>{escape(p)}</text:p>" for p in paragraphs)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:text>{text}</office:text>"
            "</office:body></office:document-content>",
        )
    return packed.getvalue()


def nexis_compact(stories: Sequence[Story] = STORIES) -> str:
    """Documents copied from Nexis Uni: facts in lines without blank lines between."""
    found = []
    for story in stories:
        day = f"{english(story.day).split()[0]} {story.day.day}, {story.day.year} {story.day:%A}"
        labels = ["Section: NEWS; Pg. 4", f"Length: {story.words} words"]
        labels += [f"Byline: {story.byline}"] if story.byline else []
        found += [
            *(story.title, "", f"{story.outlet} (London)", day, "First Edition", ""),
            *(f"Copyright 2024 {story.outlet} Ltd All Rights Reserved", "", *labels, "Body", ""),
            "\n\n".join(story.paragraphs),
            *("", "Load-Date: March 12, 2024", "", "End of Document", ""),
        ]
    return "\n".join(found)


def factiva_table(stories: Sequence[Story] = STORIES) -> str:
    """Factiva's page whose facts stand in a table."""

    def row(code: str, content: str) -> str:
        return f'<tr><td class="index"><b>{code}</b> </td><td>{content}</td></tr>'

    found = ["<html><head><title>Factiva</title></head><body>"]
    for number, story in enumerate(stories):
        lead, *tail = (
            f'<p class="articleParagraph enarticleParagraph">{escape(p)}</p>'
            for p in story.paragraphs
        )
        rows = [row("HD", f'<b class="enHeadline">{escape(story.title)}</b>')]
        rows += [row("BY", story.byline)] if story.byline else []
        rows += [
            row("WC", f"{story.words} words"),
            row("PD", f"{story.day.day} {english(story.day).split()[0]} {story.day.year}"),
        ]
        rows += [
            row("ET", "15:32"),
            row("SN", story.outlet),
            row("SC", "QUAYN"),
            row("LA", "English"),
        ]
        rows += [
            row("LP", lead),
            row("TD", "".join(tail)),
            row("AN", f"Document QUAYN000{story.day:%Y%m%d}ek31000{number}"),
        ]
        found.append(f'<div class="article enArticle"><table>{"".join(rows)}</table><br></div>')
    return "\n".join([*found, "</body></html>"])


def factiva_xml(stories: Sequence[Story] = STORIES, count: int | None = None) -> str:
    """Factiva's XML."""
    found = [
        '<?xml version="1.0" encoding="utf-8"?>\n<PPSResponse><ppsArticleResponse '
        f'xmlns="http://global.factiva.com/pps/2.0"><ppsarticleResultSet count="{count or len(stories)}">'
    ]
    for number, story in enumerate(stories):
        lead, *tail = (f"<paragraph>{escape(p)}</paragraph>" for p in story.paragraphs)
        found.append(
            f"<ppsarticle><article><accessionNo>QUAYN000{number}</accessionNo><baseLanguage>EN</baseLanguage>"
            f"<headline><paragraph><hlt>{story.title.split()[0]}</hlt> {escape(story.title.split(' ', 1)[1])}</paragraph></headline>"
            f"<byline>{story.byline}</byline><leadParagraph>{lead}</leadParagraph>"
            f"<publicationDate><date>{story.day.isoformat()}</date></publicationDate>"
            f"<sourceName>{story.outlet}</sourceName><tailParagraphs>{''.join(tail)}</tailParagraphs>"
            f"<wordCount>{story.words}</wordCount></article></ppsarticle>"
        )
    return "\n".join([*found, "</ppsarticleResultSet></ppsArticleResponse></PPSResponse>"])


# Europresse and ProQuest

_FRENCH = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)


def europresse(stories: Sequence[Story] = STORIES) -> str:
    """The newer page of Europresse."""
    found = ["<!DOCTYPE html> <html> <head> <meta charset='utf-8'> <title></title></head><body>"]
    for number, story in enumerate(stories):
        day = f"{story.day.day} {_FRENCH[story.day.month - 1]} {story.day.year}"
        text = "".join(f"<p>{escape(p)}</p>" for p in story.paragraphs)
        found.append(
            f'<article> <header> <div> <span class="DocPublicationName">{story.outlet}, no. 68   </span> </div>'
            f'<div> <span class="DocHeader">Politique, vendredi {day}, p. 16</span> </div>'
            f'<div class="titreArticle"> <p class="titreArticleVisu">{escape(story.title)}</p> </div>'
            f"<div>{story.byline}</div> </header> <section> <div class='DocText'> <div class='docOcurrContainer'>{text}</div></div></section>"
            f"<aside><div><b>Note(s) : </b></div></aside><footer><small>© 2024 Owner. Tous droits réservés.</small>"
            f"<p>Numéro de document : news·{story.day:%Y%m%d}·QN·{number}</p></footer></article>"
        )
    return "\n".join([*found, "</body></html>"])


def europresse_old(stories: Sequence[Story] = STORIES) -> str:
    """The older page of Europresse."""
    found = [
        "<html><head></head><body><form id='frmSave'><input type='button' value='Sauvegarder'/></form>"
    ]
    for number, story in enumerate(stories):
        day = f"{story.day.day} {_FRENCH[story.day.month - 1]} {story.day.year}"
        text = "".join(f"{escape(p)}<p></p>" for p in story.paragraphs)
        found.append(
            f'<table><tr><td><table><tr><td><img src="x"/><br></td></tr></table><span class="DocPublicationName">{story.outlet}, no. 5968</span><br>'
            f'<span class="DocHeader">Éditorial, </span><span class="DocHeader">jeudi </span><span class="DocHeader">{day}</span><span class="DocHeader">, p. 03</span><br><br>'
            f'<span class="TitreArticleVisu">{escape(story.title)}</span><br><br>{story.byline}<br><p></p>{text}'
            f"<b><i>© 2024 {story.outlet}. Tous droits réservés.</i></b><p></p>Numéro de document : news·{story.day:%Y%m%d}·QN·{number}<br></td></tr></table>"
        )
    return "\n".join([*found, "</body></html>"])


def proquest_text(stories: Sequence[Story] = STORIES, of: int | None = None) -> str:
    """A text file of ProQuest."""
    rule = "_" * 60
    found = [rule]
    for number, story in enumerate(stories, 1):
        last, first = ([*story.byline.split()[::-1], "", ""])[:2]
        found += ["", f"Document {number} of {of or len(stories)}", "", story.title, ""]
        found += [f"https://www.example.org/docview/31073966{number}", ""]
        found += [f"Author: {last}, {first}", ""] if story.byline else []
        found += ["Abstract: None available.", "", "Full text: " + "\n".join(story.paragraphs), ""]
        found += [
            "CREDIT: Quay Press",
            "",
            "Subject: Ports; Storms",
            "",
            f"Title: {story.title}",
            "",
        ]
        found += [f"Publication title: {story.outlet}; Varna", "", "Publication year: 2024", ""]
        found += [
            f"Publication date: {english(story.day)[:3]} {story.day.day}, {story.day.year}",
            "",
        ]
        found += [
            "Language of publication: English",
            "",
            f"ProQuest document ID: 31073966{number}",
            "",
        ]
        found += ["Database: Example Newsstream", "", rule]
    return "\n".join([*found, "", "Contact us at: http://about.example.org", ""])


def proquest_html(stories: Sequence[Story] = STORIES) -> str:
    """A page of ProQuest."""

    def row(label: str, value: str) -> str:
        return f'<p style="margin:0"><strong>{label}: </strong>{value}</p>'

    found = []
    for number, story in enumerate(stories):
        text = "".join(f"<p>{escape(p)}</p>" for p in story.paragraphs)
        found.append(
            f'<div><a name="DocID_MSTAR_25143997{number}"></a><p></p><p style="font-weight:bold">{escape(story.title)}</p>'
            + (row("Author", story.byline) if story.byline else "")
            + row(
                "Publication info", f"{story.outlet} ; Varna [Varna]{story.day:%d} March 2024: A.2."
            )
            + '<p><a href="https://www.example.org/docview/1">ProQuest document link</a></p>'
            + f'<p><strong>Full text: </strong><text wordcount="{story.words}"><title></title>{text}</text></p>'
            + row("Subject", "Ports")
            + row("Publication title", f"{story.outlet}; Varna")
            + row("Publication date", f"{english(story.day)[:3]} {story.day.day}, {story.day.year}")
            + row("ProQuest document ID", f"25143997{number}")
            + "</div>"
        )
    return "\n".join(found)


def proquest_screen(stories: Sequence[Story] = STORIES) -> str:
    """A page of ProQuest as saved from the screen."""
    found = ["<html><head><title>Results</title></head><body>"]
    for story in stories:
        last, first = [*story.byline.split()[::-1], "", ""][:2]
        author = f"{last}, {first}. " if story.byline else ""
        text = "".join(f"<p>{escape(p)}</p>" for p in story.paragraphs)
        found.append(
            f'<div class="documentTitle">{escape(story.title)}</div><div class="abstract_Text col-xs-12">'
            f'<span class="titleAuthorETC">{author}<strong>{story.outlet}</strong>; Varna [Varna]'
            f"{story.day.day} {english(story.day).split()[0]} {story.day.year}: A.2.</span></div>"
            f'<text wordcount="{story.words}">{text}</text>'
        )
    return "\n".join([*found, "</body></html>"])


# Pages, feeds, mails


def page(story: Story = STORIES[0], head: str = "", site: str = "", body: str = "") -> str:
    """A news site's page, furniture and all; ``head`` holds what it says of itself."""
    text = "".join(f"<p>{escape(p)}</p>" for p in story.paragraphs)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(story.title)}{site}</title>{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>{escape(story.title)}</h1>{body}<div class="story-body">{text}</div></article>
<aside><h2>Most read</h2><ul><li><a href="/1">Ten beaches for the summer</a></li></ul></aside></main>
<footer><p>Sign up for our newsletter. Terms of use. Privacy policy.</p></footer></body></html>"""


# What is written names the tests that it is given to: neither clock nor chance may be in it, or two
# processes that share the tests out would not find the same ones.
BOUNDARY = "=====quay====="


def mhtml(html: str, address: str) -> bytes:
    """A page in one file, as a browser saves it."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = address
    message["Subject"] = "A page"
    message["Date"] = "Fri, 1 Mar 2024 10:00:00 -0000"
    message.set_content(html, subtype="html", cte="quoted-printable")
    message.make_related()
    message.set_boundary(BOUNDARY)
    return message.as_bytes()


def warc(pages: Sequence[tuple[str, str, bytes]]) -> bytes:
    """A web archive of (address, content type, body), a gzip member a record."""
    packed = b""
    for number, (address, kind, body) in enumerate(pages):
        http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
            "WARC-Date: 2024-03-05T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:0000000{number}-0000-0000-0000-000000000000>\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        packed += gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0)
    return packed


def rss(items: Sequence[tuple[Story, bool]], title: str = "Quay News") -> str:
    """A feed; whether an entry has its whole text stands beside it."""
    found = []
    for story, whole in items:
        text = "".join(f"<p>{escape(p)}</p>" for p in story.paragraphs)
        content = f"<content:encoded><![CDATA[{text}]]></content:encoded>" if whole else ""
        found.append(
            f"<item><title>{escape(story.title)}</title><link>https://quay.example/{story.day}</link>"
            f"<pubDate>{story.day:%a, %d %b %Y} 09:00:00 GMT</pubDate><dc:creator>{story.byline}</dc:creator>"
            f"<description>{escape(story.paragraphs[0])}</description>{content}</item>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{title}</title><link>https://quay.example</link>{''.join(found)}</channel></rss>"
    )


def mail(story: Story = STORIES[0], subject: str = "", html: bool = True) -> EmailMessage:
    """A newsletter with one story."""
    message = EmailMessage()
    message["From"] = f"{story.outlet} <news@quay.example>"
    message["To"] = "reader@example.org"
    message["Subject"] = subject or story.title
    message["Date"] = "Fri, 01 Mar 2024 07:30:00 +0000"
    message["Message-ID"] = "<1@quay.example>"
    plain = (
        f"View this email in your browser ( https://quay.example/v )\n\n{story.text}\n\nUnsubscribe"
    )
    message.set_content(plain)
    if html:
        text = "".join(f"<tr><td><p>{escape(p)}</p></td></tr>" for p in story.paragraphs)
        message.add_alternative(
            f"<html><head><style>p {{}}</style></head><body><a href='x'>View in browser</a><table>{text}</table>"
            "<p>You are receiving this because you signed up. Unsubscribe</p></body></html>",
            subtype="html",
        )
        message.set_boundary(BOUNDARY)
    return message


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
