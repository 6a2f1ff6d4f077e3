"""The language of checks and captures: what a response must be, what is taken from it.

A check is a query, filters and a predicate, as in Hurl: `jsonpath "$.items" count == 3`.
Nothing here sends or reads anything: a Subject holds all that can be asked.
"""

from .baseline import drift, store_response
from .certificates import certificate_from
from .complete import Completion, Suggestion, complete
from .content import Content
from .examine import examine
from .filters import FILTERS
from .json_diff import Change, Side, json_diff
from .judge import capture, judge, judge_one
from .line_diff import Line, diff_lines, line_diff
from .parse import parse_capture, parse_check
from .predicates import PREDICATES
from .queries import QUERIES
from .scan import CheckSyntaxError
from .subject import Certificate, Redirect, Subject
from .syntax import Argument, ParsedCapture, ParsedCheck, Resolve, Step
from .words import Form, Vocabulary, Word

__all__ = [
    "FILTERS",
    "PREDICATES",
    "QUERIES",
    "Argument",
    "Certificate",
    "Change",
    "CheckSyntaxError",
    "Completion",
    "Content",
    "Form",
    "Line",
    "ParsedCapture",
    "ParsedCheck",
    "Redirect",
    "Resolve",
    "Side",
    "Step",
    "Subject",
    "Suggestion",
    "Vocabulary",
    "Word",
    "capture",
    "certificate_from",
    "complete",
    "diff_lines",
    "drift",
    "examine",
    "json_diff",
    "judge",
    "judge_one",
    "line_diff",
    "parse_capture",
    "parse_check",
    "store_response",
]
