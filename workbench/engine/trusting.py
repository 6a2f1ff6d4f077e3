"""What a request, or a whole collection, can do beyond sending: what its user has to grant."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    Capabilities,
    FileBody,
    MultipartBody,
    NetrcAuth,
    Resolved,
    SavedRequest,
)
from workbench.templating import Fact, Need, ResponseNeed, SecretNeed

from .order import Order, SessionValues
from .prepare import host_of, prepare
from .sources import Untrusted, power_of_file, powers_of

NOTHING = Capabilities()
NO_VALUES = SessionValues()
# Takes the place of what is not known before somebody is asked.
STAND_IN = "0-stand-in-0"
MOST_ROUNDS = 16


@dataclass(frozen=True, slots=True)
class Grants:
    """What a collection may do: what `granted` returns, and `more`; or `everything`."""

    granted: Callable[[], Capabilities] = Capabilities
    more: Capabilities = NOTHING
    everything: bool = False

    def check(self, asked: Capabilities) -> None:
        """Raise Untrusted with what is asked for and not granted."""
        if self.everything or not asked:
            return
        missing = asked.missing(self.granted() | self.more)
        if missing:
            raise Untrusted(missing)


def powers_of_request(resolved: Resolved, root: Path) -> Capabilities:
    """Return what a request that is about to be sent needs to be granted.

    Raises WorkbenchError if it would send a secret to a host that this is not for.
    """
    options = resolved.options
    for recipient in resolved.recipients:
        hosts = recipient.secret.hosts
        if hosts and not any(fits(recipient.host, host) for host in hosts):
            name = recipient.secret.name
            what = f'the secret "{name}" may not be sent to "{recipient.host}"'
            hint = f"it is for {', '.join(hosts)}"
            raise WorkbenchError(Problem(what, resolved.id, hint))
    files: list[str | None] = [options.ca, options.cert, options.cert_key]
    match resolved.body:
        case FileBody(file, _):
            files.append(file)
        case MultipartBody(parts):
            files += [part.file for part in parts]
    files += [message.file for message in resolved.messages]
    asked = Capabilities(
        apps=frozenset(filter(None, [options.app])),
        unverified=frozenset({host_of(resolved.url)} if options.verify is False else ()),
        proxies=frozenset(filter(None, [options.proxy])),
        secret_hosts=frozenset((r.host, r.secret.name) for r in resolved.recipients),
    )
    for path in files:
        if path and path != "system":
            asked |= power_of_file(path, root)
    if isinstance(resolved.auth, NetrcAuth):
        asked |= Capabilities(outside_files=frozenset({str(Path.home() / ".netrc")}))
    return asked


def powers_of_orders(
    orders: Iterable[Order], root: Path, values: SessionValues = NO_VALUES
) -> Capabilities:
    """Return all that some requests may ask for, as far as can be told without asking anybody.

    Those whose responses they need count as well. A host whose name is known only later is
    asked for then; problems are left to who sends.
    """
    asked = NOTHING
    waiting = list(orders)
    seen: set[str] = set()
    while waiting:
        order = waiting.pop()
        if order.request and order.request in seen:
            continue
        seen.add(order.request)
        try:
            powers, needed = _powers_of_order(order, root, values)
        except WorkbenchError:
            continue  # sending it says what is wrong, and sends nothing
        asked |= powers
        for name in needed:
            found = order.collection.find(name)
            if isinstance(found, SavedRequest):
                waiting.append(replace(order, spec=found.spec, request=found.id))
    return asked


def fits(host: str, allowed: str) -> bool:
    """Tell whether a host is an allowed one: `api.shop.dev`, `*.shop.dev`, with a port or not."""
    name, port = _split(host.lower())
    wanted, wanted_port = _split(allowed.lower())
    if wanted_port and wanted_port != port:
        return False
    return name.endswith(wanted[1:]) if wanted.startswith("*.") else name == wanted


def _powers_of_order(
    order: Order, root: Path, values: SessionValues
) -> tuple[Capabilities, set[str]]:
    """Return what one request asks for, and the requests whose responses it needs.

    It is prepared with stand-ins for all that is outside, so that nothing is asked for in
    another way than when it is sent.
    """
    asked, needed = NOTHING, set()
    facts: dict[Need, Fact | Problem] = {}
    prepared = prepare(order, values)
    for _ in range(MOST_ROUNDS):
        if not prepared.needs:
            break
        for need in prepared.needs:
            asked |= powers_of(need, root)
            facts[need] = Fact(STAND_IN, secret=isinstance(need, SecretNeed))
            if isinstance(need, ResponseNeed):
                needed.add(need.request)
        prepared = prepare(order, values, facts)
    powers = powers_of_request(prepared.request, root)
    known = frozenset(pair for pair in powers.secret_hosts if STAND_IN not in pair[0] and pair[0])
    hosts = frozenset(host for host in powers.unverified if STAND_IN not in host and host)
    return asked | replace(powers, secret_hosts=known, unverified=hosts), needed


def _split(host: str) -> tuple[str, str]:
    if host.startswith("["):
        name, _, port = host.partition("]")
        return f"{name}]", port.removeprefix(":")
    name, _, port = host.partition(":")
    return name, port
