"""Giving out files: those that somebody sent, and those that are made of what people did."""

from io import BytesIO
from typing import TypeVar

from flask import send_file
from werkzeug.wrappers import Response

from academy.files.store import NotStored, current_store
from academy.kernel.refusal import NotFound

Answer = TypeVar("Answer", bound=Response)


def attached(answer: Answer, name: str) -> Answer:
    """Let an answer be saved under a name, and kept by no cache: it tells of people."""
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-cache, no-store"
    return answer


def given_out(stored: str, name: str) -> Response:
    """Return a file to be saved under a name, and never to be shown: nobody knows what is in it.

    Raise `NotFound` where it is not stored.
    """
    try:
        data = current_store().get(stored)
    except NotStored:
        raise NotFound from None
    answer = send_file(
        BytesIO(data),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=name,
        etag=False,
    )
    answer.headers["Cache-Control"] = "private, no-cache, no-store"
    return answer
