"""Judge a response by its request's checks and its stored baseline, and take captures from it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from workbench.checks.baseline import drift, unreadable
from workbench.checks.content import Content
from workbench.checks.judge import capture, judge
from workbench.checks.subject import Certificate, Redirect, Subject
from workbench.checks.syntax import quoted
from workbench.errors import WorkbenchError
from workbench.model import (
    Bytes,
    Captured,
    Exchange,
    Failure,
    Hop,
    Row,
    StoredResponse,
    Value,
)
from workbench.templating import Facts, Resolver, bindings

from .ambient import ambient
from .judgement import Judgement
from .library import FUNCTIONS
from .order import Order, SessionValues
from .scopes import scopes_of

# What is larger is not looked at by checks, which hold a body as a whole.
MOST_BODY = 64 * 1024**2
REDIRECTS = frozenset({301, 302, 303, 307, 308})


def judged(
    order: Order,
    subject: Subject,
    values: SessionValues,
    facts: Facts,
    stored: StoredResponse | WorkbenchError | None = None,
) -> Judgement:
    """Return what a response is worth. Captures come first: checks may ask for their values.

    `stored` is the response to be like, or why that cannot be read.
    """
    spec = order.spec
    subject = subject.with_variables(_variables(order, values, facts))
    found = capture(spec.captures, subject, _Texts(order, values, facts).text)
    values = values.taking(found)
    subject = subject.with_variables({c.name: c.value for c in found if not c.problem})
    verdicts = judge(spec.checks, subject, _Texts(order, values, facts).text)
    if isinstance(stored, WorkbenchError):
        verdicts += unreadable(stored.problems)
    elif spec.baseline is not None:
        verdicts += drift(spec.baseline, stored, subject)
    return Judgement(verdicts, found)


def taken(exchange: Exchange, query: str) -> Captured:
    """Return what a query finds in a response: a JSONPath, or a capture in Hurl's language.

    An empty one asks for the body.
    """
    text = f"jsonpath {quoted(query)}" if query.startswith("$") else query or "body"
    hops = exchange.revealed or exchange.hops
    subject = subject_of(hops, exchange.body, exchange.elapsed, exchange.failure)
    (found,) = capture((Row("value", text),), subject)
    return found


def subject_of(
    hops: Sequence[Hop],
    body: Bytes | None,
    elapsed: float,
    failure: Failure | None = None,
    raw: bytes | None = None,
) -> Subject:
    """Return a response as checks see it: `hops` as they were, with nothing taken out.

    `raw` is the body before its codings were undone, if it was kept.
    """
    if not hops:
        reason = failure.problem.what if failure else "there is no response"
        return Subject(status=0, content=Content(missing=reason), now=datetime.now(UTC))
    last = hops[-1]
    connection = last.connection
    address = connection.address if connection else ""
    return Subject(
        status=last.status,
        version=last.http_version,
        url=last.url,
        headers=last.headers,
        content=_content(last, body, failure, raw),
        duration=round(elapsed * 1000),
        certificate=_certificate(connection.certificates) if connection else None,
        ip=address.rpartition(":")[0].strip("[]") if ":" in address else address,
        redirects=tuple(
            Redirect(hop.url, hop.status, hop.header("location"))
            for hop in hops[:-1]
            if hop.status in REDIRECTS
        ),
        now=datetime.now(UTC),
    )


def _content(hop: Hop, body: Bytes | None, failure: Failure | None, raw: bytes | None) -> Content:
    media_type = hop.content_type
    if failure is not None:
        return Content(media_type=media_type, missing=f"it is not whole: {failure.problem.what}")
    if body is None:
        return Content(media_type=media_type, raw=raw)
    if body.size > MOST_BODY:
        reason = f"it has more than {MOST_BODY} bytes, and checks look at whole bodies"
        return Content(media_type=media_type, missing=reason)
    return Content(body.read(0, body.size), media_type, raw)


def _certificate(chain: tuple[bytes, ...]) -> Certificate | None:
    if not chain:
        return None
    from ssl import DER_cert_to_PEM_cert

    from workbench.client.certificate import Certificate as Decoded

    found = Decoded(chain[0])
    pem = DER_cert_to_PEM_cert(chain[0])
    try:
        serial = f"{found.serial_number:x}"
        serial = serial if len(serial) % 2 == 0 else f"0{serial}"
        return Certificate(
            subject=found.subject,
            issuer=found.issuer,
            start_date=found.not_before,
            expire_date=found.not_after,
            serial_number=":".join(serial[at : at + 2] for at in range(0, len(serial), 2)),
            subject_alt_name=", ".join(_kinded(name) for name in found.names),
            pem=pem,
        )
    except ValueError:
        return Certificate(pem=pem)


def _kinded(name: str) -> str:
    if "@" in name:
        return f"email:{name}"
    if "://" in name:
        return f"URI:{name}"
    is_address = ":" in name or name.replace(".", "").isdigit()
    return f"IP Address:{name}" if is_address else f"DNS:{name}"


def _variables(order: Order, values: SessionValues, facts: Facts) -> dict[str, Value]:
    """Return the variables in force, as far as they can be known, for the query `variable`."""
    texts = [check.text for check in order.spec.checks.expect]
    texts += [row.value for row in order.spec.captures]
    if not any("variable" in text for text in texts):
        return {}
    scopes = scopes_of(order, values)
    resolver = Resolver(scopes, FUNCTIONS, facts, ambient=ambient())
    found = {name: resolver.value(f"{{{{{name}}}}}", name) for name in bindings(scopes)}
    return {name: filled.value for name, filled in found.items() if filled.complete}


class _Texts:
    """Fills in the templates of checks with the values of one moment."""

    def __init__(self, order: Order, values: SessionValues, facts: Facts) -> None:
        self._scopes = scopes_of(order, values)
        self._facts = facts
        self._ambient = ambient()

    def text(self, text: str) -> str:
        """Return a text with everything filled in, or raise a WorkbenchError."""
        resolver = Resolver(self._scopes, FUNCTIONS, self._facts, ambient=self._ambient)
        filled = resolver.text(text, "")
        if resolver.problems:
            raise WorkbenchError(*(replace(problem, where="") for problem in resolver.problems))
        return filled.text
