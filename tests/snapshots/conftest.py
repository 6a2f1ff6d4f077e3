from tests.tui.conftest import anyio_backend, own_places, settling

__all__ = ["anyio_backend", "own_places", "settling"]
