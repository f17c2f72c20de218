"""Moodle's essay: a text, or files, that people mark."""

import re

from academy.content.formats.losses import LossCode
from academy.content.formats.moodle.source import Source
from academy.content.model import Question
from academy.content.questions.file_upload import EXTENSIONS, FileUpload
from academy.content.questions.free_text import FreeText

_MOST_WORDS = 100_000
_GROUPS = {
    "document": ("docx", "odt", "pdf"),
    "spreadsheet": ("xlsx", "csv"),
    "presentation": ("pptx",),
    "web_image": ("png", "jpg", "webp"),
    "image": ("png", "jpg", "webp"),
    "archive": ("zip",),
    "jpeg": ("jpg",),
}
_MOST_FILES = 10
_KILOBYTES = 2_000


def essay(source: Source) -> Question:
    """Return a text, or files where there is no text to write."""
    fields = source.fields
    answered = fields.value("responseformat", "editor")
    files = _whole(source, "attachments")
    kinds, size = fields.value("filetypeslist"), _whole(source, "maxbytes")
    notes = source.said("graderinfo")
    words = _whole(source, "minwordlimit"), _whole(source, "maxwordlimit")
    template = source.said("responsetemplate")
    if template:
        source.losses.add(LossCode.FIELD, what="responsetemplate", value=template)
    required = _whole(source, "attachmentsrequired")
    if answered == "noinline":
        return _upload(source, files, kinds=kinds, size=size, notes=notes)
    if answered not in {"editor", "plain", "monospaced"}:
        source.losses.add(LossCode.SETTING, what="responseformat", value=answered)
    for name, value in (("attachments", files), ("attachmentsrequired", required)):
        if value:
            source.losses.add(LossCode.SETTING, what=name, value=str(value))
    return FreeText(
        **source.head.common(source.losses),
        words_least=words[0],
        words_most=max(words[1], words[0]) if words[1] else 0,
        notes=notes,
    )


def _upload(source: Source, files: int, *, kinds: str, size: int, notes: str) -> FileUpload:
    """Return files to hand in: unlimited many are as many as may be here."""
    if not 0 < files <= _MOST_FILES:
        source.losses.add(LossCode.SETTING, what="attachments", value=str(files))
    return FileUpload(
        **source.head.common(source.losses),
        extensions=extensions(source, kinds),
        files=files if 0 < files <= _MOST_FILES else _MOST_FILES,
        kilobytes=size // 1000 or _KILOBYTES,
        notes=notes,
    )


def extensions(source: Source, kinds: str) -> tuple[str, ...]:
    """Return the kinds of file that may be handed in, of those that may be here."""
    wanted: list[str] = []
    for kind in re.split(r"[\s,;]+", kinds.strip().lower()):
        bare = kind.strip(".*")
        known = _GROUPS.get(bare, (bare,) if bare in EXTENSIONS else ())
        if bare and not known:
            source.losses.add(LossCode.SETTING, what="filetypeslist", value=kind)
        wanted += [name for name in known if name not in wanted]
    return tuple(wanted) or EXTENSIONS


def _whole(source: Source, name: str) -> int:
    """Return a number of a setting, 0 where there is none."""
    value = source.fields.value(name)
    if not re.fullmatch(r"-?[0-9]{1,12}", value):
        return 0
    return max(-1, min(int(value), 10**9 if name == "maxbytes" else _MOST_WORDS))
