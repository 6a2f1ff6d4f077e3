"""Two changes to one request: the user's unsaved one, and one on disk since it was loaded."""

from workbench.errors import Problem, WorkbenchError
from workbench.model import NodeId


class ClashError(WorkbenchError):
    """A request was not saved, because its file is not what the edits were made from.

    `base` is the text that they were made from, None where it is not known any more;
    `ours` is that text with the edits, `theirs` is what the file holds now. Whoever has
    decided saves again with `base=content_hash(theirs)`.
    """

    def __init__(self, node: NodeId, where: str, base: str | None, ours: str, theirs: str) -> None:
        hint = "load it again and compare before you save"
        super().__init__(Problem("the file has changed on disk", where, hint))
        self.node = node
        self.base = base
        self.ours = ours
        self.theirs = theirs
