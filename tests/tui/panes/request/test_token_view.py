import base64
import json

import pytest
from textual import on

from workbench.engine.tokens import KnownToken
from workbench.tui.panes.request.token_view import MASK, TokenView, clock, lines_of

from ...widgets.apps import Showing, screen_text

pytestmark = pytest.mark.anyio


def jwt(**claims: object) -> str:
    parts = (json.dumps(part).encode() for part in ({"alg": "none"}, claims))
    return ".".join([*(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts), "s"])


def drawn(token: KnownToken | None, now: float = 1000, *, revealed: bool = False) -> list[str]:
    return [line.plain for line in lines_of(token, now, revealed=revealed, key="n")]


@pytest.mark.parametrize(
    ("expires_at", "said"),
    [(1245.9, "● expires in 4:05"), (1059.0, "! expires in 0:59"), (990.0, "✗ expired 0:10 ago"),
     (None, "● token, no known end")],
)  # fmt: skip
def test_the_time_that_is_left_is_told_by_glyph_and_word(
    expires_at: float | None, said: str
) -> None:
    first, second = drawn(KnownToken("opaque", expires_at, "read write"))

    assert first == f"{said}  {MASK}  scope read write"
    assert second == "it says nothing of itself: it is no JSON Web Token"


def test_claims_are_shown_and_the_token_only_if_it_is_revealed() -> None:
    token = KnownToken(jwt(sub="ada", exp=1_700_000_000))

    hidden, shown = drawn(token), drawn(token, revealed=True)
    assert '  "sub": "ada",' in hidden
    assert any("2023-11-14 22:13:20 UTC" in line for line in hidden)
    assert "the signature is not checked" in hidden
    assert hidden.index('  "sub": "ada",') < hidden.index('  "alg": "none"')
    assert token.text not in "\n".join(hidden)
    assert token.text in shown[0]
    assert drawn(None) == ["○ no token yet: sending or n gets one"]
    (without_key,) = lines_of(None, 0, revealed=False)
    assert without_key.plain == "○ no token yet: sending gets one"


def test_what_a_token_says_cannot_act_on_the_terminal() -> None:
    hostile = KnownToken(jwt(sub="\x1b]0;x\x07[b]"), None, "\x1b[2J")

    assert "\x1b" not in "\n".join(drawn(hostile, revealed=True))


def test_times_as_on_a_clock() -> None:
    assert [clock(each) for each in (5, 65, 3600, 200_000)] == ["0:05", "1:05", "1:00:00", "2 days"]


class Asking(Showing):
    def __init__(self, view: TokenView) -> None:
        super().__init__(view)
        self.asked: list[str] = []

    @on(TokenView.Wanted)
    def _wanted(self, event: TokenView.Wanted) -> None:
        self.asked.append(event.what)


async def test_keys_ask_for_what_can_be_done() -> None:
    view = TokenView()
    app = Asking(view)
    async with app.run_test(size=(80, 20)) as pilot:
        view.add_class("-shown")
        view.show_token(None)
        view.focus()
        await pilot.press("r", "d", "V", "n")
        assert app.asked == ["new"]

        view.show_token(KnownToken("opaque-token", None, "", can_refresh=True))
        await pilot.press("r", "d", "n", "V")
        await pilot.pause()
        assert app.asked == ["new", "refresh", "clear", "new"]
        assert "opaque-token" in screen_text(app)
        view.show_token(KnownToken("another-token"))
        await pilot.pause()
        assert "another-token" not in screen_text(app)
