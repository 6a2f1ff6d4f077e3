"""Every request of the shipped collection can be sent, and its checks pass."""

import asyncio

from workbench.engine.order import Order
from workbench.engine.session import Session
from workbench.engine.stored import load_stored
from workbench.model import Exchange, requests
from workbench.store.collection_store import CollectionStore
from workbench.store.shipped import shipped_collections
from workbench.templating import variables_of

# The tour takes its time and shows much; a test need not.
QUICK = {"delay": "0", "seconds": "0.01", "bytes": "300000"}


def play_all(url: str, environment: str | None) -> list[Exchange]:
    """Send every request in order, with what is captured flowing on."""
    root = shipped_collections() / "demo"
    store = CollectionStore(root)
    collection = store.load()
    given = variables_of({"base_url": url} | QUICK)

    async def main() -> list[Exchange]:
        session = Session(root, baseline=lambda order: load_stored(store, order))
        try:
            return [
                await session.send(
                    Order(collection, saved.spec, saved.id, environment, given), lambda _: None
                )
                for saved in requests(collection.root)
            ]
        finally:
            await session.aclose()

    return asyncio.run(main())


def test_the_checks_of_every_request_pass_again_and_again(demo_url: str) -> None:
    for environment in (None, "local"):
        exchanges = play_all(demo_url, environment)

        assert len(exchanges) >= 28
        assert [exchange.failure for exchange in exchanges if exchange.failure] == []
        wrong = {
            exchange.request: verdict
            for exchange in exchanges
            for verdict in exchange.verdicts
            if not verdict.passed
        }
        assert wrong == {}
        judged = [exchange for exchange in exchanges if exchange.verdicts]
        assert len(judged) >= len(exchanges) - 1  # one fails on purpose, now and then
        lost = [c for exchange in exchanges for c in exchange.captured if c.problem]
        assert lost == []


def test_every_request_and_folder_is_readable_described_and_ordered() -> None:
    collection = CollectionStore(shipped_collections() / "demo").load()

    assert collection.problems == ()
    files = list((shipped_collections() / "demo").rglob("*.toml"))
    plain = [
        path
        for path in files
        if path.name not in ("collection.toml", "folder.toml")
        and not path.name.endswith(".baseline.toml")
        and path.parent.name != "environments"
    ]
    assert len(list(requests(collection.root))) == len(plain)
    assert all(one.spec.name and one.spec.description for one in requests(collection.root))
    assert sorted(collection.environments) == ["local", "staging"]
    assert collection.environments["staging"].protected
