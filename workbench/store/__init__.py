"""Everything on disk: collections, drafts, trust, settings, themes, large bodies.

`CollectionStore(root)` loads a collection, changes it, and notices what others change;
`Drafts` keeps unsaved edits; `Trust` knows what the user has granted; `open_attachment`
opens the files that requests send; `Spool` holds a body. What cannot be done is a
WorkbenchError with a Problem, and leaves the files as they were.
"""
