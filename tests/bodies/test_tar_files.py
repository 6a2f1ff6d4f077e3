import gzip
import tarfile
from io import BytesIO

import pytest

from workbench.bodies import tar_files
from workbench.bodies.decoded import Held
from workbench.bodies.tar_files import Gunzipped, is_tar, tar_lines

from .growing import plain


def archive(count: int = 2, size: int = 1000, form: int = tarfile.PAX_FORMAT) -> bytes:
    file = BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as made:
        folder = tarfile.TarInfo("dir")
        folder.type, folder.mtime = tarfile.DIRTYPE, 1_700_000_000
        made.addfile(folder)
        for number in range(count):
            member = tarfile.TarInfo(f"dir/a\x1b{number}" + "é" * 120)
            member.size, member.mtime = size, 1_700_000_000
            made.addfile(member, BytesIO(b"x" * size))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "../../etc/passwd"
        made.addfile(link)
    return file.getvalue()


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_files_are_listed(form: int) -> None:
    data = archive(form=form)
    rows = plain(list(tar_lines(BytesIO(data))))

    assert is_tar(data)
    assert rows[0] == "             0  2023-11-14 22:13  dir/"
    assert rows[1] == "         1,000  2023-11-14 22:13  dir/a␛0" + "é" * 120
    assert rows[3].endswith("link → ../../etc/passwd")


def test_packed_files_are_listed_and_a_bomb_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    data = gzip.compress(archive(size=1_000_000))
    whole = plain(list(tar_lines(Gunzipped(Held(data)))))
    monkeypatch.setattr(tar_files, "MOST_UNPACKED", 1 << 20)
    cut = plain(list(tar_lines(Gunzipped(Held(data)))))

    assert len(whole) == 4
    assert whole[1:3] == cut[1:3]
    assert cut[-1] == "… only the first 1 MB are unpacked"


def test_what_is_cut_or_broken_is_listed_as_far_as_it_goes() -> None:
    data = archive()
    rows = plain(list(tar_lines(BytesIO(data[:2500]))))
    broken = bytearray(gzip.compress(data))
    broken[-30:-10] = bytes(20)

    assert rows[0].endswith("dir/")
    assert "cannot be read any further" in rows[-1]
    assert list(tar_lines(Gunzipped(Held(bytes(broken)))))
    with pytest.raises(ValueError):
        list(tar_lines(BytesIO(b"no archive" * 100)))
