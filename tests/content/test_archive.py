"""Folders and archives: what goes in comes out, and nothing dangerous goes in."""

import io
import stat
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.content.archive import Limits, read_folder, read_zip, unknown_files, write_zip
from academy.content.faults import FaultCode, PackageRefused
from tests.content.builders import files

SMALL = Limits(files=3, file_size=1_000, total_size=2_000, ratio=10, depth=3, path_length=40)

paths = st.one_of(
    st.just("course.yaml"),
    st.from_regex(r"lessons/[a-z0-9-]{1,20}\.md", fullmatch=True),
    st.from_regex(r"media/[a-z0-9-]{1,20}\.(svg|png)", fullmatch=True),
    st.from_regex(r"media/[a-z0-9-]{1,20}\.(480|960)w\.webp", fullmatch=True),
)


def zipped(contents: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive as other programs write it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return target.getvalue()


def codes(data: bytes, limits: Limits = SMALL) -> list[FaultCode]:
    with pytest.raises(PackageRefused) as refused:
        read_zip(data, limits)
    return [fault.code for fault in refused.value.faults]


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(paths, st.binary(max_size=200)))
def test_what_was_zipped_is_unzipped(contents: dict[str, bytes]) -> None:
    assert read_zip(write_zip(contents)) == contents


def test_the_same_files_give_the_same_bytes() -> None:
    contents = files()
    assert write_zip(contents) == write_zip(dict(reversed(contents.items())))


def test_an_archive_of_the_whole_folder_is_taken() -> None:
    contents = {f"safe-every-day/{name}": data for name, data in files().items()}
    assert read_zip(zipped({"safe-every-day/": b"", **contents})) == files()


@pytest.mark.parametrize(
    "name",
    [
        "../course.yaml",
        "/course.yaml",
        "lessons/../../x.md",
        "lessons\\x.md",
        "C:/course.yaml",
        "lessons//x.md",
        "./course.yaml",
        "a/b/c/d.md",
        "lessons/" + "a" * 60 + ".md",
        "lessons/x\n.md",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(name: str) -> None:
    assert FaultCode.UNSAFE_PATH in codes(zipped({name: b"x"}))


def test_a_folder_that_leads_elsewhere_is_refused() -> None:
    assert FaultCode.UNSAFE_PATH in codes(zipped({"../": b""}))


def test_a_name_that_a_nul_cuts_is_refused() -> None:
    data = zipped({"lessons/a.md": b"x"}).replace(b"lessons/a.md", b"lessons/\0.md")
    assert codes(data) == [FaultCode.UNSAFE_PATH]


@pytest.mark.parametrize("name", ["lessons/x.md", "lessons/"])
def test_a_symbolic_link_is_refused(name: str) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    assert FaultCode.SYMLINK in codes(target.getvalue())


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    assert FaultCode.SUSPICIOUS_RATIO in codes(zipped({"lessons/x.md": b"0" * 100_000}))


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    honest = zipped({"lessons/x.md": b"0" * 100_000})
    size = (100_000).to_bytes(4, "little")
    assert codes(honest.replace(size, (100).to_bytes(4, "little"))) == [FaultCode.NOT_A_ZIP]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_there_twice_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("course.yaml", "a")
        archive.writestr("course.yaml", "b")
    assert codes(target.getvalue()) == [FaultCode.NAME_CLASH]


def test_names_that_clash_on_some_systems_are_refused() -> None:
    assert FaultCode.NAME_CLASH in codes(zipped({"lessons/a.md": b"", "lessons/A.md": b""}))


def test_too_many_files_are_refused() -> None:
    assert codes(zipped({f"lessons/{n}.md": b"" for n in range(4)})) == [FaultCode.TOO_MANY_FILES]


def test_a_file_too_large_is_refused() -> None:
    data = zipped({"lessons/x.md": bytes(range(256)) * 5}, zipfile.ZIP_STORED)
    assert codes(data) == [FaultCode.FILE_TOO_LARGE]


def test_too_much_in_all_is_refused() -> None:
    half = bytes(range(256)) * 3
    contents = {f"lessons/{name}.md": half for name in "abc"}
    assert codes(zipped(contents)) == [FaultCode.PACKAGE_TOO_LARGE]
    assert codes(zipped(contents, zipfile.ZIP_STORED)) == [FaultCode.PACKAGE_TOO_LARGE]


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip", zipped(files())[:-30]])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    assert codes(data, Limits()) == [FaultCode.NOT_A_ZIP]


@settings(deadline=None)
@given(st.binary(max_size=300), st.integers(0, 2_000))
def test_a_damaged_archive_is_refused_or_read_but_never_breaks(noise: bytes, place: int) -> None:
    whole = write_zip(files())
    at = place % len(whole)
    with suppress(PackageRefused):
        read_zip(whole[:at] + noise + whole[at + len(noise) :])


def test_an_encrypted_archive_is_refused() -> None:
    data = bytearray(zipped({"course.yaml": b"x"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert codes(bytes(data)) == [FaultCode.NOT_A_ZIP]


def test_a_folder_is_read(tmp_path: Path) -> None:
    for name, data in files().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert read_folder(tmp_path) == files()


def folder_codes(path: Path) -> list[FaultCode]:
    with pytest.raises(PackageRefused) as refused:
        read_folder(path, SMALL)
    return [fault.code for fault in refused.value.faults]


def test_a_link_in_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").symlink_to("/etc/passwd")
    assert folder_codes(tmp_path) == [FaultCode.SYMLINK]


def test_a_linked_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lessons").symlink_to("/etc", target_is_directory=True)
    assert folder_codes(tmp_path) == [FaultCode.SYMLINK]


def test_a_stray_file_in_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").write_bytes(b"")
    assert folder_codes(tmp_path) == [FaultCode.UNKNOWN_FILE]


@pytest.mark.parametrize(
    "name", ["map.webp", "map.96w.png", "map.480w.webp", "map.1200w.jpg", "map.svg"]
)
def test_a_picture_and_its_sizes_have_their_place(name: str) -> None:
    assert unknown_files([f"media/{name}"]) == []


@pytest.mark.parametrize(
    "name",
    ["map.480w.svg", "map.480.webp", "map.0480w.webp", "map.9w.png", "map.14400w.png",
     "map.480w.960w.webp", ".480w.webp", "map.480W.webp", "map.gif", "map.480w.avif"],
)  # fmt: skip
def test_other_names_of_pictures_have_none(name: str) -> None:
    assert [fault.code for fault in unknown_files([f"media/{name}"])] == [FaultCode.UNKNOWN_FILE]


def test_a_large_file_in_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_bytes(b"x" * 1_001)
    assert folder_codes(tmp_path) == [FaultCode.FILE_TOO_LARGE]


def test_a_folder_of_too_many_files_is_refused(tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / name).write_bytes(b"")
    assert folder_codes(tmp_path) == [FaultCode.TOO_MANY_FILES]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert folder_codes(tmp_path / "nowhere") == [FaultCode.NOT_A_FOLDER]
