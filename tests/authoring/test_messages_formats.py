"""What is said of questions from and for other systems is said of every one of them."""

import pytest
from flask import Flask

from academy.authoring.messages.formats import (
    FAULTS,
    FORMATS,
    LOSSES,
    file_refused_text,
    loss_text,
)
from academy.content.formats.losses import Loss, LossCode
from academy.content.formats.values import Format, FormatFault, FormatRefused


def test_every_format_has_a_name_and_every_loss_and_fault_its_words() -> None:
    assert set(FORMATS) == set(Format)
    assert set(LOSSES) == set(LossCode)
    assert set(FAULTS) == set(FormatFault)


@pytest.mark.parametrize("code", LossCode)
def test_a_loss_says_what_was_lost_however_much_is_known(app: Flask, code: LossCode) -> None:
    with app.test_request_context():
        bare = loss_text(Loss(code))
        told = loss_text(Loss(code, {"what": "50% blue", "value": "twice"}))

    assert bare
    assert "%" not in bare
    assert "%(" not in told
    assert ("50% blue: twice" in told) == ("%(said)s" in str(LOSSES[code]))


@pytest.mark.parametrize("fault", FormatFault)
def test_a_file_that_stays_out_says_why(app: Flask, fault: FormatFault) -> None:
    with app.test_request_context():
        told = file_refused_text(FormatRefused(fault, found="html", file="../a", limit="9"))

    assert told
    assert "%" not in told
