"""Text ⇄ model, purely: the files of a collection, environments, themes and settings.

`decode_…(text, where)` returns the noun or raises a WorkbenchError with one Problem that
names the file and line; no input whatever makes it raise anything else. `encode_…`
writes a new file, `edit_…` changes an existing text where the noun differs from it and
keeps every other byte: comments, order, spacing, unknown keys, line endings.

`merge_request_texts` merges two changes of a file by field, `canonical` puts one into the
order of new files, `file_problems` tells all that is wrong with one, and `schema` describes
a kind of file for editors.
"""
