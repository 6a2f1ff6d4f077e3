from workbench.bodies.recognise import recognise
from workbench.store.spool import Spool
from workbench.tui.panes.response.finding import Finding
from workbench.tui.panes.response.left import LeftBody, LeftSearch
from workbench.tui.widgets.feeder import Feeder
from workbench.tui.widgets.left_view import LeftView
from workbench.tui.widgets.shown_body import ShownBody


def test_what_is_never_come_back_to_is_neither_searched_nor_read() -> None:
    spool = Spool()
    spool.append(b"ada\n")
    kind = recognise("text/plain", b"ada\n")
    feeder = Feeder(spool, kind.views[0].make(spool, "text/plain"))
    view = LeftView(
        ShownBody(spool, spool, kind), kind.views[0].name, False, {("raw", 0): feeder},
        feeder, None, 0, None, False,  # type: ignore[arg-type]  # nobody scrolls
    )  # fmt: skip
    finding = Finding(spool, "ada")
    finding.start(whole=False)
    left = LeftBody(spool, spool, view, LeftSearch("ada", True, finding, None, 0, 0))

    left.stop()

    finding._thread.join(5)
    assert not finding.running
    assert not feeder.behind
