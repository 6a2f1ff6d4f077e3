"""The clients for tasks, each behind the same few calls."""

import ssl
from collections.abc import AsyncIterator, Callable
from importlib import import_module
from typing import Any, Protocol

from .measured import Task

PATIENCE = 60.0  # seconds; every client has a time limit to keep, none is to reach it


class AsyncPeer(Protocol):
    """A client."""

    async def get(self, url: str) -> bytes:
        """Return a small body."""
        ...

    async def download(self, url: str) -> int:
        """Receive a long body in pieces; return its size."""
        ...

    async def upload(self, url: str, pieces: AsyncIterator[bytes]) -> None:
        """Send a long body in chunks."""
        ...

    async def aclose(self) -> None:
        """Close it."""
        ...


def trusted(task: Task) -> ssl.SSLContext | None:
    """Return the context for a server of ours."""
    return ssl.create_default_context(cafile=task.authority) if task.authority else None


class Workbench:
    """Ours, complete: models, cookies, redirects, timings."""

    def __init__(self, task: Task) -> None:
        from workbench.client import AsyncClient, Limits

        limits = Limits(task.in_flight, task.in_flight) if task.fitted else None
        self.client = AsyncClient(
            verify=trusted(task) or True,
            limits=limits,
            http2=task.http2,
            timeout=PATIENCE,
            follow_redirects=True,
        )

    async def get(self, url: str) -> bytes:
        return (await self.client.get(url)).content

    async def download(self, url: str) -> int:
        size = 0
        async with self.client.stream("GET", url) as response:
            async for piece in response.aiter_bytes():
                size += len(piece)
        return size

    async def upload(self, url: str, pieces: AsyncIterator[bytes]) -> None:
        (await self.client.post(url, content=pieces)).raise_for_status()

    async def aclose(self) -> None:
        await self.client.aclose()


class Httpx:
    """httpx, or a fork with its interface."""

    def __init__(self, task: Task) -> None:
        library = import_module(task.client)
        limits = {
            "max_connections": task.in_flight if task.fitted else 100,
            "max_keepalive_connections": task.in_flight if task.fitted else 20,
        }
        self.client: Any = library.AsyncClient(
            verify=trusted(task) or False,
            limits=library.Limits(**limits),
            http2=task.http2,
            timeout=PATIENCE,
            follow_redirects=True,
        )

    async def get(self, url: str) -> bytes:
        content: bytes = (await self.client.get(url)).content
        return content

    async def download(self, url: str) -> int:
        size = 0
        async with self.client.stream("GET", url) as response:
            async for piece in response.aiter_bytes():
                size += len(piece)
        return size

    async def upload(self, url: str, pieces: AsyncIterator[bytes]) -> None:
        (await self.client.post(url, content=pieces)).raise_for_status()

    async def aclose(self) -> None:
        await self.client.aclose()


class Aiohttp:
    """aiohttp."""

    def __init__(self, task: Task) -> None:
        import aiohttp

        limit = task.in_flight if task.fitted else 100
        connector = aiohttp.TCPConnector(limit=limit, ssl=trusted(task) or True)
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        self.session = aiohttp.ClientSession(connector=connector, timeout=timeout)

    async def get(self, url: str) -> bytes:
        async with self.session.get(url) as response:
            content: bytes = await response.read()
        return content

    async def download(self, url: str) -> int:
        size = 0
        async with self.session.get(url) as response:
            async for piece in response.content.iter_any():
                size += len(piece)
        return size

    async def upload(self, url: str, pieces: AsyncIterator[bytes]) -> None:
        async with self.session.post(url, data=pieces) as response:
            response.raise_for_status()
            await response.read()

    async def aclose(self) -> None:
        await self.session.close()


class Niquests:
    """niquests."""

    def __init__(self, task: Task) -> None:
        import niquests

        size = task.in_flight if task.fitted else 10
        self.session: Any = niquests.AsyncSession(pool_connections=size, pool_maxsize=size)
        self.options = {"timeout": PATIENCE, "verify": task.authority or True}

    async def get(self, url: str) -> bytes:
        content: bytes = (await self.session.get(url, **self.options)).content
        return content

    async def download(self, url: str) -> int:
        size = 0
        response = await self.session.get(url, stream=True, **self.options)
        async for piece in await response.iter_content(1 << 18):
            size += len(piece)
        return size

    async def upload(self, url: str, pieces: AsyncIterator[bytes]) -> None:
        (await self.session.post(url, data=pieces, **self.options)).raise_for_status()

    async def aclose(self) -> None:
        await self.session.close()


ASYNC_PEERS: dict[str, Callable[[Task], AsyncPeer]] = {
    "workbench": Workbench,
    "aiohttp": Aiohttp,
    "httpx": Httpx,
    "httpx2": Httpx,
    "niquests": Niquests,
}
