"""Which versions of HTTP a client may speak."""

from importlib.util import find_spec


def check_protocols(http1: bool, http2: bool) -> None:
    """Refuse settings that leave nothing to speak, or need a package that is not there."""
    if not (http1 or http2):
        raise ValueError("one of http1 and http2 must be True")
    if http2 and find_spec("h2") is None:
        raise ImportError("http2=True needs the package h2: pip install h2")
