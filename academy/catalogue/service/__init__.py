"""Publishing courses, and saying what is so in each country."""

from academy.catalogue.service.facts import load_facts
from academy.catalogue.service.publishing import Published, publish, publish_package, set_open

__all__ = ["Published", "load_facts", "publish", "publish_package", "set_open"]
