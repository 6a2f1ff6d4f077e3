from time import thread_time

from workbench.bodies.code.graphql_lines import GraphQLLines

from .reading import read


def test_the_parts_of_a_query() -> None:
    assert read(GraphQLLines(), 'query Q($id: ID!) @a { u(id: $id, n: "x") ...F } # b') == [
        ("word", "query"), ("type", "Q"), ("punct", "("), ("number", "$id"), ("punct", ":"),
        ("type", "ID"), ("punct", "!)"), ("number", "@a"), ("punct", "{"), ("name", "u"),
        ("punct", "("), ("key", "id"), ("number", "$id"), ("punct", ","), ("key", "n"),
        ("string", '"x"'), ("punct", ")"), ("punct", "..."), ("type", "F"), ("punct", "}"),
        ("comment", "# b"),
    ]  # fmt: skip


def test_a_block_string_goes_on_over_lines() -> None:
    assert read(GraphQLLines(), '"""a\n{ b }\nc""" d') == [
        ("string", '"""'), ("string", "a"), ("string", "{ b }"), ("string", 'c"""'), ("name", "d"),
    ]  # fmt: skip


def test_a_template_is_left_to_others() -> None:
    assert read(GraphQLLines(), "{{id}}") == []


def test_a_hostile_line_is_read_in_time() -> None:
    began = thread_time()
    for line in ('"' * 9_999, "{{" * 5_000, "a" * 9_999, "a " * 5_000, '"\\' * 5_000):
        read(GraphQLLines(), line)

    assert thread_time() - began < 10
