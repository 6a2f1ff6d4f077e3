"""Request files as people write them: every style that TOML allows, with comments."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

from workbench.formats.write import dotted, string, value
from workbench.model import (
    AuthSpec,
    BasicAuth,
    BearerAuth,
    BodySpec,
    FormBody,
    InheritAuth,
    NoAuth,
    NoBody,
    Options,
    RequestSpec,
    Row,
    Rows,
    TextBody,
)

TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab1 .-_#=[]{}\"'\\\n\t\r\x00\x7f{{é日,"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=12,
)
NAMES = st.one_of(st.sampled_from(["A", "b-c", "value", "x.y", "", "é", '"', "k v"]), TEXTS)
ROW = st.builds(Row, NAMES, TEXTS, st.booleans(), st.booleans())
ROWS = st.one_of(
    st.lists(ROW, max_size=4, unique_by=lambda row: row.name), st.lists(ROW, max_size=4)
).map(tuple)
AUTHS: st.SearchStrategy[AuthSpec] = st.one_of(
    st.just(InheritAuth()),
    st.just(NoAuth()),
    st.builds(BasicAuth, TEXTS, TEXTS),
    st.builds(BearerAuth, TEXTS),
)
BODIES: st.SearchStrategy[BodySpec] = st.one_of(
    st.just(NoBody()),
    st.builds(TextBody, st.sampled_from(["json", "text", "xml"]), TEXTS),
    st.builds(
        TextBody, st.just("json"), st.sampled_from(['{\n  "a": 1\n}\n', "'''", "a'\n", '"""'])
    ),
    st.builds(FormBody, ROWS),
)
SECONDS = st.one_of(st.none(), st.floats(0, 1e9), st.integers(0, 99).map(float))
OPTIONS = st.builds(
    Options,
    timeout=SECONDS,
    read_timeout=SECONDS,
    follow_redirects=st.none() | st.booleans(),
    max_redirects=st.none() | st.integers(0, 99),
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
    options=OPTIONS,
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
        if row.enabled and not row.removed and self.chance():
            return self.text(row.value)
        flags = [f"value = {self.text(row.value)}"]
        if not row.enabled or self.chance():
            flags.append(f"enabled = {str(row.enabled).lower()}")
        if row.removed or self.chance():
            flags.append(f"remove={str(row.removed).lower()}")
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
    for key in draw(st.permutations(["name", "description", "method", "url"])):
        if getattr(spec, key) != getattr(RequestSpec(), key) or writer.chance():
            writer.single(key, writer.text(getattr(spec, key)))
    if spec.tags or writer.chance():
        writer.single("tags", writer.array([writer.text(tag) for tag in spec.tags]))
    writer.single("x-unknown", "{ kept = [1, 2.50] }")
    for name in draw(st.permutations(["path", "params", "headers"])):
        if getattr(spec, name) or writer.chance():
            writer.rows((name,), getattr(spec, name))
    _write_auth(writer, spec.auth)
    _write_body(writer, spec.body)
    options = {key: getattr(spec.options, key) for key in spec.options.__dataclass_fields__}
    written = {key: value(plain) for key, plain in options.items() if plain is not None}
    writer.table(("options",), written)
    if writer.chance():
        writer.sections.append(["[x-tool.inner]", "kept   = 'as it is' # x", "", "# end"])
    sections = draw(st.permutations(writer.sections)) if _may_shuffle(writer) else writer.sections
    blocks = [writer.root, *sections]
    lines = [line for block in blocks for line in [*block, *([""] if writer.chance() else [])]]
    text = "\n".join(lines) + writer.pick("\n", "\n", "", "\n\n")
    if writer.chance():
        text = text.replace("\n", "\r\n")
    return OddFile(writer.pick("", "", "\ufeff") + text, writer.lines, writer.comments)


def _may_shuffle(writer: _Writer) -> bool:
    # The order of a list of tables means something.
    return not any(line.startswith("[[") for lines in writer.sections for line in lines)


def _write_auth(writer: _Writer, auth: AuthSpec) -> None:
    written = {}
    match auth:
        case NoAuth():
            written = {"type": "'none'"}
        case BasicAuth(username, password):
            written = {"username": writer.text(username), "type": '"basic"'}
            written["password"] = writer.text(password)
        case BearerAuth(token):
            written = {"type": '"bearer"', "token": writer.text(token), "x-more": "1"}
    if written:
        writer.table(("auth",), written)


def _write_body(writer: _Writer, body: BodySpec) -> None:
    match body:
        case NoBody():
            return
        case TextBody(kind, text):
            written = {"type": f'"{kind}"', "text": writer.text(text)}
            writer.table(("body",), written)
        case FormBody(fields):
            before = len(writer.root)
            writer.rows(("body", "fields"), fields)
            if len(writer.root) > before:
                writer.root.append("body.type = 'form'  # a form")
            else:
                writer.sections.append(["[body]", "type = 'form'  # a form"])
