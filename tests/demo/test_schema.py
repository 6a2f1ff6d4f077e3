from workbench.demo.schema import SCHEMA, told
from workbench.graphql import Argument, Field, Schema, Type
from workbench.graphql.schema import named


def test_types_lead_to_one_another() -> None:
    argument = Argument("first", "Int", "how many")
    user = Type("User", "OBJECT", {"friends": Field("friends", "[User!]", (argument,))})
    schema = told(Schema({"User": user, "Int": Type("Int", "SCALAR")}, {"query": "User"}))
    (field,) = schema["queryType"]["fields"]

    assert schema["types"][0] is schema["queryType"]
    assert (field["type"]["kind"], field["type"]["ofType"]["kind"]) == ("LIST", "NON_NULL")
    assert field["type"]["ofType"]["ofType"] is schema["queryType"]
    assert field["args"][0]["type"] is schema["types"][1]


def test_every_type_that_is_named_is_there() -> None:
    fields = [field for each in SCHEMA.types.values() for field in each.fields.values()]
    written = [field.type for field in fields]
    written += [each.type for field in fields for each in field.arguments]

    assert {named(each) for each in written} <= set(SCHEMA.types)
