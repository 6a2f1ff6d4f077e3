"""Text ⇄ model, purely: the files of a collection, environments, themes and settings.

`decode_…(text, where)` returns the noun or raises a WorkbenchError with one Problem that
names the file and line; no input whatever makes it raise anything else. `encode_…`
writes a new file, `edit_…` changes an existing text where the noun differs from it and
keeps every other byte: comments, order, spacing, unknown keys, line endings.
"""
