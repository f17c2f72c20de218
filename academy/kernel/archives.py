"""Zip archives from strangers: what every reader of one has to know."""

import re
import struct
import zipfile
import zlib

ENTRY = b"PK\x01\x02"
"""Begins each entry of an archive's table: counted before anybody reads the table."""

UNSAFE = re.compile(r"[\\:\x00-\x1f\x7f]|^/|(^|/)\.{1,2}(/|$)|//")
"""Finds what may lead a path out of its folder, on any system."""

BROKEN: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
)
"""What `zipfile` raises at an archive that is not sound.

Two of them are easily mistaken: `NotImplementedError` is how it refuses a way of packing that it
does not know, and `RuntimeError` a password. Both are told to whoever sent the archive, like any
other reason why it cannot be read.
"""


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Unpack one file, never more than it claims; `zipfile` compares length and checksum."""
    with archive.open(entry) as packed:
        return packed.read(entry.file_size + 1)
