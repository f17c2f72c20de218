"""Answers without the names that files bring along."""

from academy.assessment.rules.items.file_upload import files_in
from academy.assessment.rules.items.kind import Answer
from academy.marking.rules.anonymous import find_file, without_names

DIGEST = "ab" * 32
FILES: Answer = [
    {"name": "Noi Souvannavong.PDF", "digest": DIGEST, "bytes": 12},
    {"name": "noi", "digest": "cd" * 32, "bytes": 3},
]


def test_files_are_numbered_and_keep_their_ending_and_their_bytes() -> None:
    found = files_in(without_names(FILES))
    assert [file.name for file in found] == ["1.pdf", "2"]
    assert [file.digest for file in found] == [file.digest for file in files_in(FILES)]


def test_a_text_is_what_it_is() -> None:
    assert without_names("Noi wrote this.") == "Noi wrote this."
    assert without_names(["a", "b"]) == ["a", "b"]


def test_a_file_is_found_by_what_a_page_calls_it() -> None:
    file = find_file(FILES, DIGEST[:16])
    assert file is not None
    assert file.digest == DIGEST
    assert find_file(FILES, "nothing") is None
