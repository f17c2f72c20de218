"""What each country's law asks about people's data, and what the Academy does where it is silent.

These are working rules of the Academy, not legal advice. `source` says where each was read;
`checked_on` when it was last held against that, by an engineer. Where a law gives no number,
the Academy's own stands here, and it errs on the side of the person.
"""

from dataclasses import dataclass
from datetime import date, timedelta

_CHECKED = date(2026, 11, 25)

WARNING = timedelta(days=30)
"""How long before an idle account is erased its owner is told."""
_INACTIVE_DAYS = 3 * 365
_ANSWERS_DAYS = 5 * 365
_RESPONSE_DAYS = 15


@dataclass(frozen=True, slots=True)
class PrivacyRule:
    """What holds for people of one country.

    Below `consent_age` a guardian consents for the learner, where one is asked for
    (`needs_guardian`). An account without a sign of life for `inactive_days` is erased after a
    letter; where `certificates_exempt` holds, not that of somebody with a certificate. Answers and
    the files handed in with them are kept for `answers_days` after completion, and whoever asks
    about their data is answered within `response_days`.
    """

    country: str
    law: str
    source: str
    consent_age: int | None = 18
    needs_guardian: bool = True
    inactive_days: int = _INACTIVE_DAYS
    certificates_exempt: bool = True
    answers_days: int = _ANSWERS_DAYS
    response_days: int = _RESPONSE_DAYS
    checked_on: date = _CHECKED


_RULES = (
    PrivacyRule(
        country="BN",
        law="Personal Data Protection Order 2025",
        source="The Order leaves the age of consent to general law; 18 is the Academy's choice.",
    ),
    PrivacyRule(
        country="KH",
        law="Civil Code 2007, article 17",
        source="No general data law in force; the age of majority is 18.",
    ),
    PrivacyRule(
        country="CN",
        law="Personal Information Protection Law 2021, articles 28, 31, 47 and 50",
        source="Article 31: consent of a parent or guardian below 14.",
        consent_age=14,
    ),
    PrivacyRule(
        country="ID",
        law="Law 27 of 2022 on Personal Data Protection, article 25",
        source="Article 25: consent of parents for children, who are those below 18 by Law 35 of "
        "2014; articles 30 to 32: requests within three times 24 hours.",
        response_days=3,
    ),
    PrivacyRule(
        country="LA",
        law="Law on Electronic Data Protection 25/NA of 2017",
        source="The law names no age; children are those below 18 by the law on their rights.",
    ),
    PrivacyRule(
        country="MY",
        law="Personal Data Protection Act 2010; Regulations 2013, regulation 3",
        source="Regulation 3: consent of a parent or guardian below 18; section 31 of the Act: "
        "requests within 21 days, of which the Academy uses 15.",
    ),
    PrivacyRule(
        country="MM",
        law="Child Rights Law 2019; Electronic Transactions Law, as amended in 2021",
        source="No general data law in force; children are those below 18.",
    ),
    PrivacyRule(
        country="PH",
        law="Data Privacy Act 2012 (Republic Act 10173), section 16",
        source="The Act names no age; the age of majority is 18 (Republic Act 6809).",
    ),
    PrivacyRule(
        country="SG",
        law="Personal Data Protection Act 2012",
        source="Advisory guidelines on children's data of March 2024: from 13 on, children who "
        "understand may consent themselves; requests within 30 days, of which the Academy uses 15.",
        consent_age=13,
    ),
    PrivacyRule(
        country="TH",
        law="Personal Data Protection Act 2019, sections 20 and 30",
        source="Section 20: minors, who are those below 20, consent with whoever has parental "
        "power; section 30: requests within 30 days, of which the Academy uses 15.",
        consent_age=20,
    ),
    PrivacyRule(
        country="TL",
        law="Constitution, articles 36 and 38",
        source="No general data law; the age of majority is 17 by the Civil Code, the Academy "
        "asks guardians below 18 as in most countries of the region.",
    ),
    PrivacyRule(
        country="VN",
        law="Law 91/2025/QH15 on Personal Data Protection",
        source="Children, who are those below 16 by the Children Law 2016, consent with a parent "
        "or guardian; requests within 72 hours, as under Decree 13 of 2023.",
        consent_age=16,
        response_days=3,
    ),
)

RULES: dict[str, PrivacyRule] = {rule.country: rule for rule in _RULES}

DEFAULT = PrivacyRule(
    country="",
    law="",
    source="The Academy's own rule for people who named no country, or another one.",
)


def rule_for(country: str | None) -> PrivacyRule:
    """Return what holds for people of a country; the cautious default where it is unknown."""
    return RULES.get(country or "", DEFAULT)


def adult_on(born: date, country: str | None) -> date | None:
    """Return the day from which somebody born on `born` consents without a guardian."""
    rule = rule_for(country)
    if rule.consent_age is None or not rule.needs_guardian:
        return None
    year = born.year + rule.consent_age
    try:
        return born.replace(year=year)
    except ValueError:  # born on 29 February
        return date(year, 3, 1)
