from tests.tui.conftest import own_places, settling

__all__ = ["own_places", "settling"]
