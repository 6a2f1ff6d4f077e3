"""Who is asking: credentials as generators that may answer a challenge.

A scheme sees requests and responses only; sending is left to the flow.
"""

from .aws import AWSSigV4Auth
from .base import Auth, AuthSteps, NoAuth
from .basic import APIKeyAuth, BasicAuth, BearerAuth, FunctionAuth
from .digest import DigestAuth
from .grants import (
    DeviceCode,
    OAuth2AuthorizationCode,
    OAuth2ClientCredentials,
    OAuth2DeviceCode,
    OAuth2Password,
    OAuth2RefreshToken,
)
from .hosts import HostAuth
from .oauth2 import OAuth2
from .own import OwnRounds, does_own_io
from .token import MemoryTokenStore, Token, TokenStore

__all__ = [
    "APIKeyAuth",
    "AWSSigV4Auth",
    "Auth",
    "AuthSteps",
    "BasicAuth",
    "BearerAuth",
    "DeviceCode",
    "DigestAuth",
    "FunctionAuth",
    "HostAuth",
    "MemoryTokenStore",
    "NoAuth",
    "OAuth2",
    "OAuth2AuthorizationCode",
    "OAuth2ClientCredentials",
    "OAuth2DeviceCode",
    "OAuth2Password",
    "OAuth2RefreshToken",
    "OwnRounds",
    "Token",
    "TokenStore",
    "does_own_io",
]
