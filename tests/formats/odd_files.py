"""Request files as people write them: every style that TOML allows, with comments."""

from dataclasses import dataclass, field
from typing import Any, TypeVar

from hypothesis import strategies as st

from workbench.formats import notations
from workbench.formats.auth_table import auth_values, encode_auth
from workbench.formats.body_table import body_values, encode_body_rows
from workbench.formats.checks_table import encode_check, encode_retry
from workbench.formats.fields import encode_fields, field_values
from workbench.formats.folder_toml import FolderFile
from workbench.formats.rows import (
    Notation,
    are_grouped,
    encode_group,
    encode_list,
    encode_rows,
    groups,
)
from workbench.formats.write import dotted, section, string, value
from workbench.model import (
    ApiKeyAuth,
    AuthSpec,
    AwsSigV4Auth,
    Baseline,
    BasicAuth,
    BearerAuth,
    BodySpec,
    Check,
    CheckRetry,
    Checks,
    Environment,
    FileBody,
    FormBody,
    GraphQLBody,
    InheritAuth,
    Message,
    Messages,
    MultipartBody,
    NetrcAuth,
    NoAuth,
    NoBody,
    OAuth2Auth,
    Options,
    Part,
    RequestSpec,
    Row,
    Rows,
    TextBody,
    Variable,
)

T = TypeVar("T")

TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab1 .-_#=[]{}\"'\\\n\t\r\x00\x7f{{é日,"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=12,
)
NAMES = st.one_of(st.sampled_from(["A", "b-c", "value", "x.y", "", "é", '"', "k v"]), TEXTS)
ROW = st.builds(Row, NAMES, TEXTS, st.booleans(), st.booleans(), st.just("") | TEXTS)
ROWS = st.one_of(
    st.lists(ROW, max_size=4, unique_by=lambda row: row.name), st.lists(ROW, max_size=4)
).map(tuple)
AUTHS: st.SearchStrategy[AuthSpec] = st.one_of(
    st.just(InheritAuth()),
    st.just(NoAuth()),
    st.builds(BasicAuth, TEXTS, TEXTS),
    st.builds(BearerAuth, TEXTS),
    st.builds(ApiKeyAuth, TEXTS, TEXTS, st.sampled_from(["header", "query", "cookie"])),
    st.builds(OAuth2Auth, st.just("password"), TEXTS, scope=TEXTS, send_client=st.just("body")),
    st.builds(AwsSigV4Auth, TEXTS, TEXTS, region=TEXTS),
    st.just(NetrcAuth()),
)
PART = st.builds(
    Part, NAMES, TEXTS, TEXTS, content_type=TEXTS, enabled=st.booleans(), description=TEXTS
)
BODIES: st.SearchStrategy[BodySpec] = st.one_of(
    st.just(NoBody()),
    st.builds(TextBody, st.sampled_from(["json", "text", "xml"]), TEXTS),
    st.builds(
        TextBody, st.just("json"), st.sampled_from(['{\n  "a": 1\n}\n', "'''", "a'\n", '"""'])
    ),
    st.builds(FormBody, ROWS),
    st.builds(MultipartBody, st.lists(PART, max_size=3).map(tuple)),
    st.builds(FileBody, TEXTS, TEXTS),
    st.builds(GraphQLBody, TEXTS, TEXTS, TEXTS),
)
VALUES = st.recursive(
    st.one_of(
        TEXTS,
        st.booleans(),
        st.integers(-(1 << 63), (1 << 63) - 1),
        st.floats(allow_nan=False, allow_infinity=False),
        st.decimals(-100, 100, places=2),
    ),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=2),
    max_leaves=4,
)
VARIABLES = st.lists(
    st.builds(Variable, NAMES, VALUES, st.booleans(), st.booleans(), TEXTS),
    max_size=3,
    unique_by=lambda variable: variable.name,
).map(tuple)
CHECKS = st.builds(
    Checks,
    st.lists(st.builds(Check, TEXTS, st.booleans(), TEXTS), max_size=3).map(tuple),
    st.builds(CheckRetry, st.integers(0, 9), st.integers(0, 9).map(float)),
)
BASELINES = st.none() | st.builds(
    Baseline, TEXTS, st.lists(TEXTS, max_size=2).map(tuple), tolerance=st.floats(0, 1)
)
MESSAGES = st.lists(
    st.one_of(
        st.builds(
            Message,
            NAMES,
            TEXTS,
            st.sampled_from(["text", "json", "binary"]),
            on_open=st.booleans(),
            enabled=st.booleans(),
            description=TEXTS,
        ),
        st.builds(Message, NAMES, kind=st.just("binary"), file=st.just("a.bin")),
    ),
    max_size=3,
).map(tuple)
SECONDS = st.one_of(st.none(), st.floats(0, 1e9), st.integers(0, 99).map(float))
OPTIONS = st.builds(
    Options,
    timeout=SECONDS,
    read_timeout=SECONDS,
    follow_redirects=st.none() | st.booleans(),
    max_redirects=st.none() | st.integers(0, 99),
    http_version=st.none() | st.sampled_from(["1.1", "2"]),
    proxy=st.none() | TEXTS,
    reconnect=st.none() | st.booleans(),
    close_after=st.none() | st.integers(0, 99),
)
SPECS = st.builds(
    RequestSpec,
    name=TEXTS,
    description=TEXTS,
    tags=st.lists(TEXTS, max_size=3).map(tuple),
    method=st.sampled_from(["GET", "POST", "x y"]),
    url=TEXTS,
    path=ROWS,
    params=ROWS,
    headers=ROWS,
    auth=AUTHS,
    body=BODIES,
    messages=MESSAGES,
    options=OPTIONS,
    variables=VARIABLES,
    captures=ROWS,
    checks=CHECKS,
    baseline=BASELINES,
)


