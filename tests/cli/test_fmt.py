from pathlib import Path

from click.testing import CliRunner

from workbench.cli.fmt import fmt
from workbench.store.shipped import shipped_collections

from .command import workbench

ODD = "url='http://h'  # here\nname = 'x'\n"
ORDERED = "name = 'x'\nurl = 'http://h'  # here\n"


def formatted(*arguments: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(fmt, [str(word) for word in arguments], standalone_mode=False)
    assert done.exception is None
    return done.return_value, done.stdout, done.stderr


def test_a_folder_comes_into_order_once(shop: Path) -> None:
    (shop / "users" / "odd.toml").write_text(ODD)

    assert formatted(shop / "users") == (
        0,
        f"changed {shop}/users/get.toml\nchanged {shop}/users/odd.toml\n",
        "",
    )
    assert (shop / "users" / "odd.toml").read_text() == ORDERED
    assert formatted(shop / "users") == (0, "", "")


def test_a_check_changes_nothing(shop: Path) -> None:
    odd = shop / "odd.toml"
    odd.write_text(ODD)

    assert formatted("--check", odd) == (1, f"would change {odd}\n", "")
    assert odd.read_text() == ODD
    assert formatted("--check", shop / "list.toml") == (0, "", "")


def test_a_moved_file_names_its_schema_again(shop: Path) -> None:
    moved = shop / "users" / "moved.toml"
    moved.write_text(f"#:schema .schema/request.json\n\n{ORDERED}")

    assert formatted(moved) == (0, f"changed {moved}\n", "")
    assert moved.read_text() == f"#:schema ../.schema/request.json\n\n{ORDERED}"


def test_nothing_to_put_in_order_is_an_error(shop: Path) -> None:
    (shop / "notes.md").touch()

    for place in (shop / "notes.md", shop / "empty"):
        assert formatted(place) == (2, "", f"{place}: there is no file of a collection here\n")


def test_a_file_that_cannot_be_read_stays_and_is_told(shop: Path) -> None:
    (shop / "bad.toml").write_text("name = x\n")
    (shop / "odd.toml").write_text(ODD)

    code, out, err = formatted(shop)

    assert code == 2
    assert f"changed {shop}/odd.toml\n" in out
    assert err.startswith(f"{shop}/bad.toml:1: not valid TOML")
    assert (shop / "bad.toml").read_text() == "name = x\n"


def test_the_command_works_and_refuses_what_is_no_collection(shop: Path) -> None:
    (shop / "odd.toml").write_text(ODD)

    done = workbench("fmt", "--check", "shop/odd.toml", cwd=shop.parent)
    assert (done.code, done.out) == (1, "would change shop/odd.toml\n")
    done = workbench("fmt", ".", cwd=shop.parent)
    assert (done.code, done.out) == (2, "")
    assert '"." is not part of a collection' in done.err


def test_the_shipped_collection_is_in_order() -> None:
    assert formatted("--check", shipped_collections() / "demo") == (0, "", "")
