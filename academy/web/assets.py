"""Static files under names that change with their content, compressed once."""

import gzip
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Response, abort, request

from academy.web.access import Access, open_to

STATIC = Path(__file__).parent / "static"
_FOREVER = "public, max-age=31536000, immutable"
_WORTH_PACKING = 200

files = Blueprint("assets", __name__)


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file as it is sent."""

    name: str
    address: str
    kind: str
    plain: bytes
    packed: bytes


@lru_cache(maxsize=1)
def _shelf() -> dict[str, Asset]:
    return {path.name: _read(path) for path in sorted(STATIC.iterdir()) if path.is_file()}


@lru_cache(maxsize=1)
def _by_address() -> dict[str, Asset]:
    return {item.address.rpartition("/")[2]: item for item in _shelf().values()}


def _read(path: Path) -> Asset:
    plain = path.read_bytes()
    digest = sha256(plain).hexdigest()[:10]
    kind = guess_type(path.name)[0] or "application/octet-stream"
    packed = gzip.compress(plain, 9, mtime=0) if len(plain) > _WORTH_PACKING else b""
    return Asset(path.name, f"/static/{path.stem}.{digest}{path.suffix}", kind, plain, packed)


def asset(name: str) -> str:
    """Return the address of a file in `static/`; raise `KeyError` where there is none."""
    return _shelf()[name].address


def wire_size(name: str) -> int:
    """Return how many bytes of a file in `static/` travel."""
    item = _shelf()[name]
    return len(item.packed or item.plain)


@files.get("/static/<token:name>")
@open_to(Access.PUBLIC)
def static_file(name: str) -> Response:
    """Send a static file, to be kept for ever."""
    item = _by_address().get(name)
    if item is None:
        abort(404)
    packs = bool(item.packed) and "gzip" in request.headers.get("Accept-Encoding", "")
    answer = Response(item.packed if packs else item.plain, content_type=_charset(item.kind))
    answer.headers["Cache-Control"] = _FOREVER
    answer.headers["Vary"] = "Accept-Encoding"
    if packs:
        answer.headers["Content-Encoding"] = "gzip"
    return answer


def _charset(kind: str) -> str:
    text = kind.startswith("text/") or kind in {"image/svg+xml", "application/manifest+json"}
    return f"{kind}; charset=utf-8" if text else kind
