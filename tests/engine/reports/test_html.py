from html.parser import HTMLParser

from workbench.engine.reports.html import html

from .runs import EVERYTHING, WELL


class Elements(HTMLParser):
    """What a page is made of: elements with their attributes, and the text in each."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_data_is_never_markup() -> None:
    page = Elements(html(EVERYTHING))

    assert len(page.named("script")) == 1
    assert page.named("b") == []
    assert "\x1b" not in html(EVERYTHING)
    assert "\u202e" not in html(EVERYTHING)


def test_the_page_loads_nothing() -> None:
    page = Elements(html(EVERYTHING))

    (policy,) = [m["content"] for m in page.named("meta") if "http-equiv" in m]
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert not any("src" in a or "href" in a for _, a in page.found)


def test_failures_are_open_and_everything_else_is_closed() -> None:
    requests = Elements(html(EVERYTHING)).named("details")

    assert [(a["data-state"], "open" in a) for a in requests] == [
        ("passed", False),
        ("failed", True),
        ("unanswered", True),
        ("unanswered", True),
        ("skipped", False),
    ]


def test_the_title_says_how_it_went() -> None:
    assert "<title>Shop: passed</title>" in html(WELL)
    assert ": 3 of 5 wrong</title>" in html(EVERYTHING)


def test_only_a_failure_shows_its_body() -> None:
    assert "20.0 kB in all" not in html(WELL)
    assert "in all" in html(EVERYTHING)
    assert "<h2>Body" not in html(WELL)
