import pytest

from workbench.client import BasicAuth, BearerAuth, FunctionAuth
from workbench.client.options import auth_of


def test_a_pair_is_a_user_name_and_a_password() -> None:
    bearer = BearerAuth("t")

    assert isinstance(auth_of(("u", "p")), BasicAuth)
    assert auth_of(bearer) is bearer
    assert auth_of(None) is None
    assert isinstance(auth_of(lambda request: request), FunctionAuth)


def test_anything_else_is_refused_without_showing_it() -> None:
    with pytest.raises(TypeError, match="not str") as caught:
        auth_of("s3cret")  # type: ignore[arg-type]  # the point
    assert "s3cret" not in str(caught.value)
