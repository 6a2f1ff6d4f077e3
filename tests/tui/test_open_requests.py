from hypothesis import given
from hypothesis import strategies as st

from workbench.tui.open_requests import MOST_CLOSED, OpenRequests

NAMES = "abcdefgh"
NOTHING = OpenRequests()


def opened(names: str) -> OpenRequests:
    """Return some requests that are open and kept, the last of them active."""
    found = NOTHING
    for name in names:
        found = found.opening(name, keep=True)
    return found


def test_what_is_only_looked_at_shares_one_tab() -> None:
    tabs = opened("a").opening("b").opening("c")

    assert (tabs.order, tabs.active, tabs.preview) == (("a", "c"), "c", "c")


def test_opening_a_second_time_keeps_the_tab() -> None:
    tabs = NOTHING.opening("a").opening("a").opening("b")

    assert (tabs.order, tabs.preview) == (("a", "b"), "b")


def test_what_is_kept_leaves_the_preview_to_the_next() -> None:
    tabs = NOTHING.opening("a").keeping("a").opening("b").opening("c", keep=True)

    assert (tabs.order, tabs.active, tabs.preview) == (("a", "b", "c"), "c", "b")
    assert tabs.opening("d").order == ("a", "d", "c")


def test_a_new_tab_is_beside_the_active_one() -> None:
    assert opened("abc").going_to(0).opening("d", keep=True).order == ("a", "d", "b", "c")


def test_closing_the_active_one_goes_to_its_neighbour() -> None:
    tabs = opened("abc").going_to(1)

    assert tabs.closing("b").active == "c"
    assert tabs.closing("b").closing("c").active == "a"
    assert tabs.closing("a").active == "b"
    assert opened("a").closing("a").active is None


def test_what_was_closed_comes_back_where_it_was_the_latest_first() -> None:
    tabs = opened("abc").closing("b").closing("a")

    back = tabs.reopening(NAMES)
    assert (back.order, back.active) == (("a", "c"), "a")
    assert back.reopening(NAMES).order == ("a", "b", "c")
    assert tabs.reopening("bc").order == ("c", "b")
    assert tabs.reopening("").order == ("c",)


def test_closing_all_others_can_be_taken_back() -> None:
    tabs = opened("abcd").going_to(1).closing_others()
    assert (tabs.order, tabs.active) == (("b",), "b")

    for _ in range(3):
        tabs = tabs.reopening(NAMES)
    assert tabs.order == ("a", "b", "c", "d")


def test_steps_go_round_and_moves_stop_at_the_ends() -> None:
    tabs = opened("abc")

    assert tabs.stepping(1).active == "a"
    assert tabs.stepping(-1).active == "b"
    assert tabs.moving(1).order == ("a", "b", "c")
    assert tabs.moving(-2).order == ("c", "a", "b")
    assert tabs.moving_to("a", 1).order == ("b", "a", "c")
    assert tabs.moving_to("a", 9) == tabs.moving_to("a", 2)
    assert tabs.moving_to("z", 0) == tabs
    assert tabs.going_to(9) == tabs


def test_what_is_renamed_or_gone_is_followed() -> None:
    tabs = opened("abc").closing("a").opening("d")
    renamed = tabs.following(str.upper)

    assert (renamed.order, renamed.active, renamed.preview) == (("B", "C", "D"), "D", "D")
    assert renamed.closed == (("A", 0),)
    gone = tabs.retaining("bd")
    assert (gone.order, gone.active) == (("b", "d"), "d")
    assert tabs.retaining("bc").active == "c"


NODES = st.sampled_from(NAMES)
CHANGES = st.one_of(
    st.tuples(st.just("opening"), NODES, st.booleans()),
    st.tuples(st.just("keeping"), NODES),
    st.tuples(st.just("closing"), NODES),
    st.tuples(st.just("closing_others")),
    st.tuples(st.just("reopening"), st.sets(NODES)),
    st.tuples(st.just("stepping"), st.integers(-9, 9)),
    st.tuples(st.just("going_to"), st.integers(-2, 9)),
    st.tuples(st.just("moving"), st.integers(-9, 9)),
    st.tuples(st.just("moving_to"), NODES, st.integers(-2, 9)),
    st.tuples(st.just("retaining"), st.sets(NODES)),
)


@given(st.lists(CHANGES, max_size=40))
def test_no_change_breaks_what_holds_of_open_requests(changes: list[tuple[object, ...]]) -> None:
    tabs = NOTHING
    for name, *arguments in changes:
        before = tabs
        if name == "opening":
            node, keep = arguments
            tabs = tabs.opening(str(node), keep=bool(keep))
            assert tabs.active == node
            assert set(before.order) - set(tabs.order) <= {before.preview}
        else:
            tabs = getattr(tabs, str(name))(*arguments)
        assert len(set(tabs.order)) == len(tabs.order)
        assert tabs.active in tabs.order if tabs.order else tabs.active is None
        assert tabs.preview is None or tabs.preview in tabs.order
        assert len(tabs.closed) <= MOST_CLOSED
        if name == "closing" and before.order != tabs.order:
            back = tabs.reopening(before.order)
            assert back.order == before.order
            assert back.active == arguments[0]
