import pytest

from workbench.errors import WorkbenchError
from workbench.formats.folder_toml import (
    FolderFile,
    decode_folder,
    edit_folder_name,
    edit_order,
    encode_folder,
)
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


def test_the_order_changes_item_by_item() -> None:
    text = '\ufeffformat = 1\norder = [\n  "a", # first\n]\n'

    assert edit_order(text, ["a"]) is text
    assert edit_order(text, ["a", "b"]) == (
        '\ufeffformat = 1\norder = [\n  "a", # first\n  "b",\n]\n'
    )


def test_a_first_order_stands_below_the_name() -> None:
    assert edit_order("name = 'x' # c\n[headers]\n", ["a"]) == (
        "name = 'x' # c\norder = [\"a\"]\n[headers]\n"
    )


def test_the_name_changes_in_its_line() -> None:
    assert edit_folder_name("name = 'x' # c\n", "y") == "name = 'y' # c\n"
    assert edit_folder_name("name = 'x'", "x") == "name = 'x'"
