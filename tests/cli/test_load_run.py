import asyncio

import pytest

from workbench.cli.load_run import resolve_all
from workbench.engine.order import Order
from workbench.engine.session import Session
from workbench.errors import WorkbenchError
from workbench.model import Collection, Folder, RequestSpec, SavedRequest

ONE = SavedRequest("one", RequestSpec(url="http://h/{{a}}"))
TWO = SavedRequest("two", RequestSpec(url="http://h/{{b}}/{{a}}"))
SHOP = Collection(Folder("", "Shop", children=(ONE, TWO)))


def test_what_is_missing_in_several_requests_is_told_once() -> None:
    orders = [Order(SHOP, saved.spec, saved.id) for saved in (ONE, TWO)]
    with pytest.raises(WorkbenchError) as caught:
        asyncio.run(resolve_all(Session(), orders))

    assert sorted(problem.what for problem in caught.value.problems) == [
        'unresolved "{{a}}"',
        'unresolved "{{b}}"',
    ]
