import pytest

from workbench.bodies.recognise import recognise
from workbench.store.spool import Spool
from workbench.tui.widgets.body_view import BodyView

from .apps import Showing

pytestmark = pytest.mark.anyio
LINES = b"".join(b"line %d\n" % n for n in range(200))


def body(data: bytes) -> Spool:
    """Return a body that holds some bytes."""
    spool = Spool()
    spool.append(data)
    return spool


async def test_a_body_is_come_back_to_with_what_has_come_in_since() -> None:
    view, spool = BodyView(), body(LINES)
    async with Showing(view).run_test(size=(60, 20)) as pilot:
        view.show(spool, recognise("text/plain", LINES))
        view.grow()
        view.go_to_row(120, centred=True)
        await pilot.pause()
        before = view.cursor, view.scroll_offset, view.mode
        left = view.leave()
        assert view.rows_total == 0
        assert view.index is None

        view.show(body(b"other"), recognise("text/plain", b"other"))
        view.grow(whole=True)
        await pilot.pause()
        spool.append(b"the end")
        view.come_back(left)
        await pilot.pause()

        assert (view.cursor, view.scroll_offset, view.mode) == before
        assert view.rows_total == 201


async def test_what_is_never_come_back_to_reads_nothing() -> None:
    view, spool = BodyView(), body(LINES)
    async with Showing(view).run_test(size=(60, 20)):
        view.show(spool, recognise("text/plain", LINES))
        view.grow()
        left = view.leave()
        left.stop()
        assert left.feeder is not None
        spool.append(LINES)

        assert not left.feeder.behind
        assert not left.feeder.step()


async def test_wrapped_lines_are_wrapped_anew_for_another_width() -> None:
    view, spool = BodyView(), body(b"x" * 300)
    async with Showing(view).run_test(size=(60, 20)) as pilot:
        view.show(spool, recognise("text/plain", b"x" * 300))
        await view.wrap(True)
        view.grow(whole=True)
        left, rows = view.leave(), 6
        await pilot.resize_terminal(40, 20)
        view.come_back(left)
        view.grow(whole=True)
        for _ in range(50):
            await pilot.pause(0.01)
            if view.rows_total > rows:
                break

        assert view.rows_total > rows
