"""From where a request comes: the network address that the audit trail notes."""

from flask import Flask, request

from academy.db import audit


def init_app(app: Flask) -> None:
    """Let what a request records come from its address."""
    app.before_request(lambda: audit.stand_at(request.remote_addr or "unknown"))
    app.teardown_request(_step_back)


def _step_back(_error: BaseException | None) -> None:
    audit.stand_at()
