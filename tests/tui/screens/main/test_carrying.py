import pytest

from workbench.tui.screens.main.carrying import asks, carrier, carriers, does_ask


class Lamps:
    def switch_on(self) -> str:
        return "on"

    @asks
    async def dim(self) -> None: ...


def test_each_command_finds_the_method_of_its_name() -> None:
    found = carriers([object(), Lamps()], ["switch-on", "dim"])

    assert found["switch-on"]() == "on"
    assert does_ask(found["dim"])
    assert not does_ask(found["switch-on"])


def test_a_command_is_looked_for_in_some_groups_only() -> None:
    found = carrier([object(), Lamps()], "switch-on")

    assert found is not None
    assert found() == "on"
    assert carrier([object(), Lamps()], "explode") is None


def test_a_command_that_nobody_carries_out_is_noticed_at_once() -> None:
    with pytest.raises(LookupError, match="explode"):
        carriers([Lamps()], ["explode"])


def test_a_command_that_two_would_carry_out_is_noticed_at_once() -> None:
    with pytest.raises(LookupError, match="2 carry out the command dim"):
        carriers([Lamps(), Lamps()], ["dim"])
