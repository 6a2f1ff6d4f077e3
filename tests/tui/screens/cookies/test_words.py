import pytest

from workbench.model import KeptCookie
from workbench.tui.screens.cookies import words

SID = KeptCookie("sid", "s3cret", "shop.dev", "/", secure=True, http_only=True, same_site="lax")


@pytest.mark.parametrize(
    ("left", "words_for_it"),
    [(-5, "0 s"), (59, "59 s"), (120, "2 min"), (7200, "2 h"), (3 * 86400, "3 d")],
)
def test_a_lifetime_is_told_in_the_unit_that_fits(left: float, words_for_it: str) -> None:
    assert words.lifetime(KeptCookie("a", "1", "h", expires=1000 + left), 1000) == words_for_it


def test_one_without_an_end_ends_with_the_session() -> None:
    assert words.lifetime(SID, 0) == "session"


def test_a_value_is_hidden_until_it_is_revealed() -> None:
    hidden = words.row(SID, 120, 0, first=True, revealed=False).plain
    shown = words.row(SID, 120, 0, first=False, revealed=True).plain

    assert "*.shop.dev" in hidden
    assert "s3cret" not in hidden
    assert "s3cret" in shown
    assert "shop.dev" not in shown
    assert "secure, http-only, lax" in hidden
    details = [line.plain for line in words.details(SID, revealed=False, reveals="s reveals it")]
    assert not any("s3cret" in line for line in details)
    assert any("(s reveals it)" in line for line in details)
    assert any("s3cret" in line.plain for line in words.details(SID, revealed=True))
