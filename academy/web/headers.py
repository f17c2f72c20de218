"""What every answer says to the browser besides its page."""

from flask import Flask, Response, request

from academy.kernel.packing import WORTH_PACKING, pack

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
FRAMING = _POLICY.replace("default-src 'none';", "default-src 'none'; frame-src 'self';")
"""The policy of a page that shows another of ours in a frame."""
FRAMED = _POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
"""The policy of a page that another of ours may show in a frame."""

_ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"),
)


def init_app(app: Flask) -> None:
    """Harden and compress every answer."""
    app.after_request(_harden)
    app.after_request(_pack)


def _harden(answer: Response) -> Response:
    answer.headers.extend(_ALWAYS)
    answer.headers.setdefault("Content-Security-Policy", _POLICY)
    if request.is_secure:
        answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    answer.headers.setdefault("Cache-Control", "private, no-cache")
    return answer


def _pack(answer: Response) -> Response:
    if answer.direct_passthrough or answer.is_streamed or "Content-Encoding" in answer.headers:
        return answer
    if answer.mimetype not in {"text/html", "application/json"}:
        return answer
    answer.headers.add("Vary", "Accept-Encoding")
    page = answer.get_data()
    if len(page) < WORTH_PACKING or "gzip" not in request.headers.get("Accept-Encoding", ""):
        return answer
    answer.set_data(pack(page))
    answer.headers["Content-Encoding"] = "gzip"
    return answer
