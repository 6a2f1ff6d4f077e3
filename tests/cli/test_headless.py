import pytest

from workbench.cli.headless import choose, resolve_all
from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    Broken,
    Collection,
    Environment,
    Folder,
    RequestSpec,
    SavedRequest,
)

BROKEN = Broken("in/broken", Problem("cannot be read", "in/broken.toml:1"))
ONE = SavedRequest("one", RequestSpec(url="http://h/{{a}}"))
TWO = SavedRequest("in/two", RequestSpec(url="http://h/{{b}}/{{a}}"))


def shop(*inner: SavedRequest | Broken, **environments: Environment) -> Collection:
    return Collection(
        Folder("", "Shop", children=(ONE, Folder("in", "In", children=inner))), environments
    )


def test_a_folder_means_all_its_requests_in_order() -> None:
    assert choose(shop(TWO), "") == [ONE, TWO]
    assert choose(shop(TWO), "in") == [TWO]
    assert choose(shop(TWO), "in/two") == [TWO]


def test_what_cannot_be_read_matters_only_where_it_is_asked_for() -> None:
    assert choose(shop(BROKEN), "one") == [ONE]
    for wanted in ("", "in", "in/broken"):
        with pytest.raises(WorkbenchError) as caught:
            choose(shop(TWO, BROKEN), wanted)
        assert caught.value.problems == (BROKEN.problem,)


@pytest.mark.parametrize("wanted", ["in", "nowhere"])
def test_nothing_to_send_is_an_error(wanted: str) -> None:
    with pytest.raises(WorkbenchError, match="there is no request"):
        choose(shop(), wanted)


def test_what_is_missing_in_several_requests_is_told_once() -> None:
    with pytest.raises(WorkbenchError) as caught:
        resolve_all(shop(TWO), [ONE, TWO], None, {})

    assert [problem.what for problem in caught.value.problems] == [
        'unresolved "{{a}}"',
        'unresolved "{{b}}"',
    ]
