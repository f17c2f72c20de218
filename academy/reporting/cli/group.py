"""The group of commands about reports, and how they say what is wrong."""

from collections.abc import Iterable
from uuid import UUID

import click
from flask.cli import AppGroup

reports = AppGroup("reports", help="Reports about learning.")


def unknown(name: str, *, option: str) -> click.BadParameter:
    """Return what to raise where there is nothing of that name."""
    return click.BadParameter(f"there is no {name}", param_hint=option)


def several(name: str, keys: Iterable[UUID], *, option: str) -> click.BadParameter:
    """Return what to raise where a name means more than one thing."""
    listed = ", ".join(map(str, keys))
    return click.BadParameter(f"several are called {name}: {listed}", param_hint=option)


def not_over(*, option: str) -> click.BadParameter:
    """Return what to raise where a day is asked for that still goes on."""
    return click.BadParameter("that day is not over yet in UTC", param_hint=option)
