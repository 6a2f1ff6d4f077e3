from workbench.engine.reports.page import SCRIPT, STYLE


def test_neither_reaches_the_network_nor_ends_its_element_early() -> None:
    for text in (SCRIPT, STYLE):
        assert "http" not in text
        assert "url(" not in text
        assert "</" not in text
