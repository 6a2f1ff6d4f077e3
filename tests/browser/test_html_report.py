"""The HTML report in a real browser: filters work, failures stand open, nothing else runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Chromium
from tests.engine.reports.runs import EVERYTHING
from workbench.engine.reports.html import html

SHOWN = "[...document.querySelectorAll('details.request')].filter(e => !e.hidden).length"


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with Chromium() as running:
        yield running


@pytest.fixture
def page(browser: Chromium, tmp_path: Path) -> str:
    path = tmp_path / "report.html"
    path.write_text(html(EVERYTHING), encoding="utf-8")
    return path.as_uri()


def test_everything_is_shown_and_the_evidence_of_failures_is_visible(
    browser: Chromium, page: str
) -> None:
    browser.open(page)

    assert browser.run(SHOWN) == 5
    assert browser.run("document.querySelector('nav').hidden") is False
    seen = browser.run("document.body.innerText")
    assert "expected\t200" in seen
    assert "actual\t404" in seen
    assert "refused the connection" in seen
    assert 'jsonpath "$.id"' not in seen  # of a passed request, which is closed


def test_the_filters_choose_by_state_and_by_words_and_the_address_keeps_them(
    browser: Chromium, page: str
) -> None:
    browser.open(page)

    browser.run("document.querySelector('button[data-state=failed]').click()")
    assert browser.run(SHOWN) == 1
    assert browser.run("location.hash") == "#state=failed"
    assert browser.run("document.querySelector('[aria-pressed=true]').dataset.state") == "failed"

    browser.run("document.querySelector('button[data-state=\"\"]').click()")
    find = (
        "f = document.querySelector('input'); f.value = '{}'; f.dispatchEvent(new Event('input'))"
    )
    browser.run(find.format("SERVER no"))
    assert browser.run(SHOWN) == 1
    browser.run(find.format("not to be found"))
    assert browser.run(SHOWN) == 0
    assert browser.run("document.querySelector('.nothing').hidden") is False


def test_an_address_with_a_filter_opens_with_it(browser: Chromium, page: str) -> None:
    browser.open("about:blank")
    browser.open(f"{page}#state=unanswered&find=odd")

    assert browser.run(SHOWN) == 1
    assert browser.run("document.querySelector('input').value") == "odd"


def test_the_page_asks_for_nothing_and_complains_about_nothing(
    browser: Chromium, page: str
) -> None:
    browser.open("about:blank")
    browser.open(page)

    assert browser.requested == [page]
    assert browser.complaints == []


def test_its_policy_lets_no_other_script_run_and_nothing_be_loaded(
    browser: Chromium, page: str
) -> None:
    browser.open("about:blank")
    browser.open(page)
    browser.run(
        "s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        "document.body.append(s); i = new Image(); i.src = 'http://127.0.0.1:9/'; "
        "document.body.append(i)"
    )

    assert browser.run("window.ran === undefined") is True
    assert any("Content Security Policy" in line for line in browser.complaints)
