"""Text as it is kept: UTF-8, NFC, line feeds, and no mark that nobody can see."""

import re
import unicodedata

from academy.content.faults import FaultCode, Faults

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
)
"""Controls, line breaks that only some programs see, lone surrogates, and marks that turn the
direction of what follows: none has a use in our twelve scripts."""

_BEFORE_XML = b"\xef\xbb\xbf \t\r\n"


def decoded(data: bytes, file: str, faults: Faults) -> str | None:
    """Return the text of a file, or note why there is none and return `None`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.add(file, data.count(b"\n", 0, error.start) + 1, FaultCode.NOT_UTF8)
        return None
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    hidden = _HIDDEN.search(text)
    if hidden is not None:
        line = text.count("\n", 0, hidden.start()) + 1
        faults.add(file, line, FaultCode.CONTROL_CHARACTER, character=_name(hidden.group()))
        return None
    return text


def clean(text: str) -> str:
    """Return the text as it is kept and compared: NFC, without white space around it."""
    return unicodedata.normalize("NFC", text).strip()


def hidden_mark(text: str) -> str | None:
    """Return the code point of a mark that nobody can see, such as `U+202E`, or `None`."""
    found = _HIDDEN.search(text)
    return _name(found.group()) if found else None


def is_xml(data: bytes) -> bool:
    """Tell whether a file is XML by what is in it: its name may say anything."""
    return data.lstrip(_BEFORE_XML).startswith(b"<")


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"
