import stat
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.model import View
from workbench.store.views import load_view, save_view


def test_a_view_comes_back_for_its_own_collection(tmp_path: Path) -> None:
    tabs, filters, pinned = ("b", "a", "c"), ("$.a", "jq"), {"auth/login": "$.a"}
    view = View(frozenset({"auth", "odd\udcff"}), 40, 30, tabs, "a", "c", filters, pinned)
    save_view(tmp_path / "shop", view, tmp_path / "views")
    save_view(tmp_path / "shop", view, tmp_path / "views")

    assert load_view(tmp_path / "shop", tmp_path / "views") == view
    assert load_view(tmp_path / "other", tmp_path / "views") == View()
    (path,) = (tmp_path / "views").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["", "[]", '{"share": "x"}', "[" * 100_000])
def test_what_cannot_be_read_counts_as_never_written(tmp_path: Path, text: str) -> None:
    save_view(tmp_path, View(share=30), tmp_path / "views")
    (path,) = (tmp_path / "views").iterdir()
    path.write_text(text)

    assert load_view(tmp_path, tmp_path / "views") == View()


def test_what_is_active_is_always_one_of_the_open_requests(tmp_path: Path) -> None:
    save_view(tmp_path, View(tabs=("a", "b", "a"), active="x", preview="y"), tmp_path / "views")

    view = load_view(tmp_path, tmp_path / "views")
    assert (view.tabs, view.active, view.preview) == (("a", "b"), "a", None)


def test_what_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "views").write_text("in the way")

    with pytest.raises(WorkbenchError):
        save_view(tmp_path, View(), tmp_path / "views")
