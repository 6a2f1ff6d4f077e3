"""The secrets that a session has met so far: asked wherever something of it is shown or kept."""

from collections.abc import Iterable

from workbench.model import Environment, Exchange
from workbench.templating import Fact, ResponseNeed, SecretNeed
from workbench.templating.filled import secret_texts

from .masking import masked_exchange
from .redact import Redactor, redactor_of
from .sources import Allow, Answer, Sources, Untrusted

# Where a secret can be had from without starting a program, and without asking anybody.
_AT_HAND = ("env", "file")


class MetSecrets:
    """Only ever grows. One thread adds, any may ask."""

    def __init__(self) -> None:
        self._texts: frozenset[str] = frozenset()

    @property
    def texts(self) -> frozenset[str]:
        """All of them."""
        return self._texts

    @property
    def redactor(self) -> Redactor:
        """What takes all of them out."""
        return redactor_of(self._texts)

    def learn(self, secrets: Iterable[str]) -> None:
        """Mask these from now on in what any request brought: a server may tell them to it."""
        self._texts = self._texts.union(secrets)

    def masked(self, exchange: Exchange) -> Exchange:
        """Return a record without those that were met since it was made."""
        return masked_exchange(exchange, self._texts)


async def secrets_at_hand(
    environment: Environment, sources: Sources, allow: Allow
) -> frozenset[str]:
    """Return the secrets of an environment that may be read and need nobody: those in
    variables of the environment and in files.

    A request that uses none of them may be answered with one.
    """
    found: set[str] = set()
    for reference in environment.secrets:
        if reference.source.partition(":")[0] in _AT_HAND:
            need = SecretNeed(reference)
            try:
                answers = await sources.meet([need], allow, _nobody)
            except Untrusted:
                continue
            answer = answers[need]
            if isinstance(answer, Fact):
                found |= secret_texts(answer.value)
    return frozenset(found)


async def _nobody(_: ResponseNeed) -> Answer:
    raise AssertionError("a secret is not in a response")
