"""Records of what was sent, and parts of them, without the secrets in their texts."""

from dataclasses import replace

from workbench.errors import Problem
from workbench.model import (
    Captured,
    Exchange,
    HeaderList,
    Hop,
    Origin,
    Origins,
    SetCookie,
    Verdict,
    text_of,
)

from .redact import MASK, Redactor, redactor_of

LONGEST_VALUE = 1000  # characters of where something came from that are kept


def masked_problem(problem: Problem, redactor: Redactor) -> Problem:
    """Return a problem without secrets."""
    text = redactor.text
    return Problem(text(problem.what), text(problem.where), text(problem.hint))


def masked_hop(hop: Hop, redactor: Redactor) -> Hop:
    """Return a hop with no secret in its URL, its headers, its cookies or its request's body."""

    def masked(headers: HeaderList) -> HeaderList:
        if not redactor.finds("\0".join(map("\0".join, headers))):
            return headers  # one search instead of two a field
        return tuple((redactor.text(name), redactor.text(value)) for name, value in headers)

    return replace(
        hop,
        url=redactor.text(hop.url),
        reason=redactor.text(hop.reason),
        request_headers=masked(hop.request_headers),
        headers=masked(hop.headers),
        interim=tuple((status, masked(headers)) for status, headers in hop.interim),
        trailers=masked(hop.trailers),
        cookies=tuple(_masked_cookie(cookie, redactor) for cookie in hop.cookies),
        request_body=_masked_body(hop, redactor),
    )


def masked_verdict(verdict: Verdict, redactor: Redactor) -> Verdict:
    """Return a verdict whose evidence is without secrets."""
    text = redactor.text
    return replace(
        verdict,
        check=text(verdict.check),
        expected=text(verdict.expected),
        actual=text(verdict.actual),
        where=text(verdict.where),
        details=tuple(map(text, verdict.details)),
    )


def marked_capture(found: Captured, redactor: Redactor) -> Captured:
    """Return what was captured for use in later requests, secret if a secret is in it."""
    if redactor.finds(text_of(found.value)):
        found = replace(found, secret=True)
    return replace(found, query=redactor.text(found.query), problem=redactor.text(found.problem))


def masked_capture(found: Captured, redactor: Redactor) -> Captured:
    """Return what was captured, secret and not shown if a secret is in it."""
    found = marked_capture(found, redactor)
    return replace(found, value=MASK) if found.secret else found


def masked_exchange(exchange: Exchange, secrets: frozenset[str]) -> Exchange:
    """Return a record without secrets that became known behind its back; the same if none did."""
    if secrets <= exchange.secrets:
        return exchange
    known = exchange.secrets | secrets
    original = exchange.revealed or exchange.hops
    masked = masked_by(replace(exchange, hops=original), redactor_of(known))
    return replace(masked, revealed=original, secrets=known)


def masked_by(exchange: Exchange, redactor: Redactor) -> Exchange:
    """Return a record with nothing in its texts that a redactor finds."""
    failure = exchange.failure
    if failure is not None:
        failure = replace(failure, problem=masked_problem(failure.problem, redactor))
    return replace(
        exchange,
        name=redactor.text(exchange.name),
        url=redactor.text(exchange.url),
        hops=tuple(masked_hop(hop, redactor) for hop in exchange.hops),
        failure=failure,
        verdicts=tuple(masked_verdict(verdict, redactor) for verdict in exchange.verdicts),
        captured=tuple(masked_capture(found, redactor) for found in exchange.captured),
    )


def masked_origins(origins: Origins | None, redactor: Redactor) -> Origins | None:
    """Return the same without anything secret, to be kept; long values are cut."""
    if origins is None:
        return None
    return replace(origins, found=tuple(_masked_origin(each, redactor) for each in origins.found))


def _masked_body(hop: Hop, redactor: Redactor) -> bytes | None:
    """Return a request's body; of one that was cut, without an end that may begin a secret."""
    body = hop.request_body
    if not body:
        return body
    lengths = (value for name, value in hop.request_headers if name.lower() == "content-length")
    length = next(lengths, "0")
    is_cut = length.isdecimal() and int(length) > len(body)
    return redactor.content(body[: -redactor.margin] if is_cut and redactor.margin else body)


def _masked_cookie(cookie: SetCookie, redactor: Redactor) -> SetCookie:
    name, value = redactor.text(cookie.name), redactor.text(cookie.value)
    return replace(cookie, name=name, value=value, attributes=redactor.text(cookie.attributes))


def _masked_origin(origin: Origin, redactor: Redactor) -> Origin:
    value = MASK if origin.secret else redactor.text(origin.value)[:LONGEST_VALUE]
    name, written = redactor.text(origin.name), redactor.text(origin.written)[:LONGEST_VALUE]
    return replace(origin, name=name, value=value, written=written)
