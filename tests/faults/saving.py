"""A server in which many learners save answers, and which says what it has called saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection
from threading import Lock, Thread
from uuid import UUID

from academy.app import create_app
from academy.kernel.actor import Actor
from tests.browserless import Visitor

CONFIG = {
    "TESTING": True,
    "SECRET_KEY": "test",
    "WTF_CSRF_ENABLED": False,
    "RATELIMIT_ENABLED": False,
}
THREADS = 5


@dataclass(frozen=True, slots=True)
class Sitting:
    """A learner, their attempt's address, and the number of the answer they send next."""

    learner: UUID
    address: str
    first: int


def save_without_end(
    config: dict[str, object], sittings: Sequence[Sitting], told: Connection
) -> None:
    """Save without end for every learner; tell each number before, and its receipt after."""
    app = create_app({**CONFIG, **config})
    speaking = Lock()

    def tell(*said: object) -> None:
        with speaking:
            told.send(said)

    def sit(own: Sequence[Sitting]) -> None:
        visitors = [Visitor(app).signed_in(Actor(each.learner, "Learner")) for each in own]
        for step in count():
            for each, visitor in zip(own, visitors, strict=True):
                number = each.first + step
                tell(each.address, number, "")
                tell(each.address, number, save(visitor, each.address, number))

    threads = [Thread(target=sit, args=(sittings[place::THREADS],)) for place in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def save(visitor: Visitor, address: str, number: int) -> str:
    """Save the answer of this number; return its receipt."""
    answer = visitor.client.post(
        f"{address}answers",
        data={"key": f"page {number}", "b1": "", "a1": str(number % 3 + 1)},
        headers={"Accept": "application/json"},
    )
    (saved,) = answer.get_json()["saved"]
    receipt: str = saved["receipt"]
    return receipt
