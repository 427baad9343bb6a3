"""The server: what it answers, to whom, and what it says of broken files."""

from __future__ import annotations

import re
import shutil
import socket
from contextlib import suppress
from http.client import HTTPException

import pytest

from framing.errors import InputError
from framing.preview import bind, protocol
from tests.preview.study import ARTICLES, make_study, previewing, write

COVER = "report_templates/sections/cover.html.j2"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A preview that has built its report, for questions that change nothing."""
    with previewing(make_study(tmp_path_factory.mktemp("served") / "study")) as running:
        running.events.report()
        yield running


@pytest.fixture
def changing(tmp_path):
    """A preview that has built its report, whose files a test may change."""
    with previewing(make_study(tmp_path / "study")) as running:
        running.events.report()
        yield running


def test_the_report_is_served_with_its_typefaces(served):
    answer, text = served.ask()
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "Harbour plan wins backing" in text
    assert "theme:" not in text
    faces = set(re.findall(r"/theme/[\w.]+", text))
    assert len(faces) > 4
    connection, _ = served.ask("/events", "HEAD")
    assert connection.headers["Content-Type"].startswith("text/event-stream")


def test_it_listens_on_loopback_alone(served):
    assert served.preview.address == f"http://127.0.0.1:{served.preview.port}/"
    assert served.preview._socket.getsockname()[0] == "127.0.0.1"


def test_the_headers_keep_everything_else_out(served):
    headers = served.ask()[0].headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert re.search(r"script-src 'nonce-[\w-]{20,}'", policy)
    assert policy != served.ask()[0].headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert served.ask("/nowhere")[0].headers["Cache-Control"] == "no-store"
    assert not [name for name in headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "//etc/passwd",
        "//",
        "/..",
        "/../framing.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2fframing.toml",
        "/framing.toml",
        "/articles/quay.txt",
        "/outlets/quay-news.toml",
        "/theme/",
        "/theme/../framing.toml",
        "/theme/..%2f..%2fframing.toml",
        "/theme/%2fetc%2fpasswd",
        "/theme/report.html.j2",
        "/theme/fonts/SourceSans3-Regular.ttf",
        "/theme/0000000000000000.ttf",
        "/events/",
        "/index.html",
        "/?/etc/passwd\\..",
    ],
)
def test_there_are_no_files_to_be_had(served, path):
    answer, text = served.ask(path)
    assert "root:" not in text
    assert "[places]" not in text
    assert 'sections = ["' not in text
    if path.startswith("/?"):  # a query changes nothing
        assert answer.status == 200
    else:
        assert answer.status == 404
        assert "Harbour" not in text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "WHAT"])
def test_only_reading(served, method):
    answer, _ = served.ask("/", method)
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:{port}", 200),
        ("LOCALHOST:{port}", 200),
        ("127.0.0.1:{port}", 200),
        ("[::1]:{port}", 200),
        ("localhost", 421),
        ("localhost:1", 421),
        ("evil.example:{port}", 421),
        ("localhost.evil.example:{port}", 421),
        ("127.0.0.1.evil.example:{port}", 421),
        ("evil.example@localhost:{port}", 421),
        ("", 421),
    ],
)
def test_other_names_of_this_machine_are_refused(served, host, status):
    answer, text = served.ask("/", Host=host.format(port=served.preview.port))
    assert answer.status == status
    assert ("Harbour" in text) == (status == 200)


@pytest.mark.parametrize("path", ["/", "/events", "/nowhere"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Origin": "https://localhost:{port}"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_pages_from_elsewhere_are_refused(served, headers, path):
    sent = {name: value.format(port=served.preview.port) for name, value in headers.items()}
    answer, text = served.ask(path, **sent)
    assert answer.status == 403
    assert "Harbour" not in text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://localhost:{port}", "Sec_Fetch_Site": "same-origin"},
        {"Sec_Fetch_Site": "none"},
    ],
)
def test_its_own_pages_and_the_address_bar_are_answered(served, headers):
    sent = {name: value.format(port=served.preview.port) for name, value in headers.items()}
    assert served.ask("/", **sent)[0].status == 200


def test_a_port_that_is_taken_gives_the_next(served):
    with bind(served.preview.port) as other:
        assert other.getsockname()[1] > served.preview.port


def test_no_port_is_free():
    with bind(0) as one:
        one.listen()
        last = one.getsockname()[1]
        held = []
        try:
            for port in range(last + 1, last + 21):
                held.append(socket.socket())
                with pytest.MonkeyPatch.context():
                    try:
                        held[-1].bind(("127.0.0.1", port))
                        held[-1].listen()
                    except OSError:
                        continue  # another program has it: taken all the same
            with pytest.raises(InputError, match="are taken"):
                bind(last).close()
        finally:
            for each in held:
                each.close()


def test_a_template_that_changes_is_shown_and_nothing_is_analysed(changing):
    write(changing.folder / COVER, "<p>A cover of ours</p>")
    built = changing.events.report("A cover of ours")
    assert built.analysed == 0
    assert "A cover of ours" in changing.ask()[1]


def test_a_broken_template_is_told_over_the_last_report_until_it_is_mended(changing):
    write(changing.folder / COVER, "<p>{{ articles[0].titel }}</p>")
    problem = changing.events.problem("titel")
    assert "Did you mean 'title'?" in problem.hint
    text = changing.ask()[1]
    assert "there is no &#39;titel&#39; in ArticleView." in text
    assert "cover.html.j2, line 1" in text
    assert "Harbour plan wins backing" in text
    write(changing.folder / COVER, "<p>Mended</p>")
    changing.events.report("Mended")
    assert 'role="alert"' not in changing.ask()[1]


def test_broken_markup_in_an_error_stays_text(changing):
    write(changing.folder / COVER, "{{ '<script>alert(1)</script>'|nofilter }}{% include '<b>' %}")
    changing.events.problem()
    assert "<script>alert" not in changing.ask()[1]


def test_framing_toml_broken_and_mended(changing):
    before = (changing.folder / "framing.toml").read_text("utf-8")
    write(changing.folder / "framing.toml", "title = \n")
    changing.events.problem("not valid TOML")
    (changing.folder / "framing.toml").unlink()
    changing.events.problem("cannot be read")
    write(changing.folder / "framing.toml", before.replace('"Study"', '"Another title"'))
    changing.events.report("Another title")


def test_folders_deleted_and_made_again(changing):
    articles, outlets = changing.folder / "articles", changing.folder / "outlets"
    shutil.rmtree(articles)
    changing.events.problem("no such file or folder")
    shutil.rmtree(outlets)
    write(articles / "quay.txt", ARTICLES["quay.txt"])
    assert changing.events.report("waited for this").articles == 1
    write(changing.folder / COVER, "<p>Still watched</p>")
    changing.events.report("Still watched")
    write(articles / "tide.txt", ARTICLES["tide.txt"])
    changing.events.report("half of the cost")


def test_it_starts_with_a_broken_project_and_recovers(tmp_path):
    folder = make_study(tmp_path / "study")
    sound = (folder / "framing.toml").read_text("utf-8")
    write(folder / "framing.toml", "nonsense")
    with previewing(folder) as running:
        running.events.problem("not valid TOML")
        answer, text = running.ask()
        assert answer.status == 200
        assert "not valid TOML" in text
        assert "This page renews itself" in text
        write(folder / "framing.toml", sound)
        running.events.report("Harbour plan")
        assert "Harbour plan" in running.ask()[1]


def test_a_fault_of_ours_is_told_and_the_preview_lives_on(tmp_path):
    folder = make_study(tmp_path / "study")

    def load():
        raise RuntimeError("unheard of")

    with previewing(folder, load) as running:
        assert running.events.problem("unheard of").hint
        assert running.ask()[0].status == 200


def test_connections_that_ask_for_nothing_are_closed(tmp_path, monkeypatch):
    monkeypatch.setattr(protocol, "SECONDS", 0.2)
    with previewing(make_study(tmp_path / "study")) as running:
        running.events.report()
        for begun in (b"", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "):
            with socket.create_connection(("127.0.0.1", running.preview.port), 20) as slow:
                slow.sendall(begun)
                assert slow.recv(1) == b""
        assert running.ask()[0].status == 200


def test_a_crowd_of_connections_leaves_room_for_the_browser(tmp_path, monkeypatch):
    monkeypatch.setattr(protocol, "MOST", 8)
    with previewing(make_study(tmp_path / "study")) as running:
        running.events.report()
        crowd = [
            socket.create_connection(("127.0.0.1", running.preview.port), 20) for _ in range(20)
        ]
        assert crowd[-1].recv(1) == b""
        for each in crowd:
            each.close()
        for _ in range(50):  # until the server has seen that they are gone
            with suppress(OSError, HTTPException):
                assert running.ask()[0].status == 200
                return
        pytest.fail("no answer")
