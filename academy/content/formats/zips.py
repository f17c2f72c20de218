"""Archives from outside: bounded before and while they are unpacked."""

import io
import re
import stat
import zipfile
from collections.abc import Iterable

from academy.content.archive import Limits
from academy.content.formats.values import FormatFault, FormatRefused
from academy.kernel.archives import BROKEN, ENTRY, UNSAFE, unpacked

BEGINS = b"PK\x03\x04"
LIMITS = Limits(file_size=20_000_000, depth=12, path_length=300)
_NOISE = re.compile(r"(^|/)(__MACOSX|\.DS_Store|Thumbs\.db)(/|$)")


def unzip(data: bytes, limits: Limits = LIMITS) -> dict[str, bytes]:
    """Return the files of an archive by their paths; raise `FormatRefused`.

    Names are judged before anything is unpacked, and sizes counted while unpacking.
    """
    if len(data) > limits.total_size:
        raise FormatRefused(FormatFault.TOO_LARGE, limit=str(limits.total_size))
    if data.count(ENTRY) > limits.files:
        raise FormatRefused(FormatFault.TOO_MANY_PARTS, limit=str(limits.files))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            wanted = [*_judged(archive.infolist(), limits)]
            return {entry.filename: unpacked(archive, entry) for entry in wanted}
    except BROKEN as error:
        raise FormatRefused(FormatFault.BAD_ARCHIVE, why=type(error).__name__) from error


def _judged(entries: Iterable[zipfile.ZipInfo], limits: Limits) -> Iterable[zipfile.ZipInfo]:
    total = 0
    for entry in entries:
        name = entry.orig_filename
        linked = stat.S_ISLNK(entry.external_attr >> 16)
        deep = name.rstrip("/").count("/") >= limits.depth
        if UNSAFE.search(name) or linked or deep or len(name) > limits.path_length:
            raise FormatRefused(FormatFault.UNSAFE_PATH, file=name[: limits.path_length])
        total += entry.file_size
        squeezed = entry.file_size > limits.ratio * max(entry.compress_size, 1)
        if total > limits.total_size or entry.file_size > limits.file_size or squeezed:
            raise FormatRefused(FormatFault.TOO_LARGE, limit=str(limits.file_size))
        if not entry.is_dir() and not _NOISE.search(name):
            yield entry
