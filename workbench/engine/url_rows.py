"""A URL as a person sees and types it ⇄ the URL and the rows that a file keeps.

The query that is shown stands in the rows, and so does one that is typed. A query which the
file has in its URL stays there until the user changes the query; then it moves to the rows.
Rows that are not sent keep their place among the others.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from urllib.parse import unquote, unquote_to_bytes

from workbench.model import RequestSpec, Row, Rows
from workbench.templating import Literal, Template, escape, parse

from .address import PATH_PARAMETER, masked_templates, pieces

# What would end or change a name or value in a query; braces in pairs would make a template.
_UNSAFE = re.compile(r"[&#%+\s\x00-\x20\x7f-\x9f]|\{\{|\}\}")
_UNSAFE_NAME = re.compile(rf"=|{_UNSAFE.pattern}")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_MOST_COMPARED = 400  # rows; more are taken as they come


@dataclass(frozen=True, slots=True)
class Address:
    """Where a request goes, as its file has it."""

    url: str
    params: Rows = ()
    path: Rows = ()

    @classmethod
    def of(cls, spec: RequestSpec) -> "Address":
        """Return the address of a request."""
        return cls(spec.url, spec.params, spec.path)

    def put_into(self, spec: RequestSpec) -> RequestSpec:
        """Return a request with this address."""
        return replace(spec, url=self.url, params=self.params, path=self.path)

    @property
    def shown(self) -> str:
        """The URL with the rows of the query in it, as far as they are sent."""
        front, query, fragment = _split(self.url)
        pairs = [_pair(row) for row in self.params if _is_sent(row)]
        if pairs:
            query = "&".join([query, *pairs] if query else pairs)
        return f"{front}{'' if query is None else f'?{query}'}{fragment}"

    @property
    def own_query(self) -> str | None:
        """The query that the file has in the URL itself, not in rows."""
        return _split(self.url)[1]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the path parameters in the URL, each once."""
        return tuple(dict.fromkeys(piece.text for piece in pieces(self.url) if piece.is_parameter))

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of path parameters that have no row."""
        known = {row.name for row in self.path}
        return tuple(name for name in self.names if name not in known)

    def typed(self, text: str) -> "Address":
        """Return what a changed text says. Rows keep all that a text cannot say."""
        if text == self.shown:
            return self
        front, query, fragment = _split(text)
        _, shown, _ = _split(self.shown)
        own = self.own_query
        if query == shown:
            params = self.params
        else:
            kept, pairs = _pairs(query or "")
            moved = tuple(Row(name, value) for name, value in _pairs(own or "")[1])
            params = _merged(pairs, (*moved, *self.params))
            own = kept if kept or (query == "" and not pairs) else None
        url = f"{front}{'' if own is None else f'?{own}'}{fragment}"
        return Address(url, params, self._path_of(Address(url)))

    def _path_of(self, new: "Address") -> Rows:
        """Return the path's rows after another URL has been typed."""
        before, after = self.names, new.names
        if before == after:
            return self.path
        renamed: dict[str, str] = {}
        if len(before) == len(after):
            pairs = zip(before, after, strict=True)
            renamed = {o: n for o, n in pairs if o not in after and n not in before}
        rows = [replace(row, name=renamed.get(row.name, row.name)) for row in self.path]
        gone = set(before) - set(after)
        rows = [row for row in rows if row.name not in gone or row.value or row.description]
        known = {row.name for row in rows}
        added = (Row(name) for name in after if name not in known and name not in before)
        return (*rows, *added)

    def with_path(self, rows: Rows) -> "Address":
        """Return the address with other path rows; a row that is renamed renames its segment."""
        url = self.url
        if len(rows) == len(self.path):
            changed = [
                (old.name, new.name)
                for old, new in zip(self.path, rows, strict=True)
                if old.name != new.name
            ]
            if len(changed) == 1 and PATH_PARAMETER.fullmatch(f"/:{changed[0][1]}", 1):
                url = _renamed(url, *changed[0])
        return replace(self, url=url, path=rows)


