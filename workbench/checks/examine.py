"""Find what is wrong in a check before any response is there."""

from workbench.errors import Problem, WorkbenchError

from . import dates, json_path, markup, patterns
from .content import known_charset
from .filters import not_empty
from .syntax import Argument, ParsedCapture, ParsedCheck, Step
from .words import Language


def examine(parsed: ParsedCheck | ParsedCapture) -> tuple[Problem, ...]:
    """Return what is wrong with the patterns, JSONPaths, XPaths and the like of a check.

    Each is placed at its column. What holds a template is known only later and is left out.
    Loads the libraries of these languages.
    """
    found: list[Problem] = []
    for step in parsed.steps:
        if step.arguments and not step.arguments[0].has_template:
            argument = step.arguments[0]
            try:
                _examine(step, argument)
            except WorkbenchError as error:
                found += (_placed(problem, argument) for problem in error.problems)
    return tuple(found)


def _examine(step: Step, argument: Argument) -> None:
    match step.word.language:
        case Language.REGEX:
            patterns.compiled(argument.value)
        case Language.GROUP:
            patterns.with_group(argument.value)
        case Language.CHARSET:
            known_charset(argument.value)
        case Language.FILLED:
            not_empty(argument.value)
        case Language.JSONPATH:
            json_path.compiled(argument.value)
        case Language.XPATH:
            markup.examine(argument.value)
        case Language.DATE:
            dates.examine(argument.value)
        case Language.PLAIN:
            pass


def _placed(problem: Problem, argument: Argument) -> Problem:
    return Problem(problem.what, f"column {argument.start + 1}", problem.hint)
