"""Somebody else who changes the files of a collection: git, or another editor."""

import random
import re
from pathlib import Path

ODD = {"collection.toml", "folder.toml"}
METHODS = ["GET", "PUT", "DELETE", "PATCH"]


class Others:
    """Changes request files as `git checkout` would: rewritten, renamed, gone, back again."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self._root, self._chance = root, chance
        self._gone: list[tuple[Path, bytes]] = []
        self._made = 0

    def act(self) -> str:
        """Change something, and tell what."""
        acts = [self._rewrite] * 4 + [self._remove, self._bring_back, self._add, self._rename]
        return self._chance.choice([*acts, self._break])()

    def _any(self) -> Path | None:
        found = sorted(self._root.rglob("*.toml"))
        files = [each for each in found if self._is_request(each)]
        return self._chance.choice(files) if files else None

    def _is_request(self, path: Path) -> bool:
        return path.name not in ODD and "environments" not in path.parts and path.name[0] != "."

    def _rewrite(self) -> str:
        path = self._any()
        if path is None:
            return self._add()
        text = path.read_text()
        way = self._chance.randrange(3)
        if way == 0:
            text = re.sub(r'^method = "\w*"\n', "", text, flags=re.MULTILINE)
            text = f'method = "{self._chance.choice(METHODS)}"\n{text}'
        elif way == 1:
            text = re.sub(
                r'^(url = ")', rf"\1{self._chance.choice('hxy')}", text, flags=re.MULTILINE
            )
        else:
            text = f"# {self._chance.random()}\n{text}"
        path.write_text(text)
        return f"others write {path.name}: {text!r}"

    def _remove(self) -> str:
        path = self._any()
        if path is None:
            return self._add()
        self._gone.append((path, path.read_bytes()))
        path.unlink()
        return f"others remove {path.name}"

    def _bring_back(self) -> str:
        if not self._gone:
            return self._remove()
        path, data = self._gone.pop()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return f"others bring back {path.name}"

    def _add(self) -> str:
        self._made += 1
        path = self._root / f"theirs-{self._made}.toml"
        path.write_text(f'name = "Theirs {self._made}"\nurl = "{{{{base_url}}}}/echo"\n')
        return f"others add {path.name}"

    def _rename(self) -> str:
        path = self._any()
        if path is None:
            return self._add()
        self._made += 1
        path.rename(path.with_name(f"moved-{self._made}.toml"))
        return f"others rename {path.name} to moved-{self._made}.toml"

    def _break(self) -> str:
        path = self._any()
        if path is None:
            return self._add()
        self._gone.append((path, path.read_bytes()))
        path.write_text("<<<<<<< ours\n")
        return f"others break {path.name}"