def _split(url: str) -> tuple[str, str | None, str]:
    """Return what is before the query, the query, and the fragment with its mark."""
    masked = masked_templates(url)
    end = masked.find("#") if "#" in masked else len(url)
    mark = masked.find("?", 0, end)
    if mark < 0:
        return url[:end], None, url[end:]
    return url[:mark], url[mark + 1 : end], url[end:]


def _is_sent(row: Row) -> bool:
    return row.enabled and not row.removed and bool(row.name)


def _pair(row: Row) -> str:
    return f"{_encoded(row.name, _UNSAFE_NAME)}={_encoded(row.value, _UNSAFE)}"


def _encoded(text: str, unsafe: re.Pattern[str]) -> str:
    return "".join(
        text[piece.start : piece.end]
        if isinstance(piece, Template)
        else unsafe.sub(_percent, text[piece.start : piece.end])
        for piece in parse(text)
    )


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{octet:02X}" for octet in found[0].encode("utf-8", "replace"))


def _pairs(query: str) -> tuple[str, list[tuple[str, str]]]:
    """Return what of a query no row can hold, and the names and values of the rest."""
    kept, pairs = [], []
    masked, start = masked_templates(query), 0
    for part in masked.split("&"):
        written = query[start : start + len(part)]
        if not _is_text(written) or part.startswith("="):  # a row needs a name to be sent
            kept.append(written)
        elif part:
            middle = part.find("=") if "=" in part else len(part)
            pairs.append((_decoded(written[:middle]), _decoded(written[middle + 1 :])))
        start += len(part) + 1
    return "&".join(kept), pairs


def _is_text(written: str) -> bool:
    """Tell whether what is percent-encoded are characters and not just any bytes."""
    try:
        for found in _PERCENT.finditer(written):
            unquote_to_bytes(found[0]).decode()
    except UnicodeDecodeError:
        return False
    return True


def _decoded(written: str) -> str:
    return "".join(_decoded_pieces(written))


def _decoded_pieces(written: str) -> Iterator[str]:
    for piece in parse(written):
        source = written[piece.start : piece.end]
        if isinstance(piece, Template):
            yield source
            continue
        decoded = unquote(source.replace("+", " ")) if isinstance(piece, Literal) else source
        # What was encoded is text, and no template after it is decoded.
        is_new = any(isinstance(part, Template) for part in parse(decoded))
        yield escape(decoded) if is_new else decoded


def _merged(pairs: Sequence[tuple[str, str]], rows: Rows) -> Rows:
    """Return rows with these names and values; each keeps what it had besides."""
    sent = [row for row in rows if _is_sent(row)]
    before = [(row.name, row.value) for row in sent]
    merged: list[Row] = []
    at = 0  # in `rows`

    def catch_up() -> None:
        nonlocal at
        while at < len(rows) and not _is_sent(rows[at]):
            merged.append(rows[at])
            at += 1

    for old_start, old_end, new_start, new_end in _blocks(before, pairs):
        old, new = list(range(old_start, old_end)), list(pairs[new_start:new_end])
        for number in range(max(len(old), len(new))):
            catch_up()
            if number < len(old):
                if number < len(new):
                    name, value = new[number]
                    merged.append(replace(sent[old[number]], name=name, value=value))
                at += 1
            else:
                merged.append(Row(*new[number]))
    catch_up()
    return tuple(merged)


def _blocks(
    before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]
) -> Iterator[tuple[int, int, int, int]]:
    if max(len(before), len(after)) > _MOST_COMPARED:
        yield 0, len(before), 0, len(after)
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    yield from (block[1:] for block in matcher.get_opcodes())


def _renamed(url: str, old: str, new: str) -> str:
    parts = (
        (f":{new}" if piece.text == old else f":{piece.text}") if piece.is_parameter else piece.text
        for piece in pieces(url)
    )
    return "".join(parts)


def with_command(spec: RequestSpec, command: RequestSpec) -> RequestSpec:
    """Return a request that sends what a command does; what it is called and checks stays."""
    address = Address("").typed(command.url)
    return replace(
        spec,
        method=command.method,
        url=address.url,
        path=(),
        params=(*address.params, *command.params),
        headers=command.headers,
        auth=command.auth,
        body=command.body,
        options=command.options,
    )
