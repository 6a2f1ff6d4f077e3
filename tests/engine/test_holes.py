import pytest

from workbench.engine.holes import FIRST, around_templates
from workbench.errors import WorkbenchError


def test_templates_come_back_as_they_were_whatever_is_between() -> None:
    text = r"a {{x}}b{{ y | z }} \{{no}} {{bad"

    assert around_templates(text, lambda masked: masked) == text
    assert (
        around_templates("{{a}} {{b}}", lambda masked: masked.replace(" ", "\n")) == "{{a}}\n{{b}}"
    )
    assert around_templates(text, lambda masked: (len(masked) == len(text)) * masked) == text


@pytest.mark.parametrize("text", [f"a{FIRST}", "{{a}}"])
def test_one_that_is_lost_is_refused(text: str) -> None:
    with pytest.raises(WorkbenchError):
        around_templates(text, lambda masked: "")
