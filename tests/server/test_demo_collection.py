"""Every request of the shipped collection can be sent and gets what its description says."""

import asyncio

from workbench.engine.prepare import resolve
from workbench.engine.progress import RunProgress
from workbench.engine.runner import run
from workbench.engine.session import Session
from workbench.model import Plan, requests
from workbench.store.collection_store import CollectionStore
from workbench.store.shipped import shipped_collections

# All others answer 200.
STATUSES = {
    "users/create": {201},
    "users/delete": {204},
    "auth/nobody": {401},
    "responses/teapot": {418},
    "load/flaky": {200, 503},
}
# The tour takes its time and shows much; a test need not.
QUICK = {"delay": "0", "seconds": "0.01", "bytes": "300000"}


def test_every_request_of_the_demo_collection_gets_its_status(demo_url: str) -> None:
    collection = CollectionStore(shipped_collections() / "demo").load()
    assert collection.problems == ()
    saved = list(requests(collection.root))
    resolved = tuple(
        resolve(
            collection,
            one.spec,
            request=one.id,
            environment=environment,
            variables={"base_url": demo_url} | QUICK,
        )
        for one in saved
        for environment in (None, "local")
        if environment is None or one.id != "users/delete"
    )
    plan = Plan(resolved, concurrency=4)

    async def main() -> dict[str, set[int | None]]:
        progress, session = RunProgress(plan), Session()
        await run(plan, session, progress)
        await session.aclose()
        found: dict[str, set[int | None]] = {}
        for exchange in progress.exchanges:
            assert exchange.failure is None
            found.setdefault(exchange.request, set()).add(exchange.status)
        return found

    found = asyncio.run(main())

    assert len(saved) >= 18
    assert {one.id for one in saved} == found.keys()
    odd = {name: statuses - STATUSES.get(name, {200}) for name, statuses in found.items()}
    assert {name: statuses for name, statuses in odd.items() if statuses} == {}


def test_every_request_and_folder_is_described_and_ordered() -> None:
    collection = CollectionStore(shipped_collections() / "demo").load()

    assert all(one.spec.name and one.spec.description for one in requests(collection.root))
    assert sorted(collection.environments) == ["local", "staging"]
    assert collection.environments["staging"].protected
