"""Galleries and clips that a page shows within or below an article."""

import pytest

from framing import read

STORY = (
    "Council votes to close harbour\n\nESTSUDA, Norland – The council voted on Monday to close the "
    "old harbour to all ships but fishing boats.\n\nEleven members were for the plan, the mayor said, "
    "and four spoke against it for hours.\n"
)
CLIPS = (
    "All about the mayor Mayor opens bridge | 1:20 The mayor cut a ribbon in June. AP 1 of 3\n\n"
    "All about the mayor Mayor feeds seals | 0:44 The seals came for herring. Newsy 2 of 3\n\n"
    "All about the mayor Mayor rides a tram | 2:01 It was the line's last day. Buzz 3 of 3\n\n"
    "Mayor feeds seals\n\nMayor rides a tram\n"
)


def _body(tmp_path, text):
    (tmp_path / "page.txt").write_text(text, encoding="utf-8")
    [article] = read(tmp_path)
    return article.parts.body.of(article.text)


def test_captions_that_count_themselves_and_their_titles_are_no_article(tmp_path):
    body = _body(tmp_path, f"{STORY}\n{CLIPS}")
    assert "four spoke against it" in body
    assert "seals" not in body
    assert "tram" not in body


@pytest.mark.parametrize(
    "sentence",
    [
        "One in the hall, 1 of 3 guards, said that 2 of 3 ships had left by noon.",
        "The vote was 3 of 5 in the first round and 4 of 5 in the second, the clerk said.",
    ],
)
def test_counts_in_sentences_are_the_articles(tmp_path, sentence):
    assert sentence in _body(tmp_path, f"{STORY}\n{sentence}\n")


@pytest.mark.parametrize("opening", ["CLOSE The mayor", "CLOSEThe mayor"])
def test_a_clips_caption_behind_its_button_is_no_article(tmp_path, opening):
    head, _, rest = STORY.partition("\n\n")
    caption = f"{opening} speaks of the harbour in a clip that was taken on the quay. Newsy"
    body = _body(tmp_path, f"{head}\n\n{caption}\n\n{rest}")
    assert "clip" not in body
    assert body.startswith("ESTSUDA") or body.startswith("The council voted")


def test_a_headline_in_title_case_may_end_with_two_words_like_a_name(tmp_path):
    _, _, rest = STORY.partition("\n\n")
    headline = "Norland Council Raises Offer for Harbour Once More. Owners Don’t Bite"
    (tmp_path / "page.txt").write_text(f"{headline}\n\n{rest}", encoding="utf-8")
    [article] = read(tmp_path)
    assert article.title
    assert article.title.value == headline


@pytest.mark.parametrize(
    "line",
    [
        "Related Stories 'SEALS AGAIN' Mayor feeds seals at noon and is bitten QUAY WALLS Who built "
        "the northern quay, and why does it lean? BOATS Council to count every boat in the harbour",
        "Editor’s Note: Ann Lee is a lecturer at the harbour school. The views here are her own. She "
        "has written for us since the pier was built.",
    ],
)
def test_long_lines_that_open_as_furniture_does_are_none_of_the_article(tmp_path, line):
    head, _, rest = STORY.partition("\n\n")
    body = _body(tmp_path, f"{head}\n\n{line}\n\n{rest}")
    assert "quay, and why" not in body
    assert "lecturer" not in body
    assert "four spoke against it" in body


def test_titles_below_read_more_go_where_nothing_but_titles_follows(tmp_path):
    titles = (
        "Read more:\n\nSeals come back to the pier\n\nThey closed the tram. Now it is missed.\n"
    )
    assert "seals" not in _body(tmp_path, f"{STORY}\n{titles}").casefold()
    more = (
        "The council meets again in May, and the mayor said it would hear the owners of all boats, "
    )
    more += "the fishermen, the school and everybody else who wishes to speak about the closing of it.\n"
    assert "The council meets again" in _body(tmp_path, f"{STORY}\n{titles}\n{more}")


NUMBERED = (
    "Norland in pictures\n\n+ show all Norland in pictures\n\n"
    "1/3 The Old Lighthouse Ann Lee said that she had painted it in 1921 Quay Archive\n\n"
    "2/3 A fair at night. Wheels were spectacular, visitors said Quay Archive\n\n"
    "3/3 Snow on the market, a terrible winter\n"
)


def test_captions_numbered_of_all_are_of_other_matters(tmp_path):
    head, first, rest = STORY.split("\n\n")
    text = (
        f"{head}\n\n{first}\n\n{NUMBERED}\n{rest}\nThe council meets again on Friday, he added.\n"
    )
    (tmp_path / "page.txt").write_text(text, encoding="utf-8")
    [article] = read(tmp_path)
    for word in ("Lighthouse", "fair", "Snow", "in pictures"):
        assert word not in article.text
    assert "Eleven members were for the plan" in article.text
    assert {"gallery"} <= {each.reason for each in article.removed}


def test_numbered_captions_run_into_a_paragraph_are_cut_out(tmp_path):
    head, first, rest = STORY.split("\n\n")
    gallery = (
        "Norland in pictures 3 show all Norland in pictures 1/3 A lighthouse in the fog Getty 2/3 A "
        "fair at night Getty 3/3 Snow falls on the market Getty"
    )
    body = _body(tmp_path, f"{head}\n\n{first} {gallery} It was the first vote since 1921. {rest}")
    assert "Getty" not in body
    assert "in pictures" not in body
    assert "fishing boats. It was the first vote since 1921. Eleven members" in body


@pytest.mark.parametrize("goes_on", ["", " The mayor, who is ill, did not come to the hall."])
def test_a_slide_show_within_a_paragraph_is_cut_out(tmp_path, goes_on):
    head, first, rest = STORY.split("\n\n")
    show = (
        "Ships of the year Mon, May 3, 2021 The quay has seen many ships Play slideshow Getty Images "
        "1 of 20 A barque leaves for the north"
    )
    body = _body(tmp_path, f"{head}\n\n{first} {show}.{goes_on}\n\n{rest}")
    assert "slideshow" not in body
    assert "Ships of the year" not in body
    assert "Eleven members" in body
    assert goes_on.strip() in body


def test_what_is_told_by_numbered_steps_is_the_article(tmp_path):
    steps = "\n\n".join(
        f"{n}/4 The board takes step number {n} of its plan for the harbour, and waits for a year."
        for n in range(1, 5)
    )
    assert "step number 3" in _body(tmp_path, f"Four steps to a new harbour\n\n{steps}\n")
