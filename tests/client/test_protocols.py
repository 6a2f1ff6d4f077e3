"""Which versions of HTTP may be asked for."""

import sys

import pytest

from workbench.client import AsyncClient, Client


@pytest.mark.parametrize("client", [Client, AsyncClient])
def test_something_must_be_left_to_speak(client: type) -> None:
    with pytest.raises(ValueError, match="one of http1 and http2"):
        client(http1=False, http2=False)


def test_http2_without_its_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.delitem(sys.modules, "h2", raising=False)

    with pytest.raises(ImportError, match="pip install h2"):
        Client(http2=True)
