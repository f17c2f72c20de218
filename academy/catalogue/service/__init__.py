"""Publishing courses, and saying what is so in each country."""

from academy.catalogue.service.facts import (
    load_facts,
    put_fact,
    remove_fact,
    restore_fact,
    take_facts,
)
from academy.catalogue.service.publishing import Published, publish, publish_package, set_open

__all__ = [
    "Published",
    "load_facts",
    "publish",
    "publish_package",
    "put_fact",
    "remove_fact",
    "restore_fact",
    "set_open",
    "take_facts",
]
