"""The clients for threads: each is a function that makes a function to call with a URL.

It is called once in every thread that sends, with what the clients of all threads share.
"""

import http.client
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from .measured import Task
from .peers_async import PATIENCE

Get = Callable[[str], bytes]
GetOfThread = Callable[[], Get]


def workbench(task: Task) -> GetOfThread:
    """One Client for all threads."""
    from workbench.client import Client, Limits

    client = Client(
        limits=Limits(task.in_flight, task.in_flight), timeout=PATIENCE, follow_redirects=True
    )
    return lambda: lambda url: client.get(url).content


def httpx(task: Task) -> GetOfThread:
    """One Client for all threads."""
    library: Any = import_module(task.client)
    limits = library.Limits(
        max_connections=task.in_flight, max_keepalive_connections=task.in_flight
    )
    client = library.Client(verify=False, limits=limits, timeout=PATIENCE, follow_redirects=True)
    return lambda: lambda url: client.get(url).content


def requests(task: Task) -> GetOfThread:
    """One Session for all threads, of requests or niquests."""
    library: Any = import_module(task.client)
    session = library.Session()
    session.mount("http://", library.adapters.HTTPAdapter(pool_maxsize=task.in_flight))
    return lambda: lambda url: session.get(url, timeout=PATIENCE).content


def urllib3(task: Task) -> GetOfThread:
    """One PoolManager for all threads."""
    library: Any = import_module("urllib3")
    if find_spec("urllib3_future") is not None:
        raise ModuleNotFoundError("urllib3-future has replaced urllib3 here")
    pool = library.PoolManager(maxsize=task.in_flight, timeout=PATIENCE)
    return lambda: lambda url: pool.request("GET", url).data


def standard_library(task: Task) -> GetOfThread:
    """One connection for each thread."""
    where = urlsplit(task.url)

    def open_connection() -> Get:
        connection = http.client.HTTPConnection(where.netloc, timeout=PATIENCE)

        def get(url: str) -> bytes:
            connection.request("GET", urlsplit(url).path)
            return connection.getresponse().read()

        return get

    return open_connection


SYNC_PEERS: dict[str, Callable[[Task], GetOfThread]] = {
    "workbench": workbench,
    "http.client": standard_library,
    "urllib3": urllib3,
    "requests": requests,
    "niquests": requests,
    "httpx": httpx,
    "httpx2": httpx,
}
