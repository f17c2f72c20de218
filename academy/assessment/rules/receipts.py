"""Receipts: short codes that prove an answer was kept, readable aloud."""

import hmac
from datetime import UTC, datetime
from uuid import UUID

from academy.assessment.rules.items.kind import Answer
from academy.assessment.rules.sheet import canonical
from academy.kernel.ids import CROCKFORD

_LETTERS = 8


def receipt(
    key: bytes,
    *,
    attempt_id: UUID,
    sequence: int,
    question_id: str,
    answer: Answer | None,
    at: datetime,
) -> str:
    """Return the code of one kept answer, such as `K7Q2-9XWM`: 40 bits of an HMAC with SHA-256.

    Whoever holds the key can make it again from the stored row; nobody else can make one up.
    """
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    fact = "|".join(
        ("receipt", str(attempt_id), str(sequence), question_id, canonical(answer), moment)
    )
    number = int.from_bytes(hmac.digest(key, fact.encode(), "sha256")[:5])
    code = "".join(CROCKFORD[number >> 5 * place & 31] for place in reversed(range(_LETTERS)))
    return f"{code[:4]}-{code[4:]}"
