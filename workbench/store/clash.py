"""Two changes to one request: the user's unsaved one, and one on disk since it was loaded."""

from workbench.errors import Problem, WorkbenchError
from workbench.formats.merge_choices import Conflict
from workbench.model import NodeId


class ClashError(WorkbenchError):
    """A request was not saved: its file has changed, and both changes are about one field.

    `base` is the text that the edits were made from, `ours` is that text with the edits,
    `theirs` is what the file holds. `conflicts` are the fields to choose a side for; there
    may be none if the `base` is not known any more and therefore None.
    """

    def __init__(
        self,
        node: NodeId,
        where: str,
        base: str | None,
        ours: str,
        theirs: str,
        conflicts: tuple[Conflict, ...],
    ) -> None:
        fields = ", ".join(f'"{conflict.field}"' for conflict in conflicts)
        hint = f"both sides changed {fields}" if fields else "compare before you save"
        super().__init__(Problem("the file has changed on disk", where, hint))
        self.node = node
        self.base = base
        self.ours = ours
        self.theirs = theirs
        self.conflicts = conflicts
