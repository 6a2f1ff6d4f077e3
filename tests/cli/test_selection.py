from dataclasses import replace
from pathlib import Path

import pytest

from workbench.cli.selection import choose, select
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


def made(*inner: SavedRequest | Broken) -> Collection:
    return Collection(Folder("", "Shop", children=(ONE, Folder("in", "In", children=inner))))


def test_a_folder_means_all_its_requests_in_order() -> None:
    assert choose(made(TWO), "") == [ONE, TWO]
    assert choose(made(TWO), "in") == [TWO]
    assert choose(made(TWO), "in/two") == [TWO]


def test_what_cannot_be_read_matters_only_where_it_is_asked_for() -> None:
    assert choose(made(BROKEN), "one") == [ONE]
    for wanted in ("", "in", "in/broken"):
        with pytest.raises(WorkbenchError) as caught:
            choose(made(TWO, BROKEN), wanted)
        assert caught.value.problems == (BROKEN.problem,)


def test_a_likely_place_is_offered_for_one_that_is_not_there() -> None:
    with pytest.raises(WorkbenchError) as caught:
        choose(made(ONE), "oen")
    (problem,) = caught.value.problems
    assert problem.what == 'there is no request or folder "oen" in Shop'
    assert problem.hint == 'did you mean "one"?'


@pytest.mark.parametrize("wanted", ["in", "nowhere"])
def test_nothing_to_send_is_an_error(wanted: str) -> None:
    with pytest.raises(WorkbenchError, match="there is no request"):
        choose(made(), wanted)


def test_paths_are_taken_in_their_order_and_requests_once(shop: Path) -> None:
    (selected,) = select([shop / "users", shop / "list", shop])

    assert [saved.id for saved in selected.chosen] == ["users/delete", "users/get", "list"]


def test_tags_leave_the_others_out(shop: Path) -> None:
    (shop / "list.toml").write_text('url = "http://h/"\ntags = ["smoke", "fast"]\n')
    (selected,) = select([shop], ["fast", "slow"])

    assert [saved.id for saved in selected.chosen] == ["list"]
    with pytest.raises(WorkbenchError) as caught:
        select([shop], ["smok"])
    assert str(caught.value) == ('no request there has the tag "smok"\nhint: did you mean "smoke"?')


def test_a_tag_of_other_requests_is_told_as_such(shop: Path) -> None:
    (shop / "list.toml").write_text('url = "http://h/"\ntags = ["smoke"]\n')

    with pytest.raises(WorkbenchError, match=r"hint: others in the collection have it$"):
        select([shop / "users"], ["smoke"])


def test_an_environment_is_no_request() -> None:
    collection = replace(made(ONE), environments={"dev": Environment("dev")})

    with pytest.raises(WorkbenchError, match=r"hint: it is an environment: --env dev$"):
        choose(collection, "environments/dev")


def test_collections_are_kept_apart(shop: Path, tmp_path: Path) -> None:
    other = tmp_path / "bank"
    other.mkdir()
    (other / "collection.toml").write_text("format = 1\n")
    (other / "pay.toml").write_text('url = "http://h/"\n')
    found = select([shop / "list", other])

    assert [[saved.id for saved in each.chosen] for each in found] == [["list"], ["pay"]]
    assert [order.environment for order in found[1].orders("live", {})] == ["live"]


def test_all_that_cannot_be_sent_is_told_at_once(shop: Path) -> None:
    (shop / "list.toml").write_text("url =\n")
    with pytest.raises(WorkbenchError) as caught:
        select([shop / "list", shop / "empty"])

    assert len(caught.value.problems) == 2
