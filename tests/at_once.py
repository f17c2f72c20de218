"""A whole application on a database of its own, in which people do things at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy.orm import Session

from academy.app import create_app
from academy.db import transaction
from academy.db.migrate import upgrade
from academy.kernel.refusal import Refusal

R = TypeVar("R")
Use = Callable[[Session], Any]


@dataclass
class House:
    """An application whose requests are real threads."""

    app: Flask

    def work(self, use: Callable[[Session], R]) -> R:
        """Do something in a transaction of its own, as a request would."""
        with self.app.app_context(), transaction.atomic() as session:
            return use(session)

    def all_at_once(self, *uses: Use) -> list[Any]:
        """Do all these things from threads that start together; return what came of each."""
        gate = Barrier(len(uses))

        def run(use: Use) -> Any:
            gate.wait()
            try:
                return self.work(use)
            except Refusal as refusal:
                return refusal.reason

        with ThreadPoolExecutor(len(uses)) as pool:
            return list(pool.map(run, uses))


def application(database_url: str, home: Any) -> Flask:
    """Return an application on an empty database, with its tables made."""
    app = create_app(
        {
            "TESTING": True,
            "SECRET_KEY": "test",
            "DATABASE_URL": database_url,
            "ACADEMY_HOME": home,
            "PUBLIC_URL": "https://academy.example",
            "MAIL_FROM": "academy@academy.example",
            "RATELIMIT_ENABLED": False,
            "JOBS_IMMEDIATE": True,
        }
    )
    upgrade(app.extensions[transaction.ENGINE])
    return app
