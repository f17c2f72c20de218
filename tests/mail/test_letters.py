"""What a letter looks like on its way."""

from email import message_from_bytes
from email.policy import default

import pytest

from academy.mail.letters import Letter, write
from tests.cast import NOW

SENDER = "China-ASEAN Digital Academy <academy@academy.example>"


def test_a_letter_keeps_its_words_in_every_script() -> None:
    letter = Letter(
        "noi@example.org", "ຕັ້ງລະຫັດຜ່ານໃໝ່", "សូមជ្រើសរើសពាក្យសម្ងាត់ថ្មី\nhttps://x.example/a?b=c"
    )
    sent = message_from_bytes(write(letter, sender=SENDER, now=NOW).as_bytes(), policy=default)
    assert sent["Subject"] == "ຕັ້ງລະຫັດຜ່ານໃໝ່"
    assert sent["From"] == SENDER
    assert sent["To"] == "noi@example.org"
    assert sent["Date"].datetime == NOW
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent.get_content().split() == letter.text.split()


def test_an_html_form_travels_beside_the_text() -> None:
    letter = Letter("noi@example.org", "Hello", "Hello", html="<p>Hello</p>")
    message = write(letter, sender="academy@academy.example", now=NOW)
    kinds = [part.get_content_type() for part in message.iter_parts()]
    assert kinds == ["text/plain", "text/html"]


def test_an_address_in_a_national_script_is_kept() -> None:
    message = write(Letter("ນ້ອຍ@ລາວ.example", "Hello", "Hello"), sender=SENDER, now=NOW)
    assert message["To"].addresses[0].addr_spec == "ນ້ອຍ@ລາວ.example"


@pytest.mark.parametrize(
    "address",
    [
        "noi@example.org\nBcc: everybody@example.org",
        "noi@example.org\r\n\r\nBuy this",
        "noi@example.org, dao@example.org",
        "Noi <noi@example.org>",
        "noi",
        "@example.org",
        "noi@",
        "noi\0@example.org",
    ],
)
def test_an_address_that_is_more_than_one_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="not an address for one person"):
        write(Letter(address, "Hello", "Hello"), sender=SENDER, now=NOW)


def test_a_subject_cannot_bring_a_header_of_its_own() -> None:
    letter = Letter("noi@example.org", "Hello\r\nBcc: everybody@example.org", "Hello")
    with pytest.raises(ValueError, match="linefeed"):
        write(letter, sender=SENDER, now=NOW)
