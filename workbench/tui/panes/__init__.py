"""The areas of the main screen, a folder each: widget, styles and messages together."""
