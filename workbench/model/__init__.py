"""The nouns of Workbench: frozen values without behaviour beyond their own consistency."""

from .auth import AuthSpec, BasicAuth, BearerAuth, InheritAuth, NoAuth
from .body import BodySpec, FormBody, NoBody, TextBody, TextKind
from .collection import (
    Broken,
    Collection,
    Defaults,
    Folder,
    Node,
    NodeId,
    SavedRequest,
    requests,
    walk,
)
from .environment import Environment
from .exchange import (
    Bytes,
    Exchange,
    Failure,
    FailureKind,
    HeaderList,
    Hop,
    Phase,
    Timings,
)
from .options import Options
from .request_spec import RequestSpec
from .resolved import Resolved
from .rows import Row, Rows
from .run import Plan, Report, RunRow
from .settings import Layout, Settings
from .theme import Theme

__all__ = [
    "AuthSpec",
    "BasicAuth",
    "BearerAuth",
    "BodySpec",
    "Broken",
    "Bytes",
    "Collection",
    "Defaults",
    "Environment",
    "Exchange",
    "Failure",
    "FailureKind",
    "Folder",
    "FormBody",
    "HeaderList",
    "Hop",
    "InheritAuth",
    "Layout",
    "NoAuth",
    "NoBody",
    "Node",
    "NodeId",
    "Options",
    "Phase",
    "Plan",
    "Report",
    "RequestSpec",
    "Resolved",
    "Row",
    "Rows",
    "RunRow",
    "SavedRequest",
    "Settings",
    "TextBody",
    "TextKind",
    "Theme",
    "Timings",
    "requests",
    "walk",
]
