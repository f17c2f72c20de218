"""Giving out files that somebody sent."""

from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

from academy.files.store import NotStored, current_store
from academy.kernel.refusal import NotFound


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
