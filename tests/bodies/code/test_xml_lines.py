from time import thread_time

from workbench.bodies.code.xml_lines import XmlLines

from .reading import read


def test_the_parts_of_a_tag() -> None:
    assert read(XmlLines(), '<s:a b="1" c=\'x\'/>t &amp; u</s:a>') == [
        ("punct", "<"), ("word", "s:a"), ("key", "b"), ("punct", "="), ("string", '"1"'),
        ("key", "c"), ("punct", "="), ("string", "'x'"), ("punct", "/>"), ("number", "&amp;"),
        ("punct", "</"), ("word", "s:a"), ("punct", ">"),
    ]  # fmt: skip


def test_what_goes_on_over_lines() -> None:
    text = "<?xml\n?><!DOCTYPE a\n><!-- b\n<c>\n--><a\n d='1'\n><![CDATA[<e>\n]]>f"

    assert read(XmlLines(), text) == [
        ("comment", "<?"), ("comment", "xml"), ("comment", "?>"), ("comment", "<!"),
        ("comment", "DOCTYPE a"), ("comment", ">"), ("comment", "<!--"), ("comment", " b"),
        ("comment", "<c>"), ("comment", "-->"), ("punct", "<"), ("word", "a"), ("key", "d"),
        ("punct", "="), ("string", "'1'"), ("punct", ">"), ("string", "<![CDATA["),
        ("string", "<e>"), ("string", "]]>"),
    ]  # fmt: skip


def test_a_hostile_line_is_read_in_time() -> None:
    began = thread_time()
    for line in ("<" * 9_999, "<a " + '"' * 9_999, "&" * 9_999, "<!--" * 2_500, "<a" + "=" * 9_999):
        read(XmlLines(), line)

    assert thread_time() - began < 10
