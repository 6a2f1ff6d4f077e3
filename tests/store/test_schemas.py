import json
from pathlib import Path

from workbench.model import RequestSpec
from workbench.store.collection_store import CollectionStore
from workbench.store.new_collection import init_collection
from workbench.store.schemas import schema_files, with_schema_line


def test_each_schema_is_a_file_of_json() -> None:
    titles = {name: json.loads(text)["title"] for name, text in schema_files().items()}

    assert titles[".schema/request.json"] == "Workbench: request"
    assert len(titles) == 4


def test_new_files_name_the_schemas_that_are_there(tmp_path: Path) -> None:
    init_collection(tmp_path, "Shop")
    store = CollectionStore(tmp_path)
    store.load()
    folder = store.create_folder("", "Users")
    node = store.create(folder, RequestSpec(name="List"))

    for name, line in (
        ("collection.toml", "#:schema .schema/collection.json\n"),
        ("hello.toml", "#:schema .schema/request.json\n"),
        ("environments/local.toml", "#:schema ../.schema/environment.json\n"),
        (f"{node}.toml", "#:schema ../.schema/request.json\n"),
    ):
        assert (tmp_path / name).read_text().startswith(line)
        named = (tmp_path / name).parent / line.split()[1]
        assert named.resolve().is_file()
    assert store.load().problems == ()


def test_a_collection_without_schemas_stays_without_them(tmp_path: Path) -> None:
    assert with_schema_line(tmp_path, tmp_path / "a.toml", "name = 'x'\n", "request") == (
        "name = 'x'\n"
    )
