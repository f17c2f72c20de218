"""A process that saves answers as fast as it can, and says which ones the server called saved."""

from itertools import count
from multiprocessing.connection import Connection
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


def save_without_end(
    config: dict[str, object], learner: UUID, address: str, *, first: int, told: Connection
) -> None:
    """Save answer after answer, from the `first` on; tell each receipt once it is on the page."""
    visitor = Visitor(create_app({**CONFIG, **config})).signed_in(Actor(learner, "Noi"))
    for number in count(first):
        told.send((number, ""))
        told.send((number, save(visitor, address, number)))


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
