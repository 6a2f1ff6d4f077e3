import re
from uuid import UUID

from workbench.engine.functions import FUNCTIONS


def test_a_uuid_is_new_each_time() -> None:
    first, second = FUNCTIONS["uuid"](), FUNCTIONS["uuid"]()

    assert UUID(first) != UUID(second)


def test_now_is_a_time_in_the_form_asked_for() -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", FUNCTIONS["now"]())
    assert re.fullmatch(r"\d{4}", FUNCTIONS["now"](format="%Y"))
