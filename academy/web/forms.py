"""The form base. Tokens against forged requests are checked for every POST, before any form."""

from collections.abc import Callable
from typing import Any, Self, cast

from flask import request, session
from flask_wtf import csrf
from wtforms import Form as WTForm
from wtforms import StringField

from academy.kernel.memory import Memory
from academy.kernel.text import tidy
from academy.web.i18n import _


def form_token() -> str:
    """Return the token that every form of this visitor carries against forged requests.

    It is good as long as the session, so it is signed once in a process and kept.
    """
    sign = cast("Callable[[], str]", vars(csrf)["generate_csrf"])
    secret = session.get("csrf_token")
    return _TOKENS.recall(secret, sign) if secret else sign()


_TOKENS: Memory[str, str] = Memory(8192)


class _Words:
    """WTForms' own sentences, in the reader's language."""

    def gettext(self, string: str) -> str:
        return _(string)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return _(singular if n == 1 else plural)


class Form(WTForm):
    """Base of every form on the platform."""

    class Meta:
        """Speak the reader's language."""

        def get_translations(self, form: object) -> _Words:
            """Return where WTForms finds its sentences."""
            return _Words()

    @classmethod
    def from_request(cls, **data: Any) -> Self:
        """Fill the form from a submitted request, or from `data`."""
        submitted = request.form if request.method == "POST" else None
        return cls(submitted, data=data)


class TidyField(StringField):
    """One line of text, cleaned of what nobody typed on purpose; empty becomes an empty string."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the cleaned text."""
        self.data = tidy(str(valuelist[0])) if valuelist else ""


Validator = Callable[[WTForm, Any], None]
