"""The nouns of Workbench: frozen values without behaviour beyond their own consistency."""

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
from .baseline import StoredBody, StoredBytes, StoredJson, StoredResponse, StoredText
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
    requests,
    walk,
)
from .cookie import KeptCookie
from .environment import Environment
from .exchange import (
    Bytes,
    Connection,
    Exchange,
    Failure,
    FailureKind,
    HeaderList,
    Hop,
    Phase,
    SetCookie,
    Timings,
)
from .options import Options
from .outcome import STATES, Outcome, RunReport, State
from .request_spec import RequestSpec
from .resolved import Recipient, Resolved
from .rows import Row, Rows
from .run import Plan, Report, RunRow
from .trust import Capabilities
from .value import Value, json_of, text_of
from .variable import SecretReference, Variable, Variables
from .view import View

__all__ = [
    "STATES",
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
    "MultipartBody",
    "NetrcAuth",
    "NoAuth",
    "NoBody",
    "Node",
    "NodeId",
    "OAuth2Auth",
    "OAuth2Grant",
    "Options",
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
    "TextBody",
    "TextKind",
    "Timings",
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
