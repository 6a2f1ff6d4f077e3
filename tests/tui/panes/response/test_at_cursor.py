import pytest

from workbench.errors import WorkbenchError

from ...widgets.test_body_view import Body
from .test_body import ITEMS, showing

pytestmark = pytest.mark.anyio


async def test_an_offset_can_be_gone_to() -> None:
    async with showing(Body(ITEMS)) as here:
        await here.pane.go_to(f"@{ITEMS.index(b'item 77')}")
        await here.sees("$.list[77].name")
        await here.pane.go_to("@0x0")
        assert here.pane.view.cursor == 0


async def test_nodes_fold_at_the_cursor_and_around_it() -> None:
    async with showing(Body(ITEMS)) as here:
        here.pane.view.go_to(3)  # "id" in the first item
        await here.pane.fold()
        await here.sees("{ 2 keys },", "3/2,004")
        await here.pane.fold()
        await here.sees('"id": 0')
        here.pane.view.go_to(1)
        await here.pane.fold()
        await here.sees("[ 500 items ]")
        await here.pane.go_to("1000")
        await here.sees("1,000/2,004")
        here.pane.view.go_to(1)
        await here.pane.fold()
        here.pane.unfold_all()
        await here.sees('"id": 1')
        await here.pane.next_mode()
        with pytest.raises(WorkbenchError, match="nothing to fold"):
            await here.pane.fold()


FEED = (
    b"<feed>"
    + b"".join(
        b"<entry id='%d'><title>item %d</title><p>one <b>two</b></p></entry>" % (n, n)
        for n in range(500)
    )
    + b"</feed>"
)


async def test_elements_of_xml_fold_and_have_paths() -> None:
    async with showing(Body(FEED), "xml") as here:
        await here.sees("<title>item 0</title>")
        here.pane.view.go_to(2)
        await here.sees("/feed/entry[1]/title[1]")
        await here.pane.fold()
        await here.sees("<entry id='0'> 2 elements </entry>", "2/3,002", "/feed/entry[1]")
        await here.pane.go_to(f"@{FEED.index(b'item 77<')}")
        await here.sees("/feed/entry[78]/title[1]")
        here.pane.view.go_to(0)
        await here.pane.fold()
        await here.sees("<feed> 500 elements </feed>")
        await here.pane.fold()
        await here.sees("<entry id='0'> 2 elements </entry>", "<title>item 1</title>")
        here.pane.unfold_all()
        await here.sees("<title>item 0</title>")


async def test_an_element_can_be_taken_and_is_no_value_to_check() -> None:
    async with showing(Body(FEED), "xml") as here:
        here.pane.view.go_to(2)
        value = await here.pane.value(elements=True)
        assert value.path == "/feed/entry[1]/title[1]"
        assert value.raw == b"<title>item 0</title>"
        with pytest.raises(WorkbenchError, match="no JSON value"):
            await here.pane.value()


async def test_a_row_is_taken_as_it_was_sent() -> None:
    async with showing(Body(b"one\x01\ntwo"), "text") as here:
        assert (await here.pane.row_text()) == "one\x01"
        await here.pane.next_mode()
        await here.sees("hex")
        assert (await here.pane.row_text()).startswith("00000000  6f 6e 65 01")
