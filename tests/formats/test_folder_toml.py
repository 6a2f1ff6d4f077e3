import pytest

from workbench.errors import WorkbenchError
from workbench.formats.folder_toml import (
    FolderFile,
    decode_folder,
    encode_folder,
    folder_from,
)
from workbench.formats.typed import Source
from workbench.model import BasicAuth, Defaults, Options, Row, Variable

FILE = FolderFile(
    name="Shop",
    description="All of it.",
    order=("b", "a"),
    defaults=Defaults(
        headers=(Row("Accept", "*/*"),),
        auth=BasicAuth("u", "p"),
        options=Options(timeout=5),
        variables=(Variable("base_url", "http://x"),),
    ),
)


@pytest.mark.parametrize("root", [True, False])
def test_a_folder_file_reads_back(root: bool) -> None:
    assert decode_folder(encode_folder(FILE, root), "f.toml", root) == FILE
    assert decode_folder(encode_folder(FolderFile(), root), "f.toml", root) == FolderFile()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = 'x'", "f.toml:1: the collection names no format\nhint: add a line: format = 1"),
        ("\nformat = 2", "f.toml:2: format 2 is not known here"),
        ("format = '1'", '"format" must be a whole number'),
        ("format = 1\norder = 'x'", 'f.toml:2: "order" must be a list'),
        ("format = 1\n[variables]\na = 1979-01-01", 'f.toml:3: "a" must be text'),
    ],
)
def test_a_wrong_collection_file_is_placed(text: str, message: str) -> None:
    with pytest.raises(WorkbenchError, match=message):
        decode_folder(text, "f.toml", root=True)


def test_variables_keep_their_types_and_what_nobody_knows_is_listed() -> None:
    file = decode_folder("[variables]\nport = 80\n[auth]\ntype = 'hawk'\n", "f.toml", root=False)

    assert file.defaults.variables == (Variable("port", 80),)
    assert file.unsupported == ('auth type "hawk"',)


def test_a_parsed_folder_is_read_without_parsing_it_again() -> None:
    assert folder_from({"name": "x"}, Source("", "f")) == FolderFile("x")
