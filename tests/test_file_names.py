"""Outlets that nobody knows, told by the names of folders and files."""

import pytest

from framing import read

STORY = (
    "Bridge at Ostby closed for repairs\n\nThe bridge at Ostby was closed on Monday after cracks were "
    "found in {} of its pillars, the council said.\n\nRepairs will take six months, it added.\n"
)


def outlets(folder, *paths):
    for n, path in enumerate(paths, start=2):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(STORY.format(n), encoding="utf-8")
    return {
        article.outlet_field.value if article.outlet_field else None for article in read(folder)
    }


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        (
            ("Daily Lantern/bridge.txt", "Hill Gazette/bridge.txt"),
            {"Daily Lantern", "Hill Gazette"},
        ),
        (
            ("Ostby Courier/bridge closed.txt", "Hill Gazette/pillars.txt"),
            {"Ostby Courier", "Hill Gazette"},
        ),
        (("Hill Gazette 2024-03-13.txt",), {"Hill Gazette"}),
        (("World News/bridge closed.txt", "Business News/pillars.txt"), {None}),
        (("Bridge Closed/page one.txt", "Council Meets/page two words.txt"), {None}),
        (("Bridge Closed 2024.txt",), {None}),
    ],
)
def test_names_as_papers_have_them_tell_an_outlet(tmp_path, paths, told):
    assert outlets(tmp_path, *paths) == told
