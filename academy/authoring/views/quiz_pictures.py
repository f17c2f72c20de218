"""The pictures of a course, for the questions that are asked about them."""

from academy.authoring.forms.quiz import Filled, fill_quiz
from academy.authoring.rules.editing import with_picture_sizes
from academy.authoring.views.preview import media_address, media_bytes
from academy.content.model import Package
from academy.content.pictures import Size, picture_of, picture_size


def picture_addresses(package: Package) -> dict[str, str]:
    """Return where each picture of a draft is, by its name; sizes of one are left out."""
    names = (name for name in package.media if picture_of(name) == name)
    return {name: media_address(package, name) for name in sorted(names)}


def sized(package: Package, filled: Filled) -> Filled:
    """Return a form of a draft that knows how large the pictures are that it asks about."""

    def size_of(name: str) -> Size | None:
        return picture_size(name, media_bytes(package, name)) if name in package.media else None

    quiz = with_picture_sizes(filled.quiz, size_of)
    typed = {name: filled.fields[name] for name in filled.problems}
    return Filled(quiz, filled.problems, {**fill_quiz(quiz), **typed})
