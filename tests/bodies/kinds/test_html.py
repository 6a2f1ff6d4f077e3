from tests.bodies.viewing import shown


def test_a_page_is_shown_as_source_or_as_text() -> None:
    page = b"<html><h1>Hello</h1><p>you &amp; me</html>"

    assert shown(page) == ["<html><h1>Hello</h1><p>you &amp; me</html>"]
    assert shown(page, view="rendered") == ["Hello", "", "you & me"]
