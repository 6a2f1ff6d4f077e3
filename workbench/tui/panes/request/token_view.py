"""The OAuth 2 token of a request: what it says, and how long it is good for."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from workbench.bodies.jwt import decode_token, token_lines
from workbench.tui.keyboard import keymap_of
from workbench.tui.widgets.bindings import bindings
from workbench.tui.widgets.lines import Lines
from workbench.tui.widgets.safe import line_content

if TYPE_CHECKING:
    from workbench.engine.tokens import KnownToken

Wish = Literal["refresh", "new", "clear"]
MASK = "•" * 8
SOON = 60  # seconds before the end that are a reason to warn
MOST_ROWS = 9
LONGEST_SHOWN = 4096  # characters of a token
FAINT = "$muted"
COLORS = {"key": "$json-key", "string": "$json-string", "number": "$json-number",
          "word": "$json-word", "punct": "$json-punct", "more": FAINT}  # fmt: skip


class TokenView(Lines):
    """The token, masked until one asks, its claims, and the time it has left."""

    DEFAULT_CSS = """
    TokenView { display: none; height: 1; margin: 0 1; }
    TokenView.-shown { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("token")

    @dataclass
    class Wanted(Message):
        """The user wants the token refreshed or cleared, or a new one."""

        what: Wish

    def __init__(self) -> None:
        super().__init__(id="token-view")
        self._token: KnownToken | None = None
        self._revealed = False

    def on_mount(self) -> None:
        """Let the time run down."""
        self.set_interval(1, self._draw)

    def show_token(self, token: "KnownToken | None") -> None:
        """Show another token; its text is hidden."""
        if token != self._token:
            self._token, self._revealed = token, False
        self._draw()

    def action_want(self, what: Wish) -> None:
        """Ask for something to be done with the token."""
        self.post_message(self.Wanted(what))

    def action_reveal(self) -> None:
        """Show the token itself, or hide it again."""
        self._revealed = not self._revealed
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with what there is."""
        token = self._token
        if action == "reveal" or parameters == ("clear",):
            return token is not None
        if parameters == ("refresh",):
            return token is not None and token.can_refresh
        return super().check_action(action, parameters)

    def _draw(self) -> None:
        if self.has_class("-shown"):
            key = keymap_of(self.app).told("token.new")
            lines = lines_of(self._token, time.time(), revealed=self._revealed, key=key)
            self.show(list(lines), "token")
            self.styles.height = max(1, min(self.count, MOST_ROWS))


def lines_of(
    token: "KnownToken | None", now: float, *, revealed: bool, key: str = ""
) -> Iterator[Content]:
    """Yield what is to be seen of a token; its text only if it is revealed.

    `key` gets one where there is none.
    """
    if token is None:
        ways = f"sending or {key}" if key else "sending"
        yield line_content(f"○ no token yet: {ways} gets one", FAINT)
        return
    text = token.text[:LONGEST_SHOWN] if revealed else MASK
    scope = f"  scope {token.scope}" if token.scope else ""
    yield _left(token.expires_at, now) + line_content(f"  {text}") + line_content(scope, FAINT)
    try:
        said = decode_token(token.text)
    except ValueError:
        yield line_content("it says nothing of itself: it is no JSON Web Token", FAINT)
        return
    lines = list(token_lines(said))
    claims = lines.index((("word", "claims"),))  # which matter more than the header
    for line in (*lines[claims + 1 :], *lines[:claims]):
        yield Content("").join(line_content(part, COLORS.get(kind, "")) for kind, part in line)


def _left(expires_at: float | None, now: float) -> Content:
    if expires_at is None:
        return line_content("● token, no known end", "$success bold")
    left = int(expires_at - now)
    if left < 0:
        return line_content(f"✗ expired {clock(-left)} ago", "$error bold")
    mark, color = ("!", "$warning") if left < SOON else ("●", "$success")
    return line_content(f"{mark} expires in {clock(left)}", f"{color} bold")


def clock(seconds: int) -> str:
    """Return a time as people read it from a clock: `4:05`, `1:00:00`, `3 days`."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours >= 48:
        return f"{hours // 24} days"
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
