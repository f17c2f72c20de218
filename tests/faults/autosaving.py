"""A process that saves a lesson as fast as it can, and says which texts the server called saved."""

from itertools import count
from multiprocessing.connection import Connection
from typing import NamedTuple

from academy.app import create_app
from academy.kernel.actor import Actor
from tests.browserless import Visitor
from tests.faults.saving import CONFIG


class Send(NamedTuple):
    """One save: which text was sent, what it began from, and what the server made of it.

    `version` is empty as long as nobody has heard of it.
    """

    number: int
    base: str
    version: str = ""


def written(number: int) -> str:
    """Return the lesson as it reads in the save of this number."""
    return f"# Look at the water\n\nThis is text number {number}.\n"


def autosave_without_end(
    config: dict[str, object], author: Actor, address: str, *, first: Send, told: Connection
) -> None:
    """Save text after text, from the `first` on; tell each version once it is acknowledged."""
    visitor = Visitor(create_app({**CONFIG, **config})).signed_in(author)
    base = first.base
    for number in count(first.number):
        told.send(Send(number, base))
        version = autosave(visitor, address, Send(number, base))
        told.send(Send(number, base, version))
        base = version


def autosave(visitor: Visitor, address: str, send: Send) -> str:
    """Save the text of this number, as the editor does; return the version it then has."""
    answer = visitor.client.post(
        address,
        data={"text": written(send.number), "base": send.base},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 200, answer.get_data(as_text=True)
    version: str = answer.get_json()["version"]
    return version
