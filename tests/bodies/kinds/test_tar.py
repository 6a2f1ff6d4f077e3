from tests.bodies.test_tar_files import archive
from tests.bodies.viewing import fed, shown
from workbench.bodies.kinds.tar import KIND


def test_files_are_listed_and_not_unpacked() -> None:
    assert [row.split("  ")[-1][:5] for row in shown(archive())] == [
        "dir/",
        "dir/a",
        "dir/a",
        "link ",
    ]


def test_what_is_no_archive_is_shown_as_bytes() -> None:
    assert not fed(b"\0" * 257 + b"ustar" + b"x" * 400, KIND).ok
