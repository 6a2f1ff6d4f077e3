"""Which commands matter on the response pane as it is now. No widgets here."""

from workbench.model import Exchange

BODY = [
    "find",
    "filter-body",
    "view-mode",
    "copy",
    "check-value",
    "capture-value",
    "save-body",
    "page-body",
]
FILE = ["open-body", "save-body", "view-mode", "find", "copy"]
TALK = ["write-message", "saved-message", "open-row", "ping", "close-socket", "find"]
TABS = {"Checks": ["accept-baseline", "copy"]}
EVERYWHERE = ["next-response-tab", "compare", "reveal"]
LISTS = frozenset(("frames", "events"))  # views with a row for each message
FILES = frozenset(("facts", "picture", "files", "contents"))  # of what is no text


def offers(exchange: Exchange | None, tab: str, view: str, *, talks: bool) -> list[str]:
    """Return the ids of commands, the most important ones first.

    `view` is how the body is drawn, `talks` whether a WebSocket can be written to.
    """
    return [*_own(exchange, tab, view, talks=talks), *EVERYWHERE]


def _own(exchange: Exchange | None, tab: str, view: str, *, talks: bool) -> list[str]:
    if talks:
        return TALK
    if tab != "Body":
        return TABS.get(tab, ["copy"])
    if exchange is not None and not exchange.size:
        return []
    if view in FILES:
        return FILE
    lists = ["open-row"] if view in LISTS else []
    grows = ["follow"] if exchange is not None and exchange.phase != "done" else []
    return [*lists, *grows, *BODY]
