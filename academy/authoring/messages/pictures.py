"""Why a picture did not come in, and what to do."""

from academy.authoring.messages.faults import fault_text
from academy.content.faults import Fault
from academy.content.photographs import PictureFault, PictureRefused
from academy.web.i18n import _l

PICTURE_FAULTS: dict[PictureFault, str] = {
    PictureFault.TOO_LARGE: _l("This file is too large. Choose one of 8 MB at most."),
    PictureFault.TOO_MANY_PIXELS: _l(
        "This picture has too many pixels. Make it smaller: 1440 pixels across are enough."
    ),
    PictureFault.NOT_A_PICTURE: _l(
        "This is not a picture that can be used. Choose a JPEG, PNG, WebP, GIF or SVG file."
    ),
    PictureFault.DAMAGED: _l("This picture is damaged. Save it again, or choose another one."),
    PictureFault.BAD_SVG: _l("This drawing holds something that no drawing here may have."),
}


def refused_text(refused: PictureRefused) -> str:
    """Say why a picture did not come in; of a drawing, what it holds that it may not."""
    if refused.svg is None:
        return str(PICTURE_FAULTS[refused.reason])
    return fault_text(Fault("", 0, refused.svg.code, refused.svg.detail))
