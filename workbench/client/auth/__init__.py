"""Who is asking: credentials as generators that may answer a challenge.

A scheme sees requests and responses only; sending is left to the flow.
"""

from .aws import AWSSigV4Auth
from .base import Auth, AuthSteps, NoAuth
from .basic import APIKeyAuth, BasicAuth, BearerAuth, FunctionAuth
from .digest import DigestAuth
from .own import OwnRounds, does_own_io

__all__ = [
    "APIKeyAuth",
    "AWSSigV4Auth",
    "Auth",
    "AuthSteps",
    "BasicAuth",
    "BearerAuth",
    "DigestAuth",
    "FunctionAuth",
    "NoAuth",
    "OwnRounds",
    "does_own_io",
]
