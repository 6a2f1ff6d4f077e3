"""What comes from history, in words."""

from workbench.engine.history import KeptBytes
from workbench.model import Exchange
from workbench.stats import size

from .widgets.when import when


def kept(exchange: Exchange) -> str:
    """Return what is to be said about what was kept: when it was, and what is missing of it."""
    body, moment = exchange.body, when(exchange.started)
    if isinstance(body, KeptBytes) and body.is_cut:
        return f"{moment}, the first {size(body.size)} of its body"
    return moment
