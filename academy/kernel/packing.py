"""How pages are packed for their way: what is sent and what is counted beforehand agree."""

import zlib

WORTH_PACKING = 700
"""Bytes from which packing a page saves more than it costs."""

_LEVEL = 5
"""Of zlib: a Khmer lesson is a fifth smaller than at level 1; level 9 gains nothing more."""


def pack(data: bytes) -> bytes:
    """Return the bytes as gzip: the same for the same bytes, for no time is written into it."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packer.compress(data) + packer.flush()
