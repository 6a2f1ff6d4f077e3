import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.engine.graphql_writing import pretty_graphql
from workbench.errors import WorkbenchError

TEXT = '''# who
query  Q($id:ID!,$f:In={a:1,b:[1,2]}) @d(x:1){ me(id:$id,
   filter:{name:"{{x}}",tags:[A B]}){id,name # the name
 ...F ...on User @include(if:$f){ a b:c(x:{{n}}) } ...@skip(if:true){z}
 {{more}} q{{x}}y last {{a}} } }
fragment F on User{a}


query($a:Int){a}
type T implements A&B @k(f:"x"){"""doc
 it""" a(x:Int=1 y:[Int!]!):Int! @dep b:[S] }
scalar D
union U=A|B
'''

PRETTY = '''# who
query Q($id: ID!, $f: In = {a: 1, b: [1, 2]}) @d(x: 1) {
  me(id: $id
    filter: {name: "{{x}}", tags: [A B]}) {
    id
    name # the name
    ...F
    ... on User @include(if: $f) {
      a
      b: c(x:{{n}})
    }
    ... @skip(if: true) {
      z
    }
    {{more}} q{{x}}y
    last {{a}}
  }
}

fragment F on User {
  a
}

query ($a: Int) {
  a
}

type T implements A & B @k(f: "x") {
  """doc
 it"""
  a(x: Int = 1 y: [Int!]!): Int! @dep
  b: [S]
}

scalar D
union U = A | B
'''


def test_each_field_gets_a_line_and_all_else_stays() -> None:
    assert pretty_graphql(TEXT) == PRETTY
    assert pretty_graphql(PRETTY) == PRETTY


@pytest.mark.parametrize("text", ["", "  ", "# only\n", "{{query}}", "{{query}}\n{{fragments}}\n"])
def test_what_has_no_fields_stays_as_it_is(text: str) -> None:
    assert pretty_graphql(text) == text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{a", '1:3 "{" is not closed'),
        ("{{x}} a}", '1:8 "}" is out of place'),
        ("{\na ; }", '2:3 ";" is out of place'),
        ("{a)", '1:3 ")" is out of place'),
        ('{a(b:"}', '1:6 """ is out of place'),
    ],
)
def test_what_cannot_be_taken_apart_is_refused(text: str, problem: str) -> None:
    with pytest.raises(WorkbenchError, match=re.escape(f"this is no GraphQL: {problem}")):
        pretty_graphql(text)


PARTS = ("{", "}", "(", ")", "[", "]", ":", "=", "!", "a", "on", "...", "$a", "@d", " ", ",",
         "\n", "# c\n", "{{t}}", '"s {{t}}"', '"""b\n"""', "1", "|", "&", "query")  # fmt: skip


@given(st.lists(st.sampled_from(PARTS)).map("".join))
def test_nothing_changes_but_space_and_commas(text: str) -> None:
    try:
        pretty = pretty_graphql(text)
    except WorkbenchError:
        return
    assert re.sub(r"[\s,]+", "", pretty) == re.sub(r"[\s,]+", "", text)
    assert pretty.count("{{t}}") == text.count("{{t}}")
