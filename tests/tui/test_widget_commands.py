from workbench.tui.widget_commands import BUILT_ON, SCOPES, TITLES, WIDGET_COMMANDS


def test_ids_are_unique_and_begin_with_their_scope() -> None:
    assert len({command.id for command in WIDGET_COMMANDS}) == len(WIDGET_COMMANDS)
    assert all(c.id.startswith(f"{scope}.") for scope in SCOPES for c in SCOPES[scope])


def test_every_scope_has_a_title() -> None:
    assert set(TITLES) == set(SCOPES)
    assert {*BUILT_ON, *BUILT_ON.values()} <= set(SCOPES)
