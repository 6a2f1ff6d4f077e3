"""XPath 1.0 over HTML and XML, by lxml: no entities, no network, and a bound on the work."""

import re
from collections.abc import Iterator
from typing import Any, Literal, TypeAlias

from workbench.errors import Problem, WorkbenchError

from .values import Found, Nodes, Unmet

Markup: TypeAlias = Literal["html", "xml", ""]

LARGEST = 10 << 20  # characters of a document
LONGEST = 1000  # characters of an expression
LONGEST_TEXTS = 64 << 20  # characters of all that an expression finds
LONGEST_CONCAT = 256 << 20  # characters that an expression may put together
MOST_WORK = 2_000_000_000  # steps as `work` counts them: a few seconds of libxml2

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_TOKEN = re.compile(
    r"(?P<near>(?<=[\w*)\]])\s*//|(?<!\.)\.//)|(?P<far>//|\.\.|(?<![\w.*)\]/])/)"
    r"|(?P<axis>[a-z-]+)::|[\[\]]"
)
# A comparison or union of what may be two sets of nodes: neither side is a text or a number.
_PAIRS = re.compile(r"(?<![\d'\s<>!=])\s*(?:!=|[<>]=?|=|\|)(?!\s*[-\d'=])")
_STRINGS = re.compile(r"[\[(]|!=|[<>]=?|=")  # what may ask for the text of every node
_DOWN = {"descendant", "descendant-or-self"}
_UP = {"ancestor", "ancestor-or-self"}
_ASIDE = {"following", "following-sibling", "preceding", "preceding-sibling"}
_AROUND = {*_UP, *_ASIDE, "parent"}
_ERRORS = {"Undefined namespace prefix": "it uses a prefix that the document does not declare"}


class Tree:
    """A parsed document."""

    def __init__(self, text: str, markup: Markup = "") -> None:
        """Parse a text; with markup "" as XML if it is well-formed and as HTML otherwise.

        Raises Unmet if it is neither.
        """
        if len(text) > LARGEST:
            raise Unmet(f"the document is larger than {LARGEST >> 20} MB, too large for XPath")
        self._root = _parsed(text, markup)
        self._length = len(text)
        self._size = self._texts = 0
        self._depth = 1

    def find(self, expression: str) -> Found:
        """Return what an XPath finds: Nodes as texts, or a text, a number, true or false."""
        from lxml import etree

        self._refuse_much_work(expression)
        prefixes = {prefix or "_": uri for prefix, uri in self._root.nsmap.items()}
        try:
            found = etree.XPath(expression, namespaces=prefixes, regexp=False, smart_strings=False)(
                self._root.getroottree()
            )
        except (etree.XPathError, ValueError) as error:
            raise _refused(expression, str(error)) from None
        if isinstance(found, list):
            line = getattr(found[0], "sourceline", None) if found else None
            return Found(Nodes(_texts(found)), f"body:{line}" if line else "")
        if isinstance(found, float) and found.is_integer():
            return Found(int(found))
        return Found(found)

    def _refuse_much_work(self, expression: str) -> None:
        if len(expression) > LONGEST:
            raise WorkbenchError(Problem(f"an XPath has at most {LONGEST} characters"))
        if not self._size:
            self._measure()
        expected = work(expression, self._size, self._depth, self._length, self._texts)
        joined = self._length * (1 + expression.count(",")) if "concat" in expression else 0
        if expected > MOST_WORK or joined > LONGEST_CONCAT:
            hint = (
                "name the steps of the path instead of searching, compare with a text or a number"
            )
            raise WorkbenchError(
                Problem(f"the XPath asks for too much work in {self._size} elements", hint=hint)
            )

    def _measure(self) -> None:
        level = [self._root]
        while level:
            self._size += len(level)
            # The text of an element is part of that of all around it, what follows it is not.
            own = sum(len(element.text or "") for element in level)
            after = sum(len(element.tail or "") for element in level)
            self._texts += self._depth * own + (self._depth - 1) * after
            self._depth += 1
            level = [child for element in level for child in element]


def examine(expression: str) -> None:
    """Raise a WorkbenchError if a text is no XPath."""
    from lxml import etree

    try:
        etree.XPath(expression, regexp=False)
    except (etree.XPathError, ValueError) as error:
        raise _refused(expression, str(error)) from None


def work(expression: str, size: int, depth: int, length: int = 0, texts: int = 0) -> int:
    """Estimate the steps of an XPath in a document of so many elements, levels and characters.

    `texts` are the characters of the texts of all elements, each as often as it is in one.
    libxml2 cannot be stopped, so this comes first. A search (`//`) visits the document; a
    second one after it merges what each node of the first has found, and what looks aside
    does so from every node. A predicate is asked of every node: in it a search below the
    node costs its levels, and what leads elsewhere may cost the whole document or its text.
    Two sets of nodes that are compared or made one are taken pair by pair.
    """
    plain = _QUOTED.sub("''", expression)
    steps, searches, brackets = 1, 0, 0
    for token in _TOKEN.finditer(plain):
        if token[0] in "[]":
            brackets += 1 if token[0] == "[" else -1
            continue
        down = token["near"] or token["axis"] in _DOWN
        if brackets > 0 and down:
            steps *= depth
        elif brackets > 0 and (token["far"] or token["axis"] in _AROUND):
            steps *= max(size, length // 8)
        elif token["axis"] in _ASIDE:
            searches += 2
        elif down or token["far"] == "//" or token["axis"] in _AROUND:
            searches += 1
            steps *= depth if token["axis"] in _UP else 1
    pairs = len(_PAIRS.findall(plain)) * size**2
    longest = len(expression) if "translate" in plain else len(_STRINGS.findall(plain))
    return int(steps * size ** min(searches, 2)) + pairs + longest * texts


def _parsed(text: str, markup: Markup) -> Any:
    from lxml import etree

    source = text.encode("utf-8", "replace")
    if not text.strip():
        raise Unmet("the document is empty")
    problem: Any = None
    if markup != "html":
        strict = etree.XMLParser(
            encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False
        )
        try:
            return etree.fromstring(source, strict)
        except etree.XMLSyntaxError as error:
            problem = error
    if markup == "xml" or text.lstrip().startswith("<?xml"):
        line, column = problem.position
        raise Unmet(f"the document is not XML: {problem.msg}", f"body:{line}:{column}")
    lenient = etree.HTMLParser(encoding="utf-8", no_network=True)
    try:
        root = etree.fromstring(source, lenient)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise Unmet("the document is neither XML nor HTML")
    return root


def _texts(nodes: list[Any]) -> Iterator[str]:
    """Yield the texts of nodes, as long as they are not too much: that of a parent holds all."""
    left = LONGEST_TEXTS
    for node in nodes:
        text = _text(node)
        left -= len(text)
        if left < 0:
            raise WorkbenchError(
                Problem("the XPath finds too much text", hint="ask for less of it")
            )
        yield text


def _text(node: Any) -> str:
    """Return a node's text: of an element all that is in it."""
    if isinstance(node, str):
        return node
    if isinstance(node, tuple):  # a namespace: prefix and URI
        return str(node[1])
    if isinstance(node.tag, str):
        return "".join(node.itertext())
    return node.text or ""


def _refused(expression: str, said: str) -> WorkbenchError:
    shown = expression if len(expression) <= 80 else f"{expression[:80]}…"
    what = _ERRORS.get(said, f"{said[:1].lower()}{said[1:]}".rstrip("."))
    hint = 'the default namespace has the prefix "_", as in //_:item' if said in _ERRORS else ""
    return WorkbenchError(Problem(f'"{shown}" is not an XPath: {what}', hint=hint))
