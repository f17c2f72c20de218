"""How often one address may try what somebody could misuse."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

GUESSING = "20 per minute; 100 per hour"
"""For pages where a password or a token could be guessed."""
UPLOADS = "60 per minute; 600 per hour"
"""For files that take a while to be read."""

limiter = Limiter(get_remote_address, strategy="moving-window", headers_enabled=False)


def init_app(app: Flask) -> None:
    """Count in memory, or in Redis where there are several processes to count for."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", app.config.get("REDIS_URL") or "memory://")
    limiter.init_app(app)
    # A decorated view counts by itself. What is taken out looks, before every request, for limits
    # of whole blueprints; there are none, and it costs a tenth of a lesson page.
    hooks = app.before_request_funcs[None]
    hooks[:] = [hook for hook in hooks if getattr(hook, "__self__", None) is not limiter]
