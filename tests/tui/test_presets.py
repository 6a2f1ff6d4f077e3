from typing import get_args

from workbench.preferences import Preset
from workbench.tui.presets import LEADERS, PRESETS


def test_there_is_a_preset_for_each_that_the_settings_know() -> None:
    assert set(PRESETS) == set(LEADERS) == set(get_args(Preset))
