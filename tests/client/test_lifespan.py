"""The start and the end of an application."""

from typing import Any

import pytest

from workbench.client import ASGITransport, AsyncClient

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    """Both libraries."""
    return str(request.param)


class App:
    """An application that notes its life, and fails where it is told to."""

    def __init__(self, failing: str = "") -> None:
        self.log: list[str] = []
        self.failing = failing

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            for phase in ("startup", "shutdown"):
                message = await receive()
                self.log.append(message["type"])
                scope["state"]["db"] = "open"
                if self.failing == phase:
                    await send({"type": f"lifespan.{phase}.failed", "message": "T\nE: no db"})
                    raise ValueError(phase)
                await send({"type": f"lifespan.{phase}.complete"})
            return
        self.log.append(scope.get("state", {}).get("db", "no state"))
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})


async def test_the_block_of_a_client_spans_the_life_of_its_application() -> None:
    app = App()

    async with AsyncClient(app=app) as client:
        assert (await client.get("http://x/")).text == "ok"

    assert app.log == ["lifespan.startup", "open", "lifespan.shutdown"]


async def test_closing_the_client_twice_shuts_down_once() -> None:
    app = App()

    async with AsyncClient(app=app) as client:
        await client.aclose()

    assert app.log == ["lifespan.startup", "lifespan.shutdown"]


async def test_a_transport_of_one_s_own_runs_no_lifespan_unless_asked() -> None:
    app = App()

    async with AsyncClient(transport=ASGITransport(app)) as client:
        await client.get("http://x/")

    assert app.log == ["no state"]


@pytest.mark.parametrize("phase", ["startup", "shutdown"])
async def test_a_failure_is_raised_with_its_reason(phase: str) -> None:
    app = App(failing=phase)

    with pytest.raises(RuntimeError, match=f"{phase} failed: E: no db") as caught:
        async with AsyncClient(app=app):
            pass
    assert isinstance(caught.value.__cause__, ValueError)


async def test_an_application_without_a_lifespan_goes_on_without() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        await send({"type": "http.response.start", "status": 204})
        await send({"type": "http.response.body"})

    async with AsyncClient(app=app) as client:
        assert (await client.get("http://x/")).status_code == 204
