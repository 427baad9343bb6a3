"""What holds for any text: spans are exact, nothing is lost, as-is is as it is."""

from __future__ import annotations

from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from framing.clean import as_is, clean, normalise
from framing.models import Article, Field, Provenance
from framing.outlets import load_outlets
from framing.text.parse import split_paragraphs

OUTLETS = load_outlets()

# Pieces that rules act upon, to be mixed with sentences and noise.
PIECES = [
    "The Harbour Post",
    "Ferry talks resume",
    "Home > World > Asia",
    "By Ann Lee, Reuters",
    "By AFP | Updated: 3 May 2014, 10:20 GMT",
    "Published: May 3, 2014",
    "Last Update 09:15",
    "Monday, 2 June 2014",
    "03/04/2014",
    "AFP, Tuesday 3 Jun 2014",
    "Views: 12",
    "Photo: a ferry at the quay (AP)",
    "Ferries wait in the harbour. (AP Photo/Ann Lee)",
    "OSLO, May 3 (Reuters) - The two ports agreed to talk again, officials said.",
    "OSLO (AFP) –",
    "The two ports agreed to talk again, officials said on Saturday in the town hall.",
    'The mayor said: "We will talk as long as it takes, and then some more." (Xinhua)',
    "Agencies contributed to this story",
    "(Reuters)",
    "Reporting by Ann Lee; Editing by Bo Berg",
    "© 2014 The Harbour Post. All rights reserved.",
    "Title: Ferry talks",
    "Date: 2014-05-03",
    "Leave a Reply",
    "Share on Facebook",
    "Click to share on X (Opens in new window) X",
    "The mayor said Click to share on Twitter (Opens in new window) that No date was set.",
    "지나쌤",
    "\u00a0 Odd\u2009spaces\u200b and\ttabs ",
    "a line that was broken to a width of some seventy characters, so that\nit goes on here",
]
pages = st.lists(st.sampled_from(PIECES) | st.text(max_size=60), min_size=1, max_size=14).flatmap(
    lambda parts: st.sampled_from(["\n", "\n\n", "\r\n\r\n", " "]).map(lambda s: s.join(parts))
)


def _clean(text: str, **metadata: str) -> Article:
    fields = {k: Field(v, Provenance.DECLARED, "test") for k, v in metadata.items()}
    return clean(text, id="a", path="a.txt", outlets=OUTLETS, metadata=fields)


def _letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


@given(pages | st.text())
@example("By A B\n\nBy A B")
@example("Views: 1")
@settings(max_examples=300, deadline=None)
def test_no_character_is_lost_or_made_up(text: str) -> None:
    article = _clean(text)
    kept = _letters(article.text + "".join(removed.text for removed in article.removed))
    if article.title and article.title.provenance is Provenance.DECLARED:
        # 'Title: …' stands among what was removed, and its value before the text as headline.
        kept -= _letters(article.title.value)
    assert kept == _letters(normalise(text))
    assert all(removed.text and removed.reason for removed in article.removed)


@given(pages, st.none() | st.sampled_from(["Ferry talks resume", "Another title"]))
@settings(max_examples=200, deadline=None)
def test_parts_cover_the_text_exactly(text: str, title: str | None) -> None:
    article = _clean(text, title=title) if title else _clean(text)
    parts = article.parts
    spans = [parts.headline, parts.standfirst, *parts.captions]
    if parts.body.end > parts.body.start or not article.text:
        spans.append(parts.body)
    found = [span for span in spans if span is not None]
    assert "\n\n".join(span.of(article.text) for span in found) == article.text
    assert all(span.of(article.text).strip() == span.of(article.text) for span in found)
    assert found == sorted(found)
    for paragraph in split_paragraphs(article.text):
        assert any(span.contains(paragraph) for span in found)


@given(pages)
@settings(max_examples=100, deadline=None)
def test_fields_stand_in_the_text_that_was_read(text: str) -> None:
    article = _clean(text)
    raw = " ".join(normalise(text).split())
    for field in (article.byline, article.dateline, article.published, *article.agencies):
        if field is not None and field.provenance is not Provenance.GUESSED:
            assert field.evidence in raw


@given(st.text(min_size=1))
def test_as_is_gives_the_text_back_character_for_character(text: str) -> None:
    article = as_is(text, id="a", path="a.txt", outlets=OUTLETS)
    assert article.text == text
    assert article.parts.body.of(text) == text
    assert article.parts.headline is None
    assert article.removed == ()
    assert (article.published, article.language, article.byline) == (None, None, None)


@given(st.text(min_size=1), st.text(min_size=1))
def test_as_is_puts_a_declared_title_first(text: str, title: str) -> None:
    fields = {"title": Field(title, Provenance.DECLARED, "column 'title'")}
    article = as_is(text, id="a", path="a.txt", outlets=OUTLETS, metadata=fields)
    assert article.parts.headline is not None
    assert article.parts.headline.of(article.text) == title
    assert article.text.endswith(text)


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
