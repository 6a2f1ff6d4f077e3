r"""Parse checks and captures: a query, filters, and for a check a predicate.

    status == 201
    jsonpath "$.items" count >= 3
    header "Location" not contains "/admin/"
    regex /id=(\d+)/ toInt > 7

It is Hurl's language. Values are `"text"` with escapes, raw `text` in backticks, patterns
between slashes, numbers, true, false, null, `hex,…;`, `base64,…;`, and templates: within a
text or, for a typed value, alone: `{{limit}}`.
"""

from workbench.errors import did_you_mean

from . import encodings  # noqa: F401 - its filters join the vocabulary
from .cookies import ATTRIBUTES
from .filters import FILTERS
from .predicates import PREDICATES
from .queries import QUERIES, cookie_parts
from .scan import CheckSyntaxError, Scanner
from .syntax import Argument, ParsedCapture, ParsedCheck, Step
from .words import Vocabulary, Word

MOST_FILTERS = 50
# What other languages call a word of this one.
_SLIPS = {"=": "==", "===": "==", "<>": "!=", "!==": "!=", "=~": "matches", "~": "matches"}
_SLIPS |= {
    "is": "==",
    "eq": "==",
    "ne": "!=",
    "length": "count",
    "size": "count",
    "has": "contains",
}
_JOINTS = frozenset({"and", "or", "&&", "||"})
_LITERALS = frozenset('0123456789-"')
_UNITS = frozenset({"ms", "s", "sec", "seconds"})


def parse_check(text: str, where: str = "") -> ParsedCheck:
    """Return a check as parsed.

    Raises CheckSyntaxError, a WorkbenchError with one Problem at a column; `where` is a
    place that goes before it, such as a file and line.
    """
    scanner = Scanner(text, where)
    query = _query(scanner, "a check is a query and a predicate, such as: status == 200")
    filters = _filters(scanner)
    negated = scanner.peek_word() == "not"
    if negated:
        scanner.advance(3)
    predicate = _predicate(scanner)
    if not scanner.at_end:
        word = scanner.peek_word()
        hint = "a check ends with its predicate"
        if word in _JOINTS:
            hint = "a check is one condition; make another one of the rest"
        elif word in _UNITS:
            hint = "the number stands alone; a duration is in milliseconds"
        raise _left_over(scanner, hint)
    return ParsedCheck(query, filters, predicate, negated)


def parse_capture(text: str, where: str = "") -> ParsedCapture:
    """Return a capture as parsed: a query with filters, then maybe `redact`.

    Raises CheckSyntaxError as `parse_check` does.
    """
    scanner = Scanner(text, where)
    query = _query(scanner, 'a capture is a query, such as: jsonpath "$.id"')
    filters = _filters(scanner)
    secret = scanner.peek_word() == "redact"
    if secret:
        scanner.advance(6)
    if not scanner.at_end:
        word = scanner.peek_word()
        if word and (PREDICATES.find(word) or word == "not"):
            raise _left_over(scanner, "a capture is a query without a predicate")
        raise _unknown(scanner, "filter", (FILTERS,))
    return ParsedCapture(query, filters, secret)


def _query(scanner: Scanner, hint: str) -> Step:
    word = scanner.peek_word()
    if scanner.at_end:
        raise scanner.error("nothing is asked", scanner.at, scanner.at, hint)
    found = QUERIES.find(word)
    if found is None:
        rest = scanner.rest()
        hint = f'write jsonpath "{rest}"' if rest.startswith("$") else ""
        if word == "not":
            hint = "it stands before the predicate, as in: status not == 404"
        raise _unknown(scanner, "query", (QUERIES,), hint)
    step = read_step(scanner, found, word)
    _examine_name(scanner, step)
    return step


def _filters(scanner: Scanner) -> tuple[Step, ...]:
    steps: list[Step] = []
    while (found := FILTERS.find(word := scanner.peek_word())) is not None:
        if len(steps) == MOST_FILTERS:
            what = f"a check has at most {MOST_FILTERS} filters"
            raise scanner.error(what, scanner.at, scanner.at + len(word))
        steps.append(read_step(scanner, found, word))
    return tuple(steps)


def _predicate(scanner: Scanner) -> Step:
    word = scanner.peek_word()
    if scanner.at_end:
        hint = "add one, such as: exists"
        raise scanner.error("the check ends without a predicate", scanner.at, scanner.at, hint)
    found = PREDICATES.find(word)
    if found is None:
        rest = scanner.rest()
        hint = "put == before it" if rest[0] in _LITERALS else ""
        raise _unknown(scanner, "filter or predicate", (PREDICATES, FILTERS), hint)
    return read_step(scanner, found, word)


def read_step(scanner: Scanner, word: Word, spelling: str) -> Step:
    """Read the word that stands here, spelled so, with its arguments."""
    start = scanner.at
    scanner.advance(len(spelling))
    arguments: list[Argument] = []
    end = start + len(spelling)
    for takes in word.takes:
        arguments.append(scanner.argument(takes, spelling, word.example))
        end = arguments[-1].end
    return Step(word, tuple(arguments), start, end)


def _examine_name(scanner: Scanner, step: Step) -> None:
    """Refuse an attribute of a cookie and a fact of a certificate that there is not."""
    if not step.arguments or step.arguments[0].has_template:
        return
    name, known = step.arguments[0].value, step.word.choices
    noun = step.word.name
    if noun == "cookie":
        name, known, noun = cookie_parts(name)[1], ATTRIBUTES, "attribute of a cookie"
    if known and name and name.lower() not in map(str.lower, known):
        hint = did_you_mean(name, known, "there are: " + ", ".join(known))
        argument = step.arguments[0]
        raise scanner.error(f'unknown {noun} "{name}"', argument.start, argument.end, hint)


def _unknown(
    scanner: Scanner, noun: str, vocabularies: tuple[Vocabulary, ...], hint: str = ""
) -> CheckSyntaxError:
    word = scanner.peek_word() or scanner.rest()
    start, end = scanner.at, scanner.at + len(word)
    if word in _SLIPS:
        return scanner.error(f'unknown {noun} "{word}"', start, end, f'use "{_SLIPS[word]}"')
    likely = (vocabulary.likely(word) for vocabulary in vocabularies)
    otherwise = hint or "use one of: " + ", ".join(vocabularies[0].names)
    return scanner.error(
        f'unknown {noun} "{word}"', start, end, next(filter(None, likely), otherwise)
    )


def _left_over(scanner: Scanner, hint: str) -> CheckSyntaxError:
    rest = scanner.rest()
    return scanner.error(f'"{rest}" is too much', scanner.at, scanner.at + len(rest), hint)
