"""What certificates say, and what is said about them."""

from collections.abc import Iterator
from enum import StrEnum

from academy.content.catalogues import Localised as Words
from academy.credentials.queries import Certificate
from academy.credentials.rules import CredentialRefused
from academy.credentials.service import Line, Sheet
from academy.kernel.languages import DEFAULT, Language, find_language
from academy.web.i18n import _l, date_text, number_text, words_in

REFUSALS: dict[StrEnum, str] = {
    CredentialRefused.NOT_COMPLETED: _l(
        "This course is not completed yet, so there is no certificate for it."
    ),
    CredentialRefused.UNKNOWN: _l("There is no certificate with this number."),
    CredentialRefused.ALREADY_REVOKED: _l("This certificate was revoked before."),
    CredentialRefused.NO_REASON: _l("Say why: whoever verifies the certificate will read it."),
}

Labels = dict[str, str]
Said = dict[Language, Labels]
"""Labels in the holder's language, then in English if that is another."""


def labels(language: Language) -> Labels:
    """Return what is printed on every certificate, in a language.

    Each stands on a line of its own, so that it reads well in any order of words.
    """
    _ = words_in(language).gettext
    return {
        "issuer": _("China-ASEAN Digital Academy"),
        "heading": _("Certificate of completion"),
        "awarded": _("This certificate is awarded to"),
        "achievement": _("for completing the course"),
        "completed": _("Completed on"),
        "hours": _("Learning time"),
        "edition": _("Edition"),
        "check": _("Check that this certificate is genuine:"),
    }


def hours_text(hours: int, language: Language) -> str:
    """Return a number of hours in words of a language."""
    _n = words_in(language).ngettext
    return _n("%(hours)s hour", "%(hours)s hours", hours) % {"hours": number_text(hours, language)}


def sheet_of(certificate: Certificate, address: str) -> Sheet:
    """Return what a certificate says in its holder's language, and below that in English.

    `address` is where it is verified.
    """
    own = find_language(certificate.language) or DEFAULT
    said = {language: labels(language) for language in dict.fromkeys((own, DEFAULT))}
    columns = [tuple(_fact(certificate, key, said)) for key in ("completed", "hours", "edition")]
    return Sheet(
        lang=own.tag,
        title=_title(certificate, own),
        issuer=labels(DEFAULT)["issuer"],
        address=address,
        head=tuple(_pair("issuer", said)),
        person=(*_pair("heading", said), *_pair("awarded", said), *_names(certificate, own)),
        course=(*_pair("achievement", said), *_course(certificate, said)),
        foot=(*columns, (*_pair("check", said), *_where(certificate, address))),
        record=_record(certificate, own, address),
        issued_at=certificate.issued_at,
    )


def _title(certificate: Certificate, language: Language) -> str:
    _ = words_in(language).gettext
    return _("Certificate %(number)s") % {"number": certificate.public_id}


def _pair(key: str, said: Said) -> Iterator[Line]:
    """Yield a label in the holder's language and, where it differs, in English below it."""
    return _once(key, [Words(text[key], language.tag) for language, text in said.items()])


def _once(style: str, texts: list[Words]) -> Iterator[Line]:
    first, *others = texts
    yield Line(style, first.text, first.lang)
    for other in others:
        if other.text != first.text:
            yield Line(f"{style}-below", other.text, other.lang)


def _names(certificate: Certificate, own: Language) -> Iterator[Line]:
    yield Line("name", certificate.name, own.tag)
    if certificate.latin_name and certificate.latin_name != certificate.name:
        yield Line("latin-name", certificate.latin_name, DEFAULT.tag)


def _course(certificate: Certificate, said: Said) -> Iterator[Line]:
    yield from _once("title", [certificate.title(language.tag) for language in said])
    yield from _once("statement", [certificate.statement(language.tag) for language in said])


def _fact(certificate: Certificate, key: str, said: Said) -> Iterator[Line]:
    below = ""
    for language, texts in said.items():
        yield Line(f"label{below}", texts[key], language.tag)
        yield Line(f"value{below}", _value(certificate, key, language), language.tag)
        below = "-below"


def _value(certificate: Certificate, key: str, language: Language) -> str:
    if key == "completed":
        return date_text(certificate.completed_on, language=language)
    if key == "hours":
        return hours_text(certificate.hours, language)
    return number_text(certificate.edition, language)


def _where(certificate: Certificate, address: str) -> tuple[Line, ...]:
    shown = address.partition("://")[2]
    return (
        Line("address", shown, DEFAULT.tag),
        Line("number", certificate.public_id, DEFAULT.tag),
    )


def _record(certificate: Certificate, own: Language, address: str) -> dict[str, object]:
    """Return what programs read inside the file: the names exactly as they were issued."""
    title = certificate.title(own.tag)
    return {
        "issuer": labels(DEFAULT)["issuer"],
        "number": certificate.public_id,
        "verify": address,
        "name": certificate.name,
        "latin_name": certificate.latin_name,
        "course": certificate.course_id,
        "edition": certificate.edition,
        "title": title.text,
        "language": title.lang,
        "hours": certificate.hours,
        "completed_on": certificate.completed_on.isoformat(),
        "issued_at": certificate.issued_at.isoformat(),
    }
