from datetime import UTC, datetime
from typing import Any

import pytest

from workbench.checks.cookies import find, set_cookie
from workbench.checks.values import NOTHING, Unmet

LSID = (
    "LSID=DQAAAKEaem_vYg; Expires=Wed, 13 Jan 2021 22:23:01 GMT; Secure; HttpOnly; "
    "Path=/accounts; SameSite=Lax; Max-Age=-1"
)


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("Value", "DQAAAKEaem_vYg"),
        ("Expires", datetime(2021, 1, 13, 22, 23, 1, tzinfo=UTC)),
        ("Max-Age", -1),
        ("max-age", -1),
        ("Domain", NOTHING),
        ("Path", "/accounts"),
        ("Secure", True),
        ("HttpOnly", True),
        ("SameSite", "Lax"),
    ],
)
def test_each_attribute_has_its_type(attribute: str, value: Any) -> None:
    assert set_cookie(LSID).attribute(attribute) == value


@pytest.mark.parametrize("header", ["a=1; Max-Age=soon", "a=1; Expires=tomorrow"])
def test_an_attribute_that_makes_no_sense_is_unmet(header: str) -> None:
    cookie = set_cookie(header)

    with pytest.raises(Unmet):
        cookie.attribute("Max-Age" if "Max" in header else "Expires")


def test_the_last_cookie_of_a_name_counts() -> None:
    headers = [("Set-Cookie", "a=1"), ("set-cookie", "a=2=3; X"), ("Cookie", "a=4")]

    found = find(headers, "a")

    assert found is not None
    assert found.value == "2=3"
    assert find(headers, "b") is None


def test_a_cookie_may_have_no_name() -> None:
    assert set_cookie("just text").value == "just text"
