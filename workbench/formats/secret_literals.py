"""Find literals that look like secrets, by the marks that their issuers give them.

Nothing is guessed from how random a text looks, so what is found is nearly always one.
Values such as `{{token}}` are no literals.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARKS = {
    "a JSON Web Token": r"\beyJ[\w-]{8,4096}\.eyJ[\w-]{8,8192}\.[\w-]{8,2048}",
    "an AWS access key": r"\b(?:AKIA|ASIA)(?![A-Z0-9]{9}EXAMPLE)[A-Z0-9]{16}\b",
    "a GitHub token": r"\b(?:gh[oprsu]_[A-Za-z0-9]{36,255}|github_pat_\w{22,255})\b",
    "a GitLab token": r"\bglpat-[\w-]{20,255}",
    "a Slack token": r"\bxox[abeoprs]-[A-Za-z0-9-]{10,255}",
    "a Stripe key": r"\b[rs]k_live_[A-Za-z0-9]{16,255}\b",
    "a Google API key": r"\bAIza[\w-]{35}\b",
    "an npm token": r"\bnpm_[A-Za-z0-9]{36}\b",
    "an API key": r"\bsk-(?:(?:proj|ant|svcacct|or)-[\w-]{20,255}|[A-Za-z0-9]{20,255}\b)",
    "a private key": r"-----BEGIN (?:[A-Z]{2,16} ){0,3}PRIVATE KEY-----",
    "a password in a URL": r"\bhttps?://[^\s/:@{}\"']{1,255}:[^\s/@{}\"']{1,255}@",
}
_ANY = re.compile("|".join(f"(?P<k{n}>{mark})" for n, mark in enumerate(_MARKS.values())))
_KINDS = tuple(_MARKS)


@dataclass(frozen=True, slots=True)
class SecretLiteral:
    """What looks like a secret: what it is, and its span and line (from 1) in the text."""

    kind: str
    start: int
    end: int
    line: int


def secret_literals(text: str) -> Iterator[SecretLiteral]:
    """Yield what looks like a secret in a text, in order."""
    line, counted = 1, 0
    for found in _ANY.finditer(text):
        line += text.count("\n", counted, found.start())
        counted = found.start()
        kind = _KINDS[int((found.lastgroup or "k0")[1:])]
        yield SecretLiteral(kind, found.start(), found.end(), line)
