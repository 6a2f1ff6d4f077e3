from workbench.engine.layouts import KINDS, laid_out


def test_each_kind_has_a_layout() -> None:
    texts = {"json": "[{{a}}]", "xml": "<a><b/></a>", "graphql": "{a}"}

    assert {kind: laid_out(kind, texts[kind]) for kind in KINDS} == {
        "json": ("[\n  {{a}}\n]", ""),
        "xml": ("<a>\n  <b/>\n</a>", ""),
        "graphql": ("{\n  a\n}", ""),
    }
