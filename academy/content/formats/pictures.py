"""Pictures that come with questions, by the names that pictures of a course have."""

import re

from academy.content.formats.texts import slug

_EXTENSIONS = {"svg": "svg", "png": "png", "jpg": "jpg", "jpeg": "jpg", "webp": "webp"}
_QUERY = re.compile(r"[?#].*", re.DOTALL)


def picture_name(path: str) -> str:
    """Return the name of a picture of a course, made of where it was."""
    file = _QUERY.sub("", path.strip())[-300:].rpartition("/")[2]
    stem, _, extension = file.rpartition(".")
    return f"{slug(stem or file, otherwise='picture')}.{_EXTENSIONS.get(extension.lower(), 'png')}"
