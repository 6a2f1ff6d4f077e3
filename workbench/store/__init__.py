"""Everything on disk: collections, drafts, settings, themes, and bodies too large for memory.

`CollectionStore(root)` loads a collection and changes it; `Drafts` keeps unsaved edits;
`Spool` holds a body. What cannot be done is a WorkbenchError with a Problem, and leaves
the files as they were.
"""

from .collection_store import CollectionStore
from .drafts import Draft, Drafts
from .new_collection import create_collection
from .paths import config_dir, state_dir, themes_dir
from .scan import is_collection
from .settings import load_settings, save_settings
from .shipped import shipped_collections, shipped_themes
from .slug import slug
from .spool import Spool
from .themes import load_themes
from .trash import Deleted

__all__ = [
    "CollectionStore",
    "Deleted",
    "Draft",
    "Drafts",
    "Spool",
    "config_dir",
    "create_collection",
    "is_collection",
    "load_settings",
    "load_themes",
    "save_settings",
    "shipped_collections",
    "shipped_themes",
    "slug",
    "state_dir",
    "themes_dir",
]
