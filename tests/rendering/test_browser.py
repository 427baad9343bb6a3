"""The HTML edition in a real browser: filters, keys, a phone, no network, no complaint of axe."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest

from tests.browser import chromium

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def address(seed_comparison, tmp_path_factory) -> str:
    import framing

    path = tmp_path_factory.mktemp("html") / "report.html"
    framing.render(seed_comparison, path, format="html")
    return path.as_uri()


@pytest.fixture(scope="module")
def opened(browser, address):
    """The report, open: what it asked for and what it complained of are kept on the page."""
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.asked, page.complaints = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(address)
    yield page
    context.close()


@pytest.fixture
def report(opened):
    """The open report with no filter set and no place asked for."""
    opened.set_viewport_size(DESKTOP)
    opened.evaluate("history.replaceState(null, '', location.pathname); scrollTo(0, 0)")
    opened.locator("#filters button").evaluate("button => button.form.reset()")
    nothing_is_hidden(opened)
    return opened


def nothing_is_hidden(page) -> None:
    page.locator("#evidence-full [hidden]").first.wait_for(state="detached")


def shown(page) -> tuple[int, int]:
    """How many sentences and statements can be seen."""
    return tuple(
        page.eval_on_selector_all(
            selector, "all => all.filter(one => one.getClientRects().length).length"
        )
        for selector in (".sent", ".statements tbody tr")
    )


def test_it_asks_for_nothing_and_says_nothing(report):
    assert report.complaints == []
    assert [url for url in report.asked if not url.startswith(("file:", "data:"))] == []


def test_each_filter_does_what_it_says(report):
    everything = shown(report)
    report.select_option("#filter-outlet", "yonhap")
    report.select_option("#filter-frame", "history")
    yonhap = report.locator(".sent:visible")
    assert 0 < yonhap.count() < everything[0]
    for sentence in yonhap.all():
        assert sentence.get_attribute("id").startswith("YH-")
        assert "history" in sentence.get_attribute("data-frames").split()
    report.select_option("#filter-outlet", "")
    report.select_option("#filter-frame", "")
    report.select_option("#filter-voice", "direct")
    assert 0 < shown(report)[0] < everything[0]
    voices = report.locator(".sent:visible, .statements tbody tr:visible").evaluate_all(
        "all => [...new Set(all.map(one => one.dataset.voice))]"
    )
    assert voices == ["direct"]
    report.select_option("#filter-voice", "")
    report.fill("#filter-text", "YOMIURI")
    assert shown(report) < everything
    assert "omiuri" in report.locator(".sent:visible").first.inner_text()
    report.click("#filters button")
    nothing_is_hidden(report)
    assert shown(report) == everything


def test_it_tells_how_much_is_shown_to_those_who_do_not_see_it(report):
    status = report.locator("#filters [role=status]")
    sentences, statements = shown(report)
    assert status.inner_text() == (
        f"Shown: {sentences} of {sentences} sentences, {statements} of {statements} statements."
    )
    report.select_option("#filter-frame", "dialogue")
    few, some = shown(report)
    assert f"Shown: {few} of {sentences} sentences, {some} of {statements}" in status.inner_text()


def test_nothing_empty_is_left_standing(report):
    report.fill("#filter-text", "no article says this")
    assert shown(report) == (0, 0)
    assert report.locator("[data-outlet] h3:visible, [data-outlet] h4:visible").count() == 0
    assert report.locator("#evidence-full thead:visible").count() == 0


def test_a_link_shows_the_row_that_a_filter_hid(report):
    report.select_option("#filter-outlet", "dna")
    assert report.locator("[id='GT-1.s2']").is_hidden()
    report.locator("a[href='#GT-1.s2']").first.evaluate("link => link.click()")
    row = report.locator("[id='GT-1.s2']")
    assert row.is_visible()
    row.evaluate("row => row.getBoundingClientRect().top")
    assert "Besides: GT-1.s2" in report.locator("#filters-shown").inner_text()
    report.locator("a[href='#ev-yonhap-frame-security']").first.evaluate("link => link.click()")
    assert report.locator("[id='ev-yonhap-frame-security']").is_visible()


def test_a_figure_leads_to_its_evidence_and_back(report):
    report.locator("#all-frames a.ev[href='#ev-dna-frame-security']").click()
    line = report.locator("#ev-dna-frame-security")
    assert line.evaluate("line => line.getBoundingClientRect().top") < DESKTOP["height"]
    report.locator("p.index", has=line).locator("b a").click()
    assert report.evaluate("location.hash") == "#frames"


def test_keys_are_enough(report):
    report.reload()  # the way of the Tab key begins where the last click was
    report.keyboard.press("Tab")
    assert report.evaluate("document.activeElement.className") == "skip"
    assert report.locator(".skip").evaluate("skip => skip.getBoundingClientRect().top") >= 0
    report.keyboard.press("Enter")
    assert report.evaluate("document.activeElement.id") == "main"
    report.locator("#filter-outlet").focus()
    options = report.locator("#filter-outlet option").evaluate_all("all => all.map(o => o.value)")
    for _ in range(options.index("ahram-online")):
        report.keyboard.press("ArrowDown")
    assert report.locator("#filter-outlet").input_value() == "ahram-online"
    report.keyboard.press("Tab")
    report.keyboard.press("Tab")
    report.keyboard.press("Tab")
    report.keyboard.type("wreck")
    assert 0 < sum(shown(report)) < 10
    report.keyboard.press("Tab")
    report.keyboard.press("Enter")
    nothing_is_hidden(report)
    outline = report.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_a_phone_needs_no_sideways_scrolling(report):
    report.set_viewport_size(PHONE)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert report.evaluate(wide) == 0
    report.locator(".scroll[tabindex]").first.wait_for()
    regions = report.eval_on_selector_all(
        ".scroll",
        "all => all.filter(one => one.scrollWidth > one.clientWidth + 1)"
        ".map(one => [one.tabIndex, one.getAttribute('aria-label')])",
    )
    assert regions
    assert all(stop == 0 and label for stop, label in regions)


@pytest.fixture(scope="module")
def of_one_outlet(browser, address):
    """The report, open, with the evidence of one outlet: the others' is made alike, and what is
    only hidden takes as long to look through."""
    page = browser.new_page()
    page.goto(address)
    page.select_option("#filter-outlet", "dna")
    hidden = page.locator("#evidence-full [data-outlet][hidden]")
    assert hidden.count()
    hidden.evaluate_all("all => all.forEach(one => one.remove())")
    assert page.locator("#evidence-full .sent").count()
    yield page
    page.close()


@pytest.mark.parametrize(
    ("size", "rules"),
    [(DESKTOP, {}), (PHONE, {"color-contrast": {"enabled": False}})],  # slow, and the same on both
    ids=["desktop", "phone"],
)
def test_axe_finds_nothing(of_one_outlet, size, rules):
    from axe_playwright_python.sync_playwright import Axe

    of_one_outlet.set_viewport_size(size)
    found = Axe().run(of_one_outlet, options={"resultTypes": ["violations"], "rules": rules})
    told = [
        f"{v['id']}: {n['html'][:120]}" for v in found.response["violations"] for n in v["nodes"]
    ]
    assert told == []


def test_without_script_it_reads_the_same_and_shows_no_filters(browser, address):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(address)
    assert page.locator("#filters").is_hidden()
    assert page.locator("[id='GT-1.s2']").is_visible()
    assert page.locator(".scroll[tabindex='0']").count() == page.locator(".scroll").count() > 20
    page.goto(f"{address}#GT-1.st2")
    assert page.locator("[id='GT-1.st2']").is_visible()
    context.close()


def test_printing_leaves_the_bar_and_the_filters_out(report):
    report.emulate_media(media="print")
    assert report.locator("#filters").is_hidden()
    assert report.locator("header.topbar").is_hidden()
    report.emulate_media(media="screen")


def test_script_that_is_not_the_reports_own_does_not_run(browser, address, tmp_path):
    html = Path(unquote(urlparse(address).path)).read_text("utf-8")
    assert len(re.findall("<script", html)) == 1
    path = tmp_path / "changed.html"
    path.write_text(
        html.replace(
            "</main>", "<img src=x onerror='window.ran = 1'><script>window.ran = 1</script></main>"
        ),
        encoding="utf-8",
    )
    context = browser.new_context()
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.evaluate("window.ran") is None
    context.close()
