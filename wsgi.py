"""The application, for any WSGI server; `flask` finds it by its name."""

from academy.app import create_app

app = create_app()