@dataclass
class OddFile:
    """A file's text; `lines` are those of single keys, by what the key is in a spec."""

    text: str
    lines: dict[tuple[str, str], str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)


class _Writer:
    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self.root: list[str] = []
        self.sections: list[list[str]] = []
        self.lines: dict[tuple[str, str], str] = {}
        self.comments: list[str] = []

    def pick(self, *options: str) -> str:
        return self._draw(st.sampled_from(options))

    def chance(self) -> bool:
        return self._draw(st.booleans())

    def shuffled(self, things: list[T]) -> list[T]:
        return self._draw(st.permutations(things))

    def comment(self, place: list[str]) -> None:
        if self.chance():
            self.comments.append(f"# comment {len(self.comments)}.")
            place.append(self.comments[-1])

    def text(self, plain: str) -> str:
        styles = [string(plain), string(plain, '"'), string(plain, '"""\n'), string(plain, "'''\n")]
        return self.pick(*styles)

    def pair(self, key: str, written: str) -> str:
        tail = self.pick("", "", "  # why", "\t#")
        return f"{self.pick('', '', '  ')}{key}{self.pick(' = ', '=', '   =  ')}{written}{tail}"

    def single(self, key: str, written: str) -> None:
        self.comment(self.root)
        line = self.pair(key, written)
        self.lines["", key] = line
        self.root.append(line)
        if self.chance():
            self.root.append("")

    def array(self, items: list[str]) -> str:
        if "\n" in "".join(items) or self.chance():
            return f"[{', '.join(items)}]"
        return "[\n" + "".join(f"    {item},  # item\n" for item in items) + "]"

    def row(self, row: Row) -> str:
        if row.enabled and not row.removed and not row.description and self.chance():
            return self.text(row.value)
        flags = [f"value = {self.text(row.value)}"]
        if not row.enabled or self.chance():
            flags.append(f"enabled = {str(row.enabled).lower()}")
        if row.removed or self.chance():
            flags.append(f"remove={str(row.removed).lower()}")
        if row.description:
            flags.append(f"description = {self.text(row.description)}")
        if self.chance():
            flags.append("note = 'kept'")
        return "{ " + ", ".join(flags) + self.pick(" }", "}")

    def rows(self, path: tuple[str, ...], rows: Rows) -> None:
        by_name: dict[str, list[Row]] = {}
        for row in rows:
            by_name.setdefault(row.name, []).append(row)
        grouped = tuple(row for group in by_name.values() for row in group) == rows
        if not grouped:
            for row in rows:
                pairs = [f"name = {self.text(row.name)}", f"value = {self.text(row.value)}"]
                pairs += ["enabled = false"] if not row.enabled else []
                pairs += ["remove = true"] if row.removed else []
                pairs += [f"description = {string(row.description)}"] if row.description else []
                self.sections.append([f"[[{dotted(path)}]]", *pairs])
            return
        written = {
            name: self.row(group[0])
            if len(group) == 1
            else self.array([self.row(row) for row in group])
            for name, group in by_name.items()
        }
        self.table(path, written)

    def table(self, path: tuple[str, ...], written: dict[str, str]) -> None:
        form = self.pick("section", "section", "section", "inline", "dotted")
        one_line = not any("\n" in text or "#" in text for text in written.values())
        if form == "inline" and one_line:
            inside = ", ".join(f"{dotted((key,))}={text}" for key, text in written.items())
            self.root.append(self.pair(dotted(path), f"{{ {inside} }}"))
        elif form == "dotted" and written:
            for key, text in written.items():
                self.root.append(self.pair(dotted((*path, key)), text))
        else:
            lines: list[str] = []
            self.comment(lines)
            lines.append(f"[{self.pick('', ' ')}{dotted(path)}]{self.pick('', '  # table')}")
            for key, text in written.items():
                line = self.pair(dotted((key,)), text)
                self.lines[dotted(path), key] = line
                lines.append(line)
                self.comment(lines)
            self.sections.append(lines)


@st.composite
def odd_files(draw: st.DrawFn, spec: RequestSpec) -> OddFile:
    """Write a spec in a style of its own."""
    writer = _Writer(draw)
    _write_singles(writer, spec, RequestSpec(), ["name", "description", "method", "url"])
    if spec.tags or writer.chance():
        writer.single("tags", writer.array([writer.text(tag) for tag in spec.tags]))
    for name in draw(st.permutations(["path", "params", "headers", "captures"])):
        if getattr(spec, name) or writer.chance():
            writer.rows((name,), getattr(spec, name))
    _write_messages(writer, spec.messages)
    _write_auth(writer, spec.auth)
    _write_body(writer, spec.body)
    _write_options(writer, spec.options)
    _write_named(writer, "variables", spec.variables, notations.VARIABLES)
    _write_checks(writer, spec)
    return _file(writer)


