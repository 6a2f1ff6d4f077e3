"""What a language makes of a text, in a form that is easy to compare."""

from workbench.bodies.code.coloring import Language


def read(language: Language, text: str) -> list[tuple[str, str]]:
    """Return the parts of all lines: what they are, and their text."""
    found, inside = [], ""
    for line in text.split("\n"):
        spans, inside = language.spans(line, inside)
        assert all(0 <= span.start < span.end <= len(line) for span in spans)
        assert [span.start for span in spans] == sorted(span.start for span in spans)
        found += [(span.kind, line[span.start : span.end]) for span in spans]
    return found
