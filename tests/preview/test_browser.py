"""The preview in a real browser: the page renews itself."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from playwright.sync_api import expect

from tests.browser import chromium
from tests.preview.study import LIMIT, make_study, previewing, write

COVER = "report_templates/sections/cover.html.j2"
expect.set_options(timeout=1000 * LIMIT)


@pytest.fixture(scope="module")
def browser():
    """Headless Chromium."""
    with chromium() as found:
        yield found


@pytest.fixture
def seen(browser, tmp_path):
    """A running preview and a browser's page that shows it; what the page complains of fails."""
    complaints = []
    with previewing(make_study(tmp_path / "study")) as running:
        page = browser.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        page.goto(running.preview.address)
        expect(
            page.locator("#evidence-full")
        ).to_be_attached()  # it may have come while it was built
        yield running, page
        page.close()
    assert not complaints


def _is_font(route):
    return route.request.resource_type == "font"


def test_a_template_edited_on_disk_is_shown_by_itself(seen):
    running, page = seen
    expect(page.locator(".cover")).to_contain_text("Study")
    write(running.folder / COVER, "<h1>A cover of ours</h1>")
    expect(page.locator("h1")).to_have_text("A cover of ours")
    expect(page.locator("#framing-preview .stage")).to_be_hidden()


def test_an_error_stands_on_the_page_until_it_is_mended(seen):
    running, page = seen
    write(running.folder / COVER, "<h1>{{ titel }}</h1>")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("cover.html.j2, line 1: there is no name 'titel'.")
    expect(alert).to_contain_text("Did you mean 'title'?")
    assert alert.bounding_box()["y"] == 0
    expect(page.locator("#evidence-full")).to_be_attached()  # the last report stands below, dimmed
    dimmed = page.locator("body > :not(#framing-preview):has(#evidence-full)")
    assert dimmed.evaluate("e => getComputedStyle(e).opacity") == "0.3"
    write(running.folder / COVER, "<h1>{{ title }}</h1>")
    expect(page.locator("h1")).to_have_text("Study")
    expect(alert).to_have_count(0)


def test_the_reader_stays_where_he_was(seen):
    running, page = seen
    page.set_viewport_size({"width": 900, "height": 600})
    page.locator("#evidence-full").evaluate("e => e.scrollIntoView()")
    page.evaluate("window.scrollBy(0, 150)")
    before = page.locator("#evidence-full").bounding_box()["y"]
    assert before < 0
    # The cover grows: what the reader looked at moves down the page, and the page follows.
    write(running.folder / COVER, "<h1 style='height: 1234px; margin: 0'>Tall</h1>")
    expect(page.locator("h1")).to_have_text("Tall")
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    assert page.locator("#evidence-full").bounding_box()["y"] == pytest.approx(before, abs=3)


def test_who_scrolls_before_the_typefaces_came_stays_there(seen):
    running, page = seen
    held = []
    page.route("**/*.*", lambda route: held.append(route) if _is_font(route) else route.continue_())
    write(running.folder / COVER, "<h1>Another cover</h1>")
    expect(page.locator("h1")).to_have_text("Another cover")
    page.locator("#evidence-full").evaluate("e => e.scrollIntoView()")
    before = page.locator("#evidence-full").bounding_box()["y"]
    for route in held:
        route.continue_()
    page.unroute("**/*.*")
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    assert held
    # Typefaces move the lines above by a few pixels; going back would move them by thousands.
    after = page.locator("#evidence-full").bounding_box()["y"]
    assert after == pytest.approx(before, abs=100)


def test_typefaces_are_loaded_and_nothing_from_elsewhere(seen):
    running, page = seen
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    expect(page.locator("#evidence-full")).to_be_attached()
    page.evaluate("document.fonts.ready.then(() => true)")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length")
    assert loaded > 0
    assert all(url.startswith(running.preview.address) for url in asked)


def test_a_script_in_a_template_does_not_run(browser, tmp_path):
    with previewing(make_study(tmp_path / "study")) as running:
        running.events.report()
        write(
            running.folder / COVER,
            "<h1>Ours</h1><script>document.querySelector('h1').textContent = 'ran'</script>"
            '<img src="data:,x" onerror="document.querySelector(\'h1\').textContent = 1">',
        )
        running.events.report("Ours")
        page = browser.new_page()
        page.goto(running.preview.address)
        expect(page.locator("#evidence-full")).to_be_attached()
        assert page.locator("h1").text_content() == "Ours"
        page.close()


def test_the_reports_own_script_and_the_previews_run_and_no_other(browser, tmp_path):
    script = "document.querySelector('h1').textContent = 'ran'"
    name = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    meta = f"<meta http-equiv=Content-Security-Policy content=\"script-src 'sha256-{name}'\">"
    with previewing(make_study(tmp_path / "study")) as running:
        running.events.report()
        write(running.folder / COVER, f"<h1>Ours</h1>{meta}<script>{script}</script>")
        running.events.report("Ours")
        page = browser.new_page()
        page.goto(running.preview.address)
        expect(page.locator("#filters")).to_be_visible()
        assert page.locator("h1").text_content() == "Ours"
        write(running.folder / COVER, "<h1>Renewed</h1>")
        expect(page.locator("h1")).to_have_text("Renewed")
        page.close()


def test_a_page_that_comes_first_fills_itself(browser, tmp_path):
    folder = make_study(tmp_path / "study")
    (folder / "articles/quay.txt").rename(tmp_path / "quay.txt")
    (folder / "articles/tide.txt").unlink()
    with previewing(folder) as running:
        page = browser.new_page()
        page.goto(running.preview.address)
        expect(page.get_by_role("alert")).to_contain_text("holds no articles")
        (tmp_path / "quay.txt").rename(folder / "articles/quay.txt")
        expect(page.locator("#evidence-full")).to_be_attached()
        expect(page).to_have_title(re.compile("Study"))
        page.close()


def test_a_page_elsewhere_learns_nothing(seen, browser):
    running, _ = seen
    other = browser.new_page()
    other.goto("data:text/html,<p>elsewhere</p>")
    address = running.preview.address
    asked = f"fetch('{address}').then(r => r.text(), () => 'refused')"
    assert other.evaluate(asked) == "refused"
    blind = f"fetch('{address}', {{mode: 'no-cors'}}).then(r => r.text(), () => 'refused')"
    assert "Harbour" not in other.evaluate(blind)
    other.close()
