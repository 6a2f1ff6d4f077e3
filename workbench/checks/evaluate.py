"""Ask a response the query of a check or capture, and put the value through its filters."""

from .subject import Subject
from .syntax import Step
from .values import NOTHING, Found, Unmet


def evaluate(query: Step, filters: tuple[Step, ...], subject: Subject) -> Found:
    """Return the value that a query and its filters make of a response, and its place.

    Raises Unmet if the response has not what they need, and WorkbenchError if they cannot
    be evaluated on any response.
    """
    found = query.word.does(subject, *query.values)
    assert isinstance(found, Found)
    value = found.value
    before = str(query)
    for step in filters:
        if value is NOTHING:
            raise Unmet(f"{before} finds nothing")
        clock = (subject.now,) if step.word.needs_now else ()
        try:
            value = step.word.does(value, *step.values, *clock)
        except Unmet as unmet:
            raise Unmet(f"{step.word.name}: {unmet.reason}", unmet.where or found.where) from None
        before = str(step)
    return Found(value, found.where)
