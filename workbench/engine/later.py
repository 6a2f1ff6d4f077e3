"""What files may ask for and this engine cannot do yet: it is refused, never ignored."""

from workbench.model import (
    AuthSpec,
    BasicAuth,
    BearerAuth,
    BodySpec,
    Checks,
    FormBody,
    InheritAuth,
    NoAuth,
    NoBody,
    Options,
    RequestSpec,
    TextBody,
)

# Options that are sent with; all others are for later.
_KNOWN = frozenset(
    (
        *("timeout", "connect_timeout", "read_timeout", "write_timeout", "pool_timeout"),
        *("follow_redirects", "max_redirects"),
    )
)


def beyond_engine(spec: RequestSpec) -> tuple[str, ...]:
    """Return what a request asks for, other than what it may inherit, that cannot be done."""
    found = []
    if any(row.enabled for row in spec.captures):
        found.append("captures")
    if spec.checks != Checks():
        found.append("checks")
    if spec.baseline is not None:
        found.append("baseline")
    return (*found, *_body(spec.body))


def beyond_engine_inherited(auth: AuthSpec, options: Options) -> tuple[str, ...]:
    """Return what effective credentials and options ask for that cannot be done."""
    found = []
    if not isinstance(auth, InheritAuth | NoAuth | BasicAuth | BearerAuth):
        found.append(f"auth of the kind {type(auth).__name__}")
    names = (name for name in options.__dataclass_fields__ if name not in _KNOWN)
    found += [f'option "{name}"' for name in names if getattr(options, name) is not None]
    return tuple(found)


def _body(body: BodySpec) -> tuple[str, ...]:
    if isinstance(body, NoBody | TextBody | FormBody):
        return ()
    return (f"body of the kind {type(body).__name__}",)
