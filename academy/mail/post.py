"""Sending: one door, two ways out."""

import os
import ssl
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from smtplib import SMTP, SMTP_SSL
from typing import Any, cast
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import structlog
from flask import current_app

from academy.kernel.clock import now as clock
from academy.kernel.ids import uuid7
from academy.mail.letters import Letter, write

_SMTP = 25
_SMTPS = 465
_PATIENCE = 20
"""Seconds for each word with a mail server."""

log = structlog.get_logger()


def send(letter: Letter) -> None:
    """Send a letter by `SMTP_URL`; without one, leave it in `ACADEMY_HOME/mail` and log where.

    `smtp://user:password@host:port` speaks STARTTLS where a password is given; `?starttls=yes` or
    `=no` says otherwise. `smtps://…` is TLS from the first byte. Raise `OSError` or `SMTPException`
    where the server is away or says no: letters are sent from jobs, which try again.
    """
    now = clock()
    config = cast("Mapping[str, Any]", current_app.config)
    message = write(letter, sender=config["MAIL_FROM"], now=now)
    address: str | None = config.get("SMTP_URL")
    if address:
        with _server(urlsplit(address)) as server:
            server.send_message(message)
        log.info("mail.sent", message=message["Message-ID"])
    else:
        folder = Path(config["ACADEMY_HOME"]) / "mail"
        kept = _keep(message, folder / f"{uuid7(now).hex}.eml")
        log.info("mail.kept", path=str(kept))


@contextmanager
def _server(address: SplitResult) -> Generator[SMTP]:
    with _connect(address) as server:
        if address.scheme == "smtp" and _wants_starttls(address):
            server.starttls(context=ssl.create_default_context())
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        yield server


def _connect(address: SplitResult) -> SMTP:
    host = address.hostname or "localhost"
    if address.scheme == "smtps":
        # Without a context of ours, the standard library would trust any certificate.
        trust = ssl.create_default_context()
        return SMTP_SSL(host, address.port or _SMTPS, timeout=_PATIENCE, context=trust)
    return SMTP(host, address.port or _SMTP, timeout=_PATIENCE)


def _wants_starttls(address: SplitResult) -> bool:
    """Tell whether to encrypt first; unless told otherwise, no password goes in the clear."""
    said = parse_qs(address.query).get("starttls", [])
    return said[-1] == "yes" if said else bool(address.password)


def _keep(message: EmailMessage, path: Path) -> Path:
    """Write the letter whole or not at all, readable by this user only: it may hold a way in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(message.as_bytes())
    return unfinished.rename(path)
