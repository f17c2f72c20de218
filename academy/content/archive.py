"""A package as a folder or a ZIP archive, and as what everything else takes: paths and their bytes.

An archive comes from strangers. Its names are judged before anything is unpacked, sizes are counted
while unpacking (what an archive says of itself is not believed), and one fault refuses all of it.
"""

import io
import re
import stat
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from academy.content.faults import Fault, FaultCode, Faults, PackageRefused
from academy.kernel.archives import BROKEN, ENTRY, UNSAFE, unpacked

ARCHIVE = "package.zip"
"""The name under which faults of the archive itself are told."""

KNOWN = re.compile(
    r"course\.yaml"
    r"|lessons/[a-z0-9-]{1,64}\.md"
    r"|quizzes/[a-z0-9-]{1,64}\.yaml"
    r"|media/[a-z0-9-]{1,64}\.(svg|png|jpg|webp)"
    r"|media/[a-z0-9-]{1,64}\.[1-9][0-9]{1,3}w\.(png|jpg|webp)"
    r"|locale/[A-Za-z-]{2,16}\.po"
)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = (stat.S_IFREG | 0o644) << 16
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """How large an archive may be, in files and bytes, packed and unpacked."""

    files: int = 2_000
    file_size: int = 2_000_000
    total_size: int = 50_000_000
    ratio: int = 100
    depth: int = 4
    path_length: int = 200


LIMITS = Limits()


def read_folder(path: Path, limits: Limits = LIMITS) -> dict[str, bytes]:
    """Return the files of a folder by their paths inside it; raise `PackageRefused`."""
    if not path.is_dir() or path.is_symlink():
        raise PackageRefused([Fault(str(path), 0, FaultCode.NOT_A_FOLDER)])
    faults = Faults()
    found: dict[str, Path] = {}
    for entry in sorted(path.rglob("*")):
        name = entry.relative_to(path).as_posix()
        if entry.is_symlink():
            faults.add(name, 0, FaultCode.SYMLINK)
        elif not entry.is_dir():
            found[name] = entry
    faults.extend(_name_faults(found, limits))
    faults.refuse_if_serious()
    sizes = {name: entry.stat().st_size for name, entry in found.items()}
    faults.extend(_size_faults(sizes, limits))
    faults.refuse_if_serious()
    return {name: entry.read_bytes() for name, entry in found.items()}


def read_zip(data: bytes, limits: Limits = LIMITS) -> dict[str, bytes]:
    """Return the files of an archive by their paths; raise `PackageRefused`.

    An archive of the whole folder, with the folder's name before every path, is taken too.
    """
    if len(data) > limits.total_size:
        raise _refused(FaultCode.PACKAGE_TOO_LARGE, limit=str(limits.total_size))
    if data.count(ENTRY) > limits.files:
        raise _refused(FaultCode.TOO_MANY_FILES, limit=str(limits.files))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpacked(archive, limits)
    except BROKEN as error:
        raise _refused(FaultCode.NOT_A_ZIP, why=type(error).__name__) from error


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """Return an archive: the same files give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _PLAIN_FILE
            entry.create_system = _UNIX
            archive.writestr(entry, files[name])
    return target.getvalue()


def unknown_files(names: Iterable[str]) -> list[Fault]:
    """Return a fault for every name that no part of a package has."""
    return [Fault(name, 0, FaultCode.UNKNOWN_FILE) for name in names if not KNOWN.fullmatch(name)]


def _unpacked(archive: zipfile.ZipFile, limits: Limits) -> dict[str, bytes]:
    """Judge every name and every size that is claimed, then unpack and count."""
    faults = Faults()
    entries = archive.infolist()
    for entry in entries:
        if stat.S_ISLNK(entry.external_attr >> 16):
            faults.add(entry.filename, 0, FaultCode.SYMLINK)
        elif entry.file_size > limits.ratio * max(entry.compress_size, 1):
            faults.add(entry.filename, 0, FaultCode.SUSPICIOUS_RATIO, limit=str(limits.ratio))
    faults.extend(_path_faults([entry.orig_filename for entry in entries], limits))
    faults.refuse_if_serious()
    listed = [entry for entry in entries if not entry.is_dir()]
    root = _root([entry.filename for entry in listed])
    names = [entry.filename.removeprefix(root) for entry in listed]
    faults.extend(_name_faults(names, limits))
    claimed = {name: entry.file_size for name, entry in zip(names, listed, strict=True)}
    faults.extend(_size_faults(claimed, limits))
    faults.refuse_if_serious()
    return {name: unpacked(archive, entry) for name, entry in zip(names, listed, strict=True)}


def _root(names: list[str]) -> str:
    """Return the one folder that holds everything, with its slash, or nothing."""
    first = names[0].partition("/")[0] + "/" if names else ""
    inside = bool(first) and all(name.startswith(first) for name in names)
    return first if inside and first + "course.yaml" in names else ""


def _path_faults(names: Iterable[str], limits: Limits) -> list[Fault]:
    return [
        Fault(name, 0, FaultCode.UNSAFE_PATH)
        for name in names
        if UNSAFE.search(name)
        or len(name) > limits.path_length
        or name.rstrip("/").count("/") >= limits.depth
    ]


def _name_faults(names: Iterable[str], limits: Limits) -> list[Fault]:
    """Judge names as a set: too many, unsafe, unknown, or the same on a Mac or on Windows."""
    listed = list(names)
    if len(listed) > limits.files:
        return [Fault(ARCHIVE, 0, FaultCode.TOO_MANY_FILES, {"limit": str(limits.files)})]
    faults = [*_path_faults(listed, limits), *unknown_files(listed)]
    seen: dict[str, str] = {}
    for name in listed:
        other = seen.setdefault(name.casefold(), name)
        if other is not name:
            faults.append(Fault(name, 0, FaultCode.NAME_CLASH, {"other": other}))
    return faults


def _size_faults(sizes: Mapping[str, int], limits: Limits) -> list[Fault]:
    """Judge sizes, each and all together."""
    if sum(sizes.values()) > limits.total_size:
        limit = {"limit": str(limits.total_size)}
        return [Fault(ARCHIVE, 0, FaultCode.PACKAGE_TOO_LARGE, limit)]
    return [
        Fault(name, 0, FaultCode.FILE_TOO_LARGE, {"limit": str(limits.file_size)})
        for name, size in sizes.items()
        if size > limits.file_size
    ]


def _refused(code: FaultCode, **detail: str) -> PackageRefused:
    return PackageRefused([Fault(ARCHIVE, 0, code, detail)])
