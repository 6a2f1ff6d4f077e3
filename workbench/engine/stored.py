"""The responses that are stored beside requests: read them, and accept what has changed."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workbench.errors import Problem, WorkbenchError
from workbench.formats.baseline_toml import decode_stored_response, encode_stored_response
from workbench.model import (
    Baseline,
    Exchange,
    NodeId,
    RequestSpec,
    StoredJson,
    StoredResponse,
    text_of,
)
from workbench.store.collection_store import CollectionStore

from .order import Order
from .redact import Redactor, redactor_of

if TYPE_CHECKING:
    from workbench.checks.values import Parts

# Checks are loaded when there is something to check: the start does without them.


def load_stored(store: CollectionStore, order: Order) -> StoredResponse | None:
    """Return the stored response of a request that has a baseline, None if there is none yet.

    Reads a file. Raises WorkbenchError if it cannot be read.
    """
    spec = order.spec
    if spec.baseline is None or not order.request:
        return None
    text = store.baseline(order.request, spec.baseline.file)
    if text is None:
        return None
    return decode_stored_response(text, file_of(order.request, spec.baseline))


class StoredResponses:
    """The stored responses of one collection, and which of them responses were held against."""

    def __init__(self, store: CollectionStore) -> None:
        self._store = store
        self._seen: dict[NodeId, str | None] = {}

    def load(self, order: Order) -> StoredResponse | None:
        """Return the stored response of a request, as `load_stored` does."""
        if order.spec.baseline is not None and order.request:
            self._seen[order.request] = self._store.baseline(
                order.request, order.spec.baseline.file
            )
        return load_stored(self._store, order)

    def accept(self, order: Order, exchange: Exchange) -> Exchange:
        """Store a response, and return its record judged by the baseline that it is now.

        Raises WorkbenchError as `accept_response` does, and if the stored response is not the
        one any more that this one was held against: then nothing has changed.
        """
        baseline, node = order.spec.baseline, order.request
        if baseline is not None and node in self._seen:
            now = self._store.baseline(node, baseline.file)
            if now != self._seen[node]:
                self._seen[node] = now
                what = "the stored response has changed on disk since this one was judged"
                hint = "look at what is there, then accept once more to replace it"
                raise WorkbenchError(Problem(what, node, hint))
        from workbench.checks.baseline import drift, is_drift

        from .judging import subject_of

        accept_response(self._store, order.spec, exchange)
        assert baseline is not None  # what has none was refused
        stored = self.load(order)
        subject = subject_of(
            exchange.revealed or exchange.hops, exchange.body, exchange.elapsed, exchange.failure
        )
        others = tuple(verdict for verdict in exchange.verdicts if not is_drift(verdict))
        return replace(exchange, verdicts=others + drift(baseline, stored, subject))


def accept_response(store: CollectionStore, spec: RequestSpec, exchange: Exchange) -> str | None:
    """Store an exchange's response as the one that later ones have to be like.

    Returns its file in the collection, or None if it is as it was. Secrets are not stored: in
    places that the baseline ignores they are masked, and a response that holds one elsewhere
    is refused. Raises WorkbenchError if that is so or the file cannot be written, and then
    nothing has changed.
    """
    from workbench.checks.baseline import store_response

    from .judging import subject_of

    baseline, node = spec.baseline, exchange.request
    if baseline is None:
        raise WorkbenchError(Problem("there is no baseline", node, "add a [baseline] to it"))
    if exchange.failure is not None:
        raise WorkbenchError(Problem("there is no whole response to accept", node))
    hops = exchange.revealed or exchange.hops
    subject = subject_of(hops, exchange.body, exchange.elapsed)
    stored, redactor = store_response(baseline, subject), redactor_of(exchange.secrets)
    text = encode_stored_response(stored)
    if redactor.finds(text):
        text = encode_stored_response(_masked_where_ignored(stored, baseline, redactor))
    if redactor.finds(text):
        hint = "a baseline is in git: ignore the place where it is, or let the server leave it out"
        raise WorkbenchError(Problem("the response holds a secret", node, hint))
    old = store.baseline(node, baseline.file)
    if text == old:
        return None
    store.save_baseline(node, text, old=old, file=baseline.file)
    return file_of(node, baseline)


def _masked_where_ignored(
    stored: StoredResponse, baseline: Baseline, redactor: Redactor
) -> StoredResponse:
    if not isinstance(stored.body, StoredJson):
        return stored
    from workbench.checks.json_path import places

    value = stored.body.value
    ignored = frozenset(at for query in baseline.ignore for at in places(query, value))

    def masked(value: Any, at: "Parts", *, inside: bool) -> Any:
        inside = inside or at in ignored
        match value:
            case dict():
                return {
                    redactor.text(name) if inside else name: masked(
                        each, (*at, name), inside=inside
                    )
                    for name, each in value.items()
                }
            case list():
                return [
                    masked(each, (*at, number), inside=inside) for number, each in enumerate(value)
                ]
            case _ if inside and redactor.finds(text_of(value)):
                return redactor.text(text_of(value))
            case _:
                return value

    return replace(stored, body=StoredJson(masked(value, (), inside=False)))


def file_of(node: NodeId, baseline: Baseline) -> str:
    """Return the place of a request's stored response in its collection."""
    folder, slash, _ = node.rpartition("/")
    return f"{folder}{slash}{baseline.file}" if baseline.file else f"{node}.baseline.toml"
