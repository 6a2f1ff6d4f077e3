"""What the demo offers by GraphQL, and how it tells of that."""

from typing import Any

from workbench.graphql import Argument, Field, Schema, Type


def _type(name: str, about: str, *fields: Field) -> Type:
    return Type(name, "OBJECT", {each.name: each for each in fields}, description=about)


def _required(name: str, of: str, about: str = "") -> Argument:
    return Argument(name, of, about, required=True)


_TAG = Argument("tag", "[String!]", "Only those that have all of these")
_OLD = (Argument("includeDeprecated", "Boolean"),)
_KINDS = ("SCALAR", "OBJECT", "INTERFACE", "UNION", "ENUM", "INPUT_OBJECT", "LIST", "NON_NULL")
_TYPES = (
    _type(
        "Query",
        "What can be asked for.",
        Field("users", "[User!]!", (_TAG,), "All users"),
        Field("user", "User", (_required("id", "ID!"),), "One user, or null if there is none"),
    ),
    _type(
        "Mutation",
        "What can be changed. It lives in memory.",
        Field(
            "createUser",
            "User!",
            (_required("name", "String!"), Argument("email", "String"),
             Argument("tags", "[String!]")),
            "A new user",
        ),
        Field("deleteUser", "User", (_required("id", "ID!"),), "Takes a user away"),
    ),
    _type(
        "Subscription",
        "What can be listened to.",
        Field("tick", "Int!", (Argument("count", "Int", "How many; 5 if it is not said"),),
              "A number, ten times a second"),
    ),
    _type(
        "User",
        "Somebody, as under /users.",
        Field("id", "ID!"),
        Field("name", "String!"),
        Field("email", "String!"),
        Field("tags", "[String!]!"),
    ),
    *(Type(name, "SCALAR") for name in ("Boolean", "ID", "Int", "String")),
    _type(
        "__Schema",
        "All of this.",
        Field("queryType", "__Type!"),
        Field("mutationType", "__Type"),
        Field("subscriptionType", "__Type"),
        Field("types", "[__Type!]!"),
        Field("directives", "[__Directive!]!"),
    ),
    _type(
        "__Type",
        "",
        Field("kind", "__TypeKind!"),
        Field("name", "String"),
        Field("description", "String"),
        Field("fields", "[__Field!]", _OLD),
        Field("interfaces", "[__Type!]"),
        Field("possibleTypes", "[__Type!]"),
        Field("enumValues", "[__EnumValue!]", _OLD),
        Field("inputFields", "[__InputValue!]"),
        Field("ofType", "__Type"),
    ),
    _type(
        "__Field",
        "",
        Field("name", "String!"),
        Field("description", "String"),
        Field("args", "[__InputValue!]!"),
        Field("type", "__Type!"),
        Field("isDeprecated", "Boolean!"),
        Field("deprecationReason", "String"),
    ),
    _type(
        "__InputValue",
        "",
        Field("name", "String!"),
        Field("description", "String"),
        Field("type", "__Type!"),
        Field("defaultValue", "String"),
    ),
    _type("__EnumValue", "", Field("name", "String!"), Field("isDeprecated", "Boolean!")),
    _type("__Directive", "", Field("name", "String!"), Field("args", "[__InputValue!]!")),
    Type("__TypeKind", "ENUM", values=_KINDS),
)  # fmt: skip
SCHEMA = Schema(
    {each.name: each for each in _TYPES},
    {"query": "Query", "mutation": "Mutation", "subscription": "Subscription"},
)


def told(schema: Schema) -> dict[str, Any]:
    """Return a `__Schema`; its types lead to one another, so only a selection of it has an end."""
    types: dict[str, dict[str, Any]] = {name: {} for name in schema.types}
    for name, each in schema.types.items():
        types[name] |= {
            "kind": each.kind,
            "name": name,
            "description": each.description or None,
            "fields": [_field(field, types) for field in each.fields.values()] or None,
            "enumValues": [{"name": value, "isDeprecated": False} for value in each.values] or None,
            "interfaces": [] if each.kind == "OBJECT" else None,
        }
    roots = {f"{kind}Type": types[name] for kind, name in schema.roots.items()}
    return {**roots, "types": list(types.values()), "directives": []}


def _field(field: Field, types: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": field.name,
        "description": field.description or None,
        "args": [
            {
                "name": each.name,
                "description": each.description or None,
                "type": _reference(each.type, types),
            }
            for each in field.arguments
        ],
        "type": _reference(field.type, types),
        "isDeprecated": False,
    }


def _reference(written: str, types: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if written.endswith("!"):
        return {"kind": "NON_NULL", "ofType": _reference(written[:-1], types)}
    if written.startswith("["):
        return {"kind": "LIST", "ofType": _reference(written[1:-1], types)}
    return types[written]
