"""Everything on disk: collections, drafts, settings, themes, and bodies too large for memory.

`CollectionStore(root)` loads a collection and changes it; `Drafts` keeps unsaved edits;
`Spool` holds a body. What cannot be done is a WorkbenchError with a Problem, and leaves
the files as they were.
"""
