"""A package whose lesson nobody has checked: what the renderer must withstand."""

from dataclasses import replace

from academy.content.model import Package
from tests.content.builders import package

_SOUND = package()


def unchecked(lesson: str) -> Package:
    """The package with any text at all as its last lesson."""
    return replace(_SOUND, lessons={**_SOUND.lessons, "extra": lesson})
