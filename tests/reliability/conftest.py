"""The clients' fixtures: a test that names `kind` runs with threads, asyncio and trio."""

from tests.client.conftest import anyio_backend, client, kind, open_client, scripted, server

__all__ = ["anyio_backend", "client", "kind", "open_client", "scripted", "server"]
