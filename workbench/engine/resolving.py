"""Fill in requests until nothing is left to, and meet what that needs on the way."""

from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple

from workbench.errors import Problem, WorkbenchError
from workbench.model import SecretReference, Value, text_of
from workbench.templating import Fact, Need, ResponseNeed

from .ambient import ambient
from .masking import masked_problem
from .met_secrets import MetSecrets, secrets_at_hand
from .order import Order, SessionValues
from .prepare import Prepared, prepare
from .scopes import FindLine, environment_of
from .sources import Answer, Sources
from .trusting import Grants

MOST_REMEMBERED = 64 * 1024  # characters of a value
MOST_ROUNDS = 16  # of meeting needs, each of which may show new ones

Facts = dict[Need, Answer]
ValuesOf = Callable[[str | None], SessionValues]
AnswerOf = Callable[[Order, ResponseNeed], Awaitable[Answer]]


class Ready(NamedTuple):
    """A request with nothing left to fill in, and the values and facts that this took."""

    prepared: Prepared
    values: SessionValues
    facts: Facts


class Resolver:
    """Fills in requests, and remembers what it had to find out, environment by environment.

    `values` tells what a session knows in an environment, `answer` what the response of another
    request says; `met` learns the secrets that come up.
    """

    def __init__(
        self,
        sources: Sources,
        grants: Grants,
        met: MetSecrets,
        find_line: FindLine | None,
        values: ValuesOf,
        answer: AnswerOf,
    ) -> None:
        self._sources, self._grants, self._met = sources, grants, met
        self._find_line = find_line
        self._values, self._answer = values, answer
        self._facts: dict[str | None, dict[Need, Fact]] = {}
        self._at_hand: dict[str, tuple[SecretReference, ...]] = {}

    def fresh(self, values: ValuesOf, answer: AnswerOf) -> "Resolver":
        """Return one for another session that has found out nothing; users are asked once."""
        given = (self._sources, self._grants, self._met, self._find_line)
        other = Resolver(*given, values, answer)
        other._at_hand = self._at_hand
        return other

    def facts(self, environment: str | None) -> Mapping[Need, Fact]:
        """Return what had to be found out in an environment; nothing is looked up."""
        return dict(self._facts.get(environment, {}))

    def forget(self) -> None:
        """Ask again for what the user, a program or the keyring was asked for."""
        self._sources.forget()
        self._facts.clear()
        self._at_hand.clear()

    async def ready(self, order: Order) -> Ready:
        """Return a request filled in; asks, reads and sends what it takes.

        Raises WorkbenchError with all that is wrong, or Untrusted.
        """
        moment = ambient()
        facts: Facts = {}
        for _ in range(MOST_ROUNDS):
            values = self._values(order.environment)
            prepared = prepare(order, values, facts, ambient=moment, find_line=self._find_line)
            if prepared.problems:
                self._met.learn(prepared.request.secrets)
                redactor = self._met.redactor
                raise WorkbenchError(*(masked_problem(p, redactor) for p in prepared.problems))
            if not prepared.needs:
                self._note(order.environment, facts)
                self._met.learn(prepared.request.secrets)
                await self._look_around(order)
                return Ready(prepared, values, facts)
            facts |= await self._sources.meet(
                prepared.needs, self._grants.check, lambda need: self._answer(order, need)
            )
        hint = "what one value comes to must not ask for another one each time"
        raise WorkbenchError(Problem("the request needs ever more values", order.request, hint))

    def known(self, order: Order) -> Prepared:
        """Return a request filled in as far as that needs nothing to be asked or sent."""
        values, facts = self._values(order.environment), dict(self.facts(order.environment))
        return prepare(order, values, facts, find_line=self._find_line)

    async def _look_around(self, order: Order) -> None:
        """Learn the secrets that an environment has at hand, once."""
        environment = environment_of(order.collection, order.environment)
        if environment is None or self._at_hand.get(environment.name) == environment.secrets:
            return
        self._met.learn(await secrets_at_hand(environment, self._sources, self._grants.check))
        self._at_hand[environment.name] = environment.secrets

    def _note(self, environment: str | None, facts: Facts) -> None:
        """Remember what was found out, for whoever looks at variables; no whole bodies."""
        noted = self._facts.setdefault(environment, {})
        for need, fact in facts.items():
            if isinstance(fact, Fact) and _is_short(fact.value):
                noted[need] = fact


def _is_short(value: Value) -> bool:
    return not isinstance(value, list | dict) and len(text_of(value)) <= MOST_REMEMBERED
