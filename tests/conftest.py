"""What tests of several packages share."""

from collections.abc import Iterator

import pytest

from workbench.demo import DemoServer


@pytest.fixture(scope="session")
def demo_url() -> Iterator[str]:
    """The URL of a demo server that runs for the whole test session."""
    with DemoServer() as server:
        yield server.wait_for_url()
