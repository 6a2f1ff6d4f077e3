"""What tests of several packages share."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from workbench.demo import DemoServer

# How long something takes is no matter of these tests: the machine may be busy.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


@pytest.fixture(scope="session")
def demo_url() -> Iterator[str]:
    """The URL of a demo server that runs for the whole test session."""
    with DemoServer() as server:
        yield server.wait_for_url()
