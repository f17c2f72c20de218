"""Letters leave by SMTP, or land in a folder."""

import socket
import ssl
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from smtplib import SMTPException
from typing import cast
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from flask import Flask

from academy.mail import Letter, post, send

LETTER = Letter("noi@example.org", "ຕັ້ງລະຫັດຜ່ານໃໝ່", "ສະບາຍດີ")


class Postbox:
    """Keeps what reaches the mail server; turns away whoever is called nobody."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.passwords: list[tuple[bytes, bytes]] = []

    async def handle_RCPT(  # noqa: N802 - the mail server's own name for it
        self, _server: object, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        if address.startswith("nobody@"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: object, _session: Session, envelope: Envelope
    ) -> str:
        self.envelopes.append(envelope)
        return "250 OK"

    def let_in(self, *seen: object) -> AuthResult:
        given = cast("LoginPassword", seen[-1])
        self.passwords.append((given.login, given.password))
        return AuthResult(success=given.password == b"p@ss")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def server(postbox: Postbox, socket_enabled: None) -> Iterator[Controller]:  # noqa: ARG001
    """A real mail server on this machine, that asks nobody for a password."""
    controller = Controller(postbox, hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=True)
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def guarded_server(postbox: Postbox, socket_enabled: None) -> Iterator[Controller]:  # noqa: ARG001
    """A mail server that takes passwords, in the clear if it must."""
    controller = Controller(
        postbox,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=postbox.let_in,
        auth_require_tls=False,
    )
    controller.start()
    yield controller
    controller.stop()


def letters_of(app: Flask) -> list[Path]:
    return sorted((Path(app.config["ACADEMY_HOME"]) / "mail").glob("*"))


@pytest.fixture
def small_app(tmp_path: Path) -> Iterator[Flask]:
    app = Flask(__name__)
    app.config.update(ACADEMY_HOME=tmp_path, MAIL_FROM="academy@academy.example")
    with app.app_context():
        yield app


def test_a_letter_reaches_the_mail_server(
    small_app: Flask, server: Controller, postbox: Postbox
) -> None:
    small_app.config["SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
    send(LETTER)
    (envelope,) = postbox.envelopes
    received = cast(
        "EmailMessage", message_from_bytes(cast("bytes", envelope.content), policy=default)
    )
    assert envelope.mail_from == "academy@academy.example"
    assert envelope.rcpt_tos == ["noi@example.org"]
    assert received["Subject"] == LETTER.subject
    assert received.get_content().strip() == LETTER.text
    assert letters_of(small_app) == []


def test_a_person_with_an_address_in_lao_gets_the_letter(
    small_app: Flask, server: Controller, postbox: Postbox
) -> None:
    small_app.config["SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
    send(Letter("ນ້ອຍ@example.org", "Hello", "Hello"))
    assert postbox.envelopes[0].rcpt_tos == ["ນ້ອຍ@example.org"]


def test_a_server_that_says_no_is_heard(small_app: Flask, server: Controller) -> None:
    small_app.config["SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
    with pytest.raises(SMTPException):
        send(Letter("nobody@example.org", "Hello", "Hello"))


@pytest.mark.usefixtures("socket_enabled")
def test_a_server_that_is_away_is_noticed(small_app: Flask) -> None:
    small_app.config["SMTP_URL"] = f"smtp://127.0.0.1:{free_port()}"
    with pytest.raises(ConnectionRefusedError):
        send(LETTER)


def test_name_and_password_are_given_as_they_were_meant(
    small_app: Flask, guarded_server: Controller, postbox: Postbox
) -> None:
    port = guarded_server.port
    small_app.config["SMTP_URL"] = f"smtp://me%40here:p%40ss@127.0.0.1:{port}?starttls=no"
    send(LETTER)
    assert postbox.passwords == [(b"me@here", b"p@ss")]
    assert len(postbox.envelopes) == 1


def test_a_password_is_not_sent_in_the_clear_unasked(
    small_app: Flask, guarded_server: Controller, postbox: Postbox
) -> None:
    small_app.config["SMTP_URL"] = f"smtp://me:p%40ss@127.0.0.1:{guarded_server.port}"
    with pytest.raises(SMTPException, match="STARTTLS"):
        send(LETTER)
    assert postbox.passwords == []


def test_smtps_trusts_nobody_by_default(
    small_app: Flask, server: Controller, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[ssl.SSLContext] = []

    def note(*_: object, context: ssl.SSLContext, **__: object) -> None:
        asked.append(context)
        raise ConnectionRefusedError

    monkeypatch.setattr(post, "SMTP_SSL", note)
    small_app.config["SMTP_URL"] = f"smtps://127.0.0.1:{server.port}"
    with pytest.raises(ConnectionRefusedError):
        send(LETTER)
    assert asked[0].verify_mode is ssl.CERT_REQUIRED
    assert asked[0].check_hostname


@pytest.mark.parametrize(
    ("address", "encrypts"),
    [
        ("smtp://localhost", False),
        ("smtp://me@localhost", False),
        ("smtp://me:secret@localhost", True),
        ("smtp://me:secret@localhost?starttls=no", False),
        ("smtp://localhost?starttls=yes", True),
    ],
)
def test_when_to_encrypt_first(address: str, *, encrypts: bool) -> None:
    assert post._wants_starttls(urlsplit(address)) is encrypts


def test_without_a_server_the_letter_lands_in_a_folder(small_app: Flask) -> None:
    send(LETTER)
    (path,) = letters_of(small_app)
    kept = cast("EmailMessage", message_from_bytes(path.read_bytes(), policy=default))
    assert path.suffix == ".eml"
    assert path.stat().st_mode & 0o077 == 0
    assert kept["To"] == "noi@example.org"
    assert kept.get_content().strip() == LETTER.text


def test_two_letters_are_two_files(small_app: Flask) -> None:
    send(LETTER)
    send(LETTER)
    assert len(letters_of(small_app)) == 2
