from pathlib import Path

import pytest

from workbench.engine.finding import Finding
from workbench.engine.inspection import inspect
from workbench.store.collection_store import CollectionStore

FILES = {
    "collection.toml": (
        'format = 1\nname = "Shop"\norder = ["users", "gone"]\n[headers]\nA = "{{nope}}"\n'
    ),
    "environments/local.toml": '[variables]\nbase_url = "http://h"\nall = "{{base_urll}}"\n',
    "environments/far.toml": '[variables]\nall = "x"\n',
    "users/list.toml": (
        'url = "{{base_url}}/{{all}}"\n'
        "[headers]\n"
        'X-Id = "{{uuid}}"\n'
        "heders = 1\n"
        "[captures]\n"
        "id = 'jsonpat \"$.id\"'\n"
        "[checks]\n"
        "expect = [\n"
        "  'status == 200',\n"
        "  'body matches /(/',\n"
        "]\n"
        "[baseline]\n"
    ),
    "users/ring.toml": "url = \"http://h/{{response('users/other')}}\"\n",
    "users/other.toml": "url = \"http://h/{{response('users/ring')}}{{response('users/no')}}\"\n",
    "odd.toml": 'url = "http://h"\nmethd = "GET"\n[auth]\ntype = "bearer"\n'
    'token = "ghp_0123456789abcdefghijABCDEFGHIJ012345"\n',
    "broken.toml": 'url = "\n',
}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "shop" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "shop"


def found(root: Path, file: str) -> list[tuple[int | None, str]]:
    return [(f.line, f.what) for f in inspect(CollectionStore(root)) if f.file == file]


def finding(root: Path, words: str) -> Finding:
    (one,) = [each for each in inspect(CollectionStore(root)) if words in each.what]
    return one


def test_unknown_keys_have_their_line_and_a_likely_spelling(shop: Path) -> None:
    assert finding(shop, "methd") == Finding(
        "odd.toml", 2, 'unknown key "methd"', 'did you mean "method"?'
    )


def test_what_looks_like_a_secret_is_told_at_its_line(shop: Path) -> None:
    assert (5, "a GitHub token is written out here") in found(shop, "odd.toml")


def test_what_cannot_be_read_is_told_once(shop: Path) -> None:
    assert len(found(shop, "broken.toml")) == 1


def test_names_that_are_missing_tell_where_and_in_which_environments(shop: Path) -> None:
    lines = found(shop, "users/list.toml")

    assert (1, 'unresolved "{{base_url}}" in far') in lines
    assert (3, 'unresolved "{{uuid}}"') in lines
    assert (5, 'unresolved "{{nope}}"') in found(shop, "collection.toml")
    assert finding(shop, "base_urll").file == "environments/local.toml"
    assert finding(shop, "base_urll").line == 3


def test_checks_and_captures_that_cannot_be_judged_are_told_at_their_line(shop: Path) -> None:
    lines = [line for line, what in found(shop, "users/list.toml") if " of: " in what]

    assert lines == [6, 10]


def test_responses_that_nobody_gives_and_rings_are_told(shop: Path) -> None:
    assert (1, 'there is no request "users/no" to take a response from') in found(
        shop, "users/other.toml"
    )
    assert "need each other" in found(shop, "users/ring.toml")[0][1]


def test_an_order_without_a_file_and_a_baseline_without_a_response_are_warnings(
    shop: Path,
) -> None:
    warnings = [f for f in inspect(CollectionStore(shop)) if f.severity == "warning"]

    assert {(f.file, f.line) for f in warnings} >= {
        ("collection.toml", 3),
        ("users/list.baseline.toml", None),
    }
    (shop / "users" / "list.baseline.toml").write_text("status = = 1")
    stored = [f for f in inspect(CollectionStore(shop)) if "baseline" in f.file]
    assert [f.severity for f in stored] == ["error"]


def test_a_collection_in_which_nothing_is_wrong_says_so(tmp_path: Path) -> None:
    (tmp_path / "collection.toml").write_text('format = 1\nname = "Well"\n')
    (tmp_path / "one.toml").write_text(
        "url = \"http://h/{{id}}\"\n[captures]\nid = 'status'\n"
        "[checks]\nexpect = ['status == 200']\n"
    )

    assert inspect(CollectionStore(tmp_path)) == ()


def test_messages_are_looked_at_whenever_they_are_said(shop: Path) -> None:
    (shop / "chat.toml").write_text(
        'url = "ws://h/"\n'
        '[[messages]]\nname = "a"\ntext = "{{user}}"\n'
        '[[messages]]\nname = "b"\njson = "{"\ntxt = 1\n'
    )
    lines = found(shop, "chat.toml")

    assert (2, 'unresolved "{{user}}"') in lines
    assert any(what.startswith("the message is not json: ") for _, what in lines)
    assert (8, 'unknown key "txt" in [messages]') in lines


def test_a_type_that_nobody_knows_is_told_once(shop: Path) -> None:
    (shop / "odd.toml").write_text('url = "http://h"\n[auth]\ntype = "barer"\n')

    assert found(shop, "odd.toml") == [(3, 'unknown auth type "barer"')]


def test_a_file_to_send_that_is_not_there_is_a_warning(shop: Path) -> None:
    (shop / "there.txt").write_text("x")
    (shop / "odd.toml").write_text(
        'url = "http://h"\n[body]\ntype = "multipart"\n[body.parts]\n'
        'a = { file = "there.txt" }\nb = { file = "users/gone.txt" }\nc = { file = "{{d}}" }\n'
        'e = { file = "off.txt", enabled = false }\n[variables]\nd = "x"\n'
    )

    assert finding(shop, "gone.txt") == Finding(
        "odd.toml",
        6,
        "users/gone.txt: there is no such file",
        "it is looked for from the collection's root",
        "warning",
    )
    assert len(found(shop, "odd.toml")) == 1


def test_names_that_checks_ask_for_in_vain_are_told_at_their_line(shop: Path) -> None:
    (shop / "odd.toml").write_text(
        "url = 'http://h'\n[captures]\nid = 'body'\n[checks]\nexpect = [\n"
        "  'status == {{id}}',\n  'status == {{nope}}',\n]\n"
    )

    assert found(shop, "odd.toml") == [(7, 'unresolved "{{nope}}"')]


def test_a_json_body_that_is_none_is_a_warning(shop: Path) -> None:
    (shop / "odd.toml").write_text(
        'url = "http://h"\n[body]\ntype = "json"\ntext = \'{"a": "{{b}}", }\'\n'
        '[variables]\nb = "x"\n'
    )

    assert finding(shop, "is not JSON").line == 4
    assert finding(shop, "is not JSON").severity == "warning"
    assert len(found(shop, "odd.toml")) == 1


@pytest.mark.parametrize(
    ("url", "lines"),
    [("http://h", [2]), ("ws://h", []), ("{{at}}://h", []), ("{{base_url}}/x", [2])],
)
def test_messages_that_nobody_says_are_a_warning(url: str, lines: list[int], shop: Path) -> None:
    (shop / "odd.toml").write_text(
        f'url = "{url}"\n[[messages]]\nname = "a"\ntext = "b"\n[variables]\nat = "http"\n'
    )
    (shop / "environments" / "local.toml").write_text(
        '[variables]\nbase_url = "http://h"\nat = "wss"\n'
    )
    (shop / "environments" / "far.toml").write_text('[variables]\nbase_url = "https://h"\n')

    told = [line for line, what in found(shop, "odd.toml") if "never said" in what]
    assert told == lines
