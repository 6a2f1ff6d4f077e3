import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from workbench import client
from workbench.client import AsyncClient
from workbench.engine.apps import is_asgi, load_app, transport_to
from workbench.errors import WorkbenchError

MODULE = """
async def asgi(scope, receive, send):
    pass

def wsgi(environ, start_response):
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(length)
    start_response("200 OK", [("Content-Type", "text/plain")])
    yield environ["PATH_INFO"].encode()
    yield b" " + body

class Shop:
    async def __call__(self, scope, receive, send):
        pass

shop = Shop()
shop.inner = shop
number = 7

def make():
    return wsgi

def breaks(environ, start_response):
    raise ValueError("on purpose")

def old(scope, receive, send):
    return asgi(scope, receive, send)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "shopping.py").write_text(MODULE)
    (tmp_path / "faulty.py").write_text("raise RuntimeError('no\\nluck')")
    yield tmp_path
    sys.modules.pop("shopping", None)


def get(app: Callable[..., Any], path: str = "/a", content: Any = None) -> client.Response:
    async def main() -> client.Response:
        async with AsyncClient(transport=transport_to(app)) as http:
            return await http.post(f"http://app{path}", content=content)

    return asyncio.run(main())


def test_an_application_is_found_in_the_folders_and_the_path_is_left_as_it_was(
    folder: Path,
) -> None:
    before = list(sys.path)

    assert callable(load_app("shopping:asgi", [folder]))
    assert load_app("shopping:shop.inner", [folder]) is load_app("shopping:shop", [folder])
    assert load_app("shopping:make()", [folder]) is load_app("shopping:wsgi", [folder])
    assert sys.path == before


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("shopping", '"shopping" does not name an application'),
        ("shopping:", '"shopping:" does not name an application'),
        ("no_such_module_here:app", "ModuleNotFoundError"),
        ("shopping:nothing", "AttributeError"),
        ("shopping:number", '"shopping:number" is not an application: it cannot be called'),
        ("faulty:app", "RuntimeError: no luck"),
    ],
)
def test_what_cannot_be_loaded_says_why(folder: Path, name: str, what: str) -> None:
    with pytest.raises(WorkbenchError, match=r".*") as caught:
        load_app(name, [folder])

    assert what in caught.value.problems[0].what


@pytest.mark.parametrize(
    ("name", "kind"),
    [("asgi", True), ("shop", True), ("old", True), ("wsgi", False), ("breaks", False)],
)
def test_the_kind_of_an_application_is_told_from_how_it_is_called(
    folder: Path, name: str, kind: bool
) -> None:
    assert is_asgi(load_app(f"shopping:{name}", [folder])) is kind


def test_what_has_no_signature_is_taken_for_wsgi() -> None:
    assert not is_asgi(type)


def test_a_wsgi_application_answers_without_holding_up_the_loop(folder: Path) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"in "
        yield b"chunks"

    app = load_app("shopping:wsgi", [folder])

    assert get(app, "/b", b"whole").text == "/b whole"
    assert get(app, "/c", chunks()).text == "/c in chunks"


def test_what_an_application_raises_is_an_answer_of_500(folder: Path) -> None:
    async def raising(_scope: object, _receive: object, _send: object) -> None:
        raise ValueError("on purpose")

    assert get(load_app("shopping:breaks", [folder])).status_code == 500
