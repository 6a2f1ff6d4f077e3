"""The nouns of Workbench: frozen values without behaviour beyond their own consistency.

What comes of sending is imported when it is first asked for: a start shows what is there to
be sent.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from .auth import (
    ApiKeyAuth,
    AuthSpec,
    AwsSigV4Auth,
    BasicAuth,
    BearerAuth,
    DigestAuth,
    InheritAuth,
    NetrcAuth,
    NoAuth,
    OAuth2Auth,
    OAuth2Grant,
)
from .body import (
    BodySpec,
    FileBody,
    FormBody,
    GraphQLBody,
    MultipartBody,
    NoBody,
    Part,
    TextBody,
    TextKind,
)
from .checks import Baseline, Captured, Check, CheckRetry, Checks, Verdict
from .collection import (
    Broken,
    Collection,
    Defaults,
    Folder,
    Node,
    NodeId,
    SavedRequest,
    Unread,
    requests,
    walk,
)
from .environment import Environment
from .message import Message, MessageKind, Messages
from .options import Options
from .request_spec import RequestSpec
from .rows import Row, Rows
from .value import Value, json_of, text_of
from .variable import SecretReference, Variable, Variables
from .view import View

if TYPE_CHECKING:
    from .baseline import StoredBody, StoredBytes, StoredJson, StoredResponse, StoredText
    from .cookie import KeptCookie
    from .exchange import (
        FRAMES,
        Bytes,
        Connection,
        Exchange,
        Failure,
        FailureKind,
        HeaderList,
        Hop,
        Phase,
        SetCookie,
        Talk,
        TalkState,
        Timings,
    )
    from .origins import Answered, Origin, OriginPart, Origins
    from .outcome import STATES, Outcome, RunReport, State
    from .resolved import Recipient, Resolved
    from .run import Plan, Report, RunRow
    from .trust import Capabilities


__all__ = [
    "FRAMES",
    "STATES",
    "Answered",
    "ApiKeyAuth",
    "AuthSpec",
    "AwsSigV4Auth",
    "Baseline",
    "BasicAuth",
    "BearerAuth",
    "BodySpec",
    "Broken",
    "Bytes",
    "Capabilities",
    "Captured",
    "Check",
    "CheckRetry",
    "Checks",
    "Collection",
    "Connection",
    "Defaults",
    "DigestAuth",
    "Environment",
    "Exchange",
    "Failure",
    "FailureKind",
    "FileBody",
    "Folder",
    "FormBody",
    "GraphQLBody",
    "HeaderList",
    "Hop",
    "InheritAuth",
    "KeptCookie",
    "Message",
    "MessageKind",
    "Messages",
    "MultipartBody",
    "NetrcAuth",
    "NoAuth",
    "NoBody",
    "Node",
    "NodeId",
    "OAuth2Auth",
    "OAuth2Grant",
    "Options",
    "Origin",
    "OriginPart",
    "Origins",
    "Outcome",
    "Part",
    "Phase",
    "Plan",
    "Recipient",
    "Report",
    "RequestSpec",
    "Resolved",
    "Row",
    "Rows",
    "RunReport",
    "RunRow",
    "SavedRequest",
    "SecretReference",
    "SetCookie",
    "State",
    "StoredBody",
    "StoredBytes",
    "StoredJson",
    "StoredResponse",
    "StoredText",
    "Talk",
    "TalkState",
    "TextBody",
    "TextKind",
    "Timings",
    "Unread",
    "Value",
    "Variable",
    "Variables",
    "Verdict",
    "View",
    "json_of",
    "requests",
    "text_of",
    "walk",
]


def __getattr__(name: str) -> object:
    """Return a noun of a module that has not been imported yet (PEP 562)."""
    later = ["exchange", "origins", "resolved", "outcome", "run", "baseline", "cookie", "trust"]
    for module in later if name in __all__ else ():
        found: object = getattr(import_module(f".{module}", __name__), name, None)
        if found is not None:
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
