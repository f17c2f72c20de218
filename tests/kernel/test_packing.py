"""Packing pages."""

import gzip

from hypothesis import given
from hypothesis import strategies as st

from academy.kernel.packing import pack


@given(st.binary(max_size=2_000))
def test_what_was_packed_unpacks(data: bytes) -> None:
    assert gzip.decompress(pack(data)) == data


def test_the_same_page_packs_to_the_same_bytes_whenever() -> None:
    packed = pack(b"<p>A lesson.</p>" * 100)
    assert packed == pack(b"<p>A lesson.</p>" * 100)
    assert packed[4:8] == bytes(4)


def test_a_page_gets_smaller() -> None:
    assert len(pack(b"<p>A lesson.</p>" * 100)) < 100
