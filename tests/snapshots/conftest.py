from tests.tui.conftest import own_places

__all__ = ["own_places"]
