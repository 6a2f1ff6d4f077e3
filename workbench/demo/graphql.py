"""The demo by GraphQL: its users, a clock to subscribe to, and the schema of it all."""

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

from workbench.graphql import faults

from .executing import Execution, Resolver
from .queries import Document, Operation, QueryError
from .schema import SCHEMA, told
from .sockets import MOST_TICKS, close, messages, object_of, say, ticks
from .users import Users
from .wire import Incoming, Receive, Refusal, Reply, Send, json_reply

PROTOCOL = "graphql-transport-ws"
TICKS = 5
_PAUSE = 0.1  # seconds between two ticks


class GraphQL:
    """Answers operations by both ways of sending them."""

    def __init__(self, users: Users) -> None:
        schema = told(SCHEMA)
        types = {each["name"]: each for each in schema["types"]}
        self._roots: dict[str, dict[str, Resolver]] = {
            "query": {
                "users": lambda given: users.having(_listed(given.get("tag"))),
                "user": lambda given: users.find(str(given["id"])),
                "__schema": _always(schema),
                "__type": lambda given: types.get(str(given["name"])),
            },
            "mutation": {
                "createUser": lambda given: users.add(
                    {name: value for name, value in given.items() if value is not None}
                ),
                "deleteUser": lambda given: users.take(str(given["id"])),
            },
        }

    async def over_http(self, request: Incoming) -> Reply:
        """GraphQL: users, a mutation, the schema; ticks for a subscription, as events."""
        given = request.document()
        query = given.get("query") if isinstance(given, dict) else None
        if not isinstance(given, dict) or not isinstance(query, str):
            raise Refusal(400, 'a GraphQL request is a JSON object with a "query"')
        try:
            is_subscription = _operation(given)[1].kind == "subscription"
        except QueryError:
            is_subscription = "text/event-stream" in request.header("accept")
        if is_subscription:
            kind = (("content-type", "text/event-stream"), ("cache-control", "no-store"))
            return Reply(200, kind, self._events(given))
        return json_reply(await anext(self._answers(given)))

    async def over_websocket(self, _request: Incoming, receive: Receive, send: Send) -> None:
        """The same by the protocol graphql-transport-ws."""
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL})
        async for text, _ in messages(receive):
            said = object_of(text)
            if said.get("type") == "connection_init":
                await say(send, {"type": "connection_ack"})
            elif said.get("type") == "ping":
                await say(send, {"type": "pong"})
            elif said.get("type") == "subscribe":
                async for answer in self._answers(said.get("payload")):
                    await say(send, {"id": said.get("id"), "type": "next", "payload": answer})
                await say(send, {"id": said.get("id"), "type": "complete"})
            elif said.get("type") != "complete":
                await send(close(4400, "not a message of the protocol"))
                return

    async def _events(self, given: Mapping[str, Any]) -> AsyncIterator[bytes]:
        async for answer in self._answers(given):
            yield f"event: next\ndata: {json.dumps(answer)}\n\n".encode()
        yield b"event: complete\ndata:\n\n"

    async def _answers(self, payload: object) -> AsyncIterator[dict[str, Any]]:
        try:
            given = payload if isinstance(payload, dict) else {}
            document, operation = _operation(given)
            variables = given.get("variables")
            variables = variables if isinstance(variables, dict) else {}
            execution = Execution(document, operation, variables, SCHEMA)
            if operation.kind != "subscription":
                yield {"data": execution.data(self._roots[operation.kind])}
                return
            count = execution.arguments().get("count")
            count = count if isinstance(count, int) and 0 < count <= MOST_TICKS else TICKS
            async for number in ticks(count, _PAUSE):
                yield {"data": execution.data({"tick": _always(number)})}
        except QueryError as error:
            yield {"errors": [{"message": str(error)}]}
        except Refusal as refusal:
            yield {"errors": [{"message": refusal.error}], "data": None}


def _operation(given: Mapping[str, Any]) -> tuple[Document, Operation]:
    query = str(given.get("query") or "")
    document = Document(query)
    for fault in faults(query, SCHEMA):
        raise QueryError(f"{fault.what}; {fault.hint}" if fault.hint else fault.what)
    name = given.get("operationName")
    return document, document.operation(name if isinstance(name, str) else None)


def _always(value: object) -> Resolver:
    return lambda _: value


def _listed(value: object) -> set[str]:
    return {str(each) for each in value} if isinstance(value, list) else {str(value)} - {"None"}
