"""The large collection of the tour."""

from pathlib import Path

_LINE = '{"id": 1, "key": [1, 2.5, true, null, "text \\n {{place}}"]}'
BODY = "[\n" + ",\n".join([_LINE] * 16_000) + "\n]\n"  # 1 MB


def write_collection(root: Path, requests: int) -> Path:
    """Write a collection with so many requests, twenty to a folder, and some to look at closely."""
    files = {
        "collection.toml": 'format = 1\nname = "Large"\n',
        "environments/local.toml": '[variables]\nplace = "here"\n',
        "environments/far.toml": 'protected = true\n[variables]\nplace = "far"\n',
        "a-users.toml": (
            'name = "Users"\nurl = "{{base_url}}/users"\n[params]\npage = "1"\n'
            "[checks]\nexpect = ['status == 200', 'jsonpath \"$.users\" count == 5']\n"
        ),
        "a-stream.toml": 'name = "Stream"\nurl = "{{base_url}}/stream?lines=400&delay=0.005"\n',
        "a-large.toml": (
            'name = "Large"\nmethod = "POST"\nurl = "{{base_url}}/echo"\n'
            f"[body]\ntype = \"json\"\ntext = '''\n{BODY}'''\n"
        ),
        "a-big.toml": 'name = "Big"\nurl = "{{base_url}}/json?bytes={{bytes}}"\n',
    }
    for number in range(requests):
        files[f"part-{number // 20:03}/request-{number:04}.toml"] = (
            f'name = "Request {number}"\nmethod = "{("GET", "POST", "PUT")[number % 3]}"\n'
            f'url = "{{{{base_url}}}}/echo/{number}"\ntags = ["t{number % 7}"]\n'
            f'[headers]\nX-Number = "{number}"\n'
            f'[body]\ntype = "json"\ntext = \'{{"number": {number}}}\'\n'
        )
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
