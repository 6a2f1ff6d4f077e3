import time
from typing import Any

import pytest

from workbench.checks.markup import LARGEST, Markup, Tree, examine, work
from workbench.checks.values import Nodes, Unmet
from workbench.errors import WorkbenchError

HTML = """<!doctype html>
<html><head><title>A &amp; B</title><body>
<h1>Hi <b>there</b></h1>
<p class=a>one<br>two
<p id=x data-id=7>three</html>"""
XML = """<?xml version="1.0" encoding="latin1"?>
<shop xmlns="urn:shop" xmlns:x="urn:x"><item n="1">é</item><x:item>B</x:item></shop>"""


@pytest.mark.parametrize(
    ("text", "expression", "value"),
    [
        (HTML, "//h1", ["Hi there"]),
        (HTML, "string(//title)", "A & B"),
        (HTML, "normalize-space(//p[1])", "onetwo"),
        (HTML, "count(//p)", 2),
        (HTML, "boolean(count(//h2))", False),
        (HTML, "string(//p[@id='x']/@data-id)", "7"),
        (HTML, "//p/@class", ["a"]),
        (HTML, "//h1/b/text()", ["there"]),
        (HTML, "//h2", []),
        (HTML, "1 div 8", 0.125),
        (XML, "//_:item", ["é"]),
        (XML, "string(//x:item)", "B"),
        (XML, "//_:item/@n", ["1"]),
        (XML, "/_:shop/namespace::x", ["urn:x"]),
        ("<r><!--note--><?do it?></r>", "//comment() | //processing-instruction()", ["note", "it"]),
    ],
)
def test_an_xpath_finds_texts_numbers_and_truth(text: str, expression: str, value: Any) -> None:
    found = Tree(text).find(expression)

    assert found.value == value
    assert isinstance(found.value, Nodes) is isinstance(value, list)


def test_the_place_of_an_element_is_its_line() -> None:
    assert Tree(HTML, "html").find("//h1").where == "body:3"


@pytest.mark.parametrize(
    ("text", "markup", "why"),
    [
        ("<a><b></a>", "xml", "not XML: Opening and ending tag mismatch"),
        ("<?xml version='1.0'?><a>", "", "not XML"),
        ("  \n", "html", "empty"),
        ("<a>" + "x" * LARGEST + "</a>", "", "too large"),
        ("<a>" * 500 + "</a>" * 500, "xml", "not XML"),
    ],
)
def test_what_is_no_markup_says_why(text: str, markup: Markup, why: str) -> None:
    with pytest.raises(Unmet) as error:
        Tree(text, markup)

    assert why in error.value.reason


def test_entities_are_not_expanded_and_files_are_not_read() -> None:
    bomb = "<!DOCTYPE r [<!ENTITY a 'ha'>" + "".join(
        f"<!ENTITY {name} '&{before};&{before};'>"
        for before, name in zip("abcdefghijklmnopqrst", "bcdefghijklmnopqrstu", strict=True)
    )
    outside = "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r>&x;</r>"

    assert len(Tree(bomb + "]><r>&u;</r>").find("string(/)").value) < 100
    assert "root:" not in Tree(outside).find("string(/)").value
    assert "root:" not in str(Tree(outside).find("//r").value)


@pytest.mark.parametrize(
    "expression",
    ["//h1[", "count(", "foo()", "", "$x", "//p:q", "re:test('a', '(a+)+$')", "document('x')"],
)
def test_what_is_no_xpath_says_so(expression: str) -> None:
    with pytest.raises(WorkbenchError, match="is not an XPath"):
        Tree("<a xmlns:re='http://exslt.org/regular-expressions'/>").find(expression)


def test_an_expression_is_examined_without_a_document() -> None:
    examine("//p:q[1]")
    with pytest.raises(WorkbenchError, match="is not an XPath"):
        examine("//p[")


def test_the_texts_of_all_ancestors_are_too_much() -> None:
    text = "<a>" * 100 + "x" * 1_000_000 + "</a>" * 100

    assert Tree(text).find("string-length(/)").value == 1_000_000
    with pytest.raises(WorkbenchError, match="too much text"):
        Tree(text).find("//a")


def test_searches_in_searches_cost_most() -> None:
    size, depth = 10_000, 20

    assert work("//p", size, depth) == size
    assert work("/html/body/p", size, depth) == 1
    assert work("//a[contains(., '//[')]", size, depth) == size
    assert work("//div//p", size, depth) == size**2
    assert work("//tr[.//td]", size, depth) == size * depth
    assert work("//tr[//td]", size, depth) == size**2
    assert work("//a[preceding::b]", size, depth) == size**2
    assert work("//a[child::b]", size, depth) == size
    assert work("//a[descendant::b]", size, depth) == size * depth
    assert work("//a[contains(.., 'x')]", size, depth, 8_000_000) == size * 1_000_000
    assert work("//a[string(/) = 'x']", size, depth, 8_000_000) == size * 1_000_000
    assert work("//a[b/c = 'x'][d < 5]", size, depth) == size
    assert work("//a[b/c = ./d/e]", size, depth) == size + size**2
    assert work("/r/a = /r/b", size, depth) == 1 + size**2
    assert work("count(/r/a | /r/b)", size, depth) == 1 + size**2
    assert work("/r/a/following-sibling::a", size, depth) == size**2
    assert work("/r/a/ancestor::b", size, depth) == size * depth
    assert work("//a[. = 'x']", size, depth, 0, 5_000_000) == size + 10_000_000
    assert work("//a[translate(., 'ab', 'cd')]", size, depth, 0, 1000) == size + 29_000
    assert work("/a/b/..", size, depth) == 1


def test_too_much_work_is_refused_at_once() -> None:
    tree = Tree("<r>" + "<a><b/></a>" * 50_000 + "</r>")
    started = time.process_time()

    with pytest.raises(WorkbenchError, match="too much work"):
        tree.find("//*//*")
    with pytest.raises(WorkbenchError, match="at most"):
        tree.find("/r" * 1000)
    assert tree.find("count(//b)").value == 50_000
    assert time.process_time() - started < 20


FLAT = "<r>" + "<a/>" * 200_000 + "<b>x</b>" * 200_000 + "</r>"
NESTED = "<a>" * 200 + "x" * 4_000_000 + "</a>" * 200


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        (FLAT, "/r/a = /r/b"),
        (FLAT, "count(/r/a | /r/b)"),
        (FLAT, "count(/r/a[. = ../b])"),
        (FLAT, "count(/r/a/following-sibling::a)"),
        (FLAT, "count(//a/preceding::b)"),
        (FLAT, "count(//a[count(../b) > 1])"),
        (NESTED, f"count(//a{'[not(contains(., 1))]' * 30})"),
        (NESTED, f"count(//a[translate(., '{'y' * 300}', '') = 'y'])"),
        (NESTED, f"string-length(concat({'/,' * 100} /))"),
    ],
)
def test_what_libxml2_would_take_minutes_for_is_refused_at_once(text: str, expression: str) -> None:
    tree = Tree(text, "xml")
    started = time.process_time()

    with pytest.raises(WorkbenchError, match="too much work"):
        tree.find(expression)
    assert time.process_time() - started < 20
