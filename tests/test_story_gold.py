"""The coded stories: what their files promise, without the texts."""

from __future__ import annotations

from evaluation.stories.gold import converted, digest, read_gold

NAMINGS = {"named", "unnamed", "institution", "document"}


def test_the_codings_are_whole_and_hold_no_text():
    articles = read_gold()
    assert {a.about["role_in_set"] for a in articles} == {"mend", "once"}
    once = {a.about["story"] for a in articles if a.about["role_in_set"] == "once"}
    assert not once & {a.about["story"] for a in articles if a.about["role_in_set"] == "mend"}
    for article in articles:
        assert len(article.about["sha256"]) == 64
        for statement in article.statements:
            assert all(0 <= s.start < s.end for s in statement.content)
            assert statement.naming in NAMINGS


def test_a_coders_words_become_places():
    text = "“We wait,” he said. “He said so.” The mayor said no."
    coded = {
        "id": "x", "set": "own", "story": "s", "role_in_set": "mend", "topic": "t", "outlet": "o",
        "style": "agency", "coder": "A", "sha256": digest(text),
        "statements": [
            {
                "content": ["“We wait,”", "“He said so.”"], "cue": "said", "source": "he",
                "speech": True, "voice": "direct", "speaker": "Tom Hale", "naming": "named",
                "role": None, "country": [], "via": None,
            }
        ],
    }  # fmt: skip
    made, missing = converted(coded, text)
    (statement,) = made["statements"]
    assert not missing
    assert [text[s:e] for s, e in statement["content"]] == ["“We wait,”", "“He said so.”"]
    assert statement["source"] == [11, 13]
    assert statement["cue"] == [14, 18]
