"""The application, for any WSGI server; `flask` finds it by its name."""

from academy.app import create_app
from academy.jobs import start_embedded

app = create_app()
start_embedded(app)
