"""What a letter is, and how it looks on its way. Pure."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTPUTF8
from email.utils import format_datetime, make_msgid, parseaddr


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one person, worded in their language.

    `to` is a bare address; `html` is a second form of `text` for programs that prefer it.
    """

    to: str
    subject: str
    text: str
    html: str | None = None


def write(letter: Letter, *, sender: str, now: datetime) -> EmailMessage:
    """Return the letter as it is sent, from `sender` (`a@b.org` or `A Name <a@b.org>`).

    Raise `ValueError` where an address or the subject would smuggle in a header of its own.
    """
    name, address = parseaddr(sender)
    own = _address(address, name)
    message = EmailMessage(policy=SMTPUTF8)
    message["From"] = own
    message["To"] = _address(letter.to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now)
    # With the domain given, nothing asks the network for this machine's name.
    message["Message-ID"] = make_msgid(domain=own.domain)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    if letter.html is not None:
        message.add_alternative(letter.html, subtype="html")
    return message


def _address(text: str, name: str = "") -> Address:
    """Return one address; what the standard library would read leniently is refused."""
    local, _, domain = text.rpartition("@")
    if not local or not domain or not text.isprintable() or set(text) & set(' ,;:<>()[]"\\'):
        message = f"not an address for one person: {text!r}"
        raise ValueError(message)
    return Address(name, local, domain)
