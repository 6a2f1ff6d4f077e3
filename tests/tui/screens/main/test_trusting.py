from pathlib import Path

import pytest

from tests.tui.shops import desk, write_shop
from workbench.engine.order import Order
from workbench.engine.sources import Untrusted
from workbench.model import Capabilities, SavedRequest
from workbench.store.collection_store import CollectionStore
from workbench.store.paths import state_dir
from workbench.tui.screens.main.trusting import Trusting
from workbench.tui.screens.questions import Questions
from workbench.tui.screens.trust import AskTrust

pytestmark = pytest.mark.anyio


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shop = write_shop(tmp_path)
    (shop / "environments/local.toml").write_text('[secrets]\ntoken = "env:SHOP_TOKEN"\n')
    (shop / "secret.toml").write_text(
        'name = "Secret"\nmethod = "POST"\nurl = "{{base_url}}/echo"\n'
        '[headers]\nX-Token = "{{token}}"\n'
        '[body]\ntype = "text"\ntext = "{{prompt(\'Who?\')}}"\n'
    )
    (shop / "other.toml").write_text("url = \"{{base_url}}/{{env('OTHER')}}\"\n")
    return shop


def test_all_that_the_collection_will_want_is_asked_for_at_once(root: Path) -> None:
    collection = CollectionStore(root).load()
    found = collection.find("secret")
    assert isinstance(found, SavedRequest)
    trusting, missing = Trusting(root), Capabilities(apps=frozenset({"a:b"}))
    order = Order(collection, found.spec, "secret", "local")

    wanted = trusting.wanted(missing, order)
    assert wanted.env_names == {"SHOP_TOKEN", "OTHER"}
    assert wanted.apps == {"a:b"}

    trusting.grant(Capabilities(env_names=frozenset({"OTHER"})))
    assert trusting.wanted(missing, order).env_names == {"SHOP_TOKEN"}
    trusting.grants.check(Capabilities(env_names=frozenset({"OTHER"})))
    with pytest.raises(Untrusted):
        trusting.grants.check(wanted)


def test_a_record_that_cannot_be_read_grants_nothing(root: Path) -> None:
    trusting = Trusting(root)
    trusting.grant(Capabilities(env_names=frozenset({"OTHER"})))
    (record,) = (state_dir() / "trust").iterdir()
    record.write_text("{")

    with pytest.raises(Untrusted):
        trusting.grants.check(Capabilities(env_names=frozenset({"OTHER"})))


async def test_a_request_is_sent_once_it_is_trusted_and_its_questions_are_answered(
    root: Path, demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "s3cret-canary")
    async with desk(root, demo_url) as at:
        await at.open("secret")
        await at.press("ctrl+r")
        await at.until(lambda: isinstance(at.app.screen, AskTrust))
        assert "read the environment variable SHOP_TOKEN" in at.text
        await at.press("n")
        await at.until(lambda: not at.main.bench.dispatch.busy)
        assert not at.main.state.exchanges

        await at.press("ctrl+r")
        await at.until(lambda: isinstance(at.app.screen, AskTrust))
        await at.press("y")
        await at.until(lambda: isinstance(at.app.screen, Questions))
        await at.press(*"ada", "enter")
        await at.done()

        exchange = at.main.state.exchanges["secret"]
        assert exchange.status == 200
        assert "s3cret-canary" not in repr(exchange)


async def test_leaving_the_questions_sends_nothing(
    root: Path, demo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "s3cret")
    Trusting(root).grant(
        Capabilities(
            env_names=frozenset({"SHOP_TOKEN"}),
            secret_hosts=frozenset({(demo_url.removeprefix("http://"), "token")}),
        )
    )
    async with desk(root, demo_url) as at:
        await at.open("secret")
        await at.press("ctrl+r")
        await at.until(lambda: isinstance(at.app.screen, Questions))
        await at.press("escape")
        await at.until(lambda: not at.main.bench.dispatch.busy)

        assert not at.main.state.exchanges
