"""Query parameters: an immutable, ordered mapping in which a name may come more than once."""

from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from typing import Union
from urllib.parse import parse_qsl, urlencode

PrimitiveData = str | int | float | bool | None
QueryParamTypes = Union[
    "QueryParams",
    Mapping[str, PrimitiveData | Iterable[PrimitiveData]],
    Iterable[tuple[str, PrimitiveData]],
    str,
    bytes,
]


def text(value: PrimitiveData) -> str:
    """Return a parameter's value as text: true and false in lower case, None as empty."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    return "" if value is None else str(value)


def pairs(params: QueryParamTypes | None) -> list[tuple[str, str]]:
    """Return any accepted form of parameters as a list of pairs."""
    if params is None:
        return []
    if isinstance(params, QueryParams):
        return params.multi_items()
    if isinstance(params, bytes):
        params = params.decode("ascii", "replace")
    if isinstance(params, str):
        return parse_qsl(params.removeprefix("?"), keep_blank_values=True)
    found: list[tuple[str, str]] = []
    for name, value in params.items() if isinstance(params, Mapping) else params:
        if isinstance(value, list | tuple):
            found += [(str(name), text(each)) for each in value]
        else:
            found.append((str(name), text(value)))  # type: ignore[arg-type]  # other iterables are shown as they are
    return found


class QueryParams(Mapping[str, str]):
    """The parameters of a query string.

    As a mapping it shows the first value of each name; `get_list()` and
    `multi_items()` show all. Changing methods return a new object.
    """

    __slots__ = ("_dict",)

    def __init__(self, params: QueryParamTypes | None = None, /, **named: PrimitiveData) -> None:
        if params is not None and named:
            raise TypeError("query parameters are one object or keywords, not both")
        self._dict: dict[str, list[str]] = {}
        for name, value in pairs(named if params is None else params):
            self._dict.setdefault(name, []).append(value)

    def keys(self) -> KeysView[str]:
        """Return the names, each once."""
        return self._dict.keys()

    def values(self) -> ValuesView[str]:
        """Return the first value of each name."""
        return {name: values[0] for name, values in self._dict.items()}.values()

    def items(self) -> ItemsView[str, str]:
        """Return each name with its first value."""
        return {name: values[0] for name, values in self._dict.items()}.items()

    def multi_items(self) -> list[tuple[str, str]]:
        """Return all pairs; repeated names stand together."""
        return [(name, value) for name, values in self._dict.items() for value in values]

    def get_list(self, name: str) -> list[str]:
        """Return all values of a name."""
        return list(self._dict.get(str(name), []))

    def set(self, name: str, value: PrimitiveData = None) -> "QueryParams":
        """Return a copy in which a name has this one value."""
        return self._with({**self._dict, str(name): [text(value)]})

    def add(self, name: str, value: PrimitiveData = None) -> "QueryParams":
        """Return a copy in which a name has this value too."""
        return self._with({**self._dict, str(name): [*self.get_list(name), text(value)]})

    def remove(self, name: str) -> "QueryParams":
        """Return a copy without a name."""
        return self._with({key: list(v) for key, v in self._dict.items() if key != str(name)})

    def merge(self, params: QueryParamTypes | None = None) -> "QueryParams":
        """Return a copy in which these parameters replace those of the same names."""
        return self._with({**self._dict, **QueryParams(params)._dict})

    def _with(self, content: dict[str, list[str]]) -> "QueryParams":
        made = QueryParams()
        made._dict = content
        return made

    def __getitem__(self, name: str) -> str:
        return self._dict[name][0]

    def __contains__(self, name: object) -> bool:
        return name in self._dict

    def __iter__(self) -> Iterator[str]:
        return iter(self._dict)

    def __len__(self) -> int:
        return len(self._dict)

    def __bool__(self) -> bool:
        return bool(self._dict)

    def __hash__(self) -> int:
        return hash(str(self))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, QueryParams):
            return False
        return sorted(self.multi_items()) == sorted(other.multi_items())

    def __str__(self) -> str:
        return urlencode(self.multi_items())

    def __repr__(self) -> str:
        return f"QueryParams({str(self)!r})"
