from workbench.bodies.html_text import html_lines

from .growing import plain


def rendered(text: str) -> list[str]:
    return plain(list(html_lines(text)))


def test_blocks_are_lines_and_paragraphs_stand_apart() -> None:
    assert rendered("<title>T</title><h1>A  b</h1><div>c<br>d</div><p>e<p>f") == [
        "T", "", "A b", "", "c", "d", "", "e", "", "f"
    ]  # fmt: skip


def test_lists_tables_and_links_keep_their_shape() -> None:
    assert rendered("<ul><li>one<ul><li>in</ul><li><a href='/x'>two</a></ul>") == [
        "• one", "  • in", "• two </x>"
    ]  # fmt: skip
    assert rendered("<table><tr><th>a<th>b<tr><td>1<td>2</table>") == ["a │ b", "1 │ 2"]


def test_scripts_and_styles_are_not_text() -> None:
    assert rendered("<style>a{}</style><script>alert('<p>no')</script>yes") == ["yes"]


def test_preformatted_text_keeps_its_lines() -> None:
    assert rendered("<pre>\n a\n  b\n</pre>") == [" a", "  b"]


def test_images_show_their_descriptions_and_controls_are_made_visible() -> None:
    assert rendered("<img alt='a cat'>\x1b[2J") == ["[image: a cat] ␛[2J"]


def test_a_page_that_never_closes_anything_is_read() -> None:
    assert len(rendered("<div><ul><li><a href=x>" * 500 + "end")) >= 1
