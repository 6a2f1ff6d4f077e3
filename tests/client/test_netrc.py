"""Whose password goes where: hosts, ports, users, redirects, and a file others may read."""

from base64 import b64decode
from pathlib import Path

import pytest

from tests.client.conftest import OpenClient
from tests.server.loopback import Loopback
from workbench.client import NetRCAuth, Request

TEXT = """
machine a.example login ann password a1
machine a.example:8443 login port password p1
machine Upper.example login up password u1
machine nopass.example login ann
default login any password d1
"""


def written(folder: Path, text: str = TEXT, mode: int = 0o600) -> Path:
    path = folder / "netrc"
    path.write_text(text)
    path.chmod(mode)
    return path


def sent_to(url: str, path: Path) -> str:
    request = next(NetRCAuth(str(path)).auth_flow(Request("GET", url)))
    value = request.headers.get("authorization", "").removeprefix("Basic ")
    return b64decode(value).decode()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.example/", "ann:a1"),
        ("http://A.Example:8000/", "ann:a1"),
        ("https://a.example:8443/", "port:p1"),
        ("http://upper.example/", "up:u1"),
        ("http://other.example/", "any:d1"),
        ("http://nopass.example/", ""),
        ("http://ann@a.example/", "ann:a1"),
        ("http://eve@a.example/", ""),
        ("http://a.example@other.example/", ""),
        ("http://a.example:x@evil.example/", "a.example:x"),
        ("http://ann:own@a.example/", "ann:own"),
    ],
)
def test_the_entry_of_the_parsed_host_is_used(tmp_path: Path, url: str, expected: str) -> None:
    assert sent_to(url, written(tmp_path)) == expected


def test_without_a_default_an_unknown_host_gets_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, "machine a login b password c")

    assert sent_to("http://a.evil/", path) == sent_to("http://evil/?machine=a", path) == ""


def test_a_file_that_others_may_read_is_warned_about(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="its mode is 0644"):
        NetRCAuth(written(tmp_path, mode=0o644))


def test_the_home_folders_file_is_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))

    with pytest.raises(FileNotFoundError):
        NetRCAuth()
    written(tmp_path).rename(tmp_path / ".netrc")
    NetRCAuth()


@pytest.mark.parametrize("text", ["machine a s3cret b", "machine a login \xff s3cret s3cret x"])
def test_an_error_in_the_file_does_not_quote_it(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match="netrc: line") as caught:
        NetRCAuth(written(tmp_path, text))
    assert "s3cret" not in str(caught.value)


@pytest.mark.anyio
async def test_nothing_goes_where_a_redirect_leads(
    open_client: OpenClient, server: Loopback, tmp_path: Path
) -> None:
    auth = NetRCAuth(written(tmp_path))
    with Loopback() as other:
        await open_client(auth=auth, follow_redirects=True).get(
            server / f"redirect?to={other.url}/echo"
        )

        assert server.requests[0].header("authorization") is not None
        assert other.requests[0].header("authorization") is None


@pytest.mark.anyio
async def test_no_file_is_looked_for_unless_it_is_asked_for(
    open_client: OpenClient, server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / ".netrc"
    path.write_text("machine 127.0.0.1 login ann password a1\ndefault login any password d1")
    path.chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(path))

    await open_client(trust_env=True).get(server / "echo")
    await open_client(auth=NetRCAuth()).get(server / "echo")

    assert [seen.header("authorization") is None for seen in server.requests] == [True, False]
