from workbench.checks import Subject

from .sample import SUBJECT


def test_headers_are_found_whatever_their_case() -> None:
    assert SUBJECT.header_values("VARY") == ["Accept", "Cookie"]


def test_more_variables_keep_what_was_parsed() -> None:
    more = SUBJECT.with_variables({"user": "Grace", "n": 1})

    assert more.variables == {"user": "Grace", "ids": [7, 8], "n": 1}
    assert more.content.json is SUBJECT.content.json
    assert Subject().variables == {}
