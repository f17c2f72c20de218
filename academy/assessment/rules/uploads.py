"""Files that learners hand in: their names, what may be in them, and how an answer holds them."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

from academy.assessment.rules.items.kind import FaultCode, InputFault
from academy.content.questions.file_upload import FileUpload
from academy.kernel.text import tidy

SUFFIX = ".upload"
"""What stored files end with, whatever they are: no other page gives out files of that name."""

LONGEST_NAME = 100
_MARK = 16
_HEAD = 8_192
_PARTS = re.compile(r"[/\\]")
_ODD = re.compile(r'[<>:"|?*]')
_SAME = {"jpeg": "jpg", "text": "txt"}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file of an answer: its name, the SHA-256 of its bytes, and how many these are."""

    name: str
    digest: str
    bytes: int

    @property
    def stored_name(self) -> str:
        """The name under which its bytes are stored."""
        return self.digest + SUFFIX

    @property
    def mark(self) -> str:
        """What a page calls it, which says nothing of other people's files."""
        return self.digest[:_MARK]


class FileText(str):
    """The JSON of a file, put there by this program. No form can hold one: its texts are plain."""

    __slots__ = ()

    @classmethod
    def of(cls, file: HandedIn) -> "FileText":
        """Write a file."""
        return cls(json.dumps(asdict(file), ensure_ascii=False))

    def file(self) -> HandedIn:
        """Read the file."""
        return HandedIn(**json.loads(self))


def cleaned_name(name: str) -> str:
    """Return a file's name fit to be kept: no path, no control marks, at most 100 letters."""
    last = tidy(_PARTS.split(name)[-1])
    plain = tidy(_ODD.sub("_", tidy(last)).lstrip(". ").rstrip(". "))
    suffix = PurePosixPath(plain).suffix
    if len(plain) > LONGEST_NAME:
        short = suffix if len(suffix) < LONGEST_NAME else ""
        plain = plain[: LONGEST_NAME - len(short)].rstrip() + short
    return plain or "file"


def extension_of(name: str) -> str:
    """Return what kind of file a name says it is, as `EXTENSIONS` writes it."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return _SAME.get(ending, ending)


def refusal_of(question: FileUpload, name: str, data: bytes) -> InputFault | None:
    """Tell why a file cannot be handed in for a question; `name` is a cleaned one."""
    extension = extension_of(name)
    kinds = {"name": name, "kinds": ", ".join(question.extensions)}
    if not data:
        return InputFault(FaultCode.EMPTY_FILE, {"name": name})
    if extension not in question.extensions:
        return InputFault(FaultCode.FILE_KIND, kinds)
    if len(data) > question.kilobytes * 1000:
        most = str(question.kilobytes)
        return InputFault(FaultCode.FILE_TOO_LARGE, {"name": name, "most": most})
    if not _FIRST_BYTES[extension](data[:_HEAD]):
        return InputFault(FaultCode.FILE_IS_OTHER, kinds)
    return None


def _is_pdf(head: bytes) -> bool:
    return b"%PDF-" in head[:1024]


def _is_zip(head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _is_packed(head: bytes) -> bool:
    """Tell whether it is a ZIP archive with something in it, as office documents are."""
    return head.startswith(b"PK\x03\x04")


def _is_text(head: bytes) -> bool:
    """Tell whether it may be text, in whatever encoding: what is none has zero bytes."""
    return head.startswith(_UTF16) or b"\0" not in head


def _is_webp(head: bytes) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"


_FIRST_BYTES: Mapping[str, Callable[[bytes], bool]] = {
    "pdf": _is_pdf,
    "png": lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"),
    "jpg": lambda head: head.startswith(b"\xff\xd8\xff"),
    "webp": _is_webp,
    "txt": _is_text,
    "csv": _is_text,
    "docx": _is_packed,
    "xlsx": _is_packed,
    "pptx": _is_packed,
    "odt": _is_packed,
    "zip": _is_zip,
}
