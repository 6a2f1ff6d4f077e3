"""What stands where there is nothing to show, or not yet, and what to do then. No widgets here."""

from collections.abc import Callable

from workbench.model import Exchange

Key = Callable[[str], str]
"""The key of a command by its id, empty where it has none."""

BODILESS = frozenset((204, 205, 304))


def no_body(exchange: Exchange, key: Key) -> str:
    """Return what is said in place of a body; empty where the failure above says it."""
    talk, hop = exchange.talk, exchange.last
    if talk is not None and talk.state == "open":
        writes, saved = key("write-message"), key("saved-message")
        return _joined("connected", _can(writes, "writes"), _can(saved, "sends a saved message"))
    if exchange.phase != "done":
        return _joined("nothing has come yet", _can(key("cancel"), "cancels"))
    if exchange.failure is not None:
        if exchange.failure.kind != "cancelled":
            return ""
        return _joined("cancelled before anything came", _can(key("send"), "sends it again"))
    if hop is not None and hop.method == "HEAD":
        return "no body: HEAD asks for the headers alone"
    if hop is not None and hop.status in BODILESS:
        return f"no body: a response with status {hop.status} has none"
    return "no body: nothing follows the headers"


def no_response(exchange: Exchange) -> str:
    """Return what is said in place of a response that is not there."""
    return "no response" if exchange.phase == "done" else "no response yet"


def how_to_send(key: Key) -> str:
    """Return what is said before the first send."""
    send = key("send")
    return f"Press {send} (or enter in the URL) to send." if send else "Enter in the URL sends."


def how_to_check(key: Key) -> str:
    """Return how a check or a capture is made of a response."""
    ways = _can(key("check-value"), "checks it"), _can(key("capture-value"), "captures it")
    told = ", ".join(filter(None, ways))
    return f"the cursor on a value of a JSON body: {told}" if told else ""


def _can(key: str, what: str) -> str:
    return f"{key} {what}" if key else ""


def _joined(state: str, *ways: str) -> str:
    told = ", ".join(filter(None, ways))
    return f"{state}; {told}" if told else state
