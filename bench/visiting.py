"""A browser of few parts: cookies, forms, and every byte on the wire counted."""

import gzip
import re
import socket
from dataclasses import dataclass, field
from urllib.parse import urlencode

_FIELD = re.compile(r'name="csrf_token" value="([^"]+)"')
_AGENT = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its status, its text, where it sends to, and its size with all headers."""

    status: int
    text: str
    location: str
    size: int


@dataclass(slots=True)
class Browser:
    """Visits the server on a port of this machine."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict[str, str])

    def request(self, path: str, body: str | None = None, kind: str = "text/html") -> bytes:
        """Return the bytes of a request, as a phone sends it."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        form = "application/x-www-form-urlencoded"
        lines = [
            f"{'GET' if body is None else 'POST'} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            f"User-Agent: {_AGENT}",
            f"Accept: {kind}",
            "Accept-Encoding: gzip, deflate",
            "Accept-Language: en",
            *([f"Cookie: {cookies}"] if cookies else []),
            *([f"Content-Type: {form}", f"Content-Length: {len(body)}"] if body else []),
        ]
        return "\r\n".join([*lines, "", body or ""]).encode()

    def get(self, path: str) -> Answer:
        """Fetch a page."""
        return self._exchange(self.request(path))

    def post(self, path: str, seen_on: str, **fields: str) -> Answer:
        """Send a form with the token of the page it stands on."""
        token = _FIELD.search(self.get(seen_on).text)
        assert token, f"no form on {seen_on}"
        return self._exchange(
            self.request(path, urlencode({"csrf_token": token.group(1), **fields}))
        )

    def sign_in(self, login: str, password: str) -> None:
        """Become somebody."""
        answer = self.post("/en/login", "/en/login", login=login, password=password)
        assert answer.status in {302, 303}, answer.status

    def _exchange(self, request: bytes) -> Answer:
        closing = request.replace(b"\r\nAccept:", b"\r\nConnection: close\r\nAccept:", 1)
        with socket.create_connection(("127.0.0.1", self.port)) as line:
            line.sendall(closing)
            whole = b"".join(iter(lambda: line.recv(65_536), b""))
        head, _, body = whole.partition(b"\r\n\r\n")
        status, *headers = head.decode("latin-1").split("\r\n")
        found = [(name.lower(), value) for name, _, value in (h.partition(": ") for h in headers)]
        for name, value in found:
            if name == "set-cookie":
                key, _, kept = value.partition(";")[0].partition("=")
                self.cookies[key] = kept
        told = dict(found)
        text = gzip.decompress(body) if told.get("content-encoding") == "gzip" else body
        return Answer(
            int(status.split()[1]),
            text.decode(errors="replace"),
            told.get("location", ""),
            len(whole),
        )
