"""Every refusal has words, whichever rule says no."""

import importlib
import pkgutil
from enum import StrEnum

import academy


def refusals() -> dict[str, set[type[StrEnum]]]:
    """Return, by feature, the refusal codes that its rules declare."""
    found: dict[str, set[type[StrEnum]]] = {}
    for module in pkgutil.walk_packages(academy.__path__, "academy."):
        parts = module.name.split(".")
        if len(parts) > 2 and parts[2] == "rules":
            for value in vars(importlib.import_module(module.name)).values():
                if (
                    isinstance(value, type)
                    and issubclass(value, StrEnum)
                    and value.__name__.endswith("Refused")
                ):
                    found.setdefault(parts[1], set()).add(value)
    return found


def test_no_two_refusals_of_a_feature_are_one_key() -> None:
    """A string enum's member is its value: two with the same value would share one sentence."""
    for feature, kinds in refusals().items():
        values = [code.value for kind in kinds for code in kind]
        assert len(values) == len(set(values)), feature


def test_every_refusal_has_a_message() -> None:
    assert refusals()
    for feature, kinds in refusals().items():
        spoken = importlib.import_module(f"academy.{feature}.messages").REFUSALS
        assert {code for kind in kinds for code in kind} <= set(spoken), feature
