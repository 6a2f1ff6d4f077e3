import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.engine.xml_writing import pretty_xml
from workbench.errors import WorkbenchError


def test_elements_without_text_get_lines_and_all_else_stays() -> None:
    text = (
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><rows a="1>2" b = \'"\'>'
        '<row id="{{id}}"><name>Ada  &amp;\n b</name><e/>  <n> {{x > 1}} </n><!-- c\n d -->\n\n'
        "<c><![CDATA[<x>]]></c><d> </d><f></f></row></rows>\n"
    )
    pretty, note = pretty_xml(text)

    assert pretty == (
        '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x "y">]>\n<rows a="1>2" b = \'"\'>\n'
        '  <row id="{{id}}">\n    <name>Ada  &amp;\n b</name>\n    <e/>\n    <n> {{x > 1}} </n>\n'
        "    <!-- c\n d -->\n    <c><![CDATA[<x>]]></c>\n    <d> </d>\n    <f></f>\n"
        "  </row>\n</rows>\n"
    )
    assert note == ""
    assert pretty_xml(pretty) == (pretty, "")


@pytest.mark.parametrize(
    ("text", "pretty", "note"),
    [
        ("<a><p>x <b/></p><c/></a>", "<a>\n  <p>x <b/></p>\n  <c/>\n</a>", "line 1: <p> has text"),
        ("<a>{{rows}}<b/></a>", "<a>{{rows}}<b/></a>", "line 1: <a> has text between its tags"),
        ("\n{{rows}}<b/>", "\n{{rows}}<b/>", "line 2: the body has text"),
        ('<a xml:space="preserve"> <b/></a>', '<a xml:space="preserve"> <b/></a>', "line 1: <a>"),
        ("{{body}}", "{{body}}", ""),
        ("", "", ""),
        ("<{{t}}><b/></{{t}}>", "<{{t}}>\n  <b/>\n</{{t}}>", ""),
    ],
)  # fmt: skip
def test_space_that_may_be_content_stays_and_why_is_told(text: str, pretty: str, note: str) -> None:
    found, why = pretty_xml(text)

    assert found == pretty
    assert why.startswith(note)
    assert bool(why) == bool(note)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<a>\n<b></a>", '2:4 "</a>" comes before "<b>" is closed'),
        ("{{x}}<a", "1:6 is no whole tag"),
        ("</a>", '1:1 "</a>" closes nothing that is open'),
        ("<a>", '1:1 "<a>" is not closed'),
    ],
)
def test_what_is_no_xml_is_refused(text: str, problem: str) -> None:
    with pytest.raises(WorkbenchError, match=re.escape(f"this is no XML: {problem}")):
        pretty_xml(text)


PARTS = ("<a>", "</a>", "<b c='1'>", "</b>", "<e/>", "x", " ", "\n", "{{t}}", "<!-- > -->",
         "<![CDATA[ ]]>", "<?p?>")  # fmt: skip
TREES = st.recursive(
    st.sampled_from(["x", " ", "\n ", "{{t}}", "<e/>", "<!-- < -->", "<![CDATA[ < ]]>", "<?p ?>"]),
    lambda inner: st.lists(inner, max_size=4).map(lambda parts: f"<a>{''.join(parts)}</a>"),
)


@given(TREES)
def test_nothing_changes_but_space_between_tags(text: str) -> None:
    pretty, _ = pretty_xml(text)

    assert re.sub(r">\s+<", "><", pretty).strip() == re.sub(r">\s+<", "><", text).strip()
    assert pretty_xml(pretty)[0] == pretty


@given(st.lists(st.sampled_from(PARTS)).map("".join))
@example("x<![CDATA[ ]]>")
def test_whatever_is_written_is_laid_out_or_refused(text: str) -> None:
    try:
        pretty, _ = pretty_xml(text)
    except WorkbenchError:
        return
    assert "".join(pretty.split()) == "".join(text.split())


def test_what_is_nested_deeply_is_laid_out() -> None:
    depth = 20_000
    pretty, _ = pretty_xml("<a>" * depth + "<b/>" + "</a>" * depth)

    assert pretty.count("\n") == 2 * depth
