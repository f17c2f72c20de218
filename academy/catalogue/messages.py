"""What this feature says that does not stand in a template."""

from enum import StrEnum

from academy.catalogue.rules import CatalogueRefused
from academy.web.i18n import _l

REFUSALS: dict[StrEnum, str] = {
    CatalogueRefused.PUBLISHED_MEANWHILE: _l(
        "Somebody else published this course at the same moment. Look at what is there now, "
        "then publish again."
    ),
}