@st.composite
def odd_folders(draw: st.DrawFn, file: FolderFile) -> OddFile:
    """Write a folder's file in a style of its own."""
    writer = _Writer(draw)
    _write_singles(writer, file, FolderFile(), ["name", "description"])
    if file.order or writer.chance():
        writer.single("order", writer.array([writer.text(name) for name in file.order]))
    writer.rows(("headers",), file.defaults.headers)
    _write_auth(writer, file.defaults.auth)
    _write_options(writer, file.defaults.options)
    _write_named(writer, "variables", file.defaults.variables, notations.VARIABLES)
    return _file(writer)


@st.composite
def odd_environments(draw: st.DrawFn, environment: Environment) -> OddFile:
    """Write an environment's file in a style of its own."""
    writer = _Writer(draw)
    _write_singles(writer, environment, Environment(""), ["color", "app"])
    if environment.protected or writer.chance():
        writer.single("protected", str(environment.protected).lower())
    _write_named(writer, "variables", environment.variables, notations.VARIABLES)
    _write_named(writer, "secrets", environment.secrets, notations.SECRETS)
    return _file(writer)


def _file(writer: _Writer) -> OddFile:
    writer.single("x-unknown", "{ kept = [1, 2.50] }")
    if writer.chance():
        writer.sections.append(["[x-tool.inner]", "kept   = 'as it is' # x", "", "# end"])
    sections = writer.shuffled(writer.sections) if _may_shuffle(writer) else writer.sections
    blocks = [writer.root, *sections]
    lines = [line for block in blocks for line in [*block, *([""] if writer.chance() else [])]]
    text = "\n".join(lines) + writer.pick("\n", "\n", "", "\n\n")
    if writer.chance():
        text = text.replace("\n", "\r\n")
    return OddFile(writer.pick("", "", "\ufeff") + text, writer.lines, writer.comments)


def _may_shuffle(writer: _Writer) -> bool:
    # The order of a list of tables means something.
    return not any(line.startswith("[[") for lines in writer.sections for line in lines)


def _write_singles(writer: _Writer, thing: Any, usual: Any, keys: list[str]) -> None:
    for key in writer.shuffled(keys):
        if getattr(thing, key) != getattr(usual, key) or writer.chance():
            writer.single(key, writer.text(getattr(thing, key)))


def _write_options(writer: _Writer, options: Options) -> None:
    set_ones = encode_fields(options).items()
    writer.table(("options",), {key: value(plain) for key, plain in set_ones})


def _write_named(writer: _Writer, name: str, things: Any, notation: Notation[Any]) -> None:
    if things:
        rows = encode_rows(things, notation)
        writer.table((name,), {key: value(plain) for key, plain in rows.items()})


def _write_messages(writer: _Writer, messages: Messages) -> None:
    if are_grouped(messages) and writer.chance():
        found = {
            name: encode_group(group, notations.MESSAGES)
            for name, group in groups(messages).items()
        }
        writer.table(("messages",), {key: value(plain) for key, plain in found.items()})
        return
    for item in encode_list(messages, notations.MESSAGES):
        pairs = [writer.pair(key, value(plain)) for key, plain in item.items()]
        writer.sections.append(["[[messages]]", *pairs])


def _write_auth(writer: _Writer, auth: AuthSpec) -> None:
    if auth == InheritAuth():
        return
    written = {"x-more": "1"} if writer.chance() else {}
    needed = encode_auth(auth)
    for key, plain in auth_values(auth).items():
        if key in needed or writer.chance():
            written[key] = writer.text(plain)
    writer.table(("auth",), written)


def _write_body(writer: _Writer, body: BodySpec) -> None:
    match body:
        case NoBody():
            return
        case FormBody(fields):
            before = len(writer.root)
            writer.rows(("body", "fields"), fields)
            if len(writer.root) > before:
                writer.root.append("body.type = 'form'  # a form")
            else:
                writer.sections.append(["[body]", "type = 'form'  # a form"])
        case MultipartBody():
            writer.sections.append(["[body]", "type = 'multipart'  # parts"])
            for path, content in encode_body_rows(body).items():
                writer.sections += [[block] for block in section(("body", path), content)]
        case _:
            values = body_values(body).items()
            writer.table(("body",), {key: writer.text(plain) for key, plain in values})


def _write_checks(writer: _Writer, spec: RequestSpec) -> None:
    if spec.checks != Checks():
        written = {"expect": writer.array([value(encode_check(c)) for c in spec.checks.expect])}
        written["retry"] = value(encode_retry(spec.checks.retry))
        writer.table(("checks",), written)
    if spec.baseline is not None:
        values = field_values(spec.baseline).items()
        writer.table(("baseline",), {key: value(plain) for key, plain in values})
