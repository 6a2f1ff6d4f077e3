import stat
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.model import KeptCookie
from workbench.store.cookies import CookieFiles

SESSION = KeptCookie("sid", "s3cret", "shop.dev", host_only=True, http_only=True)
OLD = KeptCookie("old", "1", "shop.dev", "/a", expires=100.0)
NEW = KeptCookie("new", "ä", "shop.dev", same_site="lax", secure=True, expires=1e12)


@pytest.fixture
def files(tmp_path: Path) -> CookieFiles:
    (tmp_path / "shop").mkdir()
    return CookieFiles(tmp_path / "state" / "cookies", tmp_path / "shop", clock=lambda: 1000.0)


def paths(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "state").rglob("*") if path.is_file()]


def test_cookies_are_kept_apart_for_each_environment(files: CookieFiles) -> None:
    files.save("live", [SESSION, NEW])
    files.save(None, [NEW])

    assert files.load("live") == (SESSION, NEW)
    assert files.load(None) == (NEW,)
    assert files.load("none") == ()


def test_what_has_expired_is_gone_and_what_ends_with_the_session_stays(files: CookieFiles) -> None:
    files.save("live", [OLD, SESSION])

    assert files.load("live") == (SESSION,)


def test_nobody_else_can_read_them(files: CookieFiles, tmp_path: Path) -> None:
    files.save("../../odd", [SESSION])
    files.save("../../odd", [NEW])
    (path,) = paths(tmp_path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert b"s3cret" not in path.read_bytes()


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"environment": null, "cookies": [1]}'])
def test_what_cannot_be_read_is_set_aside_and_blocks_nothing(
    files: CookieFiles, tmp_path: Path, data: bytes
) -> None:
    files.save("live", [SESSION])
    paths(tmp_path)[0].write_bytes(data)

    with pytest.raises(WorkbenchError, match="goes on without them"):
        files.load("live")
    assert files.load("live") == ()
    files.save("live", [NEW])
    assert files.load("live") == (NEW,)
    assert data in [path.read_bytes() for path in paths(tmp_path)]


def test_a_cookie_prints_without_its_value() -> None:
    assert "s3cret" not in repr(SESSION)
