"""What a page says when it cannot do what was asked: in the reader's language, and what to do."""

from dataclasses import dataclass

from flask import Flask, redirect, request, url_for
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from academy.db.transaction import Unstorable
from academy.kernel.languages import DEFAULT
from academy.kernel.refusal import Forbidden, NotFound
from academy.web.i18n import _l, use_language
from academy.web.login import forget_reader
from academy.web.pages import render

csrf = CSRFProtect()
SERVER_FAULT = 500


@dataclass(frozen=True, slots=True)
class Trouble:
    """A kind of failure in words: what happened, and what the reader can do."""

    title: str
    advice: str


TROUBLES: dict[int, Trouble] = {
    400: Trouble(
        _l("This request could not be understood."),
        _l("Go back, check what you entered, and try again. Nothing was changed."),
    ),
    401: Trouble(_l("Please sign in first."), _l("Sign in, and you will come back to this page.")),
    403: Trouble(
        _l("You may not open this page."),
        _l("If you think you should, ask the person who runs your course."),
    ),
    404: Trouble(
        _l("There is no such page."),
        _l("The address may be mistyped, or the page may have moved. Start from the home page."),
    ),
    405: Trouble(
        _l("This page cannot be used that way."),
        _l("Go back and use the buttons on the page. Nothing was changed."),
    ),
    409: Trouble(
        _l("Something changed in the meantime."),
        _l("Open the page again to see how things stand now, then decide what to do."),
    ),
    413: Trouble(
        _l("That was too large."),
        _l("Send less text or a smaller file. Nothing was changed."),
    ),
    429: Trouble(
        _l("That was too often."),
        _l("Wait a few minutes, then try again. Nothing you saved is lost."),
    ),
    500: Trouble(
        _l("Something went wrong on our side."),
        _l("What was shown as saved is safe. Please try again in a few minutes."),
    ),
}
STALE_FORM = Trouble(
    _l("This page was open for too long."),
    _l("Go back, load the page again, and send it once more. Nothing was changed."),
)


def init_app(app: Flask) -> None:
    """Answer every failure with a page; check every POST's token."""
    csrf.init_app(app)
    app.register_error_handler(CSRFError, lambda _error: page_for(400, STALE_FORM))
    app.register_error_handler(NotFound, lambda _error: page_for(404))
    app.register_error_handler(Forbidden, lambda _error: page_for(403))
    app.register_error_handler(401, _send_to_sign_in)
    app.register_error_handler(UnicodeDecodeError, _unreadable)
    app.register_error_handler(Unstorable, _unstorable)
    app.register_error_handler(HTTPException, _answer)


def page_for(status: int, trouble: Trouble | None = None) -> tuple[str, int]:
    """Return the page of a failure and its status."""
    likely = TROUBLES[400 if status < SERVER_FAULT else 500]
    shown = trouble or TROUBLES.get(status, likely)
    return render("errors/trouble.html", trouble=shown, status=status), status


def _answer(error: HTTPException) -> Response:
    code = error.code or SERVER_FAULT
    if code >= SERVER_FAULT:
        forget_reader()
    page, status = page_for(code)
    answer = Response(page, status, mimetype="text/html")
    told = dict(error.get_headers())
    answer.headers.extend({name: told[name] for name in ("Allow", "Retry-After") if name in told})
    return answer


def _unreadable(_error: UnicodeDecodeError) -> tuple[str, int]:
    """Answer an address that is no text: nothing in it can be asked for the reader's language."""
    forget_reader()
    use_language(DEFAULT)
    return page_for(400)


def _unstorable(error: Unstorable) -> tuple[str, int]:
    """Answer a text that no database takes: a form that looks for hidden marks says so better."""
    sent = (*request.args.values(), *request.form.values())
    if not any("\0" in text for text in sent):
        raise error
    return page_for(400)


def _send_to_sign_in(_error: HTTPException) -> Response | tuple[str, int]:
    """Send a reader to the sign-in page and back; a form that was sent gets an answer in words."""
    if request.method != "GET":
        return page_for(401)
    back = request.full_path.rstrip("?")
    return redirect(url_for("accounts.sign_in", next=back))
