"""A schema as a server tells it."""

from typing import Any

from workbench.graphql import Schema, read_schema


def ref(written: str) -> dict[str, Any]:
    """Return a type as introspection writes it."""
    if written.endswith("!"):
        return {"kind": "NON_NULL", "name": None, "ofType": ref(written[:-1])}
    if written.startswith("["):
        return {"kind": "LIST", "name": None, "ofType": ref(written[1:-1])}
    return {"kind": "SCALAR", "name": written}


def named(pairs: dict[str, str]) -> list[dict[str, Any]]:
    return [{"name": name, "type": ref(of)} for name, of in pairs.items()]


def kind(name: str, fields: dict[str, tuple[str, dict[str, str]]], of: str = "OBJECT") -> Any:
    told = [
        {"name": each, "type": ref(written), "args": named(arguments), "description": f"the {each}",
         "isDeprecated": each == "old", "deprecationReason": "use id" if each == "old" else None}
        for each, (written, arguments) in fields.items()
    ]  # fmt: skip
    return {"kind": of, "name": name, "fields": told}


DATA: dict[str, Any] = {
    "queryType": {"name": "Query"},
    "mutationType": {"name": "Mutation"},
    "subscriptionType": None,
    "types": [
        kind("Query", {
            "user": ("User", {"id": "ID!", "role": "Role"}),
            "users": ("[User!]!", {"filter": "Filter", "roles": "[Role!]"}),
            "node": ("Node", {"id": "ID!"}),
        }),
        kind("Mutation", {"addUser": ("User!", {"input": "Filter!"})}),
        kind("User", {"old": ("ID", {}), "id": ("ID!", {}), "name": ("String", {}),
                      "friends": ("[User!]", {"first": "Int"}), "admin": ("Boolean", {})}),
        kind("Node", {"id": ("ID!", {})}, "INTERFACE"),
        {"kind": "ENUM", "name": "Role", "enumValues": [{"name": "ADMIN"}, {"name": "GUEST"}]},
        {"kind": "INPUT_OBJECT", "name": "Filter", "inputFields": named(
            {"name": "String!", "role": "Role", "active": "Boolean", "and": "Filter"})},
        *({"kind": "SCALAR", "name": name} for name in ("ID", "String", "Int", "Boolean")),
    ],
}  # fmt: skip
SCHEMA: Schema = read_schema(DATA)
