"""What all pages of reporting share."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Blueprint, url_for

pages = Blueprint("reporting", "academy.reporting", template_folder="templates")


def address(endpoint: str, query: Mapping[str, str], **values: str) -> str:
    """Return where a page is, with a query."""
    path = url_for(endpoint, **values, _external=False)
    return f"{path}?{urlencode(query)}" if query else path
